//! LDAP pings, UDP 389: [MS-ADTS] 6.3.3.

use wire::Guid;

use super::answer::{Asked, Form, Question, Reply};
use super::config::Identity;
use super::directory::AccountKinds;
use crate::codec::cldap::{LdapPing, LdapPong, search_id};
use crate::codec::dotted::DottedName;
use crate::codec::ping::{NtVersion, PingResponse, PingText};

/// Understands the LDAP pings that this controller is to answer.
#[derive(Clone, Debug)]
pub struct LdapResponder {
    identity: Identity,
}

/// What a datagram to UDP port 389 is.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Searched {
    /// A ping for this controller.
    Ping(Question),
    /// Another search, or a ping for somebody else: it finds nothing, and this is the answer.
    Nothing(Vec<u8>),
}

impl LdapResponder {
    /// The responder of this controller.
    #[must_use]
    pub const fn new(identity: Identity) -> Self {
        Self { identity }
    }

    /// The search in a datagram. None if it is no search: then nothing is answered.
    #[must_use]
    pub fn receive(&self, bytes: &[u8]) -> Option<Searched> {
        let (id, question) = match LdapPing::decode(bytes) {
            Ok(ping) => (ping.id, self.question(ping)),
            Err(_) => (search_id(bytes)?, None),
        };
        // 6.3.3.3: to a filter that is not valid, and a domain that is not served, the answer is a search result
        // without an entry.
        Some(question.map_or_else(
            || Searched::Nothing(LdapPong { id, netlogon: None }.encode()),
            Searched::Ping,
        ))
    }

    fn question(&self, ping: LdapPing) -> Option<Question> {
        let identity = &self.identity;
        if !self.serves(&ping)
            || !identity.has_sid(ping.domain_sid.as_ref())
            || ping.version.contains(NtVersion::PDC) && !identity.pdc
        {
            return None;
        }
        let user = PingText::new(&ping.user.unwrap_or_default()).ok()?;
        Some(Question {
            asked: Asked::Logon {
                user,
                kinds: AccountKinds(ping.account_control.unwrap_or_default()),
                form: Form::for_client(ping.version),
            },
            reply: Reply::Ldap(ping.id),
        })
    }

    /// A question that names no domain is for ours. With a name and a GUID, one of them is enough: a client that knows
    /// the domain by an older name, or an older GUID, finds it by the other.
    fn serves(&self, ping: &LdapPing) -> bool {
        let named = ping.dns_domain.as_ref().filter(|name| !name.is_empty());
        let ours = |asked: &DottedName| {
            let dns = self.identity.dns.as_ref();
            dns.is_some_and(|names| names.domain.matches(asked.as_str()))
                || asked.matches(self.identity.domain.as_str())
        };
        // The nil GUID is that of every domain without one, and of none.
        let guid = ping.domain_guid.filter(|guid| *guid != Guid::NIL);
        match (named, guid) {
            (None, None) => true,
            (named, guid) => named.is_some_and(ours) || guid == Some(self.identity.domain_guid),
        }
    }
}

pub(super) fn wrap(id: u32, response: &PingResponse) -> Vec<u8> {
    LdapPong {
        id,
        netlogon: Some(response.encode()),
    }
    .encode()
}

#[cfg(test)]
mod tests;
