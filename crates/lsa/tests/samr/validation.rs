//! An application's passwords under the domain's rules, [MS-SAMR] 3.1.5.13.7.

use std::time::Duration;

use msrpc::netlogon::SecretOctets;
use msrpc::samr::*;
use ndr::{Counted, Leveled};
use store::{Policy, Span};
use wire::{FileTime, NtStatus, SecretBytes};

use crate::world::{Caller, World, utf16};

/// Three wrong passwords within half an hour lock an account for as long; a password is good for a day and stays for an hour.
async fn world() -> World {
    let world = World::new().await;
    let rules = |policy: &mut Policy| {
        policy.lockout_threshold = 3;
        policy.max_password_age = Span::minutes(24 * 60);
        policy.min_password_age = Span::minutes(60);
        policy.password_history_length = 2;
        policy.password_properties = PasswordProperties::COMPLEX.0;
    };
    world.store.change_policy(world.now(), rules).await.unwrap();
    world
}

fn minutes_ago(world: &World, minutes: u64) -> u64 {
    world.now().0 - minutes * 600_000_000
}

fn hash(octet: u8) -> SecretOctets {
    SecretOctets(SecretBytes::new(vec![octet; 3]))
}

fn persisted(last_set: u64) -> PersistedFields {
    PersistedFields {
        present: PresentFields(0x3f),
        password_last_set: last_set,
        ..PersistedFields::default()
    }
}

async fn judged(caller: &Caller<'_>, input: ValidateInput) -> ValidateStandardOutput {
    let input = Leveled(input);
    let reply = caller.ask(ValidatePassword { input }).await;
    assert_eq!(reply.status, NtStatus::SUCCESS);
    match reply.output {
        Some(
            ValidateOutput::Authentication(output)
            | ValidateOutput::Change(output)
            | ValidateOutput::Reset(output),
        ) => output,
        None => panic!("success, and no answer"),
    }
}

fn logon(persisted: PersistedFields, matched: bool) -> ValidateInput {
    ValidateInput::Authentication(Box::new(ValidateAuthentication {
        persisted,
        password_matched: matched.into(),
    }))
}

fn change(persisted: PersistedFields, password: &str, hashed: u8) -> ValidateChange {
    ValidateChange {
        persisted,
        clear_password: SecretText(utf16(password)),
        user_account_name: "jweiss".into(),
        hashed_password: hash(hashed),
        password_match: 1,
    }
}

#[tokio::test]
async fn a_logon_is_judged_by_age_and_count() {
    let world = world().await;
    let user = world.user();
    for (last_set, status) in [
        (minutes_ago(&world, 1), ValidationStatus::SUCCESS),
        (
            minutes_ago(&world, 24 * 60),
            ValidationStatus::PASSWORD_EXPIRED,
        ),
        (0, ValidationStatus::PASSWORD_MUST_CHANGE),
    ] {
        let output = judged(&user, logon(persisted(last_set), true)).await;
        assert_eq!(output.validation_status, status, "{last_set}");
        assert_eq!(output.changed.present, PresentFields(0));
    }
    // What the application remembers of the one is what it asks the next with.
    let mut fields = persisted(minutes_ago(&world, 1));
    for count in 1..=3 {
        let output = judged(&user, logon(fields, false)).await;
        assert_eq!(
            output.validation_status,
            ValidationStatus::PASSWORD_INCORRECT
        );
        let locked = output.changed.present.contains(PresentFields::LOCKOUT_TIME);
        assert_eq!(
            (output.changed.bad_password_count, locked),
            (count, count == 3)
        );
        assert_eq!(output.changed.bad_password_time, world.now().0);
        fields = PersistedFields {
            present: PresentFields(0x3f),
            password_last_set: minutes_ago(&world, 1),
            ..output.changed
        };
    }
    let lockout_time = fields.lockout_time;
    let locked = || PersistedFields {
        bad_password_count: 3,
        lockout_time,
        ..persisted(lockout_time)
    };
    for matched in [true, false] {
        let output = judged(&user, logon(locked(), matched)).await;
        assert_eq!(
            output.validation_status,
            ValidationStatus::ACCOUNT_LOCKED_OUT
        );
        assert_eq!(output.changed.present, PresentFields(0));
    }
    world.advance(Duration::from_mins(30));
    let output = judged(&user, logon(locked(), true)).await;
    assert_eq!(output.validation_status, ValidationStatus::SUCCESS);
    let unlocked = PresentFields::LOCKOUT_TIME | PresentFields::BAD_PASSWORD_COUNT;
    assert_eq!(output.changed.present, unlocked);
    assert_eq!(
        (
            output.changed.lockout_time,
            output.changed.bad_password_count
        ),
        (0, 0)
    );
    // The first after the lockout begins anew.
    let output = judged(&user, logon(locked(), false)).await;
    assert_eq!(output.changed.bad_password_count, 1);
    // A field that is not said to be there does not count.
    let absent = PersistedFields {
        present: PresentFields::PASSWORD_LAST_SET,
        ..locked()
    };
    let output = judged(&user, logon(absent, true)).await;
    assert_eq!(output.validation_status, ValidationStatus::SUCCESS);
    assert_eq!(output.changed.present, PresentFields(0));
}

