//! What computers may say of themselves: names that are their own.

use store::{Computer, Control, User};

/// The names of a computer of this domain.
pub(crate) struct OwnNames {
    /// The name of its account without `$`.
    host: String,
    /// With the domain's name in the DNS behind it.
    dns: String,
}

impl OwnNames {
    /// Those of the computer with this account, in the domain of this name in the DNS.
    pub(crate) fn of(account: &str, dns_domain: &str) -> Self {
        let host = account.strip_suffix('$').unwrap_or(account).to_owned();
        Self {
            dns: format!("{host}.{dns_domain}"),
            host,
        }
    }

    /// "Validated write" of `dNSHostName`, [MS-ADTS] 3.1.1.5.3.1.1.2: the value is the account's name, without `$`, in the
    /// domain. Others would let a computer take the place of another one's name.
    pub(crate) fn is_dns_host_name(&self, name: &str) -> bool {
        name.eq_ignore_ascii_case(&self.dns)
    }

    /// "Validated write" of `servicePrincipalName`, [MS-ADTS] 3.1.1.5.3.1.1.4: a service's class and a name of this
    /// computer, and perhaps a port and the domain.
    pub(crate) fn is_service(&self, name: &str, dns_domain: &str) -> bool {
        let mut parts = name.split('/');
        let (Some(class), Some(instance)) = (parts.next(), parts.next()) else {
            return false;
        };
        let service = parts.next();
        let (host, port) = instance.split_once(':').unwrap_or((instance, "1"));
        let is_port = !port.is_empty() && port.bytes().all(|digit| digit.is_ascii_digit());
        !class.is_empty()
            && is_port
            && parts.next().is_none()
            && self.is_host(host)
            && service
                .is_none_or(|name| name.eq_ignore_ascii_case(dns_domain) || self.is_host(name))
    }

    /// What is known of the computer before it has said anything. Whoever joins an Active Directory writes its names into the
    /// computer's entry; whoever joins this domain makes an account and nothing else, and has no other names to write.
    pub(crate) fn initial(&self) -> Computer {
        Computer {
            dns_host_name: self.dns.clone(),
            service_principal_names: self.host_services().into(),
            ..Computer::default()
        }
    }

    /// What the controller adds for a computer that does not add it itself, [MS-NRPC] 3.5.4.4.10.
    pub(crate) fn host_services(&self) -> [String; 2] {
        [format!("HOST/{}", self.host), format!("HOST/{}", self.dns)]
    }

    fn is_host(&self, name: &str) -> bool {
        name.eq_ignore_ascii_case(&self.host) || name.eq_ignore_ascii_case(&self.dns)
    }
}

/// Whether an account is that of a computer, and not of a person or a trusting domain.
pub(crate) const fn is_computer(user: &User) -> bool {
    user.control & (Control::WORKSTATION_TRUST_ACCOUNT | Control::SERVER_TRUST_ACCOUNT) != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_computer_has_its_own_name_in_the_domain_and_no_other() {
        let names = OwnNames::of("M$", "our.example");
        for own in ["m.our.example", "M.OUR.EXAMPLE"] {
            assert!(names.is_dns_host_name(own), "{own}");
        }
        for other in [
            "",
            "m",
            "m.",
            "ourpdc.our.example",
            "m.our.example.",
            "m.other.example",
            "mm.our.example",
        ] {
            assert!(!names.is_dns_host_name(other), "{other}");
        }
    }

    #[test]
    fn a_computer_has_services_of_its_own_names() {
        let names = OwnNames::of("M$", "our.example");
        for own in [
            "HOST/m",
            "cifs/M.our.example",
            "ldap/m:389",
            "GC/m.our.example/our.example",
            "x/m/m",
        ] {
            assert!(names.is_service(own, "our.example"), "{own}");
        }
        for other in [
            "",
            "HOST",
            "/m",
            "HOST/",
            "HOST/ourpdc",
            "HOST/m/ourpdc",
            "HOST/m:",
            "HOST/m:x",
            "HOST/m/m/m",
        ] {
            assert!(!names.is_service(other, "our.example"), "{other}");
        }
        assert!(
            names
                .host_services()
                .iter()
                .all(|name| names.is_service(name, "our.example"))
        );
    }
}
