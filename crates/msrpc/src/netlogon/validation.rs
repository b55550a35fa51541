//! What a domain controller returns about a user whom it has let in, [MS-NRPC] 2.2.1.4.11 to 2.2.1.4.14.

use ndr::{Counted, Decoder, Encoder, Malformed, Ndr, UnicodeString, Unique};
use wire::{FileTime, SecretKey, Sid};

/// `NETLOGON_VALIDATION`, [MS-NRPC] 2.2.1.4.14.
#[derive(Eq, PartialEq, Ndr)]
#[ndr(tag = u16)]
pub enum Validation {
    /// `NetlogonValidationSamInfo`.
    #[ndr(case = 2)]
    SamInfo(Unique<Box<SamInfo>>),
    /// `NetlogonValidationSamInfo2`.
    #[ndr(case = 3)]
    SamInfo2(Unique<Box<SamInfo2>>),
    /// `NetlogonValidationGenericInfo2`, [MS-NRPC] 2.2.1.4.8: for a security package to make sense of.
    #[ndr(case = 5)]
    Generic2(Unique<Counted<u8>>),
    /// `NetlogonValidationSamInfo4`.
    #[ndr(case = 6)]
    SamInfo4(Unique<Box<SamInfo4>>),
    /// A level without an arm here.
    #[ndr(default)]
    Other(u16, NoArm),
}

/// The empty arm of [`Validation`]. It is aligned as the pointers are that the others begin with: Samba writes two octets of padding between
/// the tag and `Authoritative`, and does not read an answer that lacks them.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct NoArm;

impl Ndr for NoArm {
    const ALIGN: usize = 4;
    type Pending = Self;

    fn encode_inline(&self, encoder: &mut Encoder) {
        encoder.align(Self::ALIGN);
    }

    fn decode_inline(decoder: &mut Decoder<'_>) -> Result<Self, Malformed> {
        decoder.align(Self::ALIGN)?;
        Ok(Self)
    }

    fn decode_referents(pending: Self, _: &mut Decoder<'_>) -> Result<Self, Malformed> {
        Ok(pending)
    }
}

/// The members with which all of `NETLOGON_VALIDATION_SAM_INFO`, `_INFO2` and `_INFO4` begin; they mean what those of
/// `KERB_VALIDATION_INFO` mean, [MS-PAC] 2.5.
#[derive(Eq, PartialEq, Ndr)]
pub struct UserInfo {
    /// `LogonTime`.
    pub logon_time: FileTime,
    /// `LogoffTime`.
    pub logoff_time: FileTime,
    /// `KickOffTime`.
    pub kick_off_time: FileTime,
    /// `PasswordLastSet`.
    pub password_last_set: FileTime,
    /// `PasswordCanChange`.
    pub password_can_change: FileTime,
    /// `PasswordMustChange`.
    pub password_must_change: FileTime,
    /// `EffectiveName`: the account name.
    pub effective_name: UnicodeString,
    /// `FullName`.
    pub full_name: UnicodeString,
    /// `LogonScript`.
    pub logon_script: UnicodeString,
    /// `ProfilePath`.
    pub profile_path: UnicodeString,
    /// `HomeDirectory`.
    pub home_directory: UnicodeString,
    /// `HomeDirectoryDrive`.
    pub home_directory_drive: UnicodeString,
    /// `LogonCount`.
    pub logon_count: u16,
    /// `BadPasswordCount`.
    pub bad_password_count: u16,
    /// `UserId`: the user's identifier within the domain.
    pub user_id: u32,
    /// `PrimaryGroupId`.
    pub primary_group_id: u32,
    /// `GroupIds`: groups of the domain.
    #[ndr(max = 2048)]
    pub groups: Counted<GroupMembership>,
    /// `UserFlags`.
    pub user_flags: u32,
    /// `UserSessionKey`, which only `NETLOGON_VALIDATION_SAM_INFO4` has unencrypted.
    pub user_session_key: SecretKey<16>,
    /// `LogonServer`: who let the user in.
    pub logon_server: UnicodeString,
    /// `LogonDomainName`.
    pub logon_domain_name: UnicodeString,
    /// `LogonDomainId`.
    pub logon_domain_id: Unique<Sid>,
    /// `LMKey`, and in the older structures the first two numbers of `ExpansionRoom`.
    pub lm_key: SecretKey<8>,
}

/// `NETLOGON_VALIDATION_SAM_INFO`, [MS-NRPC] 2.2.1.4.11.
#[derive(Eq, PartialEq, Ndr)]
pub struct SamInfo {
    /// What all three have.
    pub user: UserInfo,
    /// The other numbers of `ExpansionRoom`.
    pub expansion_room: [u32; 8],
}

