//! A domain to try things on.

use auth::NtHash;
use store::{NewDomain, Store};
use wire::{FileTime, NetbiosName, Sid};

pub(crate) const NOW: FileTime = FileTime(133_000_000_000_000_000);

pub(crate) fn hash(octet: u8) -> NtHash {
    NtHash::new([octet; 16])
}

pub(crate) fn later(seconds: u64) -> FileTime {
    FileTime(NOW.0 + seconds * 10_000_000)
}

pub(crate) fn domain_sid() -> Sid {
    "S-1-5-21-1-2-3".parse().unwrap()
}

pub(crate) struct Parts {
    name: NetbiosName,
    controller: NetbiosName,
    sid: Sid,
    administrator: NtHash,
}

impl Parts {
    pub(crate) fn new() -> Self {
        Self {
            name: NetbiosName::new("OURDOM").unwrap(),
            controller: NetbiosName::new("OURPDC").unwrap(),
            sid: domain_sid(),
            administrator: hash(0xad),
        }
    }

    pub(crate) fn domain(&self) -> NewDomain<'_> {
        NewDomain {
            name: &self.name,
            controller: &self.controller,
            sid: &self.sid,
            administrator: &self.administrator,
            now: NOW,
        }
    }
}

pub(crate) async fn in_memory() -> Store {
    Store::in_memory(&Parts::new().domain()).await.unwrap()
}
