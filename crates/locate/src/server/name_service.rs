//! The NetBIOS name service of a controller, UDP 137: RFC 1002 5.1 as a node, 5.1.4 as a name server.

use std::net::{Ipv4Addr, SocketAddrV4};
use std::time::{Duration, Instant};

use super::challenges::{Begun, Challenge, Challenges};
use super::claims::WinsReply;
use super::config::ServerConfig;
use super::own_names::{OwnName, OwnNames};
use super::wins::{Claim, Refusal, WinsTable};
use crate::codec::name_service::{
    Message, NbAddress, NmFlags, Opcode, Rcode, Record, RecordData, RecordType,
};
use crate::codec::nb_name::{NbName, Suffix};

/// The controller's names, those of others if it is a WINS server, and the answers to questions about them.
#[derive(Debug)]
pub struct NameService {
    own: OwnNames,
    wins: Option<WinsTable>,
    challenges: Challenges,
}

/// A datagram to send, other than an answer.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Outgoing {
    /// To whom.
    pub target: Target,
    /// What.
    pub octets: Vec<u8>,
}

/// Who is sent a datagram.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Target {
    /// Everybody within reach.
    Broadcast,
    /// The name service of a host.
    Node(Ipv4Addr),
    /// Whoever asked.
    Asker(SocketAddrV4),
}

impl NameService {
    /// The service of this controller, which begins to claim its names at `now`.
    #[must_use]
    pub fn new(config: &ServerConfig, now: Instant) -> Self {
        Self {
            own: OwnNames::new(&config.identity, &config.settings, now),
            wins: config.settings.wins_server.then(WinsTable::default),
            challenges: Challenges::default(),
        }
    }

    /// What is due at `now`; `id` numbers a request, and must be hard to guess.
    pub fn poll(&mut self, now: Instant, mut id: impl FnMut() -> u16) -> Vec<Outgoing> {
        if let Some(wins) = &mut self.wins {
            wins.sweep(now);
        }
        let (mut out, silent) = self.challenges.poll(now, &mut id);
        out.extend(
            silent
                .iter()
                .map(|challenge| self.decide(challenge, false, now)),
        );
        out.extend(self.own.poll(now, id));
        out
    }

    /// When [`poll`](Self::poll) has something to send.
    #[must_use]
    pub fn deadline(&self) -> Option<Instant> {
        [self.own.deadline(), self.challenges.deadline()]
            .into_iter()
            .flatten()
            .min()
    }

    /// The table of other hosts' names.
    #[must_use]
    pub const fn wins(&self) -> Option<&WinsTable> {
        self.wins.as_ref()
    }

    /// Takes a datagram of `from`, and tells what to send because of it: an answer to `from`, or, if this was the
    /// answer that somebody waited for, to that one.
    pub fn receive(&mut self, bytes: &[u8], from: SocketAddrV4, now: Instant) -> Option<Outgoing> {
        let message = Message::decode(bytes).ok()?;
        if message.operation.response {
            return self.take_answer(&message, *from.ip(), now);
        }
        let [question] = &message.questions[..] else {
            return None;
        };
        let answer = match (message.operation.opcode, question.kind) {
            (Opcode::QUERY, RecordType::NBSTAT) => self.node_status(&message, &question.name),
            (Opcode::QUERY, RecordType::NB) => self.query(&message, &question.name, now),
            (
                Opcode::REGISTRATION
                | Opcode::MULTIHOMED_REGISTRATION
                | Opcode::REFRESH
                | Opcode::REFRESH_ALTERNATE,
                RecordType::NB,
            ) => self.registration(&message, from, now),
            (Opcode::RELEASE, RecordType::NB) => self.release(&message, *from.ip(), now),
            _ => None,
        };
        answer.map(|answer| Outgoing {
            target: Target::Asker(from),
            octets: answer.encode(),
        })
    }

