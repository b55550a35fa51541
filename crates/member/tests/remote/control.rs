use msrpc::netlogon::{
    Control, ControlFlags, ControlFunction, Logon, LogonControl, LogonControl2, NetlogonInfo2,
    QueryInformation, ReqChallenge,
};
use ndr::WideStr;
use wire::Win32Error;

use crate::world::{MACHINE_PASSWORD, World};

fn verify() -> ControlFunction {
    ControlFunction::TrustedChannelVerify(Some("OURDOM".into()))
}

fn info_2(information: QueryInformation) -> NetlogonInfo2 {
    match information {
        QueryInformation::Info2(Some(info)) => info,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_channel_is_verified_by_setting_it_up_anew() {
    let world = World::new().await;
    let administrator = world.local_administrator().await;
    let query = || ControlFunction::TrustedChannelQuery(Some("ourdom".into()));
    let unused = info_2(administrator.control(query(), 2).await.information);
    assert_eq!(
        unused.tc_connection_status,
        Win32Error::ERROR_NO_LOGON_SERVERS
    );
    let verified = administrator.control(verify(), 2).await;
    assert_eq!(verified.status, Win32Error::NERR_Success);
    let expected = NetlogonInfo2 {
        flags: ControlFlags::VERIFY_STATUS_RETURNED,
        pdc_connection_status: Win32Error::NERR_Success,
        trusted_dc_name: Some("\\\\OURPDC".into()),
        tc_connection_status: Win32Error::NERR_Success,
    };
    assert_eq!(info_2(verified.information), expected);
    // One that is open is no proof: the account has another password by now.
    world.set_account_password("another").await;
    let open = info_2(administrator.control(query(), 2).await.information);
    assert_eq!(open.tc_connection_status, Win32Error::NERR_Success);
    let broken = info_2(administrator.control(verify(), 2).await.information);
    assert_eq!(
        (broken.flags, broken.pdc_connection_status),
        (
            ControlFlags::VERIFY_STATUS_RETURNED,
            Win32Error::ERROR_ACCESS_DENIED
        )
    );
    assert_eq!(broken.trusted_dc_name, Some("".into()));
    world.set_account_password(MACHINE_PASSWORD).await;
    let mended = info_2(administrator.control(verify(), 2).await.information);
    assert_eq!(mended.pdc_connection_status, Win32Error::NERR_Success);
}

#[tokio::test]
async fn a_missing_account_is_named() {
    let world = World::new().await;
    let administrator = world.local_administrator().await;
    let found = world.domain.user_by_name("M$").await.unwrap().unwrap();
    let deleted = world.domain.delete_user(found.rid, crate::world::NOW);
    deleted.await.unwrap();
    let missing = info_2(administrator.control(verify(), 2).await.information);
    assert_eq!(
        missing.pdc_connection_status,
        Win32Error::ERROR_NO_TRUST_SAM_ACCOUNT
    );
    // Windows has the call itself succeed, and tells what came of it in the status of the channel.
    let reset = ControlFunction::Rediscover(Some("OURDOM".into()));
    let reset = administrator.control(reset, 2).await;
    assert_eq!(reset.status, Win32Error::NERR_Success);
    assert_eq!(
        info_2(reset.information).tc_connection_status,
        Win32Error::ERROR_NO_TRUST_SAM_ACCOUNT
    );
}

#[tokio::test]
async fn the_password_is_changed_on_both_sides() {
    let world = World::new().await;
    let administrator = world.local_administrator().await;
    let before = world.domain.credentials_by_name("M$").await.unwrap();
    let change = ControlFunction::ChangePassword(Some("OURDOM".into()));
    let changed = administrator.control(change, 1).await;
    assert_eq!(changed.status, Win32Error::NERR_Success);
    let after = world.domain.credentials_by_name("M$").await.unwrap();
    assert!(before.unwrap().1.current != after.unwrap().1.current);
    let verified = info_2(administrator.control(verify(), 2).await.information);
    assert_eq!(verified.pdc_connection_status, Win32Error::NERR_Success);
}

#[tokio::test]
async fn what_a_member_has_not_got_is_refused() {
    let world = World::new().await;
    let administrator = world.local_administrator().await;
    let name = |name: &str| Some(WideStr::from(name));
    for (function, level, expected) in [
        (
            ControlFunction::TrustedChannelVerify(name("OTHER")),
            2,
            Win32Error::ERROR_NO_SUCH_DOMAIN,
        ),
        (
            ControlFunction::TrustedChannelVerify(None),
            2,
            Win32Error::ERROR_INVALID_PARAMETER,
        ),
        (verify(), 1, Win32Error::ERROR_INVALID_PARAMETER),
        (verify(), 5, Win32Error::ERROR_INVALID_LEVEL),
        (
            ControlFunction::FindUser(name("user")),
            4,
            Win32Error::ERROR_NOT_SUPPORTED,
        ),
        (
            ControlFunction::Replicate,
            1,
            Win32Error::ERROR_NOT_SUPPORTED,
        ),
        (ControlFunction::Query, 3, Win32Error::NERR_Success),
    ] {
        let reply = administrator.control(function.clone(), level).await;
        assert_eq!(reply.status, expected, "{function:?} {level}");
    }
    let mut netlogon = administrator.open::<Logon>().await;
    let challenge = ReqChallenge {
        primary_name: None,
        computer_name: "N".into(),
        client_challenge: msrpc::netlogon::Credential(*b"unlikely"),
    };
    assert!(netlogon.call(&challenge).await.is_err());
}

#[tokio::test]
async fn the_older_calls_ask_the_same() {
    let world = World::new().await;
    let administrator = world.local_administrator().await;
    let mut netlogon = administrator.open::<Logon>().await;
    let call = LogonControl2 {
        server_name: None,
        control: Control {
            function: verify(),
            query_level: 2,
        },
    };
    let reply = netlogon.call(&call).await.unwrap();
    assert_eq!(
        info_2(reply.information).pdc_connection_status,
        Win32Error::NERR_Success
    );
    // [MS-NRPC] 3.5.4.9.2: level 4 is for its successor.
    let call = LogonControl2 {
        server_name: None,
        control: Control {
            function: ControlFunction::FindUser(Some("user".into())),
            query_level: 4,
        },
    };
    let reply = netlogon.call(&call).await.unwrap();
    assert_eq!(reply.status, Win32Error::ERROR_INVALID_LEVEL);
    let call = LogonControl {
        server_name: None,
        function: 1,
        query_level: 1,
    };
    let QueryInformation::Info1(Some(info)) = netlogon.call(&call).await.unwrap().information
    else {
        panic!("no information");
    };
    assert_eq!(info.pdc_connection_status, Win32Error::NERR_Success);
}

#[tokio::test]
async fn others_see_that_the_service_runs_and_change_nothing() {
    let world = World::new().await;
    for caller in [world.local_user().await, world.domain_user().await.unwrap()] {
        let seen = caller.control(ControlFunction::Query, 1).await;
        assert_eq!(seen.status, Win32Error::NERR_Success);
        for (function, level) in [
            (verify(), 2),
            (ControlFunction::Rediscover(Some("OURDOM".into())), 2),
            (ControlFunction::ChangePassword(Some("OURDOM".into())), 1),
            (ControlFunction::TransportNotify, 1),
        ] {
            let refused = caller.control(function, level).await;
            assert_eq!(refused.status, Win32Error::ERROR_ACCESS_DENIED);
        }
    }
}
