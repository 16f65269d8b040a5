//! Numbers as a workbook prints them. Workbooks keep them as binary floats, of which fifteen digits are meant and
//! the rest are the remains of arithmetic: 0.1 + 0.2 is kept as 0.30000000000000004.

use time::Date;

/// Digits that a workbook shows.
const DIGITS: usize = 15;

/// How the numbers of a cell are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// As numbers.
    Number {
        /// Places behind the point that are always printed, where the format is a plain one (`0.00`).
        places: Option<usize>,
    },
    /// As days, or hours of a day.
    Date,
    /// As hours beyond a day (`[h]:mm`).
    Duration,
}

impl Default for Format {
    fn default() -> Self {
        Self::Number { places: None }
    }
}

impl Format {
    /// What a format says that is written out.
    pub(super) fn of(code: &str) -> Self {
        timely(code).unwrap_or_else(|| Self::Number { places: places(code) })
    }

    /// What a format says that is known by its number alone (ECMA-376, part 1, 18.8.30).
    pub(super) fn built_in(number: u32) -> Self {
        match number {
            2 | 4 | 39 | 40 => Self::Number { places: Some(2) },
            14..=22 | 27..=36 | 45 | 47 | 50..=58 => Self::Date,
            46 => Self::Duration,
            _ => Self::default(),
        }
    }

    /// A number as it is printed. Of a day with an hour the day is.
    pub(super) fn printed(self, number: f64, since_1904: bool) -> String {
        match self {
            Self::Number { places } => padded(exact(number), places),
            Self::Duration => exact(number),
            Self::Date => day(number, since_1904),
        }
    }
}

/// Whether a format prints days or hours: by the first letter that stands for one.
fn timely(code: &str) -> Option<Format> {
    let mut letters = code.chars();
    while let Some(letter) = letters.next() {
        match letter.to_ascii_lowercase() {
            // The next character is printed, or is as wide as a blank.
            '\\' | '_' | '*' => drop(letters.next()),
            '"' => drop(letters.find(|letter| *letter == '"')),
            // A colour, a language, a condition, or hours beyond a day.
            '[' => {
                let within: String = letters.by_ref().take_while(|letter| *letter != ']').collect();
                let is_all = |unit| within.chars().all(|letter| letter.eq_ignore_ascii_case(unit));
                if !within.is_empty() && ['h', 'm', 's'].iter().any(is_all) {
                    return Some(Format::Duration);
                }
            }
            'y' | 'm' | 'd' | 'h' | 's' => return Some(Format::Date),
            // What follows is for negative numbers.
            ';' => return None,
            _ => {}
        }
    }
    None
}

/// The day with this number, counted from 1900 or 1904.
fn day(number: f64, since_1904: bool) -> String {
    const HALF_A_SECOND: f64 = 0.5 / 86_400.0;
    /// The last day of the year 9999.
    const LAST: i32 = 2_958_465;
    #[expect(clippy::cast_possible_truncation, reason = "what is too large becomes the largest number")]
    let number = ((number + HALF_A_SECOND).floor() as i32).clamp(0, LAST);
    let first = match number {
        _ if since_1904 => 2_416_481,
        // Workbooks count a 29th of February in 1900.
        0..60 => 2_415_020,
        _ => 2_415_019,
    };
    let day = Date::from_julian_day(first + number).unwrap_or(Date::MAX);
    format!("{}-{:02}-{:02}", day.year(), u8::from(day.month()), day.day())
}

/// The number in plain digits.
fn exact(number: f64) -> String {
    let shortest = number.to_string();
    let significant = |text: &str| {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        digits.trim_matches('0').len()
    };
    let text = if significant(&shortest) <= DIGITS {
        shortest
    } else {
        let rounded = format!("{number:.*e}", DIGITS - 1);
        rounded.parse::<f64>().map_or(shortest, |rounded| rounded.to_string())
    };
    if text == "-0" { "0".to_owned() } else { text }
}

