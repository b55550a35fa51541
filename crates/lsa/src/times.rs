//! When a password must be changed, and when an account may be used.

use msrpc::samr::UserAccountControl;
use store::{Policy, User};
use wire::FileTime;

/// `PasswordMustChange`, [MS-SAMR] 3.1.5.14.4: zero if at once, [`FileTime::NEVER`] if never.
#[must_use]
pub fn password_must_change(user: &User, policy: &Policy) -> FileTime {
    let never = UserAccountControl::DONT_EXPIRE_PASSWORD
        | UserAccountControl::MACHINE_ACCOUNT_MASK
        | UserAccountControl::SMARTCARD_REQUIRED;
    if UserAccountControl(user.control).intersects(never) {
        FileTime::NEVER
    } else if user.password_last_set.0 == 0 {
        FileTime(0)
    } else if policy.max_password_age.0 == 0 {
        FileTime::NEVER
    } else {
        policy.max_password_age.after(user.password_last_set)
    }
}

/// `PasswordCanChange`, [MS-SAMR] 3.1.5.14.3.
#[must_use]
pub fn password_can_change(user: &User, policy: &Policy) -> FileTime {
    if user.password_last_set.0 == 0 {
        FileTime(0)
    } else {
        policy.min_password_age.after(user.password_last_set)
    }
}

/// Whether the account's time is over.
#[must_use]
pub fn has_expired(user: &User, now: FileTime) -> bool {
    user.account_expires.0 != 0 && user.account_expires <= now
}

/// When the account's time is over; [`FileTime::NEVER`] if it has none.
#[must_use]
pub fn expiry(user: &User) -> FileTime {
    match user.account_expires {
        FileTime(0) => FileTime::NEVER,
        expiry => expiry,
    }
}

/// Whether the account's `LogonHours`, [MS-SAMR] 2.2.6.5, let it be used now. The week begins on Sunday at 0:00 UTC.
#[must_use]
pub fn may_log_on_at(user: &User, now: FileTime) -> bool {
    let hours = &user.logon_hours;
    let (Some(bits), units @ 1..) = (&hours.bits, i64::from(hours.units_per_week)) else {
        return true;
    };
    // 1 January 1970 was a Thursday.
    let into_week = (now.unix_seconds() + 4 * DAY).rem_euclid(WEEK);
    let unit = into_week * units / WEEK;
    let octet = usize::try_from(unit / 8)
        .ok()
        .and_then(|index| bits.get(index));
    // A bit that is not there forbids nothing.
    octet.is_none_or(|octet| octet >> (unit % 8) & 1 == 1)
}

const DAY: i64 = 86_400;
const WEEK: i64 = 7 * DAY;
