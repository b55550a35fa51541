//! `FILETIME`, [MS-DTYP] 2.3.3.

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Units of 100 ns since 1601-01-01 UTC, [MS-DTYP] 2.3.3. Also the value of an `OLD_LARGE_INTEGER` that is a time.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct FileTime(pub u64);

/// A date and time of day, in UTC.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct UtcTime {
    /// The year.
    pub year: i64,
    /// 1 to 12.
    pub month: i64,
    /// 1 to 31.
    pub day: i64,
    /// 0 to 23.
    pub hour: i64,
    /// 0 to 59.
    pub minute: i64,
    /// 0 to 59.
    pub second: i64,
}

impl FileTime {
    /// "Not set".
    pub const ZERO: Self = Self(0);
    /// "Never", as SAM writes it.
    pub const NEVER: Self = Self(0x7fff_ffff_ffff_ffff);

    /// Seconds between 1601 and 1970.
    const EPOCH_SECONDS: u64 = 11_644_473_600;
    const UNITS_PER_SECOND: u64 = 10_000_000;

    /// A point in time; one before 1601 becomes [`FileTime::ZERO`].
    #[must_use]
    pub fn from_system_time(time: SystemTime) -> Self {
        let epoch = UNIX_EPOCH
            .checked_sub(Duration::from_secs(Self::EPOCH_SECONDS))
            .unwrap_or(UNIX_EPOCH);
        let since = time.duration_since(epoch).unwrap_or_default();
        let units = since.as_nanos() / 100;
        Self(u64::try_from(units).unwrap_or(Self::NEVER.0))
    }

    /// Seconds since 1970, rounded down; negative before.
    #[must_use]
    pub fn unix_seconds(self) -> i64 {
        let seconds = self.0 / Self::UNITS_PER_SECOND;
        // 2^64 units are fewer than 2^41 seconds.
        i64::try_from(seconds)
            .unwrap_or(i64::MAX)
            .saturating_sub_unsigned(Self::EPOCH_SECONDS)
    }

    /// From seconds since 1970.
    #[must_use]
    pub const fn from_unix_seconds(seconds: i64) -> Self {
        let since_1601 = seconds.saturating_add_unsigned(Self::EPOCH_SECONDS);
        Self(if since_1601 < 0 {
            0
        } else {
            since_1601
                .unsigned_abs()
                .saturating_mul(Self::UNITS_PER_SECOND)
        })
    }

    /// As date and time of day. "Never" and "not set" are read as the points in time that they would be.
    #[must_use]
    pub fn to_utc(self) -> UtcTime {
        let seconds = self.unix_seconds();
        let (year, month, day) = civil_from_days(seconds.div_euclid(86_400));
        let of_day = seconds.rem_euclid(86_400);
        UtcTime {
            year,
            month,
            day,
            hour: of_day / 3600,
            minute: of_day / 60 % 60,
            second: of_day % 60,
        }
    }

    /// How far apart two points in time are, whichever is later.
    #[must_use]
    pub const fn abs_diff(self, other: Self) -> Duration {
        let units = self.0.abs_diff(other.0);
        let seconds = units / Self::UNITS_PER_SECOND;
        Duration::from_secs(seconds)
    }
}

impl fmt::Display for FileTime {
    /// ISO 8601 in UTC with seconds, or `never`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::ZERO || self.0 >= Self::NEVER.0 {
            return f.write_str("never");
        }
        let UtcTime {
            year,
            month,
            day,
            hour,
            minute,
            second,
        } = self.to_utc();
        write!(
            f,
            "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"
        )
    }
}

/// The Gregorian date of a day number that counts from 1970-01-01. Years are taken to begin in March, so that the leap
/// day is the last of its year and the length of a month depends on nothing but the month.
const fn civil_from_days(days: i64) -> (i64, i64, i64) {
    const DAYS_IN_400_YEARS: i64 = 146_097;
    const DAYS_FROM_0000_03_01: i64 = 719_468;
    let days = days.saturating_add(DAYS_FROM_0000_03_01);
    let era = days.div_euclid(DAYS_IN_400_YEARS);
    let day_of_era = days.rem_euclid(DAYS_IN_400_YEARS);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    let year = year_of_era + era * 400 + if month <= 2 { 1 } else { 0 };
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_dates() {
        // 116444736000000000 is the well-known FILETIME of the Unix epoch.
        assert_eq!(
            FileTime(116_444_736_000_000_000).to_string(),
            "1970-01-01T00:00:00Z"
        );
        assert_eq!(
            FileTime::from_unix_seconds(1_028_505_600).to_string(),
            "2002-08-05T00:00:00Z"
        );
        assert_eq!(
            FileTime::from_unix_seconds(951_782_399).to_string(),
            "2000-02-28T23:59:59Z"
        );
        assert_eq!(
            FileTime::from_unix_seconds(951_782_400).to_string(),
            "2000-02-29T00:00:00Z"
        );
        assert_eq!(
            FileTime::from_unix_seconds(-1).to_string(),
            "1969-12-31T23:59:59Z"
        );
        assert_eq!(FileTime::NEVER.to_string(), "never");
        assert_eq!(FileTime(u64::MAX).to_string(), "never");
    }

    #[test]
    fn system_time_round_trip() {
        let time = UNIX_EPOCH + Duration::from_secs(1_028_505_600);
        assert_eq!(
            FileTime::from_system_time(time),
            FileTime::from_unix_seconds(1_028_505_600)
        );
    }
}
