//! Reads a report out of plain text, as it is copied from a published page or a document: sections by their
//! headings, then the head, the tables and the prose, each by its own reader.

use std::borrow::Cow;

use super::grid_table;
use super::heading::{Heading, headings_among, remarks};
use super::notice::{HEAD_UNCLEAR, Notice, TABLE_MISSING, UNPLACED, has_content, sort};
use super::recognise::Part;
use super::table::Reading;
use super::{ImportError, Imported, page_words, period, prose, table, title};
use crate::form::{EDITION_2019, EDITION_2021, Edition, Prose, Section};
use crate::report::{Agency, AgencyKind, Period, Report};

/// The statutory tables that were taken out of a text because they are known by their cells.
#[derive(Debug, Default)]
pub(super) struct Tables {
    /// The tables, or the parts of them, in the order of the document.
    pub(super) parts: Vec<Part>,
    /// Where in the text they stood: the section of the table and the place (bytes).
    pub(super) places: Vec<(Section, usize)>,
}

/// Reads a text.
pub(super) fn read(text: &str) -> Result<Imported, ImportError> {
    let (text, page_numbers) = page_words::without_page_numbers(tidied(text));
    compose(&text, page_numbers.into_iter().collect(), &Tables::default())
}

/// Reads a tidied text beside the tables that were taken out of it.
pub(super) fn compose(text: &str, mut notices: Vec<Notice>, known: &Tables) -> Result<Imported, ImportError> {
    let chain = headings_among(text, &known.places);
    if chain.is_empty() {
        return Err(ImportError::NothingFound);
    }
    let zones = Zones { text, chain: &chain };
    let mut head = title::head(zones.head());
    notices.append(&mut head.notices);
    notices.extend(remarks(text, &chain));
    let year = head.year.or_else(|| title::year_named_most(text));
    let (edition, readings) = tables(&zones, known, year);
    let year = year.unwrap_or(edition.year);
    if head.year.is_none() || head.agency.is_empty() {
        let text = format!("没有找到写明单位和年份的标题，年份暂按{year}年，请核对单位名称和年份");
        notices.push(Notice::new(HEAD_UNCLEAR, "year", text));
    }
    let kind = AgencyKind::guess(&head.agency);
    let mut report = Report::in_edition(edition, Agency { name: head.agency, kind }, year);
    for reading in readings {
        for (id, entry) in reading.cells {
            report.figures.put(id, entry);
        }
        notices.extend(reading.notices);
    }
    let stated = period::period(&head.intro).or_else(|| period::period(zones.head()));
    let (period, remark) = stated.unwrap_or_else(|| {
        // A mere table says nothing of its period, and need not.
        let remark = (!head.intro.is_empty()).then(|| {
            let text = format!("导语中没有写明统计期限，暂按{year}年1月1日至12月31日");
            Notice::new(HEAD_UNCLEAR, "period", text)
        });
        (Period::of_year(year), remark)
    });
    report.period = period;
    notices.extend(remark);
    narrate(&zones, head.intro, &mut report, &mut notices);
    sort(&mut notices);
    Ok(Imported { report, notices })
}

/// One kind of line end, and nothing that cannot be seen where it parts words.
pub(super) fn tidied(text: &str) -> Cow<'_, str> {
    let odd = ['\r', '\u{b}', '\u{c}', '\u{2028}', '\u{2029}', '\u{7}', '\u{85}', '\u{feff}'];
    if !text.contains(odd) {
        return Cow::Borrowed(text);
    }
    let mut tidy = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                chars.next_if_eq(&'\n');
                tidy.push('\n');
            }
            '\u{b}' | '\u{c}' | '\u{2028}' | '\u{2029}' | '\u{85}' => tidy.push('\n'),
            // Word marks the end of a cell so.
            '\u{7}' => tidy.push('\t'),
            '\u{feff}' => {}
            other => tidy.push(other),
        }
    }
    Cow::Owned(tidy)
}