/// `NETLOGON_VALIDATION_SAM_INFO2`, [MS-NRPC] 2.2.1.4.12.
#[derive(Eq, PartialEq, Ndr)]
pub struct SamInfo2 {
    /// What all three have.
    pub user: UserInfo,
    /// The other numbers of `ExpansionRoom`.
    pub expansion_room: [u32; 8],
    /// `ExtraSids`: groups of other domains.
    #[ndr(max = 2048)]
    pub extra_sids: Counted<SidAndAttributes>,
}

/// `NETLOGON_VALIDATION_SAM_INFO4`, [MS-NRPC] 2.2.1.4.13.
#[derive(Eq, PartialEq, Ndr)]
pub struct SamInfo4 {
    /// What all three have.
    pub user: UserInfo,
    /// `UserAccountControl`.
    pub user_account_control: u32,
    /// `SubAuthStatus`.
    pub sub_auth_status: u32,
    /// `LastSuccessfulILogon`.
    pub last_successful_logon: FileTime,
    /// `LastFailedILogon`.
    pub last_failed_logon: FileTime,
    /// `FailedILogonCount`.
    pub failed_logon_count: u32,
    /// `Reserved4`.
    pub reserved: u32,
    /// `ExtraSids`: groups of other domains.
    #[ndr(max = 2048)]
    pub extra_sids: Counted<SidAndAttributes>,
    /// `DnsLogonDomainName`.
    pub dns_logon_domain_name: UnicodeString,
    /// `Upn`.
    pub upn: UnicodeString,
    /// `ExpansionString1` to `ExpansionString10`.
    pub expansion_strings: [UnicodeString; 10],
}

/// `GROUP_MEMBERSHIP`, [MS-NRPC] 2.2.1.4.10.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ndr)]
pub struct GroupMembership {
    /// `RelativeId`: the group's identifier within the domain.
    pub relative_id: u32,
    /// `Attributes`.
    pub attributes: u32,
}

/// `NETLOGON_SID_AND_ATTRIBUTES`, [MS-NRPC] 2.2.1.4.7.
#[derive(Clone, Debug, Eq, PartialEq, Ndr)]
pub struct SidAndAttributes {
    /// `Sid`.
    pub sid: Unique<Sid>,
    /// `Attributes`.
    pub attributes: u32,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::netlogon::testing::{check, image};
    use crate::netlogon::{ExtraFlags, SamLogonExReply, SamLogonReply};
    use wire::NtStatus;

    /// As Samba 4.17 answers smbtorture.
    #[test]
    fn no_validation_of_another_level() {
        #[rustfmt::skip]
        let octets = image(&[
            &[0, 0, 0, 0],                                      // ReturnAuthenticator: null
            &[52, 0],                                           // tag of ValidationInformation
            &[0, 0],                                            // padding
            &[1],                                               // Authoritative
            &[0, 0, 0],                                         // padding
            &[0x03, 0x00, 0x00, 0xc0],                          // STATUS_INVALID_INFO_CLASS
        ]);
        check(
            &SamLogonReply {
                return_authenticator: None,
                validation: Validation::Other(52, NoArm),
                authoritative: 1,
                status: NtStatus::INVALID_INFO_CLASS,
            },
            &octets,
        );
    }

    fn user() -> UserInfo {
        UserInfo {
            logon_time: FileTime(1),
            logoff_time: FileTime::NEVER,
            kick_off_time: FileTime::NEVER,
            password_last_set: FileTime(2),
            password_can_change: FileTime(3),
            password_must_change: FileTime::NEVER,
            effective_name: "u".into(),
            full_name: UnicodeString::NULL,
            logon_script: UnicodeString::NULL,
            profile_path: UnicodeString::NULL,
            home_directory: UnicodeString::NULL,
            home_directory_drive: UnicodeString::NULL,
            logon_count: 4,
            bad_password_count: 0,
            user_id: 1105,
            primary_group_id: 513,
            groups: vec![GroupMembership {
                relative_id: 513,
                attributes: 7,
            }]
            .into(),
            user_flags: 0x20,
            user_session_key: SecretKey::new([0xaa; 16]),
            logon_server: UnicodeString::NULL,
            logon_domain_name: "D".into(),
            logon_domain_id: Some("S-1-5-21-1-2-3".parse().unwrap()),
            lm_key: SecretKey::new([0xbb; 8]),
        }
    }

