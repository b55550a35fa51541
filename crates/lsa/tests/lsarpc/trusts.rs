use auth::NtHash;
use msrpc::lsarpc::*;
use ndr::Leveled;
use store::Control;
use wire::{NtStatus, Password};

use crate::world::{Caller, NOW, World, domain_sid, key, sid};

fn information(name: &str) -> TrustedDomainInformationEx {
    TrustedDomainInformationEx {
        name: name.into(),
        flat_name: name.into(),
        sid: Some(sid("S-1-5-21-7-8-9")),
        trust_direction: TrustDirection::INBOUND | TrustDirection::OUTBOUND,
        trust_type: TrustType::DOWNLEVEL,
        trust_attributes: TrustAttributes::default(),
    }
}

fn blob(incoming: &str) -> TrustedDomainAuthBlob {
    let passwords = TrustPasswords {
        incoming: Some(Password::new(incoming.into()).to_utf16le()),
        outgoing: Some(Password::new("outgoing".into()).to_utf16le()),
    };
    TrustedDomainAuthBlob::seal(&passwords, NOW, &[7; 512], &key())
}

async fn create(
    caller: &Caller<'_>,
    information: TrustedDomainInformationEx,
) -> OpenTrustedDomainReply {
    let policy = caller.policy().await;
    caller
        .ask(CreateTrustedDomainEx2 {
            policy,
            information,
            authentication: blob("incoming"),
            desired_access: TrustedDomainAccess::MAXIMUM_ALLOWED,
        })
        .await
}

#[tokio::test]
async fn a_trust_has_an_account_that_goes_with_it() {
    let world = World::new().await;
    let administrator = world.administrator();
    let created = create(&administrator, information("OTHER")).await;
    assert_eq!(created.status, NtStatus::SUCCESS);
    let found = world.store.credentials_by_name("OTHER$").await.unwrap();
    let (account, passwords) = found.unwrap();
    assert!(account.control & Control::INTERDOMAIN_TRUST_ACCOUNT != 0);
    let hash = NtHash::from_password(&Password::new("incoming".into()));
    assert!(passwords.current == Some(hash));
    let call = DeleteTrustedDomain {
        policy: administrator.policy().await,
        trusted_domain_sid: sid("S-1-5-21-7-8-9"),
    };
    assert_eq!(
        administrator.ask(call.clone()).await.status,
        NtStatus::SUCCESS
    );
    assert!(world.store.user_by_name("OTHER$").await.unwrap().is_none());
    assert_eq!(
        administrator.ask(call).await.status,
        NtStatus::NO_SUCH_DOMAIN
    );
}

#[tokio::test]
async fn what_is_no_other_domain_is_refused() {
    let world = World::new().await;
    let administrator = world.administrator();
    let with = |change: fn(&mut TrustedDomainInformationEx)| {
        let mut changed = information("OTHER");
        change(&mut changed);
        changed
    };
    for (information, expected) in [
        (with(|i| i.sid = None), NtStatus::INVALID_SID),
        (
            with(|i| i.sid = Some(sid("S-1-5-32"))),
            NtStatus::INVALID_SID,
        ),
        (
            with(|i| i.sid = Some(domain_sid())),
            NtStatus::CURRENT_DOMAIN_NOT_ALLOWED,
        ),
        (
            with(|i| i.flat_name = "OURDOM".into()),
            NtStatus::CURRENT_DOMAIN_NOT_ALLOWED,
        ),
        (
            with(|i| i.flat_name = "".into()),
            NtStatus::INVALID_PARAMETER,
        ),
        (
            with(|i| i.trust_type = TrustType::MIT),
            NtStatus::INVALID_PARAMETER,
        ),
        (
            with(|i| i.trust_direction = TrustDirection(4)),
            NtStatus::INVALID_PARAMETER,
        ),
        (
            with(|i| i.trust_attributes = TrustAttributes::FOREST_TRANSITIVE),
            NtStatus::INVALID_DOMAIN_STATE,
        ),
    ] {
        assert_eq!(create(&administrator, information).await.status, expected);
    }
    assert_eq!(
        create(&world.user(), information("OTHER")).await.status,
        NtStatus::ACCESS_DENIED
    );
    assert_eq!(
        create(&world.nobody(), information("OTHER")).await.status,
        NtStatus::ACCESS_DENIED
    );
    assert!(world.store.trusted_domains(0, 1).await.unwrap().is_empty());
    create(&administrator, information("OTHER")).await;
    let again = create(&administrator, information("OTHER")).await.status;
    assert_eq!(again, NtStatus::OBJECT_NAME_COLLISION);
}

// A trust takes no account over that a computer has.
#[tokio::test]
async fn a_computers_account_is_no_trusts() {
    let world = World::new().await;
    let administrator = world.administrator();
    let created = create(&administrator, information("M")).await;
    assert_eq!(created.status, NtStatus::OBJECT_NAME_COLLISION);
    let computer = world.store.user_by_name("M$").await.unwrap().unwrap();
    assert!(computer.control & Control::WORKSTATION_TRUST_ACCOUNT != 0);
    assert!(world.store.trusted_domains(0, 1).await.unwrap().is_empty());
}

