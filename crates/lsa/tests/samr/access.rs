use msrpc::lsarpc::Close;
use msrpc::samr::*;
use msrpc::svcctl::CloseServiceHandle;
use ndr::{ContextHandle, Leveled};
use rpc::RpcStatus;
use wire::NtStatus;

use crate::world::{ADMINISTRATOR, World, domain_sid};

// Rule of CVE-2025-49716: anonymous callers reach only what they must.
#[tokio::test]
async fn a_null_session_opens_nothing_and_knows_the_rules_for_passwords() {
    let world = World::new().await;
    let nobody = world.nobody();
    for access in [
        ServerAccess::MAXIMUM_ALLOWED,
        ServerAccess::LOOKUP_DOMAIN,
        ServerAccess(0),
    ] {
        let reply = nobody.connect(access).await;
        assert_eq!(reply.status, NtStatus::ACCESS_DENIED, "{access:?}");
        assert_eq!(reply.server.0, ContextHandle::NIL);
    }
    let rules = nobody
        .ask(GetDomainPasswordInformation { unused: None })
        .await;
    assert_eq!(rules.status, NtStatus::SUCCESS);
    assert_eq!(rules.password_information.min_password_length, 7);
}

#[tokio::test]
async fn a_call_needs_what_its_handle_was_opened_for() {
    let world = World::new().await;
    let administrator = world.administrator();
    let opened = administrator.open_domain(domain_sid(), DomainAccess::LOOKUP);
    let domain = opened.await.unwrap();
    let status = administrator
        .ask(EnumerateUsersInDomain {
            domain,
            enumeration_context: 0,
            user_account_control: UserAccountControl(0),
            preferred_maximum_length: u32::MAX,
        })
        .await
        .status;
    assert_eq!(status, NtStatus::ACCESS_DENIED);
    let user = administrator
        .open_user(1001, UserAccess::READ_GENERAL)
        .await
        .unwrap();
    assert!(
        administrator
            .query(user, UserInformationClass::NAME)
            .await
            .is_ok()
    );
    for (class, refused) in [
        (UserInformationClass::CONTROL, NtStatus::ACCESS_DENIED),
        (UserInformationClass::LOGON, NtStatus::ACCESS_DENIED),
        (
            UserInformationClass::INTERNAL1,
            NtStatus::INVALID_INFO_CLASS,
        ),
        (UserInformationClass(99), NtStatus::INVALID_INFO_CLASS),
    ] {
        assert_eq!(
            administrator.query(user, class).await,
            Err(refused),
            "{class:?}"
        );
    }
    let set = administrator
        .set(user, UserInfo::FullName("A User".into()))
        .await;
    assert_eq!(set, NtStatus::ACCESS_DENIED);
    assert_eq!(
        administrator.ask(DeleteUser { user }).await.status,
        NtStatus::ACCESS_DENIED
    );
}

#[tokio::test]
async fn handles_of_others_and_of_other_kinds_are_none() {
    let world = World::new().await;
    let one = world.administrator();
    let other = world.administrator();
    let domain = one.domain().await;
    let query = |domain| QueryInformationDomain {
        domain,
        information_class: DomainInformationClass::NAME,
    };
    assert!(one.call(query(domain)).await.is_ok());
    assert_eq!(
        other.call(query(domain)).await.err(),
        Some(RpcStatus::CONTEXT_MISMATCH)
    );
    let user = one.account(1001).await;
    assert_eq!(
        one.call(query(DomainHandle(user.0))).await.err(),
        Some(RpcStatus::CONTEXT_MISMATCH)
    );
    let [svcctl, lsarpc] = [
        one.call(CloseServiceHandle { handle: user.0 }).await.err(),
        one.call(Close::new(user.0)).await.err(),
    ];
    assert_eq!(
        (svcctl, lsarpc),
        (
            Some(RpcStatus::CONTEXT_MISMATCH),
            Some(RpcStatus::CONTEXT_MISMATCH)
        ),
        "other interfaces' calls close none of SAMR's"
    );
    assert_eq!(
        one.ask(CloseHandle::new(user)).await.status,
        NtStatus::SUCCESS
    );
    assert_eq!(
        one.call(CloseHandle::new(user)).await.err(),
        Some(RpcStatus::CONTEXT_MISMATCH)
    );
    let nil = CloseHandle::new(ContextHandle::NIL);
    assert_eq!(one.ask(nil).await.status, NtStatus::INVALID_HANDLE);
}

