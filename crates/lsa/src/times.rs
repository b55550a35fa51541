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
    allows(bits, into_week(now) * units / WEEK)
}

/// `LogoffTime`, [MS-PAC] 2.5: when the account's logon hours or its time end; [`FileTime::NEVER`] if they never do.
#[must_use]
pub fn logoff(user: &User, now: FileTime) -> FileTime {
    hours_end(user, now).min(expiry(user))
}

/// `KickOffTime`, [MS-PAC] 2.5: when whoever is still there is shown out. `ForceLogoff` is how long that is after the end of
/// the logon hours; an account whose time is over has none.
#[must_use]
pub fn kick_off(user: &User, policy: &Policy, now: FileTime) -> FileTime {
    let end = hours_end(user, now);
    policy.force_logoff.after(end).min(expiry(user))
}

/// When the logon hours that are now end.
fn hours_end(user: &User, now: FileTime) -> FileTime {
    let hours = &user.logon_hours;
    let (Some(bits), units @ 1..) = (&hours.bits, i64::from(hours.units_per_week)) else {
        return FileTime::NEVER;
    };
    let into_week = into_week(now);
    let unit = into_week * units / WEEK;
    let ahead = (1..units).find(|ahead| !allows(bits, (unit + ahead) % units));
    ahead.map_or(FileTime::NEVER, |ahead| {
        let begin = ((unit + ahead) * WEEK + units - 1) / units;
        FileTime::from_unix_seconds(now.unix_seconds() - into_week + begin)
    })
}

/// Whether the bit of a unit is set. One that is not there forbids nothing.
fn allows(bits: &[u8], unit: i64) -> bool {
    let octet = usize::try_from(unit / 8)
        .ok()
        .and_then(|index| bits.get(index));
    octet.is_none_or(|octet| octet >> (unit % 8) & 1 == 1)
}

/// The seconds since the week began. 1 January 1970 was a Thursday.
fn into_week(now: FileTime) -> i64 {
    (now.unix_seconds() + 4 * DAY).rem_euclid(WEEK)
}

const DAY: i64 = 86_400;
const WEEK: i64 = 7 * DAY;
