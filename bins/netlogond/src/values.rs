//! What can stand on the command line besides text and numbers.

use std::str::FromStr;

use locate::DomainName;
use locate::codec::dotted::InvalidDottedName;
use store::Span;
use wire::{FileTime, InvalidName, NetbiosName, Password};

/// A computer, called by its name or by that of its account.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ComputerName(NetbiosName);

impl ComputerName {
    /// The name of its account.
    #[must_use]
    pub fn account(&self) -> String {
        self.0.machine_account()
    }

    /// The password that NT 4 gave to new accounts.
    #[must_use]
    pub fn default_password(&self) -> Password {
        self.0.default_password()
    }
}

impl FromStr for ComputerName {
    type Err = InvalidName;

    fn from_str(text: &str) -> Result<Self, InvalidName> {
        text.strip_suffix('$').unwrap_or(text).parse().map(Self)
    }
}

/// The name of a domain that is to be found: nothing is made for one that cannot be.
///
/// # Errors
/// [`InvalidDottedName`].
pub fn domain_name(text: &str) -> Result<String, InvalidDottedName> {
    DomainName::from_str(text).map(|_| text.to_owned())
}

/// Nothing was said where something has to be.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("this is shown to whoever asks about it later, and may not be empty")]
pub struct NothingSaid;

/// What somebody says for others to read.
///
/// # Errors
/// [`NothingSaid`].
pub fn said(text: &str) -> Result<String, NothingSaid> {
    match text.trim() {
        "" => Err(NothingSaid),
        said => Ok(said.to_owned()),
    }
}

/// Why a text is no time, or no span of it.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum InvalidTime {
    /// No such day, or no day at all.
    #[error("this is no day; write YYYY-MM-DD, or YYYY-MM-DDTHH:MM:SSZ in UTC")]
    Point,
    /// No number.
    #[error("this is no number of {0}; write a number or `never`")]
    Span(&'static str),
}

/// The beginning of a day, or a second, as [`FileTime`] is printed.
///
/// # Errors
/// [`InvalidTime::Point`].
pub fn point_in_time(text: &str) -> Result<FileTime, InvalidTime> {
    let (day, time) = text.split_once('T').unwrap_or((text, "00:00:00Z"));
    let mut fields = day
        .split('-')
        .chain(time.strip_suffix('Z').ok_or(InvalidTime::Point)?.split(':'));
    let mut next = || -> Result<i64, InvalidTime> {
        let field = fields.next().ok_or(InvalidTime::Point)?;
        let number: u16 = field.parse().map_err(|_| InvalidTime::Point)?;
        Ok(i64::from(number))
    };
    let (year, month, day_of_month) = (next()?, next()?, next()?);
    let (hour, minute, second) = (next()?, next()?, next()?);
    if !(1601..=9999).contains(&year) || !(1..=12).contains(&month) {
        return Err(InvalidTime::Point);
    }
    let days = days_from_civil(year, month, day_of_month);
    let of_day = hour
        .saturating_mul(3600)
        .saturating_add(minute.saturating_mul(60))
        .saturating_add(second);
    let found = FileTime::from_unix_seconds(days.saturating_mul(86_400).saturating_add(of_day));
    // What is printed otherwise was none: 30 February, 25 o'clock, a field too many.
    if found.to_string() == format!("{day}T{time}") {
        Ok(found)
    } else {
        Err(InvalidTime::Point)
    }
}

/// As [`point_in_time`], or `never`.
///
/// # Errors
/// [`InvalidTime::Point`].
pub fn expiry(text: &str) -> Result<FileTime, InvalidTime> {
    if text == NEVER {
        return Ok(FileTime::NEVER);
    }
    point_in_time(text)
}

/// A number of days, or `never`.
///
/// # Errors
/// [`InvalidTime::Span`].
pub fn days(text: &str) -> Result<Span, InvalidTime> {
    span(text, "days", 86_400)
}

/// A number of minutes, or `never`.
///
/// # Errors
/// [`InvalidTime::Span`].
pub fn minutes(text: &str) -> Result<Span, InvalidTime> {
    span(text, "minutes", 60)
}

fn span(text: &str, unit: &'static str, seconds: i64) -> Result<Span, InvalidTime> {
    if text == NEVER {
        return Ok(Span::NEVER);
    }
    let number: u16 = text.parse().map_err(|_| InvalidTime::Span(unit))?;
    let units = i64::from(number)
        .saturating_mul(seconds)
        .saturating_mul(10_000_000);
    Ok(Span(units.saturating_neg()))
}

/// The number of a day of the Gregorian calendar, from 1970-01-01. Years are taken to begin in March, so that the leap day
/// is the last of its year.
const fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    const DAYS_IN_400_YEARS: i64 = 146_097;
    const DAYS_FROM_0000_03_01: i64 = 719_468;
    let year = if month <= 2 { year - 1 } else { year };
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let month_from_march = (month + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * DAYS_IN_400_YEARS + day_of_era - DAYS_FROM_0000_03_01
}

const NEVER: &str = "never";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_computer_is_called_by_either_name() {
        for text in ["ws1", "WS1$", r"\\ws1"] {
            let name: ComputerName = text.parse().unwrap();
            assert_eq!(name.account(), "WS1$");
            assert_eq!(name.default_password().expose(), "ws1");
        }
        assert!("a.b".parse::<ComputerName>().is_err());
        assert!("$".parse::<ComputerName>().is_err());
    }

    #[test]
    fn days_and_seconds() {
        for text in ["2000-02-29", "1970-01-01", "2026-11-26", "1999-12-31"] {
            let time = point_in_time(text).unwrap();
            assert_eq!(time.to_string(), format!("{text}T00:00:00Z"));
        }
        let time = point_in_time("2026-11-26T11:05:09Z").unwrap();
        assert_eq!(time.to_string(), "2026-11-26T11:05:09Z");
    }

    #[test]
    fn what_is_no_time() {
        for text in [
            "",
            "today",
            "2026-02-29",
            "2026-13-01",
            "2026-1-1",
            "1600-01-01",
            "2026-11-26T24:00:00Z",
            "2026-11-26T10:00:00",
            "2026-11-26-27",
            "2026-11-26T10:00:00:00Z",
            "99999999999999999999-01-01",
            "2026-+1-01",
        ] {
            assert_eq!(point_in_time(text), Err(InvalidTime::Point), "{text}");
        }
    }

    #[test]
    fn spans() {
        assert_eq!(minutes("30"), Ok(Span::minutes(30)));
        assert_eq!(days("1"), Ok(Span(-864_000_000_000)));
        assert_eq!(days("never"), Ok(Span::NEVER));
        assert_eq!(days("-1"), Err(InvalidTime::Span("days")));
    }
}
