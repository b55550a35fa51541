//! What several families of calls share.

use ndr::{Ndr, UnicodeString};

/// `SAMPR_RID_ENUMERATION`, [MS-SAMR] 2.2.7.9.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct RidEnumeration {
    /// The account's relative identifier.
    pub relative_id: u32,
    /// The account's name.
    pub name: UnicodeString,
}

/// `GROUP_MEMBERSHIP`, [MS-SAMR] 2.2.7.12.
#[derive(Clone, Copy, Debug, Default, Eq, Ndr, PartialEq)]
pub struct GroupMembership {
    /// The relative identifier of the group, or of the member.
    pub relative_id: u32,
    /// How the membership counts.
    pub attributes: GroupAttributes,
}

/// `OLD_LARGE_INTEGER`, [MS-SAMR] 2.2.7.2: 64 bits that are aligned as 32. Where it is a point in time, this crate has
/// [`wire::FileTime`]; where it is a span, it counts units of 100 ns and is negative.
#[derive(Clone, Copy, Debug, Default, Eq, Ndr, PartialEq)]
pub struct OldLargeInteger {
    /// The lower half.
    pub low_part: u32,
    /// The upper half, with the sign.
    pub high_part: i32,
}

impl From<i64> for OldLargeInteger {
    fn from(value: i64) -> Self {
        let [a, b, c, d, e, f, g, h] = value.to_le_bytes();
        Self {
            low_part: u32::from_le_bytes([a, b, c, d]),
            high_part: i32::from_le_bytes([e, f, g, h]),
        }
    }
}

impl From<OldLargeInteger> for i64 {
    fn from(value: OldLargeInteger) -> Self {
        (Self::from(value.high_part) << 32) | Self::from(value.low_part)
    }
}

