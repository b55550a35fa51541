//! The sockets and timers of a locator server.

use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::net::UdpSocket;
use tokio::sync::{Notify, Semaphore};
use tokio::task::JoinSet;
use tokio::time::timeout_at;
use tracing::{debug, info};

use super::answer::Question;
use super::config::ServerConfig;
use super::directory::Directory;
use super::ldap::{LdapResponder, Searched};
use super::limit::Limiter;
use super::mailslot::MailslotResponder;
use super::name_service::{NameService, Outgoing, Target};
use crate::config::Broadcast;
use crate::net::{interface_addresses, random_u16};
use crate::ports::Ports;

/// A locator server whose sockets are open; the tasks of [`start`](Self::start) answer.
#[derive(Debug)]
pub struct LocatorServer {
    config: ServerConfig,
    sockets: Sockets,
}

#[derive(Debug, Default)]
struct Sockets {
    name: Option<UdpSocket>,
    name_broadcast: Vec<UdpSocket>,
    datagram: Option<UdpSocket>,
    datagram_broadcast: Vec<UdpSocket>,
    ldap: Option<UdpSocket>,
    /// Where claims are broadcast.
    broadcasts: Vec<Ipv4Addr>,
}

/// What answers for a service, for as long as it is polled: it has no end of its own.
pub type LocatorTask = Pin<Box<dyn Future<Output = ()> + Send>>;

/// A service of the locator.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Service {
    /// UDP 137.
    NetbiosName,
    /// UDP 138.
    NetbiosDatagram,
    /// UDP 389.
    Ldap,
}

/// A socket that could not be opened.
#[derive(Debug, thiserror::Error)]
#[error("the {service} cannot listen on UDP {address}: {error}")]
pub struct BindError {
    /// What it is for.
    pub service: Service,
    /// Where.
    pub address: SocketAddr,
    /// Why not.
    #[source]
    pub error: io::Error,
}

impl fmt::Display for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NetbiosName => "NetBIOS name service",
            Self::NetbiosDatagram => "NetBIOS datagram service",
            Self::Ldap => "LDAP ping service",
        })
    }
}

impl LocatorServer {
    /// Opens the sockets.
    ///
    /// # Errors
    /// [`BindError`] for the first that cannot be opened.
    pub async fn bind(mut config: ServerConfig) -> Result<Self, BindError> {
        let settings = &mut config.settings;
        if settings.answered_address().is_unspecified() {
            // An answer must give some address; without an interface, only this host can ask.
            let first = interface_addresses().first().map(|(address, _)| *address);
            settings.address = Some(first.unwrap_or(Ipv4Addr::LOCALHOST));
        }
        let ports = settings.ports;
        let here = settings.bind;
        let broadcasts = broadcasts(&settings.broadcast, here);
        // A socket with an address of a host hears no broadcasts, and one without hears them all.
        let heard: &[Ipv4Addr] = if here.is_unspecified() {
            &[]
        } else {
            &broadcasts
        };
        let mut sockets = Sockets::default();
        if settings.netbios {
            let (name, datagram) = (Service::NetbiosName, Service::NetbiosDatagram);
            sockets.name = Some(open(name, here, ports.netbios_name).await?);
            sockets.datagram = Some(open(datagram, here, ports.netbios_datagram).await?);
            for address in heard {
                let socket = open(name, *address, ports.netbios_name).await?;
                sockets.name_broadcast.push(socket);
                let socket = open(datagram, *address, ports.netbios_datagram).await?;
                sockets.datagram_broadcast.push(socket);
            }
        }
        if settings.ldap {
            sockets.ldap = Some(open(Service::Ldap, here, ports.ldap).await?);
        }
        sockets.broadcasts = broadcasts;
        Ok(Self { config, sockets })
    }

    /// The ports that it listens on, which tells those that were left to the system.
    #[must_use]
    pub fn ports(&self) -> Ports {
        let of = |socket: &Option<UdpSocket>, configured| {
            let local = socket.as_ref().and_then(|socket| socket.local_addr().ok());
            local.map_or(configured, |local| local.port())
        };
        let configured = self.config.settings.ports;
        Ports {
            netbios_name: of(&self.sockets.name, configured.netbios_name),
            netbios_datagram: of(&self.sockets.datagram, configured.netbios_datagram),
            ldap: of(&self.sockets.ldap, configured.ldap),
            ..configured
        }
    }

