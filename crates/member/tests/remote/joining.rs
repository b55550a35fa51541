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
    for unsupported in [
        JoinOptions::MACHINE_PWD_PASSED,
        JoinOptions::JOIN_UNSECURE,
        JoinOptions::JOIN_WITH_NEW_NAME,
    ] {
        let call = join(&wkssvc, "OURDOM", again | unsupported);
        let refused = wkssvc.call(&call).await.unwrap();
        assert_eq!(refused.status, Win32Error::ERROR_NOT_SUPPORTED);
    }
    let mut garbled = join(&wkssvc, "OURDOM", again);
    garbled.password = Some(EncryptedUserPassword {
        salt: [0; 8],
        buffer: msrpc::samr::EncryptedUserPassword([1; 516]),
    });
    let refused = wkssvc.call(&garbled).await.unwrap();
    assert_eq!(refused.status, Win32Error::ERROR_INVALID_PASSWORD);
    let rename = RenameMachineInDomain2 {
        server_name: None,
        machine_name: Some("OTHER".into()),
        account_name: None,
        password: None,
        options: JoinOptions::ACCT_CREATE,
    };
    let refused = wkssvc.call(&rename).await.unwrap();
    assert_eq!(refused.status, Win32Error::ERROR_NOT_SUPPORTED);
    assert!(world.joiner.joins.lock().unwrap().is_empty());
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
