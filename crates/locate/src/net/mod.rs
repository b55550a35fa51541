//! The thin part that opens sockets.

mod cldap;
mod dns;
mod mailslot;
mod name_service;
mod udp;

use std::net::{IpAddr, Ipv4Addr};

pub(crate) use dns::DnsClient;

use crate::config::{Broadcast, LocatorConfig};

/// What every question needs: configuration and DNS.
pub(crate) struct Net {
    pub(crate) config: LocatorConfig,
    pub(crate) dns: DnsClient,
}

impl Net {
    pub(crate) fn new(config: LocatorConfig) -> Self {
        let dns = DnsClient::new(&config.dns, config.timeouts.dns);
        Self { config, dns }
    }

    /// Where broadcasts go.
    pub(crate) fn broadcast_addresses(&self) -> Vec<Ipv4Addr> {
        match &self.config.broadcast {
            Broadcast::Off => Vec::new(),
            Broadcast::Addresses(addresses) => addresses.clone(),
            Broadcast::Interfaces => interface_broadcasts(),
        }
    }
}

/// A number that is hard to guess, to tell answers to our questions from others.
pub(crate) fn random() -> u64 {
    // Without a random number generator the system has larger problems; the constant then only loses the protection
    // against spoofed answers, of which each is checked otherwise too.
    getrandom::u64().unwrap_or(1)
}

/// The low bits of [`random`], for a field of 16.
pub(crate) fn random_u16() -> u16 {
    let [a, b, ..] = random().to_le_bytes();
    u16::from_le_bytes([a, b])
}

/// The low bits of [`random`], for a field of 32.
pub(crate) fn random_u32() -> u32 {
    let [a, b, c, d, ..] = random().to_le_bytes();
    u32::from_le_bytes([a, b, c, d])
}

fn interface_broadcasts() -> Vec<Ipv4Addr> {
    let mut addresses: Vec<Ipv4Addr> = interface_addresses()
        .into_iter()
        .map(|(_, broadcast)| broadcast)
        .collect();
    addresses.sort_unstable();
    addresses.dedup();
    addresses
}

/// The addresses of the IPv4 interfaces that can broadcast, each with where it does.
pub(crate) fn interface_addresses() -> Vec<(Ipv4Addr, Ipv4Addr)> {
    let interfaces = if_addrs::get_if_addrs().unwrap_or_default();
    interfaces
        .into_iter()
        .filter(|interface| !interface.is_loopback())
        .filter_map(|interface| match (interface.ip(), interface.addr) {
            (IpAddr::V4(address), if_addrs::IfAddr::V4(v4)) => Some((address, v4.broadcast?)),
            _ => None,
        })
        .collect()
}
