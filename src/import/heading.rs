//! Finds the headings of the six sections in a text, on lines of their own or amid running text, in the
//! statutory wording or another.

use std::ops::Range;
use std::sync::LazyLock;

use super::fold::{Folded, fold, fold_char, fold_with_places, likeness};
use super::label::{Expected, Wording, expected_heads, expected_rows, is_numeral, ordinal_end};
use super::notice::{HEADING_DIFFERS, Notice, section_place};
use crate::form::{EDITION_2021, Section};

/// Where a section begins.
#[derive(Debug, Clone)]
pub(super) struct Heading {
    /// The section.
    pub(super) section: Section,
    /// The words of the heading (bytes); empty where the section is known by its table alone.
    pub(super) range: Range<usize>,
    /// How sure it is.
    weight: u32,
}

impl Heading {
    /// Whether the heading itself was printed.
    pub(super) fn is_printed(&self) -> bool {
        !self.range.is_empty()
    }
}

/// The statutory heading on a line of its own.
const ALONE: u32 = 20;
/// The statutory heading at the start of a line.
const AT_LINE_START: u32 = 16;
/// The statutory heading amid a line.
const AMID: u32 = 11;
/// A heading like the statutory one, on a line of its own.
const ALIKE: u32 = 13;
/// A heading like the statutory one amid a line.
const ALIKE_AMID: u32 = 9;
/// The beginning of the section's table, with no heading before it.
const TABLE: u32 = 6;
/// A short line with the section's numeral and other words.
const NUMERAL: u32 = 3;

/// How often words that are not the statutory ones are compared with them, in one text. Headings are few; a
/// text with more candidates than this is no report.
const MOST_COMPARISONS: usize = 20_000;

/// The sections that a text has, in order; empty when it has none.
#[cfg(test)]
fn headings(text: &str) -> Vec<Heading> {
    headings_among(text, &[])
}

/// The sections that a text has, in order; empty when it has none. `tables` says where tables of sections stand
/// that were taken out of the text.
pub(super) fn headings_among(text: &str, tables: &[(Section, usize)]) -> Vec<Heading> {
    let mut finder = Finder { text, statutory: statutory(), found: Vec::new(), comparisons: 0 };
    finder.lines();
    finder.tables();
    for (section, at) in tables {
        finder.push(*section, *at..*at, TABLE);
    }
    let chain = best_chain(finder.found);
    if chain.iter().any(|heading| heading.weight >= TABLE) { chain } else { Vec::new() }
}

/// What is to be said of the headings: other wordings, and sections without one. Of a mere part of a report
/// (three headings or fewer) nothing is said to be missing.
pub(super) fn remarks(text: &str, chain: &[Heading]) -> Vec<Notice> {
    let mut notices = Vec::new();
    let printed = chain.iter().filter(|heading| heading.is_printed()).count();
    for section in Section::ALL.into_iter().skip(1) {
        let heading = chain.iter().find(|heading| heading.section == section);
        let words = heading.map_or("", |heading| text[heading.range.clone()].trim());
        let statutory = section.heading();
        if words.is_empty() {
            if printed > 3 {
                let text = format!("没有找到标题“{statutory}”");
                notices.push(Notice::new(HEADING_DIFFERS, section_place(section), text));
            }
        } else if fold(words) != fold(statutory) {
            let words = super::table::one_line(words);
            let text = format!("标题“{words}”应为“{statutory}”");
            notices.push(Notice::new(HEADING_DIFFERS, section_place(section), text));
        }
    }
    notices
}

fn statutory() -> Vec<(Section, Wording)> {
    Section::ALL.into_iter().skip(1).map(|section| (section, Wording::of(section.heading()))).collect()
}

struct Finder<'a> {
    text: &'a str,
    statutory: Vec<(Section, Wording)>,
    found: Vec<Heading>,
    comparisons: usize,
}

