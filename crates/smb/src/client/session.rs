//! A session connected to `IPC$`, [MS-SMB2] 3.2.4 and 3.2.5.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;

use wire::SecretKey;

use super::link::{Incoming, Link};
use super::request::Prepared;
use super::tree::LoggedOn;
use super::{Reply, Request, Ticket};
use crate::dialect::{Cipher, Dialect, SigningAlgorithm};
use crate::error::{ProtocolError, Refused, RequestError};

/// A session connected to `IPC$`: requests go in with [`Session::submit`], messages come out of
/// [`Session::poll_transmit`], and the server's messages go to [`Session::receive`].
pub struct Session {
    link: Link,
    info: SessionInfo,
    application_key: Option<SecretKey<16>>,
    max_transfer: u32,
    /// Requests that await a credit.
    queue: VecDeque<(Ticket, Prepared)>,
    /// Cancellations, which cost none.
    cancellations: VecDeque<Vec<u8>>,
    /// Requests that await an answer, by `MessageId`.
    sent: BTreeMap<u64, Ticket>,
}

/// What a message from the server means.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Event {
    /// A request is finished.
    Completed {
        /// Which one.
        ticket: Ticket,
        /// What came of it.
        outcome: Result<Reply, Refused>,
    },
    /// The server has the request and needs time.
    Pending(Ticket),
    /// Something that does not concern pipes.
    Nothing,
}

/// How a session is protected.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct SessionInfo {
    /// The dialect.
    pub dialect: Dialect,
    /// How messages are signed that are not encrypted; `None` in an anonymous session.
    pub signing: Option<SigningAlgorithm>,
    /// How messages are encrypted, if they are.
    pub encryption: Option<Cipher>,
}

impl fmt::Display for SessionInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.encryption, self.signing) {
            (Some(cipher), _) => write!(f, "{}, encrypted by {cipher}", self.dialect),
            (None, Some(signing)) => write!(f, "{}, signed by {signing}", self.dialect),
            (None, None) => write!(f, "{}, anonymous", self.dialect),
        }
    }
}

impl Session {
    pub(super) fn new(logged_on: LoggedOn) -> Self {
        let LoggedOn {
            link,
            agreement,
            application_key,
        } = logged_on;
        let info = SessionInfo {
            dialect: agreement.dialect,
            signing: link.is_protected().then_some(agreement.signing),
            encryption: agreement.cipher.filter(|_| link.is_encrypted()),
        };
        Self {
            link,
            info,
            application_key,
            max_transfer: agreement.max_transfer,
            queue: VecDeque::new(),
            cancellations: VecDeque::new(),
            sent: BTreeMap::new(),
        }
    }

    /// How the session is protected.
    #[must_use]
    pub const fn info(&self) -> SessionInfo {
        self.info
    }

    /// `Session.ApplicationKey`, [MS-SMB2] 3.2.1.3: what RPC calls over this session's pipes take for the session key.
    /// Before SMB 3 it is the session key itself. `None` in an anonymous session.
    #[must_use]
    pub const fn application_key(&self) -> Option<&SecretKey<16>> {
        self.application_key.as_ref()
    }

    /// Octets that one request can carry, either way.
    #[must_use]
    pub const fn max_transfer(&self) -> u32 {
        self.max_transfer
    }

    /// Takes a request; it is sent as soon as the server's credits allow.
    ///
    /// # Errors
    /// [`RequestError`] when it cannot be sent at all.
    pub fn submit(&mut self, ticket: Ticket, request: Request) -> Result<(), RequestError> {
        let prepared = request.prepare(self.max_transfer)?;
        self.queue.push_back((ticket, prepared));
        Ok(())
    }

    /// Gives a request up. One that was not sent yet is forgotten. For one that was, the server is asked to finish early;
    /// it still answers, and [`Event::Completed`] says how.
    ///
    /// # Errors
    /// [`ProtocolError::CannotProtect`].
    pub fn cancel(&mut self, ticket: Ticket) -> Result<(), ProtocolError> {
        self.queue.retain(|(queued, _)| *queued != ticket);
        let sent = self.sent.iter().find(|(_, sent)| **sent == ticket);
        if let Some((message_id, _)) = sent {
            self.cancellations.extend(self.link.cancel(*message_id)?);
        }
        Ok(())
    }

    /// The next message to send, if there is one and the server allows it.
    ///
    /// # Errors
    /// [`ProtocolError::CannotProtect`].
    pub fn poll_transmit(&mut self) -> Result<Option<Vec<u8>>, ProtocolError> {
        if let Some(message) = self.cancellations.pop_front() {
            return Ok(Some(message));
        }
        if !self.link.has_credit() {
            return Ok(None);
        }
        let Some((ticket, Prepared { command, body })) = self.queue.pop_front() else {
            return Ok(None);
        };
        let (message_id, message) = self.link.request(command, &body)?;
        self.sent.insert(message_id, ticket);
        Ok(Some(message))
    }

    /// Takes a message from the server.
    ///
    /// # Errors
    /// [`ProtocolError`]: whoever sent it is not the server, or no server to go on with. The connection must be closed.
    pub fn receive(&mut self, message: &[u8]) -> Result<Event, ProtocolError> {
        match self.link.receive(message)? {
            Incoming::Unsolicited => Ok(Event::Nothing),
            Incoming::Interim(header) => {
                let ticket = self.sent.get(&header.message_id);
                Ok(ticket.copied().map_or(Event::Nothing, Event::Pending))
            }
            Incoming::Final(response) => {
                let message_id = response.header.message_id;
                let outcome = Reply::of(&response)?;
                match self.sent.remove(&message_id) {
                    Some(ticket) => Ok(Event::Completed { ticket, outcome }),
                    None => Err(ProtocolError::UnknownMessage(message_id)),
                }
            }
        }
    }
}
