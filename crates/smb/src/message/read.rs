//! SMB2 READ, [MS-SMB2] 2.2.19 and 2.2.20.

use wire::{Malformed, Reader, Writer};

use super::{Body, FileId, Span, len32, offset16, structure_size};
use crate::header::Command;

/// SMB2 READ Request, [MS-SMB2] 2.2.19. The fields for RDMA are written as zero and not read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct ReadRequest {
    /// `Length`: how much at most.
    pub len: u32,
    /// `Offset`: 0 for a pipe.
    pub offset: u64,
    /// `FileId`.
    pub file_id: FileId,
    /// `MinimumCount`: fewer octets are an error.
    pub minimum: u32,
}

impl Body for ReadRequest {
    const COMMAND: Command = Command::READ;

    fn encode(&self, w: &mut Writer) {
        let [data_offset, _] = offset16(RESPONSE_FIXED).to_le_bytes();
        w.u16(49); // StructureSize
        w.u8(data_offset); // Padding: where we would like the data to be
        w.u8(0); // Flags
        w.u32(self.len);
        w.u64(self.offset);
        self.file_id.encode(w);
        w.u32(self.minimum);
        w.u32(0); // Channel
        w.u32(0); // RemainingBytes
        w.u16(0); // ReadChannelInfoOffset
        w.u16(0); // ReadChannelInfoLength
        w.u8(0); // Buffer, of at least one octet
    }

    fn decode(body: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(body);
        structure_size(&mut r, 49)?;
        r.skip(2, "Padding, Flags")?;
        let len = r.u32("Length")?;
        let offset = r.u64("Offset")?;
        let file_id = FileId::decode(&mut r)?;
        let minimum = r.u32("MinimumCount")?;
        r.skip(12, "Channel, RemainingBytes, ReadChannelInfo")?;
        Ok(Self {
            len,
            offset,
            file_id,
            minimum,
        })
    }
}

/// SMB2 READ Response, [MS-SMB2] 2.2.20.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ReadResponse {
    /// `Buffer`.
    pub data: Vec<u8>,
}

const RESPONSE_FIXED: usize = 16;

impl Body for ReadResponse {
    const COMMAND: Command = Command::READ;

    fn encode(&self, w: &mut Writer) {
        let [data_offset, _] = offset16(RESPONSE_FIXED).to_le_bytes();
        w.u16(17); // StructureSize
        w.u8(data_offset);
        w.u8(0); // Reserved
        w.u32(len32(&self.data));
        w.u32(0); // DataRemaining
        w.u32(0); // Reserved2
        w.bytes(&self.data);
    }

    fn decode(body: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(body);
        structure_size(&mut r, 17)?;
        let offset = r.u8("DataOffset")?.into();
        r.skip(1, "Reserved")?;
        let len = r.u32("DataLength")?;
        r.skip(8, "DataRemaining, Reserved2")?;
        let data = Span { offset, len }
            .of(body, RESPONSE_FIXED, "Data")?
            .to_vec();
        Ok(Self { data })
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
            &ReadRequest {
                len: 0x1000,
                offset: 0,
                file_id: FileId { persistent: 1, volatile: 2 },
                minimum: 0,
            },
            &[
                0x31, 0x00,             // StructureSize
                0x50,                   // Padding: 80
                0x00,                   // Flags
                0x00, 0x10, 0x00, 0x00, // Length
                0, 0, 0, 0, 0, 0, 0, 0, // Offset
                1, 0, 0, 0, 0, 0, 0, 0, // FileId.Persistent
                2, 0, 0, 0, 0, 0, 0, 0, // FileId.Volatile
                0x00, 0x00, 0x00, 0x00, // MinimumCount
                0x00, 0x00, 0x00, 0x00, // Channel
                0x00, 0x00, 0x00, 0x00, // RemainingBytes
                0x00, 0x00,             // ReadChannelInfoOffset
                0x00, 0x00,             // ReadChannelInfoLength
                0x00,                   // Buffer
            ],
        );
    }

    #[test]
    fn a_response_on_the_wire() {
        #[rustfmt::skip]
        assert_wire(
            &ReadResponse { data: vec![5, 0, 12] },
            &[
                0x11, 0x00,             // StructureSize
                0x50,                   // DataOffset: 80
                0x00,                   // Reserved
                0x03, 0x00, 0x00, 0x00, // DataLength
                0x00, 0x00, 0x00, 0x00, // DataRemaining
                0x00, 0x00, 0x00, 0x00, // Reserved2
                0x05, 0x00, 0x0c,       // Buffer
            ],
        );
    }
}
