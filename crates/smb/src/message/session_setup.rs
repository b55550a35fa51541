//! SMB2 SESSION_SETUP, [MS-SMB2] 2.2.5 and 2.2.6.

use wire::{Malformed, Reader, Writer};

use super::{Body, Span, len16, offset16, structure_size};
use crate::dialect::{Capabilities, SecurityMode};
use crate::header::Command;

/// SMB2 SESSION_SETUP Request, [MS-SMB2] 2.2.5.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SessionSetupRequest {
    /// `Flags`: 1 binds an existing session to this connection.
    pub flags: u8,
    /// `SecurityMode`, of which only the low octet has room.
    pub security_mode: SecurityMode,
    /// `Capabilities`.
    pub capabilities: Capabilities,
    /// `PreviousSessionId`.
    pub previous_session_id: u64,
    /// `Buffer`: the authentication token.
    pub token: Vec<u8>,
}

const REQUEST_FIXED: usize = 24;

impl Body for SessionSetupRequest {
    const COMMAND: Command = Command::SESSION_SETUP;

    fn encode(&self, w: &mut Writer) {
        let [mode, _] = self.security_mode.0.to_le_bytes();
        w.u16(25); // StructureSize
        w.u8(self.flags);
        w.u8(mode);
        w.u32(self.capabilities.0);
        w.u32(0); // Channel
        w.u16(offset16(REQUEST_FIXED));
        w.u16(len16(&self.token));
        w.u64(self.previous_session_id);
        w.bytes(&self.token);
    }

    fn decode(body: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(body);
        structure_size(&mut r, 25)?;
        let flags = r.u8("Flags")?;
        let security_mode = SecurityMode(r.u8("SecurityMode")?.into());
        let capabilities = Capabilities(r.u32("Capabilities")?);
        r.skip(4, "Channel")?;
        let offset = r.u16("SecurityBufferOffset")?.into();
        let len = r.u16("SecurityBufferLength")?.into();
        let previous_session_id = r.u64("PreviousSessionId")?;
        let token = Span { offset, len }
            .of(body, REQUEST_FIXED, "SecurityBuffer")?
            .to_vec();
        Ok(Self {
            flags,
            security_mode,
            capabilities,
            previous_session_id,
            token,
        })
    }
}

/// `SessionFlags`, [MS-SMB2] 2.2.6.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct SessionFlags(pub u16);

impl SessionFlags {
    /// `SMB2_SESSION_FLAG_IS_GUEST`: whatever we presented, it was not believed.
    pub const IS_GUEST: Self = Self(0x0001);
    /// `SMB2_SESSION_FLAG_IS_NULL`: an anonymous session.
    pub const IS_NULL: Self = Self(0x0002);
    /// `SMB2_SESSION_FLAG_ENCRYPT_DATA`.
    pub const ENCRYPT_DATA: Self = Self(0x0004);
}

wire::flag_bits!(SessionFlags);

/// SMB2 SESSION_SETUP Response, [MS-SMB2] 2.2.6.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SessionSetupResponse {
    /// `SessionFlags`.
    pub flags: SessionFlags,
    /// `Buffer`: the authentication token.
    pub token: Vec<u8>,
}

const RESPONSE_FIXED: usize = 8;

impl Body for SessionSetupResponse {
    const COMMAND: Command = Command::SESSION_SETUP;

    fn encode(&self, w: &mut Writer) {
        w.u16(9); // StructureSize
        w.u16(self.flags.0);
        w.u16(offset16(RESPONSE_FIXED));
        w.u16(len16(&self.token));
        w.bytes(&self.token);
    }

    fn decode(body: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(body);
        structure_size(&mut r, 9)?;
        let flags = SessionFlags(r.u16("SessionFlags")?);
        let offset = r.u16("SecurityBufferOffset")?.into();
        let len = r.u16("SecurityBufferLength")?.into();
        let token = Span { offset, len }
            .of(body, RESPONSE_FIXED, "SecurityBuffer")?
            .to_vec();
        Ok(Self { flags, token })
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
            &SessionSetupRequest {
                flags: 0,
                security_mode: SecurityMode::SIGNING_ENABLED,
                capabilities: Capabilities(1),
                previous_session_id: 0,
                token: vec![0x60, 0x48],
            },
            &[
                0x19, 0x00,             // StructureSize
                0x00,                   // Flags
                0x01,                   // SecurityMode: signing enabled
                0x01, 0x00, 0x00, 0x00, // Capabilities: DFS
                0x00, 0x00, 0x00, 0x00, // Channel
                0x58, 0x00,             // SecurityBufferOffset: 88
                0x02, 0x00,             // SecurityBufferLength
                0, 0, 0, 0, 0, 0, 0, 0, // PreviousSessionId
                0x60, 0x48,             // Buffer
            ],
        );
    }

    #[test]
    fn a_response_on_the_wire() {
        #[rustfmt::skip]
        assert_wire(
            &SessionSetupResponse { flags: SessionFlags::ENCRYPT_DATA, token: vec![0xa1, 0x07] },
            &[
                0x09, 0x00, // StructureSize
                0x04, 0x00, // SessionFlags: encrypt data
                0x48, 0x00, // SecurityBufferOffset: 72
                0x02, 0x00, // SecurityBufferLength
                0xa1, 0x07, // Buffer
            ],
        );
    }
}
