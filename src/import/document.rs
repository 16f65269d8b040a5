//! Reads a report out of a document: paragraphs by the readers of text, statutory tables by their cells.

use std::ops::Range;

use super::fingerprint;
use super::heading::headings_among;
use super::notice::{Notice, PAGE_WORDS, has_content};
use super::page_words;
use super::recognise::{self, Part};
use super::source::{Block, Grid, Source};
use super::text::{self, Tables};
use super::title;
use super::{ImportError, Imported};
use crate::form::Section;

/// A piece of a document, tables understood.
#[derive(Debug, Clone)]
pub(super) enum Passage {
    /// A line of text.
    Words(String),
    /// Rows of a statutory table.
    Form(Part),
}

/// What a document has around the report.
#[derive(Debug, Default)]
pub(super) struct Surroundings {
    /// What the document calls itself.
    pub(super) titles: Vec<String>,
    /// Words that are not of the report.
    pub(super) words: Vec<String>,
}

/// Reads a document.
///
/// # Errors
/// When there is no table and no heading of the report in it.
pub(super) fn read(source: Source) -> Result<Imported, ImportError> {
    let passages = source.blocks.into_iter().flat_map(passages).collect();
    compose(passages, &Surroundings::default())
}

/// The passages of a block.
pub(super) fn passages(block: Block) -> Vec<Passage> {
    match block {
        Block::Paragraph(text) => vec![Passage::Words(text)],
        Block::Table(grid) => recognise::passages(&grid),
    }
}

/// Whether a table holds rows of a statutory table.
pub(super) fn is_statutory(grid: &Grid) -> bool {
    recognise::is_statutory(grid)
}

/// Where among passages the headings and tables of the report stand.
pub(super) fn landmarks<'a>(passages: impl Iterator<Item = &'a Passage>) -> Vec<usize> {
    let running = Running::of(passages);
    let mut found: Vec<usize> = headings_among(&running.text, &running.tables())
        .into_iter()
        .filter(super::heading::Heading::is_printed)
        .map(|heading| running.passage_at(heading.range.start))
        .chain(running.forms.iter().map(|(passage, _, _)| *passage))
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// What a document prints, in the sections of the report as [`compose`] finds them.
#[derive(Debug)]
pub(super) enum Cut {
    /// A line, or a piece of one that runs over a heading.
    Line(String),
    /// Rows of a statutory table.
    Form(Part),
}

/// Cuts a document into the sections of the report, each piece with its own; what is no part of the report (page
/// numbers, what this program prints beside it) has none.
pub(super) fn cut(passages: Vec<Passage>) -> Vec<(Option<Section>, Cut)> {
    let (beside, passages): (Vec<Passage>, Vec<Passage>) = passages
        .into_iter()
        .partition(|passage| matches!(passage, Passage::Words(words) if fingerprint::is_beside(words)));
    let running = Running::of(passages.iter());
    let chain = headings_among(&running.text, &running.tables());
    let mut pieces = Vec::new();
    for (index, passage) in passages.into_iter().enumerate() {
        let words = match passage {
            Passage::Form(part) => {
                pieces.push((Some(section_of(&part)), Cut::Form(part)));
                continue;
            }
            Passage::Words(words) => words,
        };
        if page_words::is_page_number(&words) {
            pieces.push((None, Cut::Line(words)));
            continue;
        }
        let mut start = running.starts[index];
        let end = running.starts.get(index + 1).copied().unwrap_or(running.text.len());
        let begun = chain.partition_point(|heading| heading.range.start <= start);
        let within = chain[begun..].iter().take_while(|heading| heading.range.start < end);
        let mut section = begun.checked_sub(1).map_or(Section::Intro, |last| chain[last].section);
        let mut add = |section, range: Range<usize>| {
            let lines = running.text[range].lines().filter(|line| !line.trim().is_empty());
            pieces.extend(lines.map(|line| (Some(section), Cut::Line(line.to_owned()))));
        };
        for heading in within {
            add(section, start..heading.range.start);
            (start, section) = (heading.range.start, heading.section);
        }
        add(section, start..end);
    }
    pieces.extend(beside.into_iter().filter_map(|passage| match passage {
        Passage::Words(words) => Some((None, Cut::Line(words))),
        Passage::Form(_) => None,
    }));
    pieces
}

/// The section that a statutory table belongs to, wherever it stands.
fn section_of(part: &Part) -> Section {
    let ours = |section: &Section| section.table_key() == Some(part.key);
    Section::ALL.into_iter().find(ours).unwrap_or(Section::Intro)
}

/// The words of some passages as one text, and where the tables stand in it.
#[derive(Default)]
struct Running {
    text: String,
    /// Where each passage begins.
    starts: Vec<usize>,
    /// Each table: its passage, where it stands in the text, the key of the statutory table.
    forms: Vec<(usize, usize, &'static str)>,
    page_numbers: Vec<String>,
}

impl Running {
    fn of<'a>(passages: impl Iterator<Item = &'a Passage>) -> Self {
        let mut running = Self::default();
        for (index, passage) in passages.enumerate() {
            running.starts.push(running.text.len());
            match passage {
                Passage::Words(words) if page_words::is_page_number(words) => {
                    running.page_numbers.push(words.trim().to_owned());
                }
                Passage::Words(words) => {
                    running.text.push_str(&text::tidied(words));
                    running.text.push('\n');
                }
                Passage::Form(part) => running.forms.push((index, running.text.len(), part.key)),
            }
        }
        running
    }

    /// The section of each table with the place where it begins; parts of one table that follow each other once.
    fn tables(&self) -> Vec<(Section, usize)> {
        let mut tables: Vec<(Section, usize)> = Vec::new();
        for (_, at, key) in &self.forms {
            let section = Section::ALL.into_iter().find(|section| section.table_key() == Some(key));
            if let Some(section) = section
                && tables.last().is_none_or(|(last, _)| *last != section)
            {
                tables.push((section, *at));
            }
        }
        tables
    }

    fn passage_at(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at).saturating_sub(1)
    }
}

