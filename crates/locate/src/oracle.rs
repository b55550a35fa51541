//! What must hold for any octets whatever, for fuzz targets and ordinary tests: a decoder returns, and what it accepted
//! survives being encoded and decoded again. Each function panics when that does not hold.

use crate::codec::cldap::{LdapPing, LdapPong};
use crate::codec::datagram::Datagram;
use crate::codec::mailslot::MailslotWrite;
use crate::codec::name_service::Message;
use crate::codec::ping::{PingRequest, PingResponse};

/// A datagram to or from UDP port 137.
pub fn name_service(bytes: &[u8]) {
    survives(bytes, Message::decode, Message::encode);
}

/// A datagram to UDP port 138, and the layers in it as far as they are there.
pub fn datagram(bytes: &[u8]) {
    if let Some(datagram) = survives(bytes, Datagram::decode, Datagram::encode) {
        mailslot(&datagram.data);
    }
}

/// The user data of a NetBIOS datagram, and the message in it if there is one.
pub fn mailslot(bytes: &[u8]) {
    if let Some(write) = survives(bytes, MailslotWrite::decode, MailslotWrite::encode) {
        ping_request(write.data());
        ping_response(write.data());
    }
}

/// What a domain controller is asked by mailslot.
pub fn ping_request(bytes: &[u8]) {
    survives(bytes, PingRequest::decode, PingRequest::encode);
}

/// What a domain controller answers.
pub fn ping_response(bytes: &[u8]) {
    survives(bytes, PingResponse::decode, PingResponse::encode);
}

/// A datagram to or from UDP port 389, and the answer in it if there is one.
pub fn cldap(bytes: &[u8]) {
    survives(bytes, LdapPing::decode, LdapPing::encode);
    if let Some(pong) = survives(bytes, LdapPong::decode, LdapPong::encode) {
        ping_response(&pong.netlogon.unwrap_or_default());
    }
}

fn survives<T, E>(
    bytes: &[u8],
    decode: impl Fn(&[u8]) -> Result<T, E>,
    encode: impl Fn(&T) -> Vec<u8>,
) -> Option<T>
where
    T: std::fmt::Debug + PartialEq,
    E: std::fmt::Debug + PartialEq,
{
    let first = decode(bytes).ok()?;
    assert_eq!(
        decode(&encode(&first)).as_ref(),
        Ok(&first),
        "what was accepted survives a round trip"
    );
    Some(first)
}
