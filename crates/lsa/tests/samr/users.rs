use std::time::Duration;

use msrpc::samr::*;
use ndr::{ContextHandle, ShortBlob};
use wire::{FileTime, NtStatus};

use crate::world::{ADMINISTRATOR, World};

/// What of an account a level tells, when it is set and then asked.
async fn comes_back(world: &World, information: UserInfo) {
    let administrator = world.administrator();
    let user = administrator.account(1001).await;
    let class = UserInformationClass(ndr::Union::tag(&information));
    assert_eq!(
        administrator.set(user, information.clone()).await,
        NtStatus::SUCCESS,
        "{class:?}"
    );
    assert_eq!(
        administrator.query(user, class).await,
        Ok(information),
        "{class:?}"
    );
}

#[tokio::test]
async fn what_is_set_at_a_level_is_told_at_it() {
    let world = World::new().await;
    let names = UserName {
        user_name: "renamed".into(),
        full_name: "A User".into(),
    };
    let home = UserHome {
        home_directory: "\\\\OURPDC\\home".into(),
        home_directory_drive: "H:".into(),
    };
    let preferences = UserPreferences {
        user_comment: "mine".into(),
        country_code: 49,
        code_page: 1252,
        ..UserPreferences::default()
    };
    for information in [
        UserInfo::Preferences(preferences),
        UserInfo::LogonHours(LogonHours::hourly([0x0f; 21])),
        UserInfo::Name(names),
        UserInfo::AccountName("user".into()),
        UserInfo::FullName("Another".into()),
        UserInfo::PrimaryGroup(513),
        UserInfo::Home(home),
        UserInfo::Script("logon.bat".into()),
        UserInfo::Profile("\\\\OURPDC\\profiles".into()),
        UserInfo::AdminComment("comment".into()),
        UserInfo::WorkStations("ONE,TWO".into()),
        UserInfo::Control(UserAccountControl(0x0210)),
        UserInfo::Expires(FileTime::from_unix_seconds(1_800_000_000)),
        UserInfo::Parameters(ShortBlob(Some(vec![0xd800, 0x0000, 7]))),
    ] {
        comes_back(&world, information).await;
    }
}

#[tokio::test]
async fn only_the_fields_that_are_named_are_set() {
    let world = World::new().await;
    let administrator = world.administrator();
    let user = administrator.account(1001).await;
    let all = |which_fields| UserAll {
        which_fields,
        full_name: "A User".into(),
        script_path: "logon.bat".into(),
        ..UserAll::default()
    };
    let set = |which| administrator.set(user, UserInfo::All(Box::new(all(which))));
    assert_eq!(set(WhichFields::FULL_NAME).await, NtStatus::SUCCESS);
    let found = world.store.user(1001).await.unwrap().unwrap();
    assert_eq!(
        (found.full_name.as_str(), found.script_path.as_str()),
        ("A User", "")
    );
    assert_eq!(found.name, "user");
    for (which, status) in [
        (WhichFields(0), NtStatus::INVALID_PARAMETER),
        (WhichFields(0x8000_0000), NtStatus::INVALID_PARAMETER),
        (WhichFields::USER_ID, NtStatus::ACCESS_DENIED),
        (WhichFields::LOGON_COUNT, NtStatus::ACCESS_DENIED),
        (
            WhichFields::FULL_NAME | WhichFields::LAST_LOGON,
            NtStatus::ACCESS_DENIED,
        ),
    ] {
        assert_eq!(set(which).await, status, "{which:?}");
    }
    for information in [
        UserInfo::General(UserGeneral::default()),
        UserInfo::Logon(Box::default()),
        UserInfo::Account(Box::default()),
    ] {
        let set = administrator.set(user, information).await;
        assert_eq!(set, NtStatus::INVALID_INFO_CLASS);
    }
}

