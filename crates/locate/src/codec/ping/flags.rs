//! The option words of the locator: [MS-ADTS] 6.3.1.1 and 6.3.1.2.

use std::fmt;

/// `DS_FLAG Options`, [MS-ADTS] 6.3.1.2: what a DC is and does. Unknown bits survive.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub struct DsFlags(pub u32);

impl DsFlags {
    /// `FP`: the PDC of the domain.
    pub const PDC: Self = Self(0x0000_0001);
    /// `FG`: a global catalog.
    pub const GC: Self = Self(0x0000_0004);
    /// `FL`: an LDAP server.
    pub const LDAP: Self = Self(0x0000_0008);
    /// `FD`: a directory server.
    pub const DS: Self = Self(0x0000_0010);
    /// `FK`: a Kerberos KDC.
    pub const KDC: Self = Self(0x0000_0020);
    /// `FT`: a time server.
    pub const TIMESERV: Self = Self(0x0000_0040);
    /// `FC`: in the client's site or the next closest one.
    pub const CLOSE_SITE: Self = Self(0x0000_0080);
    /// `FW`: writable.
    pub const WRITABLE: Self = Self(0x0000_0100);
    /// `FGT`: a reliable time server.
    pub const GTIMESERV: Self = Self(0x0000_0200);
    /// `FN`: an application partition.
    pub const NDNC: Self = Self(0x0000_0400);
    /// `FSS`: a read-only DC with selected secrets.
    pub const PARTIAL_SECRET: Self = Self(0x0000_0800);
    /// `FFS`: a writable DC of Windows 2008 or later.
    pub const FULL_SECRET: Self = Self(0x0000_1000);
    /// `FWS`: has the Active Directory Web Service.
    pub const WS: Self = Self(0x0000_2000);
    /// `FW8`: Windows 2012 or later.
    pub const DS_8: Self = Self(0x0000_4000);
    /// `FW8.1`: Windows 2012 R2 or later.
    pub const DS_9: Self = Self(0x0000_8000);
    /// `FW10`: Windows 2016 or later.
    pub const DS_10: Self = Self(0x0001_0000);
    /// `FDN`: the DC's name is a DNS name.
    pub const DNS_DC: Self = Self(0x2000_0000);
    /// `FDM`: the domain's name is a DNS name.
    pub const DNS_DOMAIN: Self = Self(0x4000_0000);
    /// `FF`: the forest's name is a DNS name.
    pub const DNS_FOREST: Self = Self(0x8000_0000);

    /// Those that speak of the names in an answer.
    pub const IN_DNS: Self = Self::DNS_DC.with(Self::DNS_DOMAIN).with(Self::DNS_FOREST);
}

wire::flag_bits!(DsFlags);

impl fmt::Display for DsFlags {
    /// The names of the set flags as `nltest /dsgetdc` prints them, and the rest in hexadecimal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut unnamed = self.0;
        let mut separator = "";
        for (flag, name) in NAMES {
            if self.contains(*flag) {
                write!(f, "{separator}{name}")?;
                separator = " ";
                unnamed &= !flag.0;
            }
        }
        match unnamed {
            0 => Ok(()),
            rest => write!(f, "{separator}{rest:#x}"),
        }
    }
}

/// The order of `nltest`'s output.
const NAMES: &[(DsFlags, &str)] = &[
    (DsFlags::PDC, "PDC"),
    (DsFlags::GC, "GC"),
    (DsFlags::DS, "DS"),
    (DsFlags::LDAP, "LDAP"),
    (DsFlags::KDC, "KDC"),
    (DsFlags::TIMESERV, "TIMESERV"),
    (DsFlags::GTIMESERV, "GTIMESERV"),
    (DsFlags::WRITABLE, "WRITABLE"),
    (DsFlags::DNS_DC, "DNS_DC"),
    (DsFlags::DNS_DOMAIN, "DNS_DOMAIN"),
    (DsFlags::DNS_FOREST, "DNS_FOREST"),
    (DsFlags::CLOSE_SITE, "CLOSE_SITE"),
    (DsFlags::PARTIAL_SECRET, "PARTIAL_SECRET"),
    (DsFlags::FULL_SECRET, "FULL_SECRET"),
    (DsFlags::WS, "WS"),
    (DsFlags::DS_8, "DS_8"),
    (DsFlags::DS_9, "DS_9"),
    (DsFlags::DS_10, "DS_10"),
    (DsFlags::NDNC, "NDNC"),
];

/// `NETLOGON_NT_VERSION Options Bits`, [MS-ADTS] 6.3.1.1: which answers a client understands, and what it wants.
/// Unknown bits survive.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub struct NtVersion(pub u32);

impl NtVersion {
    /// `V1`: the NT4 answer.
    pub const V1: Self = Self(0x0000_0001);
    /// `V5`: `NETLOGON_SAM_LOGON_RESPONSE`.
    pub const V5: Self = Self(0x0000_0002);
    /// `V5EX`: `NETLOGON_SAM_LOGON_RESPONSE_EX`.
    pub const V5EX: Self = Self(0x0000_0004);
    /// `V5EP`: the same with the DC's address.
    pub const V5EX_WITH_IP: Self = Self(0x0000_0008);
    /// `VCS`: the same with the next closest site.
    pub const WITH_CLOSEST_SITE: Self = Self(0x0000_0010);
    /// `VNT4`: no NT4 emulation, please.
    pub const AVOID_NT4EMUL: Self = Self(0x0100_0000);
    /// `VPDC`: only the PDC is to answer.
    pub const PDC: Self = Self(0x1000_0000);
}

wire::flag_bits!(NtVersion);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_printed_by_name_and_unknown_ones_not_lost() {
        assert_eq!(DsFlags(0).to_string(), "");
        assert_eq!(
            DsFlags(0x0000_01fd).to_string(),
            "PDC GC DS LDAP KDC TIMESERV WRITABLE CLOSE_SITE"
        );
        assert_eq!(DsFlags(0x0100_0001).to_string(), "PDC 0x1000000");
    }
}
