//! Asking the owner of a name whether it is still there, before another host gets it: RFC 1001 15.2.2.3. No clock is
//! read here.

use std::net::{Ipv4Addr, SocketAddrV4};
use std::time::{Duration, Instant};

use super::name_service::{Outgoing, Target};
use super::wins::Claim;
use crate::codec::name_service::{
    Message, NmFlags, Opcode, Operation, Rcode, Record, RecordData, RecordType,
};

/// The claims that wait for their names' owners.
#[derive(Debug, Default)]
pub(super) struct Challenges {
    pending: Vec<Challenge>,
}

/// A claim to a name that has an owner.
#[derive(Debug)]
pub(super) struct Challenge {
    /// What the newcomer asked.
    pub(super) request: Message,
    pub(super) claim: Claim,
    pub(super) claimant: SocketAddrV4,
    owner: Ipv4Addr,
    /// `NAME_TRN_ID` of the question to the owner.
    id: u16,
    left: u8,
    next: Instant,
}

/// What becomes of a claim to a name that has an owner.
#[derive(Debug)]
pub(super) enum Begun {
    /// The owner is asked, and this tells the newcomer to wait.
    Wait(Message),
    /// The newcomer waits already.
    Already,
    /// Too many wait already, or another one for the same name.
    Busy,
}

impl Challenges {
    /// As many claims wait at the same time.
    const MAX: usize = 64;

    /// Begins to ask `owner`, and tells the newcomer to wait. It is told once: Samba repeats its request at once, and
    /// takes a second answer of this kind for a failure.
    pub(super) fn begin(
        &mut self,
        request: &Message,
        claim: &Claim,
        claimant: SocketAddrV4,
        owner: Ipv4Addr,
        now: Instant,
    ) -> Begun {
        let same_name = self.pending.iter().find(|c| c.claim.name == claim.name);
        match same_name {
            Some(waiting) if waiting.claimant == claimant => return Begun::Already,
            Some(_) => return Begun::Busy,
            None if self.pending.len() >= Self::MAX => return Begun::Busy,
            None => {}
        }
        self.pending.push(Challenge {
            request: request.clone(),
            claim: claim.clone(),
            claimant,
            owner,
            id: 0,
            left: QUESTIONS,
            next: now,
        });
        Begun::Wait(wait(request, claim))
    }

    /// The questions that are due, and the claims whose owners have not answered.
    pub(super) fn poll(
        &mut self,
        now: Instant,
        mut id: impl FnMut() -> u16,
    ) -> (Vec<Outgoing>, Vec<Challenge>) {
        let mut out = Vec::new();
        let mut given_up = Vec::new();
        for mut challenge in std::mem::take(&mut self.pending) {
            if now < challenge.next {
                self.pending.push(challenge);
                continue;
            }
            let Some(left) = challenge.left.checked_sub(1) else {
                given_up.push(challenge);
                continue;
            };
            if challenge.left == QUESTIONS {
                challenge.id = id();
            }
            challenge.left = left;
            challenge.next = now.checked_add(INTERVAL).unwrap_or(now);
            let name = challenge.claim.name.clone();
            let question = Message::query(challenge.id, name, RecordType::NB, NmFlags::default());
            out.push(Outgoing {
                target: Target::Node(challenge.owner),
                octets: question.encode(),
            });
            self.pending.push(challenge);
        }
        (out, given_up)
    }

    pub(super) fn deadline(&self) -> Option<Instant> {
        self.pending.iter().map(|challenge| challenge.next).min()
    }

    /// Takes an answer to a name query: the claim that it decides, and whether the owner still has the name.
    pub(super) fn answered(
        &mut self,
        answer: &Message,
        from: Ipv4Addr,
    ) -> Option<(Challenge, bool)> {
        let record = answer.answers.first()?;
        let index = self.pending.iter().position(|challenge| {
            // Before the question went out, its number is not known to anybody.
            challenge.left < QUESTIONS
                && challenge.id == answer.id
                && challenge.owner == from
                && challenge.claim.name == record.name
        })?;
        let challenge = self.pending.swap_remove(index);
        let has_it = match &record.data {
            RecordData::Addresses(entries) => {
                answer.rcode == Rcode::OK && entries.iter().any(|entry| entry.address == from)
            }
            _ => false,
        };
        Some((challenge, has_it))
    }
}

/// `WAIT FOR ACKNOWLEDGEMENT`, RFC 1002 4.2.16.
fn wait(request: &Message, claim: &Claim) -> Message {
    let operation = Operation {
        response: true,
        opcode: Opcode::WACK,
    };
    let flags = u16::from(request.operation.opcode.0) << 11 | u16::from(request.flags.0) << 4;
    let record = Record {
        name: claim.name.clone(),
        ttl: WAIT_SECONDS,
        data: RecordData::Other(RecordType::NULL, flags.to_be_bytes().to_vec()),
    };
    Message {
        operation,
        flags: NmFlags::AUTHORITATIVE,
        ..Message::answer(request.id, Rcode::OK, record)
    }
}

/// `UCAST_REQ_RETRY_COUNT` of RFC 1002 6, and an interval that is enough in a network where broadcasts get 250 ms.
const QUESTIONS: u8 = 3;
const INTERVAL: Duration = Duration::from_millis(500);
/// More than all questions take.
const WAIT_SECONDS: u32 = 3;