crate::flags::flags! {
    /// `SE_GROUP` attributes, [MS-SAMR] 2.2.1.10.
    GroupAttributes: u32 {
        /// `SE_GROUP_MANDATORY`.
        MANDATORY = 0x0000_0001;
        /// `SE_GROUP_ENABLED_BY_DEFAULT`.
        ENABLED_BY_DEFAULT = 0x0000_0002;
        /// `SE_GROUP_ENABLED`.
        ENABLED = 0x0000_0004;
        /// The three above, which an ordinary membership has.
        DEFAULT = 0x0000_0007;
    }

    /// `UserAccountControl`, [MS-SAMR] 2.2.1.12. The bits of the directory attribute of the same name, [MS-ADTS] 2.2.16,
    /// are others.
    UserAccountControl: u32 {
        /// `USER_ACCOUNT_DISABLED`.
        ACCOUNT_DISABLED = 0x0000_0001;
        /// `USER_HOME_DIRECTORY_REQUIRED`.
        HOME_DIRECTORY_REQUIRED = 0x0000_0002;
        /// `USER_PASSWORD_NOT_REQUIRED`.
        PASSWORD_NOT_REQUIRED = 0x0000_0004;
        /// `USER_TEMP_DUPLICATE_ACCOUNT`.
        TEMP_DUPLICATE_ACCOUNT = 0x0000_0008;
        /// `USER_NORMAL_ACCOUNT`: a person.
        NORMAL_ACCOUNT = 0x0000_0010;
        /// `USER_MNS_LOGON_ACCOUNT`.
        MNS_LOGON_ACCOUNT = 0x0000_0020;
        /// `USER_INTERDOMAIN_TRUST_ACCOUNT`: a domain that trusts this one.
        INTERDOMAIN_TRUST_ACCOUNT = 0x0000_0040;
        /// `USER_WORKSTATION_TRUST_ACCOUNT`: a member computer.
        WORKSTATION_TRUST_ACCOUNT = 0x0000_0080;
        /// `USER_SERVER_TRUST_ACCOUNT`: a domain controller.
        SERVER_TRUST_ACCOUNT = 0x0000_0100;
        /// `USER_DONT_EXPIRE_PASSWORD`.
        DONT_EXPIRE_PASSWORD = 0x0000_0200;
        /// `USER_ACCOUNT_AUTO_LOCKED`.
        ACCOUNT_AUTO_LOCKED = 0x0000_0400;
        /// `USER_ENCRYPTED_TEXT_PASSWORD_ALLOWED`.
        ENCRYPTED_TEXT_PASSWORD_ALLOWED = 0x0000_0800;
        /// `USER_SMARTCARD_REQUIRED`.
        SMARTCARD_REQUIRED = 0x0000_1000;
        /// `USER_TRUSTED_FOR_DELEGATION`.
        TRUSTED_FOR_DELEGATION = 0x0000_2000;
        /// `USER_NOT_DELEGATED`.
        NOT_DELEGATED = 0x0000_4000;
        /// `USER_USE_DES_KEY_ONLY`.
        USE_DES_KEY_ONLY = 0x0000_8000;
        /// `USER_DONT_REQUIRE_PREAUTH`.
        DONT_REQUIRE_PREAUTH = 0x0001_0000;
        /// `USER_PASSWORD_EXPIRED`.
        PASSWORD_EXPIRED = 0x0002_0000;
        /// `USER_TRUSTED_TO_AUTHENTICATE_FOR_DELEGATION`.
        TRUSTED_TO_AUTHENTICATE_FOR_DELEGATION = 0x0004_0000;
        /// `USER_NO_AUTH_DATA_REQUIRED`.
        NO_AUTH_DATA_REQUIRED = 0x0008_0000;
        /// `USER_PARTIAL_SECRETS_ACCOUNT`: a read-only domain controller.
        PARTIAL_SECRETS_ACCOUNT = 0x0010_0000;
        /// `USER_USE_AES_KEYS`.
        USE_AES_KEYS = 0x0020_0000;
        /// `USER_MACHINE_ACCOUNT_MASK`: the kinds of trust account.
        MACHINE_ACCOUNT_MASK = 0x0000_01c0;
        /// `USER_ACCOUNT_TYPE_MASK`: the kinds of account.
        ACCOUNT_TYPE_MASK = 0x0000_01d8;
    }

    /// `PasswordProperties`, [MS-SAMR] 2.2.3.1.
    PasswordProperties: u32 {
        /// `DOMAIN_PASSWORD_COMPLEX`.
        COMPLEX = 0x0000_0001;
        /// `DOMAIN_PASSWORD_NO_ANON_CHANGE`.
        NO_ANONYMOUS_CHANGE = 0x0000_0002;
        /// `DOMAIN_PASSWORD_NO_CLEAR_CHANGE`.
        NO_CLEAR_CHANGE = 0x0000_0004;
        /// `DOMAIN_LOCKOUT_ADMINS`.
        LOCKOUT_ADMINS = 0x0000_0008;
        /// `DOMAIN_PASSWORD_STORE_CLEARTEXT`.
        STORE_CLEARTEXT = 0x0000_0010;
        /// `DOMAIN_REFUSE_PASSWORD_CHANGE`: machines are not to change their passwords.
        REFUSE_PASSWORD_CHANGE = 0x0000_0020;
    }
}

crate::flags::values! {
    /// `SID_NAME_USE`, [MS-SAMR] 2.2.2.3, as a `SAMPR_ULONG_ARRAY` carries it.
    SidNameUse: u32 {
        /// `SidTypeUser`.
        USER = 1;
        /// `SidTypeGroup`.
        GROUP = 2;
        /// `SidTypeDomain`.
        DOMAIN = 3;
        /// `SidTypeAlias`.
        ALIAS = 4;
        /// `SidTypeWellKnownGroup`.
        WELL_KNOWN_GROUP = 5;
        /// `SidTypeDeletedAccount`.
        DELETED_ACCOUNT = 6;
        /// `SidTypeInvalid`.
        INVALID = 7;
        /// `SidTypeUnknown`.
        UNKNOWN = 8;
        /// `SidTypeComputer`.
        COMPUTER = 9;
        /// `SidTypeLabel`.
        LABEL = 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_keeps_its_sign() {
        let day: i64 = -864_000_000_000;
        let old = OldLargeInteger::from(day);
        assert_eq!((old.low_part, old.high_part), (0xd596_4000, -202));
        assert_eq!(i64::from(old), day);
    }
}
