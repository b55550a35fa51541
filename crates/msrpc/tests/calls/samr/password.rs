use msrpc::netlogon::SecretOctets;
use msrpc::samr::*;
use ndr::{Counted, Leveled};
use wire::{NtStatus, Password, SecretBytes};

use crate::exchange::{Exchange, exchange, secret_exchange};
use crate::sample::{DONE, handle};

pub(super) fn changes() -> Vec<Exchange> {
    let hash = |octet| Some(EncryptedOwfPassword([octet; 16]));
    vec![
        exchange(
            &ChangePasswordUser {
                user: UserHandle(handle(3)),
                lm_present: 0,
                old_lm_encrypted_with_new_lm: None,
                new_lm_encrypted_with_old_lm: None,
                nt_present: 1,
                old_nt_encrypted_with_new_nt: hash(1),
                new_nt_encrypted_with_old_nt: hash(2),
                nt_cross_encryption_present: 0,
                new_nt_encrypted_with_new_lm: None,
                lm_cross_encryption_present: 1,
                new_lm_encrypted_with_new_nt: hash(3),
            },
            &DONE,
        ),
        exchange(
            &OemChangePasswordUser2 {
                server_name: Some("\\\\PDC".into()),
                user_name: "user".into(),
                new_password_encrypted_with_old_lm: Some(EncryptedUserPassword([5; 516])),
                old_lm_owf_password_encrypted_with_new_lm: hash(7),
            },
            &StatusReply {
                status: NtStatus::NOT_IMPLEMENTED,
            },
        ),
        exchange(
            &UnicodeChangePasswordUser2 {
                server_name: Some("\\\\PDC".into()),
                user_name: "user".into(),
                new_password_encrypted_with_old_nt: Some(EncryptedUserPassword([5; 516])),
                old_nt_owf_password_encrypted_with_new_nt: Some(EncryptedOwfPassword([7; 16])),
                lm_present: 0,
                new_password_encrypted_with_old_lm: None,
                old_lm_owf_password_encrypted_with_new_nt: None,
            },
            &StatusReply {
                status: NtStatus::WRONG_PASSWORD,
            },
        ),
        exchange(
            &UnicodeChangePasswordUser3 {
                server_name: None,
                user_name: "user".into(),
                new_password_encrypted_with_old_nt: Some(EncryptedUserPassword([5; 516])),
                old_nt_owf_password_encrypted_with_new_nt: hash(7),
                lm_present: 0,
                new_password_encrypted_with_old_lm: None,
                old_lm_owf_password_encrypted_with_new_nt: None,
                additional_data: None,
            },
            &UnicodeChangePasswordUser3Reply {
                password_information: Some(DomainPasswordInformation {
                    min_password_length: 7,
                    password_history_length: 24,
                    password_properties: PasswordProperties::COMPLEX,
                    max_password_age: (-36_288_000_000_000).into(),
                    min_password_age: (-864_000_000_000).into(),
                }),
                failure: Some(PasswordChangeFailure {
                    reason: PasswordChangeReason::TOO_SHORT,
                    filter_module: "".into(),
                }),
                status: NtStatus::PASSWORD_RESTRICTION,
            },
        ),
        exchange(
            &UnicodeChangePasswordUser4 {
                server_name: Some("\\\\PDC".into()),
                user_name: "user".into(),
                encrypted_password: EncryptedPasswordAes {
                    auth_data: [1; 64],
                    salt: [2; 16],
                    cipher: vec![3; 528].into(),
                    pbkdf2_iterations: 10_000,
                },
            },
            &DONE,
        ),
    ]
}

/// One of each kind: Samba's decoder reads them all.
pub(super) fn validations() -> Vec<Exchange> {
    let hash = |octet| SecretOctets(SecretBytes::new(vec![octet; 5]));
    let persisted = || PersistedFields {
        present: PresentFields(0x3f),
        password_last_set: 0x0102_0304_0506_0708,
        bad_password_time: 1,
        lockout_time: 2,
        bad_password_count: 3,
        password_history: Counted(vec![hash(1), hash(2)]),
    };
    let text = || SecretText(Password::new("New-Passw0rd".into()).to_utf16le());
    let output = |validation_status| ValidateStandardOutput {
        changed: persisted(),
        validation_status,
    };
    let exchange = |input, output| {
        let request = ValidatePassword {
            input: Leveled(input),
        };
        let reply = ValidatePasswordReply {
            output: Some(output),
            status: NtStatus::SUCCESS,
        };
        secret_exchange(&request, &reply)
    };
    vec![
        exchange(
            ValidateInput::Authentication(Box::new(ValidateAuthentication {
                persisted: persisted(),
                password_matched: 1,
            })),
            ValidateOutput::Authentication(output(ValidationStatus::PASSWORD_EXPIRED)),
        ),
        exchange(
            ValidateInput::Change(Box::new(ValidateChange {
                persisted: persisted(),
                clear_password: text(),
                user_account_name: "user".into(),
                hashed_password: hash(3),
                password_match: 1,
            })),
            ValidateOutput::Change(output(ValidationStatus::PASSWORD_TOO_SHORT)),
        ),
        exchange(
            ValidateInput::Reset(Box::new(ValidateReset {
                persisted: persisted(),
                clear_password: text(),
                user_account_name: "user".into(),
                hashed_password: hash(3),
                password_must_change_at_next_logon: 1,
                clear_lockout: 1,
            })),
            ValidateOutput::Reset(output(ValidationStatus::SUCCESS)),
        ),
    ]
}
