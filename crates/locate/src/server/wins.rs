//! The names that other hosts registered here: RFC 1001 15.1, [MS-WINSRA] 1.3 for the kinds of groups.

use std::collections::HashMap;
use std::net::Ipv4Addr;
use std::time::{Duration, Instant};

use crate::codec::name_service::{NbAddress, NbFlags, Rcode};
use crate::codec::nb_name::{NbName, Suffix};

/// A small WINS server's table. Who has a name keeps it until it is released or expires, or until the name service has
/// asked in vain whether its owner is still there.
#[derive(Debug, Default)]
pub struct WinsTable {
    entries: HashMap<NbName, Entry>,
    /// How many names each host has registered first, so that nobody has to count them.
    held: HashMap<Ipv4Addr, usize>,
    /// When all entries were looked through last.
    swept: Option<Instant>,
}

#[derive(Debug)]
struct Entry {
    kind: Kind,
    /// Who registered it first, and answers for it in the count of names.
    by: Ipv4Addr,
    members: Vec<Member>,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Kind {
    /// One host, which may have several addresses.
    Unique,
    /// Anybody: members are not kept, and a query is answered with the limited broadcast address.
    Group,
    /// A group whose members are kept: `<1C>`, the controllers of a domain.
    Internet,
}

#[derive(Clone, Copy, Debug)]
struct Member {
    entry: NbAddress,
    expires: Instant,
}

/// What a host wants a name for.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Claim {
    /// The name.
    pub name: NbName,
    /// `NB_FLAGS` and the address.
    pub entry: NbAddress,
    /// For how long.
    pub ttl: Duration,
    /// Whether the address is to be added to others of the same host.
    pub multihomed: bool,
}

/// Why a name is not registered or released.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// Somebody else has it.
    #[error("the name belongs to another node")]
    Active,
    /// This host has too many names.
    #[error("a host registers at most {} names", WinsTable::MAX_NAMES_OF_ONE)]
    TooManyOfOne,
    /// There are too many names.
    #[error("at most {} names are kept", WinsTable::MAX_NAMES)]
    Full,
    /// The group has too many members.
    #[error("a name has at most {} addresses", WinsTable::MAX_MEMBERS)]
    TooManyMembers,
    /// Not the address of one host.
    #[error("the address is not that of a host")]
    Address,
    /// Every node has this name.
    #[error("the name is not one of a host")]
    Name,
}

impl Refusal {
    /// `RCODE` of the answer.
    #[must_use]
    pub const fn rcode(self) -> Rcode {
        match self {
            Self::Active => Rcode::ACTIVE,
            Self::TooManyOfOne | Self::Full | Self::TooManyMembers | Self::Address | Self::Name => {
                Rcode::REFUSED
            }
        }
    }
}

impl WinsTable {
    /// The most names that are kept.
    pub const MAX_NAMES: usize = 16_384;
    /// The most names that one sender registers.
    pub const MAX_NAMES_OF_ONE: usize = 128;
    /// The most addresses of a name: as many as Windows keeps of an Internet group.
    pub const MAX_MEMBERS: usize = 25;
    /// The shortest and longest time that a name is kept without refresh. Zero, which means for ever in RFC 1002, is
    /// the longest.
    const TTL: (Duration, Duration) = (
        Duration::from_secs(10 * 60),
        Duration::from_secs(6 * 24 * 3600),
    );

    /// Registers or refreshes a name that `from` asks for, and tells for how long.
    ///
    /// # Errors
    /// [`Refusal`] with the reason.
    pub fn register(
        &mut self,
        claim: &Claim,
        from: Ipv4Addr,
        now: Instant,
    ) -> Result<Duration, Refusal> {
        if !is_host(claim.entry.address) {
            return Err(Refusal::Address);
        }
        let ttl = match claim.ttl {
            Duration::ZERO => Self::TTL.1,
            asked => asked.clamp(Self::TTL.0, Self::TTL.1),
        };
        let member = Member {
            entry: NbAddress {
                flags: claim.entry.flags.registered(),
                address: claim.entry.address,
            },
            expires: now.checked_add(ttl).unwrap_or(now),
        };
        let kind = Kind::of(claim);
        match self.live(&claim.name, now) {
            Some(entry) => entry.join(kind, member, claim.multihomed.then_some(from))?,
            None => {
                self.make_room(from, now)?;
                let members = vec![member];
                let by = from;
                self.entries
                    .insert(claim.name.clone(), Entry { kind, by, members });
                count(&mut self.held, by);
            }
        }
        Ok(ttl)
    }

    /// Whom to ask before `claim`, which was refused, can be granted: the host that has the name for itself, as the
    /// newcomer wants it.
    #[must_use]
    pub fn rival(&self, claim: &Claim, now: Instant) -> Option<Ipv4Addr> {
        let entry = self.entries.get(&claim.name)?;
        let live = entry.members.iter().find(|member| member.expires > now)?;
        let alike = entry.kind == Kind::Unique && Kind::of(claim) == Kind::Unique;
        alike.then_some(live.entry.address)
    }

    /// Registers a name whose owner is gone.
    ///
    /// # Errors
    /// [`Refusal`] as for [`register`](Self::register).
    pub fn replace(
        &mut self,
        claim: &Claim,
        from: Ipv4Addr,
        now: Instant,
    ) -> Result<Duration, Refusal> {
        self.remove(&claim.name);
        self.register(claim, from, now)
    }

