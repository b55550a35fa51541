//! Verification trailers, [MS-RPCE] 2.2.2.13: what signatures do not cover without header signing, said once more at the
//! end of a request's stub data, which they do cover.

use ndr::DataRepresentation;
use wire::{Malformed, Reader, Writer};

use super::ProtocolError;
use crate::pdu::{CallId, ContextId, FieldReader, PduKind, SyntaxId};

/// What both ends know of a request without its stub data.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Verification {
    /// Whether the client has proposed header signing.
    pub(super) header_signing: bool,
    /// The interface of the presentation context, as the client has proposed it. It is in NDR 2.0.
    pub(super) interface: SyntaxId,
    pub(super) drep: DataRepresentation,
    pub(super) call_id: CallId,
    pub(super) context: ContextId,
    pub(super) opnum: u16,
}

impl Verification {
    /// The stub data of a request, with a trailer.
    pub(super) fn append_to(&self, stub: &[u8]) -> Vec<u8> {
        let mut w = Writer::new();
        w.bytes(stub);
        w.align(4);
        w.bytes(&SIGNATURE);
        w.u16(BITMASK_1);
        w.u16(4);
        w.u32(u32::from(self.header_signing));
        w.u16(PCONTEXT);
        w.u16(40);
        self.interface.encode(&mut w);
        SyntaxId::NDR.encode(&mut w);
        w.u16(HEADER_2 | END);
        w.u16(16);
        w.u8(PduKind::REQUEST.0);
        w.zeros(3);
        w.bytes(&DataRepresentation::LABEL);
        w.u32(self.call_id.0);
        w.u16(self.context.0);
        w.u16(self.opnum);
        w.into_vec()
    }

    /// Takes the trailer off the stub data of a request, if it has one. Padding in front of it stays.
    ///
    /// # Errors
    /// [`ProtocolError::Contradicted`] when it says something else than what came.
    pub(super) fn strip(&self, stub: &mut Vec<u8>) -> Result<(), ProtocolError> {
        let Some(at) = find(stub) else {
            return Ok(());
        };
        for command in Commands::after(at.saturating_add(SIGNATURE.len()), stub) {
            // `find` has read them once.
            let (command, data) = command.map_err(ProtocolError::Malformed)?;
            if !self.agrees(command, data)? {
                return Err(ProtocolError::Contradicted(name(command)));
            }
        }
        stub.truncate(at);
        Ok(())
    }

    fn agrees(&self, command: u16, data: &[u8]) -> Result<bool, Malformed> {
        // Whatever the PDU's own order is.
        let mut r = FieldReader::new(data, DataRepresentation::LittleEndian);
        let agrees = match command & COMMAND {
            BITMASK_1 => {
                let has_proposed =
                    r.u32("rpc_sec_vt_bitmask")? & CLIENT_SUPPORT_HEADER_SIGNING != 0;
                !has_proposed || self.header_signing
            }
            PCONTEXT => {
                let interface = SyntaxId::decode(&mut r)?;
                let transfer = SyntaxId::decode(&mut r)?;
                (interface, transfer) == (self.interface, SyntaxId::NDR)
            }
            HEADER_2 => {
                let kind = PduKind(r.u8("PTYPE")?);
                r.skip(3, "reserved")?;
                let mut label = [0; 4];
                label.copy_from_slice(r.bytes(4, "drep")?);
                let drep = DataRepresentation::from_label(label)?;
                let header = (kind, drep, CallId(r.u32("call_id")?));
                let call = (ContextId(r.u16("p_cont_id")?), r.u16("opnum")?);
                header == (PduKind::REQUEST, self.drep, self.call_id)
                    && call == (self.context, self.opnum)
            }
            // One that nobody here knows is passed over, unless it says that it must not be.
            _ => return Ok(command & MUST_PROCESS == 0),
        };
        Ok(agrees && r.take_rest().is_empty())
    }
}

/// Where the trailer begins. Its signature may stand in the parameters, too, so what follows has to be a trailer that ends
/// with the stub data.
fn find(stub: &[u8]) -> Option<usize> {
    let first = stub.len().saturating_sub(LONGEST).next_multiple_of(4);
    (first..stub.len()).step_by(4).rev().find(|at| {
        let after = at.saturating_add(SIGNATURE.len());
        stub.get(*at..after) == Some(&SIGNATURE)
            && Commands::after(after, stub)
                .last()
                .is_some_and(|last| last.is_ok())
    })
}

