use std::time::Duration;

use auth::NtHash;
use msrpc::samr::*;
use ndr::ShortBlob;
use rpc::RpcStatus;
use wire::{FileTime, NtStatus, SecretKey};

use crate::world::{Caller, PASSWORD, World, hash, key, utf16};

async fn has(world: &World, rid: u32, password: &str) -> bool {
    let (_, passwords) = world.store.credentials(rid).await.unwrap().unwrap();
    passwords.current == Some(hash(password))
}

fn secret(hash: &NtHash) -> SecretKey<16> {
    SecretKey::new(*hash.expose())
}

/// Each level that sets a password, for a key and a password.
fn levels(key: &SecretKey<16>, password: &str) -> Vec<UserInfo> {
    let clear = utf16(password);
    let rc4 = EncryptedUserPassword::seal(&clear, key, &[1; 512]).unwrap();
    let salted = EncryptedUserPasswordNew::seal(&clear, key, [7; 16], &[1; 512]).unwrap();
    let aes = EncryptedPasswordAes::seal(&clear, key, [7; 16], &[1; 512]).unwrap();
    let nt_hash = EncryptedOwfPassword::seal(&secret(&hash(password)), key);
    let units = nt_hash
        .0
        .as_chunks::<2>()
        .0
        .iter()
        .map(|unit| u16::from_le_bytes(*unit));
    let all = UserAll {
        which_fields: WhichFields::NT_PASSWORD_PRESENT | WhichFields::FULL_NAME,
        full_name: "Somebody".into(),
        nt_owf_password: ShortBlob(Some(units.collect())),
        nt_password_present: 1,
        ..UserAll::default()
    };
    vec![
        UserInfo::Internal1(UserInternal1 {
            encrypted_nt_owf_password: nt_hash,
            nt_password_present: 1,
            ..UserInternal1::default()
        }),
        UserInfo::All(Box::new(all.clone())),
        UserInfo::Internal4(Box::new(UserInternal4 {
            all: all.clone(),
            user_password: rc4,
        })),
        UserInfo::Internal5(Box::new(UserInternal5 {
            user_password: rc4,
            password_expired: 0,
        })),
        UserInfo::Internal4New(Box::new(UserInternal4New {
            all: all.clone(),
            user_password: salted,
        })),
        UserInfo::Internal5New(Box::new(UserInternal5New {
            user_password: salted,
            password_expired: 0,
        })),
        UserInfo::Internal7(Box::new(UserInternal7 {
            user_password: aes.clone(),
            password_expired: 0,
        })),
        UserInfo::Internal8(Box::new(UserInternal8 {
            all,
            user_password: aes,
        })),
    ]
}

#[tokio::test]
async fn every_level_sets_the_password_under_the_session_key() {
    let world = World::new().await;
    let administrator = world.administrator();
    let user = administrator.account(1001).await;
    for (number, information) in levels(&key(), "").into_iter().enumerate() {
        let class = ndr::Union::tag(&information);
        // Under the right key, each sets its own password.
        let password = format!("password {number}");
        let information = levels(&key(), &password).swap_remove(number);
        assert_eq!(
            administrator.set(user, information).await,
            NtStatus::SUCCESS,
            "{class}"
        );
        assert!(has(&world, 1001, &password).await, "{class}");
    }
}

#[tokio::test]
async fn a_buffer_under_another_key_sets_nothing() {
    let world = World::new().await;
    let administrator = world.administrator();
    let user = administrator.account(1001).await;
    let other = SecretKey::new([9; 16]);
    // The first two are hashes, of which any is one.
    for information in levels(&other, "another password").into_iter().skip(2) {
        let class = ndr::Union::tag(&information);
        let set = administrator.set(user, information).await;
        assert_eq!(set, NtStatus::WRONG_PASSWORD, "{class}");
        assert!(has(&world, 1001, PASSWORD).await, "{class}");
    }
    let found = world.store.user(1001).await.unwrap().unwrap();
    assert_eq!(found.full_name, "", "nothing of it was done");
}

#[tokio::test]
async fn a_password_that_is_set_keeps_the_rules_unless_a_machine_has_it() {
    let world = World::new().await;
    let administrator = world.administrator();
    let set = async |rid, password: &str| {
        let user = administrator.account(rid).await;
        administrator
            .set(user, levels(&key(), password).swap_remove(3))
            .await
    };
    assert_eq!(set(1001, "short").await, NtStatus::PASSWORD_RESTRICTION);
    assert_eq!(set(1002, "short").await, NtStatus::SUCCESS);
    assert_eq!(set(1002, "").await, NtStatus::PASSWORD_RESTRICTION);
    let policy = world
        .store
        .change_policy(world.now(), |policy| policy.password_properties = 1);
    policy.await.unwrap();
    assert_eq!(
        set(1001, "not complex").await,
        NtStatus::PASSWORD_RESTRICTION
    );
    assert_eq!(set(1001, "Complex 1").await, NtStatus::SUCCESS);
}

