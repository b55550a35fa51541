//! The mailslot ping.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use tokio::net::UdpSocket;
use wire::NetbiosName;

use super::udp::{Verdict, bind_preferring, broadcaster, exchange, network};
use super::{Net, random, random_u16};
use crate::attempt::Outcome;
use crate::codec::datagram::{Datagram, DatagramKind, NodeType};
use crate::codec::dotted::DottedName;
use crate::codec::mailslot::{MailslotName, MailslotWrite};
use crate::codec::nb_name::{NbName, Suffix};
use crate::codec::ping::{
    NtVersion, PingRequest, PingResponse, PingText, PrimaryQuery, SamLogonRequest,
};
use crate::controller::Want;

impl Net {
    /// Asks one server whether it is a DC of `domain`.
    pub(crate) async fn mailslot_ping(
        &self,
        server: SocketAddr,
        domain: &NetbiosName,
        want: Want,
    ) -> Result<PingResponse, Outcome> {
        if !server.is_ipv4() {
            return Err(Outcome::NotApplicable);
        }
        let socket = bind_preferring(self.config.reply_port)
            .await
            .map_err(|error| network(&error))?;
        socket
            .connect(server)
            .await
            .map_err(|error| network(&error))?;
        let reply_to = MailslotName::for_answer(random());
        let request = self.mailslot_request(&socket, domain, Ask::Controller(want), &reply_to);
        let mut answer = Err(Outcome::Unanswered);
        exchange(
            &socket,
            &[],
            &request,
            &self.config.timeouts,
            |bytes, _| match response(bytes, &reply_to) {
                Err(outcome) => Verdict::Ignore(outcome),
                Ok(response) => {
                    answer = Ok(response);
                    Verdict::Enough
                }
            },
        )
        .await?;
        answer
    }

    /// Asks everybody within reach who is a DC of `domain`, and tells `heard` of each answer.
    pub(crate) async fn mailslot_broadcast(
        &self,
        domain: &NetbiosName,
        want: Want,
        mut heard: impl FnMut(IpAddr, PingResponse),
    ) -> Result<(), Outcome> {
        let targets: Vec<SocketAddr> = self
            .broadcast_addresses()
            .into_iter()
            .map(|address| (address, self.config.ports.netbios_datagram).into())
            .collect();
        if targets.is_empty() {
            return Err(Outcome::NotConfigured);
        }
        let socket = broadcaster(self.config.reply_port)
            .await
            .map_err(|error| network(&error))?;
        let reply_to = MailslotName::for_answer(random());
        let request = self.mailslot_request(&socket, domain, Ask::Controller(want), &reply_to);
        exchange(
            &socket,
            &targets,
            &request,
            &self.config.timeouts,
            |bytes, from| match response(bytes, &reply_to) {
                Err(outcome) => Verdict::Ignore(outcome),
                Ok(response) => {
                    heard(from.ip(), response);
                    Verdict::More
                }
            },
        )
        .await
    }

    /// Asks these servers which of them has an account for `user`, and tells `heard` of each answer.
    pub(crate) async fn mailslot_who_will(
        &self,
        targets: &[SocketAddr],
        domain: &NetbiosName,
        user: PingText,
        reply_to: &MailslotName,
        mut heard: impl FnMut(PingResponse),
    ) -> Result<(), Outcome> {
        let socket = bind_preferring(self.config.reply_port)
            .await
            .map_err(|error| network(&error))?;
        let ask = Ask::Account(user);
        let request = self.mailslot_request(&socket, domain, ask, reply_to);
        let mut answered = Vec::new();
        exchange(
            &socket,
            targets,
            &request,
            &self.config.timeouts,
            |bytes, from| match response(bytes, reply_to) {
                Err(outcome) => Verdict::Ignore(outcome),
                // To one repeated question comes a repeated answer.
                Ok(_) if answered.contains(&from) => Verdict::More,
                Ok(response) => {
                    answered.push(from);
                    heard(response);
                    if answered.len() < targets.len() {
                        Verdict::More
                    } else {
                        Verdict::Enough
                    }
                }
            },
        )
        .await
    }

    fn mailslot_request(
        &self,
        socket: &UdpSocket,
        domain: &NetbiosName,
        ask: Ask,
        reply_to: &MailslotName,
    ) -> Vec<u8> {
        let client = &self.config.client_name;
        let logon = |user, account_control| SamLogonRequest {
            request_count: 0,
            computer: PingText::from(client),
            user,
            reply_to: reply_to.clone(),
            account_control,
            domain_sid: None,
            version: NtVersion::V1.with(NtVersion::V5).with(NtVersion::V5EX),
        };
        let to_controllers = (DatagramKind::DirectGroup, Suffix::DOMAIN_CONTROLLERS);
        let (request, (kind, suffix)) = match ask {
            Ask::Controller(Want::Pdc) => {
                let query = PrimaryQuery {
                    computer: client.clone(),
                    reply_to: reply_to.clone(),
                    version: NtVersion::V1,
                };
                let to_pdc = (DatagramKind::DirectUnique, Suffix::PDC);
                (PingRequest::Primary(query), to_pdc)
            }
            Ask::Controller(Want::Any) => {
                let request = logon(PingText::default(), 0);
                (PingRequest::SamLogon(request), to_controllers)
            }
            Ask::Account(user) => {
                let request = logon(user, ANY_ACCOUNT);
                (PingRequest::SamLogon(request), to_controllers)
            }
        };
        let scope = DottedName::default();
        let local = socket.local_addr().ok();
        let source_address = match local.map(|local| local.ip()) {
            Some(IpAddr::V4(address)) => address,
            _ => Ipv4Addr::UNSPECIFIED,
        };
        // A request of these bounded names is far below the limit of a write.
        let data = MailslotWrite::new(MailslotName::netlogon(), request.encode())
            .map(|write| write.encode())
            .unwrap_or_default();
        Datagram {
            kind,
            node_type: NodeType::B,
            id: random_u16(),
            source_address,
            source_port: local.map_or(self.config.ports.netbios_datagram, |local| local.port()),
            source: NbName::new(client, Suffix::WORKSTATION, &scope),
            destination: NbName::new(domain, suffix, &scope),
            data,
        }
        .encode()
    }
}

/// What is asked of those who get a ping.
enum Ask {
    /// Whether they are this.
    Controller(Want),
    /// Whether they have an account for this user.
    Account(PingText),
}

/// `AllowableAccountControlBits`, [MS-ADTS] 6.3.1.6, as [MS-SAMR] 2.2.1.12 has them: a person's account, a trusting
/// domain's, a member's or a controller's.
const ANY_ACCOUNT: u32 = 0x0000_01d0;

/// The answer in a datagram, if it went to the mailslot that only the asked know.
fn response(bytes: &[u8], reply_to: &MailslotName) -> Result<PingResponse, Outcome> {
    let datagram = Datagram::decode(bytes).map_err(Outcome::Malformed)?;
    let write = MailslotWrite::decode(&datagram.data).map_err(Outcome::Malformed)?;
    if !write.name().matches(reply_to) {
        return Err(Outcome::Mismatch);
    }
    PingResponse::decode(write.data()).map_err(Outcome::Malformed)
}
