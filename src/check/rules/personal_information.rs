//! N15: identity-card numbers, mobile numbers, bank cards.

use std::ops::Range;

use crate::report::Day;

use crate::check::wording::{after, before, digit};
use crate::check::{Change, Finding, Guide, Look, Passage, Place, Rule, Severity, told};

/// The rule.
pub static RULE: Rule = Rule {
    code: "N15",
    name: "personal-information",
    title: "写了个人信息",
    severity: Severity::Error,
    look: Look::Passage(look),
    guide: told(Guide {
        checks: "公民身份号码（校验码相符的）、手机号码、银行卡号（校验位相符的）。办公固定电话和 12345 等热线不查。",
        why: "涉及个人隐私的政府信息不得公开（条例第十五条）；年度报告向全社会公布，联系方式应当用办公电话。",
        example: "导语末尾写着经办人的手机号码。",
        remedy: "删去，或换成办公固定电话。",
    }),
};

fn look(passage: &Passage, findings: &mut Vec<Finding>) {
    let text = passage.text;
    let runs = runs(text);
    let mut index = 0;
    while let Some(run) = runs.get(index) {
        index += 1;
        let joined = joined(text, &runs[index - 1..]);
        let found = kind(text, run).map(|what| (what, run.clone())).or_else(|| {
            let joined = joined?;
            let what = kind(text, &joined)?;
            index += runs[index..].iter().take_while(|run| run.end <= joined.end).count();
            Some((what, joined))
        });
        let Some((what, range)) = found else { continue };
        let hidden = masked(&text[range.clone()]);
        let message = format!("{hidden} 像是{what}，不应写进公布的报告");
        let place = Place::Prose(passage.prose, Some(range.clone()));
        let change = Change::Prose(passage.prose, range, hidden);
        findings.push(Finding::new(&RULE, place, message).fix("隐去中间几位", vec![change]));
    }
}

/// Runs of digits, with the X that may end an identity number.
fn runs(text: &str) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let last = runs.last_mut().filter(|run| run.end == at);
        match (digit(c), last) {
            (Some(_), Some(run)) => run.end = end,
            (Some(_), None) => runs.push(at..end),
            (None, Some(run)) if matches!(c, 'X' | 'x') && run.len() == 17 => run.end = end,
            _ => {}
        }
    }
    runs
}

/// Runs parted by one space or hyphen as people part them: 138 0013 8000, 6222 0212 3456 7890.
fn joined(text: &str, runs: &[Range<usize>]) -> Option<Range<usize>> {
    let first = runs.first()?;
    let groups: &[usize] = if first.len() == 3 { &[3, 4, 4] } else { &[4, 4, 4, 4, 3] };
    let mut range = first.clone();
    let mut count = 0;
    for (run, size) in runs.iter().zip(groups) {
        let follows = count == 0 || matches!(text.get(range.end..run.start), Some(" " | "-"));
        let fits = run.len() == *size || count == 4 && run.len() <= 3;
        if !follows || !fits {
            break;
        }
        range.end = run.end;
        count += 1;
    }
    (count >= 3).then_some(range)
}

/// What a run of digits is, if it is anybody's.
fn kind(text: &str, range: &Range<usize>) -> Option<&'static str> {
    let glued = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '/' | '=' | '@' | '%');
    let head = before(text, range.start);
    let country = text[..range.start].ends_with("+86") || text[..range.start].ends_with("+86-");
    if head.is_some_and(glued) && !country || after(text, range.end).is_some_and(glued) {
        return None;
    }
    let mut digits = [0_u32; 19];
    let mut count = 0;
    for c in text[range.clone()].chars().filter(|c| !matches!(c, ' ' | '-')) {
        let value = if matches!(c, 'X' | 'x') { Some(10) } else { digit(c) };
        *digits.get_mut(count)? = value?;
        count += 1;
    }
    let digits = &digits[..count];
    let decimal = matches!(head, Some('.' | '．' | ',')) || is_amount(text, range.end);
    match count {
        11 if digits[0] == 1 && digits[1] >= 3 && !decimal => Some("手机号码"),
        // 86 before a mobile number.
        13 if digits[..3] == [8, 6, 1] && digits[3] >= 3 && !decimal => Some("手机号码"),
        18 if is_identity_number(digits) => Some("公民身份号码"),
        16..=19 if is_card_number(digits) && !decimal => Some("银行卡号"),
        _ => None,
    }
}

/// Digits of an amount or a count: a decimal point, a unit.
fn is_amount(text: &str, end: usize) -> bool {
    let mut rest = text[end..].chars();
    match rest.next() {
        Some('.' | ',') => rest.next().is_some_and(|c| c.is_ascii_digit()),
        Some(c) => "元万亿件条次人个项份号".contains(c),
        None => false,
    }
}

/// GB 11643: a place, a day of birth, a serial number, a check digit.
fn is_identity_number(digits: &[u32]) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECK: [u32; 11] = [1, 0, 10, 9, 8, 7, 6, 5, 4, 3, 2];
    let Some((last, body)) = digits.split_last() else { return false };
    let sum: u32 = body.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    let number = |part: &[u32]| part.iter().fold(0_u32, |value, digit| value * 10 + digit);
    let born = || {
        let year = i32::try_from(number(&body[6..10])).ok().filter(|year| (1900..2100).contains(year))?;
        let month = u8::try_from(number(&body[10..12])).ok()?;
        let day = u8::try_from(number(&body[12..14])).ok()?;
        Day::new(year, month, day)
    };
    body.iter().all(|digit| *digit < 10)
        && (1..=9).contains(&digits[0])
        && CHECK[(sum % 11) as usize] == *last
        && born().is_some()
}

/// Luhn's check, for the leading digits that cards have.
fn is_card_number(digits: &[u32]) -> bool {
    let issuer = matches!(digits, [6, 0 | 2 | 5, ..] | [4, _, ..] | [5, 1..=5, ..] | [3 | 9, 5, ..]);
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| match digit * (1 + u32::from(place % 2 == 1)) {
            doubled @ 10.. => doubled - 9,
            plain => plain,
        })
        .sum();
    issuer && sum.is_multiple_of(10)
}

/// The number with all but its first three and last four characters hidden.
fn masked(number: &str) -> String {
    let is_gap = |c: char| matches!(c, ' ' | '-');
    let length = number.chars().filter(|c| !is_gap(*c)).count();
    let mut place = 0;
    let mask = |c: char| {
        if is_gap(c) {
            return c;
        }
        place += 1;
        if place <= 3 || place + 4 > length { c } else { '*' }
    };
    number.chars().map(mask).collect()
}
