//! What fuzzing asserts of a server.

use std::sync::Arc;

use auth::ntlm;
use auth::spnego::AnyAcceptor;
use auth::{Exchange, Identity, NtHash, Verdict};
use wire::{FileTime, Guid, NetbiosName};

use super::messages;
use crate::dialect::{Cipher, Dialect, SigningAlgorithm};
use crate::header::Flags;
use crate::message::split_message;
use crate::server::{
    Config, Connection, EncryptionPolicy, Event, Limits, PipeConfig, PipeName, Violation,
};

/// A client's messages, each after its length in two octets: whatever they are, the server neither panics nor goes on
/// after an error, and opens nothing for anybody but what null sessions may open. Nothing here is random, so that a
/// null session can be found: the first has the name 1, and so has the first pipe.
///
/// # Panics
/// When that does not hold.
pub fn server(octets: &[u8]) {
    let mut server = Connection::new(Arc::new(config()), Box::new(|_| {}));
    for message in messages(octets) {
        let received = server.receive(message, FileTime(1));
        serve(&mut server);
        server.promise();
        while let Some(sent) = server.poll_transmit() {
            let response = split_message(&sent);
            assert!(response.is_ok_and(|(header, _)| header.flags.contains(Flags::RESPONSE)));
        }
        if received.is_err() {
            let again = server.receive(message, FileTime(1));
            assert_eq!(again, Err(Violation::Closed));
            return;
        }
    }
}

/// An owner who knows an account that nobody else does, and says what was said.
pub(super) fn serve(server: &mut Connection) {
    while let Some(event) = server.poll_event() {
        match event {
            Event::Identify { logon, claim } => {
                let verdict = Verdict::Hash(NtHash::new([0x42; 16]));
                server.resume(logon, claim.resume(verdict));
            }
            Event::Opened {
                name,
                identity,
                session_key,
                ..
            } => {
                assert_eq!(identity, Identity::Anonymous);
                assert!(name.as_str() == OPEN && session_key.is_none());
            }
            Event::Received { pipe, octets } if octets.is_empty() => server.close_pipe(pipe),
            Event::Received { pipe, octets } => {
                let _ = server.send(pipe, octets);
            }
            Event::Closed { pipe } => assert!(server.send(pipe, Vec::new()).is_err()),
        }
    }
}

/// The pipe that null sessions can open.
const OPEN: &str = "netlogon";

/// A server of two pipes, for anybody.
pub(crate) fn config() -> Config {
    let pipe = |name: &str| PipeConfig {
        name: PipeName::new(name.into()),
        allows_anonymous: name == OPEN,
    };
    Config {
        server_guid: Guid::NIL,
        min_dialect: Dialect::SMB_2_0_2,
        max_dialect: Dialect::SMB_3_1_1,
        encryption: EncryptionPolicy::Offered,
        ciphers: Cipher::OFFER.to_vec(),
        signing: SigningAlgorithm::OFFER.to_vec(),
        acceptor: Box::new(acceptor),
        pipes: vec![pipe(OPEN), pipe("lsarpc")],
        limits: Limits::default(),
    }
}

fn acceptor(challenge: [u8; 8], now: FileTime) -> Box<dyn Exchange> {
    let config = ntlm::AcceptorConfig {
        allow_anonymous: true,
        ..ntlm::AcceptorConfig::in_domain(name("SERVER"), name("DOMAIN"))
    };
    let ntlm = ntlm::Acceptor::new(&config, challenge, now);
    Box::new(AnyAcceptor::new(Box::new(ntlm)))
}

fn name(text: &str) -> NetbiosName {
    match NetbiosName::new(text) {
        Ok(name) => name,
        Err(error) => panic!("{error}"),
    }
}
