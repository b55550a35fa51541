//! Which port a service listens on.

use serde::{Deserialize, Serialize};

/// The ports of a host. Ordinary hosts have the defaults; a lab that runs without privileges has its own.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Ports {
    /// SMB over TCP.
    pub smb: u16,
    /// SMB over a NetBIOS session, TCP.
    pub netbios_session: u16,
    /// The endpoint mapper, TCP.
    pub epmapper: u16,
    /// The NetBIOS name service, UDP.
    pub netbios_name: u16,
    /// The NetBIOS datagram service, UDP.
    pub netbios_datagram: u16,
    /// LDAP, of which only the ping over UDP is spoken here.
    pub ldap: u16,
}

/// The ports of a host that differ from the usual ones.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct PortOverrides {
    /// SMB over TCP.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub smb: Option<u16>,
    /// SMB over a NetBIOS session, TCP.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub netbios_session: Option<u16>,
    /// The endpoint mapper, TCP.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub epmapper: Option<u16>,
    /// The NetBIOS name service, UDP.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub netbios_name: Option<u16>,
    /// The NetBIOS datagram service, UDP.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub netbios_datagram: Option<u16>,
    /// LDAP.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ldap: Option<u16>,
}

impl Ports {
    /// These ports, except where `overrides` has others.
    #[must_use]
    pub fn with(self, overrides: &PortOverrides) -> Self {
        Self {
            smb: overrides.smb.unwrap_or(self.smb),
            netbios_session: overrides.netbios_session.unwrap_or(self.netbios_session),
            epmapper: overrides.epmapper.unwrap_or(self.epmapper),
            netbios_name: overrides.netbios_name.unwrap_or(self.netbios_name),
            netbios_datagram: overrides.netbios_datagram.unwrap_or(self.netbios_datagram),
            ldap: overrides.ldap.unwrap_or(self.ldap),
        }
    }
}

impl Default for Ports {
    fn default() -> Self {
        Self {
            smb: 445,
            netbios_session: 139,
            epmapper: 135,
            netbios_name: 137,
            netbios_datagram: 138,
            ldap: 389,
        }
    }
}