impl Finder<'_> {
    fn lines(&mut self) {
        let mut start = 0;
        for line in self.text.split_inclusive('\n') {
            let content = line.trim();
            let at = start + (line.len() - line.trim_start().len());
            start += line.len();
            if content.is_empty() {
                continue;
            }
            if !self.line(content, at) {
                self.amid(content, at);
            }
        }
    }

    /// A line that is a heading, or begins with one.
    fn line(&mut self, line: &str, at: usize) -> bool {
        const LONGEST: usize = 150;
        if let Some((section, end)) = self.exactly(at) {
            let alone = end >= at + line.trim_end_matches(['：', ':']).len();
            self.push(section, at..end, if alone { ALONE } else { AT_LINE_START });
            return false;
        }
        if line.len() > LONGEST || line.contains('\t') || self.comparisons >= MOST_COMPARISONS {
            return false;
        }
        let bare = line
            .strip_prefix('第')
            .filter(|rest| rest.contains("部分"))
            .map_or(line, |rest| rest.split_once("部分").map_or(line, |(_, rest)| rest.trim_start()));
        let printed = Wording::of(bare);
        self.comparisons += 1;
        let (alike, section) = self.most_alike(&printed.body);
        let numbered = self.numbered(&printed.ordinal);
        let enough = if numbered == Some(section) { 600 } else { 850 };
        let bracketed = line.starts_with(['（', '(']);
        if alike >= enough && !bracketed && !is_row(&printed) {
            self.push(section, at..at + line.len(), ALIKE);
            return true;
        }
        let short = printed.body.len() <= 20 && !line.contains(['。', '；', '，', ',']);
        let plain = line.chars().next().is_some_and(is_numeral);
        if let Some(section) = numbered
            && short
            && plain
            && !line.chars().any(|c| c.is_ascii_digit())
            && !is_row(&printed)
        {
            self.push(section, at..at + line.len(), NUMERAL);
        }
        false
    }

    /// Headings amid a line: 012-like pages come as one line.
    fn amid(&mut self, line: &str, at: usize) {
        for (offset, c) in line.char_indices().filter(|(offset, _)| *offset > 0) {
            if !is_numeral(c) {
                continue;
            }
            let here = at + offset;
            let free = !line[..offset].ends_with(char::is_alphabetic);
            if let Some((section, end)) = self.exactly(here) {
                self.push(section, here..end, if free { AMID } else { AMID - 1 });
            } else if free && self.comparisons < MOST_COMPARISONS && ordinal_end(&line[offset..]) > 0 {
                self.comparisons += 1;
                if let Some((section, end)) = self.nearly(&line[offset..]) {
                    self.push(section, here..here + end, ALIKE_AMID);
                }
            }
        }
        // The first words of a line may be a heading in other words with text behind it.
        if self.comparisons < MOST_COMPARISONS && line.len() > 60 && ordinal_end(line) > 0 {
            self.comparisons += 1;
            if let Some((section, end)) = self.nearly(line) {
                self.push(section, at..at + end, ALIKE_AMID);
            }
        }
    }

    /// The statutory heading at a place, perhaps broken over two lines, and where it ends.
    fn exactly(&self, at: usize) -> Option<(Section, usize)> {
        self.statutory.iter().find_map(|(section, wording)| {
            let mut wanted = wording.whole.iter().peekable();
            for (offset, c) in self.text[at..].char_indices() {
                let Some(plain) = fold_char(c) else { continue };
                if wanted.next() != Some(&plain) {
                    return None;
                }
                if wanted.peek().is_none() {
                    return Some((*section, at + offset + c.len_utf8()));
                }
            }
            None
        })
    }

    /// A heading like the statutory one at the beginning of a text, and where it ends: at a blank, or where
    /// the words stop being alike.
    fn nearly(&self, text: &str) -> Option<(Section, usize)> {
        const ENOUGH: usize = 40;
        let ordinal = ordinal_end(text);
        let section = self.numbered(&fold(&text[..ordinal]))?;
        let (_, wording) = self.statutory.iter().find(|(other, _)| *other == section)?;
        let folded = fold_with_places(&text[ordinal..], ENOUGH);
        let bound = Self::bound(&text[ordinal..], &folded);
        let length = wording.body.len();
        let ends: Vec<usize> = match bound {
            Some(bound) if bound <= length + 4 => vec![bound],
            _ => (length.saturating_sub(4)..=(length + 6).min(folded.chars.len())).collect(),
        };
        let best = ends
            .into_iter()
            .filter(|end| *end > 0)
            .map(|end| (likeness(&folded.chars[..end], &wording.body), end))
            .max_by_key(|(alike, end)| (*alike, std::cmp::Reverse(*end)))?;
        let enough = best.0 >= 650 && !is_row(&Wording::of(&text[..ordinal + folded.at[best.1 - 1].1]));
        enough.then(|| (section, ordinal + folded.at[best.1 - 1].1))
    }

    /// How many folded characters stand before the first blank, stop or figure.
    fn bound(text: &str, folded: &Folded) -> Option<usize> {
        let stop = text
            .trim_start()
            .find(|c: char| c.is_whitespace() || c.is_ascii_digit() || "。：:；".contains(c))?;
        let stop = stop + (text.len() - text.trim_start().len());
        Some(folded.at.iter().take_while(|(start, _)| *start < stop).count())
    }

    fn most_alike(&self, body: &[char]) -> (usize, Section) {
        self.statutory
            .iter()
            .map(|(section, wording)| (likeness(&wording.body, body), *section))
            .max_by_key(|(alike, section)| (*alike, std::cmp::Reverse(*section)))
            .unwrap_or((0, Section::Intro))
    }

    /// The section with a numeral.
    fn numbered(&self, ordinal: &[char]) -> Option<Section> {
        self.statutory.iter().find(|(_, wording)| wording.ordinal == ordinal).map(|(section, _)| *section)
    }

    /// The first beginning of each table, by the words with which a reader of the page meets it.
    fn tables(&mut self) {
        let openings = openings();
        let mut first: Vec<Vec<Option<usize>>> =
            openings.iter().map(|(_, openings)| vec![None; openings.len()]).collect();
        for (at, c) in self.text.char_indices() {
            let Some(plain) = fold_char(c) else { continue };
            for ((_, openings), first) in openings.iter().zip(&mut first) {
                for (words, first) in openings.iter().zip(first) {
                    if first.is_none() && words.first() == Some(&plain) && self.opens(at, words) {
                        *first = Some(at);
                    }
                }
            }
        }
        for ((section, _), first) in openings.iter().zip(first) {
            if let Some(at) = first.into_iter().flatten().next() {
                // The bracket in which the words stand belongs to them.
                let bracket = self.text[..at].chars().next_back().filter(|c| matches!(c, '（' | '('));
                let at = at - bracket.map_or(0, char::len_utf8);
                self.push(*section, at..at, TABLE);
            }
        }
    }

    /// Whether words stand at a place, not amid others.
    fn opens(&self, at: usize, words: &[char]) -> bool {
        !self.text[..at].ends_with(char::is_alphabetic)
            && fold_with_places(&self.text[at..], words.len()).chars == words
    }

    fn push(&mut self, section: Section, range: Range<usize>, weight: u32) {
        self.found.push(Heading { section, range, weight });
    }
}

