//! Who is logged on: `GlobalSessionTable`, [MS-SMB2] 3.3.1.5, over all connections.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use auth::Identity;
use smb::server::{Connection, SessionId, SessionState};
use tokio::sync::mpsc;
use tokio::time::Instant;
use wire::Sid;

use super::served_pipe::Said;
use crate::counts::Counts;

/// The sessions of a server's clients.
#[derive(Default)]
pub struct SmbSessions {
    table: Mutex<Table>,
}

#[derive(Default)]
struct Table {
    last: u32,
    sessions: BTreeMap<u32, Arc<LoggedOn>>,
    /// How many each account has.
    accounts: Counts<Account>,
}

/// A session that somebody has logged on to. It may have ended since it was looked up.
pub struct LoggedOn {
    number: u32,
    peer: SocketAddr,
    user: Box<str>,
    account: Option<Account>,
    since: Instant,
    /// Milliseconds from then on until it was last used.
    used: AtomicU64,
    pipes: AtomicUsize,
    id: SessionId,
    connection: mpsc::Sender<Box<Said>>,
}

/// An account, by its SID; by its name where whoever has judged the logon knows no SIDs.
#[derive(Clone, Eq, Hash, PartialEq)]
enum Account {
    Sid(Sid),
    Name(String),
}

impl Account {
    fn of(identity: &Identity) -> Option<Self> {
        match identity {
            Identity::Anonymous => None,
            Identity::Account { sid: Some(sid), .. } => Some(Self::Sid(sid.clone())),
            Identity::Account { user, .. } => Some(Self::Name(user.to_lowercase())),
        }
    }
}

impl LoggedOn {
    /// `GlobalSessionId`: the number of the session among all of the server's; later ones have higher numbers.
    #[must_use]
    pub const fn number(&self) -> u32 {
        self.number
    }

    /// Where its connection comes from.
    #[must_use]
    pub const fn peer(&self) -> SocketAddr {
        self.peer
    }

    /// The name of the account that has logged on, as it was presented and without a domain; empty in a null session.
    #[must_use]
    pub fn user(&self) -> &str {
        &self.user
    }

    /// The SID of the account.
    #[must_use]
    pub const fn sid(&self) -> Option<&Sid> {
        match &self.account {
            Some(Account::Sid(sid)) => Some(sid),
            _ => None,
        }
    }

    /// How long it has been there.
    #[must_use]
    pub fn age(&self) -> Duration {
        self.since.elapsed()
    }

    /// How long its client has not used it.
    #[must_use]
    pub fn idle(&self) -> Duration {
        let used = Duration::from_millis(self.used.load(Ordering::Relaxed));
        self.age().saturating_sub(used)
    }

    /// How many pipes it has open.
    #[must_use]
    pub fn pipes(&self) -> usize {
        self.pipes.load(Ordering::Relaxed)
    }

    /// Ends it, and its connection if that has no other.
    pub async fn end(&self) {
        // An error means that it has ended.
        let _ = self.connection.send(Box::new(Said::End(self.id))).await;
    }
}

impl SmbSessions {
    /// Those that are `wanted` of those with higher numbers than `after`, in the order of their numbers.
    pub fn list(&self, after: u32, wanted: impl Fn(&LoggedOn) -> bool) -> Vec<Arc<LoggedOn>> {
        let table = self.table();
        let later = table.sessions.range(after.saturating_add(1)..);
        let wanted = later.filter(|(_, session)| wanted(session));
        wanted.map(|(_, session)| Arc::clone(session)).collect()
    }

    /// How many an account has.
    pub(super) fn count(&self, identity: &Identity) -> usize {
        let account = Account::of(identity);
        account.map_or(0, |account| self.table().accounts.of(&account))
    }

    fn add(&self, make: impl FnOnce(u32) -> LoggedOn) -> Arc<LoggedOn> {
        let mut table = self.table();
        // After four thousand million sessions, numbers begin anew.
        loop {
            table.last = table.last.checked_add(1).unwrap_or(1);
            if !table.sessions.contains_key(&table.last) {
                break;
            }
        }
        let session = Arc::new(make(table.last));
        table.sessions.insert(session.number, Arc::clone(&session));
        if let Some(account) = session.account.clone() {
            table.accounts.add(account);
        }
        session
    }

    fn remove(&self, session: &LoggedOn) {
        let mut table = self.table();
        table.sessions.remove(&session.number);
        if let Some(account) = session.account.clone() {
            table.accounts.remove(account);
        }
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        // Nothing panics while it is locked.
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The sessions of one connection, which are gone with it.
pub(super) struct OfConnection {
    all: Arc<SmbSessions>,
    peer: SocketAddr,
    connection: mpsc::Sender<Box<Said>>,
    listed: Vec<Listed>,
}

struct Listed {
    session: Arc<LoggedOn>,
    all: Arc<SmbSessions>,
}

impl Drop for Listed {
    fn drop(&mut self) {
        self.all.remove(&self.session);
    }
}

impl OfConnection {
    pub(super) const fn new(
        all: Arc<SmbSessions>,
        peer: SocketAddr,
        connection: mpsc::Sender<Box<Said>>,
    ) -> Self {
        Self {
            all,
            peer,
            connection,
            listed: Vec::new(),
        }
    }

    /// How many sessions an account has, over all connections.
    pub(super) fn count(&self, identity: &Identity) -> usize {
        self.all.count(identity)
    }

    /// Lists what the connection has now, whose clock began at `start`, and nothing else.
    pub(super) fn update(&mut self, start: Instant, connection: &mut Connection) {
        while let Some(id) = connection.poll_touched() {
            let Some(state) = connection.session(id) else {
                self.listed.retain(|listed| listed.session.id != id);
                continue;
            };
            let mut listed = self.listed.iter();
            let session = match listed.find(|listed| listed.session.id == id) {
                Some(listed) => Arc::clone(&listed.session),
                None => self.list(&state),
            };
            let used = (start + state.used).saturating_duration_since(session.since);
            let used = u64::try_from(used.as_millis()).unwrap_or(u64::MAX);
            session.used.store(used, Ordering::Relaxed);
            session.pipes.store(state.pipes, Ordering::Relaxed);
        }
    }

    fn list(&mut self, state: &SessionState<'_>) -> Arc<LoggedOn> {
        let user = match state.identity {
            Identity::Anonymous => "",
            Identity::Account { user, .. } => user,
        };
        let session = self.all.add(|number| LoggedOn {
            number,
            peer: self.peer,
            user: user.into(),
            account: Account::of(state.identity),
            since: Instant::now(),
            used: AtomicU64::new(0),
            pipes: AtomicUsize::new(0),
            id: state.id,
            connection: self.connection.clone(),
        });
        // Mostly there is one.
        self.listed.reserve_exact(1);
        self.listed.push(Listed {
            session: Arc::clone(&session),
            all: Arc::clone(&self.all),
        });
        session
    }
}
