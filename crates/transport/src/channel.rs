//! A secure channel over connections: setting it up, [MS-NRPC] 3.1.4.1, having it seal a connection, 3.3, and having the
//! other end confirm what was negotiated, 3.4.5.2.10.

use auth::{Exchange, Protection};
use msrpc::netlogon::Logon;
use netlogon::{CapabilitiesError, CapabilitiesQuery, Entropy, SecureChannel, Setup, SetupError};
use rpc::association::BindAuth;
use rpc::pdu::AuthType;
use wire::FileTime;

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
pub async fn bind_exchange(
    io: Box<dyn PipeIo>,
    exchange: Box<dyn Exchange>,
    timeouts: RpcTimeouts,
) -> Result<RpcClient<Logon>, CallError> {
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
