//! Writing a PDU with the lengths that it turns out to have.

use ndr::DataRepresentation;
use wire::Writer;

use super::body::{self, Body};
use super::header::{CallId, Header, PduFlags};
use super::verifier::{SecTrailer, SecurityContextId};

/// A PDU without a verifier.
#[must_use]
pub fn plain(flags: PduFlags, call_id: CallId, body: &Body<'_>) -> Vec<u8> {
    finish(start(flags, call_id, body), 0)
}

/// A PDU that carries a token of an authentication exchange. Whoever takes tokens from a provider checks the length of
/// what comes out: beyond 64 KiB the length fields do not count any further.
#[must_use]
pub fn with_token(
    flags: PduFlags,
    call_id: CallId,
    body: &Body<'_>,
    context: SecurityContextId,
    token: &[u8],
) -> Vec<u8> {
    let mut pdu = up_to_token(flags, call_id, body, context, token.len());
    pdu.extend_from_slice(token);
    pdu
}

/// A PDU as far as its token, whose length is known and counted already: this is what header signing covers.
///
/// Stub data is padded to a multiple of [`PAD`] octets, and what is no stub data no further than the trailer's alignment
/// demands: servers count that padding, and refuse more of it ([MS-RPCE] 2.2.2.11).
#[must_use]
pub fn up_to_token(
    flags: PduFlags,
    call_id: CallId,
    body: &Body<'_>,
    context: SecurityContextId,
    token_len: usize,
) -> Vec<u8> {
    let mut w = start(flags, call_id, body);
    let stub_len = w.len().saturating_sub(stub_at(body));
    let alignment = match body {
        Body::Request(_) | Body::Response(_) | Body::Fault(_) => PAD,
        _ => TRAILER_ALIGNMENT,
    };
    let pad_len = stub_len
        .next_multiple_of(alignment)
        .saturating_sub(stub_len);
    w.zeros(pad_len);
    SecTrailer {
        context,
        pad_len: u8::try_from(pad_len).unwrap_or_default(),
    }
    .encode(&mut w);
    finish(w, token_len)
}

/// Where in a PDU with this body the part begins that privacy encrypts.
#[must_use]
pub fn stub_at(body: &Body<'_>) -> usize {
    body::stub_at(body.kind(), body.implied_flags())
}

/// What stub data is padded to, in octets, so that no cipher needs padding of its own. It also keeps the trailer aligned.
pub const PAD: usize = 16;

/// What `sec_trailer` has to be aligned to, [MS-RPCE] 2.2.2.11.
const TRAILER_ALIGNMENT: usize = 4;

/// More than most PDUs have, in octets.
const USUAL: usize = 1024;

fn start(flags: PduFlags, call_id: CallId, body: &Body<'_>) -> Writer {
    let mut w = Writer::with_capacity(USUAL);
    let header = Header {
        kind: body.kind(),
        flags: flags.with(body.implied_flags()),
        drep: DataRepresentation::LittleEndian,
        call_id,
    };
    header.encode(&mut w);
    body.encode(&mut w);
    w
}

/// Fills in `frag_length` and `auth_length`. Associations cut their messages to far below what 16 bits can count.
fn finish(mut w: Writer, token_len: usize) -> Vec<u8> {
    let count = |len: usize| u16::try_from(len).unwrap_or(u16::MAX).to_le_bytes();
    w.patch(
        Header::FRAG_LENGTH_AT,
        &count(w.len().saturating_add(token_len)),
    );
    w.patch(Header::AUTH_LENGTH_AT, &count(token_len));
    w.into_vec()
}
