//! What is known of the sessions of all connections, and what ends them.

use super::*;

fn users(served: &Served) -> Vec<(String, usize)> {
    let sessions = served.sessions.list(0, |_| true);
    let known = sessions.iter();
    known
        .map(|session| (session.user().to_owned(), session.pipes()))
        .collect()
}

#[tokio::test]
async fn sessions_are_listed_with_their_pipes_until_they_end() {
    let served = served(SmbServerLimits::default()).await;
    assert_eq!(users(&served), []);
    let one = log_on(served.address, "root").await.unwrap();
    let _pipe = one.open_pipe("deaf").await.unwrap();
    let other = log_on(served.address, "root").await.unwrap();
    let open = other.open_pipe("echo").await.unwrap();
    assert_eq!(
        users(&served),
        [("root".to_owned(), 1), ("root".to_owned(), 1)]
    );
    let sessions = served.sessions.list(0, |_| true);
    assert!(sessions[0].number() < sessions[1].number());
    assert_eq!(sessions[0].peer().ip(), served.address.ip());
    let later = served.sessions.list(sessions[0].number(), |_| true);
    assert_eq!(later.len(), 1);
    drop((other, open));
    while users(&served).len() > 1 {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_session_that_is_ended_takes_its_connection_with_it_and_no_other() {
    let served = served(SmbServerLimits::default()).await;
    let one = log_on(served.address, "root").await.unwrap();
    let mut pipe = one.open_pipe("echo").await.unwrap();
    let other = log_on(served.address, "root").await.unwrap();
    let first = served.sessions.list(0, |_| true).remove(0);
    first.end().await;
    assert!(pipe.receive().await.is_err());
    assert!(one.open_pipe("echo").await.is_err());
    assert!(other.open_pipe("echo").await.is_ok());
    assert_eq!(users(&served).len(), 1);
    // It has ended already.
    first.end().await;
    assert!(other.open_pipe("echo").await.is_ok());
}

#[tokio::test]
async fn one_account_has_so_many_sessions_and_others_have_theirs() {
    let limits = SmbServerLimits {
        account_sessions: 2,
        ..SmbServerLimits::default()
    };
    let served = served(limits).await;
    let _first = log_on(served.address, "root").await.unwrap();
    let second = log_on(served.address, "root").await.unwrap();
    let Err(SmbError::Logon(LogonError::Refused(refused))) = log_on(served.address, "ROOT").await
    else {
        panic!("one too many")
    };
    assert_eq!(refused.status, NtStatus::REQUEST_NOT_ACCEPTED);
    let _other = log_on(served.address, "toor").await.unwrap();
    drop(second);
    while users(&served).len() > 2 {
        tokio::task::yield_now().await;
    }
    log_on(served.address, "root").await.unwrap();
}
