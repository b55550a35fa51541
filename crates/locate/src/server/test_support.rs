//! What the responders' tests share.

use std::net::Ipv4Addr;
use std::sync::Mutex;

use super::{AccountKinds, Directory, DnsNames, Identity, Known, NetlogonState};
use crate::codec::dotted::DottedName;

pub(crate) const OURS: Ipv4Addr = Ipv4Addr::new(10, 1, 0, 10);

/// The PDC of `DOMAIN`.
pub(crate) fn identity() -> Identity {
    Identity {
        domain_sid: "S-1-5-21-1-2-3".parse().ok(),
        ..Identity::pdc("DOMAIN".parse().unwrap(), "PDC".parse().unwrap())
    }
}

/// The same with names in DNS.
pub(crate) fn identity_with_dns() -> Identity {
    let name = |text: &str| DottedName::new(text).unwrap();
    Identity {
        dns: Some(DnsNames {
            domain: name("domain.example"),
            forest: name("example"),
            host: name("pdc.domain.example"),
        }),
        site: name("Here"),
        ..identity()
    }
}

/// Knows `user`, an ordinary account, and remembers what it was asked.
#[derive(Default)]
pub(crate) struct Accounts {
    pub(crate) asked: Mutex<Vec<String>>,
    pub(crate) state: Option<NetlogonState>,
    pub(crate) unavailable: bool,
}

impl Directory for Accounts {
    async fn knows(&self, account: &str, kinds: AccountKinds) -> Known {
        self.asked.lock().unwrap().push(account.to_owned());
        match account {
            _ if self.unavailable => Known::Unavailable,
            "user" if kinds.allow(NORMAL) => Known::Yes,
            _ => Known::No,
        }
    }

    fn state(&self) -> NetlogonState {
        self.state.unwrap_or(NetlogonState::Running)
    }
}

/// `USER_NORMAL_ACCOUNT`, [MS-SAMR] 2.2.1.12.
pub(crate) const NORMAL: u32 = 0x10;
