//! Who is connected to the computer: `srvsvc`, [MS-SRVS] 3.1.4.5 and 3.1.4.6.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use cli::printable;
use msrpc::srvsvc::{
    SessionDel, SessionEnum, SessionEnumReply, SessionFlags, SessionInfo, SessionInfo0,
    SessionInfo1, SessionInfo2, SessionInfo10, SessionInfo502, Win32Reply,
};
use ndr::{Counted, Leveled, Union, WideStr};
use rpc::{Handler, RpcStatus};
use tracing::info;
use transport::{CallContext, LoggedOn};
use wire::Win32Error;

use super::caller::status;
use crate::Authority;

impl Handler<SessionEnum> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: SessionEnum,
    ) -> Result<SessionEnumReply, RpcStatus> {
        let level = call.info.0.tag();
        let (page, refused) = match self.sessions(context, level, &call).await {
            Ok(page) => (page, None),
            Err(error) => (Page::default(), Some(error)),
        };
        Ok(SessionEnumReply {
            status: refused.unwrap_or(page.status()),
            total_entries: u32::try_from(page.total).unwrap_or(u32::MAX),
            resume_handle: call.resume_handle.map(|_| page.next()),
            info: Leveled(information(level, &page.sessions)),
        })
    }
}

impl Handler<SessionDel> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: SessionDel,
    ) -> Result<Win32Reply, RpcStatus> {
        let ended = async {
            self.operator(context).await?;
            let wanted = Wanted::new(&call.client_name, &call.user_name)
                .ok_or(Win32Error::NERR_ClientNameNotFound)?;
            if wanted.is_anybody() {
                return Err(Win32Error::ERROR_INVALID_PARAMETER);
            }
            let sessions = self.smb.sessions.list(0, |session| wanted.fits(session));
            if sessions.is_empty() {
                return Err(Win32Error::NERR_ClientNameNotFound);
            }
            end(sessions).await;
            Ok(())
        };
        Ok(Win32Reply {
            status: status(ended.await),
        })
    }
}

impl Authority {
    /// The sessions that a caller asks for. Who administers the computer sees all of them, and others at the levels for
    /// everybody their own: who is logged on where is what an intruder asks first.
    async fn sessions(
        &self,
        context: &CallContext,
        level: u32,
        call: &SessionEnum,
    ) -> Result<Page, Win32Error> {
        let only = match level {
            0 | 10 => match self.operator(context).await {
                Ok(()) => None,
                Err(_) => self.known_caller(context).await?.user().cloned(),
            },
            1 | 2 | 502 => self.operator(context).await.map(|()| None)?,
            _ => return Err(Win32Error::ERROR_INVALID_LEVEL),
        };
        let wanted = Wanted::new(&call.client_name, &call.user_name)
            .ok_or(Win32Error::NERR_InvalidComputer)?;
        let after = call.resume_handle.unwrap_or(0);
        let is_visible = |session: &LoggedOn| {
            only.as_ref().is_none_or(|sid| session.sid() == Some(sid)) && wanted.fits(session)
        };
        let sessions = self.smb.sessions.list(after, is_visible);
        if sessions.is_empty() && after == 0 {
            wanted.not_found()?;
        }
        Ok(Page::new(level, sessions, call.preferred_maximum_length))
    }
}

/// Ends sessions, of which one may be the caller's: the others are ended all the same.
async fn end(sessions: Vec<Arc<LoggedOn>>) {
    let ending = tokio::spawn(async move {
        for session in sessions {
            let (user, client) = (printable(session.user()), session.peer());
            info!(%user, %client, "SMB session ended by an administrator");
            session.end().await;
        }
    });
    // An error means that the process ends.
    let _ = ending.await;
}

/// `ClientName` and `UserName`, of which an empty one is none.
struct Wanted<'a> {
    client: Option<&'a str>,
    user: Option<&'a str>,
}

impl<'a> Wanted<'a> {
    /// `None` for a client that does not begin with two backslashes.
    fn new(client: &'a Option<WideStr>, user: &'a Option<WideStr>) -> Option<Self> {
        let given = |name: &'a Option<WideStr>| {
            let name = name.as_ref().map(WideStr::as_str);
            name.filter(|name| !name.is_empty())
        };
        let client = match given(client) {
            None => None,
            Some(name) => Some(name.strip_prefix(r"\\")?),
        };
        Some(Self {
            client,
            user: given(user),
        })
    }

    const fn is_anybody(&self) -> bool {
        self.client.is_none() && self.user.is_none()
    }

    /// A client is called by its address, with or without brackets.
    fn fits(&self, session: &LoggedOn) -> bool {
        let address = session.peer().ip().to_canonical();
        let is_client = |name: &str| {
            let name = name.trim_start_matches('[').trim_end_matches(']');
            name.parse::<IpAddr>().is_ok_and(|named| named == address)
        };
        let is_user = |name: &str| name.to_lowercase() == session.user().to_lowercase();
        self.client.is_none_or(is_client) && self.user.is_none_or(is_user)
    }

    /// What a caller hears who has asked for somebody who is not there.
    const fn not_found(&self) -> Result<(), Win32Error> {
        match (self.client, self.user) {
            (None, None) => Ok(()),
            (_, Some(_)) => Err(Win32Error::NERR_UserNotFound),
            (Some(_), None) => Err(Win32Error::NERR_ClientNameNotFound),
        }
    }
}

