//! What the computer's clock shows, [MS-SRVS] 2.2.4.105.

use msrpc::srvsvc::TimeOfDay;
use wire::FileTime;

/// The time as `NetrRemoteTOD` tells it.
pub(super) fn time_of_day(now: FileTime) -> TimeOfDay {
    let seconds = now.unix_seconds();
    let days = seconds.div_euclid(DAY);
    let in_day = seconds.rem_euclid(DAY);
    let (year, month, day) = civil(days);
    TimeOfDay {
        elapsed: u32::try_from(seconds).unwrap_or(u32::MAX),
        // When the computer was started is nobody's concern.
        milliseconds: 0,
        hours: small(in_day / 3600),
        minutes: small(in_day / 60 % 60),
        seconds: small(in_day % 60),
        hundredths: u32::try_from(now.0 / 100_000 % 100).unwrap_or(0),
        // All of this is UTC.
        timezone: 0,
        interval: 310,
        day: small(day),
        month: small(month),
        year: small(year),
        // 1 January 1970 was a Thursday.
        weekday: small(days.saturating_add(4).rem_euclid(7)),
    }
}

/// Year, month and day of a day since 1 January 1970, by the Gregorian calendar. It is reckoned from 1 March of the year 0,
/// so that the leap day is the last of a year, in cycles of 400 years.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days.saturating_add(719_468);
    let cycle = days.div_euclid(146_097);
    let in_cycle = days.rem_euclid(146_097);
    let year = (in_cycle - in_cycle / 1460 + in_cycle / 36_524 - in_cycle / 146_096) / 365;
    let in_year = in_cycle - (365 * year + year / 4 - year / 100);
    let month = (5 * in_year + 2) / 153;
    let day = in_year - (153 * month + 2) / 5 + 1;
    let (month, carried) = if month < 10 {
        (month + 3, 0)
    } else {
        (month - 9, 1)
    };
    (year + cycle * 400 + carried, month, day)
}

fn small(value: i64) -> u32 {
    u32::try_from(value).unwrap_or(0)
}

const DAY: i64 = 86_400;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_have_dates() {
        for (days, date) in [
            (0, (1970, 1, 1)),
            (-1, (1969, 12, 31)),
            (11_016, (2000, 2, 29)),
            (11_017, (2000, 3, 1)),
            (20_783, (2026, 11, 26)),
            (47_540, (2100, 2, 28)),
            (47_541, (2100, 3, 1)),
            (-134_774, (1601, 1, 1)),
        ] {
            assert_eq!(civil(days), date, "{days}");
        }
    }

    #[test]
    fn a_time_in_parts() {
        // 26 November 2026, a Thursday, 11:07:22.25 UTC.
        let now = FileTime(FileTime::from_unix_seconds(1_795_691_242).0 + 2_500_000);
        let time = time_of_day(now);
        assert_eq!(
            (time.year, time.month, time.day, time.weekday),
            (2026, 11, 26, 4)
        );
        assert_eq!((time.hours, time.minutes, time.seconds), (11, 7, 22));
        assert_eq!((time.hundredths, time.elapsed), (25, 1_795_691_242));
    }
}
