//! The deltas of one answer.

use msrpc::netlogon::{Delta, DeltaArray};
use ndr::Params;
use wire::NtStatus;

/// Deltas until the client has as many as it wants.
pub(super) struct Batch {
    deltas: Vec<Delta>,
    octets: usize,
    preferred: usize,
    /// Whether there are more than these.
    pub(super) more: bool,
}

/// A delta, to be measured.
#[derive(Params)]
struct Measured {
    delta: Delta,
}

impl Batch {
    /// How many objects are looked at for one answer.
    pub(super) const MAX_OBJECTS: u32 = 1000;
    /// How many octets an answer has, but for its last delta, whatever the client prefers.
    const MAX_OCTETS: usize = 0x0008_0000;

    /// An answer of about that many octets, [MS-NRPC] 3.5.4.6.1 `PreferredMaximumLength`.
    pub(super) fn new(preferred: u32) -> Self {
        let preferred = usize::try_from(preferred).unwrap_or(usize::MAX);
        Self {
            deltas: Vec::new(),
            octets: 0,
            preferred: preferred.min(Self::MAX_OCTETS),
            more: false,
        }
    }

    /// "The server SHOULD stop including elements in the returned DeltaArray once the size of the returned data equals or
    /// exceeds the value of the PreferredMaximumLength parameter." There is at least one, or it would never end.
    pub(super) fn is_full(&self) -> bool {
        !self.deltas.is_empty() && self.octets >= self.preferred
    }

    pub(super) fn push(&mut self, delta: Delta) {
        let measured = Measured { delta };
        self.octets = self.octets.saturating_add(ndr::to_bytes(&measured).len());
        self.deltas.push(measured.delta);
    }

    /// How many deltas there are.
    pub(super) fn count(&self) -> u32 {
        u32::try_from(self.deltas.len()).unwrap_or(u32::MAX)
    }

    pub(super) const fn status(&self) -> NtStatus {
        if self.more {
            NtStatus::MORE_ENTRIES
        } else {
            NtStatus::SUCCESS
        }
    }

    pub(super) fn into_array(self) -> DeltaArray {
        self.deltas.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_delta_is_the_least_and_the_limit_the_most() {
        let mut batch = Batch::new(0);
        assert!(!batch.is_full());
        batch.push(Delta::DeleteUser { rid: 1 });
        assert!(batch.is_full());

        let mut batch = Batch::new(u32::MAX);
        let mut pushed = 0;
        while !batch.is_full() {
            batch.push(Delta::DeleteUser { rid: 1 });
            pushed += 1;
        }
        // DeltaType, DeltaID with its type, type of DeltaUnion.
        assert_eq!(
            pushed,
            u32::try_from(Batch::MAX_OCTETS).unwrap().div_ceil(10)
        );
        assert_eq!(batch.count(), pushed);
    }
}
