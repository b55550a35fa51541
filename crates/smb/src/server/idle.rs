//! Sessions as others may see and end them, and the end of those that nobody uses.

use std::time::Duration;

use auth::Identity;

use super::connection::Connection;
use super::session::{Logon, Mechanism, Session};
use super::{Limits, LogonId, SessionId};

/// A session that somebody has logged on to.
#[derive(Clone, Copy, Debug)]
pub struct SessionState<'a> {
    /// Its name.
    pub id: SessionId,
    /// Who has logged on.
    pub identity: &'a Identity,
    /// How many pipes it has open.
    pub pipes: usize,
    /// `Session.IdleTime`, [MS-SMB2] 3.3.1.8: when the client last used it, by the clock of [`Connection::tick`].
    pub used: Duration,
}

impl Connection {
    /// Lets time pass, and ends what its client has left: `now` is what a clock shows that never goes back. To be called
    /// after each message, and when it said it had to be.
    ///
    /// Returns when something is overdue next, if nothing happens until then.
    pub fn tick(&mut self, now: Duration) -> Option<Duration> {
        let limits = self.config.limits;
        let mut overdue = Vec::new();
        let mut next = None;
        for (id, session) in self.sessions.iter_mut() {
            let used = *session.used.get_or_insert(now);
            let Some(patience) = session.patience(&limits, self.opens.count_of(id) > 0) else {
                continue;
            };
            let until = used.saturating_add(patience);
            if until <= now {
                overdue.push(SessionId(id));
            } else {
                next = Some(next.map_or(until, |next: Duration| next.min(until)));
            }
        }
        for session in overdue {
            self.end_session(session);
        }
        next
    }

    /// The sessions that somebody has logged on to, in no order that means anything.
    pub fn sessions(&self) -> impl Iterator<Item = SessionState<'_>> {
        let all = self.sessions.iter();
        all.filter_map(|(id, session)| self.state_of(SessionId(id), session))
    }

    /// A session that somebody has logged on to.
    #[must_use]
    pub fn session(&self, id: SessionId) -> Option<SessionState<'_>> {
        self.state_of(id, self.sessions.find(id.0)?)
    }

    /// The next session of which something may have changed since it was last told: it may have begun, or ended. All of them
    /// are to be taken after each message and [`Connection::tick`].
    pub fn poll_touched(&mut self) -> Option<SessionId> {
        self.sessions.poll_touched().map(SessionId)
    }

    fn state_of<'a>(&'a self, id: SessionId, session: &'a Session) -> Option<SessionState<'a>> {
        Some(SessionState {
            id,
            identity: &session.valid.as_ref()?.identity,
            pipes: self.opens.count_of(id.0),
            used: session.used.unwrap_or_default(),
        })
    }

    /// Ends a session, [MS-SMB2] 3.3.4.12: what waits in it is answered, its pipes are closed, and its client learns the
    /// rest from the next request. Nothing happens when it has ended already.
    pub fn end_session(&mut self, session: SessionId) {
        self.wind_up(session.0);
        self.sessions.remove(session.0);
    }

    /// Whether it is somebody who has a session already that logs on.
    #[must_use]
    pub fn logs_on_again(&self, logon: LogonId) -> bool {
        let judged = self.sessions.judged(logon);
        judged.is_some_and(|id| self.sessions().any(|session| session.id == SessionId(id)))
    }
}

impl Session {
    /// How long it may be left alone; `None` for one that waits for us.
    const fn patience(&self, limits: &Limits, has_pipes: bool) -> Option<Duration> {
        match (&self.valid, &self.logon) {
            (
                None,
                Some(Logon {
                    mechanism: Mechanism::Judging { .. },
                    ..
                }),
            ) => None,
            (None, _) => Some(limits.logon_timeout),
            (Some(_), _) if has_pipes => Some(limits.silence),
            (Some(_), _) => Some(limits.idle),
        }
    }
}
