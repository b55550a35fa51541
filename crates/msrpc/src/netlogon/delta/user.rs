//! A user or computer account.

use ndr::{Decoder, Encoder, Malformed, Ndr, ShortBlob, UnicodeString};
use wire::{FileTime, SecretBytes, SecretKey};

use super::DeltaSecurity;
use crate::samr::{LogonHours, UserAccountControl};

/// `NETLOGON_DELTA_USER`, [MS-NRPC] 2.2.1.5.16; members as in [MS-SAMR] 2.2.6.1 and 2.2.6.23. It has no `Debug`, because of
/// the hashes.
#[derive(Eq, Ndr, PartialEq)]
pub struct DeltaUser {
    /// `UserName`.
    pub user_name: UnicodeString,
    /// `FullName`.
    pub full_name: UnicodeString,
    /// `UserId`.
    pub user_id: u32,
    /// `PrimaryGroupId`.
    pub primary_group_id: u32,
    /// `HomeDirectory`.
    pub home_directory: UnicodeString,
    /// `HomeDirectoryDrive`.
    pub home_directory_drive: UnicodeString,
    /// `ScriptPath`.
    pub script_path: UnicodeString,
    /// `AdminComment`.
    pub admin_comment: UnicodeString,
    /// `WorkStations`.
    pub work_stations: UnicodeString,
    /// `LastLogon`.
    pub last_logon: FileTime,
    /// `LastLogoff`.
    pub last_logoff: FileTime,
    /// `LogonHours`: `NLPR_LOGON_HOURS`, [MS-NRPC] 2.2.1.5.14.
    pub logon_hours: LogonHours,
    /// `BadPasswordCount`.
    pub bad_password_count: u16,
    /// `LogonCount`.
    pub logon_count: u16,
    /// `PasswordLastSet`.
    pub password_last_set: FileTime,
    /// `AccountExpires`.
    pub account_expires: FileTime,
    /// `UserAccountControl`.
    pub user_account_control: UserAccountControl,
    /// `EncryptedNtOwfPassword`.
    pub encrypted_nt_hash: SecretKey<16>,
    /// `EncryptedLmOwfPassword`.
    pub encrypted_lm_hash: SecretKey<16>,
    /// `NtPasswordPresent`: whether [`DeltaUser::encrypted_nt_hash`] counts.
    pub nt_password_present: u8,
    /// `LmPasswordPresent`: whether [`DeltaUser::encrypted_lm_hash`] counts.
    pub lm_password_present: u8,
    /// `PasswordExpired`.
    pub password_expired: u8,
    /// `UserComment`.
    pub user_comment: UnicodeString,
    /// `Parameters`.
    pub parameters: ShortBlob,
    /// `CountryCode`.
    pub country_code: u16,
    /// `CodePage`.
    pub code_page: u16,
    /// `PrivateData`.
    pub private_data: PrivateInfo,
    /// Who may do what with the account.
    pub security: DeltaSecurity,
    /// `ProfilePath`.
    pub profile_path: UnicodeString,
    /// `DummyString2` to `DummyString4`.
    pub dummy_strings: [UnicodeString; 3],
    /// `DummyLong1`: the upper half of the time of the last wrong password.
    pub last_bad_password_high: u32,
    /// `DummyLong2` to `DummyLong4`.
    pub dummy_longs: [u32; 3],
}

/// `NLPR_USER_PRIVATE_INFO`, [MS-NRPC] 2.2.1.5.15.
#[derive(Eq, Ndr, PartialEq)]
pub struct PrivateInfo {
    /// `SensitiveData`: whether the data is encrypted with the session key; 0 or 1.
    pub sensitive: u8,
    /// `DataLength` and `Data`: the image of a [`UserKeys`](super::UserKeys).
    pub data: SecretOctets,
}

/// `{ ULONG DataLength; [size_is(DataLength)] UCHAR *Data; }`, the octets of a secret. Without octets the pointer is null;
/// reading accepts either.
#[derive(Eq, PartialEq)]
pub struct SecretOctets(pub SecretBytes);

impl Ndr for SecretOctets {
    const ALIGN: usize = 4;
    type Pending = (u32, bool);

    fn encode_inline(&self, encoder: &mut Encoder) {
        encoder.count(self.0.expose().len());
        if self.0.expose().is_empty() {
            encoder.null();
        } else {
            encoder.referent();
        }
    }

    fn encode_referents(&self, encoder: &mut Encoder) {
        let octets = self.0.expose();
        if !octets.is_empty() {
            encoder.count(octets.len());
            encoder.bytes(octets);
        }
    }

    fn decode_inline(decoder: &mut Decoder<'_>) -> Result<Self::Pending, Malformed> {
        Ok((decoder.u32()?, decoder.referent()?))
    }

    fn decode_referents(
        (length, present): Self::Pending,
        decoder: &mut Decoder<'_>,
    ) -> Result<Self, Malformed> {
        let octets = crate::parallel::array(present, length, decoder)?;
        Ok(Self(SecretBytes::new(octets)))
    }
}
