//! What another domain may say of its users, [MS-PAC] 4.1.2.2: a trusted domain speaks for its own SIDs. Whatever else its
//! controller claims, a user's being in this domain's groups above all, is none of its business.

use link::{Domain, sids_of};
use msrpc::netlogon::{
    SamInfo, SamInfo2, SamInfo4, SidAndAttributes, UserInfo, Validation, ValidationLevel,
};
use ndr::{Counted, UnicodeString};
use tracing::warn;
use wire::{FileTime, NtStatus, Sid};

/// A user of a trusted domain whom that has let in.
pub(crate) struct Foreigner {
    user: UserInfo,
    extra_sids: Vec<SidAndAttributes>,
    /// What only the newest form has.
    more: More,
}

#[derive(Default)]
struct More {
    user_account_control: u32,
    sub_auth_status: u32,
    last_successful_logon: FileTime,
    last_failed_logon: FileTime,
    failed_logon_count: u32,
    dns_logon_domain_name: UnicodeString,
    upn: UnicodeString,
}

/// What is left of what a controller of this domain says of somebody.
///
/// # Errors
/// `STATUS_DOMAIN_TRUST_INCONSISTENT` if it says that he is of another domain than the one that it serves, this one above
/// all; `STATUS_INVALID_NETWORK_RESPONSE` if it does not say who he is.
pub(super) fn filtered(validation: Validation, domain: &Domain) -> Result<Foreigner, NtStatus> {
    let mut foreigner = Foreigner::new(validation).ok_or(NtStatus::INVALID_NETWORK_RESPONSE)?;
    let user = &mut foreigner.user;
    let claimed = user.logon_domain_id.as_ref();
    let claimed = claimed.ok_or(NtStatus::INVALID_NETWORK_RESPONSE)?;
    let name = user.logon_domain_name.as_str_or_empty();
    if *claimed != domain.sid || !name.eq_ignore_ascii_case(domain.name.as_str()) {
        warn!(
            domain = %domain.name, %claimed, name = %cli::printable(name),
            "a controller of a trusted domain speaks for another one"
        );
        return Err(NtStatus::DOMAIN_TRUST_INCONSISTENT);
    }
    let before = foreigner.extra_sids.len();
    let is_its_own = |sid: &Sid| sid.domain().as_ref() == Some(&domain.sid);
    foreigner
        .extra_sids
        .retain(|extra| extra.sid.as_ref().is_some_and(is_its_own));
    let removed = before - foreigner.extra_sids.len();
    if removed > 0 {
        warn!(domain = %domain.name, removed, "SIDs that are not of the trusted domain were removed");
    }
    // Groups of this domain, if the other one had named any, were no members that are read here.
    user.user_flags = user.user_flags & !LOGON_RESOURCE_GROUPS | LOGON_EXTRA_SIDS;
    Ok(foreigner)
}

/// `LOGON_EXTRA_SIDS` of `UserFlags`, [MS-PAC] 2.5: the member for them is there, if empty.
pub(crate) const LOGON_EXTRA_SIDS: u32 = 0x20;
/// `LOGON_RESOURCE_GROUPS`.
const LOGON_RESOURCE_GROUPS: u32 = 0x200;

impl Foreigner {
    fn new(validation: Validation) -> Option<Self> {
        Some(match validation {
            Validation::SamInfo4(Some(info)) => Self {
                user: info.user,
                extra_sids: info.extra_sids.0,
                more: More {
                    user_account_control: info.user_account_control,
                    sub_auth_status: info.sub_auth_status,
                    last_successful_logon: info.last_successful_logon,
                    last_failed_logon: info.last_failed_logon,
                    failed_logon_count: info.failed_logon_count,
                    dns_logon_domain_name: info.dns_logon_domain_name,
                    upn: info.upn,
                },
            },
            Validation::SamInfo2(Some(info)) => Self {
                user: info.user,
                extra_sids: info.extra_sids.0,
                more: More::default(),
            },
            _ => return None,
        })
    }

    /// Who that is, for a session at this computer.
    ///
    /// # Errors
    /// `STATUS_TRUSTED_DOMAIN_FAILURE` if there is no such SID.
    pub(crate) fn known(self) -> Result<lsa::Foreigner, NtStatus> {
        let (sid, groups) =
            sids_of(&self.user, self.extra_sids).ok_or(NtStatus::TRUSTED_DOMAIN_FAILURE)?;
        Ok(lsa::Foreigner {
            sid,
            groups,
            session_key: self.user.user_session_key,
        })
    }

