//! The calls of Netlogon that a member makes, with the real computations, and controllers that refuse, lie and fall.

use std::future::pending;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use auth::{AuthError, Claim, Exchange, Identity, NtHash, Protection, Step};
use msrpc::netlogon::*;
use ndr::{Counted, UnicodeString};
use netlogon::{Accepted, Algorithm, Challenges, KeyStrength, NegotiateRequest, Session};
use rpc::pdu::AuthType;
use rpc::{Handler, RpcStatus, Service};
use transport::{CallContext, RpcAcceptor, RpcEndpoint, ServiceFuture};
use wire::{FileTime, NtStatus, Password, SecretKey};

use crate::controller::Channel;
use crate::disk::hash_of;
use crate::faults::Fault;
use crate::truth::Hash;
use crate::world::{DOMAIN, World, domain};

/// The Netlogon service of one controller.
pub(crate) struct Netlogon {
    pub(crate) world: Arc<World>,
    pub(crate) index: usize,
}

/// What one connection is served by.
pub(crate) fn endpoint(world: &Arc<World>, index: usize) -> Arc<RpcEndpoint> {
    let service = Arc::new(Netlogon {
        world: Arc::clone(world),
        index,
    });
    let door = Arc::new(Door(Arc::clone(&service)));
    let endpoint = RpcEndpoint::new(door, "49152").counted_by(Arc::clone(&world.connections));
    Arc::new(endpoint.with::<Logon, _>(&service))
}

struct Door(Arc<Netlogon>);

impl RpcAcceptor for Door {
    fn acceptor(&self, auth_type: AuthType) -> Option<Box<dyn Exchange>> {
        let service = Arc::clone(&self.0);
        let entropy = Arc::clone(&self.0.controller().entropy);
        let find = move |request: &NegotiateRequest| {
            let named = request.computer()?;
            let channel = service.channel()?;
            if !named.eq_ignore_ascii_case(channel.computer) {
                return None;
            }
            Some(Session {
                identity: Identity::Account {
                    domain: DOMAIN.to_owned(),
                    user: format!("{}$", channel.computer),
                    workstation: channel.computer.to_owned(),
                    sid: None,
                    groups: Vec::new(),
                },
                standing: 0,
                key: channel.key.duplicate(),
            })
        };
        let fill = move |octets: &mut [u8]| lsa::Entropy::fill(&*entropy, octets);
        (auth_type == AuthType::NETLOGON).then(|| -> Box<dyn Exchange> {
            Box::new(netlogon::Acceptor::new(Box::new(find), Box::new(fill)))
        })
    }

    fn judge(&self, _: Claim) -> ServiceFuture<Result<Step, AuthError>> {
        Box::pin(async { Err(AuthError::Refused(NtStatus::LOGON_FAILURE)) })
    }
}

impl Service for Netlogon {
    type Context = CallContext;
}

impl Netlogon {
    fn controller(&self) -> &crate::controller::Controller {
        &self.world.controllers[self.index]
    }

    fn channel(&self) -> Option<Arc<Channel>> {
        self.controller().state().channel.clone()
    }

    fn note(&self, what: impl std::fmt::Display) {
        self.world
            .note(format!("{}: {what}", self.controller().name));
    }

    /// The guard of every call over the channel: secure RPC has to seal it, and the authenticator has to fit.
    fn verify(
        &self,
        context: &CallContext,
        authenticator: &Authenticator,
    ) -> Result<(Arc<Channel>, Authenticator), NtStatus> {
        let channel = self.secured(context)?;
        let mut stored = channel.stored.lock().unwrap();
        let returned = stored.verify(&channel.key, authenticator);
        let returned = returned.map_err(|_| NtStatus::ACCESS_DENIED)?;
        drop(stored);
        Ok((channel, returned))
    }