    #[test]
    fn sam_info_4() {
        let never = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f];
        #[rustfmt::skip]
        let octets = image(&[
            &[6, 0, 0, 0],                              // tag of ValidationInformation, and padding
            &[0, 0, 2, 0],                              // NETLOGON_VALIDATION_SAM_INFO4: referent
            &[1, 0, 0, 0, 0, 0, 0, 0],                  // LogonTime
            &never,                                     // LogoffTime
            &never,                                     // KickOffTime
            &[2, 0, 0, 0, 0, 0, 0, 0],                  // PasswordLastSet
            &[3, 0, 0, 0, 0, 0, 0, 0],                  // PasswordCanChange
            &never,                                     // PasswordMustChange
            &[2, 0, 2, 0, 4, 0, 2, 0],                  // EffectiveName
            &[0; 5 * 8],                                // FullName to HomeDirectoryDrive: null
            &[4, 0, 0, 0],                              // LogonCount, BadPasswordCount
            &[0x51, 4, 0, 0],                           // UserId
            &[1, 2, 0, 0],                              // PrimaryGroupId
            &[1, 0, 0, 0, 8, 0, 2, 0],                  // GroupCount, GroupIds
            &[0x20, 0, 0, 0],                           // UserFlags
            &[0xaa; 16],                                // UserSessionKey
            &[0; 8],                                    // LogonServer: null
            &[2, 0, 2, 0, 12, 0, 2, 0],                 // LogonDomainName
            &[16, 0, 2, 0],                             // LogonDomainId
            &[0xbb; 8],                                 // LMKey
            &[0x10, 0, 0, 0],                           // UserAccountControl
            &[0, 0, 0, 0],                              // SubAuthStatus
            &[0; 8], &[0; 8],                           // LastSuccessfulILogon, LastFailedILogon
            &[0; 4], &[0; 4],                           // FailedILogonCount, Reserved4
            &[1, 0, 0, 0, 20, 0, 2, 0],                 // SidCount, ExtraSids
            &[0; 8],                                    // DnsLogonDomainName: null
            &[0; 8],                                    // Upn: null
            &[0; 10 * 8],                               // ExpansionString1 to 10: null
            &[1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, b'u', 0, 0, 0],       // EffectiveName
            &[1, 0, 0, 0, 1, 2, 0, 0, 7, 0, 0, 0],                      // GroupIds
            &[1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, b'D', 0, 0, 0],       // LogonDomainName
            &[4, 0, 0, 0, 1, 4, 0, 0, 0, 0, 0, 5],                      // LogonDomainId
            &[21, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0],
            &[1, 0, 0, 0, 24, 0, 2, 0, 7, 0, 0, 0],                     // ExtraSids
            &[1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 18, 1, 0, 0, 0],         // S-1-18-1
            &[1, 0, 0, 0],                              // Authoritative, and padding
            &[0, 0, 0, 0],                              // ExtraFlags
            &[0, 0, 0, 0],                              // STATUS_SUCCESS
        ]);
        let info = SamInfo4 {
            user: user(),
            user_account_control: 0x10,
            sub_auth_status: 0,
            last_successful_logon: FileTime::ZERO,
            last_failed_logon: FileTime::ZERO,
            failed_logon_count: 0,
            reserved: 0,
            extra_sids: vec![SidAndAttributes {
                sid: Some("S-1-18-1".parse().unwrap()),
                attributes: 7,
            }]
            .into(),
            dns_logon_domain_name: UnicodeString::NULL,
            upn: UnicodeString::NULL,
            expansion_strings: std::array::from_fn(|_| UnicodeString::NULL),
        };
        check(
            &SamLogonExReply {
                validation: Validation::SamInfo4(Some(Box::new(info))),
                authoritative: 1,
                extra_flags: ExtraFlags::default(),
                status: NtStatus::SUCCESS,
            },
            &octets,
        );
    }

    #[test]
    fn a_refusal_has_a_level_and_no_information() {
        #[rustfmt::skip]
        let octets = image(&[
            &[3, 0, 0, 0, 0, 0, 0, 0],                  // tag, null
            &[1, 0, 0, 0],                              // Authoritative
            &[0, 0, 0, 0],                              // ExtraFlags
            &[0x6a, 0, 0, 0xc0],                        // STATUS_WRONG_PASSWORD
        ]);
        check(
            &SamLogonExReply {
                validation: Validation::SamInfo2(None),
                authoritative: 1,
                extra_flags: ExtraFlags::default(),
                status: NtStatus::WRONG_PASSWORD,
            },
            &octets,
        );
    }

    #[test]
    fn too_many_groups_are_refused() {
        let mut user = user();
        user.groups = vec![
            GroupMembership {
                relative_id: 513,
                attributes: 7
            };
            2049
        ]
        .into();
        let info = SamInfo {
            user,
            expansion_room: [0; 8],
        };
        let octets = ndr::to_bytes(&SamLogonExReply {
            validation: Validation::SamInfo(Some(Box::new(info))),
            authoritative: 1,
            extra_flags: ExtraFlags::default(),
            status: NtStatus::SUCCESS,
        });
        let outcome =
            ndr::from_bytes::<SamLogonExReply>(&octets, ndr::DataRepresentation::LittleEndian);
        assert!(matches!(outcome, Err(wire::Malformed::TooLarge { .. })));
    }
}