/// The text of each section.
struct Zones<'a> {
    text: &'a str,
    chain: &'a [Heading],
}

impl<'a> Zones<'a> {
    /// What stands before the first section.
    fn head(&self) -> &'a str {
        &self.text[..self.chain.first().map_or(self.text.len(), |first| first.range.start)]
    }

    fn of(&self, section: Section) -> Option<&'a str> {
        let index = self.chain.iter().position(|heading| heading.section == section)?;
        let end = self.chain.get(index + 1).map_or(self.text.len(), |next| next.range.start);
        Some(&self.text[self.chain[index].range.end..end])
    }

    fn is_last(&self, section: Section) -> bool {
        self.chain.last().is_some_and(|heading| heading.section == section)
    }
}

/// Reads the tables, all in one edition: the one whose wording table two has; without table two, the one that
/// has the rows below （六）; without these, the one that the year must use.
fn tables(zones: &Zones, known: &Tables, year: Option<u16>) -> (&'static Edition, Vec<Reading>) {
    let by_year = year.map_or(&*EDITION_2021, Edition::for_year);
    let other = if by_year.year == EDITION_2021.year { &*EDITION_2019 } else { &*EDITION_2021 };
    let exact = |edition: &Edition, section: Section| {
        table_of(zones, known, edition, section).map_or(0, |reading| reading.exact)
    };
    let decisive = [Section::Disclosure, Section::Applications]
        .into_iter()
        .map(|section| (exact(by_year, section), exact(other, section)))
        .find(|(by_year, other)| by_year != other);
    let edition = if decisive.is_some_and(|(by_year, other)| other > by_year) { other } else { by_year };
    let mut readings = Vec::new();
    for section in Section::ALL {
        let Some(key) = section.table_key() else { continue };
        readings.push(table_of(zones, known, edition, section).unwrap_or_else(|| {
            let text = format!("没有找到“{}”的表格，表中各格留空", section.heading());
            Reading { notices: vec![Notice::new(TABLE_MISSING, key, text)], ..Reading::default() }
        }));
    }
    (edition, readings)
}

/// The table of a section: from its cells where the document has them, else from the text of the section.
fn table_of(zones: &Zones, known: &Tables, edition: &Edition, section: Section) -> Option<Reading> {
    let key = section.table_key()?;
    let parts: Vec<&Part> = known.parts.iter().filter(|part| part.key == key).collect();
    if parts.is_empty() {
        return zones.of(section).map(|text| table::read(edition, section, text));
    }
    let mut reading = grid_table::read(edition, section, &parts);
    let beside = zones.of(section).unwrap_or_default();
    if has_content(beside) {
        let text = format!(
            "“{}”中的这些内容没有对应的位置，未导入：“{}”",
            section.heading(),
            prose::paragraphs(beside)
        );
        reading.notices.push(Notice::new(UNPLACED, key, text));
    }
    Some(reading)
}

fn narrate(zones: &Zones, intro: String, report: &mut Report, notices: &mut Vec<Notice>) {
    // Without its heading 总体情况 is part of what stands before 二, from its first sub-heading on.
    let hidden = zones.of(Section::Overview).is_none().then(|| prose::overview_start(&intro)).flatten();
    let (intro, overview) = match hidden {
        Some(at) => (prose::paragraphs(&intro[..at]), Some(intro[at..].to_owned())),
        None => (intro, zones.of(Section::Overview).map(str::to_owned)),
    };
    report.narrative.put(Prose::Intro, intro);
    if let Some(text) = overview {
        for (aspect, words) in prose::overview(&text, notices) {
            report.narrative.put(aspect, words);
        }
    }
    for (section, aspect) in [(Section::Problems, Prose::Problems), (Section::Other, Prose::Other)] {
        let Some(text) = zones.of(section) else { continue };
        let words =
            if zones.is_last(section) { prose::last(text, aspect, notices) } else { prose::paragraphs(text) };
        report.narrative.put(aspect, words);
    }
}
