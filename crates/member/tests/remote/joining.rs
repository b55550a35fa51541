use auth::Credentials;
use msrpc::wkssvc::{
    EncryptedUserPassword, GetJoinInformation, JoinDomain2, JoinOptions, RenameMachineInDomain2,
    UnjoinDomain2, Wkssvc,
};
use transport::RpcClient;
use wire::{Password, Win32Error};

use crate::world::World;

fn sealed(wkssvc: &RpcClient<Wkssvc>, password: &str) -> EncryptedUserPassword {
    let key = wkssvc.transport_session_key().unwrap();
    let password = Password::new(password.into());
    EncryptedUserPassword::seal(&password, key, [7; 8], &[7; 512]).unwrap()
}

fn join(wkssvc: &RpcClient<Wkssvc>, domain: &str, options: JoinOptions) -> JoinDomain2 {
    JoinDomain2 {
        server_name: None,
        domain_name: domain.into(),
        machine_account_ou: None,
        account_name: Some("OURDOM\\Administrator".into()),
        password: Some(sealed(wkssvc, "correct horse")),
        options,
    }
}

/// The account and the password that an order came with.
fn presented(credentials: &Credentials) -> (String, &str) {
    match credentials {
        Credentials::Password { account, password } => (account.to_string(), password.expose()),
        _ => panic!("no password"),
    }
}

// As `netdom member \\M /joindomain` tells it.
#[tokio::test]
async fn a_member_joins_again_with_what_it_is_told() {
    let world = World::new().await;
    let mut wkssvc = world.local_administrator().await.open::<Wkssvc>().await;
    let again = JoinOptions::JOIN_DOMAIN | JoinOptions::ACCT_CREATE;
    let call = join(&wkssvc, "OURDOM\\OURPDC", again);
    let refused = wkssvc.call(&call).await.unwrap();
    assert_eq!(refused.status, Win32Error::NERR_SetupAlreadyJoined);
    assert!(world.joiner.joins.lock().unwrap().is_empty());
    let again = again | JoinOptions::DOMAIN_JOIN_IF_JOINED;
    let call = join(&wkssvc, "OURDOM\\OURPDC", again);
    let joined = wkssvc.call(&call).await.unwrap();
    assert_eq!(joined.status, Win32Error::NERR_Success);
    let joins = world.joiner.joins.lock().unwrap();
    let [order] = &joins[..] else {
        panic!("{} orders", joins.len());
    };
    assert_eq!(
        (order.domain.as_str(), order.server.as_deref()),
        ("OURDOM", Some("OURPDC"))
    );
    assert!(order.create_account);
    let (account, password) = presented(&order.credentials);
    assert_eq!(
        (account.as_str(), password),
        ("OURDOM\\Administrator", "correct horse")
    );
}

#[tokio::test]
async fn what_cannot_be_done_is_not_begun() {
    let world = World::new().await;
    let administrator = world.local_administrator().await;
    let mut wkssvc = administrator.open::<Wkssvc>().await;
    let again = JoinOptions::JOIN_DOMAIN | JoinOptions::DOMAIN_JOIN_IF_JOINED;
    for (odd, status) in [
        // One without the other says nothing.
        (
            JoinOptions::MACHINE_PWD_PASSED,
            Win32Error::ERROR_INVALID_PARAMETER,
        ),
        (
            JoinOptions::JOIN_UNSECURE,
            Win32Error::ERROR_INVALID_PARAMETER,
        ),
        (
            JoinOptions::JOIN_WITH_NEW_NAME,
            Win32Error::ERROR_NOT_SUPPORTED,
        ),
    ] {
        let call = join(&wkssvc, "OURDOM", again | odd);
        let refused = wkssvc.call(&call).await.unwrap();
        assert_eq!(refused.status, status);
    }
    let mut garbled = join(&wkssvc, "OURDOM", again);
    garbled.password = Some(EncryptedUserPassword {
        salt: [0; 8],
        buffer: msrpc::samr::EncryptedUserPassword([1; 516]),
    });
    let refused = wkssvc.call(&garbled).await.unwrap();
    assert_eq!(refused.status, Win32Error::ERROR_INVALID_PASSWORD);
    for (name, options, status) in [
        (
            "OTHER",
            JoinOptions::ACCT_CREATE | JoinOptions::DNS_NAME_CHANGES_ONLY,
            Win32Error::ERROR_NOT_SUPPORTED,
        ),
        (
            "a b",
            JoinOptions::ACCT_CREATE,
            Win32Error::ERROR_INVALID_COMPUTERNAME,
        ),
    ] {
        let refused = wkssvc
            .call(&rename(&wkssvc, Some(name), options))
            .await
            .unwrap();
        assert_eq!(refused.status, status);
    }
    assert!(world.joiner.joins.lock().unwrap().is_empty());
    assert!(world.joiner.unsecure.lock().unwrap().is_empty());
    assert!(world.joiner.renames.lock().unwrap().is_empty());
}

fn rename(
    wkssvc: &RpcClient<Wkssvc>,
    name: Option<&str>,
    options: JoinOptions,
) -> RenameMachineInDomain2 {
    RenameMachineInDomain2 {
        server_name: None,
        machine_name: name.map(Into::into),
        account_name: Some("OURDOM\\Administrator".into()),
        password: Some(sealed(wkssvc, "correct horse")),
        options,
    }
}

