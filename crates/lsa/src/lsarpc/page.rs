//! How much of a long list goes into one reply.

use wire::NtStatus;

/// The most entries of one reply, whatever the client prefers.
pub(super) const MOST_ENTRIES: usize = 1000;

/// The first entries of what is left, and what they leave: [`NtStatus::MORE_ENTRIES`] if there are more,
/// [`NtStatus::NO_MORE_ENTRIES`] if there was none. The last ones are a success: [MS-LSAD] has `STATUS_NO_MORE_ENTRIES`
/// for them, too, but no server sends it with entries, and clients throw away what comes with it.
///
/// "the server MUST fill EnumerationBuffer with objects such that the size ... returned is greater than or equal to
/// PreferedMaximumLength, but would be less ... if the last object had not been added", [MS-LSAD] 3.1.4.5.2. So the first
/// one has room always.
pub(super) fn page<T>(
    mut entries: Vec<T>,
    preferred_maximum_length: u32,
    octets: impl Fn(&T) -> usize,
) -> (Vec<T>, NtStatus) {
    if entries.is_empty() {
        return (entries, NtStatus::NO_MORE_ENTRIES);
    }
    let preferred = usize::try_from(preferred_maximum_length).unwrap_or(usize::MAX);
    let mut length = 0_usize;
    let mut count = 0_usize;
    for entry in entries.iter().take(MOST_ENTRIES) {
        if count > 0 && length >= preferred {
            break;
        }
        length = length.saturating_add(octets(entry));
        count = count.saturating_add(1);
    }
    let status = if count < entries.len() {
        NtStatus::MORE_ENTRIES
    } else {
        NtStatus::SUCCESS
    };
    entries.truncate(count);
    (entries, status)
}

/// Where to go on after so many entries more.
pub(super) fn next(context: u32, entries: usize) -> u32 {
    context.saturating_add(u32::try_from(entries).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_ends_with_the_entry_that_fills_it() {
        let page = |preferred| page(vec![10_usize; 5], preferred, |octets| *octets);
        assert_eq!(page(20), (vec![10; 2], NtStatus::MORE_ENTRIES));
        assert_eq!(page(21), (vec![10; 3], NtStatus::MORE_ENTRIES));
        assert_eq!(page(0), (vec![10; 1], NtStatus::MORE_ENTRIES));
        assert_eq!(page(50), (vec![10; 5], NtStatus::SUCCESS));
        assert_eq!(page(u32::MAX), (vec![10; 5], NtStatus::SUCCESS));
    }

    #[test]
    fn a_page_has_so_many_entries_and_no_more() {
        let (entries, status) = page(vec![0_u8; MOST_ENTRIES + 1], u32::MAX, |_| 0);
        assert_eq!(
            (entries.len(), status),
            (MOST_ENTRIES, NtStatus::MORE_ENTRIES)
        );
        let (_, status) = page(vec![0_u8; MOST_ENTRIES], u32::MAX, |_| 0);
        assert_eq!(status, NtStatus::SUCCESS);
    }

    #[test]
    fn after_the_last_entry_there_are_no_more() {
        assert_eq!(
            page(Vec::<u8>::new(), u32::MAX, |_| 0),
            (vec![], NtStatus::NO_MORE_ENTRIES)
        );
    }
}