#[tokio::test]
async fn a_change_needs_a_good_password_that_is_new() {
    let world = world().await;
    let user = world.user();
    let old = || PersistedFields {
        password_history: Counted(vec![hash(1), hash(2)]),
        ..persisted(minutes_ago(&world, 61))
    };
    let judge = |change: ValidateChange| judged(&user, ValidateInput::Change(Box::new(change)));
    for (password, hashed, status) in [
        ("Sh0rt!", 3, ValidationStatus::PASSWORD_TOO_SHORT),
        (
            "only letters",
            3,
            ValidationStatus::PASSWORD_NOT_COMPLEX_ENOUGH,
        ),
        (
            "1-JWeiss-1",
            3,
            ValidationStatus::PASSWORD_NOT_COMPLEX_ENOUGH,
        ),
        ("Passw0rd-New", 2, ValidationStatus::PASSWORD_IS_IN_HISTORY),
    ] {
        let output = judge(change(old(), password, hashed)).await;
        assert_eq!(output.validation_status, status, "{password}");
        assert_eq!(output.changed.present, PresentFields(0));
    }
    let young = persisted(minutes_ago(&world, 59));
    let output = judge(change(young, "Passw0rd-New", 3)).await;
    assert_eq!(
        output.validation_status,
        ValidationStatus::PASSWORD_TOO_RECENT
    );
    let unproven = ValidateChange {
        password_match: 0,
        ..change(old(), "Passw0rd-New", 3)
    };
    let output = judge(unproven).await;
    assert_eq!(
        output.validation_status,
        ValidationStatus::PASSWORD_INCORRECT
    );
    assert_eq!(output.changed.bad_password_count, 1);

    let output = judge(change(old(), "Passw0rd-New", 3)).await;
    assert_eq!(output.validation_status, ValidationStatus::SUCCESS);
    assert_eq!(output.changed.password_last_set, world.now().0);
    assert!(output.changed.password_history.0 == [hash(3), hash(1)]);
    // What must be changed is never too young.
    let output = judge(change(persisted(0), "Passw0rd-New", 3)).await;
    assert_eq!(output.validation_status, ValidationStatus::SUCCESS);
}

#[tokio::test]
async fn a_reset_unlocks_if_it_is_to() {
    let world = world().await;
    let user = world.user();
    let locked = || PersistedFields {
        bad_password_count: 3,
        lockout_time: world.now().0,
        password_history: Counted(vec![hash(3)]),
        ..persisted(minutes_ago(&world, 1))
    };
    let reset = |must_change: bool, unlock: bool, password: &str| {
        let reset = ValidateReset {
            persisted: locked(),
            clear_password: SecretText(utf16(password)),
            user_account_name: "jweiss".into(),
            hashed_password: hash(3),
            password_must_change_at_next_logon: must_change.into(),
            clear_lockout: unlock.into(),
        };
        judged(&user, ValidateInput::Reset(Box::new(reset)))
    };
    let output = reset(true, true, "Passw0rd-New").await;
    assert_eq!(output.validation_status, ValidationStatus::SUCCESS);
    // Neither its age nor the history keep an administrator from it.
    assert_eq!(output.changed.present, PresentFields(0x3f & !2));
    assert_eq!(
        (
            output.changed.password_last_set,
            output.changed.lockout_time
        ),
        (0, 0)
    );
    let output = reset(false, false, "Passw0rd-New").await;
    assert_eq!(output.changed.password_last_set, world.now().0);
    assert!(!output.changed.present.contains(PresentFields::LOCKOUT_TIME));
    let output = reset(false, true, "short").await;
    assert_eq!(
        output.validation_status,
        ValidationStatus::PASSWORD_TOO_SHORT
    );
    assert_eq!(output.changed.present, PresentFields(0));
}

// "The client MUST have SAM_SERVER_LOOKUP_DOMAIN access on the server object": a null session has none.
#[tokio::test]
async fn nobody_is_told_who_has_not_logged_on() {
    let world = world().await;
    let input = Leveled(logon(persisted(FileTime::NEVER.0), true));
    let reply = world.nobody().ask(ValidatePassword { input }).await;
    assert_eq!(reply.status, NtStatus::ACCESS_DENIED);
    assert!(reply.output.is_none());
}
