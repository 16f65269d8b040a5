//! A table laid out: every place of it with the cell that covers it, spans resolved.

use std::collections::HashSet;
use std::ops::Range;

use super::label::Wording;
use super::source::{Grid, GridCell};
use super::token::is_value;

/// Statutory tables have some 30 rows of 15 places. What is very much larger is no such table, and spans of a
/// million places cost nothing here.
const MOST_ROWS: usize = 3_000;
const MOST_COLUMNS: usize = 200;

/// What a cell holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CellKind {
    /// Nothing.
    Blank,
    /// A figure, or a word that stands for one.
    Value,
    /// Words.
    Words,
}

/// A cell with the places it covers.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    /// Its text, without white space around it.
    pub(super) text: String,
    /// What it holds.
    pub(super) kind: CellKind,
    /// Its words, to compare.
    pub(super) wording: Wording,
    /// The same without a remark in brackets at the end (`行政许可（含备案）`); nothing where there is none.
    pub(super) without_remark: Option<Wording>,
}

/// A table laid out.
#[derive(Debug, Default, Clone)]
pub(super) struct Sheet {
    cells: Vec<Cell>,
    /// For each row the cell at each place.
    places: Vec<Vec<Option<usize>>>,
}

impl Sheet {
    /// Lays out a table; nothing for one that is far larger than any of the form.
    pub(super) fn of(grid: &Grid) -> Option<Self> {
        if grid.rows.len() > MOST_ROWS {
            return None;
        }
        let mut sheet = Self { cells: Vec::new(), places: vec![Vec::new(); grid.rows.len()] };
        for (row, cells) in grid.rows.iter().enumerate() {
            let mut column = 0;
            for cell in cells {
                while sheet.at(row, column).is_some() {
                    column += 1;
                }
                if column >= MOST_COLUMNS {
                    return None;
                }
                column = sheet.put(row, column, cell);
            }
        }
        Some(sheet)
    }

    /// Puts a cell at a place and says which column is next.
    fn put(&mut self, row: usize, column: usize, printed: &GridCell) -> usize {
        let number = self.cells.len();
        let end = column.saturating_add(printed.colspan.max(1)).min(MOST_COLUMNS);
        let last = row.saturating_add(printed.rowspan.max(1)).min(self.places.len());
        let mut covered = 0;
        for line in &mut self.places[row..last] {
            if line.len() < end {
                line.resize(end, None);
            }
            for place in line[column..end].iter_mut().filter(|place| place.is_none()) {
                *place = Some(number);
                covered += 1;
            }
        }
        debug_assert!(covered > 0, "a cell covers its own place");
        self.cells.push(Cell::of(&printed.text));
        end
    }

    /// How many rows there are.
    pub(super) fn height(&self) -> usize {
        self.places.len()
    }

    /// How many places the widest row has.
    pub(super) fn width(&self) -> usize {
        self.places.iter().map(Vec::len).max().unwrap_or(0)
    }

    /// The number of the cell at a place.
    pub(super) fn at(&self, row: usize, column: usize) -> Option<usize> {
        self.places.get(row)?.get(column).copied().flatten()
    }

    /// A cell.
    pub(super) fn cell(&self, number: usize) -> &Cell {
        &self.cells[number]
    }

    /// The cells that cover a row, from the left, each once.
    pub(super) fn row(&self, row: usize) -> Vec<usize> {
        let mut found: Vec<usize> = Vec::new();
        for number in self.places.get(row).into_iter().flatten().flatten() {
            if found.last() != Some(number) && !found.contains(number) {
                found.push(*number);
            }
        }
        found
    }

    /// Some rows as they are printed: in each the cells that begin there, with what they span within these rows. A
    /// place that no cell covers is a blank one, so that what stands right of it keeps its column.
    pub(super) fn printed(&self, rows: Range<usize>) -> Vec<Vec<GridCell>> {
        let mut begun: HashSet<usize> = HashSet::new();
        rows.clone()
            .map(|row| {
                let places = self.places.get(row).map_or(&[][..], Vec::as_slice);
                let alike = places.chunk_by(|one, next| one == next);
                let mut column = 0;
                let mut printed = Vec::new();
                for run in alike {
                    let (at, colspan) = (column, run.len());
                    column += colspan;
                    match run[0] {
                        None => printed.push(GridCell { text: String::new(), colspan, rowspan: 1 }),
                        Some(number) if begun.insert(number) => {
                            let below = (row..rows.end).take_while(|row| self.at(*row, at) == Some(number));
                            let text = self.cell(number).text.clone();
                            printed.push(GridCell { text, colspan, rowspan: below.count() });
                        }
                        Some(_) => {}
                    }
                }
                printed
            })
            .collect()
    }

