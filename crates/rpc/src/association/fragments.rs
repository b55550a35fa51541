//! Stub data in pieces.

use std::fmt;

use ndr::{DataRepresentation, Params};
use wire::Malformed;

use super::shield::Shield;
use super::{Limits, ProtocolError};
use crate::pdu::{self, Body, CallId, Frame, PAD, PduFlags};

/// Cuts stub data into PDUs of at most `max_fragment` octets, and protects each.
///
/// `body` makes the body of a fragment from `alloc_hint` and stub data.
pub(super) fn cut<'a>(
    stub: &'a [u8],
    call_id: CallId,
    max_fragment: u16,
    mut shield: Option<&mut Shield>,
    body: impl Fn(u32, &'a [u8]) -> Body<'a>,
) -> Vec<Vec<u8>> {
    let overhead = pdu::stub_at(&body(0, &[]))
        .saturating_add(shield.as_ref().map_or(0, |shield| shield.overhead()));
    // All but the last piece need no padding, and the padded last one is not longer than they are.
    let room = usize::from(max_fragment).saturating_sub(overhead) / PAD * PAD;
    let pieces = pieces(stub, room.max(PAD));
    let last = pieces.len().saturating_sub(1);
    let mut left = stub.len();
    let mut pdus = Vec::with_capacity(pieces.len());
    for (index, piece) in pieces.into_iter().enumerate() {
        let flags = PduFlags::NONE
            .with_if(index == 0, PduFlags::FIRST_FRAG)
            .with_if(index == last, PduFlags::LAST_FRAG);
        let body = body(u32::try_from(left).unwrap_or(u32::MAX), piece);
        left = left.saturating_sub(piece.len());
        pdus.push(match shield.as_deref_mut() {
            Some(shield) => shield.protect(flags, call_id, &body),
            None => pdu::plain(flags, call_id, &body),
        });
    }
    pdus
}

/// At least one, for stub data may be empty.
fn pieces(stub: &[u8], room: usize) -> Vec<&[u8]> {
    if stub.is_empty() {
        vec![stub]
    } else {
        stub.chunks(room).collect()
    }
}

/// The stub data of a whole request or response. It has a `Debug` that shows no more than its length, for there may be
/// secrets in it that were sealed on their way.
#[derive(Clone, Eq, PartialEq)]
pub struct StubData {
    /// The octets.
    pub octets: Vec<u8>,
    /// How their sender represents integers in them.
    pub drep: DataRepresentation,
}

impl StubData {
    /// Reads the parameters.
    ///
    /// # Errors
    /// [`Malformed`] says what the octets have wrong.
    pub fn decode<P: Params>(&self) -> Result<P, Malformed> {
        ndr::from_bytes(&self.octets, self.drep)
    }
}

impl fmt::Debug for StubData {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} octets of stub data", self.octets.len())
    }
}

/// Puts the fragments of one request or response together.
#[derive(Debug)]
pub(super) struct Reassembly {
    stub: StubData,
    fragments: usize,
}

impl Reassembly {
    /// Begins with a fragment that has `PFC_FIRST_FRAG`.
    pub(super) fn begin(
        frame: &Frame,
        stub: &[u8],
        limits: &Limits,
    ) -> Result<Self, ProtocolError> {
        if !frame.header().flags.contains(PduFlags::FIRST_FRAG) {
            return Err(ProtocolError::FragmentOrder(frame.header().call_id));
        }
        let mut new = Self {
            stub: StubData {
                octets: Vec::new(),
                drep: frame.header().drep,
            },
            fragments: 0,
        };
        new.append(stub, limits)?;
        Ok(new)
    }

    /// Goes on with a fragment that has not.
    pub(super) fn go_on(
        &mut self,
        frame: &Frame,
        stub: &[u8],
        limits: &Limits,
    ) -> Result<(), ProtocolError> {
        let header = frame.header();
        if header.flags.contains(PduFlags::FIRST_FRAG) {
            return Err(ProtocolError::FragmentOrder(header.call_id));
        }
        if header.drep != self.stub.drep {
            return Err(ProtocolError::FragmentChanged(header.call_id));
        }
        self.append(stub, limits)
    }

    /// All of it.
    pub(super) fn finish(self) -> StubData {
        self.stub
    }

    /// Grows by what is there: `alloc_hint` is the peer's word, and no more.
    fn append(&mut self, stub: &[u8], limits: &Limits) -> Result<(), ProtocolError> {
        self.fragments = self.fragments.saturating_add(1);
        if self.fragments > limits.max_fragments {
            let limit = limits.max_fragments;
            return Err(ProtocolError::TooManyFragments { limit });
        }
        if stub.len() > limits.max_stub.saturating_sub(self.stub.octets.len()) {
            let limit = limits.max_stub;
            return Err(ProtocolError::TooMuchStub { limit });
        }
        self.stub.octets.extend_from_slice(stub);
        Ok(())
    }
}
