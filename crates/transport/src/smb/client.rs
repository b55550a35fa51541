//! From an address to a session.

use std::io;
use std::net::SocketAddr;
use std::time::{Duration, SystemTime};

use auth::{Credentials, Exchange, ntlm, spnego};
use smb::Dialect;
use smb::client::{Config, Negotiated, Negotiation, Progress};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tracing::{debug, info};
use wire::{FileTime, Guid, NetbiosName, SecretKey};

use super::frames::{FrameReader, send};
use super::{SmbError, SmbSession};

/// How long each phase may take as a whole, however often the server asks for patience.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct SmbTimeouts {
    /// From dialling to the agreement on a dialect.
    pub connect: Duration,
    /// From the first token to the connection to `IPC$`; the server may have to ask a domain controller.
    pub logon: Duration,
    /// Opening, writing and logging off. How long a pipe may take to answer is up to who reads from it.
    pub request: Duration,
}

impl Default for SmbTimeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            logon: Duration::from_secs(30),
            request: Duration::from_secs(30),
        }
    }
}

/// A server that agreed on a dialect.
pub struct SmbClient {
    stream: TcpStream,
    frames: FrameReader,
    negotiated: Negotiated,
    timeouts: SmbTimeouts,
}

impl SmbClient {
    /// Dials and negotiates.
    ///
    /// # Errors
    /// [`SmbError::Unreachable`], [`SmbError::ConnectTimedOut`], [`SmbError::Negotiate`], or what becomes of connections.
    pub async fn connect(
        address: SocketAddr,
        config: Config,
        timeouts: SmbTimeouts,
    ) -> Result<Self, SmbError> {
        let negotiation = async {
            let unreachable = |error: io::Error| SmbError::Unreachable(error.kind());
            let mut stream = TcpStream::connect(address).await.map_err(unreachable)?;
            stream.set_nodelay(true)?;
            let (negotiation, message) =
                Negotiation::start(config, Guid::from_bytes(random()?), &random()?)?;
            send(&mut stream, &message).await?;
            let mut frames = FrameReader::default();
            let negotiated = negotiation.finish(&frames.next(&mut stream).await?)?;
            debug!(%address, dialect = %negotiated.dialect(), "SMB negotiated");
            Ok(Self {
                stream,
                frames,
                negotiated,
                timeouts,
            })
        };
        let negotiation = timeout(timeouts.connect, negotiation).await;
        negotiation.unwrap_or(Err(SmbError::ConnectTimedOut))
    }

    /// The dialect.
    #[must_use]
    pub const fn dialect(&self) -> Dialect {
        self.negotiated.dialect()
    }

    /// The server's clock, as it says without proof.
    #[must_use]
    pub const fn system_time(&self) -> FileTime {
        self.negotiated.system_time()
    }

    /// Logs on by SPNEGO and NTLMv2 to the server that is called `server`, as the computer `workstation`, and connects
    /// to `\\server\IPC$`.
    ///
    /// # Errors
    /// [`SmbError::Logon`], [`SmbError::LogonTimedOut`], or what becomes of connections.
    pub async fn logon(
        self,
        credentials: Credentials,
        server: &str,
        workstation: NetbiosName,
    ) -> Result<SmbSession, SmbError> {
        let entropy = ntlm::InitiatorEntropy {
            client_challenge: random()?,
            exported_session_key: SecretKey::new(random()?),
        };
        let now = FileTime::from_system_time(SystemTime::now());
        let spn = format!("cifs/{server}");
        let ntlm = ntlm::Initiator::new(credentials, &spn, workstation, entropy, now);
        let spnego = spnego::Initiator::new(Box::new(ntlm));
        self.logon_by(Box::new(spnego), server).await
    }

    /// Logs on by any mechanism.
    pub(super) async fn logon_by(
        self,
        exchange: Box<dyn Exchange>,
        server: &str,
    ) -> Result<SmbSession, SmbError> {
        let Self {
            mut stream,
            mut frames,
            negotiated,
            timeouts,
        } = self;
        let handshake = async {
            let mut progress = negotiated.logon(exchange, server)?;
            loop {
                let waiting = match progress {
                    Progress::Send { message, next } => {
                        send(&mut stream, &message).await?;
                        next
                    }
                    Progress::Wait(next) => next,
                    Progress::Done(session) => return Ok::<_, SmbError>(session),
                };
                progress = waiting.receive(&frames.next(&mut stream).await?)?;
            }
        };
        let session = timeout(timeouts.logon, handshake)
            .await
            .unwrap_or(Err(SmbError::LogonTimedOut))?;
        info!(server, session = %session.info(), "SMB session established");
        Ok(SmbSession::start(stream, frames, *session, timeouts))
    }
}

fn random<const N: usize>() -> Result<[u8; N], SmbError> {
    let mut octets = [0; N];
    getrandom::fill(&mut octets).map_err(|_| SmbError::NoEntropy)?;
    Ok(octets)
}
