//! SMB2 CREATE, [MS-SMB2] 2.2.13 and 2.2.14.

use wire::{Malformed, Reader, Writer, utf16};

use super::{Body, Span, len16, len32, offset16, offset32, structure_size};
use crate::header::Command;

/// SMB2_FILEID, [MS-SMB2] 2.2.14.1: an open pipe, as the server names it.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct FileId {
    /// `Persistent`.
    pub persistent: u64,
    /// `Volatile`.
    pub volatile: u64,
}

impl FileId {
    /// What a control code that concerns no open names, [MS-SMB2] 2.2.31.
    pub const NONE: Self = Self {
        persistent: u64::MAX,
        volatile: u64::MAX,
    };

    pub(super) fn decode(r: &mut Reader<'_>) -> Result<Self, Malformed> {
        let persistent = r.u64("FileId.Persistent")?;
        let volatile = r.u64("FileId.Volatile")?;
        Ok(Self {
            persistent,
            volatile,
        })
    }

    pub(super) fn encode(self, w: &mut Writer) {
        w.u64(self.persistent);
        w.u64(self.volatile);
    }
}

/// SMB2 CREATE Request, [MS-SMB2] 2.2.13.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct CreateRequest {
    /// `RequestedOplockLevel`.
    pub oplock_level: u8,
    /// `ImpersonationLevel`.
    pub impersonation_level: u32,
    /// `DesiredAccess`.
    pub desired_access: u32,
    /// `FileAttributes`.
    pub file_attributes: u32,
    /// `ShareAccess`.
    pub share_access: u32,
    /// `CreateDisposition`.
    pub disposition: u32,
    /// `CreateOptions`.
    pub options: u32,
    /// The name, without `\PIPE\` for a pipe.
    pub name: String,
    /// The create contexts, undivided: those that exist are about files.
    pub contexts: Vec<u8>,
}

const REQUEST_FIXED: usize = 56;

impl CreateRequest {
    /// What opens a pipe for reading and writing.
    #[must_use]
    pub const fn pipe(name: String) -> Self {
        Self {
            oplock_level: 0,
            // SecurityImpersonation: an RPC server acts for its caller.
            impersonation_level: 2,
            // READ_CONTROL, SYNCHRONIZE, and to read and write data, attributes and extended attributes, 2.2.13.1.1.
            desired_access: 0x0012_019b,
            file_attributes: 0,
            // FILE_SHARE_READ | FILE_SHARE_WRITE
            share_access: 0x0000_0003,
            // FILE_OPEN: a pipe cannot be created from here.
            disposition: 1,
            options: 0,
            name,
            contexts: Vec::new(),
        }
    }
}

impl Body for CreateRequest {
    const COMMAND: Command = Command::CREATE;

    fn encode(&self, w: &mut Writer) {
        let name = utf16::encode(&self.name);
        let contexts_at = REQUEST_FIXED.saturating_add(name.len()).next_multiple_of(8);
        w.u16(57); // StructureSize
        w.u8(0); // SecurityFlags
        w.u8(self.oplock_level);
        w.u32(self.impersonation_level);
        w.u64(0); // SmbCreateFlags
        w.u64(0); // Reserved
        w.u32(self.desired_access);
        w.u32(self.file_attributes);
        w.u32(self.share_access);
        w.u32(self.disposition);
        w.u32(self.options);
        w.u16(offset16(REQUEST_FIXED));
        w.u16(len16(&name));
        w.u32(if self.contexts.is_empty() {
            0
        } else {
            offset32(contexts_at)
        });
        w.u32(len32(&self.contexts));
        w.bytes(&name);
        if !self.contexts.is_empty() {
            w.align(8);
            w.bytes(&self.contexts);
        } else if name.is_empty() {
            w.u8(0); // "the Buffer field MUST be at least one byte in length"
        }
    }

    fn decode(body: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(body);
        structure_size(&mut r, 57)?;
        r.skip(1, "SecurityFlags")?;
        let oplock_level = r.u8("RequestedOplockLevel")?;
        let impersonation_level = r.u32("ImpersonationLevel")?;
        r.skip(16, "SmbCreateFlags, Reserved")?;
        let desired_access = r.u32("DesiredAccess")?;
        let file_attributes = r.u32("FileAttributes")?;
        let share_access = r.u32("ShareAccess")?;
        let disposition = r.u32("CreateDisposition")?;
        let options = r.u32("CreateOptions")?;
        let name = Span {
            offset: r.u16("NameOffset")?.into(),
            len: r.u16("NameLength")?.into(),
        };
        let contexts = Span {
            offset: r.u32("CreateContextsOffset")?,
            len: r.u32("CreateContextsLength")?,
        };
        Ok(Self {
            oplock_level,
            impersonation_level,
            desired_access,
            file_attributes,
            share_access,
            disposition,
            options,
            name: utf16::decode(name.of(body, REQUEST_FIXED, "Name")?, "Name")?,
            contexts: contexts.of(body, REQUEST_FIXED, "CreateContexts")?.to_vec(),
        })
    }
}

/// The times and sizes that CREATE and CLOSE responses report; meaningless for a pipe.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct FileTimes {
    /// `CreationTime`, `LastAccessTime`, `LastWriteTime`, `ChangeTime`.
    pub times: [u64; 4],
    /// `AllocationSize`.
    pub allocation_size: u64,
    /// `EndofFile`.
    pub end_of_file: u64,
    /// `FileAttributes`.
    pub attributes: u32,
}

