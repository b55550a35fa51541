//! Both ends in memory, and somebody on the wire between them.

use wire::{FileTime, NetbiosName, Password, SecretKey};

use crate::ntlm::{Acceptor, AcceptorConfig, Initiator, InitiatorEntropy, Role};
use crate::{
    Account, AuthError, Credentials, Established, Exchange, NtHash, Protection, Step, Verdict,
};

pub(crate) const PASSWORD: &str = "Pässword";
pub(crate) const SERVER_CHALLENGE: [u8; 8] = *b"\x01\x23\x45\x67\x89\xab\xcd\xef";
const NOW: FileTime = FileTime::from_unix_seconds(1_000_000_000);

/// Who found something wrong.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Side {
    Initiator,
    Acceptor,
}

pub(crate) fn hash(password: &str) -> NtHash {
    NtHash::from_password(&Password::new(password.into()))
}

pub(crate) fn credentials(password: &str) -> Credentials {
    Credentials::Password {
        account: Account::parse("DOMAIN\\User").unwrap(),
        password: Password::new(password.into()),
    }
}

pub(crate) fn initiator(credentials: Credentials) -> Box<dyn Exchange> {
    Box::new(Initiator::new(
        credentials,
        "cifs/SERVER",
        NetbiosName::new("CLIENT").unwrap(),
        InitiatorEntropy {
            client_challenge: [0xaa; 8],
            exported_session_key: SecretKey::new([0x55; 16]),
        },
        NOW,
    ))
}

pub(crate) fn config() -> AcceptorConfig {
    AcceptorConfig {
        netbios_computer: NetbiosName::new("SERVER").unwrap(),
        netbios_domain: NetbiosName::new("DOMAIN").unwrap(),
        dns_computer: "server.dom.test".into(),
        dns_domain: "dom.test".into(),
        dns_forest: String::new(),
        role: Role::InDomain,
        allow_anonymous: false,
        allow_missing_mic: false,
        identity_only: false,
    }
}

pub(crate) fn acceptor(config: &AcceptorConfig) -> Box<dyn Exchange> {
    Box::new(Acceptor::new(config, SERVER_CHALLENGE, NOW))
}

/// Runs both ends; `on_wire` gets each message with its number and may change it.
pub(crate) fn run(
    initiator: Box<dyn Exchange>,
    acceptor: Box<dyn Exchange>,
    mut on_wire: impl FnMut(usize, Vec<u8>) -> Vec<u8>,
) -> Result<Session, (Side, AuthError)> {
    let mut initiator = End::Running(initiator);
    let mut acceptor = End::Running(acceptor);
    let mut token = initiator
        .feed(&[])
        .map_err(|error| (Side::Initiator, error))?;
    let mut number = 0;
    while let Some(message) = token {
        let message = on_wire(number, message);
        let (side, end) = if number % 2 == 0 {
            (Side::Acceptor, &mut acceptor)
        } else {
            (Side::Initiator, &mut initiator)
        };
        token = end.feed(&message).map_err(|error| (side, error))?;
        number += 1;
    }
    match (initiator, acceptor) {
        (End::Done(initiator), End::Done(acceptor)) => Ok(Session {
            initiator,
            acceptor,
        }),
        _ => panic!("the messages ended before the exchange did"),
    }
}

/// The messages of an exchange that nobody disturbs.
pub(crate) fn record(initiator: Box<dyn Exchange>, acceptor: Box<dyn Exchange>) -> Vec<Vec<u8>> {
    let mut messages = Vec::new();
    let outcome = run(initiator, acceptor, |_, token| {
        messages.push(token.clone());
        token
    });
    assert_eq!(outcome.err(), None);
    messages
}

/// A step that has a token for the peer.
pub(crate) fn next(step: Result<Step, AuthError>) -> (Vec<u8>, Box<dyn Exchange>) {
    match step {
        Ok(Step::Continue { token, next }) => (token, next),
        Ok(_) => panic!("the exchange does not go on"),
        Err(error) => panic!("{error}"),
    }
}

/// What both ends hold when all went well.
pub(crate) struct Session {
    pub(crate) initiator: Established,
    pub(crate) acceptor: Established,
}

impl Session {
    /// The two keys are one.
    pub(crate) fn has_one_key(&self) -> bool {
        let key = |end: &Established| end.session_key.as_ref().map(|key| *key.expose());
        key(&self.initiator) == key(&self.acceptor)
    }

    /// Sends messages both ways.
    pub(crate) fn talk(mut self) {
        let (Some(initiator), Some(acceptor)) =
            (&mut self.initiator.security, &mut self.acceptor.security)
        else {
            panic!("a session without message protection");
        };
        for protection in [Protection::Privacy, Protection::Integrity] {
            for (from, to) in [(0, 1), (1, 0), (1, 0), (0, 1)] {
                let ends = [&mut *initiator, &mut *acceptor];
                let mut message = *b"head secret tail";
                let token = ends[from].protect(protection, &mut message, 5..11);
                ends[to]
                    .unprotect(protection, &mut message, 5..11, &token)
                    .unwrap();
                assert_eq!(&message, b"head secret tail");
            }
        }
    }
}

enum End {
    Running(Box<dyn Exchange>),
    Done(Established),
    Failed,
}

impl End {
    fn feed(&mut self, token: &[u8]) -> Result<Option<Vec<u8>>, AuthError> {
        let Self::Running(exchange) = std::mem::replace(self, Self::Failed) else {
            panic!("a message for an end that expects none");
        };
        let step = match exchange.step(token)? {
            Step::Identify(claim) => claim.resume(Verdict::Hash(hash(PASSWORD)))?,
            step => step,
        };
        match step {
            Step::Continue { token, next } => {
                *self = Self::Running(next);
                Ok(Some(token))
            }
            Step::Done { token, established } => {
                *self = Self::Done(established);
                Ok(token)
            }
            Step::Identify(_) => panic!("asked twice"),
        }
    }
}
