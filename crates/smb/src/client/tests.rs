//! The client against a scripted server, in memory.

mod handshake;
mod hostile;
mod server;
mod session;

use auth::{AuthError, Established, Exchange, Identity, Step};
use wire::{Guid, SecretKey};

use super::*;
use crate::error::{LogonError, NegotiateError};
use server::Server;

/// What both ends hold for the outcome of the authentication.
const SESSION_KEY: [u8; 16] = [0x5e; 16];

/// A mechanism of two legs.
struct Mechanism {
    identity: Identity,
    step: usize,
    /// Whether it misses something in the server's last token.
    doubts: bool,
}

impl Mechanism {
    fn account() -> Box<dyn Exchange> {
        let text = |text: &str| text.to_owned();
        let identity = Identity::Account {
            domain: text("DOMAIN"),
            user: text("root"),
            workstation: text("CLIENT"),
            sid: None,
            groups: Vec::new(),
        };
        Box::new(Self {
            identity,
            step: 0,
            doubts: false,
        })
    }

    fn doubtful() -> Box<dyn Exchange> {
        Box::new(Self {
            identity: Identity::Anonymous,
            step: 0,
            doubts: true,
        })
    }

    fn anonymous() -> Box<dyn Exchange> {
        Box::new(Self {
            identity: Identity::Anonymous,
            step: 0,
            doubts: false,
        })
    }
}

impl Exchange for Mechanism {
    fn step(self: Box<Self>, token: &[u8]) -> Result<Step, AuthError> {
        let Self {
            identity,
            step,
            doubts,
        } = *self;
        Ok(match step {
            0 => {
                assert!(token.is_empty());
                Step::Continue {
                    token: b"negotiate".to_vec(),
                    next: Box::new(Self {
                        identity,
                        step: 1,
                        doubts,
                    }),
                }
            }
            1 => {
                assert_eq!(token, b"challenge");
                Step::Continue {
                    token: b"authenticate".to_vec(),
                    next: Box::new(Self {
                        identity,
                        step: 2,
                        doubts,
                    }),
                }
            }
            _ if doubts => return Err(AuthError::MechListMicMissing),
            _ => {
                let session_key = match identity {
                    Identity::Anonymous => None,
                    Identity::Account { .. } => Some(SecretKey::new(SESSION_KEY)),
                };
                Step::Done {
                    token: None,
                    established: Established {
                        identity,
                        session_key,
                        standing: None,
                        security: None,
                    },
                }
            }
        })
    }
}

fn negotiate(config: Config, server: &mut Server) -> Result<Negotiated, NegotiateError> {
    let (negotiation, message) = Negotiation::start(config, Guid::NIL, &[4; 32])?;
    negotiation.finish(&server.answer(&message))
}

/// Runs the handshake to its end; `meddle` sees each message of the server on its way.
fn log_on(
    server: &mut Server,
    exchange: Box<dyn Exchange>,
    mut meddle: impl FnMut(usize, &mut Vec<u8>),
) -> Result<Session, LogonError> {
    let negotiated = negotiate(server.client_config(), server).unwrap();
    let mut progress = negotiated.logon(exchange, "SERVER")?;
    for leg in 0.. {
        progress = match progress {
            Progress::Send { message, next } => {
                let mut answer = server.answer(&message);
                meddle(leg, &mut answer);
                next.receive(&answer)?
            }
            Progress::Wait(_) => panic!("this server never postpones"),
            Progress::Done(session) => return Ok(*session),
        }
    }
    unreachable!()
}

fn session(server: &mut Server) -> Session {
    log_on(server, Mechanism::account(), |_, _| {}).unwrap()
}