#[tokio::test]
async fn a_computer_joins_with_the_password_of_its_own_account() {
    let world = World::standalone().await;
    let mut wkssvc = world.local_administrator().await.open::<Wkssvc>().await;
    let unsecure =
        JoinOptions::JOIN_DOMAIN | JoinOptions::JOIN_UNSECURE | JoinOptions::MACHINE_PWD_PASSED;
    let call = JoinDomain2 {
        account_name: None,
        ..join(&wkssvc, "OURDOM\\OURPDC", unsecure)
    };
    let joined = wkssvc.call(&call).await.unwrap();
    assert_eq!(joined.status, Win32Error::NERR_Success);
    let orders = world.joiner.unsecure.lock().unwrap();
    let [order] = &orders[..] else {
        panic!("{} orders", orders.len());
    };
    assert_eq!(
        (order.domain.as_str(), order.server.as_deref()),
        ("OURDOM", Some("OURPDC"))
    );
    let password = order.password.as_ref().map(Password::expose);
    assert_eq!(password, Some("correct horse"));
    assert!(world.joiner.joins.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_member_is_renamed_as_it_is_told() {
    let world = World::new().await;
    let mut wkssvc = world.local_administrator().await.open::<Wkssvc>().await;
    for (name, options) in [
        (Some("n"), JoinOptions::ACCT_CREATE),
        // The name that it has, and the account left alone.
        (None, JoinOptions::default()),
    ] {
        let renamed = wkssvc.call(&rename(&wkssvc, name, options)).await.unwrap();
        assert_eq!(renamed.status, Win32Error::NERR_Success);
    }
    {
        let orders = world.joiner.renames.lock().unwrap();
        let [with_account, without] = &orders[..] else {
            panic!("{} orders", orders.len());
        };
        assert_eq!(with_account.name.as_str(), "N");
        let credentials = with_account.credentials.as_ref().unwrap();
        assert_eq!(
            presented(credentials),
            ("OURDOM\\Administrator".to_owned(), "correct horse")
        );
        assert_eq!(without.name.as_str(), "M");
        assert!(without.credentials.is_none());
    }
    let mut users = world.local_user().await.open::<Wkssvc>().await;
    let call = rename(&users, Some("n"), JoinOptions::ACCT_CREATE);
    let refused = users.call(&call).await.unwrap();
    assert_eq!(refused.status, Win32Error::ERROR_ACCESS_DENIED);

    let world = World::standalone().await;
    let mut wkssvc = world.local_administrator().await.open::<Wkssvc>().await;
    let call = rename(&wkssvc, Some("n"), JoinOptions::ACCT_CREATE);
    let refused = wkssvc.call(&call).await.unwrap();
    assert_eq!(refused.status, Win32Error::NERR_SetupNotJoined);
}

#[tokio::test]
async fn others_have_it_join_nothing() {
    let world = World::new().await;
    for caller in [world.domain_user().await.unwrap(), world.local_user().await] {
        let mut wkssvc = caller.open::<Wkssvc>().await;
        let again = JoinOptions::JOIN_DOMAIN | JoinOptions::DOMAIN_JOIN_IF_JOINED;
        let call = join(&wkssvc, "OURDOM", again);
        let refused = wkssvc.call(&call).await.unwrap();
        assert_eq!(refused.status, Win32Error::ERROR_ACCESS_DENIED);
    }
    assert!(world.joiner.joins.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_member_leaves_and_a_workgroup_is_named() {
    let world = World::new().await;
    let mut wkssvc = world.local_administrator().await.open::<Wkssvc>().await;
    let leave = |options| UnjoinDomain2 {
        server_name: None,
        account_name: Some("OURDOM\\Administrator".into()),
        password: Some(sealed(&wkssvc, "correct horse")),
        options,
    };
    let (odd, disable) = (
        leave(JoinOptions::ACCT_CREATE),
        leave(JoinOptions::ACCT_DELETE),
    );
    let refused = wkssvc.call(&odd).await.unwrap();
    assert_eq!(refused.status, Win32Error::ERROR_INVALID_FLAGS);
    let left = wkssvc.call(&disable).await.unwrap();
    assert_eq!(left.status, Win32Error::NERR_Success);
    assert!(world.joiner.leaves.lock().unwrap()[0].disable_account);

    let world = World::standalone().await;
    let mut wkssvc = world.local_administrator().await.open::<Wkssvc>().await;
    let refused = wkssvc.call(&disable).await.unwrap();
    // The password is of another session.
    assert_eq!(refused.status, Win32Error::ERROR_INVALID_PASSWORD);
    let workgroup = |name: &str| JoinDomain2 {
        server_name: None,
        domain_name: name.into(),
        machine_account_ou: None,
        account_name: None,
        password: None,
        options: JoinOptions::default(),
    };
    let bad = wkssvc.call(&workgroup("a b")).await.unwrap();
    assert_eq!(bad.status, Win32Error::NERR_InvalidWorkgroupName);
    let named = wkssvc.call(&workgroup("OFFICE")).await.unwrap();
    assert_eq!(named.status, Win32Error::NERR_Success);
    let call = GetJoinInformation {
        server_name: None,
        name_buffer: None,
    };
    let told = wkssvc.call(&call).await.unwrap();
    assert_eq!(told.name_buffer, Some("OFFICE".into()));
    let kept = world.machine.machine().await.unwrap();
    assert_eq!(kept.workgroup.as_str(), "OFFICE");
}
