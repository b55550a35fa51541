//! One question by UDP: sent, repeated, and its answers looked at.

use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Instant;

use tokio::net::UdpSocket;
use tokio::time::timeout_at;

use crate::attempt::Outcome;
use crate::config::Timeouts;
use crate::retry::{Act, Retry};

/// What a received datagram is.
pub(super) enum Verdict {
    /// All that was waited for.
    Enough,
    /// An answer, after which more may come.
    More,
    /// Not an answer, for this reason; the true one may still come.
    Ignore(Outcome),
}

/// A socket that hears only `server`, and of it also that nobody listens there.
pub(super) async fn connect(server: SocketAddr) -> io::Result<UdpSocket> {
    let socket = UdpSocket::bind(unspecified(server)).await?;
    socket.connect(server).await?;
    Ok(socket)
}

/// A socket that can send broadcasts.
pub(super) async fn broadcaster(local_port: u16) -> io::Result<UdpSocket> {
    let socket = bind_preferring(local_port).await?;
    socket.set_broadcast(true)?;
    Ok(socket)
}

/// A socket on this IPv4 port, or on any if it cannot be had.
pub(super) async fn bind_preferring(port: u16) -> io::Result<UdpSocket> {
    match UdpSocket::bind((Ipv4Addr::UNSPECIFIED, port)).await {
        Ok(socket) => Ok(socket),
        Err(_) => UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).await,
    }
}

/// Sends `request` to each of `targets`, which is empty for a connected socket, as often as `timeouts` say, until
/// `look` has seen enough.
///
/// # Errors
/// The reason of the last datagram that was ignored, or else why there was none.
pub(super) async fn exchange(
    socket: &UdpSocket,
    targets: &[SocketAddr],
    request: &[u8],
    timeouts: &Timeouts,
    mut look: impl FnMut(&[u8], SocketAddr) -> Verdict,
) -> Result<(), Outcome> {
    let mut retry = Retry::new(Instant::now(), timeouts.attempt, timeouts.attempts);
    let mut result = Err(Outcome::Unanswered);
    let mut buffer = vec![0; MAX_DATAGRAM];
    loop {
        let until = match retry.poll(Instant::now()) {
            Act::GiveUp => return result,
            Act::Wait(until) => until,
            Act::Send => {
                send(socket, targets, request).await?;
                continue;
            }
        };
        let Ok(received) = timeout_at(until.into(), socket.recv_from(&mut buffer)).await else {
            continue;
        };
        let (length, from) = match received {
            Ok(received) => received,
            // An unconnected socket can hear this of one of many targets.
            Err(error) if is_refusal(&error) && !targets.is_empty() => continue,
            Err(error) => return Err(network(&error)),
        };
        match look(buffer.get(..length).unwrap_or_default(), from) {
            Verdict::Enough => return Ok(()),
            Verdict::More => {
                result = Ok(());
                retry.settle(Instant::now(), timeouts.grace);
            }
            Verdict::Ignore(outcome) => result = result.map_err(|_| outcome),
        }
    }
}

/// What a failure to send or receive means.
pub(super) fn network(error: &io::Error) -> Outcome {
    if is_refusal(error) {
        Outcome::Refused
    } else {
        Outcome::Network(error.kind())
    }
}

async fn send(socket: &UdpSocket, targets: &[SocketAddr], request: &[u8]) -> Result<(), Outcome> {
    if targets.is_empty() {
        return socket
            .send(request)
            .await
            .map(drop)
            .map_err(|error| network(&error));
    }
    let mut sent = false;
    let mut failure = Outcome::NotConfigured;
    for target in targets {
        match socket.send_to(request, target).await {
            Ok(_) => sent = true,
            Err(error) => failure = network(&error),
        }
    }
    if sent { Ok(()) } else { Err(failure) }
}

fn is_refusal(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::ConnectionRefused
}

const fn unspecified(server: SocketAddr) -> SocketAddr {
    match server {
        SocketAddr::V4(_) => SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::UNSPECIFIED), 0),
        SocketAddr::V6(_) => SocketAddr::new(std::net::IpAddr::V6(Ipv6Addr::UNSPECIFIED), 0),
    }
}

/// More than any answer that the decoders accept; what is longer arrives cut off and is refused.
const MAX_DATAGRAM: usize = 4200;
