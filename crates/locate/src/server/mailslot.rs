//! Mailslot pings, UDP 138: [MS-ADTS] 6.3.5.

use std::net::Ipv4Addr;

use super::answer::{Asked, Form, Question, Reply};
use super::config::{Identity, ServerConfig};
use super::directory::AccountKinds;
use crate::codec::datagram::{Datagram, DatagramKind, NodeType};
use crate::codec::dotted::DottedName;
use crate::codec::mailslot::{MailslotName, MailslotWrite};
use crate::codec::nb_name::{NbName, Suffix};
use crate::codec::ping::{PingRequest, PingResponse};

/// Understands the mailslot pings that this controller is to answer.
#[derive(Clone, Debug)]
pub struct MailslotResponder {
    identity: Identity,
    address: Ipv4Addr,
    port: u16,
    /// The names that a ping for us can be addressed to.
    names: Vec<NbName>,
}

/// Where the answer to a mailslot ping goes, besides to the address that it came from.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct ReplyTo {
    mailslot: MailslotName,
    /// All of the answer but its data.
    envelope: Datagram,
}

impl MailslotResponder {
    /// The responder of this controller, which listens on `port`.
    #[must_use]
    pub fn new(config: &ServerConfig, port: u16) -> Self {
        let identity = config.identity.clone();
        let scope = DottedName::default();
        let mut names = vec![
            NbName::new(&identity.domain, Suffix::DOMAIN_CONTROLLERS, &scope),
            NbName::new(&identity.domain, Suffix::WORKSTATION, &scope),
            NbName::new(&identity.computer, Suffix::WORKSTATION, &scope),
            NbName::new(&identity.computer, Suffix::SERVER, &scope),
        ];
        if identity.pdc {
            names.push(NbName::new(&identity.domain, Suffix::PDC, &scope));
        }
        Self {
            identity,
            address: config.settings.answered_address(),
            port,
            names,
        }
    }

    /// The question in a datagram. None if it is no ping, or for somebody else: then nothing is answered.
    #[must_use]
    pub fn receive(&self, bytes: &[u8]) -> Option<Question> {
        let datagram = Datagram::decode(bytes).ok()?;
        if !self.names.contains(&datagram.destination) {
            return None;
        }
        let write = MailslotWrite::decode(&datagram.data).ok()?;
        if !write.name().is_logon() {
            return None;
        }
        let (asked, mailslot) = self.asked(PingRequest::decode(write.data()).ok()?)?;
        let source = NbName::new(
            &self.identity.computer,
            Suffix::WORKSTATION,
            &DottedName::default(),
        );
        let envelope = Datagram {
            kind: DatagramKind::DirectUnique,
            node_type: NodeType::H,
            id: datagram.id,
            source_address: self.address,
            source_port: self.port,
            source,
            destination: datagram.source,
            data: Vec::new(),
        };
        let reply = Reply::Mailslot(ReplyTo { mailslot, envelope });
        Some(Question { asked, reply })
    }

    fn asked(&self, request: PingRequest) -> Option<(Asked, MailslotName)> {
        match request {
            PingRequest::Primary(query) => self
                .identity
                .pdc
                .then_some((Asked::Primary, query.reply_to)),
            PingRequest::SamLogon(request) => {
                if !self.identity.has_sid(request.domain_sid.as_ref()) {
                    return None;
                }
                // A controller of NT4 answers everybody in the old form. The newer ones would promise a directory, and
                // a client that believed it would look for its names in DNS.
                let form = match &self.identity.dns {
                    Some(_) => Form::for_client(request.version),
                    None => Form::Nt40,
                };
                let asked = Asked::Logon {
                    user: request.user,
                    kinds: AccountKinds(request.account_control),
                    form,
                };
                Some((asked, request.reply_to))
            }
        }
    }
}

impl ReplyTo {
    pub(super) fn wrap(self, response: &PingResponse) -> Vec<u8> {
        // The bounds of its names keep every response far below that of a write; if not, an empty one says nothing.
        let data = MailslotWrite::new(self.mailslot, response.encode())
            .map(|write| write.encode())
            .unwrap_or_default();
        Datagram {
            data,
            ..self.envelope
        }
        .encode()
    }
}

#[cfg(test)]
mod tests;
