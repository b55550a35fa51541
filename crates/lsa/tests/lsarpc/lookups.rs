use auth::NtHash;
use msrpc::lsarpc::*;
use ndr::{Counted, CountedInline, Ref};
use rpc::pdu::AuthType;
use store::PasswordChange;
use wire::{NtStatus, Sid};

use crate::world::{COMPUTER, Caller, NOW, USER, World, domain_sid, sid};

async fn names(caller: &Caller<'_>, names: &[&str], level: LookupLevel) -> LookupNames3Reply {
    let call = LookupNames3 {
        policy: caller.policy().await,
        names: CountedInline(names.iter().map(|name| (*name).into()).collect()),
        translated_sids: Counted(vec![]),
        lookup_level: level,
        mapped_count: 0,
        lookup_options: LookupOptions::default(),
        client_revision: ClientRevision::WINDOWS_2000,
    };
    caller.ask(call).await
}

async fn sids(caller: &Caller<'_>, sids: &[Sid], level: LookupLevel) -> LookupSidsExReply {
    let call = LookupSids2 {
        policy: caller.policy().await,
        sids: Counted(sids.iter().cloned().map(Ref).collect()),
        translated_names: Counted(vec![]),
        lookup_level: level,
        mapped_count: 0,
        lookup_options: LookupOptions::default(),
        client_revision: ClientRevision::WINDOWS_2000,
    };
    caller.ask(call).await
}

/// The domain's name of each translation.
fn domain(list: &Option<ReferencedDomainList>, index: i32) -> Option<&str> {
    let index = usize::try_from(index).ok()?;
    list.as_ref()?.domains.0.get(index)?.name.as_str()
}

#[tokio::test]
async fn names_of_every_form_have_their_sids() {
    let world = World::new().await;
    let user = world.user();
    let asked = [
        ("user", SidNameUse::USER, "S-1-5-21-1-2-3-1000", "OURDOM"),
        (
            "OURDOM\\user",
            SidNameUse::USER,
            "S-1-5-21-1-2-3-1000",
            "OURDOM",
        ),
        (
            "ourdom\\USER",
            SidNameUse::USER,
            "S-1-5-21-1-2-3-1000",
            "OURDOM",
        ),
        (
            "user@ourdom",
            SidNameUse::USER,
            "S-1-5-21-1-2-3-1000",
            "OURDOM",
        ),
        (
            "user@Our.Example",
            SidNameUse::USER,
            "S-1-5-21-1-2-3-1000",
            "OURDOM",
        ),
        (
            "our.example\\user",
            SidNameUse::USER,
            "S-1-5-21-1-2-3-1000",
            "OURDOM",
        ),
        ("M$", SidNameUse::USER, "S-1-5-21-1-2-3-1002", "OURDOM"),
        (
            "Domain Admins",
            SidNameUse::GROUP,
            "S-1-5-21-1-2-3-512",
            "OURDOM",
        ),
        (
            "BUILTIN\\Administrators",
            SidNameUse::ALIAS,
            "S-1-5-32-544",
            "BUILTIN",
        ),
        (
            "Administrators",
            SidNameUse::ALIAS,
            "S-1-5-32-544",
            "BUILTIN",
        ),
        ("OURDOM", SidNameUse::DOMAIN, "S-1-5-21-1-2-3", "OURDOM"),
        ("BUILTIN", SidNameUse::DOMAIN, "S-1-5-32", "BUILTIN"),
        ("Everyone", SidNameUse::WELL_KNOWN_GROUP, "S-1-1-0", ""),
        (
            "NT AUTHORITY\\SYSTEM",
            SidNameUse::WELL_KNOWN_GROUP,
            "S-1-5-18",
            "NT AUTHORITY",
        ),
    ];
    let reply = names(&user, &asked.map(|(name, ..)| name), LookupLevel::WKSTA).await;
    assert_eq!((reply.status, reply.mapped_count), (NtStatus::SUCCESS, 14));
    for (found, (name, kind, expected, of)) in reply.translated_sids.0.iter().zip(asked) {
        assert_eq!(found.sid_name_use, kind, "{name}");
        assert_eq!(found.sid, Some(sid(expected)), "{name}");
        let by_principal_name = TranslationFlags(u32::from(name.contains('@')));
        assert_eq!(found.flags, by_principal_name, "{name}");
        assert_eq!(
            domain(&reply.referenced_domains, found.domain_index),
            Some(of),
            "{name}"
        );
    }
}

