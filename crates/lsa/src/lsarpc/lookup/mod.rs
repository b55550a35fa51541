//! Names and SIDs, each from the other, [MS-LSAT] 3.1.4.
//!
//! | module | has |
//! |---|---|
//! | `name`, `well_known`, `domains` | how names are written, those of no database, and the domains that a reply refers to |
//! | `scope`, `trusts`, `foreign` | where is searched, and who may ask; who is asked for the rest |
//! | `names`, `sids` | the calls, in each direction |
//! | `user_name` | who calls |

mod domains;
mod foreign;
mod name;
mod names;
mod scope;
mod sids;
mod trusts;
mod user_name;
mod well_known;

use wire::NtStatus;

/// The status of a translation, [MS-LSAT] 3.1.4.5: of so many names or SIDs, so many were translated.
fn outcome(asked: usize, mapped: u32) -> NtStatus {
    match usize::try_from(mapped) {
        Ok(mapped) if mapped == asked => NtStatus::SUCCESS,
        Ok(0) => NtStatus::NONE_MAPPED,
        _ => NtStatus::SOME_NOT_MAPPED,
    }
}
