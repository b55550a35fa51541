//! Real SMB sessions, listed and ended through `srvsvc`.

use std::net::SocketAddr;

use auth::{Account, Credentials, NtHash};
use lsa::Serving;
use msrpc::srvsvc::*;
use ndr::{Counted, Leveled};
use store::PasswordChange;
use transport::{SmbClient, SmbPipe, SmbSession, SmbTimeouts};
use wire::{Password, Win32Error};

use crate::world::{Caller, NOW, SERVER_OPERATOR, USER, World, loopback};

const PASSWORD: &str = "correct horse";

/// A domain that listens.
struct Connected {
    world: World,
    smb: SocketAddr,
    _serving: Serving,
}

impl Connected {
    async fn new() -> Self {
        let world = World::new().await;
        let hash = NtHash::from_password(&Password::new(PASSWORD.into()));
        let change = PasswordChange::new(&hash, NOW);
        world.store.set_password(USER, change).await.unwrap();
        let serving = world.controller.serve(loopback()).await.unwrap();
        Self {
            smb: serving.smb,
            world,
            _serving: serving,
        }
    }

    /// A session with a pipe.
    async fn log_on(&self, credentials: Credentials) -> (SmbSession, SmbPipe) {
        let config = smb::client::Config::default();
        let client = SmbClient::connect(self.smb, config, SmbTimeouts::default());
        let workstation = "CLIENT".parse().unwrap();
        let session = client
            .await
            .unwrap()
            .logon(credentials, "OURPDC", workstation)
            .await
            .unwrap();
        let pipe = session.open_pipe("lsarpc").await.unwrap();
        (session, pipe)
    }
}

fn account(user: &str) -> Credentials {
    Credentials::Password {
        account: Account {
            domain: "OURDOM".into(),
            user: user.into(),
        },
        password: Password::new(PASSWORD.into()),
    }
}

fn all(info: SessionInfo) -> SessionEnum {
    SessionEnum {
        server_name: None,
        client_name: None,
        user_name: None,
        info: Leveled(info),
        preferred_maximum_length: u32::MAX,
        resume_handle: None,
    }
}

fn level_10() -> SessionEnum {
    all(SessionInfo::Level10(Some(Counted::default())))
}

/// Clients and users of a reply of level 10.
async fn listed(caller: &Caller<'_>, call: SessionEnum) -> Result<Vec<(String, String)>, u32> {
    let reply = caller.ask(call).await;
    reply.status.check().map_err(|error| error.0)?;
    let SessionInfo::Level10(Some(sessions)) = reply.info.0 else {
        panic!("another level");
    };
    let text = |name: Option<ndr::WideStr>| name.unwrap().as_str().to_owned();
    let named = sessions.0.into_iter();
    Ok(named
        .map(|session| (text(session.client_name), text(session.user_name)))
        .collect())
}

fn here(user: &str) -> (String, String) {
    (r"\\127.0.0.1".to_owned(), user.to_owned())
}

fn delete(client: Option<&str>, user: Option<&str>) -> SessionDel {
    SessionDel {
        server_name: None,
        client_name: client.map(Into::into),
        user_name: user.map(Into::into),
    }
}

// [MS-SRVS] 3.1.4.5. Rule against finding out who is logged on where: all is for those who administer the computer.
#[tokio::test]
async fn administrators_see_all_sessions_and_others_their_own() {
    let server = Connected::new().await;
    let _administrator = server.log_on(account("Administrator")).await;
    let _user = server.log_on(account("user")).await;
    let _nobody = server.log_on(Credentials::Anonymous).await;
    let everybody = vec![here("Administrator"), here("user"), here("")];
    let world = &server.world;
    for caller in [world.administrator(), world.caller(SERVER_OPERATOR)] {
        assert_eq!(listed(&caller, level_10()).await, Ok(everybody.clone()));
    }
    assert_eq!(
        listed(&world.user(), level_10()).await,
        Ok(vec![here("user")])
    );
    let asked = SessionEnum {
        user_name: Some("Administrator".into()),
        ..level_10()
    };
    let unknown = Err(Win32Error::NERR_UserNotFound.0);
    assert_eq!(listed(&world.user(), asked).await, unknown, "not even that");
    let denied = Err(Win32Error::ERROR_ACCESS_DENIED.0);
    assert_eq!(listed(&world.nobody(), level_10()).await, denied);
    for info in [
        SessionInfo::Level1(None),
        SessionInfo::Level2(None),
        SessionInfo::Level502(None),
    ] {
        let refused = world.user().ask(all(info)).await.status;
        assert_eq!(refused, Win32Error::ERROR_ACCESS_DENIED);
    }
    let level_3 = world.administrator().ask(all(SessionInfo::Other(3))).await;
    assert_eq!(level_3.status, Win32Error::ERROR_INVALID_LEVEL);
}

