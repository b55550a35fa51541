//! Finding a domain controller: DNS SRV, CLDAP, NetBIOS, mailslot.

pub mod codec;
pub mod oracle;
