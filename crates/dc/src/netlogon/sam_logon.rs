//! Logging users on over the channel: pass-through authentication, [MS-NRPC] 3.5.4.5.

use auth::ntlm::{AvId, check_response};
use lsa::{Attempt, LoggedOn, Proof, times, unreadable};
use msrpc::netlogon::{
    Authenticator, ExtraFlags, GroupMembership, LogonIdentity, LogonInformation, NoArm, SamInfo,
    SamInfo2, SamInfo4, SamLogoff, SamLogoffReply, SamLogon, SamLogonEx, SamLogonExReply,
    SamLogonReply, SamLogonWithFlags, SamLogonWithFlagsReply, SecureChannelType, UserInfo,
    Validation, ValidationLevel,
};
use ndr::{Counted, UnicodeString};
use rpc::{Handler, RpcStatus};
use store::{StoreError, User};
use transport::CallContext;
use wire::{NtStatus, SecretKey};

use super::Channel;
use super::guard::Verified;
use crate::Controller;
use crate::trusted::LOGON_EXTRA_SIDS;

impl Handler<SamLogon> for Controller {
    async fn handle(
        &self,
        context: &CallContext,
        call: SamLogon,
    ) -> Result<SamLogonReply, RpcStatus> {
        let computer = call.computer_name.as_ref().map(|name| name.as_str());
        let caller = (computer, call.authenticator.as_ref());
        let (returned, outcome) = self
            .sam_logon_verified(context, caller, call.logon.0, call.validation_level)
            .await;
        Ok(SamLogonReply {
            return_authenticator: returned.or(call.return_authenticator.map(|_| NOTHING)),
            validation: outcome.validation,
            authoritative: outcome.authoritative.into(),
            status: outcome.status,
        })
    }
}

impl Handler<SamLogonWithFlags> for Controller {
    async fn handle(
        &self,
        context: &CallContext,
        call: SamLogonWithFlags,
    ) -> Result<SamLogonWithFlagsReply, RpcStatus> {
        let computer = call.computer_name.as_ref().map(|name| name.as_str());
        let caller = (computer, call.authenticator.as_ref());
        let (returned, outcome) = self
            .sam_logon_verified(context, caller, call.logon.0, call.validation_level)
            .await;
        Ok(SamLogonWithFlagsReply {
            return_authenticator: returned.or(call.return_authenticator.map(|_| NOTHING)),
            validation: outcome.validation,
            authoritative: outcome.authoritative.into(),
            extra_flags: call.extra_flags,
            status: outcome.status,
        })
    }
}

impl Handler<SamLogonEx> for Controller {
    async fn handle(
        &self,
        context: &CallContext,
        call: SamLogonEx,
    ) -> Result<SamLogonExReply, RpcStatus> {
        let level = call.validation_level;
        let outcome = match self.secured(context).await {
            // There is no other forest to pass it on to.
            Ok(_) if call.extra_flags.intersects(ExtraFlags::CROSS_FOREST_HOP) => {
                Outcome::refused(level, NtStatus::NO_SUCH_USER)
            }
            Ok(channel) => self.sam_logon(context, &channel, call.logon.0, level).await,
            Err(status) => Outcome::refused(level, status),
        };
        Ok(SamLogonExReply {
            validation: outcome.validation,
            authoritative: outcome.authoritative.into(),
            extra_flags: call.extra_flags,
            status: outcome.status,
        })
    }
}

impl Handler<SamLogoff> for Controller {
    async fn handle(
        &self,
        context: &CallContext,
        call: SamLogoff,
    ) -> Result<SamLogoffReply, RpcStatus> {
        let (Some(_), Some(computer), Some(authenticator), Some(_)) = (
            &call.logon_server,
            &call.computer_name,
            &call.authenticator,
            &call.return_authenticator,
        ) else {
            return Ok(SamLogoffReply {
                return_authenticator: call.return_authenticator.map(|_| NOTHING),
                status: NtStatus::INVALID_PARAMETER,
            });
        };
        let verified = self.verify(context, computer.as_str(), authenticator).await;
        Ok(match verified {
            Ok(verified) => SamLogoffReply {
                return_authenticator: Some(verified.returned),
                status: match &call.logon.0 {
                    LogonInformation::Interactive(Some(logon)) => {
                        self.sam_logoff(&logon.identity).await
                    }
                    LogonInformation::Interactive(None) => NtStatus::INVALID_PARAMETER,
                    _ => NtStatus::INVALID_INFO_CLASS,
                },
            },
            Err(status) => SamLogoffReply {
                return_authenticator: Some(NOTHING),
                status,
            },
        })
    }
}

