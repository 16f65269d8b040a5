//! What stands in one cell.

use std::borrow::Cow;
use std::fmt;

use rust_decimal::Decimal;

/// What was typed or printed in a cell. Blank is never zero, and no figure passes through a binary float.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Entry {
    /// Nothing.
    #[default]
    Blank,
    /// A whole number, zero or more.
    Count(u64),
    /// Any other exact decimal: a fraction, a negative number. Trailing zeros are kept ("8.00").
    Amount(Decimal),
    /// Anything else, as printed: "无", "/", "12件", "1,234", "0012".
    Text(Box<str>),
}

impl Entry {
    /// Reads what stands printed in a document. Only white space around it is dropped; what is not written
    /// as a plain number stays as printed, even where its value is clear ("1,234", "１２").
    pub fn printed(text: &str) -> Self {
        let text = text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c));
        if text.is_empty() {
            Self::Blank
        } else {
            plain_number(text).unwrap_or_else(|| Self::Text(text.into()))
        }
    }

    /// Reads what a person typed or pasted: full-width digits, thousands separators and spaces within a
    /// number are understood, as Excel and WPS understand them.
    pub fn typed(text: &str) -> Self {
        match Self::printed(text) {
            Self::Text(text) => plain_number(&tidied(&text)).unwrap_or(Self::Text(text)),
            entry => entry,
        }
    }

    /// Reads a JSON number from its digits, exactly; one beyond 28 digits stays text.
    pub fn number(digits: &str) -> Self {
        plain_number(digits)
            .or_else(|| {
                // An exponent is read exactly only where the mantissa can be: a longer one would be rounded.
                let mantissa = digits.split(['e', 'E']).next().unwrap_or_default();
                let plain = Decimal::from_str_exact(mantissa).ok()?;
                let value = if mantissa == digits { plain } else { Decimal::from_scientific(digits).ok()? };
                Some(Self::from_value(value))
            })
            .unwrap_or_else(|| Self::Text(digits.into()))
    }

    /// The value, where the entry has one: also of text whose value is beyond doubt ("1,234", "１２").
    pub fn value(&self) -> Option<Decimal> {
        match self {
            Self::Blank => None,
            Self::Count(count) => Some(Decimal::from(*count)),
            Self::Amount(amount) => Some(*amount),
            Self::Text(text) => match plain_number(&tidied(text)) {
                Some(Self::Count(count)) => Some(Decimal::from(count)),
                Some(Self::Amount(amount)) => Some(amount),
                _ => None,
            },
        }
    }

    /// The count, where the entry is a whole number of zero or more.
    pub fn count(&self) -> Option<u64> {
        match self {
            Self::Count(count) => Some(*count),
            Self::Blank | Self::Amount(_) => None,
            Self::Text(text) => match plain_number(&tidied(text)) {
                Some(Self::Count(count)) => Some(count),
                _ => None,
            },
        }
    }

    /// An entry for a computed value.
    pub fn from_value(value: Decimal) -> Self {
        let plain = value.normalize();
        match u64::try_from(plain) {
            Ok(count) if plain.is_integer() => Self::Count(count),
            _ => Self::Amount(value),
        }
    }

    /// Whether nothing stands in the cell.
    pub const fn is_blank(&self) -> bool {
        matches!(self, Self::Blank)
    }

    /// The entry as text; empty when blank.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Blank => Cow::Borrowed(""),
            Self::Count(count) => Cow::Owned(count.to_string()),
            Self::Amount(amount) => Cow::Owned(amount.to_string()),
            Self::Text(text) => Cow::Borrowed(text),
        }
    }
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

/// A number written as one writes it in plain digits: no sign but a minus, no leading zeros, no exponent.
/// What could not be written back the same way is not a plain number.
fn plain_number(text: &str) -> Option<Entry> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let whole = digits.split('.').next().unwrap_or_default();
    let well_formed = !whole.is_empty()
        && !digits.ends_with('.')
        && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && (whole == "0" || !whole.starts_with('0'));
    if !well_formed {
        return None;
    }
    if let Some(count) = text.parse::<u64>().ok().filter(|_| !text.starts_with('-')) {
        return Some(Entry::Count(count));
    }
    let amount = Decimal::from_str_exact(text).ok()?;
    (amount.to_string() == text).then_some(Entry::Amount(amount))
}

