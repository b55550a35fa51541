//! SMB2 NEGOTIATE, [MS-SMB2] 2.2.3 and 2.2.4.

use wire::{FileTime, Guid, Malformed, Reader, Writer};

use super::validate::decode_dialects;
use super::{Body, NegotiateContext, Span, len16, offset16, offset32, structure_size};
use crate::dialect::{Capabilities, Dialect, SecurityMode};
use crate::header::{Command, HEADER_LEN};

/// SMB2 NEGOTIATE Request, [MS-SMB2] 2.2.3.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct NegotiateRequest {
    /// `SecurityMode`.
    pub security_mode: SecurityMode,
    /// `Capabilities`.
    pub capabilities: Capabilities,
    /// `ClientGuid`.
    pub client_guid: Guid,
    /// `Dialects`.
    pub dialects: Vec<Dialect>,
    /// `NegotiateContextList`; only on the wire when `dialects` has 3.1.1.
    pub contexts: Vec<NegotiateContext>,
}

const REQUEST_FIXED: usize = 36;

impl Body for NegotiateRequest {
    const COMMAND: Command = Command::NEGOTIATE;

    fn encode(&self, w: &mut Writer) {
        let count = u16::try_from(self.dialects.len()).unwrap_or(u16::MAX);
        w.u16(36); // StructureSize
        w.u16(count);
        w.u16(self.security_mode.0);
        w.u16(0); // Reserved
        w.u32(self.capabilities.0);
        self.client_guid.encode(w);
        let with_contexts = self.dialects.contains(&Dialect::SMB_3_1_1);
        if with_contexts {
            let dialects_len = usize::from(count).saturating_mul(2);
            let contexts_at = REQUEST_FIXED
                .saturating_add(dialects_len)
                .next_multiple_of(8);
            w.u32(offset32(contexts_at));
            w.u16(u16::try_from(self.contexts.len()).unwrap_or(u16::MAX));
            w.u16(0); // Reserved2
        } else {
            w.u64(0); // ClientStartTime
        }
        self.dialects.iter().for_each(|dialect| w.u16(dialect.0));
        if with_contexts {
            w.align(8);
            NegotiateContext::encode_list(&self.contexts, w);
        }
    }

    fn decode(body: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(body);
        structure_size(&mut r, 36)?;
        let count = r.u16("DialectCount")?;
        let security_mode = SecurityMode(r.u16("SecurityMode")?);
        r.skip(2, "Reserved")?;
        let capabilities = Capabilities(r.u32("Capabilities")?);
        let client_guid = Guid::decode(&mut r, "ClientGuid")?;
        let contexts_offset = r.u32("NegotiateContextOffset")?;
        let contexts_count = r.u16("NegotiateContextCount")?;
        r.skip(2, "Reserved2")?;
        let dialects = decode_dialects(count, &mut r)?;
        let contexts = if dialects.contains(&Dialect::SMB_3_1_1) {
            decode_contexts(body, r.position(), contexts_offset, contexts_count)?
        } else {
            Vec::new()
        };
        Ok(Self {
            security_mode,
            capabilities,
            client_guid,
            dialects,
            contexts,
        })
    }
}

/// SMB2 NEGOTIATE Response, [MS-SMB2] 2.2.4.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct NegotiateResponse {
    /// `SecurityMode`.
    pub security_mode: SecurityMode,
    /// `DialectRevision`.
    pub dialect: Dialect,
    /// `ServerGuid`.
    pub server_guid: Guid,
    /// `Capabilities`.
    pub capabilities: Capabilities,
    /// `MaxTransactSize`.
    pub max_transact_size: u32,
    /// `MaxReadSize`.
    pub max_read_size: u32,
    /// `MaxWriteSize`.
    pub max_write_size: u32,
    /// `SystemTime`.
    pub system_time: FileTime,
    /// `ServerStartTime`.
    pub server_start_time: FileTime,
    /// `Buffer`: the mechanisms that the server likes.
    pub token: Vec<u8>,
    /// `NegotiateContextList`; only on the wire when `dialect` is 3.1.1.
    pub contexts: Vec<NegotiateContext>,
}

const RESPONSE_FIXED: usize = 64;

impl Body for NegotiateResponse {
    const COMMAND: Command = Command::NEGOTIATE;