/// What a caller gets that has not shown that it has a channel.
const NOTHING: Authenticator = Authenticator {
    credential: msrpc::netlogon::Credential([0; 8]),
    timestamp: 0,
};

/// What comes of a logon.
struct Outcome {
    validation: Validation,
    authoritative: bool,
    status: NtStatus,
}

impl Outcome {
    fn refused(level: ValidationLevel, status: NtStatus) -> Self {
        Self {
            validation: nothing(level),
            authoritative: true,
            status,
        }
    }
}

/// The null pointer of a level.
fn nothing(level: ValidationLevel) -> Validation {
    match level {
        ValidationLevel::SAM_INFO => Validation::SamInfo(None),
        ValidationLevel::SAM_INFO_2 => Validation::SamInfo2(None),
        ValidationLevel::GENERIC_INFO_2 => Validation::Generic2(None),
        ValidationLevel::SAM_INFO_4 => Validation::SamInfo4(None),
        ValidationLevel(other) => Validation::Other(other, NoArm),
    }
}

/// Whether there are such levels at all. If not, nothing is verified, and the client's authenticator stays as good as it was.
fn check_levels(logon: &LogonInformation, level: ValidationLevel) -> Result<(), NtStatus> {
    match (logon, nothing(level)) {
        (LogonInformation::Other(_), _) => Err(NtStatus::INVALID_PARAMETER),
        (_, Validation::Other(..)) => Err(NtStatus::INVALID_INFO_CLASS),
        _ => Ok(()),
    }
}

impl Controller {
    /// A logon of a call that carries an authenticator, and the one to return if that fits.
    async fn sam_logon_verified(
        &self,
        context: &CallContext,
        (computer, authenticator): (Option<&str>, Option<&Authenticator>),
        logon: LogonInformation,
        level: ValidationLevel,
    ) -> (Option<Authenticator>, Outcome) {
        let verified = match check_levels(&logon, level) {
            Ok(()) => self.verify_optional(context, computer, authenticator).await,
            Err(status) => Err(status),
        };
        match verified {
            Ok(Verified { channel, returned }) => {
                let outcome = self.sam_logon(context, &channel, logon, level).await;
                (Some(returned), outcome)
            }
            Err(status) => (None, Outcome::refused(level, status)),
        }
    }

    /// Checks a call whose authenticator and computer name may be missing.
    async fn verify_optional(
        &self,
        context: &CallContext,
        computer: Option<&str>,
        authenticator: Option<&Authenticator>,
    ) -> Result<Verified, NtStatus> {
        match (computer, authenticator) {
            (Some(computer), Some(authenticator)) => {
                self.verify(context, computer, authenticator).await
            }
            // CVE-2015-0240: what is not there is not looked at.
            _ => Err(NtStatus::INVALID_PARAMETER),
        }
    }

