//! SMB2 SET_INFO, [MS-SMB2] 2.2.39 and 2.2.40.

use wire::{Malformed, Reader, Writer};

use super::{Body, FileId, InfoClass, Span, len32, offset16, structure_size};
use crate::header::Command;

/// SMB2 SET_INFO Request, [MS-SMB2] 2.2.39. `AdditionalInformation` is for security descriptors, and is passed over.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SetInfoRequest {
    /// What is to be set.
    pub class: InfoClass,
    /// `FileId`.
    pub file_id: FileId,
    /// `Buffer`.
    pub input: Vec<u8>,
}

const REQUEST_FIXED: usize = 32;

impl Body for SetInfoRequest {
    const COMMAND: Command = Command::SET_INFO;

    fn encode(&self, w: &mut Writer) {
        w.u16(33); // StructureSize
        w.u8(self.class.info_type);
        w.u8(self.class.class);
        w.u32(len32(&self.input));
        w.u16(offset16(REQUEST_FIXED));
        w.u16(0); // Reserved
        w.u32(0); // AdditionalInformation
        self.file_id.encode(w);
        w.bytes(&self.input);
    }

    fn decode(body: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(body);
        structure_size(&mut r, 33)?;
        let class = InfoClass {
            info_type: r.u8("InfoType")?,
            class: r.u8("FileInfoClass")?,
        };
        let len = r.u32("BufferLength")?;
        let offset = r.u16("BufferOffset")?.into();
        r.skip(6, "Reserved, AdditionalInformation")?;
        let file_id = FileId::decode(&mut r)?;
        let input = Span { offset, len }.of(body, REQUEST_FIXED, "Buffer")?;
        Ok(Self {
            class,
            file_id,
            input: input.to_vec(),
        })
    }
}

/// SMB2 SET_INFO Response, [MS-SMB2] 2.2.40.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct SetInfoResponse;

impl Body for SetInfoResponse {
    const COMMAND: Command = Command::SET_INFO;

    fn encode(&self, w: &mut Writer) {
        w.u16(2); // StructureSize
    }

    fn decode(body: &[u8]) -> Result<Self, Malformed> {
        structure_size(&mut Reader::new(body), 2)?;
        Ok(Self)
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
            &SetInfoRequest {
                class: InfoClass::FILE_PIPE,
                file_id: FileId { persistent: 1, volatile: 2 },
                input: vec![1, 0, 0, 0, 0, 0, 0, 7],
            },
            &[
                0x21, 0x00,                                     // StructureSize
                0x01, 0x17,                                     // InfoType, FileInfoClass
                0x08, 0x00, 0x00, 0x00,                         // BufferLength
                0x60, 0x00,                                     // BufferOffset: 64 + 32
                0x00, 0x00,                                     // Reserved
                0x00, 0x00, 0x00, 0x00,                         // AdditionalInformation
                0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, // FileId.Persistent
                0x02, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, // FileId.Volatile
                0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x07, // Buffer
            ],
        );
        assert_wire(&SetInfoResponse, &[0x02, 0x00]);
    }
}