/// For each table the words that open it, the earliest on the page first: its first title; its corner, or its
/// heads, or its first row.
fn openings() -> Vec<(Section, Vec<Vec<char>>)> {
    const HEADS: usize = 3;
    let mut openings = Vec::new();
    for section in Section::ALL {
        let Some(table) = section.table_key().and_then(|key| EDITION_2021.table(key)) else { continue };
        let Some(block) = table.data.blocks.first() else { continue };
        let mut words: Vec<Vec<char>> = [block.title, block.corner].into_iter().flatten().map(fold).collect();
        if block.title.is_none() {
            let heads = expected_heads(None, block.columns);
            words.push(heads.iter().take(HEADS).flat_map(|head| head.wording.whole.clone()).collect());
        }
        words.extend(expected_rows(table.data).first().map(|row| row.wording.whole.clone()));
        openings.push((section, words));
    }
    openings
}

/// Whether a wording is rather a row of table three (一、本年新收…) than a heading.
fn is_row(printed: &Wording) -> bool {
    static ROWS: LazyLock<Vec<Expected>> = LazyLock::new(|| {
        EDITION_2021.table("applications").map(|table| expected_rows(table.data)).unwrap_or_default()
    });
    ROWS.iter().any(|row| {
        row.wording.ordinal == printed.ordinal && likeness(&row.wording.body, &printed.body) >= 600
    })
}

