//! How much of a long list goes into one reply.

/// The room of one reply.
pub(super) struct Page {
    left: usize,
    octets: u32,
    entries: u32,
    most: u32,
}

impl Page {
    /// About as many octets as the client prefers, [MS-SAMR] 3.1.5.2.2, and never more than is good for the server.
    pub(super) fn new(preferred_maximum_length: u32) -> Self {
        Self {
            left: usize::try_from(preferred_maximum_length).unwrap_or(usize::MAX),
            octets: 0,
            entries: 0,
            most: MOST_ENTRIES,
        }
    }

    /// At most so many entries, too.
    pub(super) fn with_entries(self, entries: u32) -> Self {
        Self {
            most: self.most.min(entries),
            ..self
        }
    }

    /// How many entries there can be at most.
    pub(super) const fn most(&self) -> u32 {
        self.most
    }

    /// Whether there is room for one more entry of so many octets, which then is taken. The first entry has room always:
    /// a client that prefers less would never get on.
    pub(super) fn takes(&mut self, octets: usize) -> bool {
        if self.entries > 0 && (octets > self.left || self.entries >= self.most) {
            return false;
        }
        self.left = self.left.saturating_sub(octets);
        self.octets = self
            .octets
            .saturating_add(u32::try_from(octets).unwrap_or(u32::MAX));
        self.entries += 1;
        true
    }

    /// How many octets were taken.
    pub(super) const fn octets(&self) -> u32 {
        self.octets
    }
}

/// The octets that a text takes in a list.
pub(super) fn text(text: &str) -> usize {
    2 * text.encode_utf16().count()
}

/// The octets of a `SAMPR_RID_ENUMERATION` without its name.
pub(super) const RID_ENUMERATION: usize = 16;

/// The entries of one reply.
pub(super) const MOST_ENTRIES: u32 = 1024;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_full_when_its_octets_or_its_entries_are_used_up() {
        let mut page = Page::new(30);
        assert!(page.takes(10) && page.takes(20));
        assert!(!page.takes(1));
        assert_eq!(page.octets(), 30);
        let mut page = Page::new(u32::MAX).with_entries(2);
        assert!(page.takes(1) && page.takes(1) && !page.takes(1));
        let mut page = Page::new(u32::MAX).with_entries(u32::MAX);
        assert_eq!((0..2000).filter(|_| page.takes(1)).count(), 1024);
    }

    #[test]
    fn a_client_that_prefers_too_little_gets_on_all_the_same() {
        for mut page in [Page::new(0), Page::new(u32::MAX).with_entries(0)] {
            assert!(page.takes(100));
            assert!(!page.takes(100));
        }
    }
}
