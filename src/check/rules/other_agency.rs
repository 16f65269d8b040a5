//! N16: another body's name where the agency's own is meant.

use std::ops::Range;

use crate::check::agency::{Name, ends_place};
use crate::check::wording::{Words, after, back, before, forth, is_han};
use crate::check::{Finding, Guide, Look, Passage, Place, Rule, Severity, told};
use crate::form::Prose;
use crate::report::AgencyKind;

/// The rule.
pub static RULE: Rule = Rule {
    code: "N16",
    name: "other-agency",
    title: "写的像是别的单位",
    severity: Severity::Hint,
    look: Look::Passage(look),
    guide: told(Guide {
        checks: "导语里的联系单位是不是外地或别的单位；正文里同类单位的地名是否与本单位一致；“我局”“我镇”等自称是否与单位类别相符。",
        why: "借用别的单位的稿子，容易漏改名称。",
        example: "云川县水务局的报告写着“请与青石县水务局办公室联系”。",
        remedy: "改成本单位的名称；确是说别的单位的，不用理会。",
    }),
};

fn look(passage: &Passage, findings: &mut Vec<Finding>) {
    if passage.agency.name.trim().is_empty() {
        return;
    }
    let name = Name::of(&passage.agency.name);
    let mut found: Vec<Range<usize>> = Vec::new();
    if passage.prose == Prose::Intro {
        found.extend(contact(passage, &name));
    }
    for other in same_body_elsewhere(passage.text, &name).into_iter().chain(same_kind(passage, &name)) {
        if found.iter().all(|range| range.end <= other.start || other.end <= range.start) {
            found.push(other);
        }
    }
    for range in found {
        let words = &passage.text[range.clone()];
        let message = format!("“{words}”与本单位“{}”不一致，请核对", passage.agency.name.trim());
        findings.push(
            Finding::new(&RULE, Place::Prose(passage.prose, Some(range.clone())), message)
                .values(words, passage.agency.name.trim()),
        );
    }
    calls_itself(passage, findings);
}

/// 请与…联系: the body to which readers are sent.
fn contact(passage: &Passage, own: &Name) -> Option<Range<usize>> {
    let text = passage.text;
    let start = ["请与", "请联系", "请和", "请向"]
        .iter()
        .find_map(|word| text.find(word).map(|at| at + word.len()))?;
    let reach = &text[start..forth(text, start, 40)];
    let end = reach.find(['联', '咨', '反', '（', '(', '，', '。', '：', '\n'])?;
    let words = reach[..end].trim_end_matches("办公室").trim();
    let range = start..start + reach[..end].trim_end().len();
    let theirs = Name::of(words);
    let place = theirs.place()?;
    let known = own.places.iter().any(|own| own.contains(place) || place.contains(own))
        || passage.agency.name.contains(place);
    if own.place().is_some() && !known {
        return Some(range);
    }
    // In the same place: another department, unless its name is a short form of ours (发改局).
    let department = |body: &str| ["局", "厅", "委员会"].iter().any(|end| body.ends_with(end));
    let ours = passage.agency.kind == AgencyKind::Department
        && department(own.body)
        && department(theirs.body)
        && !shortens(theirs.body, own.body)
        && !shortens(own.body, theirs.body);
    ours.then_some(range)
}

/// Whether one name has the characters of another, in its order: 发改局 of 发展和改革局.
fn shortens(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    short.chars().all(|c| rest.any(|other| other == c))
}