/// Reads a report out of passages.
///
/// # Errors
/// When there is no table and no heading of the report among them.
pub(super) fn compose(
    mut passages: Vec<Passage>,
    surroundings: &Surroundings,
) -> Result<Imported, ImportError> {
    // The footer of a page may hold it.
    let code = fingerprint::take(&mut passages).or_else(|| fingerprint::among(&surroundings.words));
    let mut running = Running::of(passages.iter());
    let marks = running.tables();
    let mut tables = Tables::default();
    for passage in passages {
        if let Passage::Form(part) = passage {
            tables.parts.push(part);
        }
    }
    let title = better_title(&running.text, &surroundings.titles);
    let shift = title.map_or(0, |title| title.len() + 1);
    if let Some(title) = title {
        running.text.insert_str(0, &format!("{title}\n"));
    }
    tables.places = marks.into_iter().map(|(section, at)| (section, at + shift)).collect();
    let mut notices = Vec::new();
    if !running.page_numbers.is_empty() {
        notices.push(page_words::page_number_notice(&running.page_numbers));
    }
    notices.extend(around(&surroundings.words));
    let mut imported = text::compose(&running.text, notices, &tables)?;
    imported.notices.extend(fingerprint::notice(code, &imported.report));
    Ok(imported)
}

/// What a document calls itself, where that is a title and its text has none, or one without an agency.
fn better_title<'a>(text: &str, titles: &'a [String]) -> Option<&'a str> {
    let end = headings_among(text, &[]).first().map_or(text.len(), |first| first.range.start);
    let printed = title::head(&text[..end]);
    if !printed.agency.is_empty() && printed.year.is_some() {
        return None;
    }
    titles.iter().filter_map(|title| title::words(title)).find(|title| {
        let named = title::head(title);
        !named.agency.is_empty()
            && named.year.is_some()
            && (printed.year.is_none() || printed.year == named.year)
    })
}

fn around(words: &[String]) -> Option<Notice> {
    // Of a page with a thousand links the first lines show what was left out.
    const MOST: usize = 2_000;
    let all = words
        .iter()
        .map(|words| words.trim())
        .filter(|words| has_content(words) && !fingerprint::is_beside(words))
        .collect::<Vec<_>>()
        .join(" ");
    if all.is_empty() {
        return None;
    }
    let length = all.chars().count();
    let quoted = if length > MOST {
        format!("{}……”（共 {length} 字", all.chars().take(MOST).collect::<String>())
    } else {
        format!("{all}”")
    };
    let close = if length > MOST { "）" } else { "" };
    Some(Notice::new(PAGE_WORDS, "", format!("报告以外的网页文字（导航、页脚等）未导入：“{quoted}{close}")))
}

#[cfg(test)]
mod tests {
    use super::super::source::GridCell;
    use super::*;

    fn row(cells: &[(&str, usize)]) -> Vec<GridCell> {
        cells
            .iter()
            .map(|(text, colspan)| GridCell { text: (*text).to_owned(), colspan: *colspan, rowspan: 1 })
            .collect()
    }

    #[test]
    fn a_document_is_read_from_its_paragraphs_and_tables() {
        let paragraph = |text: &str| Block::Paragraph(text.to_owned());
        let grid = Grid {
            rows: vec![
                row(&[("第二十条第（八）项", 4)]),
                row(&[("信息内容", 1), ("本年收费金额（单位：万元）", 3)]),
                row(&[("行政事业性收费", 1), ("8.5", 3)]),
            ],
        };
        let blocks = vec![
            paragraph("云川县水务局2024年政府信息公开工作年度报告"),
            paragraph("一、总体情况"),
            paragraph("公开信息8条。"),
            paragraph("- 2 -"),
            Block::Table(Grid { rows: vec![row(&[("甲", 1), ("乙", 1)])] }),
            paragraph("二、主动公开政府信息情况"),
            Block::Table(grid),
        ];
        let Imported { report, notices } = read(Source { blocks }).unwrap();
        assert_eq!((report.agency.name.as_str(), report.year), ("云川县水务局", 2024));
        assert_eq!(report.at("disclosure.fees.amount").text(), "8.5");
        assert_eq!(report.narrative.get(crate::form::Prose::Proactive), "公开信息8条。\n甲\t乙");
        assert!(notices.iter().any(|notice| notice.text == "页码未导入：“- 2 -”"), "{notices:?}");
        assert_eq!(read(Source::default()), Err(ImportError::NothingFound));
    }
}
