//! `Connection.SessionTable`, [MS-SMB2] 3.3.1.7 and 3.3.1.8.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use auth::{Exchange, Identity};
use wire::{NtStatus, SecretKey};

use super::compound::Part;
use super::reply::ReplyTo;
use super::{EncryptionPolicy, Limits, LogonId};
use crate::crypto::PreauthHash;
use crate::protection::Protection;

/// The sessions of a connection. A node of the tree has room for eleven, and mostly there is one: hence the boxes.
#[derive(Default)]
pub(super) struct Sessions {
    all: BTreeMap<u64, Box<Session>>,
    /// Those of which something may have changed.
    touched: Vec<u64>,
}

/// A session: somebody who logs on, who has, or who does so again.
#[derive(Default)]
pub(super) struct Session {
    /// Present from the first success on.
    pub(super) valid: Option<Valid>,
    /// Present while somebody logs on.
    pub(super) logon: Option<Logon>,
    /// When the client last used it, or has begun to log on; `None` until the next [`Connection::tick`].
    ///
    /// [`Connection::tick`]: super::Connection::tick
    pub(super) used: Option<Duration>,
}

/// `Session.State` Valid.
pub(super) struct Valid {
    pub(super) identity: Identity,
    /// `None` in a null session.
    pub(super) protection: Option<Protection>,
    /// `Session.ApplicationKey`.
    pub(super) application_key: Option<SecretKey<16>>,
    /// `Session.TreeConnectTable`; all of them are `IPC$`.
    trees: BTreeSet<u32>,
    last_tree: u32,
}

/// `Session.State` InProgress.
pub(super) struct Logon {
    /// `Session.PreauthIntegrityHashValue`.
    pub(super) preauth: PreauthHash,
    pub(super) mechanism: Mechanism,
}

/// What the logon awaits.
pub(super) enum Mechanism {
    /// The client's next token.
    Awaiting(Box<dyn Exchange>),
    /// A judgement, and then the response to the token before it.
    Judging {
        id: LogonId,
        to: ReplyTo,
        previous_session_id: u64,
    },
}

impl Valid {
    pub(super) const fn new(
        identity: Identity,
        protection: Option<Protection>,
        application_key: Option<SecretKey<16>>,
    ) -> Self {
        Self {
            identity,
            protection,
            application_key,
            trees: BTreeSet::new(),
            last_tree: 0,
        }
    }

    /// Whether a request is the client's, and as well protected as it has to be, [MS-SMB2] 3.3.5.2.4 and 3.3.5.2.9. An
    /// encrypted one proves itself: the session's key has opened it.
    pub(super) fn believes(&self, part: &Part<'_>, sealed: bool, policy: EncryptionPolicy) -> bool {
        match &self.protection {
            None => true,
            Some(_) if sealed => true,
            Some(_) if policy == EncryptionPolicy::Required => false,
            Some(protection) => protection.verify(&part.header, part.octets).is_ok(),
        }
    }

    /// Adds a tree connect; its id was never used in this session.
    pub(super) fn connect(&mut self, max_trees: usize) -> Result<u32, NtStatus> {
        let id = self.last_tree.checked_add(1);
        match id.filter(|_| self.trees.len() < max_trees) {
            Some(id) => {
                self.last_tree = id;
                self.trees.insert(id);
                Ok(id)
            }
            None => Err(NtStatus::INSUFFICIENT_RESOURCES),
        }
    }

    /// Whether there was such a tree connect, which is gone now.
    pub(super) fn disconnect(&mut self, tree_id: u32) -> bool {
        self.trees.remove(&tree_id)
    }

    pub(super) fn has_tree(&self, tree_id: u32) -> bool {
        self.trees.contains(&tree_id)
    }
}

impl Sessions {
    pub(super) fn get(&mut self, id: u64) -> Option<&mut Session> {
        self.touch(id);
        self.all.get_mut(&id).map(Box::as_mut)
    }

    /// Notes that something of a session may have changed.
    pub(super) fn touch(&mut self, id: u64) {
        if !self.touched.contains(&id) {
            self.touched.push(id);
        }
    }

    pub(super) fn poll_touched(&mut self) -> Option<u64> {
        self.touched.pop()
    }

    pub(super) fn find(&self, id: u64) -> Option<&Session> {
        self.all.get(&id).map(Box::as_ref)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (u64, &Session)> {
        self.all.iter().map(|(id, session)| (*id, session.as_ref()))
    }

    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = (u64, &mut Session)> {
        self.all
            .iter_mut()
            .map(|(id, session)| (*id, session.as_mut()))
    }

    /// A session that somebody has proven to be in.
    pub(super) fn valid(&mut self, id: u64) -> Option<&mut Valid> {
        self.get(id)?.valid.as_mut()
    }

    pub(super) fn remove(&mut self, id: u64) -> Option<Box<Session>> {
        self.touch(id);
        self.all.remove(&id)
    }

    pub(super) fn any_valid(&self) -> bool {
        self.all.values().any(|session| session.valid.is_some())
    }

    /// The session whose logon is `judged`.
    pub(super) fn judged(&self, judged: LogonId) -> Option<u64> {
        let is_judged = |session: &Session| match &session.logon {
            Some(Logon {
                mechanism: Mechanism::Judging { id, .. },
                ..
            }) => *id == judged,
            _ => false,
        };
        let found = self.all.iter().find(|(_, session)| is_judged(session));
        found.map(|(id, _)| *id)
    }

    /// Makes a session, by the name `wanted` or one near it that is free, [MS-SMB2] 3.3.5.5.1. 0 and all bits set are
    /// names of no session.
    pub(super) fn create(&mut self, wanted: u64, limits: &Limits) -> Result<u64, NtStatus> {
        if self.is_full(limits) {
            return Err(NtStatus::INSUFFICIENT_RESOURCES);
        }
        let mut id = wanted;
        while id == 0 || id == u64::MAX || self.all.contains_key(&id) {
            id = id.wrapping_add(1);
        }
        self.all.insert(id, Box::default());
        Ok(id)
    }

    fn is_full(&self, limits: &Limits) -> bool {
        let proven = |valid: &Valid| valid.identity != Identity::Anonymous;
        let unproven = self.all.values();
        let unproven = unproven.filter(|session| !session.valid.as_ref().is_some_and(proven));
        self.all.len() >= limits.max_sessions || unproven.count() >= limits.max_logons
    }
}
