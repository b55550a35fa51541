//! `Session.OpenTable` of all sessions, [MS-SMB2] 3.3.1.8 and 3.3.1.10.

use std::collections::BTreeMap;

use super::pipe::{Pipe, SendError};
use super::reply::ReplyTo;
use super::{Limits, PipeId};
use crate::message::FileId;

/// The open pipes of a connection, boxed as sessions are.
#[derive(Default)]
pub(super) struct Opens {
    pipes: BTreeMap<PipeId, Box<Pipe>>,
    last_pipe: u64,
    last_async: u64,
}

impl Opens {
    /// Opens a pipe, unless there are too many; `persistent` is random.
    pub(super) fn insert(
        &mut self,
        session_id: u64,
        tree_id: u32,
        persistent: u64,
        limits: &Limits,
    ) -> Option<(PipeId, FileId)> {
        if self.pipes.len() >= limits.max_pipes {
            return None;
        }
        self.last_pipe = self.last_pipe.checked_add(1)?;
        let pipe = PipeId(self.last_pipe);
        let file = FileId {
            persistent,
            volatile: self.last_pipe,
        };
        self.pipes
            .insert(pipe, Box::new(Pipe::new(session_id, tree_id, file)));
        Some((pipe, file))
    }

    /// The pipe that a client names, if it is one of the session's.
    pub(super) fn find(&self, session_id: u64, file: FileId) -> Option<PipeId> {
        let pipe = PipeId(file.volatile);
        let open = self.pipes.get(&pipe)?;
        (open.session_id == session_id && open.file == file).then_some(pipe)
    }

    pub(super) fn get(&mut self, pipe: PipeId) -> Option<&mut Pipe> {
        self.pipes.get_mut(&pipe).map(Box::as_mut)
    }

    pub(super) fn remove(&mut self, pipe: PipeId) -> Option<Box<Pipe>> {
        self.pipes.remove(&pipe)
    }

    /// The pipes of a session, or of one of its tree connects.
    pub(super) fn of(&self, session_id: u64, tree_id: Option<u32>) -> Vec<PipeId> {
        let is_of = |open: &Pipe| {
            open.session_id == session_id && tree_id.is_none_or(|id| id == open.tree_id)
        };
        let found = self.pipes.iter().filter(|(_, open)| is_of(open));
        found.map(|(pipe, _)| *pipe).collect()
    }

    /// How many pipes of a session have a service still.
    pub(super) fn count_of(&self, session_id: u64) -> usize {
        let is_of = |open: &Pipe| open.session_id == session_id && !open.hung_up;
        self.pipes.values().filter(|open| is_of(open)).count()
    }

    /// Requests that wait for a service.
    pub(super) fn waiting(&self) -> usize {
        self.pipes.values().map(|open| open.waiting()).sum()
    }

    pub(super) fn send(
        &mut self,
        pipe: PipeId,
        message: Vec<u8>,
        max_unread: usize,
    ) -> Result<(), SendError> {
        let open = self.get(pipe).ok_or(SendError::Closed)?;
        open.push(message, max_unread)
    }

    /// Whether a request waits and is not promised yet.
    pub(super) fn is_waiting(&self) -> bool {
        self.pipes.values().any(|open| open.is_waiting())
    }

    /// A request that waits and is not promised yet; it is now.
    pub(super) fn promise(&mut self) -> Option<ReplyTo> {
        let async_id = self.last_async.checked_add(1)?;
        let mut opens = self.pipes.values_mut();
        let promise = opens.find_map(|open| open.promise(async_id))?;
        self.last_async = async_id;
        Some(promise)
    }

    /// Takes a request away that waits.
    pub(super) fn take_waiting(&mut self, wanted: impl Fn(&ReplyTo) -> bool) -> Option<ReplyTo> {
        let mut opens = self.pipes.values_mut();
        opens.find_map(|open| open.take_waiting(&wanted))
    }
}
