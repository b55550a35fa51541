//! What a computer's account goes through when the computer joins.

use msrpc::samr::*;
use wire::NtStatus;

use crate::world::{World, domain_sid, hash, key, utf16};

const COMPUTER: UserAccountControl = UserAccountControl::WORKSTATION_TRUST_ACCOUNT;

fn sealed(password: &str) -> EncryptedUserPasswordNew {
    EncryptedUserPasswordNew::seal(&utf16(password), &key(), [7; 16], &[1; 512]).unwrap()
}

async fn password(world: &World, rid: u32) -> Option<auth::NtHash> {
    world
        .store
        .credentials(rid)
        .await
        .unwrap()
        .unwrap()
        .1
        .current
}

// As Samba's `net rpc join` does it.
#[tokio::test]
async fn an_administrator_joins_a_computer() {
    let world = World::new().await;
    let administrator = world.administrator();
    let created = administrator
        .create("NEW$", COMPUTER, UserAccess(0xe001_04b0))
        .await;
    assert_eq!(created.status, NtStatus::SUCCESS);
    let UserInfo::Control(control) = administrator
        .query(created.user, UserInformationClass::CONTROL)
        .await
        .unwrap()
    else {
        panic!("another level");
    };
    assert!(control.contains(COMPUTER | UserAccountControl::ACCOUNT_DISABLED));
    let both = UserInternal4New {
        all: UserAll {
            which_fields: WhichFields::NT_PASSWORD_PRESENT | WhichFields::USER_ACCOUNT_CONTROL,
            user_account_control: COMPUTER | UserAccountControl::DONT_EXPIRE_PASSWORD,
            ..UserAll::default()
        },
        user_password: sealed("m4chine"),
    };
    let set = administrator
        .set(created.user, UserInfo::Internal4New(Box::new(both)))
        .await;
    assert_eq!(set, NtStatus::SUCCESS);
    let user = world
        .store
        .user(created.relative_id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(user.control, 0x0280);
    assert_eq!(user.primary_group, 515);
    assert!(password(&world, user.rid).await == Some(hash("m4chine")));
    // Again: the name is taken, and the account is opened instead.
    let again = administrator
        .create("new$", COMPUTER, UserAccess::MAXIMUM_ALLOWED)
        .await;
    assert_eq!(again.status, NtStatus::USER_EXISTS);
}

#[tokio::test]
async fn whoever_may_add_computers_adds_so_many_and_only_those() {
    let world = World::new().await;
    let user = domain_sid().child(1001).unwrap();
    world
        .store
        .add_account_rights(&user, &["SeMachineAccountPrivilege"], 0, world.now())
        .await
        .unwrap();
    let policy = world
        .store
        .change_policy(world.now(), |policy| policy.machine_account_quota = 1);
    policy.await.unwrap();
    let user = world.user();
    let person = UserAccountControl::NORMAL_ACCOUNT;
    let created = user
        .create("person", person, UserAccess::MAXIMUM_ALLOWED)
        .await;
    assert_eq!(created.status, NtStatus::ACCESS_DENIED);
    let server = UserAccountControl::SERVER_TRUST_ACCOUNT;
    let created = user.create("B$", server, UserAccess::MAXIMUM_ALLOWED).await;
    assert_eq!(created.status, NtStatus::ACCESS_DENIED);

    let created = user
        .create("MINE$", COMPUTER, UserAccess::MAXIMUM_ALLOWED)
        .await;
    assert_eq!(created.status, NtStatus::SUCCESS);
    assert_eq!(created.granted_access, UserAccess(0x0003_00e4));
    let password = UserInternal5New {
        user_password: sealed("m4chine"),
        password_expired: 0,
    };
    let set = user
        .set(created.user, UserInfo::Internal5New(Box::new(password)))
        .await;
    assert_eq!(set, NtStatus::SUCCESS);
    // It stays what it is, and nobody's logons go through it.
    for control in [
        server,
        person,
        COMPUTER | UserAccountControl::TRUSTED_FOR_DELEGATION,
    ] {
        let set = user.set(created.user, UserInfo::Control(control)).await;
        assert!(set.is_error(), "{control:?}");
    }
    let set = user
        .set(created.user, UserInfo::AccountName("OURPDC".into()))
        .await;
    assert_eq!(set, NtStatus::INVALID_ACCOUNT_NAME, "CVE-2021-42278");
    // Opened anew, it is still the creator's; another's is not.
    assert!(
        user.open_user(created.relative_id, UserAccess::FORCE_PASSWORD_CHANGE)
            .await
            .is_ok()
    );
    let others = user
        .open_user(1002, UserAccess::FORCE_PASSWORD_CHANGE)
        .await;
    assert_eq!(others.err(), Some(NtStatus::ACCESS_DENIED));

    let more = user
        .create("MORE$", COMPUTER, UserAccess::MAXIMUM_ALLOWED)
        .await;
    assert_eq!(more.status, NtStatus::DS_MACHINE_ACCOUNT_QUOTA_EXCEEDED);
    let deleted = user.ask(DeleteUser { user: created.user }).await;
    assert_eq!(deleted.status, NtStatus::SUCCESS);
    let more = user
        .create("MORE$", COMPUTER, UserAccess::MAXIMUM_ALLOWED)
        .await;
    assert_eq!(more.status, NtStatus::SUCCESS);
}

// CVE-2020-25717 and its kin: nobody passes for a computer, and no computer for a person.
#[tokio::test]
async fn names_say_what_an_account_is_and_nothing_else_has_them() {
    let world = World::new().await;
    let administrator = world.administrator();
    let person = UserAccountControl::NORMAL_ACCOUNT;
    for (name, kind, status) in [
        ("W$", person, NtStatus::INVALID_ACCOUNT_NAME),
        ("W", COMPUTER, NtStatus::INVALID_ACCOUNT_NAME),
        ("", person, NtStatus::INVALID_ACCOUNT_NAME),
        ("a\\b", person, NtStatus::INVALID_ACCOUNT_NAME),
        (
            "W$",
            UserAccountControl::INTERDOMAIN_TRUST_ACCOUNT,
            NtStatus::ACCESS_DENIED,
        ),
        ("W$", COMPUTER | person, NtStatus::INVALID_PARAMETER),
        ("W$", UserAccountControl(0), NtStatus::INVALID_PARAMETER),
        ("m$", COMPUTER, NtStatus::USER_EXISTS),
        ("ADMINISTRATOR", person, NtStatus::USER_EXISTS),
        ("ourpdc$", COMPUTER, NtStatus::USER_EXISTS),
        ("domain admins", person, NtStatus::GROUP_EXISTS),
        ("administrators", person, NtStatus::ALIAS_EXISTS),
    ] {
        let created = administrator
            .create(name, kind, UserAccess::MAXIMUM_ALLOWED)
            .await;
        assert_eq!(created.status, status, "{name} {kind:?}");
        assert_eq!(created.relative_id, 0);
    }
}
