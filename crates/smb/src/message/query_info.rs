//! SMB2 QUERY_INFO, [MS-SMB2] 2.2.37 and 2.2.38.

use wire::{Malformed, Reader, Writer};

use super::{Body, FileId, Span, len32, offset16, structure_size};
use crate::header::Command;

/// `InfoType` and `FileInfoClass`: what is asked for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct InfoClass {
    /// `InfoType`; 1 is `SMB2_0_INFO_FILE`.
    pub info_type: u8,
    /// `FileInfoClass`.
    pub class: u8,
}

impl InfoClass {
    /// `FileStandardInformation`, [MS-FSCC] 2.4.41.
    pub const FILE_STANDARD: Self = Self::file(5);
    /// `FilePipeInformation`, [MS-FSCC] 2.4.37.
    pub const FILE_PIPE: Self = Self::file(23);

    /// A class of `SMB2_0_INFO_FILE`.
    #[must_use]
    pub const fn file(class: u8) -> Self {
        Self {
            info_type: FILE,
            class,
        }
    }

    /// Whether it is one of `SMB2_0_INFO_FILE`.
    #[must_use]
    pub const fn is_of_file(self) -> bool {
        self.info_type == FILE
    }
}

/// `SMB2_0_INFO_FILE`.
const FILE: u8 = 1;

/// SMB2 QUERY_INFO Request, [MS-SMB2] 2.2.37. Its input buffer is for quotas and extended attributes, and is passed over.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct QueryInfoRequest {
    /// What is asked for.
    pub class: InfoClass,
    /// `OutputBufferLength`.
    pub max_output: u32,
    /// `FileId`.
    pub file_id: FileId,
}

impl Body for QueryInfoRequest {
    const COMMAND: Command = Command::QUERY_INFO;

    fn encode(&self, w: &mut Writer) {
        w.u16(41); // StructureSize
        w.u8(self.class.info_type);
        w.u8(self.class.class);
        w.u32(self.max_output);
        w.u16(0); // InputBufferOffset
        w.u16(0); // Reserved
        w.u32(0); // InputBufferLength
        w.u32(0); // AdditionalInformation
        w.u32(0); // Flags
        self.file_id.encode(w);
    }

    fn decode(body: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(body);
        structure_size(&mut r, 41)?;
        let class = InfoClass {
            info_type: r.u8("InfoType")?,
            class: r.u8("FileInfoClass")?,
        };
        let max_output = r.u32("OutputBufferLength")?;
        r.skip(16, "InputBufferOffset to Flags")?;
        let file_id = FileId::decode(&mut r)?;
        Ok(Self {
            class,
            max_output,
            file_id,
        })
    }
}

/// SMB2 QUERY_INFO Response, [MS-SMB2] 2.2.38.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct QueryInfoResponse {
    /// What is known.
    pub output: Vec<u8>,
}

const RESPONSE_FIXED: usize = 8;

impl Body for QueryInfoResponse {
    const COMMAND: Command = Command::QUERY_INFO;

    fn encode(&self, w: &mut Writer) {
        w.u16(9); // StructureSize
        w.u16(offset16(RESPONSE_FIXED));
        w.u32(len32(&self.output));
        w.bytes(&self.output);
    }

    fn decode(body: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(body);
        structure_size(&mut r, 9)?;
        let output = Span {
            offset: r.u16("OutputBufferOffset")?.into(),
            len: r.u32("OutputBufferLength")?,
        };
        let output = output.of(body, RESPONSE_FIXED, "OutputBuffer")?.to_vec();
        Ok(Self { output })
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
            &QueryInfoRequest {
                class: InfoClass::FILE_STANDARD,
                max_output: 24,
                file_id: FileId { persistent: 1, volatile: 2 },
            },
            &[
                0x29, 0x00,                                     // StructureSize
                0x01, 0x05,                                     // InfoType, FileInfoClass
                0x18, 0x00, 0x00, 0x00,                         // OutputBufferLength
                0x00, 0x00, 0x00, 0x00,                         // InputBufferOffset, Reserved
                0x00, 0x00, 0x00, 0x00,                         // InputBufferLength
                0x00, 0x00, 0x00, 0x00,                         // AdditionalInformation
                0x00, 0x00, 0x00, 0x00,                         // Flags
                0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, // FileId.Persistent
                0x02, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, // FileId.Volatile
            ],
        );
    }

    #[test]
    fn a_response_on_the_wire() {
        #[rustfmt::skip]
        assert_wire(
            &QueryInfoResponse { output: vec![1, 2, 3] },
            &[
                0x09, 0x00,             // StructureSize
                0x48, 0x00,             // OutputBufferOffset: 64 + 8
                0x03, 0x00, 0x00, 0x00, // OutputBufferLength
                0x01, 0x02, 0x03,       // the buffer
            ],
        );
    }
}
