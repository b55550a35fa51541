//! One client's connection.

use std::collections::VecDeque;
use std::sync::Arc;

use wire::{FileTime, NtStatus};

use super::compound::{Chain, split};
use super::credits::Window;
use super::negotiate::Agreement;
use super::open::Opens;
use super::session::Sessions;
use super::{Config, Entropy, Event, Violation, multi_protocol};
use crate::MAX_MESSAGE_LEN;
use crate::transform::{self, OpenError, TRANSFORM_HEADER_LEN};

/// One client's connection, [MS-SMB2] 3.3.1.7: messages in, messages and events out, no I/O, clock or randomness of its
/// own.
///
/// After each call, take all [`Event`]s, do what they ask for at once if possible, and then send all messages; before
/// that, do not give it the next message. So nothing grows with what a client sends. A request that
/// [waits](Connection::is_waiting) for longer than a moment is to be [promised](Connection::promise) its answer.
pub struct Connection {
    pub(super) config: Arc<Config>,
    pub(super) entropy: Entropy,
    /// `None` until a dialect is agreed on.
    pub(super) agreement: Option<Agreement>,
    pub(super) window: Window,
    pub(super) sessions: Sessions,
    pub(super) opens: Opens,
    pub(super) outgoing: VecDeque<Vec<u8>>,
    pub(super) events: VecDeque<Event>,
    pub(super) last_logon: u64,
    closed: bool,
}

impl Connection {
    /// A client has connected.
    #[must_use]
    pub fn new(config: Arc<Config>, entropy: Entropy) -> Self {
        let window = Window::new(config.limits.max_credits);
        Self {
            config,
            entropy,
            agreement: None,
            window,
            sessions: Sessions::default(),
            opens: Opens::default(),
            outgoing: VecDeque::new(),
            events: VecDeque::new(),
            last_logon: 0,
            closed: false,
        }
    }

    /// Takes one message from the client, without its frame.
    ///
    /// # Errors
    /// [`Violation`]: the connection must be closed. What waits in [`Connection::poll_transmit`] may still be sent.
    pub fn receive(&mut self, message: &[u8], now: FileTime) -> Result<(), Violation> {
        if self.closed {
            return Err(Violation::Closed);
        }
        let received = self.receive_any(message, now);
        self.closed = received.is_err();
        received
    }

    /// The next message for the client, ready for a frame.
    pub fn poll_transmit(&mut self) -> Option<Vec<u8>> {
        self.outgoing.pop_front()
    }

    /// Whether a request waits for a pipe's service, and its client has not heard that it does.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.opens.is_waiting()
    }

    /// Sends interim responses, [MS-SMB2] 3.3.4.2: each request that waits gets the promise of an answer, and the
    /// credits that come with it.
    pub fn promise(&mut self) {
        while let Some(to) = self.opens.promise() {
            self.refuse(&to, NtStatus::PENDING);
        }
    }

    /// What happened next.
    pub fn poll_event(&mut self) -> Option<Event> {
        self.events.pop_front()
    }

    pub(super) fn report(&mut self, event: Event) {
        // There is one at a time, mostly, and its place stays for as long as the connection.
        self.events.reserve_exact(1);
        self.events.push_back(event);
    }

    /// Whether anybody has logged on and not off again; a connection on which nobody has for a while is best closed.
    #[must_use]
    pub fn has_session(&self) -> bool {
        self.sessions.any_valid()
    }

    /// Octets that nobody can predict.
    pub(super) fn random<const N: usize>(&mut self) -> [u8; N] {
        let mut octets = [0; N];
        (self.entropy)(&mut octets);
        octets
    }

    fn receive_any(&mut self, message: &[u8], now: FileTime) -> Result<(), Violation> {
        let encrypted = transform::is_encrypted(message);
        let frame = if encrypted { TRANSFORM_HEADER_LEN } else { 0 };
        if message.len().saturating_sub(frame) > MAX_MESSAGE_LEN {
            return Err(Violation::TooLong(message.len()));
        }
        if multi_protocol::is_smb1(message) {
            return self.negotiate_multi_protocol(message, now);
        }
        if !encrypted {
            return self.receive_parts(message, None, now);
        }
        let (session_id, inner) = self.decrypt(message)?;
        self.receive_parts(&inner, Some(session_id), now)
    }

    /// Decrypting the message, [MS-SMB2] 3.3.5.2.1.1.
    fn decrypt(&mut self, message: &[u8]) -> Result<(u64, Vec<u8>), Violation> {
        let session_id = transform::session_id(message)?;
        let valid = self.sessions.valid(session_id);
        let opened = match valid.and_then(|valid| valid.protection.as_ref()) {
            Some(protection) => protection.open(session_id, message),
            None => return Err(Violation::UnexpectedEncryption(session_id)),
        };
        match opened {
            Ok(inner) => Ok((session_id, inner)),
            Err(OpenError::Malformed(malformed)) => Err(malformed.into()),
            Err(OpenError::Forged) => Err(Violation::DecryptionFailed),
            Err(OpenError::NoKey | OpenError::OtherSession(_)) => {
                Err(Violation::UnexpectedEncryption(session_id))
            }
        }
    }

    fn receive_parts(
        &mut self,
        message: &[u8],
        sealed_for: Option<u64>,
        now: FileTime,
    ) -> Result<(), Violation> {
        let mut chain = Chain::new();
        for part in split(message)? {
            self.receive_part(&part, sealed_for, &mut chain, now)?;
        }
        Ok(())
    }
}