impl FileTimes {
    pub(super) fn decode(r: &mut Reader<'_>) -> Result<Self, Malformed> {
        Ok(Self {
            times: [
                r.u64("CreationTime")?,
                r.u64("LastAccessTime")?,
                r.u64("LastWriteTime")?,
                r.u64("ChangeTime")?,
            ],
            allocation_size: r.u64("AllocationSize")?,
            end_of_file: r.u64("EndofFile")?,
            attributes: r.u32("FileAttributes")?,
        })
    }

    pub(super) fn encode(&self, w: &mut Writer) {
        self.times.iter().for_each(|time| w.u64(*time));
        w.u64(self.allocation_size);
        w.u64(self.end_of_file);
        w.u32(self.attributes);
    }
}

/// SMB2 CREATE Response, [MS-SMB2] 2.2.14.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct CreateResponse {
    /// `OplockLevel`.
    pub oplock_level: u8,
    /// `CreateAction`: 1 is `FILE_OPENED`.
    pub action: u32,
    /// What is known of the file.
    pub file: FileTimes,
    /// `FileId`.
    pub file_id: FileId,
    /// The create contexts, undivided.
    pub contexts: Vec<u8>,
}

const RESPONSE_FIXED: usize = 88;

impl Body for CreateResponse {
    const COMMAND: Command = Command::CREATE;

    fn encode(&self, w: &mut Writer) {
        w.u16(89); // StructureSize
        w.u8(self.oplock_level);
        w.u8(0); // Flags
        w.u32(self.action);
        self.file.encode(w);
        w.u32(0); // Reserved2
        self.file_id.encode(w);
        w.u32(if self.contexts.is_empty() {
            0
        } else {
            offset32(RESPONSE_FIXED)
        });
        w.u32(len32(&self.contexts));
        w.bytes(&self.contexts);
    }

    fn decode(body: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(body);
        structure_size(&mut r, 89)?;
        let oplock_level = r.u8("OplockLevel")?;
        r.skip(1, "Flags")?;
        let action = r.u32("CreateAction")?;
        let file = FileTimes::decode(&mut r)?;
        r.skip(4, "Reserved2")?;
        let file_id = FileId::decode(&mut r)?;
        let offset = r.u32("CreateContextsOffset")?;
        let len = r.u32("CreateContextsLength")?;
        let contexts = Span { offset, len }
            .of(body, RESPONSE_FIXED, "CreateContexts")?
            .to_vec();
        Ok(Self {
            oplock_level,
            action,
            file,
            file_id,
            contexts,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{assert_round_trip, assert_wire};
    use super::*;

    #[test]
    fn opening_a_pipe_on_the_wire() {
        #[rustfmt::skip]
        assert_wire(
            &CreateRequest::pipe("ab".into()),
            &[
                0x39, 0x00,             // StructureSize
                0x00,                   // SecurityFlags
                0x00,                   // RequestedOplockLevel
                0x02, 0x00, 0x00, 0x00, // ImpersonationLevel: Impersonation
                0, 0, 0, 0, 0, 0, 0, 0, // SmbCreateFlags
                0, 0, 0, 0, 0, 0, 0, 0, // Reserved
                0x9b, 0x01, 0x12, 0x00, // DesiredAccess
                0x00, 0x00, 0x00, 0x00, // FileAttributes
                0x03, 0x00, 0x00, 0x00, // ShareAccess
                0x01, 0x00, 0x00, 0x00, // CreateDisposition: FILE_OPEN
                0x00, 0x00, 0x00, 0x00, // CreateOptions
                0x78, 0x00,             // NameOffset: 120
                0x04, 0x00,             // NameLength
                0x00, 0x00, 0x00, 0x00, // CreateContextsOffset
                0x00, 0x00, 0x00, 0x00, // CreateContextsLength
                0x61, 0x00, 0x62, 0x00, // Buffer
            ],
        );
    }

    #[test]
    fn an_opened_pipe_on_the_wire() {
        #[rustfmt::skip]
        assert_wire(
            &CreateResponse {
                oplock_level: 0,
                action: 1,
                file: FileTimes { allocation_size: 4096, attributes: 0x80, ..FileTimes::default() },
                file_id: FileId { persistent: 1, volatile: 2 },
                contexts: Vec::new(),
            },
            &[
                0x59, 0x00,                // StructureSize
                0x00,                      // OplockLevel
                0x00,                      // Flags
                0x01, 0x00, 0x00, 0x00,    // CreateAction: FILE_OPENED
                0, 0, 0, 0, 0, 0, 0, 0,    // CreationTime
                0, 0, 0, 0, 0, 0, 0, 0,    // LastAccessTime
                0, 0, 0, 0, 0, 0, 0, 0,    // LastWriteTime
                0, 0, 0, 0, 0, 0, 0, 0,    // ChangeTime
                0, 0x10, 0, 0, 0, 0, 0, 0, // AllocationSize
                0, 0, 0, 0, 0, 0, 0, 0,    // EndofFile
                0x80, 0x00, 0x00, 0x00,    // FileAttributes: normal
                0x00, 0x00, 0x00, 0x00,    // Reserved2
                1, 0, 0, 0, 0, 0, 0, 0,    // FileId.Persistent
                2, 0, 0, 0, 0, 0, 0, 0,    // FileId.Volatile
                0x00, 0x00, 0x00, 0x00,    // CreateContextsOffset
                0x00, 0x00, 0x00, 0x00,    // CreateContextsLength
            ],
        );
    }

    #[test]
    fn contexts_survive() {
        let mut request = CreateRequest::pipe("abc".into());
        request.contexts = vec![1, 2, 3];
        assert_round_trip(&request);
        assert_round_trip(&CreateResponse {
            oplock_level: 1,
            action: 1,
            file: FileTimes::default(),
            file_id: FileId::NONE,
            contexts: vec![9; 24],
        });
    }
}
