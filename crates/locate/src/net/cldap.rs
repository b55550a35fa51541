//! The LDAP ping.

use std::net::SocketAddr;

use super::udp::{Verdict, connect, exchange, network};
use super::{Net, random_u32};
use crate::attempt::Outcome;
use crate::codec::cldap::{LdapPing, LdapPong};
use crate::codec::dotted::DottedName;
use crate::codec::ping::{NtVersion, PingResponse};
use crate::controller::Want;

impl Net {
    /// Asks whether a server is a DC of `domain`, or of which it is one.
    pub(crate) async fn ldap_ping(
        &self,
        server: SocketAddr,
        domain: Option<&DottedName>,
        want: Want,
    ) -> Result<PingResponse, Outcome> {
        let version = NtVersion::V5
            .with(NtVersion::V5EX)
            .with(NtVersion::AVOID_NT4EMUL);
        let ping = LdapPing {
            // A message identifier is positive: RFC 4511 4.1.1.1.
            id: (random_u32() >> 1).max(1),
            dns_domain: domain.cloned(),
            host: DottedName::new(self.config.client_name.as_str()).ok(),
            version: match want {
                Want::Pdc => version.with(NtVersion::PDC),
                Want::Any => version,
            },
            ..LdapPing::default()
        };
        let socket = connect(server).await.map_err(|error| network(&error))?;
        let mut answer = Err(Outcome::Unanswered);
        exchange(
            &socket,
            &[],
            &ping.encode(),
            &self.config.timeouts,
            |bytes, _| {
                match LdapPong::decode(bytes) {
                    Err(reason) => Verdict::Ignore(Outcome::Ldap(reason)),
                    Ok(pong) if pong.id != ping.id => Verdict::Ignore(Outcome::Mismatch),
                    Ok(pong) => match pong.netlogon.map(|value| PingResponse::decode(&value)) {
                        Some(Err(reason)) => Verdict::Ignore(Outcome::Malformed(reason)),
                        Some(Ok(response)) => {
                            answer = Ok(response);
                            Verdict::Enough
                        }
                        // An empty result: the server is there, but does not serve what was asked for.
                        None => {
                            answer = Err(Outcome::NoRecords);
                            Verdict::Enough
                        }
                    },
                }
            },
        )
        .await?;
        answer
    }
}