/// The commands of a trailer, each with its data.
struct Commands<'a> {
    rest: Option<Reader<'a>>,
}

impl<'a> Commands<'a> {
    fn after(at: usize, stub: &'a [u8]) -> Self {
        Self {
            rest: stub.get(at..).map(Reader::new),
        }
    }

    fn read(r: &mut Reader<'a>) -> Result<(u16, &'a [u8]), Malformed> {
        let command = r.u16("sec_vt command")?;
        let length = r.u16("sec_vt length")?;
        Ok((command, r.bytes(length.into(), "sec_vt data")?))
    }
}

/// Ends after the command that has [`END`], which has to be at the end of the stub data, or after an error.
impl<'a> Iterator for Commands<'a> {
    type Item = Result<(u16, &'a [u8]), Malformed>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut r = self.rest.take()?;
        let read = Self::read(&mut r);
        match read {
            Ok((command, _)) if command & END == 0 => self.rest = Some(r),
            Ok(_) => {
                if let Err(trailing) = r.finish("rpc_sec_verification_trailer") {
                    return Some(Err(trailing));
                }
            }
            Err(_) => {}
        }
        Some(read)
    }
}

const fn name(command: u16) -> &'static str {
    match command & COMMAND {
        BITMASK_1 => "rpc_sec_vt_bitmask",
        PCONTEXT => "rpc_sec_vt_pcontext",
        HEADER_2 => "rpc_sec_vt_header2",
        _ => "an unknown command",
    }
}

/// What a trailer begins with.
const SIGNATURE: [u8; 8] = [0x8a, 0xe3, 0x13, 0x71, 0x02, 0xf4, 0x36, 0x71];

/// The octets at the end of stub data in which a trailer is looked for; one with all commands that are known has 80.
const LONGEST: usize = 256;

// `SEC_VT_COMMAND_…` and flags, [MS-RPCE] 2.2.2.13.
const BITMASK_1: u16 = 0x0001;
const PCONTEXT: u16 = 0x0002;
const HEADER_2: u16 = 0x0003;
const COMMAND: u16 = 0x3fff;
const END: u16 = 0x4000;
const MUST_PROCESS: u16 = 0x8000;

