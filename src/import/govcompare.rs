//! Reads the reports of the `GovCompare` tool: JSON with sections, and tables under names of its own. Its names are
//! listed here in the order of the form's lines; the places they go to are the form's.

use serde_json::{Map, Value};

use super::notice::{FOREIGN_DATA, HEAD_UNCLEAR, Notice, ODD_VALUE};
use super::{Imported, prose};
use crate::form::{CellId, EDITION_2021, Prose, Table};
use crate::report::{Agency, AgencyKind, Entry, Report};

/// Where a table stands: its section's number, type and field, and the key of the form's table.
struct Place {
    section: usize,
    kind: &'static str,
    field: &'static str,
    table: &'static str,
}

const PLACES: [Place; 3] = [
    Place { section: 1, kind: "table_2", field: "activeDisclosureData", table: "disclosure" },
    Place { section: 2, kind: "table_3", field: "tableData", table: "applications" },
    Place { section: 3, kind: "table_4", field: "reviewLitigationData", table: "remedies" },
];

/// The cells of table two, line by line.
const DISCLOSURE: [&[&str]; 6] = [
    &["regulations.made", "regulations.repealed", "regulations.valid"],
    &["normativeDocuments.made", "normativeDocuments.repealed", "normativeDocuments.valid"],
    &["licensing.processed"],
    &["punishment.processed"],
    &["coercion.processed"],
    &["fees.amount"],
];

/// The columns of table three.
const APPLICANTS: [&str; 7] = [
    "naturalPerson",
    "legalPerson.commercial",
    "legalPerson.research",
    "legalPerson.social",
    "legalPerson.legal",
    "legalPerson.other",
    "total",
];

/// The lines of table three.
const APPLICATIONS: [&str; 25] = [
    "newReceived",
    "carriedOver",
    "results.granted",
    "results.partialGrant",
    "results.denied.stateSecret",
    "results.denied.lawForbidden",
    "results.denied.safetyStability",
    "results.denied.thirdPartyRights",
    "results.denied.internalAffairs",
    "results.denied.processInfo",
    "results.denied.enforcementCase",
    "results.denied.adminQuery",
    "results.unableToProvide.noInfo",
    "results.unableToProvide.needCreation",
    "results.unableToProvide.unclear",
    "results.notProcessed.complaint",
    "results.notProcessed.repeat",
    "results.notProcessed.publication",
    "results.notProcessed.massiveRequests",
    "results.notProcessed.confirmInfo",
    "results.other.overdueCorrection",
    "results.other.overdueFee",
    "results.other.otherReasons",
    "results.totalProcessed",
    "results.carriedForward",
];

/// The blocks of table four, and the columns of each.
const REMEDIES: [&str; 3] = ["review", "litigationDirect", "litigationPostReview"];
const RESULTS: [&str; 5] = ["maintain", "correct", "other", "unfinished", "total"];

/// The report in a JSON text, where it is one of that tool's.
pub(super) fn read(text: &str) -> Option<Imported> {
    // A value too deep or broken is not read here; who reads it next says what is wrong.
    let Ok(Value::Object(whole)) = serde_json::from_str::<Value>(text) else { return None };
    let is_theirs = whole.get("sections").is_some_and(Value::is_array)
        && ["unit_name", "schema_version", "region_id"].iter().any(|key| whole.contains_key(*key))
        && !whole.contains_key("format");
    is_theirs.then(|| Reader::read(whole))
}

struct Reader {
    report: Report,
    notices: Vec<Notice>,
    zeros: usize,
}

impl Reader {
    fn read(mut whole: Map<String, Value>) -> Imported {
        let mut notices = Vec::new();
        let name =
            whole.remove("unit_name").and_then(|name| text_of(&name)).unwrap_or_default().trim().to_owned();
        let year = whole
            .remove("year")
            .and_then(|year| text_of(&year))
            .and_then(|year| year.trim().parse::<u16>().ok());
        let year = year.filter(|year| (2008..=2099).contains(year));
        if name.is_empty() || year.is_none() {
            let text = "文件里没有写明单位名称或年份，请核对单位名称和年份";
            notices.push(Notice::new(HEAD_UNCLEAR, "year", text));
        }
        let kind = AgencyKind::guess(&name);
        let year = year.unwrap_or(EDITION_2021.year);
        // The tool knows the form of 2021 alone.
        let report = Report::in_edition(&EDITION_2021, Agency { name, kind }, year);
        let mut reader = Self { report, notices, zeros: 0 };
        let sections = match whole.remove("sections") {
            Some(Value::Array(sections)) => sections,
            _ => Vec::new(),
        };
        for (index, section) in sections.into_iter().enumerate() {
            reader.section(index, section);
        }
        reader.rest("", Value::Object(whole));
        if reader.zeros > 0 {
            let text = format!(
                "这份数据来自 GovCompare，它的空白表默认填 0，表中的 {} 个 0 不一定是填报的数字，请核对",
                reader.zeros
            );
            reader.notices.insert(0, Notice::new(FOREIGN_DATA, "", text));
        }
        Imported { report: reader.report, notices: reader.notices }
    }