    /// In the form that a member asks for, its keys not encrypted yet.
    pub(crate) fn validation(self, level: ValidationLevel) -> Validation {
        let Self {
            user,
            extra_sids,
            more,
        } = self;
        match level {
            ValidationLevel::SAM_INFO => Validation::SamInfo(Some(Box::new(SamInfo {
                user,
                expansion_room: [0; 8],
            }))),
            ValidationLevel::SAM_INFO_2 => Validation::SamInfo2(Some(Box::new(SamInfo2 {
                user,
                expansion_room: [0; 8],
                extra_sids: Counted(extra_sids),
            }))),
            _ => Validation::SamInfo4(Some(Box::new(SamInfo4 {
                user,
                user_account_control: more.user_account_control,
                sub_auth_status: more.sub_auth_status,
                last_successful_logon: more.last_successful_logon,
                last_failed_logon: more.last_failed_logon,
                failed_logon_count: more.failed_logon_count,
                reserved: 0,
                extra_sids: Counted(extra_sids),
                dns_logon_domain_name: more.dns_logon_domain_name,
                upn: more.upn,
                expansion_strings: Default::default(),
            }))),
        }
    }
}

#[cfg(test)]
mod tests {
    use wire::SecretKey;

    use super::*;

    fn domain() -> Domain {
        Domain {
            name: "OTHER".parse().unwrap(),
            dns_name: None,
            sid: "S-1-5-21-4-5-6".parse().unwrap(),
        }
    }

    fn said(domain: &str, sid: Option<&str>, extra: &[&str]) -> Validation {
        let extra_sids = extra.iter().map(|sid| SidAndAttributes {
            sid: sid.parse().ok(),
            attributes: 7,
        });
        Validation::SamInfo2(Some(Box::new(SamInfo2 {
            user: UserInfo {
                logon_time: FileTime(0),
                logoff_time: FileTime(0),
                kick_off_time: FileTime(0),
                password_last_set: FileTime(0),
                password_can_change: FileTime(0),
                password_must_change: FileTime(0),
                effective_name: "user".into(),
                full_name: UnicodeString::NULL,
                logon_script: UnicodeString::NULL,
                profile_path: UnicodeString::NULL,
                home_directory: UnicodeString::NULL,
                home_directory_drive: UnicodeString::NULL,
                logon_count: 0,
                bad_password_count: 0,
                user_id: 1000,
                primary_group_id: 513,
                groups: Counted::default(),
                user_flags: LOGON_RESOURCE_GROUPS | 1,
                user_session_key: SecretKey::new([7; 16]),
                logon_server: "OTHERPDC".into(),
                logon_domain_name: domain.into(),
                logon_domain_id: sid.and_then(|sid| sid.parse().ok()),
                lm_key: SecretKey::new([0; 8]),
            },
            expansion_room: [0; 8],
            extra_sids: Counted(extra_sids.collect()),
        })))
    }

    // [MS-PAC] 4.1.2.2: what is not of the trusted domain is filtered, whoever it would make of the user here.
    #[test]
    fn a_trusted_domain_speaks_for_its_own_sids() {
        let claimed = [
            "S-1-5-21-4-5-6-2000",   // its own
            "S-1-5-21-1-2-3-512",    // administrators of this domain
            "S-1-5-32-544",          // the computer's
            "S-1-5-18",              // the system
            "S-1-5-21-4-5-6",        // a domain is nobody
            "S-1-5-21-4-5-6-7-1000", // of a longer one
            "S-1-5-21-7-8-9-1000",   // of a third domain
        ];
        let validation = said("other", Some("S-1-5-21-4-5-6"), &claimed);
        let foreigner = filtered(validation, &domain()).ok().unwrap();
        let Validation::SamInfo4(Some(info)) = foreigner.validation(ValidationLevel::SAM_INFO_4)
        else {
            panic!("another level");
        };
        let left: Vec<_> = info
            .extra_sids
            .0
            .into_iter()
            .map(|extra| extra.sid)
            .collect();
        assert_eq!(left, ["S-1-5-21-4-5-6-2000".parse().ok()]);
        assert_eq!(info.user.user_flags, LOGON_EXTRA_SIDS | 1);
        assert_eq!(info.user.user_session_key.expose(), &[7; 16]);
    }

    #[test]
    fn a_trusted_domain_speaks_for_no_other() {
        let own = Some("S-1-5-21-4-5-6");
        let ours = Some("S-1-5-21-1-2-3");
        for (name, sid, status) in [
            ("OTHER", ours, NtStatus::DOMAIN_TRUST_INCONSISTENT),
            ("OURDOM", ours, NtStatus::DOMAIN_TRUST_INCONSISTENT),
            ("OURDOM", own, NtStatus::DOMAIN_TRUST_INCONSISTENT),
            ("", own, NtStatus::DOMAIN_TRUST_INCONSISTENT),
            ("OTHER", None, NtStatus::INVALID_NETWORK_RESPONSE),
        ] {
            let refused = filtered(said(name, sid, &[]), &domain()).err();
            assert_eq!(refused, Some(status), "{name} {sid:?}");
        }
        let nobody = filtered(Validation::SamInfo4(None), &domain()).err();
        assert_eq!(nobody, Some(NtStatus::INVALID_NETWORK_RESPONSE));
    }
}
