//! The rules for passwords, asked about one that no account here has.

use ndr::{
    Counted, Decoder, Encoder, Leveled, Malformed, Ndr, Params, ShortBlob, UnicodeString, Unique,
};
use wire::{NtStatus, SecretBytes};
use zeroize::{Zeroize, Zeroizing};

use crate::netlogon::SecretOctets;

/// `SamrValidatePassword` request, [MS-SAMR] 3.1.5.13.7: what an application that has its own passwords knows of one of them.
#[derive(Eq, Params, PartialEq)]
pub struct ValidatePassword {
    /// `ValidationType` and `InputArg`.
    pub input: Leveled<ValidateInput>,
}

/// `SamrValidatePassword` reply.
#[derive(Eq, Params, PartialEq)]
pub struct ValidatePasswordReply {
    /// `OutputArg`.
    pub output: Unique<ValidateOutput>,
    /// The outcome of the call, not of the validation.
    pub status: NtStatus,
}

/// `SAM_VALIDATE_INPUT_ARG`, [MS-SAMR] 2.2.9.9.
#[derive(Eq, Ndr, PartialEq)]
#[ndr(tag = u16)]
pub enum ValidateInput {
    /// `ValidateAuthenticationInput`: somebody logs on.
    #[ndr(case = 1)]
    Authentication(Box<ValidateAuthentication>),
    /// `ValidatePasswordChangeInput`: somebody changes his password.
    #[ndr(case = 2)]
    Change(Box<ValidateChange>),
    /// `ValidatePasswordResetInput`: an administrator sets one.
    #[ndr(case = 3)]
    Reset(Box<ValidateReset>),
}

/// `SAM_VALIDATE_OUTPUT_ARG`, [MS-SAMR] 2.2.9.10.
#[derive(Eq, Ndr, PartialEq)]
#[ndr(tag = u16)]
pub enum ValidateOutput {
    /// `ValidateAuthenticationOutput`.
    #[ndr(case = 1)]
    Authentication(ValidateStandardOutput),
    /// `ValidatePasswordChangeOutput`.
    #[ndr(case = 2)]
    Change(ValidateStandardOutput),
    /// `ValidatePasswordResetOutput`.
    #[ndr(case = 3)]
    Reset(ValidateStandardOutput),
}

/// `SAM_VALIDATE_STANDARD_OUTPUT_ARG`, [MS-SAMR] 2.2.9.4.
#[derive(Default, Eq, Ndr, PartialEq)]
pub struct ValidateStandardOutput {
    /// What the application is to remember from now on, and no more of it.
    pub changed: PersistedFields,
    /// What the rules say.
    pub validation_status: ValidationStatus,
}

crate::flags::values! {
    /// `SAM_VALIDATE_VALIDATION_STATUS`, [MS-SAMR] 2.2.9.3.
    ValidationStatus: u16 {
        /// `SamValidateSuccess`.
        SUCCESS = 0;
        /// `SamValidatePasswordMustChange`.
        PASSWORD_MUST_CHANGE = 1;
        /// `SamValidateAccountLockedOut`.
        ACCOUNT_LOCKED_OUT = 2;
        /// `SamValidatePasswordExpired`.
        PASSWORD_EXPIRED = 3;
        /// `SamValidatePasswordIncorrect`.
        PASSWORD_INCORRECT = 4;
        /// `SamValidatePasswordIsInHistory`.
        PASSWORD_IS_IN_HISTORY = 5;
        /// `SamValidatePasswordTooShort`.
        PASSWORD_TOO_SHORT = 6;
        /// `SamValidatePasswordTooLong`.
        PASSWORD_TOO_LONG = 7;
        /// `SamValidatePasswordNotComplexEnough`.
        PASSWORD_NOT_COMPLEX_ENOUGH = 8;
        /// `SamValidatePasswordTooRecent`.
        PASSWORD_TOO_RECENT = 9;
        /// `SamValidatePasswordFilterError`.
        PASSWORD_FILTER_ERROR = 10;
    }
}

crate::flags::flags! {
    /// `PresentFields`, [MS-SAMR] 2.2.9.2.
    PresentFields: u32 {
        /// `SAM_VALIDATE_PASSWORD_LAST_SET`.
        PASSWORD_LAST_SET = 0x0000_0001;
        /// `SAM_VALIDATE_BAD_PASSWORD_TIME`.
        BAD_PASSWORD_TIME = 0x0000_0002;
        /// `SAM_VALIDATE_LOCKOUT_TIME`.
        LOCKOUT_TIME = 0x0000_0004;
        /// `SAM_VALIDATE_BAD_PASSWORD_COUNT`.
        BAD_PASSWORD_COUNT = 0x0000_0008;
        /// `SAM_VALIDATE_PASSWORD_HISTORY_LENGTH`.
        PASSWORD_HISTORY_LENGTH = 0x0000_0010;
        /// `SAM_VALIDATE_PASSWORD_HISTORY`.
        PASSWORD_HISTORY = 0x0000_0020;
    }
}