#[tokio::test]
async fn a_password_can_be_set_that_has_to_be_changed() {
    let world = World::new().await;
    let administrator = world.administrator();
    let user = administrator.account(1001).await;
    let UserInfo::Internal5(mut level) = levels(&key(), "temporary").swap_remove(3) else {
        panic!("another level");
    };
    level.password_expired = 1;
    assert_eq!(
        administrator.set(user, UserInfo::Internal5(level)).await,
        NtStatus::SUCCESS
    );
    let found = world.store.user(1001).await.unwrap().unwrap();
    assert_eq!(found.password_last_set, FileTime::ZERO);
}

/// Changes a password as one who says that he knows the old one.
async fn change(
    caller: &Caller<'_>,
    user_name: &str,
    old: &str,
    new: &str,
) -> UnicodeChangePasswordUser3Reply {
    let (old, clear) = (secret(&hash(old)), utf16(new));
    let verifier = EncryptedOwfPassword::seal(&old, &secret(&hash(new)));
    caller
        .ask(UnicodeChangePasswordUser3 {
            server_name: None,
            user_name: user_name.into(),
            new_password_encrypted_with_old_nt: Some(
                EncryptedUserPassword::seal(&clear, &old, &[1; 512]).unwrap(),
            ),
            old_nt_owf_password_encrypted_with_new_nt: Some(verifier),
            lm_present: 0,
            new_password_encrypted_with_old_lm: None,
            old_lm_owf_password_encrypted_with_new_nt: None,
            additional_data: None,
        })
        .await
}

#[tokio::test]
async fn whoever_knows_the_old_password_changes_it_without_a_session() {
    let world = World::new().await;
    let nobody = world.nobody();
    let reply = change(&nobody, "USER", PASSWORD, "battery staple").await;
    assert_eq!(reply.status, NtStatus::SUCCESS);
    assert_eq!((reply.password_information, reply.failure), (None, None));
    assert!(has(&world, 1001, "battery staple").await);
    // Replayed, it proves nothing any more.
    let reply = change(&nobody, "user", PASSWORD, "battery staple").await;
    assert_eq!(reply.status, NtStatus::WRONG_PASSWORD);
    let reply = change(&nobody, "nobody", PASSWORD, "battery staple").await;
    assert_eq!(reply.status, NtStatus::WRONG_PASSWORD);
}

#[tokio::test]
async fn a_new_password_without_the_proof_changes_nothing() {
    let world = World::new().await;
    let nobody = world.nobody();
    let old = secret(&hash(PASSWORD));
    let new = EncryptedUserPassword::seal(&utf16("battery staple"), &old, &[1; 512]).unwrap();
    for (new, verifier) in [
        (Some(new), Some(EncryptedOwfPassword([7; 16]))),
        (Some(new), None),
        (None, Some(EncryptedOwfPassword([7; 16]))),
        (None, None),
    ] {
        let reply = nobody
            .ask(UnicodeChangePasswordUser2 {
                server_name: None,
                user_name: "user".into(),
                new_password_encrypted_with_old_nt: new,
                old_nt_owf_password_encrypted_with_new_nt: verifier,
                lm_present: 1,
                new_password_encrypted_with_old_lm: new,
                old_lm_owf_password_encrypted_with_new_nt: verifier,
            })
            .await;
        assert_eq!(reply.status, NtStatus::WRONG_PASSWORD);
    }
    assert!(has(&world, 1001, PASSWORD).await);
}

#[tokio::test]
async fn a_wrong_old_password_counts_towards_the_lockout() {
    let world = World::new().await;
    let policy = world
        .store
        .change_policy(world.now(), |policy| policy.lockout_threshold = 3);
    policy.await.unwrap();
    let nobody = world.nobody();
    for _ in 0..3 {
        let reply = change(&nobody, "user", "a guess", "battery staple").await;
        assert_eq!(reply.status, NtStatus::WRONG_PASSWORD);
    }
    let reply = change(&nobody, "user", PASSWORD, "battery staple").await;
    assert_eq!(reply.status, NtStatus::ACCOUNT_LOCKED_OUT);
    world.advance(Duration::from_mins(31));
    let reply = change(&nobody, "user", PASSWORD, "battery staple").await;
    assert_eq!(reply.status, NtStatus::SUCCESS);
}

