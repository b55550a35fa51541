//! Sessions on a domain controller, as its server service lists them: one that a computer has opened with its own account
//! shows that its password fitted then, on controllers whose SAM keeps no record of logons.

use std::net::IpAddr;

use host::{Host, Reached, Remote};
use msrpc::srvsvc::{RemoteTod, SessionDel, SessionEnum, SessionInfo, SessionInfo1, Srvsvc};
use ndr::{Counted, Leveled};
use wire::{FileTime, NetbiosName};

use crate::{Problem, Reason};

/// The sessions that a computer has on a controller with its own account.
pub(crate) struct Sessions {
    srvsvc: Remote<Srvsvc>,
    /// What the controller's clock showed just before.
    now: u32,
    own: Vec<SessionInfo1>,
}

impl Sessions {
    /// Lists the sessions of `computer` from the address where it was reached.
    ///
    /// # Errors
    /// Among others, for a caller who may not ask: sessions are listed to administrators.
    pub(crate) async fn of(
        computer: &NetbiosName,
        reached: &Reached,
        controller: &Host,
    ) -> Result<Self, Problem> {
        let mut srvsvc = controller.open::<Srvsvc>().await?;
        let clock = srvsvc.call(&RemoteTod { server_name: None }).await?;
        srvsvc.check_win32(clock.status)?;
        let Some(clock) = clock.time else {
            return Err(srvsvc.problem(Reason::Malformed("it sent no time".to_owned())));
        };
        let account = computer.machine_account();
        let call = SessionEnum {
            server_name: None,
            client_name: None,
            user_name: Some(account.as_str().into()),
            // Samba knows no other level that has the user's name and the session's age, and takes a missing list for nothing to fill.
            info: Leveled(SessionInfo::Level1(Some(Counted::default()))),
            preferred_maximum_length: u32::MAX,
            resume_handle: None,
        };
        let reply = srvsvc.call(&call).await?;
        srvsvc.check_win32(reply.status)?;
        let SessionInfo::Level1(sessions) = reply.info.0 else {
            return Err(srvsvc.wrong_level());
        };
        let mut own = sessions.map(|sessions| sessions.0).unwrap_or_default();
        own.retain(|session| is_of(session, &account, computer, &reached.addresses));
        Ok(Self {
            srvsvc,
            now: clock.elapsed,
            own,
        })
    }

    /// When the latest of them was opened, by the controller's clock and not later than it really was. `None` if there is
    /// none.
    pub(crate) fn latest_logon(&self) -> Option<FileTime> {
        let opened = |session: &SessionInfo1| opened(self.now, session.seconds);
        self.own.iter().map(opened).max()
    }

    /// Ends them, so that the computer has to log on anew; whether there were any.
    pub(crate) async fn end(mut self) -> Result<bool, Problem> {
        for session in &self.own {
            let call = SessionDel {
                server_name: None,
                client_name: session.client_name.clone(),
                user_name: session.user_name.clone(),
            };
            let reply = self.srvsvc.call(&call).await?;
            self.srvsvc.check_win32(reply.status)?;
        }
        Ok(!self.own.is_empty())
    }
}

/// Whether it is the computer's, and not that of another one which has the same account and password.
fn is_of(
    session: &SessionInfo1,
    account: &str,
    computer: &NetbiosName,
    addresses: &[IpAddr],
) -> bool {
    let (Some(client), Some(user)) = (&session.client_name, &session.user_name) else {
        return false;
    };
    let client = client.as_str().trim_start_matches('\\');
    let address = client.trim_start_matches('[').trim_end_matches(']');
    let is_there = match address.parse::<IpAddr>() {
        Ok(address) => addresses.contains(&address),
        Err(_) => client.eq_ignore_ascii_case(computer.as_str()),
    };
    is_there && user.as_str().eq_ignore_ascii_case(account)
}

/// A moment before a session of this age was opened, by at least one second: clock and age are whole seconds, and so is
/// the time at which some controllers say that a password was set.
///
/// Samba rounds the moment at which a session was opened, so that one may be younger than it is, or have an age of -1.
fn opened(now: u32, age: u32) -> FileTime {
    FileTime::from_unix_seconds(i64::from(now) - i64::from(age.cast_signed()) - 3)
}

#[cfg(test)]
mod tests {
    use msrpc::srvsvc::SessionFlags;

    use super::*;

    fn session(client: &str, user: &str) -> SessionInfo1 {
        SessionInfo1 {
            client_name: Some(client.into()),
            user_name: Some(user.into()),
            opens: 0,
            seconds: 7,
            idle_seconds: 0,
            user_flags: SessionFlags::default(),
        }
    }

    fn is_of_member(client: &str, user: &str) -> bool {
        let member = NetbiosName::new("MEMBER").unwrap();
        let addresses = ["10.75.0.11".parse().unwrap(), "fd00::11".parse().unwrap()];
        is_of(&session(client, user), "MEMBER$", &member, &addresses)
    }

    #[test]
    fn only_the_computers_own_session_tells_of_it() {
        for client in ["10.75.0.11", r"\\10.75.0.11", r"\\[fd00::11]", r"\\member"] {
            assert!(is_of_member(client, "member$"), "{client}");
        }
        assert!(
            !is_of_member("10.75.0.12", "MEMBER$"),
            "a copy of the machine"
        );
        assert!(!is_of_member(r"\\COPY", "MEMBER$"), "a copy of the machine");
        assert!(
            !is_of_member("10.75.0.11", "root"),
            "somebody who works there"
        );
        assert!(!is_of_member("", ""));
    }

    // A session that is opened at 10.6 s is rounded to 11 s; the password that is set at 10.9 s is cut off to 10 s.
    #[test]
    fn a_session_is_never_taken_for_younger_than_it_is() {
        let password_set = FileTime::from_unix_seconds(10);
        assert!(opened(10, u32::MAX) < password_set, "seen at 10.95 s");
        assert!(opened(12, 1) < password_set, "seen at 12 s");
        assert!(opened(13, 0) >= password_set, "opened at 12.5 s or later");
    }
}