// The canary: nothing that a client can ask contains a hash.
#[tokio::test]
async fn no_level_tells_a_password() {
    let world = World::new().await;
    let administrator = world.administrator();
    let user = administrator.account(1001).await;
    let passwords = world.store.credentials(1001).await.unwrap().unwrap().1;
    let canary = *passwords.current.unwrap().expose();
    for class in 0..=40 {
        let information_class = UserInformationClass(class);
        let reply = administrator
            .ask(QueryInformationUser2 {
                user,
                information_class,
            })
            .await;
        let octets = ndr::to_bytes(&reply);
        assert!(
            !octets.windows(16).any(|window| window == canary),
            "{class}"
        );
        if let Some(UserInfo::All(all)) = reply.buffer {
            let secret = WhichFields(0x1f00_0000);
            assert!(!all.which_fields.intersects(secret));
            assert_eq!(all.nt_owf_password, ShortBlob(None));
        }
    }
}

#[tokio::test]
async fn an_account_without_another_right_tells_its_general_fields_only() {
    let world = World::new().await;
    let administrator = world.administrator();
    let user = administrator
        .open_user(1001, UserAccess::READ_GENERAL)
        .await
        .unwrap();
    let Ok(UserInfo::All(all)) = administrator.query(user, UserInformationClass::ALL).await else {
        panic!("another level");
    };
    assert_eq!(all.which_fields, WhichFields(0x3f));
    assert_eq!(all.user_account_control, UserAccountControl(0));
    let user = administrator
        .open_user(1001, UserAccess::DELETE)
        .await
        .unwrap();
    let refused = administrator.query(user, UserInformationClass::ALL).await;
    assert_eq!(refused, Err(NtStatus::ACCESS_DENIED));
}

#[tokio::test]
async fn renaming_needs_a_name_that_is_legal_and_free() {
    let world = World::new().await;
    let administrator = world.administrator();
    let user = administrator.account(1001).await;
    for (name, status) in [
        ("olga", NtStatus::USER_EXISTS),
        ("Domain Users", NtStatus::GROUP_EXISTS),
        ("Users", NtStatus::ALIAS_EXISTS),
        ("user$", NtStatus::INVALID_ACCOUNT_NAME),
        ("", NtStatus::INVALID_ACCOUNT_NAME),
        ("us/er", NtStatus::INVALID_ACCOUNT_NAME),
        ("USER", NtStatus::SUCCESS),
    ] {
        let set = administrator
            .set(user, UserInfo::AccountName(name.into()))
            .await;
        assert_eq!(set, status, "{name}");
    }
    assert_eq!(world.store.user(1001).await.unwrap().unwrap().name, "USER");
}

#[tokio::test]
async fn built_in_accounts_stay_and_can_be_used() {
    let world = World::new().await;
    let administrator = world.administrator();
    let user = administrator.account(ADMINISTRATOR).await;
    let disabled = UserAccountControl::NORMAL_ACCOUNT | UserAccountControl::ACCOUNT_DISABLED;
    assert_eq!(
        administrator.set(user, UserInfo::Control(disabled)).await,
        NtStatus::SPECIAL_ACCOUNT
    );
    let deleted = administrator.ask(DeleteUser { user }).await;
    assert_eq!(
        (deleted.user, deleted.status),
        (user, NtStatus::SPECIAL_ACCOUNT)
    );
    // The handle still stands for it.
    assert!(
        administrator
            .query(user, UserInformationClass::NAME)
            .await
            .is_ok()
    );

    let user = administrator.account(1001).await;
    let deleted = administrator.ask(DeleteUser { user }).await;
    assert_eq!(deleted.status, NtStatus::SUCCESS);
    assert_eq!(deleted.user.0, ContextHandle::NIL);
    let opened = administrator
        .open_user(1001, UserAccess::MAXIMUM_ALLOWED)
        .await;
    assert_eq!(opened.err(), Some(NtStatus::NO_SUCH_USER));
}

