//! SMB2 TREE_CONNECT, [MS-SMB2] 2.2.9 and 2.2.10.

use wire::{Malformed, Reader, Writer, utf16};

use super::{Body, Span, len16, offset16, structure_size};
use crate::header::Command;

/// SMB2 TREE_CONNECT Request, [MS-SMB2] 2.2.9.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct TreeConnectRequest {
    /// `Flags`, which SMB 3.1.1 added; with 4 set, the path would not be one.
    pub flags: u16,
    /// `PathName`: `\\server\share`.
    pub path: String,
}

const REQUEST_FIXED: usize = 8;

impl Body for TreeConnectRequest {
    const COMMAND: Command = Command::TREE_CONNECT;

    fn encode(&self, w: &mut Writer) {
        let path = utf16::encode(&self.path);
        w.u16(9); // StructureSize
        w.u16(self.flags);
        w.u16(offset16(REQUEST_FIXED));
        w.u16(len16(&path));
        w.bytes(&path);
    }

    fn decode(body: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(body);
        structure_size(&mut r, 9)?;
        let flags = r.u16("Flags")?;
        let offset = r.u16("PathOffset")?.into();
        let len = r.u16("PathLength")?.into();
        let path = Span { offset, len }.of(body, REQUEST_FIXED, "PathName")?;
        Ok(Self {
            flags,
            path: utf16::decode(path, "PathName")?,
        })
    }
}

/// `ShareType`, [MS-SMB2] 2.2.10.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct ShareType(pub u8);

impl ShareType {
    /// `SMB2_SHARE_TYPE_PIPE`: `IPC$`.
    pub const PIPE: Self = Self(0x02);
}

/// `ShareFlags`, [MS-SMB2] 2.2.10.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct ShareFlags(pub u32);

impl ShareFlags {
    /// `SMB2_SHAREFLAG_ENCRYPT_DATA`.
    pub const ENCRYPT_DATA: Self = Self(0x0000_8000);
}

wire::flag_bits!(ShareFlags);

/// SMB2 TREE_CONNECT Response, [MS-SMB2] 2.2.10. The `TreeId` is in the header.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct TreeConnectResponse {
    /// `ShareType`.
    pub share_type: ShareType,
    /// `ShareFlags`.
    pub share_flags: ShareFlags,
    /// `Capabilities` of the share.
    pub capabilities: u32,
    /// `MaximalAccess`.
    pub maximal_access: u32,
}

impl Body for TreeConnectResponse {
    const COMMAND: Command = Command::TREE_CONNECT;

    fn encode(&self, w: &mut Writer) {
        w.u16(16); // StructureSize
        w.u8(self.share_type.0);
        w.u8(0); // Reserved
        w.u32(self.share_flags.0);
        w.u32(self.capabilities);
        w.u32(self.maximal_access);
    }

    fn decode(body: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(body);
        structure_size(&mut r, 16)?;
        let share_type = ShareType(r.u8("ShareType")?);
        r.skip(1, "Reserved")?;
        let share_flags = ShareFlags(r.u32("ShareFlags")?);
        let capabilities = r.u32("Capabilities")?;
        let maximal_access = r.u32("MaximalAccess")?;
        Ok(Self {
            share_type,
            share_flags,
            capabilities,
            maximal_access,
        })
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
            &TreeConnectRequest { flags: 0, path: r"\\S\I".into() },
            &[
                0x09, 0x00,                         // StructureSize
                0x00, 0x00,                         // Flags
                0x48, 0x00,                         // PathOffset: 72
                0x0a, 0x00,                         // PathLength
                0x5c, 0, 0x5c, 0, 0x53, 0, 0x5c, 0, // PathName
                0x49, 0,
            ],
        );
    }

    #[test]
    fn a_response_on_the_wire() {
        #[rustfmt::skip]
        assert_wire(
            &TreeConnectResponse {
                share_type: ShareType::PIPE,
                share_flags: ShareFlags::ENCRYPT_DATA,
                capabilities: 0,
                maximal_access: 0x001f_00a9,
            },
            &[
                0x10, 0x00,             // StructureSize
                0x02,                   // ShareType: pipe
                0x00,                   // Reserved
                0x00, 0x80, 0x00, 0x00, // ShareFlags: encrypt data
                0x00, 0x00, 0x00, 0x00, // Capabilities
                0xa9, 0x00, 0x1f, 0x00, // MaximalAccess
            ],
        );
    }
}
