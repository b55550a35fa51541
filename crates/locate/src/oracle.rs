//! What must hold for any octets whatever, for fuzz targets and ordinary tests: a decoder returns, and what it accepted
//! survives being encoded and decoded again. Each function panics when that does not hold.

use std::net::{Ipv4Addr, SocketAddrV4};
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use crate::codec::cldap::{LdapPing, LdapPong};
use crate::codec::datagram::Datagram;
use crate::codec::dotted::DottedName;
use crate::codec::mailslot::MailslotWrite;
use crate::codec::name_service::{Message, NmFlags, RecordData, RecordType};
use crate::codec::nb_name::{NbName, Suffix};
use crate::codec::ping::{PingRequest, PingResponse};
use crate::config::Broadcast;
use crate::server::{
    AccountKinds, Directory, DnsNames, Identity, Known, LdapResponder, MailslotResponder,
    NameService, Searched, ServerConfig, ServerSettings, Target, WinsTable,
};

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

/// Any datagrams, one after another, to any of the ports of a domain controller: each has two octets for its length, of
/// which the upper bits choose the port. At most one answer leads from each to whoever sent it, no answer to an answer;
/// answers are bounded and make sense, and the controller still has its names.
pub fn responder(bytes: &[u8]) {
    let config = responder_config();
    let now = Instant::now();
    let mut names = NameService::new(&config, now);
    let mailslots = MailslotResponder::new(&config, 138);
    let searches = LdapResponder::new(config.identity.clone());
    let mut rest = bytes;
    let mut time = now;
    while let Some(([high, low], tail)) = rest.split_first_chunk::<2>() {
        let length = usize::from(u16::from_be_bytes([high & 0x3f, *low])).min(tail.len());
        let (datagram, tail) = tail.split_at_checked(length).unwrap_or_default();
        match high >> 6 {
            0 => name_datagram(&mut names, datagram, time),
            1 => ping_datagram(
                mailslots.receive(datagram).map(Searched::Ping),
                &config,
                |a| mailslots.receive(a).is_none() && Datagram::decode(a).is_ok(),
            ),
            2 => ping_datagram(searches.receive(datagram), &config, |a| {
                searches.receive(a).is_none() && LdapPong::decode(a).is_ok()
            }),
            // Time passes, and what is due goes out.
            _ => {
                time = time.checked_add(Duration::from_millis(500)).unwrap_or(time);
                for outgoing in names.poll(time, || 7) {
                    assert!(Message::decode(&outgoing.octets).is_ok());
                }
            }
        }
        rest = tail;
    }
    has_its_names(&mut names, &config.identity, time);
}

fn name_datagram(names: &mut NameService, datagram: &[u8], now: Instant) {
    let client = SocketAddrV4::new(Ipv4Addr::new(10, 1, 0, 11), 137);
    if let Some(outgoing) = names.receive(datagram, client, now) {
        assert_eq!(outgoing.target, Target::Asker(client));
        assert!(outgoing.octets.len() <= MAX_ANSWER, "an answer is bounded");
        let answer = Message::decode(&outgoing.octets);
        assert!(answer.is_ok_and(|answer| answer.operation.response));
        // Not one that can be the owner of a name, whose answer is waited for.
        let stranger = SocketAddrV4::new(Ipv4Addr::UNSPECIFIED, 137);
        assert_eq!(names.receive(&outgoing.octets, stranger, now), None);
    }
    assert!(
        names
            .wins()
            .is_none_or(|wins| wins.len() <= WinsTable::MAX_NAMES)
    );
}

fn ping_datagram(
    searched: Option<Searched>,
    config: &ServerConfig,
    makes_sense: impl Fn(&[u8]) -> bool,
) {
    let answer = match searched {
        None => return,
        Some(Searched::Nothing(answer)) => answer,
        Some(Searched::Ping(question)) => {
            let address = config.settings.answered_address();
            let answer = question.answer(&config.identity, address, &Everybody);
            now_or_never(answer).flatten().unwrap_or_default()
        }
    };
    assert!(answer.len() <= MAX_ANSWER, "an answer is bounded");
    assert!(
        makes_sense(&answer),
        "an answer makes sense, and is not answered"
    );
}

fn has_its_names(names: &mut NameService, identity: &Identity, now: Instant) {
    let client = SocketAddrV4::new(Ipv4Addr::new(10, 1, 0, 11), 137);
    for (name, suffix) in [
        (&identity.computer, Suffix::SERVER),
        (&identity.domain, Suffix::PDC),
        (&identity.domain, Suffix::DOMAIN_CONTROLLERS),
    ] {
        let name = NbName::new(name, suffix, &DottedName::default());
        let flags = NmFlags::RECURSION_DESIRED;
        let query = Message::query(1, name, RecordType::NB, flags).encode();
        let answer = names.receive(&query, client, now);
        let answer = answer.and_then(|answer| Message::decode(&answer.octets).ok());
        let first = answer.and_then(|answer| match answer.answers.into_iter().next()?.data {
            RecordData::Addresses(entries) => entries.into_iter().next(),
            _ => None,
        });
        assert_eq!(
            first.map(|entry| entry.address),
            Some(OURS),
            "it keeps {suffix}"
        );
    }
}

#[expect(
    clippy::expect_used,
    reason = "constant names; an oracle panics anyway"
)]
fn responder_config() -> ServerConfig {
    let name = |text| DottedName::new(text).expect("a name");
    let domain = "DOMAIN".parse().expect("a name");
    let computer = "PDC".parse().expect("a name");
    let mut identity = Identity::pdc(domain, computer);
    identity.dns = Some(DnsNames {
        domain: name("domain.example"),
        forest: name("domain.example"),
        host: name("pdc.domain.example"),
    });
    let settings = ServerSettings {
        bind: OURS,
        broadcast: Broadcast::Off,
        ..ServerSettings::default()
    };
    ServerConfig { identity, settings }
}

/// Knows everybody, at once.
struct Everybody;

impl Directory for Everybody {
    async fn knows(&self, _account: &str, _kinds: AccountKinds) -> Known {
        Known::Yes
    }
}

/// What a future comes to that waits for nothing.
fn now_or_never<T>(future: impl Future<Output = T>) -> Option<T> {
    let mut context = Context::from_waker(Waker::noop());
    match pin!(future).poll(&mut context) {
        Poll::Ready(value) => Some(value),
        Poll::Pending => None,
    }
}

/// The controller's address.
const OURS: Ipv4Addr = Ipv4Addr::new(10, 1, 0, 10);
/// More than a node status, 25 addresses, or a description with the longest names has.
const MAX_ANSWER: usize = 1472;

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
