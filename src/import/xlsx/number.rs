//! Numbers as a workbook prints them. Workbooks keep them as binary floats, of which fifteen digits are meant and
//! the rest are the remains of arithmetic: 0.1 + 0.2 is kept as 0.30000000000000004.

/// Digits that a workbook shows.
const DIGITS: usize = 15;

/// The number in plain digits.
pub(super) fn exact(number: f64) -> String {
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
pub(super) fn padded(number: String, format: &str) -> String {
    let Some(places) = places(format) else { return number };
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
            assert_eq!(padded(number.to_owned(), format), expected, "{number} as {format}");
        }
    }
}
