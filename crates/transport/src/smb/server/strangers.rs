//! Connections on which nobody has logged on, by the hosts that they come from.

use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::net::TcpListener;

use crate::accept::Listener;
use crate::counts::Counts;

/// How many there are of each host, and may be.
pub(super) struct Strangers {
    most_of_host: usize,
    hosts: Mutex<Counts<IpAddr>>,
}

/// A connection on which nobody has logged on.
pub(super) struct Stranger {
    all: Arc<Strangers>,
    host: IpAddr,
}

impl Strangers {
    /// A host may have a quarter of all places so: as many as it has in any case.
    pub(super) fn of(max_clients: usize) -> Arc<Self> {
        Arc::new(Self {
            most_of_host: (max_clients / 4).max(1),
            hosts: Mutex::default(),
        })
    }

    /// A client that has connected, unless its host has too many already.
    pub(super) fn admit(self: &Arc<Self>, peer: SocketAddr) -> Option<Stranger> {
        let host = host_of(peer);
        let has_place = self.hosts().of(&host) < self.most_of_host;
        has_place.then(|| self.again(peer))
    }

    /// A client whose last session has ended, and whose connection stays.
    pub(super) fn again(self: &Arc<Self>, peer: SocketAddr) -> Stranger {
        let host = host_of(peer);
        self.hosts().add(host);
        Stranger {
            all: Arc::clone(self),
            host,
        }
    }

    fn hosts(&self) -> MutexGuard<'_, Counts<IpAddr>> {
        // Nothing panics while it is locked.
        self.hosts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Stranger {
    /// Those among whom it is.
    pub(super) fn all(&self) -> Arc<Strangers> {
        Arc::clone(&self.all)
    }
}

impl Drop for Stranger {
    fn drop(&mut self) {
        self.all.hosts().remove(self.host);
    }
}

fn host_of(peer: SocketAddr) -> IpAddr {
    TcpListener::host(&peer).unwrap_or_else(|| peer.ip())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_has_a_quarter_of_the_places_and_those_who_leave_give_theirs_back() {
        let strangers = Strangers::of(8);
        let [one, same, other] =
            ["192.0.2.1:1", "192.0.2.1:2", "192.0.2.2:1"].map(|peer| peer.parse().unwrap());
        let first = strangers.admit(one);
        let second = strangers.admit(same);
        assert!(first.is_some() && second.is_some());
        assert!(strangers.admit(one).is_none() && strangers.admit(other).is_some());
        drop(first);
        let third = strangers.admit(one);
        assert!(third.is_some());
        // Who logs off is counted, and not turned away.
        let again = strangers.again(one);
        drop((second, third));
        assert!(strangers.admit(one).is_some());
        drop(again);
        assert!(strangers.hosts().is_empty());
    }
}
