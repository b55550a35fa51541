//! How a computer reaches domain controllers: real sockets, or what a simulation has for them.

use std::future::{Future, ready};
use std::net::IpAddr;
use std::pin::Pin;

use locate::{DsFlags, Ports};
use transport::PipeIo;
use wire::{NetbiosName, Sid};

use crate::ChannelFailure;

/// A boxed future of a trait that is used as an object.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A domain as those know it who have a channel to it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Domain {
    /// Its NetBIOS name.
    pub name: NetbiosName,
    /// Its name in the DNS; a domain of the NT 4 kind has none.
    pub dns_name: Option<String>,
    /// Its SID.
    pub sid: Sid,
}

impl Domain {
    /// Whether it has this name, NetBIOS or of the DNS.
    #[must_use]
    pub fn is_called(&self, name: &str) -> bool {
        let in_dns = self.dns_name.as_deref();
        name.eq_ignore_ascii_case(self.name.as_str())
            || in_dns.is_some_and(|own| own.eq_ignore_ascii_case(name.trim_end_matches('.')))
    }
}

/// A domain controller that was found.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct FoundController {
    /// Its name without backslashes: NetBIOS, or of the DNS, or its address.
    pub name: String,
    /// Where it is.
    pub address: IpAddr,
    /// Its ports.
    pub ports: Ports,
    /// What it says that it is and does; one of the NT 4 kind says nothing.
    pub flags: Option<DsFlags>,
}

/// Which domain controller is looked for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Sought<'a> {
    /// Any that serves the domain.
    Any,
    /// The primary one, which hears of a new password before others do.
    Primary,
    /// The one of this name, with or without backslashes.
    Named(&'a str),
}

impl<'a> Sought<'a> {
    /// The one that is named, or else any.
    #[must_use]
    pub fn at(server: Option<&'a str>) -> Self {
        server.map_or(Self::Any, Self::Named)
    }
}

/// Finds domain controllers and opens connections to their Netlogon service.
pub trait Network: Send + Sync + 'static {
    /// Looks for controllers of the domain, best first. There is at least one.
    ///
    /// # Errors
    /// [`ChannelFailure::NoController`].
    fn find<'a>(
        &'a self,
        domain: &'a Domain,
        sought: Sought<'a>,
    ) -> BoxFuture<'a, Result<Vec<FoundController>, ChannelFailure>>;

    /// Opens a connection to the Netlogon service of one: an unauthenticated one, since the channel protects itself.
    ///
    /// # Errors
    /// [`ChannelFailure::Unreachable`].
    fn open<'a>(
        &'a self,
        controller: &'a FoundController,
    ) -> BoxFuture<'a, Result<Box<dyn PipeIo>, ChannelFailure>>;

    /// Opens a connection to the Local Security Authority of one, over TCP: for calls that the channel protects.
    ///
    /// # Errors
    /// [`ChannelFailure::Unreachable`], of one that offers it over its pipe only.
    fn open_lsa<'a>(
        &'a self,
        controller: &'a FoundController,
    ) -> BoxFuture<'a, Result<Box<dyn PipeIo>, ChannelFailure>> {
        let controller = controller.name.clone();
        let because = "there is no way to its Local Security Authority".to_owned();
        Box::pin(ready(Err(ChannelFailure::Unreachable {
            controller,
            because,
        })))
    }

    /// What this computer is called from now on, in what others log of its questions.
    fn call_itself(&self, _computer: &NetbiosName) {}
}
