//! Who is let in: authentication of SMB sessions and RPC associations.

use std::sync::Arc;

use auth::ntlm::{self, AcceptorConfig};
use auth::{AuthError, Claim, Exchange, Identity, Step, Verdict, spnego};
use msrpc::netlogon::ParameterControl;
use netlogon::Session;
use rpc::pdu::AuthType;
use transport::{RpcAcceptor, RpcEndpoint, ServedPipe, ServiceFuture, SmbService};
use wire::{FileTime, NtStatus};

use crate::Controller;
use crate::logon::{Attempt, LoggedOn, Proof};

/// The ways in.
pub(crate) struct Doors {
    pub(crate) controller: Arc<Controller>,
    /// What is offered on all pipes.
    pub(crate) pipes: Arc<RpcEndpoint<Controller>>,
}

impl SmbService for Doors {
    fn judge(self: Arc<Self>, claim: Claim) -> ServiceFuture<Result<Step, AuthError>> {
        let controller = Arc::clone(&self.controller);
        Box::pin(async move { controller.judge(claim).await })
    }

    fn serve(self: Arc<Self>, pipe: ServedPipe) -> ServiceFuture<()> {
        let pipes = Arc::clone(&self.pipes);
        Box::pin(async move {
            pipes.serve_pipe(pipe).await;
        })
    }
}

/// The authentication of RPC associations.
pub(crate) struct RpcDoor(pub(crate) Arc<Controller>);

impl RpcAcceptor for RpcDoor {
    fn acceptor(&self, auth_type: AuthType) -> Option<Box<dyn Exchange>> {
        let controller = &self.0;
        let ntlm = || ntlm_acceptor(controller, controller.random(), controller.now());
        match auth_type {
            AuthType::NTLM => Some(ntlm()),
            AuthType::SPNEGO => Some(Box::new(spnego::Acceptor::new(ntlm()))),
            AuthType::NETLOGON => Some(Controller::netlogon_acceptor(controller)),
            _ => None,
        }
    }

    fn judge(&self, claim: Claim) -> ServiceFuture<Result<Step, AuthError>> {
        let controller = Arc::clone(&self.0);
        Box::pin(async move { controller.judge(claim).await })
    }
}

/// NTLM for one logon. Null sessions are let in; what they may do, pipes and calls decide.
pub(crate) fn ntlm_acceptor(
    controller: &Controller,
    challenge: [u8; 8],
    now: FileTime,
) -> Box<dyn Exchange> {
    let names = controller.names();
    let config = AcceptorConfig {
        allow_anonymous: true,
        ..AcceptorConfig::in_domain(names.computer.clone(), names.domain.clone())
    };
    Box::new(ntlm::Acceptor::new(&config, challenge, now))
}

impl Controller {
    /// Judges somebody who logs on to the domain controller itself.
    async fn judge(&self, claim: Claim) -> Result<Step, AuthError> {
        let logged_on = self
            .log_on(&Attempt {
                domain: &claim.domain,
                user: &claim.user,
                workstation: &claim.workstation,
                parameters: ParameterControl(Claim::LOGON_PARAMETERS),
                proof: Proof::Response {
                    challenge: claim.server_challenge,
                    nt_response: &claim.nt_response,
                },
            })
            .await;
        let LoggedOn {
            user, session_key, ..
        } = match logged_on {
            Ok(logged_on) => logged_on,
            Err(status) => return claim.resume(Verdict::Refused(told(status))),
        };
        let Some(key) = session_key else {
            return claim.resume(Verdict::Refused(NtStatus::LOGON_FAILURE));
        };
        let mut step = claim.resume(Verdict::SessionBaseKey(key))?;
        if let Step::Done { established, .. } = &mut step
            && let Identity::Account { sid, .. } = &mut established.identity
        {
            *sid = self.names().sid.child(user.rid).ok();
        }
        Ok(step)
    }

    /// Secure RPC for one association: the channel that the client names.
    fn netlogon_acceptor(controller: &Arc<Self>) -> Box<dyn Exchange> {
        let (finder, entropy) = (Arc::clone(controller), Arc::clone(controller));
        let find = move |request: &netlogon::NegotiateRequest| {
            let channel = finder.channels.find(request.computer()?)?;
            Some(Session {
                identity: Identity::Account {
                    domain: finder.names().domain.as_str().to_owned(),
                    user: channel.account.clone(),
                    workstation: channel.computer.clone(),
                    sid: Some(channel.sid.clone()),
                },
                key: channel.key.duplicate(),
            })
        };
        let fill = move |octets: &mut [u8]| entropy.surroundings().entropy.fill(octets);
        Box::new(netlogon::Acceptor::new(Box::new(find), Box::new(fill)))
    }
}

/// What somebody hears who could not log on. Which names exist is not among it.
const fn told(status: NtStatus) -> NtStatus {
    match status {
        NtStatus::WRONG_PASSWORD | NtStatus::NO_SUCH_USER => NtStatus::LOGON_FAILURE,
        other => other,
    }
}
