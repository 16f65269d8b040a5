//! The fingerprint of a report (数据校验码): short enough to be read out over the telephone, and different as soon
//! as a figure, a paragraph or the head of the report is.
//!
//! It is of what is published, so that a Word file, a workbook and a page of one report carry the same one: who
//! reports, the year, the period, the paragraphs and the figures. White space around paragraphs, reasons given for
//! findings, the kind of the agency and keys of other programs are not published and do not count.

use std::fmt;
use std::str::FromStr;

use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};

use super::{Entry, Report};
use crate::form::Prose;

/// What stands before a fingerprint wherever one is printed.
pub const FINGERPRINT_LABEL: &str = "数据校验码";

/// How many bytes of the hash are shown: by chance two of 2⁶⁴ reports have the same.
const BYTES: usize = 16;

/// The first 128 bits of the SHA-256 of a report in its canonical form. Shown as eight groups of four hexadecimal
/// digits: `3F2A-91C0-…`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fingerprint([u8; BYTES]);

/// The text is not eight groups of four hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("不是有效的数据校验码，应为 8 组、每组 4 位的数字和字母")]
pub struct NotAFingerprint;

/// The fingerprint of a report.
pub fn fingerprint(report: &Report) -> Fingerprint {
    let hash = Sha256::digest(canonical(report));
    let mut bytes = [0; BYTES];
    bytes.copy_from_slice(&hash[..BYTES]);
    Fingerprint(bytes)
}

/// The canonical form: JSON without white space, keys in the order of their code points, figures as printed. A
/// blank cell is null, a number is a number with the digits as printed, text is a string.
fn canonical(report: &Report) -> String {
    let edition = report.edition();
    let figures = edition
        .cells
        .iter()
        .map(|cell| (cell.path.clone(), figure(report.figures.get(cell.id))))
        .collect::<Map<_, _>>();
    let prose = Prose::ALL
        .into_iter()
        .map(|prose| (prose.path().to_owned(), paragraphs(report.narrative.get(prose)).into()))
        .collect::<Map<_, _>>();
    let mut document = Map::new();
    document.insert("agency".into(), printed(report.agency.name.trim()).into());
    document.insert("edition".into(), edition.year.into());
    document.insert("figures".into(), Value::Object(figures));
    document.insert("period".into(), vec![report.period.from.as_str(), report.period.to.as_str()].into());
    document.insert("prose".into(), Value::Object(prose));
    document.insert("year".into(), report.year.into());
    let mut document = Value::Object(document);
    document.sort_all_objects();
    document.to_string()
}

fn figure(entry: &Entry) -> Value {
    match entry {
        Entry::Blank => Value::Null,
        Entry::Text(text) => printed(text).into(),
        number => number.text().parse().map_or_else(|_| number.text().into(), Value::Number),
    }
}

/// The paragraphs as they are published: without the white space around them, blank ones left out.
fn paragraphs(prose: &str) -> Vec<String> {
    prose.split('\n').map(str::trim).filter(|line| !line.is_empty()).map(printed).collect()
}

/// What no document can hold is published as U+FFFD, and comes back as that.
fn printed(text: &str) -> String {
    text.replace(is_unprintable, "\u{fffd}")
}

fn is_unprintable(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{fffe}' | '\u{ffff}')
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, pair) in self.0.chunks_exact(2).enumerate() {
            if index > 0 {
                f.write_str("-")?;
            }
            for byte in pair {
                write!(f, "{byte:02X}")?;
            }
        }
        Ok(())
    }
}

impl FromStr for Fingerprint {
    type Err = NotAFingerprint;