#[tokio::test]
async fn a_handle_outlives_its_account_and_says_so() {
    let world = World::new().await;
    let administrator = world.administrator();
    let (one, other) = (
        administrator.account(1001).await,
        administrator.account(1001).await,
    );
    assert_eq!(
        administrator.ask(DeleteUser { user: one }).await.status,
        NtStatus::SUCCESS
    );
    assert_eq!(
        administrator.query(other, UserInformationClass::ALL).await,
        Err(NtStatus::NO_SUCH_USER)
    );
    let set = administrator
        .set(other, UserInfo::FullName("A User".into()))
        .await;
    assert_eq!(set, NtStatus::NO_SUCH_USER);
}

#[tokio::test]
async fn the_state_of_an_account_follows_from_its_times() {
    let world = World::new().await;
    let administrator = world.administrator();
    let user = administrator.account(1001).await;
    let control = || async {
        match administrator
            .query(user, UserInformationClass::CONTROL)
            .await
        {
            Ok(UserInfo::Control(control)) => control,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(control().await, UserAccountControl::NORMAL_ACCOUNT);
    let all = UserAll {
        which_fields: WhichFields::PASSWORD_EXPIRED,
        password_expired: 1,
        ..UserAll::default()
    };
    let set = administrator
        .set(user, UserInfo::All(Box::new(all.clone())))
        .await;
    assert_eq!(set, NtStatus::SUCCESS);
    assert!(
        control()
            .await
            .contains(UserAccountControl::PASSWORD_EXPIRED)
    );
    let all = UserAll {
        password_expired: 0,
        ..all
    };
    let set = administrator.set(user, UserInfo::All(Box::new(all))).await;
    assert_eq!(set, NtStatus::SUCCESS);
    assert_eq!(control().await, UserAccountControl::NORMAL_ACCOUNT);

    let policy = world
        .store
        .change_policy(world.now(), |policy| policy.lockout_threshold = 1);
    policy.await.unwrap();
    world
        .store
        .record_bad_password(1001, world.now())
        .await
        .unwrap();
    assert!(
        control()
            .await
            .contains(UserAccountControl::ACCOUNT_AUTO_LOCKED)
    );
    let count = || async {
        match administrator
            .query(user, UserInformationClass::ACCOUNT)
            .await
        {
            Ok(UserInfo::Account(account)) => account.bad_password_count,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(count().await, 1);
    // Clearing the bit unlocks it.
    let set = administrator
        .set(user, UserInfo::Control(UserAccountControl::NORMAL_ACCOUNT))
        .await;
    assert_eq!(set, NtStatus::SUCCESS);
    assert_eq!(control().await, UserAccountControl::NORMAL_ACCOUNT);
    // What is too long ago does not count.
    let policy = world
        .store
        .change_policy(world.now(), |policy| policy.lockout_threshold = 5);
    policy.await.unwrap();
    let recorded = world.store.record_bad_password(1001, world.now()).await;
    recorded.unwrap();
    assert_eq!(count().await, 1);
    world.advance(Duration::from_mins(31));
    assert_eq!(count().await, 0);
}

#[tokio::test]
async fn a_user_is_in_its_groups_and_its_primary_group_is_one_of_them() {
    let world = World::new().await;
    let administrator = world.administrator();
    let user = administrator.account(ADMINISTRATOR).await;
    let groups = administrator
        .ask(GetGroupsForUser { user })
        .await
        .groups
        .unwrap();
    let rids: Vec<u32> = groups.0.iter().map(|group| group.relative_id).collect();
    assert_eq!(rids, [512, 513]);
    let set = administrator.set(user, UserInfo::PrimaryGroup(514)).await;
    assert_eq!(set, NtStatus::MEMBER_NOT_IN_GROUP);
    let set = administrator.set(user, UserInfo::PrimaryGroup(512)).await;
    assert_eq!(set, NtStatus::SUCCESS);
}
