use std::time::Duration;

use msrpc::samr::*;
use ndr::{CountedVaryingInline, Leveled};
use rpc::RpcStatus;
use store::{Control, NewUser};
use wire::{NtStatus, Sid};

use crate::world::{Caller, World, domain_sid};

/// All names of an enumeration, page by page, and the number of pages.
async fn all_users(
    caller: &Caller<'_>,
    filter: UserAccountControl,
    preferred_maximum_length: u32,
) -> (Vec<String>, usize) {
    let domain = caller.domain().await;
    let mut enumeration_context = 0;
    let mut names = Vec::new();
    for pages in 1.. {
        let reply = caller
            .ask(EnumerateUsersInDomain {
                domain,
                enumeration_context,
                user_account_control: filter,
                preferred_maximum_length,
            })
            .await;
        let entries = reply.buffer.unwrap().0;
        assert_eq!(
            entries.len(),
            usize::try_from(reply.count_returned).unwrap()
        );
        names.extend(
            entries
                .iter()
                .map(|entry| entry.name.as_str_or_empty().to_owned()),
        );
        enumeration_context = reply.enumeration_context;
        match reply.status {
            NtStatus::SUCCESS => return (names, pages),
            NtStatus::MORE_ENTRIES => {}
            other => panic!("{other}"),
        }
    }
    unreachable!()
}

#[tokio::test]
async fn enumerations_go_on_where_they_ended() {
    let world = World::new().await;
    let user = world.user();
    let all = ["Administrator", "Guest", "olga", "user", "M$"];
    let none = UserAccountControl(0);
    assert_eq!(
        all_users(&user, none, u32::MAX).await,
        (all.map(String::from).to_vec(), 1)
    );
    // One at a time.
    assert_eq!(
        all_users(&user, none, 0).await,
        (all.map(String::from).to_vec(), 5)
    );
    let computers = UserAccountControl::WORKSTATION_TRUST_ACCOUNT;
    assert_eq!(all_users(&user, computers, 0).await.0, ["M$"]);
    // "MUST contain all the bits".
    let both = computers | UserAccountControl::NORMAL_ACCOUNT;
    assert_eq!(all_users(&user, both, 0).await.0, [""; 0]);
    let disabled = UserAccountControl::NORMAL_ACCOUNT | UserAccountControl::ACCOUNT_DISABLED;
    assert_eq!(all_users(&user, disabled, u32::MAX).await.0, ["Guest"]);
}

#[tokio::test]
async fn a_domain_of_many_is_enumerated_as_a_whole() {
    let world = World::new().await;
    for number in 0..2500 {
        let name = format!("w{number}$");
        let new = NewUser::new(&name, Control::WORKSTATION_TRUST_ACCOUNT, world.now());
        world.store.create_user(&new).await.unwrap();
    }
    let user = world.user();
    let (names, pages) = all_users(&user, UserAccountControl(0), u32::MAX).await;
    assert_eq!((names.len(), pages), (2505, 3));
    // A filter leaves pages empty, but none out.
    let (names, _) = all_users(&user, UserAccountControl::NORMAL_ACCOUNT, u32::MAX).await;
    assert_eq!(names.len(), 4);
    let domain = user.domain().await;
    let (mut index, mut seen) = (0, Vec::new());
    loop {
        let reply = user
            .ask(QueryDisplayInformation {
                domain,
                information_class: DisplayInformationClass::MACHINE,
                index,
                entry_count: 512,
                preferred_maximum_length: 32_767,
            })
            .await;
        let DisplayInfo::Machine(list) = reply.buffer else {
            panic!("another list");
        };
        assert!(list.0.len() <= 512 && reply.total_returned <= 32_767);
        // Some clients go on with the last index, others count.
        index += u32::try_from(list.0.len()).unwrap();
        assert_eq!(list.0.last().unwrap().index, index);
        seen.extend(list.0.into_iter().map(|entry| entry.account_name));
        if reply.status == NtStatus::SUCCESS {
            break;
        }
        assert_eq!(reply.status, NtStatus::MORE_ENTRIES);
    }
    assert_eq!(seen.len(), 2501);
}

