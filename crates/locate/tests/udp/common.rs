//! What all tests share.

use std::net::Ipv4Addr;
use std::time::Duration;

use locate::codec::name_service::{Message, NbAddress, NbFlags, Rcode, Record, RecordData};
use locate::{Attempt, Broadcast, Dns, DomainName, LocatorConfig, Outcome, Ports, Step, Timeouts};

pub(crate) const HERE: Ipv4Addr = Ipv4Addr::LOCALHOST;

/// Nothing is asked unless a test says so, and nobody is waited for longer than a second.
pub(crate) fn config() -> LocatorConfig {
    LocatorConfig {
        dns: Dns::Off,
        broadcast: Broadcast::Off,
        // Where nobody listens.
        ports: Ports {
            netbios_name: 1,
            netbios_datagram: 1,
            ldap: 1,
            ..Ports::default()
        },
        reply_port: 0,
        timeouts: Timeouts {
            attempt: Duration::from_millis(100),
            attempts: 2,
            dns: Duration::from_millis(600),
            grace: Duration::from_millis(50),
            total: Duration::from_millis(1000),
        },
        ..LocatorConfig::default()
    }
}

pub(crate) fn domain() -> DomainName {
    "DOMAIN".parse().unwrap()
}

/// A WINS server that knows every name at these addresses.
pub(crate) fn wins_answer(request: &[u8], addresses: &[Ipv4Addr]) -> Vec<u8> {
    let query = Message::decode(request).unwrap();
    let entries = addresses
        .iter()
        .map(|address| NbAddress {
            flags: NbFlags::default(),
            address: *address,
        })
        .collect();
    let record = Record {
        name: query.questions[0].name.clone(),
        ttl: 60,
        data: RecordData::Addresses(entries),
    };
    Message::answer(query.id, Rcode::OK, record).encode()
}

pub(crate) fn outcome_of(tried: &[Attempt], step: &Step) -> Option<Outcome> {
    tried
        .iter()
        .find(|attempt| attempt.step == *step)
        .map(|attempt| attempt.outcome.clone())
}
