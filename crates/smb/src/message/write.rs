//! SMB2 WRITE, [MS-SMB2] 2.2.21 and 2.2.22.

use wire::{Malformed, Reader, Writer};

use super::{Body, FileId, Span, len32, offset16, structure_size};
use crate::header::Command;

/// SMB2 WRITE Request, [MS-SMB2] 2.2.21. The fields for RDMA are written as zero and not read.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct WriteRequest {
    /// `Offset`: 0 for a pipe.
    pub offset: u64,
    /// `FileId`.
    pub file_id: FileId,
    /// `Flags`.
    pub flags: u32,
    /// `Buffer`.
    pub data: Vec<u8>,
}

const REQUEST_FIXED: usize = 48;

impl Body for WriteRequest {
    const COMMAND: Command = Command::WRITE;

    fn encode(&self, w: &mut Writer) {
        w.u16(49); // StructureSize
        w.u16(offset16(REQUEST_FIXED));
        w.u32(len32(&self.data));
        w.u64(self.offset);
        self.file_id.encode(w);
        w.u32(0); // Channel
        w.u32(0); // RemainingBytes
        w.u16(0); // WriteChannelInfoOffset
        w.u16(0); // WriteChannelInfoLength
        w.u32(self.flags);
        w.bytes(&self.data);
    }

    fn decode(body: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(body);
        structure_size(&mut r, 49)?;
        let data_offset = r.u16("DataOffset")?.into();
        let len = r.u32("Length")?;
        let offset = r.u64("Offset")?;
        let file_id = FileId::decode(&mut r)?;
        r.skip(12, "Channel, RemainingBytes, WriteChannelInfo")?;
        let flags = r.u32("Flags")?;
        let data = Span {
            offset: data_offset,
            len,
        }
        .of(body, REQUEST_FIXED, "Data")?
        .to_vec();
        Ok(Self {
            offset,
            file_id,
            flags,
            data,
        })
    }
}

/// SMB2 WRITE Response, [MS-SMB2] 2.2.22.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct WriteResponse {
    /// `Count`: octets written.
    pub count: u32,
}

impl Body for WriteResponse {
    const COMMAND: Command = Command::WRITE;

    fn encode(&self, w: &mut Writer) {
        w.u16(17); // StructureSize
        w.u16(0); // Reserved
        w.u32(self.count);
        w.u32(0); // Remaining
        w.u16(0); // WriteChannelInfoOffset
        w.u16(0); // WriteChannelInfoLength
    }

    fn decode(body: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(body);
        structure_size(&mut r, 17)?;
        r.skip(2, "Reserved")?;
        let count = r.u32("Count")?;
        r.skip(8, "Remaining, WriteChannelInfo")?;
        Ok(Self { count })
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::assert_wire;
    use super::*;

    #[test]
    fn a_request_on_the_wire() {
        #[rustfmt::skip]
        assert_wire(
            &WriteRequest {
                offset: 0,
                file_id: FileId { persistent: 1, volatile: 2 },
                flags: 0,
                data: vec![5, 0, 11],
            },
            &[
                0x31, 0x00,             // StructureSize
                0x70, 0x00,             // DataOffset: 112
                0x03, 0x00, 0x00, 0x00, // Length
                0, 0, 0, 0, 0, 0, 0, 0, // Offset
                1, 0, 0, 0, 0, 0, 0, 0, // FileId.Persistent
                2, 0, 0, 0, 0, 0, 0, 0, // FileId.Volatile
                0x00, 0x00, 0x00, 0x00, // Channel
                0x00, 0x00, 0x00, 0x00, // RemainingBytes
                0x00, 0x00,             // WriteChannelInfoOffset
                0x00, 0x00,             // WriteChannelInfoLength
                0x00, 0x00, 0x00, 0x00, // Flags
                0x05, 0x00, 0x0b,       // Buffer
            ],
        );
    }

    #[test]
    fn a_response_on_the_wire() {
        #[rustfmt::skip]
        assert_wire(
            &WriteResponse { count: 72 },
            &[
                0x11, 0x00,             // StructureSize
                0x00, 0x00,             // Reserved
                0x48, 0x00, 0x00, 0x00, // Count
                0x00, 0x00, 0x00, 0x00, // Remaining
                0x00, 0x00,             // WriteChannelInfoOffset
                0x00, 0x00,             // WriteChannelInfoLength
            ],
        );
    }
}
