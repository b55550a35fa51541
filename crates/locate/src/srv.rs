//! The order of SRV records: RFC 2782. No random number is made here.

/// A target of an SRV record.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Target {
    pub(crate) priority: u16,
    pub(crate) weight: u16,
    pub(crate) port: u16,
    /// Without the dot at the end.
    pub(crate) host: String,
}

/// Orders targets as RFC 2782 says: by priority, and among equals at random in proportion to their weights. `random`
/// gives numbers of 32 bits.
pub(crate) fn order(mut targets: Vec<Target>, mut random: impl FnMut() -> u32) -> Vec<Target> {
    // Those of weight 0 come first in the running sum, so that they have a small chance.
    targets.sort_by_key(|target| (target.priority, target.weight));
    let mut ordered = Vec::new();
    while let Some(first) = targets.first() {
        let equals = targets
            .iter()
            .take_while(|target| target.priority == first.priority);
        let total: u64 = equals.clone().map(|target| u64::from(target.weight)).sum();
        // Maps 32 bits onto 0 to total, both included.
        let threshold = u64::from(random()).saturating_mul(total.saturating_add(1)) >> 32;
        let mut sum = 0_u64;
        let chosen = equals
            .map(|target| {
                sum = sum.saturating_add(u64::from(target.weight));
                sum
            })
            .position(|sum| sum >= threshold)
            .unwrap_or(0);
        ordered.push(targets.remove(chosen));
    }
    ordered
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(host: &str, priority: u16, weight: u16) -> Target {
        Target {
            priority,
            weight,
            port: 389,
            host: host.into(),
        }
    }

    fn hosts(targets: &[Target]) -> Vec<&str> {
        targets.iter().map(|t| t.host.as_str()).collect()
    }

    #[test]
    fn priority_first_then_chance_by_weight() {
        let targets = vec![
            target("far", 10, 0),
            target("big", 0, 90),
            target("small", 0, 10),
            target("never", 0, 0),
        ];
        // The running sums of the first priority are never 0, small 10, big 100.
        assert_eq!(
            hosts(&order(targets.clone(), || 0)),
            ["never", "small", "big", "far"]
        );
        assert_eq!(
            hosts(&order(targets.clone(), || u32::MAX)),
            ["big", "small", "never", "far"]
        );
        assert_eq!(hosts(&order(targets, || u32::MAX / 20))[0], "small");
        assert!(order(Vec::new(), || 0).is_empty());
    }
}
