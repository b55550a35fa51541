//! Claiming a name: by broadcast, RFC 1001 15.2.1, and at a WINS server, 15.2.2. No clock is read here.

use std::net::Ipv4Addr;
use std::time::{Duration, Instant};

use crate::codec::name_service::{Opcode, Rcode};

/// A name that is claimed from everybody within reach.
#[derive(Clone, Copy, Debug)]
pub(super) struct BroadcastClaim {
    /// `NAME_TRN_ID` of the claim, which an objection repeats.
    pub(super) id: u16,
    state: BroadcastState,
}

#[derive(Clone, Copy, Debug)]
enum BroadcastState {
    Asking {
        left: u8,
        next: Instant,
    },
    Held,
    /// Somebody else has it. It may go away, so that it is claimed again.
    Conflict {
        retry: Instant,
    },
}

/// What is broadcast.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Cry {
    /// `NAME REGISTRATION REQUEST`: does anybody object?
    Claim,
    /// `NAME OVERWRITE DEMAND`: nobody did.
    Hold,
}

impl BroadcastClaim {
    pub(super) const fn new(now: Instant) -> Self {
        Self {
            id: 0,
            state: BroadcastState::Asking {
                left: CRIES,
                next: now,
            },
        }
    }

    pub(super) fn poll(&mut self, now: Instant, id: impl FnOnce() -> u16) -> Option<Cry> {
        match self.state {
            BroadcastState::Conflict { retry } if now >= retry => {
                *self = Self::new(now);
                self.poll(now, id)
            }
            BroadcastState::Asking { left, next } if now >= next => {
                if left == CRIES {
                    self.id = id();
                }
                let Some(left) = left.checked_sub(1) else {
                    self.state = BroadcastState::Held;
                    return Some(Cry::Hold);
                };
                let next = after(now, CRY_INTERVAL);
                self.state = BroadcastState::Asking { left, next };
                Some(Cry::Claim)
            }
            _ => None,
        }
    }

    pub(super) const fn deadline(&self) -> Option<Instant> {
        match self.state {
            BroadcastState::Asking { next, .. } => Some(next),
            BroadcastState::Conflict { retry } => Some(retry),
            BroadcastState::Held => None,
        }
    }

    /// Somebody says that it has the name. That counts while it is claimed; later it would be an attack (MS00-047), or
    /// the newcomer's mistake. True if it counted.
    pub(super) fn objected(&mut self, now: Instant) -> bool {
        let counts = matches!(self.state, BroadcastState::Asking { .. });
        if counts {
            self.state = BroadcastState::Conflict {
                retry: after(now, CONFLICT_RETRY),
            };
        }
        counts
    }

    pub(super) const fn is_held(&self) -> bool {
        matches!(self.state, BroadcastState::Held)
    }

    pub(super) const fn is_conflict(&self) -> bool {
        matches!(self.state, BroadcastState::Conflict { .. })
    }
}

/// A name that is registered at one of some WINS servers.
#[derive(Clone, Copy, Debug)]
pub(super) struct WinsClaim {
    /// `NAME_TRN_ID` of the request, which the answer repeats.
    id: u16,
    /// Which server.
    server: usize,
    state: WinsState,
}

#[derive(Clone, Copy, Debug)]
enum WinsState {
    Asking {
        opcode: Opcode,
        left: u8,
        next: Instant,
    },
    Registered {
        refresh: Instant,
    },
    Refused {
        retry: Instant,
    },
}

/// A request to a WINS server.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct WinsRequest {
    pub(super) server: Ipv4Addr,
    pub(super) id: u16,
    pub(super) opcode: Opcode,
}

/// What a WINS server answered.
#[derive(Clone, Copy, Debug)]
pub(super) struct WinsReply {
    pub(super) from: Ipv4Addr,
    pub(super) id: u16,
    pub(super) opcode: Opcode,
    pub(super) rcode: Rcode,
    pub(super) ttl: Duration,
}

impl WinsClaim {
    pub(super) const fn new(now: Instant) -> Self {
        Self {
            id: 0,
            server: 0,
            state: asking(Opcode::REGISTRATION, now),
        }
    }