    fn secured(&self, context: &CallContext) -> Result<Arc<Channel>, NtStatus> {
        let channel = self.channel().ok_or(NtStatus::ACCESS_DENIED)?;
        let sealed = context.auth_type() == Some(AuthType::NETLOGON)
            && context.protection() == Some(Protection::Privacy);
        if sealed {
            Ok(channel)
        } else {
            Err(NtStatus::ACCESS_DENIED)
        }
    }

    fn try_set_up(
        &self,
        context: &CallContext,
        call: &Authenticate3,
    ) -> Result<Credential, NtStatus> {
        let world = &self.world;
        let mut state = self.controller().state();
        state.proofs.push(world.clock.elapsed());
        let negotiated = call.flags.intersection(NegotiateFlags::MEMBER);
        let algorithm = Algorithm::select(negotiated, KeyStrength::AesOnly);
        let algorithm = algorithm.ok_or(NtStatus::DOWNGRADE_DETECTED)?;
        let challenges = state.challenges.remove(&context.connection());
        let computer = state.name.value;
        let called = call.account_name.as_str().strip_suffix('$');
        if !state.exists || called != Some(computer) {
            return Err(NtStatus::NO_TRUST_SAM_ACCOUNT);
        }
        if world.faults.occurs(Fault::ProofRefused) {
            return Err(*world.random.pick(&[
                NtStatus::ACCESS_DENIED,
                NtStatus::NO_TRUST_SAM_ACCOUNT,
                NtStatus::INTERNAL_ERROR,
            ]));
        }
        let hash = state.password.value;
        let accepted = challenges.ok_or(NtStatus::ACCESS_DENIED)?.accept(
            algorithm,
            &NtHash::new(hash.0),
            call.client_credential,
        );
        let Accepted {
            server_credential,
            key,
            stored,
        } = accepted.map_err(|_| NtStatus::ACCESS_DENIED)?;
        if !state.enabled {
            return Err(NtStatus::ACCOUNT_DISABLED);
        }
        state.channel = Some(Arc::new(Channel {
            computer,
            key,
            negotiated,
            requested: call.flags,
            stored: Mutex::new(stored),
        }));
        drop(state);
        world.truth().proves(hash, computer);
        Ok(server_credential)
    }

    /// Sets a password, or does something else.
    async fn change(&self, hash: Hash) -> Result<NtStatus, RpcStatus> {
        let world = &self.world;
        if world.faults.occurs(Fault::ControllerFalls) {
            self.fall().await;
        }
        if self.controller().state().refuses_changes || world.faults.occurs(Fault::SetRefused) {
            self.note("refuses a new password");
            return Ok(NtStatus::WRONG_PASSWORD);
        }
        if self.controller().state().claims_changes || world.faults.occurs(Fault::SetClaimed) {
            self.note("says that it has set a password, and has not");
            return Ok(NtStatus::SUCCESS);
        }
        let is_set = !world.faults.occurs(Fault::SetUnanswered);
        if is_set {
            let at = if world.has_primary { 0 } else { self.index };
            if !world.controllers[at].state().up {
                return Ok(NtStatus::NO_LOGON_SERVERS);
            }
            world.set_password(at, hash);
            let disk = world.disk().values();
            world.truth().set(world, hash, disk);
        }
        if world.faults.occurs(Fault::ControllerFalls) {
            self.fall().await;
        }
        if !is_set || world.faults.occurs(Fault::SetUnanswered) {
            self.note("answers with a fault");
            return Err(RpcStatus::ACCESS_DENIED);
        }
        if world.faults.occurs(Fault::SetDenied) {
            self.note("says that it has not set a password, and has");
            return Ok(NtStatus::ACCESS_DENIED);
        }
        Ok(NtStatus::SUCCESS)
    }

    async fn fall(&self) {
        let back = self.world.random.seconds(1..900);
        self.world.controller_falls(self.index, back);
        pending().await
    }
}