/// 青石县水务局 in a report of 云川县水务局: the same body of a place of the same rank.
fn same_body_elsewhere(text: &str, own: &Name) -> Vec<Range<usize>> {
    let Some(place) = own.place().filter(|_| own.body.chars().count() >= 3) else { return Vec::new() };
    let Some(rank) = place.chars().next_back() else { return Vec::new() };
    text.match_indices(own.body)
        .filter_map(|(at, body)| {
            let head = text[..at].strip_suffix(rank)?;
            let mut start = head.len();
            let mut characters = 0;
            for c in head.chars().rev().take_while(|c| is_han(*c) && !ends_place(*c)).take(2) {
                start -= c.len_utf8();
                characters += 1;
            }
            let name = &text[start..at];
            // A city may be above another: only where the body speaks of itself.
            let behind = &text[at + body.len()..];
            if rank == '市'
                && !(begins_clause(text, start) && SPEAKS.iter().any(|word| behind.starts_with(word)))
            {
                return None;
            }
            let generic =
                text[start..head.len()].chars().any(|c| "全各该本我与和及同在向由市省外邻其局府".contains(c));
            (characters == 2 && !generic && !place.ends_with(name)).then_some(start..at + body.len())
        })
        .collect()
}

/// With what a sentence goes on after the agency's own name.
const SPEAKS: [&str; 6] = ["编制", "编写", "20", "主动公开", "围绕", "政府信息公开工作年度报告"];

/// The same of a place.
const REPORTS: [&str; 8] = ["未", "没有", "无", "共", "依申请", "收到", "主动公开", "编制"];

fn begins_clause(text: &str, at: usize) -> bool {
    before(text, at).is_none_or(|c| "，。；：\n年度由将布".contains(c))
}

/// 2025年，白水镇未收取… in a report of 青石镇; 白水县未… in one of 青石县.
fn same_kind(passage: &Passage, own: &Name) -> Vec<Range<usize>> {
    let text = passage.text;
    let rank =
        own.place().and_then(|place| place.chars().next_back()).filter(|rank| match passage.agency.kind {
            AgencyKind::Township => matches!(rank, '镇' | '乡'),
            AgencyKind::County => *rank == '县',
            _ => false,
        });
    let Some(rank) = rank else { return Vec::new() };
    text.match_indices(rank)
        .filter_map(|(at, _)| {
            let start = back(text, at, 2);
            let name = &text[start..at];
            let place = name
                .chars()
                .all(|c| is_han(c) && !ends_place(c) && !"全各该本我其级有个色心制点".contains(c));
            let end = at + rank.len_utf8();
            (place
                && name.chars().count() == 2
                && begins_clause(text, start)
                && REPORTS.iter().any(|word| text[end..].starts_with(word))
                && !passage.agency.name.contains(name))
            .then_some(start..end)
        })
        .collect()
}

static SELF: Words = Words::new(&["我局", "我厅", "我镇", "我乡", "我街道", "我街办"]);

/// 我局 in a township's report: said once.
fn calls_itself(passage: &Passage, findings: &mut Vec<Finding>) {
    let text = passage.text;
    let name = passage.agency.name.trim();
    let strange = SELF.found_in(text).find(|range| {
        let words = &text[range.clone()];
        let what = words.trim_start_matches('我');
        // 我局部署… is still 我局; 自我局限 is not.
        let word = before(text, range.start) == Some('自') || after(text, range.end) == Some('限');
        let what = if what == "街办" { "街道" } else { what };
        let nameless = passage.agency.kind == AgencyKind::Township
            && !["镇", "乡", "街道"].iter().any(|kind| name.contains(kind));
        let fits = name.contains(what) || nameless && what != "局" && what != "厅";
        !word && !fits && ends_as_a_body(name)
    });
    if let Some(range) = strange {
        let message = format!("自称“{}”，与本单位“{name}”不一致，请核对", &text[range.clone()]);
        let stands = text[range.clone()].to_owned();
        findings.push(
            Finding::new(&RULE, Place::Prose(passage.prose, Some(range)), message).values(stands, name),
        );
    }
}

/// Names of which one knows how such a body calls itself.
fn ends_as_a_body(name: &str) -> bool {
    ["局", "厅", "委员会", "人民政府", "街道办事处", "镇政府", "乡政府", "县政府", "市政府", "区政府"]
        .iter()
        .any(|end| name.ends_with(end))
}