    fn encode(&self, w: &mut Writer) {
        let with_contexts = self.dialect == Dialect::SMB_3_1_1;
        let contexts_at = RESPONSE_FIXED
            .saturating_add(self.token.len())
            .next_multiple_of(8);
        w.u16(65); // StructureSize
        w.u16(self.security_mode.0);
        w.u16(self.dialect.0);
        w.u16(if with_contexts {
            u16::try_from(self.contexts.len()).unwrap_or(u16::MAX)
        } else {
            0
        });
        self.server_guid.encode(w);
        w.u32(self.capabilities.0);
        w.u32(self.max_transact_size);
        w.u32(self.max_read_size);
        w.u32(self.max_write_size);
        w.u64(self.system_time.0);
        w.u64(self.server_start_time.0);
        w.u16(offset16(RESPONSE_FIXED));
        w.u16(len16(&self.token));
        w.u32(if with_contexts {
            offset32(contexts_at)
        } else {
            0
        });
        w.bytes(&self.token);
        if with_contexts {
            w.align(8);
            NegotiateContext::encode_list(&self.contexts, w);
        }
    }

    fn decode(body: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(body);
        structure_size(&mut r, 65)?;
        let security_mode = SecurityMode(r.u16("SecurityMode")?);
        let dialect = Dialect(r.u16("DialectRevision")?);
        let contexts_count = r.u16("NegotiateContextCount")?;
        let server_guid = Guid::decode(&mut r, "ServerGuid")?;
        let capabilities = Capabilities(r.u32("Capabilities")?);
        let max_transact_size = r.u32("MaxTransactSize")?;
        let max_read_size = r.u32("MaxReadSize")?;
        let max_write_size = r.u32("MaxWriteSize")?;
        let system_time = FileTime(r.u64("SystemTime")?);
        let server_start_time = FileTime(r.u64("ServerStartTime")?);
        let token = Span {
            offset: r.u16("SecurityBufferOffset")?.into(),
            len: r.u16("SecurityBufferLength")?.into(),
        };
        let contexts_offset = r.u32("NegotiateContextOffset")?;
        let contexts = if dialect == Dialect::SMB_3_1_1 {
            decode_contexts(body, RESPONSE_FIXED, contexts_offset, contexts_count)?
        } else {
            Vec::new()
        };
        Ok(Self {
            security_mode,
            dialect,
            server_guid,
            capabilities,
            max_transact_size,
            max_read_size,
            max_write_size,
            system_time,
            server_start_time,
            token: token.of(body, RESPONSE_FIXED, "SecurityBuffer")?.to_vec(),
            contexts,
        })
    }
}

/// `NegotiateContextList`, which stands at `offset` from the header, behind the first `fixed` octets of the body.
fn decode_contexts(
    body: &[u8],
    fixed: usize,
    offset: u32,
    count: u16,
) -> Result<Vec<NegotiateContext>, Malformed> {
    if count == 0 {
        return Ok(Vec::new());
    }
    let start = usize::try_from(offset)
        .ok()
        .and_then(|offset| offset.checked_sub(HEADER_LEN))
        .filter(|start| *start >= fixed)
        .ok_or(Malformed::Illegal {
            field: "NegotiateContextOffset",
            value: offset.into(),
        })?;
    let mut r = Reader::new(body);
    r.skip(start, "NegotiateContextOffset")?;
    NegotiateContext::decode_list(count, &mut Reader::new(r.take_rest()))
}

#[cfg(test)]
mod tests {
    use super::super::HashAlgorithm;
    use super::super::testing::{assert_round_trip, assert_wire};
    use super::*;
    use crate::dialect::{Cipher, SigningAlgorithm};

    #[test]
    fn a_request_on_the_wire() {
        #[rustfmt::skip]
        assert_wire(
            &NegotiateRequest {
                security_mode: SecurityMode::SIGNING_ENABLED,
                capabilities: Capabilities::ENCRYPTION,
                client_guid: Guid { data1: 1, ..Guid::NIL },
                dialects: vec![Dialect::SMB_3_0, Dialect::SMB_3_1_1],
                contexts: vec![
                    NegotiateContext::PreauthIntegrity {
                        hashes: vec![HashAlgorithm::SHA_512],
                        salt: vec![0xaa, 0xbb],
                    },
                    NegotiateContext::Encryption(vec![Cipher::AES_128_GCM]),
                ],
            },
            &[
                0x24, 0x00,             // StructureSize
                0x02, 0x00,             // DialectCount
                0x01, 0x00,             // SecurityMode: signing enabled
                0x00, 0x00,             // Reserved
                0x40, 0x00, 0x00, 0x00, // Capabilities: encryption
                1, 0, 0, 0, 0, 0, 0, 0, // ClientGuid
                0, 0, 0, 0, 0, 0, 0, 0,
                0x68, 0x00, 0x00, 0x00, // NegotiateContextOffset: 104
                0x02, 0x00,             // NegotiateContextCount
                0x00, 0x00,             // Reserved2
                0x00, 0x03, 0x11, 0x03, // Dialects: 3.0, 3.1.1
                0x01, 0x00,             // ContextType: SMB2_PREAUTH_INTEGRITY_CAPABILITIES
                0x08, 0x00,             // DataLength
                0x00, 0x00, 0x00, 0x00, // Reserved
                0x01, 0x00,             // HashAlgorithmCount
                0x02, 0x00,             // SaltLength
                0x01, 0x00,             // HashAlgorithms: SHA-512
                0xaa, 0xbb,             // Salt
                0x02, 0x00,             // ContextType: SMB2_ENCRYPTION_CAPABILITIES
                0x04, 0x00,             // DataLength
                0x00, 0x00, 0x00, 0x00, // Reserved
                0x01, 0x00,             // CipherCount
                0x02, 0x00,             // Ciphers: AES-128-GCM
            ],
        );
    }

