//! A block of cells to and from Excel and WPS: rows parted by line feeds, cells by tabs.

use thiserror::Error;

use super::Edit;
use crate::form::{CellId, Edition};
use crate::report::{Entry, Report};

/// What a paste does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paste {
    /// The edit.
    pub edit: Edit,
    /// How many cells it fills.
    pub cells: usize,
    /// How many of them said "-" or "/" and are taken as 0.
    pub dashes: usize,
}

/// Why a block cannot be pasted. Display gives the sentence that users see; nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PasteError {
    /// Nothing to paste.
    #[error("剪贴板里没有表格内容。")]
    Empty,
    /// The block reaches over the table's edge.
    #[error(
        "粘贴的内容有 {rows} 行 {columns} 列，从“{anchor}”起只放得下 {room_rows} 行 {room_columns} 列，所以没有粘贴。请选对起始格；复制时不要带上行标题和列标题。"
    )]
    DoesNotFit {
        /// Rows of the block.
        rows: usize,
        /// Columns of its widest row.
        columns: usize,
        /// Name of the cell at which it was to begin.
        anchor: String,
        /// Rows from there to the end of the table.
        room_rows: usize,
        /// Columns from there to the end of the line.
        room_columns: usize,
    },
}

/// Pastes a block with its first cell at `anchor`.
///
/// Blanks stay blank, "-" and "/" (Excel's zero in accounting format) become 0, other text is kept for the
/// checks to find. Computed cells within the block are not typed over: a blank there says nothing, a figure
/// that differs from the computed one is kept as a printed total, so that the difference shows.
///
/// # Errors
/// When the block is empty or does not fit; it is never cut.
pub fn paste(report: &Report, anchor: CellId, text: &str) -> Result<Paste, PasteError> {
    let edition = report.edition();
    let block = block(text);
    if block.is_empty() {
        return Err(PasteError::Empty);
    }
    let places = places(edition, anchor, &block)?;
    let mut entries = Vec::new();
    let mut dashes = 0;
    for (id, text) in places {
        let entry = if is_dash(text) {
            dashes += 1;
            Entry::Count(0)
        } else {
            Entry::typed(text)
        };
        if !(edition.cell(id).is_total() && entry.is_blank()) {
            entries.push((id, entry));
        }
    }
    let cells = entries.len();
    Ok(Paste { edit: Edit::enter(report, entries), cells, dashes })
}

/// The cells between two corners as a block of text, computed ones included.
pub fn copy(report: &Report, lines: &[Vec<CellId>]) -> String {
    lines
        .iter()
        .map(|line| {
            line.iter().map(|id| report.figures.get(*id).text().into_owned()).collect::<Vec<_>>().join("\t")
        })
        .collect::<Vec<_>>()
        .join("\n")
}

fn places<'a>(
    edition: &Edition,
    anchor: CellId,
    block: &'a [Vec<String>],
) -> Result<Vec<(CellId, &'a str)>, PasteError> {
    let first = edition.cell(anchor);
    let lines = &edition.tables[first.table].lines;
    let room = lines.get(first.line..).unwrap_or_default();
    let mut places = Vec::new();
    for (row, cells) in block.iter().enumerate() {
        for (column, text) in cells.iter().enumerate() {
            match room.get(row).and_then(|line| line.get(first.position + column)) {
                Some(id) => places.push((*id, text.as_str())),
                None => {
                    return Err(PasteError::DoesNotFit {
                        rows: block.len(),
                        columns: block.iter().map(Vec::len).max().unwrap_or(0),
                        anchor: first.name(),
                        room_rows: room.len(),
                        room_columns: room.first().map_or(0, |line| line.len() - first.position),
                    });
                }
            }
        }
    }
    Ok(places)
}

/// Splits a block into rows and cells. A cell that begins with a quotation mark may hold tabs and line feeds,
/// as spreadsheets write them.
fn block(text: &str) -> Vec<Vec<String>> {
    let mut rows = vec![Vec::new()];
    let mut cell = String::new();
    let mut quoted = false;
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if cell.is_empty() => quoted = true,
            '\t' if !quoted => push(&mut rows, &mut cell),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                push(&mut rows, &mut cell);
                rows.push(Vec::new());
            }
            other => cell.push(other),
        }
    }
    if cell.is_empty() && rows.last().is_some_and(Vec::is_empty) {
        rows.pop();
    } else {
        push(&mut rows, &mut cell);
    }
    rows
}

fn push(rows: &mut [Vec<String>], cell: &mut String) {
    if let Some(row) = rows.last_mut() {
        row.push(std::mem::take(cell));
    }
}

fn is_dash(text: &str) -> bool {
    matches!(text.trim(), "-" | "－" | "—" | "–" | "−" | "/" | "／")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::example;

    fn pasted(anchor: &str, text: &str) -> Result<Report, PasteError> {
        let mut report = example();
        let anchor = report.edition().find(anchor).unwrap();
        let paste = paste(&report, anchor, text)?;
        paste.edit.apply(&mut report);
        Ok(report)
    }

    #[test]
    fn numbers_are_understood_as_excel_writes_them() {
        let report = pasted("applications.natural_person.received", "1,234\t１２\t\t-\t/\t 7 \r\n").unwrap();
        let row = ["natural_person", "business", "research", "public_interest", "legal_service", "other"]
            .map(|column| report.at(&format!("applications.{column}.received")).text().into_owned());
        assert_eq!(row, ["1234", "12", "", "0", "0", "7"]);
        assert_eq!(*report.at("applications.total.received"), Entry::Count(1253));
    }

    #[test]
    fn a_block_that_reaches_over_the_edge_is_refused_whole() {
        let error = pasted("applications.other.received", "1\t2\t3").unwrap_err();
        assert_eq!(
            error,
            PasteError::DoesNotFit {
                rows: 1,
                columns: 3,
                anchor: "其他 · 一、本年新收政府信息公开申请数量".into(),
                room_rows: 25,
                room_columns: 2
            }
        );
        assert!(pasted("remedies.review.upheld", "1\n2").is_err());
        assert_eq!(pasted("remedies.review.upheld", "").unwrap_err(), PasteError::Empty);
    }

    #[test]
    fn a_whole_table_pasted_back_changes_nothing() {
        let report = example();
        for table in &report.edition().tables {
            let anchor = report.edition().cell(table.lines[0][0]).path.clone();
            assert_eq!(pasted(&anchor, &copy(&report, &table.lines)).unwrap(), report);
        }
    }

    #[test]
    fn a_total_that_differs_is_kept_as_printed() {
        let report = pasted("applications.natural_person.outcome_total", "99").unwrap();
        assert_eq!(*report.at("applications.natural_person.outcome_total"), Entry::Count(99));
    }

    #[test]
    fn quoted_cells_hold_tabs_and_line_feeds() {
        assert_eq!(
            block("\"a\tb\nc\"\"d\"\t2\n3"),
            [vec!["a\tb\nc\"d".to_owned(), "2".into()], vec!["3".into()]]
        );
    }
}