#[tokio::test]
async fn lists_are_sorted_by_name() {
    let world = World::new().await;
    let user = world.user();
    let domain = user.domain().await;
    let query = |information_class| QueryDisplayInformation3 {
        domain,
        information_class,
        index: 0,
        entry_count: 100,
        preferred_maximum_length: u32::MAX,
    };
    let DisplayInfo::User(users) = user.ask(query(DisplayInformationClass::USER)).await.buffer
    else {
        panic!("another list");
    };
    let names: Vec<_> = users
        .0
        .iter()
        .map(|user| user.account_name.as_str_or_empty())
        .collect();
    assert_eq!(names, ["Administrator", "Guest", "olga", "user"]);
    let DisplayInfo::OemGroup(groups) = user
        .ask(query(DisplayInformationClass::OEM_GROUP))
        .await
        .buffer
    else {
        panic!("another list");
    };
    assert_eq!(
        groups.0.first().unwrap().account_name,
        "Domain Admins".into()
    );
    assert_eq!(
        user.call(query(DisplayInformationClass(6))).await.err(),
        Some(RpcStatus::INVALID_TAG)
    );
    let index = |information_class, prefix: &str| GetDisplayEnumerationIndex2 {
        domain,
        information_class,
        prefix: prefix.into(),
    };
    for (class, prefix, expected) in [
        (DisplayInformationClass::USER, "o", Ok(2)),
        (DisplayInformationClass::USER, "", Ok(0)),
        (
            DisplayInformationClass::USER,
            "v",
            Err(NtStatus::NO_MORE_ENTRIES),
        ),
        (DisplayInformationClass::GROUP, "domain u", Ok(4)),
        (
            DisplayInformationClass::OEM_USER,
            "o",
            Err(NtStatus::INVALID_INFO_CLASS),
        ),
    ] {
        let reply = user.ask(index(class, prefix)).await;
        let found = reply.status.check().map(|()| reply.index);
        assert_eq!(found, expected, "{class:?} {prefix}");
    }
}

#[tokio::test]
async fn names_and_rids_are_looked_up_both_ways() {
    let world = World::new().await;
    let user = world.user();
    let domain = user.domain().await;
    let names = |names: &[&str]| LookupNamesInDomain {
        domain,
        names: CountedVaryingInline(names.iter().map(|name| (*name).into()).collect()),
    };
    let reply = user.ask(names(&["USER", "nobody", "domain admins"])).await;
    assert_eq!(reply.status, NtStatus::SOME_NOT_MAPPED);
    assert_eq!(reply.relative_ids.0, [1001, 0, 512]);
    assert_eq!(
        reply.uses.0,
        [SidNameUse::USER, SidNameUse::UNKNOWN, SidNameUse::GROUP]
    );
    let reply = user.ask(names(&["nobody", "%s%n"])).await;
    assert_eq!(reply.status, NtStatus::NONE_MAPPED);
    assert_eq!(reply.relative_ids.0, [0, 0]);
    let reply = user.ask(names(&["m$"])).await;
    assert_eq!(reply.status, NtStatus::SUCCESS);
    let reply = user
        .ask(LookupIdsInDomain {
            domain,
            relative_ids: CountedVaryingInline(vec![500, 7, 512]),
        })
        .await;
    assert_eq!(reply.status, NtStatus::SOME_NOT_MAPPED);
    let found: Vec<_> = reply.names.0.iter().map(|name| name.as_str()).collect();
    assert_eq!(found, [Some("Administrator"), None, Some("Domain Admins")]);
    let sid = user
        .ask(RidToSid {
            object: domain.0,
            rid: 7,
        })
        .await
        .sid;
    assert_eq!(sid, domain_sid().child(7).ok());
}