    /// Forgets that the host at `address` has a name, as `from` asks. A group is left by its members, and stays; that a
    /// name was not there is no failure.
    ///
    /// # Errors
    /// [`Refusal::Active`] if it is somebody else's.
    pub fn release(
        &mut self,
        name: &NbName,
        address: Ipv4Addr,
        from: Ipv4Addr,
        now: Instant,
    ) -> Result<(), Refusal> {
        let Some(entry) = self.live(name, now) else {
            return Ok(());
        };
        if entry.kind == Kind::Group {
            return Ok(());
        }
        if !entry.has(address) || !entry.has(from) {
            return Err(Refusal::Active);
        }
        entry
            .members
            .retain(|member| member.entry.address != address);
        if entry.members.is_empty() {
            self.remove(name);
        }
        Ok(())
    }

    /// The addresses of a name, and for how long they hold.
    #[must_use]
    pub fn query(&self, name: &NbName, now: Instant) -> Option<(Vec<NbAddress>, Duration)> {
        let entry = self.entries.get(name)?;
        let live: Vec<&Member> = entry.members.iter().filter(|m| m.expires > now).collect();
        let first_expiry = live.iter().map(|member| member.expires).min()?;
        let ttl = first_expiry.saturating_duration_since(now);
        let addresses = match entry.kind {
            Kind::Group => vec![NbAddress {
                flags: NbFlags::GROUP,
                address: Ipv4Addr::BROADCAST,
            }],
            Kind::Unique | Kind::Internet => live.iter().map(|member| member.entry).collect(),
        };
        Some((addresses, ttl))
    }

    /// Forgets what has expired.
    pub fn sweep(&mut self, now: Instant) {
        self.held.clear();
        self.entries.retain(|_, entry| {
            let is_live = entry.members.iter().any(|member| member.expires > now);
            if is_live {
                count(&mut self.held, entry.by);
            }
            is_live
        });
        self.swept = Some(now);
    }

    /// How many names there are, expired ones included until they are swept.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entry of a name without its expired members, if any is left.
    fn live(&mut self, name: &NbName, now: Instant) -> Option<&mut Entry> {
        let entry = self.entries.get_mut(name)?;
        entry.members.retain(|member| member.expires > now);
        if entry.members.is_empty() {
            self.remove(name);
            return None;
        }
        self.entries.get_mut(name)
    }

    fn remove(&mut self, name: &NbName) {
        let Some(Entry { by, .. }) = self.entries.remove(name) else {
            return;
        };
        if let Some(held) = self.held.get_mut(&by) {
            *held = held.saturating_sub(1);
            if *held == 0 {
                self.held.remove(&by);
            }
        }
    }

    fn make_room(&mut self, from: Ipv4Addr, now: Instant) -> Result<(), Refusal> {
        let has_enough = |table: &Self| {
            let held = table.held.get(&from).copied().unwrap_or_default();
            held >= Self::MAX_NAMES_OF_ONE
        };
        // To look for what has expired is work, which a flood of claims must not make us do for each.
        let is_due = |at| now.saturating_duration_since(at) >= SWEEP;
        if (self.len() >= Self::MAX_NAMES || has_enough(self)) && self.swept.is_none_or(is_due) {
            self.sweep(now);
        }
        if has_enough(self) {
            return Err(Refusal::TooManyOfOne);
        }
        if self.len() >= Self::MAX_NAMES {
            return Err(Refusal::Full);
        }
        Ok(())
    }
}

impl Entry {
    /// Adds or refreshes a member; to a unique name only for its owner, as which one at `multihomed` counts too.
    fn join(
        &mut self,
        kind: Kind,
        member: Member,
        multihomed: Option<Ipv4Addr>,
    ) -> Result<(), Refusal> {
        if kind != self.kind {
            return Err(Refusal::Active);
        }
        if self.kind == Kind::Group {
            self.members = vec![member];
            return Ok(());
        }
        let address = member.entry.address;
        if let Some(known) = self
            .members
            .iter_mut()
            .find(|known| known.entry.address == address)
        {
            *known = member;
            return Ok(());
        }
        let may_add = match self.kind {
            Kind::Unique => multihomed.is_some_and(|from| self.has(from)),
            Kind::Group | Kind::Internet => true,
        };
        if !may_add {
            return Err(Refusal::Active);
        }
        if self.members.len() >= WinsTable::MAX_MEMBERS {
            return Err(Refusal::TooManyMembers);
        }
        self.members.push(member);
        Ok(())
    }

    fn has(&self, address: Ipv4Addr) -> bool {
        self.members
            .iter()
            .any(|member| member.entry.address == address)
    }
}

impl Kind {
    fn of(claim: &Claim) -> Self {
        match (claim.entry.flags.is_group(), claim.name.suffix()) {
            (false, _) => Self::Unique,
            (true, Suffix::DOMAIN_CONTROLLERS) => Self::Internet,
            (true, _) => Self::Group,
        }
    }
}

fn count(held: &mut HashMap<Ipv4Addr, usize>, by: Ipv4Addr) {
    let held = held.entry(by).or_default();
    *held = held.saturating_add(1);
}

/// How often a full table is looked through for what has expired.
const SWEEP: Duration = Duration::from_secs(1);

/// Whether a host can have this address.
const fn is_host(address: Ipv4Addr) -> bool {
    !address.is_unspecified() && !address.is_broadcast() && !address.is_multicast()
}

#[cfg(test)]
mod tests;