    pub(super) fn poll(
        &mut self,
        servers: &[Ipv4Addr],
        now: Instant,
        id: impl FnOnce() -> u16,
    ) -> Option<WinsRequest> {
        let (opcode, left) = match self.state {
            WinsState::Asking { opcode, left, next } if now >= next => (opcode, left),
            WinsState::Registered { refresh } if now >= refresh => (Opcode::REFRESH, REQUESTS),
            WinsState::Refused { retry } if now >= retry => (Opcode::REGISTRATION, REQUESTS),
            _ => return None,
        };
        if left == REQUESTS {
            self.id = id();
        }
        let Some(left) = left.checked_sub(1) else {
            // The next server does not know the name yet. After the last, all of them rest.
            self.server = self.server.saturating_add(1);
            let mut next = now;
            if self.server >= servers.len() {
                self.server = 0;
                next = after(now, CONFLICT_RETRY);
            }
            self.state = asking(Opcode::REGISTRATION, next);
            return None;
        };
        let server = *servers.get(self.server)?;
        let next = after(now, REQUEST_INTERVAL);
        self.state = WinsState::Asking { opcode, left, next };
        let id = self.id;
        Some(WinsRequest { server, id, opcode })
    }

    pub(super) const fn deadline(&self) -> Instant {
        match self.state {
            WinsState::Asking { next, .. } => next,
            WinsState::Registered { refresh } => refresh,
            WinsState::Refused { retry } => retry,
        }
    }

    /// Takes an answer of the server that was asked; true if it changed anything.
    pub(super) fn answered(
        &mut self,
        servers: &[Ipv4Addr],
        reply: &WinsReply,
        now: Instant,
    ) -> bool {
        let WinsState::Asking { opcode, left, .. } = self.state else {
            return false;
        };
        if servers.get(self.server) != Some(&reply.from) || reply.id != self.id {
            return false;
        }
        self.state = match (reply.opcode, reply.rcode) {
            // It asks the owner first, and will tell.
            (Opcode::WACK, _) => WinsState::Asking {
                opcode,
                left,
                next: after(now, reply.ttl.min(LONGEST_WACK)),
            },
            (other, _) if other != opcode => return false,
            // Zero is for ever, and then so is the longest time between two refreshes.
            (_, Rcode::OK) if reply.ttl.is_zero() => WinsState::Registered {
                refresh: after(now, REFRESH.1),
            },
            (_, Rcode::OK) => WinsState::Registered {
                refresh: after(now, (reply.ttl / 2).clamp(REFRESH.0, REFRESH.1)),
            },
            _ => WinsState::Refused {
                retry: after(now, REFUSED_RETRY),
            },
        };
        true
    }

    pub(super) const fn is_refused(&self) -> bool {
        matches!(self.state, WinsState::Refused { .. })
    }
}

const fn asking(opcode: Opcode, next: Instant) -> WinsState {
    WinsState::Asking {
        opcode,
        left: REQUESTS,
        next,
    }
}

fn after(now: Instant, time: Duration) -> Instant {
    now.checked_add(time).unwrap_or(now)
}

/// `BCAST_REQ_RETRY_COUNT` and `_TIMEOUT`, RFC 1002 6.
const CRIES: u8 = 3;
const CRY_INTERVAL: Duration = Duration::from_millis(250);
/// `UCAST_REQ_RETRY_COUNT` and `_TIMEOUT`, RFC 1002 6, of which the latter is 5 s there and 1.5 s in Windows.
const REQUESTS: u8 = 3;
const REQUEST_INTERVAL: Duration = Duration::from_millis(1500);
/// How long to leave a name to somebody else before it is claimed again.
const CONFLICT_RETRY: Duration = Duration::from_secs(60);
const REFUSED_RETRY: Duration = Duration::from_secs(300);
/// What is refreshed no more often, and no less.
const REFRESH: (Duration, Duration) = (Duration::from_secs(60), Duration::from_secs(3 * 24 * 3600));
/// How long a server can make us wait.
const LONGEST_WACK: Duration = Duration::from_secs(60);

#[cfg(test)]
mod tests;