#[tokio::test]
async fn the_server_has_two_domains() {
    let world = World::new().await;
    let user = world.user();
    let server = user.connect(ServerAccess::MAXIMUM_ALLOWED).await.server;
    let mut enumeration_context = 0;
    let mut names = Vec::new();
    loop {
        let reply = user
            .ask(EnumerateDomainsInSamServer {
                server,
                enumeration_context,
                preferred_maximum_length: 1,
            })
            .await;
        enumeration_context = reply.enumeration_context;
        names.extend(
            reply
                .buffer
                .unwrap()
                .0
                .into_iter()
                .filter_map(|entry| entry.name.0),
        );
        if reply.status != NtStatus::MORE_ENTRIES {
            break;
        }
    }
    assert_eq!(names, ["OURDOM", "Builtin"]);
    let lookup = |name| LookupDomainInSamServer { server, name };
    let found = user.ask(lookup("ourdom".into())).await;
    assert_eq!(found.domain_id, Some(domain_sid()));
    assert_eq!(
        user.ask(lookup("builtin".into())).await.domain_id,
        Some(Sid::builtin())
    );
    let found = user.ask(lookup("OTHER".into())).await;
    assert_eq!(
        (found.domain_id, found.status),
        (None, NtStatus::NO_SUCH_DOMAIN)
    );
    let opened = user
        .open_domain("S-1-5-21-9-9-9".parse().unwrap(), DomainAccess::LOOKUP)
        .await;
    assert_eq!(opened.err(), Some(NtStatus::NO_SUCH_DOMAIN));
}

#[tokio::test]
async fn a_domain_tells_its_rules_and_takes_others() {
    let world = World::new().await;
    let administrator = world.administrator();
    let domain = administrator.domain().await;
    let rules = DomainPasswordInformation {
        min_password_length: 9,
        password_history_length: 3,
        password_properties: PasswordProperties::COMPLEX
            | PasswordProperties::REFUSE_PASSWORD_CHANGE,
        max_password_age: (-864_000_000_000 * 30).into(),
        min_password_age: (-864_000_000_000).into(),
    };
    let lockout = DomainLockoutInformation {
        lockout_duration: -18_000_000_000,
        lockout_observation_window: -18_000_000_000,
        lockout_threshold: 5,
    };
    for information in [
        DomainInfo::Password(rules),
        DomainInfo::Lockout(lockout),
        DomainInfo::Logoff((-600_000_000).into()),
        DomainInfo::Oem("a comment".into()),
        DomainInfo::ServerRole(DomainServerRole::PRIMARY),
        DomainInfo::State(DomainServerEnableState::ENABLED),
    ] {
        let information_class = DomainInformationClass(ndr::Union::tag(&information));
        let set = administrator
            .ask(SetInformationDomain {
                domain,
                information: Leveled(information.clone()),
            })
            .await;
        assert_eq!(set.status, NtStatus::SUCCESS, "{information_class:?}");
        world.advance(Duration::from_secs(1));
        let reply = administrator
            .ask(QueryInformationDomain2 {
                domain,
                information_class,
            })
            .await;
        assert_eq!(reply.buffer, Some(information));
    }
    assert!(world.store.policy().await.unwrap().refuse_password_change);
    for information in [
        // Passwords that may be changed only after they have expired.
        DomainInfo::Password(DomainPasswordInformation {
            min_password_age: rules.max_password_age,
            ..rules
        }),
        DomainInfo::Lockout(DomainLockoutInformation {
            lockout_duration: 1,
            ..lockout
        }),
    ] {
        let information = Leveled(information);
        let set = administrator
            .ask(SetInformationDomain {
                domain,
                information,
            })
            .await;
        assert_eq!(set.status, NtStatus::INVALID_PARAMETER);
    }
}

#[tokio::test]
async fn a_domain_tells_what_a_level_asks() {
    let world = World::new().await;
    let user = world.user();
    let domain = user.domain().await;
    let query = |class| QueryInformationDomain {
        domain,
        information_class: DomainInformationClass(class),
    };
    for class in [0, 10, 14, 99] {
        let reply = user.ask(query(class)).await;
        assert_eq!(reply.status, NtStatus::INVALID_INFO_CLASS, "{class}");
    }
    for class in [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13] {
        let reply = user.ask(query(class)).await;
        assert_eq!(reply.buffer.as_ref().map(ndr::Union::tag), Some(class));
    }
}
