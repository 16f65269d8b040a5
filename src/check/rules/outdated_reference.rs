//! N11: the notice is cited by an old or a wrong number.

use std::ops::Range;

use crate::check::wording::{Words, digit, sentences};
use crate::check::{Change, Finding, Guide, Look, Passage, Place, Rule, Severity, told};
use crate::form::{Edition, Prose};

/// The rule.
pub static RULE: Rule = Rule {
    code: "N11",
    name: "outdated-reference",
    title: "引用的通知文号不对",
    severity: Severity::Warning,
    look: Look::Passage(look),
    guide: told(Guide {
        checks: "引用年度报告格式通知的文号：2021 年及以后的报告应为国办公开办函〔2021〕30号，不应是国办公开办函〔2019〕60号或别的号。",
        why: "国办公开办函〔2019〕60号是试行格式，已由〔2021〕30号取代。",
        example: "2025 年的报告写“根据国办公开办函〔2019〕60号的要求编制”。",
        remedy: "点“改为…”，并核对所引文件的名称：《中华人民共和国政府信息公开工作年度报告格式》。",
    }),
};

/// The State Council's offices, with whose name the number begins.
static OFFICE: Words = Words::new(&["国办"]);

/// The series in which both notices were issued, and their years and numbers.
const SERIES: &str = "国办公开办函";
const NOTICES: [(u32, u32); 2] = [(2019, 60), (2021, 30)];

fn look(passage: &Passage, findings: &mut Vec<Finding>) {
    let text = passage.text;
    let edition = Edition::for_year(passage.year);
    let right = edition.notice;
    for office in OFFICE.found_in(text) {
        let Some(number) = Number::at(text, office.start) else { continue };
        let notice = number.series == SERIES && NOTICES.contains(&(number.year, number.serial));
        let title = title_before(text, office.start);
        let meant = title.map_or_else(
            || passage.prose == Prose::Intro && is_slip(&number, right) && is_followed(text, &number),
            |title| title.contains("年度报告"),
        );
        if number.is(right) || !(notice || meant) {
            continue;
        }
        let words = &text[number.range.clone()];
        let message = if notice {
            format!("“{words}”不适用于 {} 年的报告，应引用{right}", passage.year)
        } else {
            format!("年度报告格式的文号写的是“{words}”，应为{right}")
        };
        let place = Place::Prose(passage.prose, Some(number.range.clone()));
        let finding = Finding::new(&RULE, place, message).values(words, right);
        // The old notice under its own title: putting the new number there would make a wrong pair.
        let own_title = notice && title.is_some_and(|title| title.contains("有关事项的通知"));
        findings.push(if own_title {
            finding
        } else {
            finding.fix(
                format!("改为 {right}"),
                vec![Change::Prose(passage.prose, number.range, right.to_owned())],
            )
        });
    }
}

/// One part of the number is wrong, and the other two are right.
fn is_slip(number: &Number, right: &str) -> bool {
    number.series == SERIES
        && Number::at(right, 0)
            .is_some_and(|right| (number.year == right.year) != (number.serial == right.serial))
}

/// Whether the report says that it was written by the notice, and names no other thing in the same sentence by a
/// right number.
fn is_followed(text: &str, number: &Number) -> bool {
    let sentence = sentences(text).find(|sentence| sentence.end >= number.range.end);
    sentence.is_some_and(|sentence| {
        let (head, behind) =
            (&text[sentence.start..number.range.start], &text[number.range.end..sentence.end]);
        let by = ["和", "及", "、", "按照", "根据", "依据", "按"].iter().any(|word| head.ends_with(word));
        by && behind.contains("编制") && OFFICE.found_in(head).chain(OFFICE.found_in(behind)).next().is_none()
    })
}

/// A document number: 国办公开办函〔2021〕30号.
struct Number<'a> {
    range: Range<usize>,
    series: &'a str,
    year: u32,
    serial: u32,
}

impl<'a> Number<'a> {
    fn at(text: &'a str, start: usize) -> Option<Self> {
        let rest = &text[start..];
        let open = rest.char_indices().take(12).find(|(_, c)| "〔[（(【［﹝".contains(*c));
        let (length, open) = open?;
        let series = &rest[..length];
        let (year, behind) = digits(&rest[length + open.len_utf8()..])?;
        let behind = behind.strip_prefix(['〕', ']', '）', ')', '】', '］', '﹞'])?;
        let behind = behind.strip_prefix('第').unwrap_or(behind);
        let (serial, behind) = digits(behind)?;
        let behind = behind.trim_start_matches(' ').strip_prefix('号')?;
        Some(Self { range: start..text.len() - behind.len(), series: series.trim(), year, serial })
    }

    /// Whether it is the same number, whatever brackets it is written with.
    fn is(&self, notice: &str) -> bool {
        Number::at(notice, 0).is_some_and(|other| {
            (other.series, other.year, other.serial) == (self.series, self.year, self.serial)
        })
    }
}

fn digits(text: &str) -> Option<(u32, &str)> {
    let text = text.trim_start_matches(' ');
    let behind = text.trim_start_matches(|c| digit(c).is_some());
    let written = &text[..text.len() - behind.len()];
    let value = written.chars().try_fold(0_u32, |value, c| value.checked_mul(10)?.checked_add(digit(c)?));
    value.filter(|_| !written.is_empty()).map(|value| (value, behind.trim_start_matches(' ')))
}

/// The title to which a number in brackets belongs: 《…格式》（国办…）.
fn title_before(text: &str, at: usize) -> Option<&str> {
    let head = text[..at].trim_end_matches(['（', '(', ' ']).strip_suffix('》')?;
    head.rfind('《').map(|start| &head[start..])
}