    /// What has to be polled for there to be answers; one service may have several.
    #[must_use]
    pub fn start(self, directory: Arc<impl Directory>) -> Vec<(Service, LocatorTask)> {
        let ports = self.ports();
        info!(
            domain = %self.config.identity.domain, computer = %self.config.identity.computer,
            address = %self.config.settings.answered_address(), name = ports.netbios_name,
            datagram = ports.netbios_datagram, ldap = ports.ldap, "Locator answers"
        );
        let now = Instant::now();
        let mailslots = Arc::new(MailslotResponder::new(&self.config, ports.netbios_datagram));
        let searches = Arc::new(LdapResponder::new(self.config.identity.clone()));
        let shared = Arc::new(Shared {
            names: Mutex::new(NameService::new(&self.config, now)),
            limiter: Mutex::new(Limiter::new(self.config.settings.rate, now)),
            lookups: Semaphore::new(MAX_LOOKUPS),
            config: self.config,
            broadcasts: self.sockets.broadcasts,
            name_port: ports.netbios_name,
            news: Notify::new(),
            directory,
        });
        let mut tasks: Vec<(Service, LocatorTask)> = Vec::new();
        if let Some(socket) = self.sockets.name.map(Arc::new) {
            let claims = claim_names(Arc::clone(&socket), Arc::clone(&shared));
            tasks.push((Service::NetbiosName, Box::pin(claims)));
            for heard in listeners(&socket, self.sockets.name_broadcast) {
                let answers = answer_names(heard, Arc::clone(&socket), Arc::clone(&shared));
                tasks.push((Service::NetbiosName, Box::pin(answers)));
            }
        }
        if let Some(socket) = self.sockets.datagram.map(Arc::new) {
            for heard in listeners(&socket, self.sockets.datagram_broadcast) {
                let mailslots = Arc::clone(&mailslots);
                let understand = move |octets: &[u8]| mailslots.receive(octets).map(Searched::Ping);
                let (socket, shared) = (Arc::clone(&socket), Arc::clone(&shared));
                let answers = answer_pings(heard, socket, shared, understand);
                tasks.push((Service::NetbiosDatagram, Box::pin(answers)));
            }
        }
        if let Some(socket) = self.sockets.ldap.map(Arc::new) {
            let understand = move |octets: &[u8]| searches.receive(octets);
            let answers = answer_pings(Arc::clone(&socket), socket, shared, understand);
            tasks.push((Service::Ldap, Box::pin(answers)));
        }
        tasks
    }
}

/// What all sockets share.
struct Shared<D> {
    config: ServerConfig,
    names: Mutex<NameService>,
    limiter: Mutex<Limiter>,
    /// Bounds the pings for which the directory is asked at the same time.
    lookups: Semaphore,
    broadcasts: Vec<Ipv4Addr>,
    /// The port of other hosts' name services.
    name_port: u16,
    /// Something is due earlier than it was.
    news: Notify,
    directory: Arc<D>,
}

impl<D> Shared<D> {
    /// The address of a sender who is answered. Nothing leads to an answer to port 0, or to another than an IPv4 host.
    fn admit(&self, from: SocketAddr) -> Option<SocketAddrV4> {
        let SocketAddr::V4(from) = from else {
            return None;
        };
        let allowed = from.port() != 0 && lock(&self.limiter).allows(*from.ip(), Instant::now());
        allowed.then_some(from)
    }

    async fn deliver(&self, socket: &UdpSocket, outgoing: &Outgoing) {
        let name_service = |address| SocketAddrV4::new(address, self.name_port);
        let targets = match outgoing.target {
            Target::Broadcast => self.broadcasts.iter().copied().map(name_service).collect(),
            Target::Node(address) => vec![name_service(address)],
            Target::Asker(address) => vec![address],
        };
        for target in targets {
            send(socket, &outgoing.octets, target.into()).await;
        }
    }
}

/// Sends what is due.
async fn claim_names<D>(socket: Arc<UdpSocket>, shared: Arc<Shared<D>>) {
    loop {
        let now = Instant::now();
        let (outgoing, deadline) = {
            let mut names = lock(&shared.names);
            (names.poll(now, random_u16), names.deadline())
        };
        for datagram in outgoing {
            shared.deliver(&socket, &datagram).await;
        }
        let sweep = now.checked_add(SWEEP).unwrap_or(now);
        let next = deadline.map_or(sweep, |deadline| deadline.min(sweep));
        // What arrives can only bring the deadline nearer.
        let _earlier = timeout_at(next.into(), shared.news.notified()).await;
    }
}

/// Answers what `heard` hears, by `socket`.
async fn answer_names<D>(heard: Arc<UdpSocket>, socket: Arc<UdpSocket>, shared: Arc<Shared<D>>) {
    let mut buffer = vec![0; MAX_DATAGRAM];
    loop {
        let Some((octets, from)) = receive(&heard, &mut buffer).await else {
            continue;
        };
        let Some(from) = shared.admit(from) else {
            continue;
        };
        let (outgoing, earlier) = {
            let mut names = lock(&shared.names);
            let before = names.deadline();
            let outgoing = names.receive(octets, from, Instant::now());
            (outgoing, names.deadline() != before)
        };
        if earlier {
            shared.news.notify_one();
        }
        if let Some(outgoing) = outgoing {
            shared.deliver(&socket, &outgoing).await;
        }
    }
}