const CLIENT_SUPPORT_HEADER_SIGNING: u32 = 0x0000_0001;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::InterfaceVersion;

    const HERE: Verification = Verification {
        header_signing: false,
        interface: SyntaxId {
            uuid: wire::Guid::from_u128(0x12345678_1234_abcd_ef00_01234567cffb),
            version: InterfaceVersion { major: 1, minor: 0 },
        },
        drep: DataRepresentation::LittleEndian,
        call_id: CallId(7),
        context: ContextId(1),
        opnum: 39,
    };

    #[rustfmt::skip]
    const IMAGE: [u8; 88] = [
        b's', b't', b'u', b'b', b'!', 0, 0, 0,          // stub data, padding to 4
        0x8a, 0xe3, 0x13, 0x71, 0x02, 0xf4, 0x36, 0x71, // signature
        0x01, 0x00, 0x04, 0x00,                         // SEC_VT_COMMAND_BITMASK_1, length
        0x00, 0x00, 0x00, 0x00,                         // CLIENT_SUPPORT_HEADER_SIGNING: no
        0x02, 0x00, 0x28, 0x00,                         // SEC_VT_COMMAND_PCONTEXT, length
        0x78, 0x56, 0x34, 0x12, 0x34, 0x12, 0xcd, 0xab, // InterfaceId: logon
        0xef, 0x00, 0x01, 0x23, 0x45, 0x67, 0xcf, 0xfb,
        0x01, 0x00, 0x00, 0x00,                         // version 1.0
        0x04, 0x5d, 0x88, 0x8a, 0xeb, 0x1c, 0xc9, 0x11, // TransferSyntax: NDR
        0x9f, 0xe8, 0x08, 0x00, 0x2b, 0x10, 0x48, 0x60,
        0x02, 0x00, 0x00, 0x00,                         // version 2.0
        0x03, 0x40, 0x10, 0x00,                         // SEC_VT_COMMAND_HEADER2 with END, length
        0x00, 0x00, 0x00, 0x00,                         // PTYPE: request, reserved
        0x10, 0x00, 0x00, 0x00,                         // drep
        0x07, 0x00, 0x00, 0x00,                         // call_id
        0x01, 0x00, 0x27, 0x00,                         // p_cont_id, opnum
    ];

    #[test]
    fn the_octets_of_a_trailer() {
        assert_eq!(HERE.append_to(b"stub!"), IMAGE);
        let mut stub = IMAGE.to_vec();
        assert_eq!(HERE.strip(&mut stub), Ok(()));
        assert_eq!(stub, b"stub!\0\0\0");
    }

    #[test]
    fn a_trailer_that_says_something_else_is_refused() {
        let proposed = Verification {
            header_signing: true,
            ..HERE
        };
        // That the client has proposed nothing, and somebody for it, weakens nothing.
        assert_eq!(proposed.strip(&mut IMAGE.to_vec()), Ok(()));
        let stripped = HERE.strip(&mut proposed.append_to(b""));
        assert_eq!(
            stripped,
            Err(ProtocolError::Contradicted("rpc_sec_vt_bitmask"))
        );

        let mut other = HERE.interface;
        other.version.minor = 1;
        for (different, part) in [
            (
                Verification {
                    interface: other,
                    ..HERE
                },
                "rpc_sec_vt_pcontext",
            ),
            (
                Verification {
                    call_id: CallId(8),
                    ..HERE
                },
                "rpc_sec_vt_header2",
            ),
            (
                Verification {
                    context: ContextId(0),
                    ..HERE
                },
                "rpc_sec_vt_header2",
            ),
            (Verification { opnum: 6, ..HERE }, "rpc_sec_vt_header2"),
            (
                Verification {
                    drep: DataRepresentation::BigEndian,
                    ..HERE
                },
                "rpc_sec_vt_header2",
            ),
        ] {
            let outcome = different.strip(&mut IMAGE.to_vec());
            assert_eq!(outcome, Err(ProtocolError::Contradicted(part)));
        }
    }

    /// All that the trailer says counts.
    #[test]
    fn an_altered_trailer_is_refused_or_none() {
        let interfaces = 28..68;
        let header = [72, 76].into_iter().chain(80..88);
        let lengths = [18, 19, 26, 27, 70, 71];
        for at in (8..16).chain(interfaces).chain(header).chain(lengths) {
            let mut stub = IMAGE.to_vec();
            stub[at] ^= 0x02;
            let outcome = HERE.strip(&mut stub);
            assert!(outcome.is_err() || stub.len() == IMAGE.len(), "octet {at}");
        }
    }

    #[test]
    fn unknown_commands_are_passed_over_unless_they_must_not_be() {
        let unknown = |command: u16| {
            let mut w = Writer::new();
            w.bytes(&SIGNATURE);
            w.u16(command);
            w.u16(2);
            w.u16(0);
            w.into_vec()
        };
        assert_eq!(HERE.strip(&mut unknown(0x0009 | END)), Ok(()));
        let must = HERE.strip(&mut unknown(0x0009 | END | MUST_PROCESS));
        assert_eq!(must, Err(ProtocolError::Contradicted("an unknown command")));
    }

    /// Parameters may contain anything.
    #[test]
    fn a_signature_within_the_parameters_is_no_trailer() {
        for stub in [
            SIGNATURE.to_vec(),
            [&SIGNATURE[..], &[1, 0, 4, 0, 0, 0, 0, 0]].concat(), // no end
            [&IMAGE[..], &[0; 4]].concat(),                       // an end too early
            IMAGE[2..].to_vec(),                                  // at no multiple of 4
            [&SIGNATURE[..], &[3, 0x40, 0xff, 0xff]].concat(),    // longer than the stub data
        ] {
            let mut stripped = stub.clone();
            assert_eq!(HERE.strip(&mut stripped), Ok(()));
            assert_eq!(stripped, stub);
        }
        let twice = [SIGNATURE.to_vec(), HERE.append_to(b"")].concat();
        let mut stripped = twice;
        assert_eq!(HERE.strip(&mut stripped), Ok(()));
        assert_eq!(stripped, SIGNATURE);
    }

    #[test]
    fn every_prefix() {
        for len in 0..IMAGE.len() {
            let mut stub = IMAGE.to_vec();
            stub.truncate(len);
            assert_eq!(HERE.strip(&mut stub), Ok(()));
            assert_eq!(stub.len(), len);
        }
    }
}
