//! Every call of every interface, as a request and a reply: written, read back, cut short, and shown to Samba's decoder.

#![cfg(test)] // so that clippy takes all of this for tests, not only the functions that say so

mod corpus;
mod dssetup;
mod epmapper;
mod eventlog;
mod exchange;
mod hostile;
mod images;
#[expect(
    clippy::too_many_lines,
    reason = "a list of samples is as long as it is"
)]
mod lsarpc;
mod mgmt;
mod ndrdump;
#[expect(
    clippy::too_many_lines,
    reason = "a list of samples is as long as it is"
)]
mod netlogon;
mod record;
mod sample;
#[expect(
    clippy::too_many_lines,
    reason = "a list of samples is as long as it is"
)]
mod samr;
mod srvsvc;
mod svcctl;
mod wkssvc;