/// Answers the pings that `heard` hears and `understand` understands, by `socket`.
async fn answer_pings<D: Directory>(
    heard: Arc<UdpSocket>,
    socket: Arc<UdpSocket>,
    shared: Arc<Shared<D>>,
    understand: impl Fn(&[u8]) -> Option<Searched>,
) {
    let mut buffer = vec![0; MAX_DATAGRAM];
    let mut lookups = JoinSet::new();
    loop {
        while lookups.try_join_next().is_some() {}
        let Some((octets, from)) = receive(&heard, &mut buffer).await else {
            continue;
        };
        if shared.admit(from).is_none() {
            continue;
        }
        match understand(octets) {
            None => debug!(%from, length = octets.len(), "Dropped what is no ping for us"),
            Some(Searched::Nothing(answer)) => send(&socket, &answer, from).await,
            Some(Searched::Ping(question)) if question.is_immediate() => {
                answer_one(&socket, &shared, question, from).await;
            }
            // Who asks for an account waits for the store, and nobody else for them. Too many are dropped; they ask
            // again.
            Some(Searched::Ping(question)) => {
                let (socket, shared) = (Arc::clone(&socket), Arc::clone(&shared));
                lookups.spawn(async move {
                    if let Ok(_permit) = shared.lookups.try_acquire() {
                        answer_one(&socket, &shared, question, from).await;
                    }
                });
            }
        }
    }
}

async fn answer_one<D: Directory>(
    socket: &UdpSocket,
    shared: &Shared<D>,
    question: Question,
    from: SocketAddr,
) {
    let (identity, address) = (
        &shared.config.identity,
        shared.config.settings.answered_address(),
    );
    let answer = question.answer(identity, address, &*shared.directory);
    if let Some(answer) = answer.await {
        send(socket, &answer, from).await;
    }
}

/// The next datagram, or none after a failure that passes.
async fn receive<'b>(socket: &UdpSocket, buffer: &'b mut [u8]) -> Option<(&'b [u8], SocketAddr)> {
    match socket.recv_from(buffer).await {
        Ok((length, from)) => Some((buffer.get(..length)?, from)),
        Err(error) => {
            debug!(%error, "Receiving failed");
            tokio::time::sleep(PAUSE).await;
            None
        }
    }
}

async fn send(socket: &UdpSocket, octets: &[u8], to: SocketAddr) {
    if let Err(error) = socket.send_to(octets, to).await {
        debug!(%to, %error, "Sending failed");
    }
}

/// The socket that answers, and those that only hear.
fn listeners(socket: &Arc<UdpSocket>, broadcast: Vec<UdpSocket>) -> Vec<Arc<UdpSocket>> {
    let mut all = vec![Arc::clone(socket)];
    all.extend(broadcast.into_iter().map(Arc::new));
    all
}

async fn open(service: Service, address: Ipv4Addr, port: u16) -> Result<UdpSocket, BindError> {
    let address = SocketAddr::from((address, port));
    let bound = async {
        let socket = UdpSocket::bind(address).await?;
        socket.set_broadcast(true)?;
        Ok(socket)
    };
    bound.await.map_err(|error| BindError {
        service,
        address,
        error,
    })
}

/// Where to claim names, and hear questions: of the interfaces, the one with the address that is listened on.
fn broadcasts(configured: &Broadcast, here: Ipv4Addr) -> Vec<Ipv4Addr> {
    let mut addresses: Vec<Ipv4Addr> = match configured {
        Broadcast::Off => Vec::new(),
        Broadcast::Addresses(addresses) => addresses.clone(),
        Broadcast::Interfaces => interface_addresses()
            .into_iter()
            .filter(|(address, _)| here.is_unspecified() || *address == here)
            .map(|(_, broadcast)| broadcast)
            .collect(),
    };
    addresses.sort_unstable();
    addresses.dedup();
    addresses
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// More than any datagram that the decoders accept; what is longer arrives cut off and is refused.
const MAX_DATAGRAM: usize = 4200;
/// How many accounts are looked for at the same time.
const MAX_LOOKUPS: usize = 64;
/// How long to leave a socket alone that failed.
const PAUSE: Duration = Duration::from_millis(10);
/// How often expired names are forgotten.
const SWEEP: Duration = Duration::from_secs(60);
