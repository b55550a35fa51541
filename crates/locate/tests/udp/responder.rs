//! A UDP service on the loopback, and the answers of a domain controller.

use std::net::SocketAddr;

use locate::DsFlags;
use locate::codec::cldap::{LdapPing, LdapPong};
use locate::codec::datagram::Datagram;
use locate::codec::dotted::DottedName;
use locate::codec::mailslot::MailslotWrite;
use locate::codec::ping::{
    LogonAnswer, PingRequest, PingResponse, PingText, PrimaryResponse, SamLogonResponseEx,
};
use tokio::net::UdpSocket;
use tokio::task::JoinHandle;

/// A service that is gone when this is dropped.
pub(crate) struct Responder {
    address: SocketAddr,
    task: JoinHandle<()>,
}

impl Responder {
    /// Answers each datagram with what `answers` makes of it.
    pub(crate) async fn new(
        mut answers: impl FnMut(&[u8]) -> Vec<Vec<u8>> + Send + 'static,
    ) -> Self {
        Self::with_sender(move |request, _, _| answers(request)).await
    }

    /// The same, told who asks and how often anybody asked.
    pub(crate) async fn with_sender(
        mut answers: impl FnMut(&[u8], SocketAddr, usize) -> Vec<Vec<u8>> + Send + 'static,
    ) -> Self {
        let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
        let address = socket.local_addr().unwrap();
        let task = tokio::spawn(async move {
            let mut buffer = vec![0; 65_536];
            for count in 0.. {
                let Ok((length, client)) = socket.recv_from(&mut buffer).await else {
                    continue;
                };
                for answer in answers(&buffer[..length], client, count) {
                    let _gone = socket.send_to(&answer, client).await;
                }
            }
        });
        Self { address, task }
    }

    pub(crate) fn port(&self) -> u16 {
        self.address.port()
    }
}

impl Drop for Responder {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// A PDC's answer to a mailslot ping.
pub(crate) fn primary_response(ping: &[u8], computer: &str, domain: &str) -> Vec<u8> {
    let ping = Datagram::decode(ping).unwrap();
    let write = MailslotWrite::decode(&ping.data).unwrap();
    let PingRequest::Primary(query) = PingRequest::decode(write.data()).unwrap() else {
        panic!("a question for the PDC")
    };
    let response = PingResponse::Primary(PrimaryResponse {
        computer: PingText::new(computer).unwrap(),
        domain: PingText::new(domain).unwrap(),
        version: query.version,
    });
    let answer = MailslotWrite::new(query.reply_to, response.encode()).unwrap();
    Datagram {
        source: ping.destination,
        destination: ping.source,
        data: answer.encode(),
        ..ping
    }
    .encode()
}

/// A DC's description of itself.
pub(crate) fn sam_response_ex(computer: &str, netbios: &str, dns: &str, pdc: bool) -> PingResponse {
    let name = |text: &str| DottedName::new(text).unwrap();
    PingResponse::SamLogonEx(SamLogonResponseEx {
        answer: LogonAnswer::Ready,
        flags: if pdc { DsFlags::PDC } else { DsFlags::LDAP },
        domain_guid: wire::Guid::NIL,
        dns_forest: name(dns),
        dns_domain: name(dns),
        dns_host: name(&format!("{}.{dns}", computer.to_lowercase())),
        netbios_domain: name(netbios),
        netbios_computer: name(computer),
        user: name(""),
        dc_site: name("Site"),
        client_site: name("Site"),
        address: None,
        next_closest_site: None,
    })
}

/// The answer to an LDAP ping.
pub(crate) fn pong(ping: &[u8], response: &PingResponse) -> Vec<u8> {
    let ping = LdapPing::decode(ping).unwrap();
    LdapPong {
        id: ping.id,
        netlogon: Some(response.encode()),
    }
    .encode()
}