/// What goes into one reply.
#[derive(Default)]
struct Page {
    sessions: Vec<Arc<LoggedOn>>,
    /// How many there are from here on.
    total: usize,
}

impl Page {
    /// As many as have room in the octets that the caller prefers, and in a reply that a client can take.
    fn new(level: u32, mut sessions: Vec<Arc<LoggedOn>>, preferred: u32) -> Self {
        let total = sessions.len();
        let mut left = usize::try_from(preferred).unwrap_or(usize::MAX);
        let fits = |session: &&Arc<LoggedOn>| {
            let room = left.checked_sub(octets(level, session));
            left = room.unwrap_or(0);
            room.is_some()
        };
        let count = sessions.iter().take(MOST).take_while(fits).count();
        sessions.truncate(count);
        Self { sessions, total }
    }

    const fn status(&self) -> Win32Error {
        match (self.sessions.len(), self.total) {
            (len, total) if len == total => Win32Error::NERR_Success,
            (0, _) => Win32Error::NERR_BufTooSmall,
            _ => Win32Error::ERROR_MORE_DATA,
        }
    }

    /// `ResumeHandle`: the number of the last session, after which it goes on.
    fn next(&self) -> u32 {
        match self.sessions.last() {
            Some(last) if self.sessions.len() < self.total => last.number(),
            _ => 0,
        }
    }
}

/// Sessions in one reply, whatever the caller prefers.
const MOST: usize = 1000;

/// The octets that a session takes: numbers and pointers, and the texts with their terminators.
fn octets(level: u32, session: &LoggedOn) -> usize {
    let (fixed, more_texts) = match level {
        0 => (4, 0),
        1 => (24, 0),
        2 => (28, 2),
        10 => (16, 0),
        _ => (32, 2 + 2 * (TRANSPORT.len() + 1)),
    };
    let text = |text: &str| 2 * (text.encode_utf16().count() + 1);
    let user = if level == 0 { 0 } else { text(session.user()) };
    fixed + more_texts + user + text(&client(session.peer()))
}

/// `sesi502_transport`, which nobody looks at.
const TRANSPORT: &str = "TCP";

/// `sesi502_cname`: the client's address.
fn client(peer: SocketAddr) -> String {
    match peer.ip().to_canonical() {
        IpAddr::V4(address) => format!(r"\\{address}"),
        IpAddr::V6(address) => format!(r"\\[{address}]"),
    }
}

/// `InfoStruct` of a level.
fn information(level: u32, sessions: &[Arc<LoggedOn>]) -> SessionInfo {
    fn all<T>(sessions: &[Arc<LoggedOn>], info: fn(&LoggedOn) -> T) -> Option<Counted<T>> {
        Some(Counted(
            sessions.iter().map(|session| info(session)).collect(),
        ))
    }
    match level {
        0 => SessionInfo::Level0(all(sessions, info_0)),
        1 => SessionInfo::Level1(all(sessions, info_1)),
        2 => SessionInfo::Level2(all(sessions, info_2)),
        10 => SessionInfo::Level10(all(sessions, info_10)),
        502 => SessionInfo::Level502(all(sessions, info_502)),
        other => SessionInfo::Other(other),
    }
}

fn info_0(session: &LoggedOn) -> SessionInfo0 {
    SessionInfo0 {
        client_name: Some(client(session.peer()).as_str().into()),
    }
}

fn info_1(session: &LoggedOn) -> SessionInfo1 {
    SessionInfo1 {
        client_name: Some(client(session.peer()).as_str().into()),
        user_name: Some(session.user().into()),
        opens: u32::try_from(session.pipes()).unwrap_or(u32::MAX),
        seconds: seconds(session.age()),
        idle_seconds: seconds(session.idle()),
        user_flags: SessionFlags::default(),
    }
}

fn info_2(session: &LoggedOn) -> SessionInfo2 {
    SessionInfo2 {
        info: info_1(session),
        client_type: Some("".into()),
    }
}

fn info_10(session: &LoggedOn) -> SessionInfo10 {
    SessionInfo10 {
        client_name: Some(client(session.peer()).as_str().into()),
        user_name: Some(session.user().into()),
        seconds: seconds(session.age()),
        idle_seconds: seconds(session.idle()),
    }
}

fn info_502(session: &LoggedOn) -> SessionInfo502 {
    SessionInfo502 {
        info: info_2(session),
        transport: Some(TRANSPORT.into()),
    }
}

fn seconds(duration: Duration) -> u32 {
    u32::try_from(duration.as_secs()).unwrap_or(u32::MAX)
}