    /// Answers never lead to answers to whoever sent them: two servers would talk for ever.
    fn take_answer(&mut self, message: &Message, from: Ipv4Addr, now: Instant) -> Option<Outgoing> {
        let [record] = &message.answers[..] else {
            return None;
        };
        if message.operation.opcode == Opcode::QUERY {
            let (challenge, has_it) = self.challenges.answered(message, from)?;
            return Some(self.decide(&challenge, has_it, now));
        }
        let reply = WinsReply {
            from,
            id: message.id,
            opcode: message.operation.opcode,
            rcode: message.rcode,
            ttl: Duration::from_secs(record.ttl.into()),
        };
        self.own.answered(&record.name, &reply, now);
        None
    }

    /// Tells the newcomer whether it gets the name.
    fn decide(&mut self, challenge: &Challenge, has_it: bool, now: Instant) -> Outgoing {
        let Challenge {
            request,
            claim,
            claimant,
            ..
        } = challenge;
        let granted = match &mut self.wins {
            Some(wins) if !has_it => wins.replace(claim, *claimant.ip(), now),
            _ => Err(Refusal::Active),
        };
        Outgoing {
            target: Target::Asker(*claimant),
            octets: self.claim_answer(request, claim, granted).encode(),
        }
    }

    fn node_status(&self, request: &Message, name: &NbName) -> Option<Message> {
        if !is_any(name) && self.own.find(name).is_none() {
            return None;
        }
        let data = RecordData::NodeStatus(self.own.status());
        let name = name.clone();
        Some(request.reply(false, Rcode::OK, Record { name, ttl: 0, data }))
    }

    fn query(&self, request: &Message, name: &NbName, now: Instant) -> Option<Message> {
        let broadcast = request.flags.contains(NmFlags::BROADCAST);
        let as_server =
            self.wins.is_some() && !broadcast && request.flags.contains(NmFlags::RECURSION_DESIRED);
        let found = if as_server {
            self.server_entries(name, now)
        } else {
            self.node_entries(name, broadcast)
        };
        match found {
            Some((addresses, ttl)) => {
                let data = RecordData::Addresses(addresses);
                Some(self.answer(request, Rcode::OK, name, ttl, data))
            }
            // Of a question to everybody, whoever has the name speaks.
            None if broadcast => None,
            None => {
                let data = RecordData::Other(RecordType::NULL, Vec::new());
                Some(self.answer(request, Rcode::NAME_ERROR, name, Duration::ZERO, data))
            }
        }
    }

    /// What a node answers: its own names. In conflict, or not claimed yet, they are no matter for everybody, but who
    /// asks this very host means it.
    fn node_entries(&self, name: &NbName, broadcast: bool) -> Option<(Vec<NbAddress>, Duration)> {
        if is_any(name) {
            return Some((vec![self.own.any_entry()], TTL));
        }
        let own = self.own.find(name)?;
        (!broadcast || own.is_held()).then(|| (vec![self.own.entry(own)], TTL))
    }

    /// What a name server answers: the controller's names before all others.
    fn server_entries(&self, name: &NbName, now: Instant) -> Option<(Vec<NbAddress>, Duration)> {
        let registered = self.wins.as_ref()?.query(name, now);
        let Some(own) = self.own.find(name) else {
            return registered;
        };
        let mut entries = vec![self.own.entry(own)];
        if is_internet_group(own) {
            // Other controllers of the domain; the table holds nobody else under this name.
            let others = registered.map(|(others, _)| others).unwrap_or_default();
            entries.extend(
                others
                    .into_iter()
                    .filter(|o| o.address != self.own.address()),
            );
            entries.truncate(WinsTable::MAX_MEMBERS);
        } else if own.group {
            for entry in &mut entries {
                entry.address = Ipv4Addr::BROADCAST;
            }
        }
        Some((entries, TTL))
    }