    /// Lets a user in who has logged on to the computer at the other end of a channel, [MS-NRPC] 3.5.4.5.1.
    async fn sam_logon(
        &self,
        context: &CallContext,
        channel: &Channel,
        mut logon: LogonInformation,
        level: ValidationLevel,
    ) -> Outcome {
        channel.key.decrypt_logon(&mut logon);
        let legal = matches!(
            level,
            ValidationLevel::SAM_INFO | ValidationLevel::SAM_INFO_2 | ValidationLevel::SAM_INFO_4
        );
        let (identity, proof) = match &logon {
            LogonInformation::Interactive(Some(logon))
            | LogonInformation::InteractiveTransitive(Some(logon))
            | LogonInformation::Service(Some(logon))
            | LogonInformation::ServiceTransitive(Some(logon)) => {
                (&logon.identity, Proof::Hash(&logon.nt_hash))
            }
            LogonInformation::Network(Some(logon))
            | LogonInformation::NetworkTransitive(Some(logon)) => {
                (&logon.identity, self.proof_of(context, channel, logon))
            }
            // No security package takes part here.
            LogonInformation::Generic(Some(_)) if level == ValidationLevel::GENERIC_INFO_2 => {
                return Outcome::refused(level, NtStatus::NO_SUCH_PACKAGE);
            }
            LogonInformation::Generic(Some(_)) => {
                return Outcome::refused(level, NtStatus::INVALID_INFO_CLASS);
            }
            _ => return Outcome::refused(level, NtStatus::INVALID_PARAMETER),
        };
        if !legal {
            return Outcome::refused(level, NtStatus::INVALID_INFO_CLASS);
        }
        if let Proof::Response { nt_response, .. } = &proof
            && !was_meant_for(channel, nt_response)
        {
            return Outcome::refused(level, NtStatus::LOGON_FAILURE);
        }
        if !self.is_ours(identity.domain.as_str_or_empty()) {
            let domain = identity.domain.as_str_or_empty().to_owned();
            // In a box: a logon of this domain's own user has no room for it to keep.
            return Box::pin(self.log_on_elsewhere(channel, &domain, &logon, level)).await;
        }
        let is_mschapv2 = matches!(proof, Proof::MsChapV2 { .. });
        match self.log_on_user(identity, proof).await {
            Ok(logged_on) => {
                if is_mschapv2 {
                    self.log_mschapv2(context, channel).await;
                }
                self.welcome(channel, level, logged_on)
            }
            // A principal name is of the domain that is in it.
            Err(NtStatus::NO_SUCH_USER) if !self.is_ours(domain_of(identity)) => {
                let domain = domain_of(identity).to_owned();
                Box::pin(self.log_on_elsewhere(channel, &domain, &logon, level)).await
            }
            Err(status) => Outcome::refused(level, status),
        }
    }

    /// Has another domain let its user in. What a controller of a trusting domain passes on goes no further: trusts of this
    /// kind are not transitive, and two that trust each other would send it back and forth.
    async fn log_on_elsewhere(
        &self,
        channel: &Channel,
        domain: &str,
        logon: &LogonInformation,
        level: ValidationLevel,
    ) -> Outcome {
        if !is_computers(channel) {
            return Outcome {
                authoritative: false,
                ..Outcome::refused(level, NtStatus::NO_SUCH_USER)
            };
        }
        let passed = self.trusted().log_on(domain, logon).await;
        match passed.outcome {
            Ok(foreigner) => {
                let mut validation = foreigner.validation(level);
                channel.key.encrypt_validation(&mut validation);
                Outcome {
                    validation,
                    authoritative: passed.authoritative,
                    status: NtStatus::SUCCESS,
                }
            }
            Err(status) => Outcome {
                authoritative: passed.authoritative,
                ..Outcome::refused(level, status)
            },
        }
    }

    async fn log_on_user(
        &self,
        identity: &LogonIdentity,
        proof: Proof<'_>,
    ) -> Result<LoggedOn, NtStatus> {
        self.authority()
            .log_on(&Attempt {
                domain: identity.domain.as_str_or_empty(),
                user: identity.user.as_str_or_empty(),
                workstation: identity.workstation.as_str_or_empty(),
                parameters: identity.parameter_control,
                proof,
                is_session_here: false,
            })
            .await
    }

    /// Whether a client means this domain.
    pub(crate) fn is_ours(&self, domain: &str) -> bool {
        domain.is_empty() || self.names().is_called(domain)
    }

    fn welcome(&self, channel: &Channel, level: ValidationLevel, logged_on: LoggedOn) -> Outcome {
        let user = self.user_info(&logged_on);
        let mut validation = match level {
            ValidationLevel::SAM_INFO => Validation::SamInfo(Some(Box::new(SamInfo {
                user,
                expansion_room: [0; 8],
            }))),
            ValidationLevel::SAM_INFO_2 => Validation::SamInfo2(Some(Box::new(SamInfo2 {
                user,
                expansion_room: [0; 8],
                extra_sids: Counted::default(),
            }))),
            _ => Validation::SamInfo4(Some(Box::new(SamInfo4 {
                user,
                user_account_control: logged_on.user.control,
                sub_auth_status: 0,
                last_successful_logon: logged_on.user.last_logon,
                last_failed_logon: logged_on.user.bad_password_time,
                failed_logon_count: logged_on.user.bad_password_count.into(),
                reserved: 0,
                extra_sids: Counted::default(),
                dns_logon_domain_name: UnicodeString(self.settings().dns_domain.clone()),
                upn: UnicodeString::NULL,
                expansion_strings: Default::default(),
            }))),
        };
        channel.key.encrypt_validation(&mut validation);
        Outcome {
            validation,
            authoritative: true,
            status: NtStatus::SUCCESS,
        }
    }