/// A number as people type it, rewritten in plain digits; anything else comes out changed but harmless.
fn tidied(text: &str) -> String {
    let narrow: String =
        text.chars().filter(|c| !c.is_whitespace() && !is_invisible(*c)).map(narrowed).collect();
    let (sign, digits) = match narrow.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", narrow.strip_prefix('+').unwrap_or(&narrow)),
    };
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(w, f)| (w, Some(f)));
    // A comma is a thousands separator only where it parts groups of three.
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let grouped = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    let whole = if grouped { whole.replace(',', "") } else { whole.to_owned() };
    let whole = match whole.trim_start_matches('0') {
        "" if !whole.is_empty() => "0",
        rest if whole.bytes().all(|b| b.is_ascii_digit()) => rest,
        _ => whole.as_str(),
    };
    match fraction {
        Some(fraction) => format!("{sign}{whole}.{fraction}"),
        None if whole == "0" => "0".to_owned(),
        None => format!("{sign}{whole}"),
    }
}

/// The half-width form of a full-width digit or sign.
fn narrowed(c: char) -> char {
    match c {
        '０'..='９' => char::from(b'0' + u8::try_from(c as u32 - '０' as u32).unwrap_or(0)),
        '，' => ',',
        '．' => '.',
        '－' | '−' => '-',
        '＋' => '+',
        other => other,
    }
}

/// Zero-width characters and marks that documents carry along unseen.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(text: &str) -> Entry {
        Entry::Amount(Decimal::from_str_exact(text).unwrap())
    }

    #[test]
    fn a_printed_entry_is_kept_to_the_letter() {
        for text in [
            "", "0", "9", "12件", "无", "/", "－", "1,234", "１２", "0012", "1016.72", "8.00", "-3", "1e5",
            "+2",
        ] {
            assert_eq!(Entry::printed(text).text(), text);
        }
        assert_eq!(Entry::printed(" \u{a0}3\u{3000}"), Entry::Count(3));
        assert_eq!(Entry::printed("　"), Entry::Blank);
    }

    #[test]
    fn typing_understands_what_excel_understands() {
        assert_eq!(Entry::typed("１，２３４"), Entry::Count(1234));
        assert_eq!(Entry::typed("1,234,567.50"), amount("1234567.50"));
        assert_eq!(Entry::typed("007"), Entry::Count(7));
        assert_eq!(Entry::typed("00"), Entry::Count(0));
        assert_eq!(Entry::typed("1 234"), Entry::Count(1234));
        assert_eq!(Entry::typed("－3"), amount("-3"));
        assert_eq!(Entry::typed("+2"), Entry::Count(2));
        assert_eq!(Entry::typed("12,34"), Entry::Text("12,34".into()));
        assert_eq!(Entry::typed("12."), Entry::Text("12.".into()));
        assert_eq!(Entry::typed("无"), Entry::Text("无".into()));
    }

    #[test]
    fn text_has_a_value_only_beyond_doubt() {
        assert_eq!(Entry::printed("1,234").value(), Some(Decimal::from(1234)));
        assert_eq!(Entry::printed("12件").value(), None);
        assert_eq!(Entry::printed("无").value(), None);
        assert_eq!(Entry::printed("99999999999999999999999999999999").value(), None);
    }

    #[test]
    fn huge_numbers_stay_exact_or_stay_text() {
        assert_eq!(Entry::printed("18446744073709551615"), Entry::Count(u64::MAX));
        assert_eq!(Entry::printed("12345678901234567890.12345678"), amount("12345678901234567890.12345678"));
        let beyond = "1234567890123456789012345678901234567890";
        assert_eq!(Entry::printed(beyond), Entry::Text(beyond.into()));
    }
}