    fn response() -> NegotiateResponse {
        NegotiateResponse {
            security_mode: SecurityMode::SIGNING_REQUIRED,
            dialect: Dialect::SMB_3_1_1,
            server_guid: Guid {
                data1: 2,
                ..Guid::NIL
            },
            capabilities: Capabilities(0x2f),
            max_transact_size: 0x0080_0000,
            max_read_size: 0x0080_0000,
            max_write_size: 0x0080_0000,
            system_time: FileTime(1),
            server_start_time: FileTime(0),
            token: vec![0x60],
            contexts: vec![NegotiateContext::Signing(vec![SigningAlgorithm::AES_GMAC])],
        }
    }

    #[test]
    fn a_response_on_the_wire() {
        #[rustfmt::skip]
        assert_wire(
            &response(),
            &[
                0x41, 0x00,             // StructureSize
                0x03, 0x00,             // SecurityMode: signing required
                0x11, 0x03,             // DialectRevision: 3.1.1
                0x01, 0x00,             // NegotiateContextCount
                2, 0, 0, 0, 0, 0, 0, 0, // ServerGuid
                0, 0, 0, 0, 0, 0, 0, 0,
                0x2f, 0x00, 0x00, 0x00, // Capabilities
                0x00, 0x00, 0x80, 0x00, // MaxTransactSize
                0x00, 0x00, 0x80, 0x00, // MaxReadSize
                0x00, 0x00, 0x80, 0x00, // MaxWriteSize
                1, 0, 0, 0, 0, 0, 0, 0, // SystemTime
                0, 0, 0, 0, 0, 0, 0, 0, // ServerStartTime
                0x80, 0x00,             // SecurityBufferOffset: 128
                0x01, 0x00,             // SecurityBufferLength
                0x88, 0x00, 0x00, 0x00, // NegotiateContextOffset: 136
                0x60,                   // Buffer
                0, 0, 0, 0, 0, 0, 0,    // Padding
                0x08, 0x00,             // ContextType: SMB2_SIGNING_CAPABILITIES
                0x04, 0x00,             // DataLength
                0x00, 0x00, 0x00, 0x00, // Reserved
                0x01, 0x00,             // SigningAlgorithmCount
                0x02, 0x00,             // SigningAlgorithms: AES-GMAC
            ],
        );
    }

    #[test]
    fn before_3_1_1_there_are_no_contexts() {
        assert_round_trip(&NegotiateResponse {
            dialect: Dialect::SMB_2_1,
            contexts: Vec::new(),
            ..response()
        });
        assert_round_trip(&NegotiateRequest {
            security_mode: SecurityMode::SIGNING_ENABLED,
            capabilities: Capabilities(0),
            client_guid: Guid::NIL,
            dialects: vec![Dialect::SMB_2_0_2],
            contexts: Vec::new(),
        });
    }

    #[test]
    fn unknown_contexts_survive_and_hostile_ones_are_refused() {
        let mut strange = response();
        strange.contexts = vec![NegotiateContext::Other {
            kind: 0x77,
            data: vec![1, 2, 3],
        }];
        assert_round_trip(&strange);

        let mut w = Writer::new();
        response().encode(&mut w);
        let bytes = w.into_vec();
        // (offset of the field, value, name of the field that is complained about)
        for (at, value, named) in [
            (6, [0xff, 0xff], "NegotiateContextCount"),
            (60, [0x7f, 0x00], "NegotiateContextOffset"),
            (60, [0xff, 0xff], "NegotiateContextOffset"),
            (74, [0xff, 0xff], "Data"),
            (80, [0xff, 0xff], "SigningAlgorithms"),
            (80, [0x03, 0x00], "SigningAlgorithms"),
        ] {
            let mut hostile = bytes.clone();
            hostile[at..at + 2].copy_from_slice(&value);
            match NegotiateResponse::decode(&hostile) {
                Err(
                    Malformed::TooLarge { field, .. }
                    | Malformed::Illegal { field, .. }
                    | Malformed::Truncated { field, .. },
                ) => assert_eq!(field, named, "at {at}"),
                other => panic!("{other:?}"),
            }
        }
    }
}