impl Handler<ReqChallenge> for Netlogon {
    async fn handle(
        &self,
        context: &CallContext,
        call: ReqChallenge,
    ) -> Result<ReqChallengeReply, RpcStatus> {
        let server = Credential(self.controller().entropy.draw().to_le_bytes());
        let challenges = Challenges {
            client: call.client_challenge,
            server,
        };
        let mut state = self.controller().state();
        state.challenges.insert(context.connection(), challenges);
        Ok(ReqChallengeReply {
            server_challenge: server,
            status: NtStatus::SUCCESS,
        })
    }
}

impl Handler<Authenticate3> for Netlogon {
    async fn handle(
        &self,
        context: &CallContext,
        call: Authenticate3,
    ) -> Result<Authenticate3Reply, RpcStatus> {
        let flags = call.flags.intersection(NegotiateFlags::MEMBER);
        let outcome = self.try_set_up(context, &call);
        let status = outcome.err().unwrap_or(NtStatus::SUCCESS);
        self.note(format!("a proof: {status}"));
        Ok(Authenticate3Reply {
            server_credential: outcome.unwrap_or_default(),
            flags,
            account_rid: 1000,
            status,
        })
    }
}

impl Handler<GetCapabilities> for Netlogon {
    async fn handle(
        &self,
        context: &CallContext,
        call: GetCapabilities,
    ) -> Result<GetCapabilitiesReply, RpcStatus> {
        let requested = call.query_level == 2;
        if requested && !self.controller().state().knows_requested {
            return Err(RpcStatus::INVALID_TAG);
        }
        let arm = |flags| match requested {
            true => Capabilities::Requested(flags),
            false => Capabilities::Negotiated(flags),
        };
        Ok(match self.verify(context, &call.authenticator) {
            Ok((channel, returned)) => GetCapabilitiesReply {
                return_authenticator: returned,
                capabilities: arm(match requested {
                    true => channel.requested,
                    false => channel.negotiated,
                }),
                status: NtStatus::SUCCESS,
            },
            Err(status) => GetCapabilitiesReply {
                return_authenticator: Authenticator::default(),
                capabilities: arm(NegotiateFlags::default()),
                status,
            },
        })
    }
}

impl Handler<PasswordSet2> for Netlogon {
    async fn handle(
        &self,
        context: &CallContext,
        call: PasswordSet2,
    ) -> Result<PasswordSet2Reply, RpcStatus> {
        let (channel, returned) = match self.verify(context, &call.authenticator) {
            Ok(verified) => verified,
            Err(status) => {
                self.note(format!(
                    "a new password over a channel that is none: {status}"
                ));
                return Ok(PasswordSet2Reply {
                    return_authenticator: Authenticator::default(),
                    status,
                });
            }
        };
        let now = self.world.clock.elapsed();
        self.controller().state().changes.push(now);
        self.world.truth().sees_change(&self.world);
        let clear = channel.key.decrypt_password(&call.new_password);
        let status = match clear.ok().and_then(|clear| clear.to_password()) {
            Some(password) => self.change(hash_of(&password)).await?,
            None => NtStatus::WRONG_PASSWORD,
        };
        Ok(PasswordSet2Reply {
            return_authenticator: returned,
            status,
        })
    }
}

/// Whoever is called so has forgotten his password.
pub(crate) const FORGETFUL: &str = "forgetful";

/// The password of whoever logs on with one.
pub(crate) const PASSWORD: &str = "a password";

