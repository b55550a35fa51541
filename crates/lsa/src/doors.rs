//! Who is let in: authentication of SMB sessions and RPC associations.

use std::sync::Arc;

use auth::ntlm::{self, AcceptorConfig};
use auth::{AuthError, Claim, Exchange, Identity, Step, Verdict, spnego};
use msrpc::netlogon::ParameterControl;
use rpc::pdu::AuthType;
use transport::{RpcAcceptor, RpcEndpoint, RpcServerLimits, ServedPipe, ServiceFuture, SmbService};
use wire::{FileTime, NtStatus, SecretKey, Sid};

use crate::Authority;
use crate::logon::{Attempt, Proof};
use crate::role::{Foreigner, Membership, NetworkLogon};

/// The ways in.
pub(crate) struct Doors {
    pub(crate) authority: Arc<Authority>,
    /// What is offered on all pipes.
    pub(crate) pipes: Arc<RpcEndpoint>,
    /// How long who has opened one may take.
    pub(crate) limits: RpcServerLimits,
}

impl SmbService for Doors {
    fn judge(self: Arc<Self>, claim: Claim) -> ServiceFuture<Result<Step, AuthError>> {
        let authority = Arc::clone(&self.authority);
        Box::pin(async move { authority.judge(claim).await })
    }

    fn serve(self: Arc<Self>, pipe: ServedPipe) -> ServiceFuture<()> {
        let pipes = Arc::clone(&self.pipes);
        Box::pin(async move {
            pipes.serve_pipe(pipe, self.limits).await;
        })
    }
}

/// The authentication of RPC associations.
pub(crate) struct RpcDoor(pub(crate) Arc<Authority>);

impl RpcAcceptor for RpcDoor {
    fn acceptor(&self, auth_type: AuthType) -> Option<Box<dyn Exchange>> {
        let authority = &self.0;
        let ntlm = || ntlm_acceptor(authority, authority.random(), authority.now());
        match auth_type {
            AuthType::NTLM => Some(ntlm()),
            AuthType::SPNEGO => Some(Box::new(spnego::Acceptor::new(ntlm()))),
            AuthType::NETLOGON => authority.role.acceptor(),
            _ => None,
        }
    }

    fn judge(&self, claim: Claim) -> ServiceFuture<Result<Step, AuthError>> {
        let authority = Arc::clone(&self.0);
        Box::pin(async move { authority.judge(claim).await })
    }
}

/// NTLM for one logon. Null sessions are let in; what they may do, pipes and calls decide.
pub(crate) fn ntlm_acceptor(
    authority: &Authority,
    challenge: [u8; 8],
    now: FileTime,
) -> Box<dyn Exchange> {
    let computer = authority.names().computer.clone();
    let in_domain = |domain| AcceptorConfig::in_domain(computer.clone(), domain);
    let config = match authority.role.membership() {
        Membership::Controller => in_domain(authority.names().domain.clone()),
        Membership::Member(domain) => in_domain(domain.name),
        Membership::Standalone { workgroup } => AcceptorConfig {
            role: ntlm::Role::Standalone,
            ..in_domain(workgroup)
        },
    };
    let config = AcceptorConfig {
        allow_anonymous: true,
        ..config
    };
    Box::new(ntlm::Acceptor::new(&config, challenge, now))
}

/// Somebody whom this authority lets in, or another one that it asks.
struct Known {
    sid: Sid,
    groups: Vec<Sid>,
    session_key: SecretKey<16>,
}

impl Authority {
    /// NTLM for one logon, for a service that has sockets of its own. Null sessions are let in; what they may do is its
    /// business, and whose claim it is, [`Authority::judge`] says.
    #[must_use]
    pub fn acceptor(&self) -> Box<dyn Exchange> {
        ntlm_acceptor(self, self.random(), self.now())
    }

    /// Judges somebody who logs on to this computer.
    ///
    /// # Errors
    /// [`AuthError`] when he is not let in.
    pub async fn judge(&self, claim: Claim) -> Result<Step, AuthError> {
        let logon = NetworkLogon {
            domain: &claim.domain,
            user: &claim.user,
            workstation: &claim.workstation,
            parameters: Claim::LOGON_PARAMETERS,
            challenge: claim.server_challenge,
            nt_response: &claim.nt_response,
            lm_response: &claim.lm_response,
        };
        let known = if self.is_foreign(&logon).await {
            self.log_on_foreigner(logon).await
        } else {
            self.log_on_own(logon).await
        };
        let known = match known {
            Ok(known) => known,
            Err(status) => return claim.resume(Verdict::Refused(told(status))),
        };
        let mut step = claim.resume(Verdict::SessionBaseKey(known.session_key))?;
        if let Step::Done { established, .. } = &mut step
            && let Identity::Account { sid, groups, .. } = &mut established.identity
        {
            *sid = Some(known.sid);
            *groups = known.groups;
        }
        Ok(step)
    }

    /// Whether an account, as a client names it, is another authority's. A member has its domain to ask, and a controller the
    /// domains that its own trusts; otherwise computers take whoever they know, under whatever domain, as Windows does.
    async fn is_foreign(&self, logon: &NetworkLogon<'_>) -> bool {
        let (domain, user) = (logon.domain, logon.user);
        let own = [&self.names().domain, &self.names().computer];
        // A user principal name, user@dns.domain, comes without a domain, and no own account has one.
        let is_own = (domain.is_empty() && !user.contains('@'))
            || domain == "."
            || own
                .iter()
                .any(|own| domain.eq_ignore_ascii_case(own.as_str()));
        match self.role.membership() {
            _ if is_own => false,
            Membership::Member(_) => true,
            Membership::Controller => self.role.trusts(domain).await,
            Membership::Standalone { .. } => false,
        }
    }

    async fn log_on_own(&self, logon: NetworkLogon<'_>) -> Result<Known, NtStatus> {
        let logged_on = self
            .log_on(&Attempt {
                domain: logon.domain,
                user: logon.user,
                workstation: logon.workstation,
                parameters: ParameterControl(logon.parameters),
                proof: Proof::Response {
                    challenge: logon.challenge,
                    nt_response: logon.nt_response,
                },
                is_session_here: true,
            })
            .await?;
        let sid = self.names().sid.child(logged_on.user.rid);
        Ok(Known {
            sid: sid.map_err(|_| NtStatus::LOGON_FAILURE)?,
            groups: Vec::new(),
            session_key: logged_on.session_key.ok_or(NtStatus::LOGON_FAILURE)?,
        })
    }

    async fn log_on_foreigner(&self, logon: NetworkLogon<'_>) -> Result<Known, NtStatus> {
        self.count_logon_attempt();
        let Foreigner {
            sid,
            groups,
            session_key,
        } = self.role.log_on(logon).await?;
        // Another authority speaks for its accounts only.
        if self.is_own(&sid) {
            return Err(NtStatus::LOGON_FAILURE);
        }
        Ok(Known {
            sid,
            groups,
            session_key,
        })
    }
}

/// What somebody hears who could not log on. Which names exist is not among it.
const fn told(status: NtStatus) -> NtStatus {
    match status {
        NtStatus::WRONG_PASSWORD | NtStatus::NO_SUCH_USER => NtStatus::LOGON_FAILURE,
        other => other,
    }
}