#[tokio::test]
async fn the_rule_that_a_new_password_breaks_is_told() {
    let world = World::new().await;
    let policy = world.store.change_policy(world.now(), |policy| {
        policy.password_history_length = 2;
        policy.min_password_age = store::Span::minutes(60);
    });
    policy.await.unwrap();
    let nobody = world.nobody();
    let reply = change(&nobody, "user", PASSWORD, "battery staple").await;
    assert_eq!(reply.status, NtStatus::PASSWORD_RESTRICTION, "too young");
    assert_eq!(
        reply.failure.unwrap().reason,
        PasswordChangeReason::NO_ERROR
    );
    world.advance(Duration::from_hours(2));
    for (new, reason) in [
        ("short", PasswordChangeReason::TOO_SHORT),
        (PASSWORD, PasswordChangeReason::IN_HISTORY),
    ] {
        let reply = change(&nobody, "user", PASSWORD, new).await;
        assert_eq!(reply.status, NtStatus::PASSWORD_RESTRICTION);
        assert_eq!(reply.failure.unwrap().reason, reason);
        assert_eq!(reply.password_information.unwrap().min_password_length, 7);
    }
    // Whoever does not know the old password is told nothing of it.
    let reply = change(&nobody, "user", "a guess", "short").await;
    assert_eq!(
        (reply.failure, reply.status),
        (None, NtStatus::WRONG_PASSWORD)
    );
}

// [MS-SAMR] 3.1.5.10.3 does not ask whether the account may be used, and Samba's tests expect that nobody does.
#[tokio::test]
async fn a_disabled_account_has_its_password_changed_and_stays_disabled() {
    let world = World::new().await;
    let administrator = world.administrator();
    let user = administrator.account(1001).await;
    let disabled = UserAccountControl::NORMAL_ACCOUNT | UserAccountControl::ACCOUNT_DISABLED;
    administrator.set(user, UserInfo::Control(disabled)).await;
    let reply = change(&world.nobody(), "user", PASSWORD, "battery staple").await;
    assert_eq!(reply.status, NtStatus::SUCCESS);
    let found = world.store.user(1001).await.unwrap().unwrap();
    assert_eq!(found.control, disabled.0);
}

#[tokio::test]
async fn a_password_is_changed_under_a_key_that_comes_from_the_old_one() {
    let world = World::new().await;
    let nobody = world.nobody();
    let change = async |old: &str, iterations| {
        let mut sealed =
            EncryptedPasswordAes::seal(&utf16("battery staple"), &key(), [7; 16], &[1; 512])
                .unwrap();
        sealed.pbkdf2_iterations = iterations;
        if let Some(key) = sealed.key_from_nt_hash(&secret(&hash(old))) {
            let resealed =
                EncryptedPasswordAes::seal(&utf16("battery staple"), &key, [7; 16], &[1; 512]);
            sealed = EncryptedPasswordAes {
                pbkdf2_iterations: iterations,
                ..resealed.unwrap()
            };
        }
        let encrypted_password = sealed;
        nobody
            .ask(UnicodeChangePasswordUser4 {
                server_name: None,
                user_name: "user".into(),
                encrypted_password,
            })
            .await
            .status
    };
    for iterations in [0, 4_999, 1_000_001, u64::MAX] {
        assert_eq!(
            change(PASSWORD, iterations).await,
            NtStatus::INVALID_PARAMETER
        );
    }
    assert_eq!(change("a guess", 5_000).await, NtStatus::WRONG_PASSWORD);
    let found = world.store.user(1001).await.unwrap().unwrap();
    assert_eq!(found.bad_password_count, 1);
    assert_eq!(change(PASSWORD, 5_000).await, NtStatus::SUCCESS);
    assert!(has(&world, 1001, "battery staple").await);
}

#[tokio::test]
async fn hashes_alone_change_no_password() {
    let world = World::new().await;
    let user = world.user();
    let nothing = ChangePasswordUser {
        user: user.account(1001).await,
        lm_present: 0,
        old_lm_encrypted_with_new_lm: None,
        new_lm_encrypted_with_old_lm: None,
        nt_present: 0,
        old_nt_encrypted_with_new_nt: None,
        new_nt_encrypted_with_old_nt: None,
        nt_cross_encryption_present: 0,
        new_nt_encrypted_with_new_lm: None,
        lm_cross_encryption_present: 0,
        new_lm_encrypted_with_new_nt: None,
    };
    assert_eq!(
        user.call(nothing).await.err(),
        Some(RpcStatus::OPERATION_RANGE)
    );
}
