//! Responses of MS-CHAPv2, which a RADIUS server passes on: as weak as those of NTLM version 1, and so for those domains
//! only whose administrator has said so.

use lsa::Proof;
use msrpc::netlogon::{NetworkLogon, ParameterControl, SecureChannelType};
use transport::CallContext;

use super::Channel;
use super::guard::is_sealed;
use crate::Controller;
use crate::events::NetlogonEvent;

impl Controller {
    /// What a network logon proves itself by. A response of the old form is one of MS-CHAPv2 where
    /// `MSV1_0_ALLOW_MSVCHAPV2` says so, a member passes it on, which an account must be for, and the channel seals the
    /// call: no exception from that lets it out. Every other one is NTLM version 1, and refused as that.
    pub(super) fn proof_of<'a>(
        &self,
        context: &CallContext,
        channel: &Channel,
        logon: &'a NetworkLogon,
    ) -> Proof<'a> {
        let nt_response = logon.nt_response.0.as_deref().unwrap_or_default();
        let challenge = logon.challenge;
        let parameters = logon.identity.parameter_control;
        if nt_response.len() == RESPONSE_LEN
            && parameters.contains(ParameterControl::ALLOW_MSVCHAPV2)
            && self.settings().allow_mschapv2_des_responses
            && channel.channel_type == SecureChannelType::WORKSTATION
            && is_sealed(context)
        {
            Proof::MsChapV2 {
                challenge,
                nt_response,
            }
        } else {
            Proof::Response {
                challenge,
                nt_response,
            }
        }
    }

    /// Tells that somebody was let in by such a response. Whom, only the member's own log says: an event for each user
    /// would push out those of others.
    pub(super) async fn log_mschapv2(&self, context: &CallContext, channel: &Channel) {
        let event = NetlogonEvent::WeakResponse {
            computer: channel.computer.clone(),
            account: channel.account.clone(),
        };
        self.log(context, event).await;
    }
}

/// The length of `NT-Response`, RFC 2759 4.
const RESPONSE_LEN: usize = 24;