    fn user_info(&self, logged_on: &LoggedOn) -> UserInfo {
        let user: &User = &logged_on.user;
        let policy = &logged_on.policy;
        let now = self.now();
        let groups: Vec<GroupMembership> = logged_on
            .groups
            .iter()
            .map(|group| GroupMembership {
                relative_id: group.rid,
                attributes: group.attributes,
            })
            .collect();
        UserInfo {
            logon_time: now,
            logoff_time: times::logoff(user, now),
            kick_off_time: times::kick_off(user, policy, now),
            password_last_set: user.password_last_set,
            password_can_change: times::password_can_change(user, policy),
            password_must_change: times::password_must_change(user, policy),
            effective_name: user.name.as_str().into(),
            full_name: user.full_name.as_str().into(),
            logon_script: user.script_path.as_str().into(),
            profile_path: user.profile_path.as_str().into(),
            home_directory: user.home_directory.as_str().into(),
            home_directory_drive: user.home_directory_drive.as_str().into(),
            logon_count: user.logon_count,
            bad_password_count: user.bad_password_count,
            user_id: user.rid,
            primary_group_id: user.primary_group,
            groups: groups.into(),
            user_flags: LOGON_EXTRA_SIDS,
            user_session_key: match &logged_on.session_key {
                Some(key) => key.duplicate(),
                None => SecretKey::new([0; 16]),
            },
            logon_server: self.names().computer.as_str().into(),
            logon_domain_name: self.names().domain.as_str().into(),
            logon_domain_id: Some(self.names().sid.clone()),
            lm_key: lm_key(logged_on.session_key.as_ref()),
        }
    }

    /// The user whose account or principal name this is.
    async fn user_called(&self, name: &str) -> Result<Option<User>, StoreError> {
        match (
            self.store().user_by_name(name).await?,
            self.names().account_of(name),
        ) {
            (None, Some(account)) => self.store().user_by_name(account).await,
            (found, _) => Ok(found),
        }
    }

    async fn sam_logoff(&self, identity: &LogonIdentity) -> NtStatus {
        if !self.is_ours(identity.domain.as_str_or_empty()) {
            return NtStatus::NO_SUCH_DOMAIN;
        }
        match self.user_called(identity.user.as_str_or_empty()).await {
            Ok(Some(user)) => {
                let recorded = self.store().record_logoff(user.rid, self.now()).await;
                recorded.err().map_or(NtStatus::SUCCESS, unreadable)
            }
            Ok(None) => NtStatus::NO_SUCH_USER,
            Err(error) => unreadable(error),
        }
    }
}

/// The domain that a client names, beside the user or in his principal name.
fn domain_of(identity: &LogonIdentity) -> &str {
    match identity.domain.as_str_or_empty() {
        "" => {
            let user = identity.user.as_str_or_empty();
            user.rsplit_once('@').map_or("", |(_, domain)| domain)
        }
        domain => domain,
    }
}

/// `LMKey` after an NTLMv2 response: what older clients would sign with, the first half of the session key.
fn lm_key(session_key: Option<&SecretKey<16>>) -> SecretKey<8> {
    let halves = session_key.and_then(|key| key.expose().first_chunk());
    SecretKey::new(halves.copied().unwrap_or_default())
}

/// Whether a user's response was made for the computer that passes it on, [MS-NRPC] 3.5.4.5.1.1: what one computer was
/// given is of no use to another (CVE-2015-0005). A trusting domain passes on what its own members were given.
fn was_meant_for(channel: &Channel, nt_response: &[u8]) -> bool {
    let Ok(response) = check_response(nt_response) else {
        return true; // and refused for what it is, later
    };
    match response.pairs.text(AvId::NB_COMPUTER_NAME) {
        Some(name) if is_computers(channel) => {
            name.to_uppercase() == channel.computer.to_uppercase()
        }
        _ => true,
    }
}

/// Whether a computer of this domain is at the other end, and not a controller of one that trusts it.
const fn is_computers(channel: &Channel) -> bool {
    matches!(
        channel.channel_type,
        SecureChannelType::WORKSTATION | SecureChannelType::SERVER
    )
}