    /// The text of a row, its cells parted by tabs; blank ones at the end left out.
    pub(super) fn line(&self, row: usize) -> String {
        let texts: Vec<&str> =
            self.row(row).into_iter().map(|number| self.cell(number).text.as_str()).collect();
        let filled = texts.iter().rposition(|text| !text.is_empty()).map_or(0, |last| last + 1);
        texts[..filled].iter().map(|text| one_line(text)).collect::<Vec<_>>().join("\t")
    }
}

impl Cell {
    fn of(text: &str) -> Self {
        let text = text.trim_matches(|c: char| c.is_whitespace() || is_unseen(c));
        let kind = match text {
            "" => CellKind::Blank,
            text if is_value(text) => CellKind::Value,
            _ => CellKind::Words,
        };
        let (wording, without_remark) = match kind {
            CellKind::Words => (Wording::of(text), before_remark(text).map(Wording::of)),
            _ => (Wording::default(), None),
        };
        Self { text: text.to_owned(), kind, wording, without_remark }
    }

    /// The text on one line, as a figure is printed.
    pub(super) fn printed(&self) -> String {
        one_line(&self.text)
    }

    /// How well the cell fits some words of the form: see [`Wording::fit`].
    pub(super) fn fit(&self, wanted: &Wording, least: usize) -> Option<usize> {
        if self.kind != CellKind::Words {
            return None;
        }
        // A remark is a small flaw, a remark in place of the form's own is none.
        let bare = self.without_remark.as_ref().and_then(|bare| wanted.fit(bare, least));
        wanted.fit(&self.wording, least).max(bare.map(|fit| fit.saturating_sub(100)))
    }
}

/// What stands before a bracket, when the text does not begin with one.
fn before_remark(text: &str) -> Option<&str> {
    let ordinal = super::label::ordinal_end(text);
    let at = ordinal + text[ordinal..].find(['（', '(', '【', '[', '\n'])?;
    let before = text[..at].trim();
    (at > ordinal && !before.is_empty() && at < text.len()).then_some(before)
}

/// Several lines as one. Words broken over lines belong together, figures do not.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for piece in text.lines().map(str::trim).filter(|piece| !piece.is_empty()) {
        let parted = |c: char| c.is_ascii() || c.is_numeric();
        let apart = line.chars().next_back().is_some_and(parted) || piece.starts_with(parted);
        if apart && !line.is_empty() {
            line.push(' ');
        }
        line.push_str(piece);
    }
    line
}

/// Zero-width characters that documents carry along.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str, colspan: usize, rowspan: usize) -> GridCell {
        GridCell { text: text.to_owned(), colspan, rowspan }
    }

    #[test]
    fn spans_cover_their_places_and_no_more() {
        let grid = Grid {
            rows: vec![
                vec![cell("甲", 2, 2), cell("1", 1, 1)],
                vec![cell("2", 1, 1)],
                vec![cell("乙", 1, usize::MAX), cell("", 1, 1), cell("3", usize::MAX, 1)],
            ],
        };
        let sheet = Sheet::of(&grid).unwrap();
        assert_eq!((sheet.height(), sheet.width()), (3, MOST_COLUMNS));
        assert_eq!(sheet.at(1, 0), sheet.at(0, 1));
        assert_eq!(sheet.line(1), "甲\t2");
        assert_eq!(sheet.line(2), "乙\t\t3");
    }

    #[test]
    fn rows_are_printed_with_the_spans_they_came_with() {
        let grid = Grid {
            rows: vec![
                vec![cell("甲", 2, 2), cell("1", 1, 1)],
                vec![cell("2", 1, 1)],
                vec![cell("乙", 1, 1), cell("3", 2, 1)],
            ],
        };
        let sheet = Sheet::of(&grid).unwrap();
        assert_eq!(sheet.printed(0..3), grid.rows);
        // Rows that go to different tables take their part of a cell that spans both.
        assert_eq!(sheet.printed(1..2), [[cell("甲", 2, 1), cell("2", 1, 1)]]);
    }

    #[test]
    fn figures_are_told_from_words() {
        let kind = |text: &str| Cell::of(text).kind;
        for text in [
            "0",
            "12件",
            "251000元",
            "１，２３４",
            "-3",
            "+2",
            "/",
            "－",
            "无",
            "\u{a0}5\u{a0}",
            "7730.28",
            "1 234",
        ] {
            assert_eq!(kind(text), CellKind::Value, "{text}");
        }
        for text in ["规章", "1.属于国家秘密", "（六）其他处理", "2022年", "见附件"] {
            assert_eq!(kind(text), CellKind::Words, "{text}");
        }
        assert_eq!(kind(" \u{3000}\n\u{200b}"), CellKind::Blank);
    }
}