/// The number with the noughts behind the point that its format prints (`0.00`). Digits that a format would not
/// print are kept: a figure is never rounded.
fn padded(number: String, places: Option<usize>) -> String {
    let Some(places) = places else { return number };
    let printed = number.split_once('.').map_or(0, |(_, places)| places.len());
    if places <= printed || number.contains(|c: char| c.is_ascii_alphabetic()) {
        return number;
    }
    let point = if printed == 0 { "." } else { "" };
    format!("{number}{point}{}", "0".repeat(places - printed))
}

/// Places behind the point in a plain format: `0.00`, `#,##0.0_ `.
fn places(format: &str) -> Option<usize> {
    const MOST: usize = 20;
    let positive = format.split(';').next()?;
    let plain = positive.trim_end_matches(['_', ' ', ')']);
    let (whole, places) = plain.split_once('.')?;
    let is_plain = whole.chars().all(|c| matches!(c, '0' | '#' | ','))
        && !places.is_empty()
        && places.chars().all(|c| c == '0');
    (is_plain && places.len() <= MOST).then_some(places.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_arithmetic_left_over_is_not_printed() {
        for (number, expected) in [
            (0.1 + 0.2, "0.3"),
            (4_166.241_619, "4166.241619"),
            (25.0, "25"),
            (-3.0, "-3"),
            (-0.0, "0"),
            (1e15, "1000000000000000"),
            (123_456_789_012_345.0, "123456789012345"),
            (1.1 * 3.0, "3.3"),
            (38.6, "38.6"),
            (1e-7, "0.0000001"),
        ] {
            assert_eq!(exact(number), expected);
        }
    }

    #[test]
    fn a_format_adds_noughts_and_takes_nothing() {
        for (number, format, expected) in [
            ("8", "0.00", "8.00"),
            ("8.5", "#,##0.00_ ", "8.50"),
            ("8.567", "0.00", "8.567"),
            ("8", "General", "8"),
            ("8", "0", "8"),
            ("8", "0.0;[Red]-0.0", "8.0"),
            ("8", "0.00%", "8"),
            ("8", "yyyy.mm", "8"),
            ("inf", "0.00", "inf"),
        ] {
            assert_eq!(padded(number.to_owned(), places(format)), expected, "{number} as {format}");
        }
    }

    #[test]
    fn days_are_told_from_numbers_by_their_format() {
        for code in [
            "yyyy\"年\"m\"月\"d\"日\";@",
            "[$-804]yyyy/m/d",
            "[DBNum1][$-804]m\"月\"",
            "DD/MM/YY",
            "h:mm AM/PM",
            "*-yyyy",
            "d [h]",
        ] {
            assert_eq!(Format::of(code), Format::Date, "{code}");
        }
        for code in ["[h]:mm:ss", "[mm]", "[Blue]\\+[H]:mm", "[>=100][s].00"] {
            assert_eq!(Format::of(code), Format::Duration, "{code}");
        }
        for code in [
            "General",
            "G/通用格式",
            "0",
            "0.00\" months\"",
            "\\Y000",
            "#,##0_);[Red]\\-0",
            "#,##0_M",
            "0*y",
            "[$-y]0",
            "[hot]0",
            "[]0",
            "0;yyyy",
            "0\"d",
            "@",
            "",
        ] {
            assert!(matches!(Format::of(code), Format::Number { .. }), "{code}");
        }
        assert_eq!(Format::of("0.00_ "), Format::Number { places: Some(2) });
    }

    #[test]
    fn days_are_printed_as_workbooks_count_them() {
        for (number, expected) in [
            (1.0, "1900-01-01"),
            (59.0, "1900-02-28"),
            (61.0, "1900-03-01"),
            (366.0, "1900-12-31"),
            (367.0, "1901-01-01"),
            (45_292.0, "2024-01-01"),
            (45_351.999, "2024-02-29"),
            (45_351.999_999_99, "2024-03-01"),
            (2_958_465.0, "9999-12-31"),
            (1e300, "9999-12-31"),
            (-5.0, "1899-12-31"),
            (f64::NAN, "1899-12-31"),
        ] {
            assert_eq!(day(number, false), expected, "{number}");
        }
        assert_eq!(day(43_830.0, true), "2024-01-01");
        assert_eq!(day(1e300, true), "9999-12-31");
    }
}