#[tokio::test]
async fn what_nobody_has_is_told_with_its_domain_or_without() {
    let world = World::new().await;
    let user = world.user();
    let reply = names(
        &user,
        &["user", "OURDOM\\nobody", "OTHER\\user", ""],
        LookupLevel::WKSTA,
    )
    .await;
    assert_eq!(
        (reply.status, reply.mapped_count),
        (NtStatus::SOME_NOT_MAPPED, 1)
    );
    let [_, nobody, other, empty] = reply.translated_sids.0.as_slice() else {
        panic!("four names, and not as many answers");
    };
    assert_eq!(
        domain(&reply.referenced_domains, nobody.domain_index),
        Some("OURDOM")
    );
    for unknown in [nobody, other, empty] {
        assert_eq!(
            (unknown.sid_name_use, &unknown.sid),
            (SidNameUse::UNKNOWN, &None)
        );
    }
    assert_eq!((other.domain_index, empty.domain_index), (-1, -1));
    let none = names(&user, &["nobody"], LookupLevel::WKSTA).await;
    assert_eq!(none.status, NtStatus::NONE_MAPPED);
    assert_eq!(none.translated_sids.0.len(), 1, "the client counts on it");
}

// [MS-LSAT] 2.2.16: other levels are for other controllers, which know these names themselves.
#[tokio::test]
async fn a_level_narrows_the_search() {
    let world = World::new().await;
    let user = world.user();
    let asked = ["user", "Everyone", "Administrators"];
    for (level, mapped) in [(1, 3), (2, 1), (3, 1), (4, 1), (5, 0), (6, 1), (7, 0)] {
        let reply = names(&user, &asked, LookupLevel(level)).await;
        assert_eq!(reply.mapped_count, mapped, "{level}");
    }
    for level in [0, 8] {
        let reply = names(&user, &asked, LookupLevel(level)).await;
        assert_eq!(reply.status, NtStatus::INVALID_PARAMETER, "{level}");
        assert_eq!(reply.referenced_domains, None);
    }
}

#[tokio::test]
async fn relative_identifiers_are_those_of_the_sids() {
    let world = World::new().await;
    let user = world.user();
    let call = LookupNames {
        policy: user.policy().await,
        names: CountedInline(vec!["user".into(), "OURDOM".into(), "nobody".into()]),
        translated_sids: Counted(vec![]),
        lookup_level: LookupLevel::WKSTA,
        mapped_count: 0,
    };
    let reply = user.ask(call).await;
    let rids: Vec<_> = reply
        .translated_sids
        .0
        .iter()
        .map(|sid| sid.relative_id)
        .collect();
    assert_eq!(rids, [1000, u32::MAX, 0]);
}

#[tokio::test]
async fn sids_have_their_names() {
    let world = World::new().await;
    let user = world.user();
    let asked = [
        ("S-1-5-21-1-2-3-1000", SidNameUse::USER, "user", "OURDOM"),
        (
            "S-1-5-21-1-2-3-513",
            SidNameUse::GROUP,
            "Domain Users",
            "OURDOM",
        ),
        ("S-1-5-32-545", SidNameUse::ALIAS, "Users", "BUILTIN"),
        ("S-1-5-21-1-2-3", SidNameUse::DOMAIN, "OURDOM", "OURDOM"),
        ("S-1-5-32", SidNameUse::DOMAIN, "BUILTIN", "BUILTIN"),
        ("S-1-1-0", SidNameUse::WELL_KNOWN_GROUP, "Everyone", ""),
        (
            "S-1-5-11",
            SidNameUse::WELL_KNOWN_GROUP,
            "Authenticated Users",
            "NT AUTHORITY",
        ),
    ];
    let reply = sids(
        &user,
        &asked.map(|(text, ..)| sid(text)),
        LookupLevel::WKSTA,
    )
    .await;
    assert_eq!((reply.status, reply.mapped_count), (NtStatus::SUCCESS, 7));
    for (found, (text, kind, name, of)) in reply.translated_names.0.iter().zip(asked) {
        assert_eq!(
            (found.sid_name_use, found.name.as_str()),
            (kind, Some(name)),
            "{text}"
        );
        assert_eq!(
            domain(&reply.referenced_domains, found.domain_index),
            Some(of),
            "{text}"
        );
    }
}

#[tokio::test]
async fn a_sid_that_nobody_has_is_told_as_text_to_tools_and_not_to_controllers() {
    let world = World::new().await;
    let user = world.user();
    let asked = [sid("S-1-5-21-1-2-3-4095"), sid("S-1-5-21-9-9-9-5")];
    let reply = sids(&user, &asked, LookupLevel::WKSTA).await;
    assert_eq!(
        (reply.status, reply.mapped_count),
        (NtStatus::NONE_MAPPED, 0)
    );
    let found: Vec<_> = reply
        .translated_names
        .0
        .iter()
        .map(|found| (found.name.as_str_or_empty().to_owned(), found.domain_index))
        .collect();
    assert_eq!(
        found,
        [
            ("00000FFF".to_owned(), 0),
            ("S-1-5-21-9-9-9-5".to_owned(), -1)
        ]
    );
    let reply = sids(&user, &asked, LookupLevel::PDC).await;
    assert!(
        reply
            .translated_names
            .0
            .iter()
            .all(|found| found.name.as_str_or_empty().is_empty())
    );
}

