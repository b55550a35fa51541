//! The NetBIOS names of the controller.

use std::net::Ipv4Addr;
use std::time::Instant;

use tracing::{debug, info, warn};

use super::claims::{BroadcastClaim, Cry, WinsClaim, WinsReply};
use super::config::{Identity, ServerSettings};
use super::name_service::{Outgoing, Target, claim_ttl};
use crate::codec::dotted::DottedName;
use crate::codec::name_service::{Message, NbAddress, NbFlags, NmFlags, Opcode};
use crate::codec::nb_name::{NbName, Suffix};
use crate::codec::node_status::{NodeName, NodeStatus};
use crate::config::Broadcast;

/// The names, and how far their claims have got.
#[derive(Debug)]
pub(super) struct OwnNames {
    address: Ipv4Addr,
    /// `ONT`: whether a name server is asked.
    node: NbFlags,
    wins: Vec<Ipv4Addr>,
    names: Vec<OwnName>,
}

/// A name of ours.
#[derive(Debug)]
pub(super) struct OwnName {
    pub(super) name: NbName,
    pub(super) group: bool,
    /// Without broadcasts, nobody is asked.
    broadcast: Option<BroadcastClaim>,
    wins: Option<WinsClaim>,
}

impl OwnNames {
    /// All names of a controller, not claimed yet.
    pub(super) fn new(identity: &Identity, settings: &ServerSettings, now: Instant) -> Self {
        let broadcast = settings.broadcast != Broadcast::Off;
        let own = |(name, suffix, group)| OwnName {
            name: NbName::new(name, suffix, &DottedName::default()),
            group,
            broadcast: broadcast.then(|| BroadcastClaim::new(now)),
            wins: (!settings.wins.is_empty()).then(|| WinsClaim::new(now)),
        };
        let Identity {
            domain, computer, ..
        } = identity;
        let mut names = vec![
            (computer, Suffix::WORKSTATION, false),
            (computer, Suffix::SERVER, false),
            (domain, Suffix::WORKSTATION, true),
            (domain, Suffix::DOMAIN_CONTROLLERS, true),
        ];
        if identity.pdc {
            names.push((domain, Suffix::PDC, false));
        }
        let asks_a_server = settings.wins_server || !settings.wins.is_empty();
        Self {
            address: settings.answered_address(),
            node: if asks_a_server {
                NbFlags::H_NODE
            } else {
                NbFlags::default()
            },
            wins: settings.wins.clone(),
            names: names.into_iter().map(own).collect(),
        }
    }

    pub(super) fn find(&self, name: &NbName) -> Option<&OwnName> {
        self.names.iter().find(|own| own.name == *name)
    }

    /// The address under which `own` is known.
    pub(super) fn entry(&self, own: &OwnName) -> NbAddress {
        NbAddress {
            flags: own.flags().with(self.node),
            address: self.address,
        }
    }

    /// Our entry for `*`, the name that every node has.
    pub(super) const fn any_entry(&self) -> NbAddress {
        NbAddress {
            flags: self.node,
            address: self.address,
        }
    }

    pub(super) const fn address(&self) -> Ipv4Addr {
        self.address
    }

    /// What a node status answer tells.
    pub(super) fn status(&self) -> NodeStatus {
        let names = self.names.iter().map(|own| {
            let state = if own.is_conflict() {
                NbFlags::ACTIVE.with(NbFlags::CONFLICT)
            } else {
                NbFlags::ACTIVE
            };
            NodeName {
                octets: own.name.octets,
                flags: own.flags().with(self.node).with(state),
            }
        });
        NodeStatus::new(names.collect(), [0; 6])
    }

    /// The claims that are due; `id` numbers a request.
    pub(super) fn poll(&mut self, now: Instant, mut id: impl FnMut() -> u16) -> Vec<Outgoing> {
        let mut out = Vec::new();
        for own in &mut self.names {
            let entry = NbAddress {
                flags: own.flags().with(self.node),
                address: self.address,
            };
            if let Some(claim) = &mut own.broadcast
                && let Some(cry) = claim.poll(now, &mut id)
            {
                let flags = match cry {
                    Cry::Claim => NmFlags::BROADCAST.with(NmFlags::RECURSION_DESIRED),
                    Cry::Hold => {
                        info!(name = %own.name, "Claimed by broadcast");
                        NmFlags::BROADCAST
                    }
                };
                let (id, opcode) = (claim.id, Opcode::REGISTRATION);
                let message = Message::claim(id, opcode, flags, &own.name, entry, 0);
                out.push(Outgoing {
                    target: Target::Broadcast,
                    octets: message.encode(),
                });
            }
            if let Some(claim) = &mut own.wins
                && let Some(request) = claim.poll(&self.wins, now, &mut id)
            {
                let message = Message::claim(
                    request.id,
                    request.opcode,
                    NmFlags::RECURSION_DESIRED,
                    &own.name,
                    entry,
                    claim_ttl(),
                );
                out.push(Outgoing {
                    target: Target::Node(request.server),
                    octets: message.encode(),
                });
            }
        }
        out
    }

    /// When [`poll`](Self::poll) has something to do.
    pub(super) fn deadline(&self) -> Option<Instant> {
        let broadcast = |own: &OwnName| own.broadcast.as_ref()?.deadline();
        let wins = |own: &OwnName| Some(own.wins.as_ref()?.deadline());
        self.names
            .iter()
            .flat_map(|own| [broadcast(own), wins(own)])
            .flatten()
            .min()
    }

    /// Somebody answered a claim.
    pub(super) fn answered(&mut self, name: &NbName, reply: &WinsReply, now: Instant) {
        let (wins, ours) = (&self.wins, self.address);
        let Some(own) = self.names.iter_mut().find(|own| own.name == *name) else {
            return;
        };
        if let Some(claim) = &mut own.wins
            && claim.answered(wins, reply, now)
        {
            if claim.is_refused() {
                warn!(name = %own.name, server = %reply.from, rcode = reply.rcode.0,
                    "WINS refuses to register the name");
            } else {
                debug!(name = %own.name, server = %reply.from, "WINS answered");
            }
            return;
        }
        if let Some(claim) = &mut own.broadcast
            && reply.opcode == Opcode::REGISTRATION
            && reply.rcode != crate::codec::name_service::Rcode::OK
            && reply.id == claim.id
            && reply.from != ours
        {
            if claim.objected(now) {
                warn!(name = %own.name, holder = %reply.from, "Another node has the name");
            } else {
                debug!(name = %own.name, from = %reply.from, "Objection out of time");
            }
        }
    }
}

impl OwnName {
    const fn flags(&self) -> NbFlags {
        if self.group {
            NbFlags::GROUP
        } else {
            NbFlags(0)
        }
    }

    /// Whether questions that everybody hears are answered with this name.
    pub(super) fn is_held(&self) -> bool {
        self.broadcast.as_ref().is_none_or(BroadcastClaim::is_held)
    }

    fn is_conflict(&self) -> bool {
        self.broadcast
            .as_ref()
            .is_some_and(BroadcastClaim::is_conflict)
    }
}
