//! A message-mode pipe, [MS-SMB2] 3.3.1.10 and [MS-FSA] 2.1.5.3: whole messages go in, and a request gets one of them,
//! or the part that fits.

use std::collections::VecDeque;

use super::reply::ReplyTo;
use crate::message::FileId;

/// An open pipe.
pub(super) struct Pipe {
    pub(super) session_id: u64,
    pub(super) tree_id: u32,
    pub(super) file: FileId,
    /// The service is gone.
    pub(super) hung_up: bool,
    pub(super) read_mode: ReadMode,
    /// What the service has said and nobody has read. Empty while somebody waits.
    unread: VecDeque<VecDeque<u8>>,
    unread_len: usize,
    waiting: VecDeque<Waiting>,
}

/// What a request gets that has room for more than a message, or for less.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum ReadMode {
    /// Nothing more, and the rest with a warning.
    Message,
    /// As much of what there is as has room.
    Stream,
}

/// A request that waits for the service to say something.
#[derive(Clone, Copy)]
pub(super) struct Waiting {
    pub(super) to: ReplyTo,
    /// Octets that it can take.
    pub(super) max: usize,
    pub(super) fetch: Fetch,
}

/// What a request for a message was.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Fetch {
    Read,
    Transceive,
}

/// A message, or a part of one, for somebody who waits.
pub(super) struct Served {
    pub(super) waiting: Waiting,
    pub(super) octets: Vec<u8>,
    /// `STATUS_BUFFER_OVERFLOW`: the rest is for the next request.
    pub(super) more: bool,
}

/// Why a pipe's service cannot say anything.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum SendError {
    /// The client has closed it, or the service has hung up.
    #[error("the pipe is closed")]
    Closed,
    /// The client does not read; see [`Limits::max_unread`](super::Limits::max_unread).
    #[error("the client has left too much unread")]
    Full,
}

impl Pipe {
    pub(super) const fn new(session_id: u64, tree_id: u32, file: FileId) -> Self {
        Self {
            session_id,
            tree_id,
            file,
            hung_up: false,
            read_mode: ReadMode::Message,
            unread: VecDeque::new(),
            unread_len: 0,
            waiting: VecDeque::new(),
        }
    }

    /// The service says something.
    pub(super) fn push(&mut self, message: Vec<u8>, max_unread: usize) -> Result<(), SendError> {
        if self.hung_up {
            return Err(SendError::Closed);
        }
        let unread_len = self.unread_len.saturating_add(message.len());
        // An empty message is one, too.
        if unread_len > max_unread || self.unread.len() >= MAX_UNREAD_MESSAGES {
            return Err(SendError::Full);
        }
        self.unread_len = unread_len;
        self.unread.push_back(message.into());
        Ok(())
    }

    pub(super) fn has_unread(&self) -> bool {
        !self.unread.is_empty()
    }

    pub(super) fn waiting(&self) -> usize {
        self.waiting.len()
    }

    pub(super) fn wait(&mut self, waiting: Waiting) {
        self.waiting.push_back(waiting);
    }

    /// What the first of those who wait gets, if there is anything.
    pub(super) fn serve(&mut self) -> Option<Served> {
        if self.unread.is_empty() {
            return None;
        }
        let waiting = self.waiting.pop_front()?;
        let mut octets = Vec::new();
        let more = self.take(waiting.max, &mut octets)?;
        if self.read_mode == ReadMode::Message {
            return Some(Served {
                waiting,
                octets,
                more,
            });
        }
        while let Some(left) = waiting.max.checked_sub(octets.len())
            && left > 0
            && self.take(left, &mut octets).is_some()
        {}
        Some(Served {
            waiting,
            octets,
            more: false,
        })
    }

    /// Takes as much of the first message as has room; whether some of it is left.
    fn take(&mut self, room: usize, octets: &mut Vec<u8>) -> Option<bool> {
        let mut message = self.unread.pop_front()?;
        let len = room.min(message.len());
        octets.extend(message.drain(..len));
        self.unread_len = self.unread_len.saturating_sub(len);
        let more = !message.is_empty();
        if more {
            self.unread.push_front(message);
        }
        Some(more)
    }

    /// Whether a request waits and is not promised yet.
    pub(super) fn is_waiting(&self) -> bool {
        let mut waiting = self.waiting.iter();
        waiting.any(|waiting| waiting.to.async_id.is_none())
    }

    /// The first request that waits and is not promised yet; it is now, by the name `async_id`, and gets no more
    /// credits.
    pub(super) fn promise(&mut self, async_id: u64) -> Option<ReplyTo> {
        let mut unpromised = self.waiting.iter_mut();
        let waiting = unpromised.find(|waiting| waiting.to.async_id.is_none())?;
        waiting.to.async_id = Some(async_id);
        let promise = waiting.to;
        waiting.to.credits = 0;
        Some(promise)
    }

    /// Takes a request away that waits.
    pub(super) fn take_waiting(&mut self, wanted: impl Fn(&ReplyTo) -> bool) -> Option<ReplyTo> {
        let at = self
            .waiting
            .iter()
            .position(|waiting| wanted(&waiting.to))?;
        self.waiting.remove(at).map(|waiting| waiting.to)
    }
}

/// Empty messages have no octets to count.
const MAX_UNREAD_MESSAGES: usize = 4096;