// A null session looks up no names; a computer over its channel needs no right to.
#[tokio::test]
async fn who_may_look_up() {
    let world = World::new().await;
    let reply = names(&world.nobody(), &["user"], LookupLevel::WKSTA).await;
    assert_eq!(reply.status, NtStatus::ACCESS_DENIED);
    assert!(reply.translated_sids.0.is_empty() && reply.referenced_domains.is_none());
    let computer = world.over_tcp(COMPUTER, AuthType::NETLOGON);
    let policy = computer
        .open(PolicyAccess::VIEW_LOCAL_INFORMATION)
        .await
        .unwrap();
    let call = LookupSids {
        policy,
        sids: Counted(vec![Ref(domain_sid().child(USER).unwrap())]),
        translated_names: Counted(vec![]),
        lookup_level: LookupLevel::PDC,
        mapped_count: 0,
    };
    assert_eq!(computer.ask(call).await.status, NtStatus::SUCCESS);
}

// [MS-LSAT] 3.1.4.5 and 3.1.4.9: without a handle only over a secure channel, and over TCP.
#[tokio::test]
async fn without_a_handle_only_computers_look_up() {
    let world = World::new().await;
    let call = || LookupSids3 {
        sids: Counted(vec![Ref(domain_sid().child(USER).unwrap())]),
        translated_names: Counted(vec![]),
        lookup_level: LookupLevel::PDC,
        mapped_count: 0,
        lookup_options: LookupOptions::default(),
        client_revision: ClientRevision::WINDOWS_2000,
    };
    for (caller, expected) in [
        (
            world.over_tcp(COMPUTER, AuthType::NETLOGON),
            NtStatus::SUCCESS,
        ),
        (
            world.over_tcp(COMPUTER, AuthType::NTLM),
            NtStatus::ACCESS_DENIED,
        ),
        (world.administrator(), NtStatus::ACCESS_DENIED),
        (world.nobody(), NtStatus::ACCESS_DENIED),
    ] {
        assert_eq!(caller.ask(call()).await.status, expected);
    }
    // Its channel ends when somebody else sets its password.
    let computer = world.over_tcp(COMPUTER, AuthType::NETLOGON);
    let reset = NtHash::new([7; 16]);
    let change = PasswordChange::new(&reset, NOW);
    world.store.set_password(COMPUTER, change).await.unwrap();
    let status = computer.ask(call()).await.status;
    assert_eq!(status, NtStatus::ACCESS_DENIED);
    let token = world.controller.authority().token(&computer.context).await;
    assert!(token.unwrap().is_anonymous());
}

#[tokio::test]
async fn a_trusted_domain_has_a_name_but_its_accounts_have_none_here() {
    let world = World::new().await;
    world.trust("OTHER", "S-1-5-21-7-8-9").await;
    let user = world.user();
    let reply = names(&user, &["OTHER", "OTHER\\somebody"], LookupLevel::WKSTA).await;
    assert_eq!(
        (reply.status, reply.mapped_count),
        (NtStatus::SOME_NOT_MAPPED, 1)
    );
    let sid_of_other = reply
        .translated_sids
        .0
        .first()
        .and_then(|found| found.sid.clone());
    assert_eq!(sid_of_other, Some(sid("S-1-5-21-7-8-9")));
    let reply = sids(&user, &[sid("S-1-5-21-7-8-9-1105")], LookupLevel::WKSTA).await;
    assert_eq!(domain(&reply.referenced_domains, 0), Some("OTHER"));
}

#[tokio::test]
async fn a_caller_hears_who_he_is() {
    let world = World::new().await;
    let call = || GetUserName {
        system_name: None,
        user_name: None,
        domain_name: Some(None),
    };
    for (caller, user, domain) in [
        (world.user(), "user", "OURDOM"),
        (world.nobody(), "ANONYMOUS LOGON", "NT AUTHORITY"),
    ] {
        let reply = caller.ask(call()).await;
        assert_eq!(reply.user_name, Some(user.into()));
        assert_eq!(reply.domain_name, Some(Some(domain.into())));
    }
    // He was deleted meanwhile.
    world.store.delete_user(USER, NOW).await.unwrap();
    assert_eq!(
        world.user().ask(call()).await.status,
        NtStatus::NO_SUCH_USER
    );
}