    /// Reads a fingerprint as printed, or as somebody typed it: in small letters or full-width characters, with
    /// blanks in place of the dashes, or with none.
    fn from_str(text: &str) -> Result<Self, NotAFingerprint> {
        let mut digits = Vec::with_capacity(2 * BYTES);
        for c in text.chars() {
            let c = match c {
                '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).ok_or(NotAFingerprint)?,
                c => c,
            };
            match c.to_digit(16) {
                Some(digit) => digits.push(u8::try_from(digit).map_err(|_| NotAFingerprint)?),
                None if c.is_whitespace() || matches!(c, '-' | '—' | '–' | '−') => {}
                None => return Err(NotAFingerprint),
            }
        }
        if digits.len() != 2 * BYTES {
            return Err(NotAFingerprint);
        }
        let mut bytes = [0; BYTES];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = pair[0] << 4 | pair[1];
        }
        Ok(Self(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{AgencyKind, Explanation, example, read_json, write_json};

    #[test]
    fn what_is_printed_is_read_back_however_it_was_typed() {
        let code = fingerprint(&example());
        let printed = code.to_string();
        assert_eq!(printed.split('-').map(str::len).collect::<Vec<_>>(), [4; 8]);
        assert_eq!(printed.parse(), Ok(code));
        assert_eq!(printed.to_lowercase().replace('-', " ").parse(), Ok(code));
        let wide: String = printed.chars().filter_map(|c| char::from_u32(u32::from(c) + 0xfee0)).collect();
        assert_eq!(wide.parse(), Ok(code));
        for wrong in ["", "3F2A", &printed[1..], &format!("{printed}0"), &printed.replace('-', "x")] {
            assert_eq!(wrong.parse::<Fingerprint>(), Err(NotAFingerprint), "{wrong}");
        }
    }

    #[test]
    fn each_figure_each_prose_and_the_head_count() {
        let report = example();
        let before = fingerprint(&report);
        let mut changed = Vec::new();
        for id in report.edition().ids() {
            let mut other = report.clone();
            let text = format!("{}1", other.figures.get(id).text());
            other.figures.put(id, Entry::printed(&text));
            changed.push(other);
        }
        for prose in Prose::ALL {
            let mut other = report.clone();
            let text = format!("{}。", other.narrative.get(prose));
            other.narrative.put(prose, text);
            changed.push(other);
        }
        changed.push(Report { year: report.year - 1, ..report.clone() });
        let mut other = report.clone();
        other.agency.name.push('局');
        changed.push(other);
        let mut other = report.clone();
        other.period.to = "2025-06-30".into();
        changed.push(other);
        let mut seen: Vec<Fingerprint> = changed.iter().map(fingerprint).collect();
        seen.push(before);
        let all = seen.len();
        seen.sort_by_key(ToString::to_string);
        seen.dedup();
        assert_eq!(seen.len(), all);
    }

    #[test]
    fn a_blank_is_not_zero_and_a_number_is_not_text() {
        let id = example().edition().ids().next().unwrap();
        let of = |entry: Entry| {
            let mut report = example();
            report.figures.put(id, entry);
            fingerprint(&report)
        };
        let codes = [
            of(Entry::Blank),
            of(Entry::Count(0)),
            of(Entry::Text("0".into())),
            of(Entry::printed("8.00")),
            of(Entry::Count(8)),
        ];
        for (index, code) in codes.iter().enumerate() {
            assert!(!codes[index + 1..].contains(code), "{index}");
        }
    }

    #[test]
    fn what_is_not_published_does_not_count() {
        let report = example();
        let mut other = report.clone();
        other.explanations.push(Explanation { rule: "A01".into(), ..Explanation::default() });
        other.unknown.insert("more".into(), true.into());
        other.agency.kind = AgencyKind::Province;
        let spaced = format!("　　{}\n\n", other.narrative.get(Prose::Proactive).replace('\n', " \n\n　"));
        other.narrative.put(Prose::Proactive, spaced);
        assert_eq!(fingerprint(&other), fingerprint(&report));
    }

    #[test]
    fn it_survives_writing_and_reading() {
        let read = read_json(&write_json(&example())).unwrap();
        assert_eq!(fingerprint(&read.report), fingerprint(&example()));
    }
}