    fn registration(
        &mut self,
        request: &Message,
        from: SocketAddrV4,
        now: Instant,
    ) -> Option<Message> {
        let claim = claimed(request)?;
        let own = self.own.find(&claim.name);
        if own.is_some_and(|own| self.defends(own, claim.entry)) {
            return Some(self.claim_answer(request, &claim, Err(Refusal::Active)));
        }
        if request.flags.contains(NmFlags::BROADCAST) {
            return None;
        }
        let wins = self.wins.as_mut()?;
        let granted = if is_any(&claim.name) {
            Err(Refusal::Name)
        } else if own.is_some_and(|own| !is_internet_group(own)) || is_local_master(&claim.name) {
            // Ours are never in the table, and of local master browsers there is one in each subnet.
            Ok(TTL)
        } else {
            wins.register(&claim, *from.ip(), now)
        };
        if granted == Err(Refusal::Active)
            && let Some(owner) = wins.rival(&claim, now)
        {
            match self.challenges.begin(request, &claim, from, owner, now) {
                Begun::Wait(wait) => return Some(wait),
                Begun::Already => return None,
                Begun::Busy => {}
            }
        }
        Some(self.claim_answer(request, &claim, granted))
    }

    /// RFC 1002 4.2.5 and 4.2.6: either answer repeats what was claimed.
    fn claim_answer(
        &self,
        request: &Message,
        claim: &Claim,
        granted: Result<Duration, Refusal>,
    ) -> Message {
        let (rcode, ttl) = match granted {
            Ok(ttl) => (Rcode::OK, ttl),
            Err(refusal) => (refusal.rcode(), Duration::ZERO),
        };
        let data = RecordData::Addresses(vec![claim.entry]);
        self.answer(request, rcode, &claim.name, ttl, data)
    }

    /// Whether this claim is one against a name of ours. A group takes every node that comes as one of a group.
    fn defends(&self, own: &OwnName, entry: NbAddress) -> bool {
        let same_kind = own.group == entry.flags.is_group();
        !(same_kind && (own.group || entry.address == self.own.address()))
    }

    fn release(&mut self, request: &Message, from: Ipv4Addr, now: Instant) -> Option<Message> {
        let claim = claimed(request)?;
        if request.flags.contains(NmFlags::BROADCAST) {
            return None;
        }
        let wins = self.wins.as_mut()?;
        let released = match self.own.find(&claim.name) {
            Some(own) if !own.group => Err(Refusal::Active),
            _ => wins.release(&claim.name, claim.entry.address, from, now),
        };
        let released = released.map(|()| Duration::ZERO);
        Some(self.claim_answer(request, &claim, released))
    }

    fn answer(
        &self,
        request: &Message,
        rcode: Rcode,
        name: &NbName,
        ttl: Duration,
        data: RecordData,
    ) -> Message {
        let record = Record {
            name: name.clone(),
            ttl: u32::try_from(ttl.as_secs()).unwrap_or(u32::MAX),
            data,
        };
        request.reply(self.wins.is_some(), rcode, record)
    }
}

/// What a registration, refresh or release is about, if it is a well-formed one.
fn claimed(request: &Message) -> Option<Claim> {
    let ([question], [record]) = (&request.questions[..], &request.additionals[..]) else {
        return None;
    };
    let RecordData::Addresses(entries) = &record.data else {
        return None;
    };
    // Windows tells all addresses of a multi-homed host at once, and asks for each of them; the first is the one.
    let entry = *entries.first()?;
    (record.name == question.name).then(|| Claim {
        name: question.name.clone(),
        entry,
        ttl: Duration::from_secs(record.ttl.into()),
        multihomed: request.operation.opcode == Opcode::MULTIHOMED_REGISTRATION,
    })
}

fn is_any(name: &NbName) -> bool {
    name.octets == NbName::any(&name.scope).octets
}

fn is_internet_group(own: &OwnName) -> bool {
    own.group && own.name.suffix() == Suffix::DOMAIN_CONTROLLERS
}

/// `<1D>`: the master browser of a subnet, which no name server tells about, [MS-BRWS] 2.1.
fn is_local_master(name: &NbName) -> bool {
    name.suffix() == Suffix(0x1d)
}

/// For how long our names are asked to be registered, in seconds.
pub(super) fn claim_ttl() -> u32 {
    u32::try_from(TTL.as_secs()).unwrap_or(u32::MAX)
}

/// For how long our names hold: three days, as Windows and Samba say.
const TTL: Duration = Duration::from_secs(3 * 24 * 3600);

#[cfg(test)]
mod tests;
