//! VALIDATE_NEGOTIATE_INFO, [MS-SMB2] 2.2.31.4 and 2.2.32.6: how dialects before 3.1.1 find out that somebody changed the
//! negotiation on its way.

use wire::{Guid, Malformed, Reader, Writer};

use crate::dialect::{Capabilities, Dialect, SecurityMode};

/// Dialects that a request may list; five exist.
const MAX_DIALECTS: u16 = 64;

/// VALIDATE_NEGOTIATE_INFO Request, [MS-SMB2] 2.2.31.4: what the NEGOTIATE request said.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ValidateNegotiateInfoRequest {
    /// `Capabilities`.
    pub capabilities: Capabilities,
    /// `Guid`: the client's.
    pub client_guid: Guid,
    /// `SecurityMode`.
    pub security_mode: SecurityMode,
    /// `Dialects`.
    pub dialects: Vec<Dialect>,
}

impl ValidateNegotiateInfoRequest {
    /// Writes the input buffer.
    pub fn encode(&self, w: &mut Writer) {
        w.u32(self.capabilities.0);
        self.client_guid.encode(w);
        w.u16(self.security_mode.0);
        w.u16(u16::try_from(self.dialects.len()).unwrap_or(u16::MAX));
        self.dialects.iter().for_each(|dialect| w.u16(dialect.0));
    }

    /// Reads the input buffer.
    ///
    /// # Errors
    /// [`Malformed`], naming the field.
    pub fn decode(input: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(input);
        let capabilities = Capabilities(r.u32("Capabilities")?);
        let client_guid = Guid::decode(&mut r, "Guid")?;
        let security_mode = SecurityMode(r.u16("SecurityMode")?);
        let dialects = decode_dialects(r.u16("DialectCount")?, &mut r)?;
        Ok(Self {
            capabilities,
            client_guid,
            security_mode,
            dialects,
        })
    }
}

/// `Dialects`, here and in NEGOTIATE, [MS-SMB2] 2.2.3.
pub(super) fn decode_dialects(count: u16, r: &mut Reader<'_>) -> Result<Vec<Dialect>, Malformed> {
    if count > MAX_DIALECTS {
        return Err(Malformed::TooLarge {
            field: "DialectCount",
            value: count.into(),
            limit: MAX_DIALECTS.into(),
        });
    }
    (0..count).map(|_| r.u16("Dialects").map(Dialect)).collect()
}

/// VALIDATE_NEGOTIATE_INFO Response, [MS-SMB2] 2.2.32.6: what the NEGOTIATE response said.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct ValidateNegotiateInfoResponse {
    /// `Capabilities`.
    pub capabilities: Capabilities,
    /// `Guid`: the server's.
    pub server_guid: Guid,
    /// `SecurityMode`.
    pub security_mode: SecurityMode,
    /// `Dialect`.
    pub dialect: Dialect,
}

impl ValidateNegotiateInfoResponse {
    /// Writes the output buffer.
    pub fn encode(&self, w: &mut Writer) {
        w.u32(self.capabilities.0);
        self.server_guid.encode(w);
        w.u16(self.security_mode.0);
        w.u16(self.dialect.0);
    }

    /// Reads the output buffer.
    ///
    /// # Errors
    /// [`Malformed`], naming the field.
    pub fn decode(output: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(output);
        Ok(Self {
            capabilities: Capabilities(r.u32("Capabilities")?),
            server_guid: Guid::decode(&mut r, "Guid")?,
            security_mode: SecurityMode(r.u16("SecurityMode")?),
            dialect: Dialect(r.u16("Dialect")?),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::assert_no_prefix_is_another;
    use super::*;

    #[test]
    fn a_request_on_the_wire() {
        #[rustfmt::skip]
        let bytes = [
            0x40, 0x00, 0x00, 0x00, // Capabilities: encryption
            1, 0, 0, 0, 0, 0, 0, 0, // Guid
            0, 0, 0, 0, 0, 0, 0, 0,
            0x01, 0x00,             // SecurityMode: signing enabled
            0x02, 0x00,             // DialectCount
            0x10, 0x02, 0x00, 0x03, // Dialects: 2.1, 3.0
        ];
        let body = ValidateNegotiateInfoRequest {
            capabilities: Capabilities::ENCRYPTION,
            client_guid: Guid {
                data1: 1,
                ..Guid::NIL
            },
            security_mode: SecurityMode::SIGNING_ENABLED,
            dialects: vec![Dialect::SMB_2_1, Dialect::SMB_3_0],
        };
        let mut w = Writer::new();
        body.encode(&mut w);
        assert_eq!(w.as_slice(), bytes);
        assert_eq!(
            ValidateNegotiateInfoRequest::decode(&bytes).as_ref(),
            Ok(&body)
        );
        assert_no_prefix_is_another(&bytes, &body, ValidateNegotiateInfoRequest::decode);
    }

    #[test]
    fn a_response_on_the_wire() {
        #[rustfmt::skip]
        let bytes = [
            0x40, 0x00, 0x00, 0x00, // Capabilities: encryption
            1, 0, 0, 0, 0, 0, 0, 0, // Guid
            0, 0, 0, 0, 0, 0, 0, 0,
            0x03, 0x00,             // SecurityMode: signing required
            0x02, 0x03,             // Dialect: 3.0.2
        ];
        let body = ValidateNegotiateInfoResponse {
            capabilities: Capabilities::ENCRYPTION,
            server_guid: Guid {
                data1: 1,
                ..Guid::NIL
            },
            security_mode: SecurityMode::SIGNING_REQUIRED,
            dialect: Dialect::SMB_3_0_2,
        };
        let mut w = Writer::new();
        body.encode(&mut w);
        assert_eq!(w.as_slice(), bytes);
        assert_eq!(ValidateNegotiateInfoResponse::decode(&bytes), Ok(body));
        assert_no_prefix_is_another(&bytes, &body, ValidateNegotiateInfoResponse::decode);
    }
}
