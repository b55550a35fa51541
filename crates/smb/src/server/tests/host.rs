//! A server with an owner who knows one account.

use std::sync::Arc;

use auth::ntlm::{self, InitiatorEntropy};
use auth::spnego::Initiator;
use auth::{Account, Credentials, Exchange, NtHash, Verdict};
use wire::{FileTime, Guid, NetbiosName, NtStatus, Password, SecretKey};

use super::*;
use crate::client::{self, Negotiation, Progress, Reply, Request, Session, Ticket};
use crate::error::{LogonError, Refused};
use crate::message::FileId;
pub(super) use crate::oracle::server::config;

pub(super) const NOW: FileTime = FileTime::from_unix_seconds(1_000_000_000);

/// All that one client has of a server.
pub(super) struct Host {
    pub(super) connection: Connection,
    /// What happened, but for claims, which were judged.
    pub(super) events: Vec<Event>,
    /// Keep claims instead of judging them.
    pub(super) hesitant: bool,
    pub(super) claims: Vec<(LogonId, auth::Claim)>,
}

pub(super) fn account(name: &str) -> Credentials {
    Credentials::Password {
        account: Account::parse(name).unwrap(),
        password: Password::new("Secret".into()),
    }
}

pub(super) fn initiator(credentials: Credentials) -> Box<dyn Exchange> {
    Box::new(Initiator::new(Box::new(ntlm::Initiator::new(
        credentials,
        "cifs/SERVER",
        NetbiosName::new("CLIENT").unwrap(),
        InitiatorEntropy {
            client_challenge: [0xaa; 8],
            exported_session_key: SecretKey::new([0x55; 16]),
        },
        NOW,
    ))))
}

/// Random enough: no two calls give the same.
fn entropy() -> Entropy {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    Box::new(move |octets| {
        for octet in octets {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            *octet = state.to_le_bytes()[7];
        }
    })
}

impl Host {
    pub(super) fn new(config: Config) -> Self {
        Self {
            connection: Connection::new(Arc::new(config), entropy()),
            events: Vec::new(),
            hesitant: false,
            claims: Vec::new(),
        }
    }

    /// Gives the server a message, and does an owner's work.
    pub(super) fn give(&mut self, message: &[u8]) -> Result<(), Violation> {
        self.connection.receive(message, NOW)?;
        while let Some(event) = self.connection.poll_event() {
            match event {
                Event::Identify { logon, claim } if self.hesitant => {
                    self.claims.push((logon, claim));
                }
                Event::Identify { logon, claim } => {
                    let verdict = if claim.user == "locked" {
                        Verdict::Refused(NtStatus::ACCOUNT_LOCKED_OUT)
                    } else {
                        Verdict::Hash(NtHash::from_password(&Password::new("Secret".into())))
                    };
                    self.connection.resume(logon, claim.resume(verdict));
                }
                other => self.events.push(other),
            }
        }
        Ok(())
    }

    /// All that the server sends now, and before long.
    pub(super) fn sent(&mut self) -> Vec<Vec<u8>> {
        self.connection.promise();
        std::iter::from_fn(|| self.connection.poll_transmit()).collect()
    }

    fn ask(&mut self, message: &[u8]) -> Vec<u8> {
        self.give(message).unwrap();
        let mut sent = self.sent();
        assert_eq!(sent.len(), 1);
        sent.remove(0)
    }

    /// The real client logs on and connects to `IPC$`.
    pub(super) fn log_on(
        &mut self,
        config: client::Config,
        credentials: Credentials,
    ) -> Result<Session, LogonError> {
        let (negotiation, message) = Negotiation::start(config, Guid::NIL, &[4; 32]).unwrap();
        let negotiated = negotiation.finish(&self.ask(&message)).unwrap();
        let mut progress = negotiated.logon(initiator(credentials), "SERVER")?;
        loop {
            progress = match progress {
                Progress::Send { message, next } => next.receive(&self.ask(&message))?,
                Progress::Wait(_) => panic!("a logon is never postponed"),
                Progress::Done(session) => return Ok(*session),
            }
        }
    }
}

/// A real client and its server.
pub(super) struct Pair {
    pub(super) host: Host,
    pub(super) client: Session,
    tickets: u64,
}

impl Pair {
    pub(super) fn new(config: Config) -> Self {
        Self::of(config, account(r"DOMAIN\root"))
    }

    pub(super) fn of(config: Config, credentials: Credentials) -> Self {
        let mut host = Host::new(config);
        let client = host.log_on(client::Config::default(), credentials).unwrap();
        Self {
            host,
            client,
            tickets: 0,
        }
    }

    /// Sends a request; what comes of it comes later.
    pub(super) fn submit(&mut self, request: Request) -> Ticket {
        self.tickets += 1;
        let ticket = Ticket(self.tickets);
        self.client.submit(ticket, request).unwrap();
        self.flush();
        ticket
    }

    pub(super) fn flush(&mut self) {
        while let Some(message) = self.client.poll_transmit().unwrap() {
            self.host.give(&message).unwrap();
        }
    }

    /// What the client hears now.
    pub(super) fn heard(&mut self) -> Vec<client::Event> {
        let sent = self.host.sent();
        let events = sent.iter().map(|message| self.client.receive(message));
        events.map(Result::unwrap).collect()
    }

    /// A request that is answered at once.
    pub(super) fn ask(&mut self, request: Request) -> Result<Reply, NtStatus> {
        let asked = self.submit(request);
        match self.heard().as_slice() {
            [client::Event::Completed { ticket, outcome }] if *ticket == asked => {
                outcome.clone().map_err(|Refused { status, .. }| status)
            }
            other => panic!("{other:?}"),
        }
    }

    /// Opens a pipe; returns both ends' names for it.
    pub(super) fn open(&mut self, pipe: &str) -> (FileId, PipeId) {
        let reply = self.ask(Request::Open { pipe: pipe.into() });
        let Ok(Reply::Opened(file)) = reply else {
            panic!("{reply:?}")
        };
        let Some(Event::Opened { pipe, .. }) = self.host.events.pop() else {
            panic!("the owner was not told")
        };
        (file, pipe)
    }

    /// What was written to a pipe last.
    pub(super) fn received(&mut self) -> (PipeId, Vec<u8>) {
        match self.host.events.pop() {
            Some(Event::Received { pipe, octets }) => (pipe, octets),
            _ => panic!("nothing was written"),
        }
    }
}

pub(super) fn data(octets: &[u8], more: bool) -> Result<Reply, NtStatus> {
    let octets = octets.to_vec();
    Ok(Reply::Data { octets, more })
}