/// `SAM_VALIDATE_PERSISTED_FIELDS`, [MS-SAMR] 2.2.9.2. Times are `FILETIME`s that align as a `LARGE_INTEGER` does.
#[derive(Default, Eq, Ndr, PartialEq)]
pub struct PersistedFields {
    /// Which of the others are meant.
    pub present: PresentFields,
    /// When the password was changed or set.
    pub password_last_set: u64,
    /// When a wrong password was presented.
    pub bad_password_time: u64,
    /// When that locked the account.
    pub lockout_time: u64,
    /// How many wrong passwords are counted.
    pub bad_password_count: u32,
    /// `PasswordHistoryLength` and `PasswordHistory`: hashes of whatever kind the application makes.
    #[ndr(max = 1024)]
    pub password_history: Counted<SecretOctets>,
}

/// `SAM_VALIDATE_AUTHENTICATION_INPUT_ARG`, [MS-SAMR] 2.2.9.5.
#[derive(Default, Eq, Ndr, PartialEq)]
pub struct ValidateAuthentication {
    /// What the application has remembered.
    pub persisted: PersistedFields,
    /// Whether the password was right.
    pub password_matched: u8,
}

/// `SAM_VALIDATE_PASSWORD_CHANGE_INPUT_ARG`, [MS-SAMR] 2.2.9.6.
#[derive(Eq, Ndr, PartialEq)]
pub struct ValidateChange {
    /// What the application has remembered.
    pub persisted: PersistedFields,
    /// The new password.
    pub clear_password: SecretText,
    /// Whose it is.
    pub user_account_name: UnicodeString,
    /// The new password as the history has it.
    pub hashed_password: SecretOctets,
    /// Whether the old password was right.
    pub password_match: u8,
}

/// `SAM_VALIDATE_PASSWORD_RESET_INPUT_ARG`, [MS-SAMR] 2.2.9.7.
#[derive(Eq, Ndr, PartialEq)]
pub struct ValidateReset {
    /// What the application has remembered.
    pub persisted: PersistedFields,
    /// The new password.
    pub clear_password: SecretText,
    /// Whose it is.
    pub user_account_name: UnicodeString,
    /// The new password as the history has it.
    pub hashed_password: SecretOctets,
    /// Whether it has to be changed at the next logon.
    pub password_must_change_at_next_logon: u8,
    /// Whether the account is to be unlocked.
    pub clear_lockout: u8,
}

/// An `RPC_UNICODE_STRING` that is a password, in UTF-16LE.
#[derive(Eq, PartialEq)]
pub struct SecretText(pub SecretBytes);

impl SecretText {
    /// As it is on the wire, for a moment.
    fn on_the_wire<T>(&self, use_it: impl FnOnce(&ShortBlob) -> T) -> T {
        let (units, _) = self.0.expose().as_chunks::<2>();
        let units = units.iter().map(|unit| u16::from_le_bytes(*unit));
        let mut text = ShortBlob(Some(units.collect()));
        let used = use_it(&text);
        text.0.zeroize();
        used
    }
}

impl Ndr for SecretText {
    const ALIGN: usize = ShortBlob::ALIGN;
    type Pending = <ShortBlob as Ndr>::Pending;

    fn encode_inline(&self, encoder: &mut Encoder) {
        self.on_the_wire(|text| text.encode_inline(encoder));
    }

    fn encode_referents(&self, encoder: &mut Encoder) {
        self.on_the_wire(|text| text.encode_referents(encoder));
    }

    fn decode_inline(decoder: &mut Decoder<'_>) -> Result<Self::Pending, Malformed> {
        ShortBlob::decode_inline(decoder)
    }

    fn decode_referents(
        pending: Self::Pending,
        decoder: &mut Decoder<'_>,
    ) -> Result<Self, Malformed> {
        let units = Zeroizing::new(ShortBlob::decode_referents(pending, decoder)?.0);
        let mut octets = Vec::with_capacity(units.as_ref().map_or(0, Vec::len).saturating_mul(2));
        octets.extend(units.iter().flatten().flat_map(|unit| unit.to_le_bytes()));
        Ok(Self(SecretBytes::new(octets)))
    }
}
