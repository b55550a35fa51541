//! What a controller says of itself if it is what is required, [MS-NRPC] 3.5.4.3.1.

use msrpc::netlogon::DcRequirements;

use super::DsFlags;

impl DsFlags {
    /// Whether a controller that says this of itself is what is required.
    #[must_use]
    pub fn meet(self, requirements: DcRequirements) -> bool {
        required(requirements).all(|any_of| self.0 & any_of.0 != 0)
    }

    /// Whether something is required that controllers say of themselves.
    #[must_use]
    pub fn tell(requirements: DcRequirements) -> bool {
        required(requirements).next().is_some()
    }
}

/// For each requirement the flags of which one has to be there.
fn required(requirements: DcRequirements) -> impl Iterator<Item = DsFlags> {
    // "If this flag is specified, the B, C, E, H, I, J, and T bits in the Flags are ignored".
    let counted = if requirements.contains(DcRequirements::ONLY_LDAP_NEEDED) {
        requirements.without(NOT_WITH_LDAP)
    } else {
        requirements
    };
    let table = NEEDED.into_iter();
    table.filter_map(move |(requirement, any_of)| counted.contains(requirement).then_some(any_of))
}

/// What a requirement asks of the answer to a ping: one of these flags.
const NEEDED: [(DcRequirements, DsFlags); 12] = [
    (DcRequirements::DIRECTORY_SERVICE_REQUIRED, DsFlags::DS),
    (DcRequirements::GC_REQUIRED, DsFlags::GC),
    (DcRequirements::PDC_REQUIRED, DsFlags::PDC),
    (DcRequirements::KDC_REQUIRED, DsFlags::KDC),
    (DcRequirements::TIMESERV_REQUIRED, DsFlags::TIMESERV),
    (DcRequirements::WRITABLE_REQUIRED, DsFlags::WRITABLE),
    (DcRequirements::ONLY_LDAP_NEEDED, DsFlags::LDAP),
    // "a DC that has a functional level of DS_BEHAVIOR_WIN2008 or greater": a read-only one is such a one, too, for there
    // were none before ([MS-ADTS] 6.3.1.2, FSS and FFS).
    (
        DcRequirements::DIRECTORY_SERVICE_6_REQUIRED,
        DsFlags(DsFlags::FULL_SECRET.0 | DsFlags::PARTIAL_SECRET.0),
    ),
    (DcRequirements::WEB_SERVICE_REQUIRED, DsFlags::WS),
    (DcRequirements::DIRECTORY_SERVICE_8_REQUIRED, DsFlags::DS_8),
    (DcRequirements::DIRECTORY_SERVICE_9_REQUIRED, DsFlags::DS_9),
    (
        DcRequirements::DIRECTORY_SERVICE_10_REQUIRED,
        DsFlags::DS_10,
    ),
];

/// What counts for nothing where an LDAP server will do; C is no requirement.
const NOT_WITH_LDAP: DcRequirements = DcRequirements(
    DcRequirements::DIRECTORY_SERVICE_REQUIRED.0
        | DcRequirements::PDC_REQUIRED.0
        | DcRequirements::KDC_REQUIRED.0
        | DcRequirements::TIMESERV_REQUIRED.0
        | DcRequirements::WRITABLE_REQUIRED.0
        | DcRequirements::WEB_SERVICE_REQUIRED.0,
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requirements_are_looked_for_in_what_the_controller_says() {
        use DcRequirements as R;
        let pdc = DsFlags(DsFlags::PDC.0 | DsFlags::WRITABLE.0);
        assert!(pdc.meet(R::PDC_REQUIRED | R::WRITABLE_REQUIRED));
        assert!(pdc.meet(R::PDC_REQUIRED | R::IP_REQUIRED | R::FORCE_REDISCOVERY));
        assert!(!pdc.meet(R::PDC_REQUIRED | R::GC_REQUIRED));
        assert!(!pdc.meet(R::DIRECTORY_SERVICE_6_REQUIRED));
        for of_2008 in [DsFlags::PARTIAL_SECRET, DsFlags::FULL_SECRET] {
            assert!(of_2008.meet(R::DIRECTORY_SERVICE_6_REQUIRED));
        }
        assert!(DsFlags::tell(R::KDC_REQUIRED) && !DsFlags::tell(R::RETURN_DNS_NAME));
    }

    #[test]
    fn who_needs_but_ldap_requires_no_more_than_that_and_the_catalogue() {
        use DcRequirements as R;
        assert!(DsFlags::LDAP.meet(R::ONLY_LDAP_NEEDED | R::KDC_REQUIRED | R::WRITABLE_REQUIRED));
        assert!(!DsFlags::LDAP.meet(R::ONLY_LDAP_NEEDED | R::GC_REQUIRED));
        assert!(!DsFlags::KDC.meet(R::ONLY_LDAP_NEEDED | R::KDC_REQUIRED));
    }
}
