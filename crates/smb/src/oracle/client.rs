//! What fuzzing asserts of a client.

use std::collections::BTreeSet;
use std::time::Duration;

use auth::{Account, Credentials, Exchange, ntlm, spnego};
use wire::{FileTime, Guid, NetbiosName, Password, SecretKey};

use super::messages;
use crate::client::{Config, Event, Negotiation, Progress, Request, Session, Ticket};
use crate::message::FileId;

/// Both directions of a connection, as the client has them.
trait Wire {
    /// The client says something.
    fn send(&mut self, message: &[u8]);

    /// The server's next message, if there is any.
    fn receive(&mut self) -> Option<Vec<u8>>;
}

/// A server's messages, each after its length in two octets; the first octet says who the client is. Whatever they are, it
/// neither panics nor believes a server that does not know its password, and hears of each request once.
///
/// # Panics
/// When that does not hold.
pub fn client(octets: &[u8]) {
    let Some((who, octets)) = octets.split_first() else {
        return;
    };
    let session = converse(*who, &mut messages(octets));
    let is_nobody = session.is_none_or(|session| session.application_key().is_none());
    assert!(is_nobody, "no server here knows the password");
}

impl<'m, M: Iterator<Item = &'m [u8]>> Wire for M {
    fn send(&mut self, _: &[u8]) {}

    fn receive(&mut self) -> Option<Vec<u8>> {
        self.next().map(<[u8]>::to_vec)
    }
}

/// All that a client says, as long as there is somebody whom it believes; its session, if there was one.
fn converse(who: u8, wire: &mut impl Wire) -> Option<Session> {
    let credentials = match who & 1 {
        0 => Credentials::Anonymous,
        _ => Credentials::Password {
            account: Account {
                domain: "DOMAIN".into(),
                user: "User".into(),
            },
            password: Password::new("Password".into()),
        },
    };
    let mut session = log_on(credentials, wire)?;
    use_pipes(&mut session, wire);
    Some(session)
}

fn log_on(credentials: Credentials, wire: &mut impl Wire) -> Option<Session> {
    let started = Negotiation::start(Config::default(), Guid::NIL, &[4; 32]);
    let (negotiation, message) = started.ok()?;
    wire.send(&message);
    let negotiated = negotiation.finish(&wire.receive()?).ok()?;
    let mut progress = negotiated.logon(initiator(credentials), "SERVER").ok()?;
    loop {
        let next = match progress {
            Progress::Send { message, next } => {
                wire.send(&message);
                next
            }
            Progress::Wait(next) => next,
            Progress::Done(session) => return Some(*session),
        };
        progress = next.receive(&wire.receive()?).ok()?;
    }
}

/// One request of each kind; what the server postpones is cancelled.
fn use_pipes(session: &mut Session, wire: &mut impl Wire) {
    let mut waiting = BTreeSet::new();
    for (number, request) in (1..).zip(requests()) {
        if session.submit(Ticket(number), request).is_ok() {
            waiting.insert(number);
        }
    }
    loop {
        while let Ok(Some(message)) = session.poll_transmit() {
            wire.send(&message);
        }
        let Some(message) = wire.receive() else {
            return;
        };
        match session.receive(&message) {
            Ok(Event::Completed { ticket, .. }) => {
                assert!(waiting.remove(&ticket.0), "it is finished once");
            }
            Ok(Event::Pending(ticket)) => {
                assert!(waiting.contains(&ticket.0), "it is postponed before");
                if session.cancel(ticket).is_err() {
                    return;
                }
            }
            Ok(Event::Nothing) => {}
            Err(_) => return,
        }
    }
}

fn requests() -> [Request; 9] {
    let pipe = String::from("netlogon");
    let file = FIRST_PIPE;
    let data = b"say it again".to_vec();
    let max = 4280;
    [
        Request::Open { pipe: pipe.clone() },
        Request::Write {
            file,
            data: data.clone(),
        },
        Request::Read { file, max },
        Request::Read { file, max },
        Request::Transceive { file, data, max },
        Request::WaitForPipe {
            pipe,
            timeout: Duration::from_secs(1),
        },
        Request::Echo,
        Request::Close(file),
        Request::Disconnect,
    ]
}

/// What a server without randomness calls the first pipe that is opened.
const FIRST_PIPE: FileId = FileId {
    persistent: 0,
    volatile: 1,
};

fn initiator(credentials: Credentials) -> Box<dyn Exchange> {
    let entropy = ntlm::InitiatorEntropy {
        client_challenge: [0xaa; 8],
        exported_session_key: SecretKey::new([0x55; 16]),
    };
    let workstation = match NetbiosName::new("CLIENT") {
        Ok(name) => name,
        Err(error) => panic!("{error}"),
    };
    let ntlm = ntlm::Initiator::new(
        credentials,
        "cifs/SERVER",
        workstation,
        entropy,
        FileTime(1),
    );
    Box::new(spnego::Initiator::new(Box::new(ntlm)))
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;
    use std::sync::Arc;

    use super::*;
    use crate::oracle::server::{config, serve};
    use crate::server::Connection;

    /// Our own server, and all that it has said.
    struct Recorder {
        server: Connection,
        answers: VecDeque<Vec<u8>>,
        recorded: Vec<u8>,
    }

    impl Wire for Recorder {
        fn send(&mut self, message: &[u8]) {
            self.server.receive(message, FileTime(1)).unwrap();
            serve(&mut self.server);
            self.server.promise();
            while let Some(answer) = self.server.poll_transmit() {
                self.answers.push_back(answer);
            }
        }

        fn receive(&mut self) -> Option<Vec<u8>> {
            let answer = self.answers.pop_front()?;
            let len = u16::try_from(answer.len()).unwrap();
            self.recorded.extend(len.to_le_bytes());
            self.recorded.extend(&answer);
            Some(answer)
        }
    }

    /// The fuzzer starts from what our own server says: to the end of a null session, and to who has another password.
    #[test]
    fn the_corpus_has_whole_conversations() {
        let null_session: &[u8] =
            include_bytes!("../../../../fuzz/corpus/smb_client/null-session-uses-a-pipe.bin");
        let no_password: &[u8] =
            include_bytes!("../../../../fuzz/corpus/smb_client/a-server-without-the-password.bin");
        for (who, seed) in [(0, null_session), (1, no_password)] {
            let mut recorder = Recorder {
                server: Connection::new(Arc::new(config()), Box::new(|_| {})),
                answers: VecDeque::new(),
                recorded: vec![who],
            };
            converse(who, &mut recorder);
            assert_eq!(recorder.recorded, seed);
        }
    }
}