/// The headings that together weigh most, in the order of the report; of equals the later ones, for a table
/// of contents comes before what it lists.
fn best_chain(mut found: Vec<Heading>) -> Vec<Heading> {
    found.sort_by_key(|heading| (heading.range.start, heading.range.end));
    // For each section the best chain that ends with it so far: its weight and its last heading.
    let mut ends: Vec<Option<(u32, usize)>> = vec![None; Section::ALL.len()];
    let mut before: Vec<Option<usize>> = vec![None; found.len()];
    let mut total: Vec<u32> = vec![0; found.len()];
    for (index, heading) in found.iter().enumerate() {
        let rank = heading.section as usize;
        let best = ends[..rank]
            .iter()
            .flatten()
            .filter(|(_, last)| found[*last].range.end <= heading.range.start)
            .max_by_key(|(weight, last)| (*weight, *last));
        before[index] = best.map(|(_, last)| *last);
        total[index] = heading.weight + best.map_or(0, |(weight, _)| *weight);
        if ends[rank].is_none_or(|(weight, _)| total[index] >= weight) {
            ends[rank] = Some((total[index], index));
        }
    }
    let mut chain = Vec::new();
    let mut at = ends.iter().flatten().max_by_key(|(weight, last)| (*weight, *last)).map(|(_, last)| *last);
    while let Some(index) = at {
        chain.push(found[index].clone());
        at = before[index];
    }
    chain.reverse();
    chain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(Section, &str)> {
        headings(text).iter().map(|heading| (heading.section, &text[heading.range.clone()])).collect()
    }

    #[test]
    fn headings_are_found_on_lines_and_amid_running_text() {
        let lines = "导语。\n一、总体情况\n文字。\n二、主动公开政府信息情况\n五、存在问题及改进措施\n六、其他需要报告的事项\n";
        let words: Vec<_> = found(lines).into_iter().map(|(_, words)| words).collect();
        assert_eq!(
            words,
            ["一、总体情况", "二、主动公开政府信息情况", "五、存在问题及改进措施", "六、其他需要报告的事项"]
        );
        let run = "导语。一、总体情况2022年，做了。二、主动公开政府信息情况第二十条 四、政府信息公开行政法复议、行政诉讼情况行政复议 行政诉讼";
        let words: Vec<_> = found(run).into_iter().map(|(_, words)| words).collect();
        assert_eq!(
            words,
            ["一、总体情况", "二、主动公开政府信息情况", "四、政府信息公开行政法复议、行政诉讼情况"]
        );
    }

    #[test]
    fn a_table_of_contents_is_passed_over() {
        let text =
            "一、总体情况\n二、主动公开政府信息情况\n正文\n一、总体情况\n甲\n二、主动公开政府信息情况\n乙";
        assert_eq!(headings(text)[0].range.start, text.rfind("一、").unwrap());
    }

    #[test]
    fn a_table_without_its_heading_still_opens_its_section() {
        assert_eq!(found("一、本年新收政府信息公开申请数量 0000000"), [(Section::Applications, "")]);
        assert!(headings("今天天气很好。\n一、二、三").is_empty());
    }
}