#[tokio::test]
async fn users_read_others_and_change_nothing() {
    let world = World::new().await;
    let user = world.user();
    let other = user.account(ADMINISTRATOR).await;
    assert!(user.query(other, UserInformationClass::ALL).await.is_ok());
    for information in [
        UserInfo::FullName("Somebody".into()),
        UserInfo::Control(UserAccountControl::NORMAL_ACCOUNT),
        UserInfo::Preferences(UserPreferences::default()),
    ] {
        assert_eq!(user.set(other, information).await, NtStatus::ACCESS_DENIED);
    }
    let own = user.account(1001).await;
    let preferences = UserPreferences {
        user_comment: "me".into(),
        ..UserPreferences::default()
    };
    assert_eq!(
        user.set(own, UserInfo::Preferences(preferences)).await,
        NtStatus::SUCCESS
    );
    let control = UserInfo::Control(UserAccountControl::NORMAL_ACCOUNT);
    assert_eq!(user.set(own, control).await, NtStatus::ACCESS_DENIED);
    let kind = UserAccountControl::NORMAL_ACCOUNT;
    let created = user
        .create("another", kind, UserAccess::MAXIMUM_ALLOWED)
        .await;
    assert_eq!(created.status, NtStatus::ACCESS_DENIED);
    let domain = user.domain().await;
    let information = Leveled(DomainInfo::Oem("mine".into()));
    let set = user
        .ask(SetInformationDomain {
            domain,
            information,
        })
        .await;
    assert_eq!(set.status, NtStatus::ACCESS_DENIED);
}

#[tokio::test]
async fn an_account_operator_has_no_power_over_administrators() {
    let world = World::new().await;
    let operator = world.operator();
    for (rid, forced) in [
        (1001, Ok(())),
        (ADMINISTRATOR, Err(NtStatus::ACCESS_DENIED)),
        // Its own, since account operators are among those who are protected.
        (1000, Err(NtStatus::ACCESS_DENIED)),
    ] {
        let opened = operator
            .open_user(rid, UserAccess::FORCE_PASSWORD_CHANGE)
            .await;
        assert_eq!(opened.map(drop), forced, "{rid}");
    }
    let domain = operator.domain().await;
    for (group_id, status) in [(513, NtStatus::SUCCESS), (512, NtStatus::ACCESS_DENIED)] {
        let desired_access = GroupAccess::ADD_MEMBER;
        let opened = operator
            .ask(OpenGroup {
                domain,
                desired_access,
                group_id,
            })
            .await;
        assert_eq!(opened.status, status, "{group_id}");
    }
    let domain = operator.builtin().await;
    for (alias_id, status) in [(545, NtStatus::SUCCESS), (544, NtStatus::ACCESS_DENIED)] {
        let desired_access = AliasAccess::ADD_MEMBER;
        let opened = operator
            .ask(OpenAlias {
                domain,
                desired_access,
                alias_id,
            })
            .await;
        assert_eq!(opened.status, status, "{alias_id}");
    }
    let server = UserAccountControl::SERVER_TRUST_ACCOUNT;
    let created = operator
        .create("B$", server, UserAccess::MAXIMUM_ALLOWED)
        .await;
    assert_eq!(created.status, NtStatus::ACCESS_DENIED);
    // Nor does one become a domain controller's account by and by.
    let computer = UserAccountControl::WORKSTATION_TRUST_ACCOUNT;
    let created = operator
        .create("W$", computer, UserAccess::MAXIMUM_ALLOWED)
        .await;
    assert_eq!(created.status, NtStatus::SUCCESS);
    for control in [
        server,
        computer | UserAccountControl::TRUSTED_FOR_DELEGATION,
    ] {
        let set = operator.set(created.user, UserInfo::Control(control)).await;
        assert_eq!(set, NtStatus::ACCESS_DENIED, "{control:?}");
    }
}

#[tokio::test]
async fn a_descriptor_says_who_may_what_and_none_can_be_set() {
    let world = World::new().await;
    let administrator = world.administrator();
    let user = administrator.account(1001).await;
    let queried = administrator
        .ask(QuerySecurityObject {
            object: user.0,
            security_information: SecurityInformation::DACL,
        })
        .await;
    assert_eq!(queried.status, NtStatus::SUCCESS);
    let octets = queried.security_descriptor.unwrap().octets.0;
    // The last entry but none is the user's own: USER_WRITE.
    let own = domain_sid().child(1001).unwrap();
    let mut w = wire::Writer::new();
    w.u32(0x0002_0044);
    own.encode(&mut w);
    assert!(octets.ends_with(w.as_slice()));
    let set = administrator
        .ask(SetSecurityObject {
            object: user.0,
            security_information: SecurityInformation::DACL,
            security_descriptor: SecurityDescriptor {
                octets: octets.into(),
            },
        })
        .await;
    assert_eq!(set.status, NtStatus::NOT_SUPPORTED);
}