#[tokio::test]
async fn each_level_tells_its_own() {
    let server = Connected::new().await;
    let _user = server.log_on(account("user")).await;
    let world = &server.world;
    let administrator = world.administrator();
    let level_1 = SessionInfo1 {
        client_name: Some(r"\\127.0.0.1".into()),
        user_name: Some("user".into()),
        opens: 1,
        seconds: 0,
        idle_seconds: 0,
        user_flags: SessionFlags::default(),
    };
    let level_2 = SessionInfo2 {
        info: level_1.clone(),
        client_type: Some("".into()),
    };
    let level_502 = SessionInfo502 {
        info: level_2.clone(),
        transport: Some("TCP".into()),
    };
    let level_0 = SessionInfo0 {
        client_name: level_1.client_name.clone(),
    };
    for (asked, expected) in [
        (
            SessionInfo::Level0(None),
            SessionInfo::Level0(Some(Counted(vec![level_0]))),
        ),
        (
            SessionInfo::Level1(None),
            SessionInfo::Level1(Some(Counted(vec![level_1]))),
        ),
        (
            SessionInfo::Level2(None),
            SessionInfo::Level2(Some(Counted(vec![level_2]))),
        ),
        (
            SessionInfo::Level502(None),
            SessionInfo::Level502(Some(Counted(vec![level_502]))),
        ),
    ] {
        let reply = administrator.ask(all(asked)).await;
        assert_eq!(reply.status, Win32Error::NERR_Success);
        assert_eq!((reply.info.0, reply.total_entries), (expected, 1));
    }
}

#[tokio::test]
async fn sessions_are_found_by_client_and_user_and_come_in_pages() {
    let server = Connected::new().await;
    let _first = server.log_on(account("Administrator")).await;
    let _second = server.log_on(account("user")).await;
    let administrator = server.world.administrator();
    let by = |client: Option<&str>, user: Option<&str>| SessionEnum {
        client_name: client.map(Into::into),
        user_name: user.map(Into::into),
        ..level_10()
    };
    let both = vec![here("Administrator"), here("user")];
    for (client, user, expected) in [
        (Some(""), Some("USER"), Ok(vec![here("user")])),
        (Some(r"\\127.0.0.1"), None, Ok(both.clone())),
        (Some(r"\\[127.0.0.1]"), Some(""), Ok(both.clone())),
        (
            Some(r"\\127.0.0.2"),
            None,
            Err(Win32Error::NERR_ClientNameNotFound.0),
        ),
        (
            Some(r"\\127.0.0.2"),
            Some("user"),
            Err(Win32Error::NERR_UserNotFound.0),
        ),
        (
            Some("127.0.0.1"),
            None,
            Err(Win32Error::NERR_InvalidComputer.0),
        ),
    ] {
        let found = listed(&administrator, by(client, user)).await;
        assert_eq!(found, expected, "{client:?} {user:?}");
    }
    // Room for one: 16 octets, 11 + 1 characters of the client and 13 + 1 of the user.
    let page = |octets, after| SessionEnum {
        preferred_maximum_length: octets,
        resume_handle: Some(after),
        ..level_10()
    };
    let small = administrator.ask(page(16 + 24 + 27, 0)).await;
    assert_eq!(small.status, Win32Error::NERR_BufTooSmall);
    let first = administrator.ask(page(16 + 24 + 28, 0)).await;
    assert_eq!(
        (first.status, first.total_entries),
        (Win32Error::ERROR_MORE_DATA, 2)
    );
    let after = first.resume_handle.unwrap();
    let second = administrator.ask(page(u32::MAX, after)).await;
    assert_eq!(
        (second.status, second.total_entries, second.resume_handle),
        (Win32Error::NERR_Success, 1, Some(0))
    );
    let beyond = administrator.ask(page(u32::MAX, u32::MAX)).await;
    assert_eq!(
        (beyond.status, beyond.total_entries),
        (Win32Error::NERR_Success, 0)
    );
}

// [MS-SRVS] 3.1.4.6.
#[tokio::test]
async fn a_session_is_really_ended() {
    let server = Connected::new().await;
    let (session, _pipe) = server.log_on(account("user")).await;
    let (other, _other_pipe) = server.log_on(account("Administrator")).await;
    let world = &server.world;
    let refused = world.user().ask(delete(None, Some("user"))).await;
    assert_eq!(refused.status, Win32Error::ERROR_ACCESS_DENIED);
    let operator = world.caller(SERVER_OPERATOR);
    for (client, user, status) in [
        (None, None, Win32Error::ERROR_INVALID_PARAMETER),
        (Some(""), Some(""), Win32Error::ERROR_INVALID_PARAMETER),
        (Some("127.0.0.1"), None, Win32Error::NERR_ClientNameNotFound),
        (Some(r"\\CLIENT"), None, Win32Error::NERR_ClientNameNotFound),
        (None, Some("nobody"), Win32Error::NERR_ClientNameNotFound),
        (Some(r"\\127.0.0.1"), Some("User"), Win32Error::NERR_Success),
    ] {
        let reply = operator.ask(delete(client, user)).await;
        assert_eq!(reply.status, status, "{client:?} {user:?}");
    }
    assert!(session.open_pipe("lsarpc").await.is_err());
    assert!(other.open_pipe("lsarpc").await.is_ok());
    let left = listed(&operator, level_10()).await;
    assert_eq!(left, Ok(vec![here("Administrator")]));
}
