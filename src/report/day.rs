//! A day of the calendar.

use std::fmt;
use std::str::FromStr;

use time::{Date, Month};

/// A day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Date);

/// The text is not a day of the form `2025-12-31`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("不是有效的日期，应写成 2025-12-31 的样子")]
pub struct NotADay;

impl Day {
    /// The first day there is: nothing is due yet.
    pub const FIRST: Self = Self(Date::MIN);

    /// The day with these numbers, where there is one.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok().map(Self)
    }

    /// The year.
    pub const fn year(self) -> i32 {
        self.0.year()
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u8 {
        self.0.month().into()
    }

    /// The day of the month, 1 to 31.
    pub const fn day(self) -> u8 {
        self.0.day()
    }

    /// How many days from this day to another; negative when the other is earlier.
    pub fn until(self, other: Self) -> i64 {
        (other.0 - self.0).whole_days()
    }
}

impl FromStr for Day {
    type Err = NotADay;

    /// Reads `2025-12-31`: four, two and two digits.
    fn from_str(text: &str) -> Result<Self, NotADay> {
        let well_formed = text.len() == 10
            && text
                .bytes()
                .enumerate()
                .all(|(at, b)| if matches!(at, 4 | 7) { b == b'-' } else { b.is_ascii_digit() });
        let read = || Self::new(text[..4].parse().ok()?, text[5..7].parse().ok()?, text[8..].parse().ok()?);
        if well_formed { read().ok_or(NotADay) } else { Err(NotADay) }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_that_exist_are_read() {
        assert_eq!("2024-02-29".parse(), Ok(Day::new(2024, 2, 29).unwrap()));
        for text in ["2025-02-29", "2025-13-01", "2025-1-1", "20251-01-1", "２０２５-01-01", "", "2025/01/01"]
        {
            assert_eq!(text.parse::<Day>(), Err(NotADay), "{text}");
        }
    }

    #[test]
    fn days_are_counted_both_ways() {
        let (a, b) = (Day::new(2026, 1, 12).unwrap(), Day::new(2026, 1, 31).unwrap());
        assert_eq!((a.until(b), b.until(a)), (19, -19));
        assert_eq!(a.to_string(), "2026-01-12");
    }
}
