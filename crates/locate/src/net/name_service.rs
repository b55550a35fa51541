//! Asking the NetBIOS name service.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use tokio::net::UdpSocket;

use super::udp::{Verdict, broadcaster, connect, exchange, network};
use super::{Net, random_u16};
use crate::attempt::Outcome;
use crate::codec::dotted::DottedName;
use crate::codec::name_service::{Message, NmFlags, Opcode, Rcode, RecordData, RecordType};
use crate::codec::nb_name::{NbName, Suffix};
use crate::codec::node_status::NodeStatus;

impl Net {
    /// Asks a WINS server for the addresses of a name.
    pub(crate) async fn wins(
        &self,
        server: Ipv4Addr,
        name: &NbName,
    ) -> Result<Vec<Ipv4Addr>, Outcome> {
        let server = SocketAddr::from((server, self.config.ports.netbios_name));
        let socket = connect(server).await.map_err(|error| network(&error))?;
        self.name_query(&socket, &[], name, NmFlags::RECURSION_DESIRED)
            .await
    }

    /// Asks everybody within reach for the addresses of a name. Holders of a group name answer one by one.
    pub(crate) async fn name_broadcast(&self, name: &NbName) -> Result<Vec<Ipv4Addr>, Outcome> {
        let targets: Vec<SocketAddr> = self
            .broadcast_addresses()
            .into_iter()
            .map(|address| (address, self.config.ports.netbios_name).into())
            .collect();
        if targets.is_empty() {
            return Err(Outcome::NotConfigured);
        }
        let socket = broadcaster(0).await.map_err(|error| network(&error))?;
        let flags = NmFlags::RECURSION_DESIRED.with(NmFlags::BROADCAST);
        self.name_query(&socket, &targets, name, flags).await
    }

    /// Asks a node for its names.
    pub(crate) async fn node_status(
        &self,
        address: IpAddr,
        port: u16,
    ) -> Result<NodeStatus, Outcome> {
        let socket = connect((address, port).into())
            .await
            .map_err(|error| network(&error))?;
        let name = NbName::any(&DottedName::default());
        let query = Message::query(random_u16(), name, RecordType::NBSTAT, NmFlags::default());
        let mut status = None;
        exchange(
            &socket,
            &[],
            &query.encode(),
            &self.config.timeouts,
            |bytes, _| match answer(&query, bytes) {
                Err(outcome) => Verdict::Ignore(outcome),
                Ok(message) => {
                    status = message
                        .answers
                        .into_iter()
                        .find_map(|record| match record.data {
                            RecordData::NodeStatus(status) => Some(status),
                            _ => None,
                        });
                    if status.is_some() {
                        Verdict::Enough
                    } else {
                        Verdict::Ignore(Outcome::Mismatch)
                    }
                }
            },
        )
        .await?;
        status.ok_or(Outcome::Unanswered)
    }

    async fn name_query(
        &self,
        socket: &UdpSocket,
        targets: &[SocketAddr],
        name: &NbName,
        flags: NmFlags,
    ) -> Result<Vec<Ipv4Addr>, Outcome> {
        let query = Message::query(random_u16(), name.clone(), RecordType::NB, flags);
        let broadcast = !targets.is_empty();
        // Of a name that only one node can hold, one answer is enough.
        let many_answer = broadcast && name.suffix() == Suffix::DOMAIN_CONTROLLERS;
        let mut addresses = Vec::new();
        let mut negative = None;
        exchange(
            socket,
            targets,
            &query.encode(),
            &self.config.timeouts,
            |bytes, _| {
                match positive(&query, bytes) {
                    Ok(more) => {
                        for address in more.into_iter().filter(|address| is_usable(*address)) {
                            if !addresses.contains(&address) {
                                addresses.push(address);
                            }
                        }
                        addresses.truncate(MAX_ADDRESSES);
                        if many_answer {
                            Verdict::More
                        } else {
                            Verdict::Enough
                        }
                    }
                    // The word of a name server counts; a neighbour's "no" does not.
                    Err(outcome @ (Outcome::NoSuchName | Outcome::ServerFailure(_)))
                        if !broadcast =>
                    {
                        negative = Some(outcome);
                        Verdict::Enough
                    }
                    Err(outcome) => Verdict::Ignore(outcome),
                }
            },
        )
        .await?;
        match negative {
            Some(outcome) => Err(outcome),
            None if addresses.is_empty() => Err(Outcome::NoRecords),
            None => Ok(addresses),
        }
    }
}

/// The answer to `query`, if `bytes` are one.
fn answer(query: &Message, bytes: &[u8]) -> Result<Message, Outcome> {
    let message = Message::decode(bytes).map_err(Outcome::Malformed)?;
    let ours = message.id == query.id
        && message.operation.response
        && message.operation.opcode == Opcode::QUERY;
    if ours {
        Ok(message)
    } else {
        Err(Outcome::Mismatch)
    }
}

fn positive(query: &Message, bytes: &[u8]) -> Result<Vec<Ipv4Addr>, Outcome> {
    let message = answer(query, bytes)?;
    let asked = query.questions.first().map(|question| &question.name);
    if message
        .answers
        .iter()
        .any(|record| Some(&record.name) != asked)
    {
        return Err(Outcome::Mismatch);
    }
    match message.rcode {
        Rcode::OK => {}
        Rcode::NAME_ERROR => return Err(Outcome::NoSuchName),
        Rcode(other) => return Err(Outcome::ServerFailure(other.into())),
    }
    let addresses = message
        .answers
        .into_iter()
        .filter_map(|record| match record.data {
            RecordData::Addresses(addresses) => Some(addresses),
            _ => None,
        });
    Ok(addresses.flatten().map(|entry| entry.address).collect())
}

/// A group name is answered with the broadcast address when its members are not kept.
const fn is_usable(address: Ipv4Addr) -> bool {
    !address.is_unspecified() && !address.is_broadcast() && !address.is_multicast()
}

/// As many as a WINS server keeps of a domain's controllers is 25; others may keep more.
const MAX_ADDRESSES: usize = 64;