#[tokio::test]
async fn passwords_are_taken_encrypted_and_never_given() {
    let world = World::new().await;
    let administrator = world.administrator();
    let trusted_domain = create(&administrator, information("OTHER"))
        .await
        .trusted_domain;
    let query = |information_class| QueryInfoTrustedDomain {
        trusted_domain,
        information_class: TrustedInformationClass(information_class),
    };
    for class in [1, 3, 5, 6, 8, 11, 12, 13] {
        let reply = administrator.ask(query(class)).await;
        assert_eq!(
            reply.information.map(|info| ndr::Union::tag(&info)),
            Some(class)
        );
    }
    let full = administrator.ask(query(8)).await.information;
    let Some(TrustedDomainInfo::Full(full)) = full else {
        panic!("no full information");
    };
    assert_eq!(
        full.auth_information,
        TrustedDomainAuthInformation::default()
    );
    for (class, expected) in [
        (7, NtStatus::INVALID_INFO_CLASS),
        (9, NtStatus::INVALID_INFO_CLASS),
        (10, NtStatus::INVALID_INFO_CLASS),
        (2, NtStatus::INVALID_PARAMETER),
        (4, NtStatus::INVALID_PARAMETER),
        (0, NtStatus::INVALID_PARAMETER),
        (16, NtStatus::INVALID_PARAMETER),
    ] {
        let reply = administrator.ask(query(class)).await;
        assert_eq!(
            (reply.status, reply.information),
            (expected, None),
            "{class}"
        );
    }
    let clear = CreateTrustedDomainEx {
        policy: administrator.policy().await,
        information: information("THIRD"),
        authentication: TrustedDomainAuthInformation {
            incoming_auth_infos: 1,
            incoming: Some(AuthInformation::default()),
            ..TrustedDomainAuthInformation::default()
        },
        desired_access: TrustedDomainAccess::MAXIMUM_ALLOWED,
    };
    assert_eq!(
        administrator.ask(clear).await.status,
        NtStatus::NOT_SUPPORTED
    );
}

#[tokio::test]
async fn a_trust_is_changed_by_handle_by_sid_and_by_name() {
    let world = World::new().await;
    let administrator = world.administrator();
    let trusted_domain = create(&administrator, information("OTHER"))
        .await
        .trusted_domain;
    let policy = administrator.policy().await;
    let outbound = TrustedDomainInformationEx {
        trust_direction: TrustDirection::OUTBOUND,
        ..information("OTHER")
    };
    let changed = administrator
        .ask(SetInformationTrustedDomain {
            trusted_domain,
            information: Leveled(TrustedDomainInfo::Ex(outbound.clone())),
        })
        .await;
    assert_eq!(changed.status, NtStatus::SUCCESS);
    let offset = SetTrustedDomainInfo {
        policy,
        trusted_domain_sid: sid("S-1-5-21-7-8-9"),
        information: Leveled(TrustedDomainInfo::PosixOffset(17)),
    };
    assert_eq!(administrator.ask(offset).await.status, NtStatus::SUCCESS);
    let password = SetTrustedDomainInfoByName {
        policy,
        trusted_domain_name: "other.".into(),
        information: Leveled(TrustedDomainInfo::AuthInternal(blob("new"))),
    };
    assert_eq!(administrator.ask(password).await.status, NtStatus::SUCCESS);
    let trust = world
        .store
        .trusted_domain(&sid("S-1-5-21-7-8-9"))
        .await
        .unwrap()
        .unwrap();
    assert_eq!((trust.direction, trust.posix_offset), (2, 17));
    let by_name = administrator
        .ask(QueryTrustedDomainInfoByName {
            policy,
            trusted_domain_name: "OTHER".into(),
            information_class: TrustedInformationClass::EX,
        })
        .await;
    assert_eq!(by_name.information, Some(TrustedDomainInfo::Ex(outbound)));
    // Whoever may look may not change.
    let user = world.user();
    let policy = user.policy().await;
    let opened = user
        .ask(OpenTrustedDomainByName {
            policy,
            trusted_domain_name: "OTHER".into(),
            desired_access: TrustedDomainAccess::MAXIMUM_ALLOWED,
        })
        .await;
    let denied = SetInformationTrustedDomain {
        trusted_domain: opened.trusted_domain,
        information: Leveled(TrustedDomainInfo::PosixOffset(1)),
    };
    assert_eq!(user.ask(denied).await.status, NtStatus::ACCESS_DENIED);
}

// KB Q140329: "long lists are paged".
#[tokio::test]
async fn five_hundred_trusts_are_paged() {
    let world = World::new().await;
    for n in 1..=500 {
        world
            .trust(&format!("D{n:03}"), &format!("S-1-5-21-7-8-{n}"))
            .await;
    }
    let user = world.user();
    let policy = user.policy().await;
    let mut names = Vec::new();
    let mut enumeration_context = 0;
    let mut pages = 0;
    loop {
        let reply = user
            .ask(EnumerateTrustedDomains {
                policy,
                enumeration_context,
                preferred_maximum_length: 4096,
            })
            .await;
        names.extend(
            reply
                .domains
                .0
                .into_iter()
                .filter_map(|domain| domain.name.0),
        );
        enumeration_context = reply.enumeration_context;
        pages += 1;
        if reply.status != NtStatus::MORE_ENTRIES {
            assert_eq!(reply.status, NtStatus::SUCCESS);
            break;
        }
    }
    assert_eq!(names.len(), 500);
    assert!(pages > 5 && names.is_sorted(), "{pages}");
    let last = EnumerateTrustedDomains {
        policy,
        enumeration_context,
        preferred_maximum_length: 4096,
    };
    assert_eq!(user.ask(last).await.status, NtStatus::NO_MORE_ENTRIES);
}
