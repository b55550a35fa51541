//! The datagrams of the locator: bytes in, bytes out. No socket, clock or random number is used here.
//!
//! | module | datagram | specification |
//! |---|---|---|
//! | [`name_service`], [`node_status`] | UDP 137 | RFC 1002 4.2 |
//! | [`datagram`], [`mailslot`] | UDP 138 | RFC 1002 4.4, [MS-MAIL] 2.2.1 |
//! | [`ping`] | what DCs are asked and what they answer, inside a mailslot write or an LDAP attribute | [MS-ADTS] 6.3 |
//! | [`cldap`] | UDP 389 | [MS-ADTS] 6.3.3, RFC 4511 |

pub mod cldap;
pub mod datagram;
pub mod dotted;
pub mod mailslot;
pub mod name_service;
pub mod nb_name;
pub mod node_status;
pub mod ping;
