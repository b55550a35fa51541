//! Real Samba in network namespaces: an NT4-style domain, an Active Directory domain, a domain whose controller is ours, and a third host from
//! which our tools work on them.
//!
//! | module | is |
//! |---|---|
//! | [`machine`] | one computer: its own network, mounts, processes and name, gone when its handle is dropped |
//! | [`host`] | a machine with an address on the LAN and Samba's daemons, which can be saved and put back |
//! | [`nt4`], [`ad`], [`ours`] | how a domain controller and a member of each kind of domain are set up |
//! | [`lab`] | the domains together, and Samba's verdict on their channels |
//! | [`breaking`] | how a channel comes to be broken |
//! | [`netdom`], [`nltest`] | calling our tools as an administrator would |
//! | [`torture`] | Samba's own tests of a domain controller, and what they answered |
//! | [`programs`] | where our programs were built |
//! | [`cases`] | the runner of test cases that share a lab |
//! | [`requirements`] | what of all this needs: root, namespaces, Debian packages |
//!
//! Nothing of a lab is visible outside it: files live on file systems of the machine's own mount namespace, daemons in its own process
//! namespace. The kernel clears all of it away when process 1 of the machine ends, and that ends when our end of its standard input closes,
//! however we die. So two labs can run side by side, and none can leave anything behind.

pub mod ad;
pub mod breaking;
pub mod cases;
pub mod host;
pub mod lab;
pub mod machine;
mod member;
pub mod netdom;
pub mod nltest;
pub mod nt4;
pub mod ours;
pub mod programs;
pub mod requirements;
pub mod torture;

pub use breaking::{Cause, Deed};
pub use host::{Host, Verdict};
pub use lab::{Domain, Kind, Lab};
pub use machine::{Machine, Output};
pub use netdom::Netdom;
pub use nltest::Nltest;