impl Handler<SamLogonEx> for Netlogon {
    async fn handle(
        &self,
        context: &CallContext,
        mut call: SamLogonEx,
    ) -> Result<SamLogonExReply, RpcStatus> {
        let slowness = self.controller().state().slowness;
        if slowness > Duration::ZERO {
            tokio::time::sleep(slowness).await;
        }
        let answer = |validation, status| SamLogonExReply {
            validation,
            authoritative: 1,
            extra_flags: call.extra_flags,
            status,
        };
        let channel = match self.secured(context) {
            Ok(channel) => channel,
            Err(status) => return Ok(answer(Validation::SamInfo4(None), status)),
        };
        channel.key.decrypt_logon(&mut call.logon.0);
        let user = match &call.logon.0 {
            LogonInformation::NetworkTransitive(Some(logon)) => &logon.identity.user,
            LogonInformation::InteractiveTransitive(Some(logon)) => {
                let hash = NtHash::from_password(&Password::new(PASSWORD.into()));
                if logon.nt_hash.expose() != hash.expose() {
                    let validation = Validation::SamInfo4(None);
                    return Ok(answer(validation, NtStatus::WRONG_PASSWORD));
                }
                &logon.identity.user
            }
            _ => {
                return Ok(answer(
                    Validation::SamInfo4(None),
                    NtStatus::INVALID_PARAMETER,
                ));
            }
        };
        if user.0.as_deref() == Some(FORGETFUL) {
            return Ok(answer(Validation::SamInfo4(None), NtStatus::WRONG_PASSWORD));
        }
        let mut validation = Validation::SamInfo4(Some(Box::new(welcome(user.clone()))));
        channel.key.encrypt_validation(&mut validation);
        Ok(answer(validation, NtStatus::SUCCESS))
    }
}

fn welcome(user: UnicodeString) -> SamInfo4 {
    SamInfo4 {
        user: UserInfo {
            logon_time: FileTime::ZERO,
            logoff_time: FileTime::NEVER,
            kick_off_time: FileTime::NEVER,
            password_last_set: FileTime::ZERO,
            password_can_change: FileTime::ZERO,
            password_must_change: FileTime::NEVER,
            effective_name: user,
            full_name: UnicodeString::NULL,
            logon_script: UnicodeString::NULL,
            profile_path: UnicodeString::NULL,
            home_directory: UnicodeString::NULL,
            home_directory_drive: UnicodeString::NULL,
            logon_count: 0,
            bad_password_count: 0,
            user_id: 1001,
            primary_group_id: 513,
            groups: Vec::new().into(),
            user_flags: 0x20,
            user_session_key: SecretKey::new([7; 16]),
            logon_server: UnicodeString::NULL,
            logon_domain_name: DOMAIN.into(),
            logon_domain_id: Some(domain().sid),
            lm_key: SecretKey::new([0; 8]),
        },
        user_account_control: 0x10,
        sub_auth_status: 0,
        last_successful_logon: FileTime::ZERO,
        last_failed_logon: FileTime::ZERO,
        failed_logon_count: 0,
        reserved: 0,
        extra_sids: Counted::default(),
        dns_logon_domain_name: UnicodeString::NULL,
        upn: UnicodeString::NULL,
        expansion_strings: Default::default(),
    }
}

rpc::unsupported!(
    Netlogon: UasLogon, UasLogoff, SamLogon, SamLogoff, Authenticate, PasswordSet, DatabaseDeltas, DatabaseSync,
    AccountDeltas, AccountSync, GetDcName, LogonControl, GetAnyDcName, LogonControl2, Authenticate2, DatabaseSync2,
    DatabaseRedo, LogonControl2Ex, EnumerateTrustedDomains, DsrGetDcName, SetServiceBits, GetTrustRid,
    ComputeServerDigest, ComputeClientDigest, DsrGetDcNameEx, DsrGetSiteName, GetDomainInfo, PasswordGet, SendToSam,
    DsrAddressToSiteNames, DsrGetDcNameEx2, GetTimeServiceParentDomain, EnumerateTrustedDomainsEx,
    DsrAddressToSiteNamesEx, DsrGetDcSiteCoverage, EnumerateDomainTrusts, DsrDeregisterDnsHostRecords,
    TrustPasswordsGet, DsrGetForestTrustInformation, GetForestTrustInformation, SamLogonWithFlags, GetTrustInfo,
);
