//! Finding a domain controller: DNS SRV, CLDAP, NetBIOS, mailslot.