    fn section(&mut self, index: usize, section: Value) {
        let Value::Object(mut section) = section else {
            self.rest(&format!("sections.{index}"), section);
            return;
        };
        let kind = section.remove("type").and_then(|kind| text_of(&kind)).unwrap_or_default();
        let title = section.remove("title").and_then(|title| text_of(&title)).unwrap_or_default();
        let place = PLACES.iter().find(|place| place.kind == kind || section.contains_key(place.field));
        if let Some(place) = place {
            if let Some(data) = section.remove(place.field) {
                self.table(place, data);
            }
        } else if let Some(content) = section.remove("content").and_then(|content| text_of(&content)) {
            self.prose(index, &title, &content);
        }
        self.rest(
            &format!("sections.{}", place.map_or(index, |place| place.section)),
            Value::Object(section),
        );
    }

    fn prose(&mut self, index: usize, title: &str, content: &str) {
        let titled = |words: &str| title.contains(words);
        let parts = if titled("总体情况") || (title.is_empty() && index == 0) {
            prose::overview(content, &mut self.notices)
        } else if titled("存在的") || titled("问题") || (title.is_empty() && index == 4) {
            vec![(Prose::Problems, prose::paragraphs(content))]
        } else if titled("其他需要报告") || titled("其他") || (title.is_empty() && index == 5) {
            vec![(Prose::Other, prose::paragraphs(content))]
        } else {
            self.rest(title, Value::String(content.to_owned()));
            Vec::new()
        };
        for (place, words) in parts {
            let before = self.report.narrative.get(place).to_owned();
            let words = if before.is_empty() { words } else { format!("{before}\n{words}") };
            self.report.narrative.put(place, words);
        }
    }

    fn table(&mut self, place: &Place, mut data: Value) {
        let Some(table) = EDITION_2021.table(place.table) else { return };
        for (path, id) in names(table) {
            let Some(value) = take(&mut data, &path) else { continue };
            let entry = match &value {
                Value::Null => Entry::Blank,
                Value::Number(number) => Entry::number(&number.to_string()),
                Value::String(text) => Entry::printed(text),
                other => {
                    self.rest(&path, other.clone());
                    continue;
                }
            };
            self.zeros += usize::from(entry == Entry::Count(0));
            self.report.figures.put(id, entry);
        }
        self.rest(place.field, data);
    }

    /// Speaks of everything that has no place in the report.
    fn rest(&mut self, place: &str, value: Value) {
        let mut open = vec![(place.to_owned(), value)];
        while let Some((place, value)) = open.pop() {
            let below = |key: &str| if place.is_empty() { key.to_owned() } else { format!("{place}.{key}") };
            let text = match value {
                Value::Null => continue,
                Value::Object(fields) => {
                    open.extend(fields.into_iter().map(|(key, value)| (below(&key), value)).rev());
                    continue;
                }
                Value::Array(items) => {
                    let items = items.into_iter().enumerate();
                    open.extend(items.map(|(index, value)| (below(&index.to_string()), value)).rev());
                    continue;
                }
                Value::String(text) if text.trim().is_empty() => continue,
                Value::String(text) => text,
                other => other.to_string(),
            };
            // The version of their format is no content.
            if place != "schema_version" {
                let text = format!("“{place}”处的内容在报告里没有对应的位置，未导入：“{text}”");
                self.notices.push(Notice::new(ODD_VALUE, "", text));
            }
        }
    }
}

/// The names of the cells of a table, each with its place in the form.
fn names(table: &Table) -> Vec<(String, CellId)> {
    let names: Vec<Vec<String>> = match table.data.key {
        "disclosure" => {
            DISCLOSURE.iter().map(|line| line.iter().map(ToString::to_string).collect()).collect()
        }
        "applications" => APPLICATIONS
            .iter()
            .map(|row| APPLICANTS.iter().map(|column| format!("{column}.{row}")).collect())
            .collect(),
        _ => vec![
            REMEDIES
                .iter()
                .flat_map(|block| RESULTS.iter().map(move |result| format!("{block}.{result}")))
                .collect(),
        ],
    };
    let pairs = names.into_iter().zip(&table.lines);
    pairs.flat_map(|(names, line)| names.into_iter().zip(line.iter().copied())).collect()
}

/// Takes a value out of nested objects.
fn take(data: &mut Value, path: &str) -> Option<Value> {
    match path.split_once('.') {
        Some((first, rest)) => take(data.get_mut(first)?, rest),
        None => data.as_object_mut()?.remove(path),
    }
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cell_of_the_form_has_a_name_of_theirs() {
        for table in &EDITION_2021.tables {
            let names = names(table);
            assert_eq!(names.len(), table.cells.len(), "{}", table.data.key);
            assert!(names.iter().map(|(_, id)| id.index()).eq(table.cells.clone()));
        }
    }
}
