//! SMB2 CLOSE, [MS-SMB2] 2.2.15 and 2.2.16.

use wire::{Malformed, Reader, Writer};

use super::{Body, FileId, FileTimes, structure_size};
use crate::header::Command;

/// SMB2 CLOSE Request, [MS-SMB2] 2.2.15.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct CloseRequest {
    /// `Flags`: 1 asks for the attributes in the response.
    pub flags: u16,
    /// `FileId`.
    pub file_id: FileId,
}

impl Body for CloseRequest {
    const COMMAND: Command = Command::CLOSE;

    fn encode(&self, w: &mut Writer) {
        w.u16(24); // StructureSize
        w.u16(self.flags);
        w.u32(0); // Reserved
        self.file_id.encode(w);
    }

    fn decode(body: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(body);
        structure_size(&mut r, 24)?;
        let flags = r.u16("Flags")?;
        r.skip(4, "Reserved")?;
        let file_id = FileId::decode(&mut r)?;
        Ok(Self { flags, file_id })
    }
}

/// SMB2 CLOSE Response, [MS-SMB2] 2.2.16.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct CloseResponse {
    /// `Flags`: 1 says that `file` is filled in.
    pub flags: u16,
    /// What is known of the file.
    pub file: FileTimes,
}

impl Body for CloseResponse {
    const COMMAND: Command = Command::CLOSE;

    fn encode(&self, w: &mut Writer) {
        w.u16(60); // StructureSize
        w.u16(self.flags);
        w.u32(0); // Reserved
        self.file.encode(w);
    }

    fn decode(body: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(body);
        structure_size(&mut r, 60)?;
        let flags = r.u16("Flags")?;
        r.skip(4, "Reserved")?;
        let file = FileTimes::decode(&mut r)?;
        Ok(Self { flags, file })
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
            &CloseRequest { flags: 0, file_id: FileId { persistent: 1, volatile: 2 } },
            &[
                0x18, 0x00,             // StructureSize
                0x00, 0x00,             // Flags
                0x00, 0x00, 0x00, 0x00, // Reserved
                1, 0, 0, 0, 0, 0, 0, 0, // FileId.Persistent
                2, 0, 0, 0, 0, 0, 0, 0, // FileId.Volatile
            ],
        );
    }

    #[test]
    fn a_response_on_the_wire() {
        #[rustfmt::skip]
        assert_wire(
            &CloseResponse {
                flags: 1,
                file: FileTimes { times: [1, 2, 3, 4], allocation_size: 5, end_of_file: 6, attributes: 0x80 },
            },
            &[
                0x3c, 0x00,             // StructureSize
                0x01, 0x00,             // Flags: attributes follow
                0x00, 0x00, 0x00, 0x00, // Reserved
                1, 0, 0, 0, 0, 0, 0, 0, // CreationTime
                2, 0, 0, 0, 0, 0, 0, 0, // LastAccessTime
                3, 0, 0, 0, 0, 0, 0, 0, // LastWriteTime
                4, 0, 0, 0, 0, 0, 0, 0, // ChangeTime
                5, 0, 0, 0, 0, 0, 0, 0, // AllocationSize
                6, 0, 0, 0, 0, 0, 0, 0, // EndofFile
                0x80, 0x00, 0x00, 0x00, // FileAttributes
            ],
        );
    }
}
