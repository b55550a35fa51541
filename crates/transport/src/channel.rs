//! A secure channel over connections: setting it up, [MS-NRPC] 3.1.4.1, having it seal a connection, 3.3, and having the
//! other end confirm what was negotiated, 3.4.5.2.10.

use auth::{Exchange, Protection};
use msrpc::netlogon::Logon;
use netlogon::{CapabilitiesError, CapabilitiesQuery, Entropy, SecureChannel, Setup, SetupError};
use rpc::Interface;
use rpc::association::BindAuth;
use rpc::pdu::AuthType;
use wire::{FileTime, NtStatus};

use crate::{CallError, PipeIo, RpcClient, RpcTimeouts};

/// Why there is no secure channel.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ChannelError {
    /// A call has no reply.
    #[error(transparent)]
    Call(#[from] CallError),
    /// One side could not prove what it should, or refused.
    #[error(transparent)]
    Setup(#[from] SetupError),
    /// The other end does not confirm what was negotiated.
    #[error(transparent)]
    Capabilities(#[from] CapabilitiesError),
}

/// Challenge and proof, both ways, over any connection to the server. `client_challenge` is random, as
/// [`netlogon::client_challenge`] draws it.
///
/// # Errors
/// [`ChannelError::Call`], [`ChannelError::Setup`].
pub async fn set_up_channel(
    logon: &mut RpcClient<Logon>,
    setup: Setup,
    client_challenge: [u8; 8],
) -> Result<SecureChannel, ChannelError> {
    let (request, next) = setup.start(client_challenge)?;
    let (request, next) = next.authenticate(&logon.call(&request).await?)?;
    Ok(next.finish(&logon.call(&request).await?)?)
}

/// A connection that the channel seals. `entropy` is where its confounders come from.
///
/// # Errors
/// [`CallError`]; [`CallError::LogonRefused`] if the server does not know the channel.
pub async fn bind_sealed(
    io: Box<dyn PipeIo>,
    channel: &SecureChannel,
    entropy: Entropy,
    timeouts: RpcTimeouts,
) -> Result<RpcClient<Logon>, CallError> {
    bind_exchange(io, channel.exchange(entropy), timeouts).await
}

/// The same, with an exchange that was begun elsewhere: by a [`netlogon::ChannelSeal`].
///
/// # Errors
/// As those of [`bind_sealed`].
pub async fn bind_exchange<I: Interface>(
    io: Box<dyn PipeIo>,
    exchange: Box<dyn Exchange>,
    timeouts: RpcTimeouts,
) -> Result<RpcClient<I>, CallError> {
    let auth = BindAuth::new(AuthType::NETLOGON, Protection::Privacy, exchange);
    RpcClient::bind(io, Some(auth), timeouts).await
}

/// Has the server confirm what was negotiated, which until then was unprotected.
///
/// # Errors
/// [`ChannelError::Call`], [`ChannelError::Capabilities`].
pub async fn confirm_channel(
    logon: &mut RpcClient<Logon>,
    channel: &mut SecureChannel,
    query: CapabilitiesQuery,
    now: FileTime,
) -> Result<(), ChannelError> {
    let (request, pending) = channel.ask_capabilities(query, now);
    let reply = logon.call(&request).await?;
    Ok(channel.verify_capabilities(query, pending, &reply)?)
}

/// Has the server confirm what was negotiated, and what was offered, if it is new enough to know that: see
/// [`CapabilitiesQuery::Requested`].
///
/// # Errors
/// As those of [`confirm_channel`].
pub async fn confirm_negotiation(
    logon: &mut RpcClient<Logon>,
    channel: &mut SecureChannel,
    now: FileTime,
) -> Result<(), ChannelError> {
    confirm_channel(logon, channel, CapabilitiesQuery::Negotiated, now).await?;
    // Worth asking only once the first answer is known to be good.
    match confirm_channel(logon, channel, CapabilitiesQuery::Requested, now).await {
        Err(error) if is_unknown(&error) => Ok(()),
        outcome => outcome,
    }
}

/// Whether an answer is that of a server that does not know the question: a fault, no structure of that level, or any status
/// but the one of an authenticator that is refused.
const fn is_unknown(error: &ChannelError) -> bool {
    match error {
        ChannelError::Call(error) => matches!(
            error,
            CallError::Fault { .. } | CallError::MalformedReply { .. }
        ),
        ChannelError::Capabilities(CapabilitiesError::Refused(status)) => {
            !matches!(*status, NtStatus::ACCESS_DENIED)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use rpc::RpcStatus;

    use super::*;

    #[test]
    fn a_question_may_be_unknown_and_an_answer_may_not_be_wrong() {
        let fault = CallError::Fault {
            executed: false,
            status: RpcStatus::INVALID_TAG,
        };
        let refused = CapabilitiesError::Refused;
        for error in [
            ChannelError::Call(fault),
            ChannelError::Capabilities(refused(NtStatus::NOT_IMPLEMENTED)),
            ChannelError::Capabilities(refused(NtStatus::INVALID_PARAMETER)),
        ] {
            assert!(is_unknown(&error), "{error}");
        }
        let (ours, theirs) = (0x612f_ffff, 0x602f_ffff);
        for error in [
            ChannelError::Call(CallError::Interrupted),
            ChannelError::Capabilities(refused(NtStatus::ACCESS_DENIED)),
            ChannelError::Capabilities(CapabilitiesError::WrongLevel),
            ChannelError::Capabilities(CapabilitiesError::Downgraded { ours, theirs }),
            ChannelError::Setup(SetupError::WrongServerCredential),
        ] {
            assert!(!is_unknown(&error), "{error}");
        }
    }
}
