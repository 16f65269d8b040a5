//! Reads one statutory table out of its parts, by the labels of its rows and columns and never by their places.

use super::figures::{self, Decision};
use super::grid_columns::{Column, columns};
use super::grid_rows::{Row, RowRole, rows};
use super::label::{Expected, Role, expected_heads, expected_rows};
use super::notice::{Notice, UNDECIDED, UNPLACED};
use super::recognise::Part;
use super::sheet::{CellKind, Sheet, one_line};
use super::table::{Reading, count_leaves};
use crate::form::{CellId, Edition, Section, Table};
use crate::report::Entry;

/// Reads the table of a section.
pub(super) fn read(edition: &Edition, section: Section, parts: &[&Part]) -> Reading {
    let key = section.table_key().unwrap_or_default();
    let Some(index) = edition.tables.iter().position(|table| table.data.key == key) else {
        return Reading::default();
    };
    let form = &edition.tables[index];
    let expected = expected_rows(form.data);
    let heads: Vec<Vec<Expected>> =
        form.data.blocks.iter().map(|block| expected_heads(block.corner, block.columns)).collect();
    let rows = rows(&expected, &heads, parts);
    let mut reader = Reader {
        edition,
        index,
        form,
        section,
        key,
        parts,
        rows,
        expected,
        heads,
        columns: vec![None; form.data.blocks.len()],
        positions: vec![Vec::new(); form.data.blocks.len()],
        compared: Vec::new(),
        reading: Reading::default(),
        strangers: Vec::new(),
        surplus: Vec::new(),
    };
    reader.labels();
    reader.walk();
    reader.split();
    reader.speak_of_surplus();
    reader.missing();
    reader.beyond();
    reader.forgotten();
    reader.reading
}

/// The columns of a block, with the part whose heads they were read from.
#[derive(Debug, Clone)]
pub(super) struct Heads {
    pub(super) part: usize,
    pub(super) columns: Vec<Column>,
}

pub(super) struct Reader<'a> {
    pub(super) edition: &'a Edition,
    pub(super) index: usize,
    pub(super) form: &'a Table,
    pub(super) section: Section,
    pub(super) key: &'static str,
    pub(super) parts: &'a [&'a Part],
    pub(super) rows: Vec<Row>,
    pub(super) expected: Vec<Expected>,
    /// The heads that each block must have.
    pub(super) heads: Vec<Vec<Expected>>,
    /// The columns of each block as found.
    pub(super) columns: Vec<Option<Heads>>,
    /// The positions of each block for which there was a head anywhere.
    pub(super) positions: Vec<Vec<usize>>,
    /// Words that were compared with those of the form: a cell is spoken of once.
    pub(super) compared: Vec<(usize, usize)>,
    pub(super) reading: Reading,
    /// Words and figures beside the labels that are not of the form.
    pub(super) strangers: Vec<String>,
    /// What stands in columns that the form does not have.
    pub(super) surplus: Vec<(String, Vec<String>)>,
}

impl<'a> Reader<'a> {
    pub(super) fn sheet(&self, row: &Row) -> &'a Sheet {
        let parts: &'a [&'a Part] = self.parts;
        &parts[row.part].sheet
    }

    pub(super) fn notice(&mut self, code: &'static str, place: String, text: String) {
        self.reading.notices.push(Notice::new(code, place, text));
    }

    /// The address of the first cell of a line.
    pub(super) fn line_place(&self, line: usize) -> String {
        let first = self.form.lines.get(line).and_then(|cells| cells.first());
        first.map_or_else(|| self.key.to_owned(), |id| self.edition.cell(*id).path.clone())
    }

    fn block_of(&self, line: usize) -> usize {
        let mut end = 0;
        self.form
            .data
            .blocks
            .iter()
            .position(|block| {
                end += count_leaves(block.rows);
                line < end
            })
            .unwrap_or(0)
    }

    /// Goes through the rows from the top: heads, and the figures under them.
    fn walk(&mut self) {
        // Table four has no row labels: its line is the first row of figures below the heads.
        let labelled = self.expected.iter().any(|row| matches!(row.role, Role::Line { .. }));
        let mut heads: Vec<usize> = Vec::new();
        for index in 0..self.rows.len() {
            let new_part = index > 0 && self.rows[index - 1].part != self.rows[index].part;
            if new_part {
                self.leftover(&std::mem::take(&mut heads));
            }
            match self.rows[index].role {
                RowRole::Title { .. } | RowRole::Group { .. } => {
                    let heads_above = std::mem::take(&mut heads);
                    self.take_or_leave(heads_above, index);
                }
                RowRole::Line { expected, line, label, .. } => {
                    self.take_heads(&mut heads, self.block_of(line));
                    self.moved(expected, line);
                    self.figures(index, line, Some(label));
                }
                RowRole::Again { line, label } => {
                    self.take_heads(&mut heads, self.block_of(line));
                    self.again(index, line, Some(label));
                }
                RowRole::Rest => {}
                RowRole::Other if !labelled && self.has_figures(index) => {
                    self.take_heads(&mut heads, 0);
                    let label = self.leading_label(index);
                    match &self.columns[0] {
                        None => heads.push(index),
                        // Review and litigation may be tables of their own.
                        Some(found) if found.columns.iter().any(|column| self.is_filled(column)) => {
                            self.again(index, 0, label);
                        }
                        Some(_) => {
                            if label.is_some() {
                                let row = &self.rows[index];
                                let (part, sheet, first) = (row.part, self.sheet(row), row.cells[0]);
                                self.strange(part, sheet, first);
                            }
                            self.figures(index, 0, label);
                        }
                    }
                }
                RowRole::Other => heads.push(index),
            }
        }
        if !labelled && !heads.is_empty() {
            self.take_heads(&mut heads, 0);
        }
        self.leftover(&heads);
        for block in 0..self.heads.len() {
            self.missing_columns(block);
        }
    }

    /// Words before the figures of a row that needs no label (`件数`).
    fn leading_label(&self, index: usize) -> Option<usize> {
        let row = &self.rows[index];
        let width = self.form.lines.first().map_or(0, Vec::len);
        let words =
            row.cells.first().is_some_and(|first| self.sheet(row).cell(*first).kind == CellKind::Words);
        (words
            && row.cells.len()
                > width.min(self.columns[0].as_ref().map_or(width, |found| found.columns.len())))
        .then_some(0)
    }

    /// Whether a figure was read for a column of a table without row labels.
    fn is_filled(&self, column: &Column) -> bool {
        let id = column.position.and_then(|position| self.form.lines.first()?.get(position));
        id.is_some_and(|id| self.reading.cells.iter().any(|(filled, _)| filled == id))
    }

    /// Heads may stand above the first group of the block they belong to; above a clause they are left over.
    fn take_or_leave(&mut self, mut heads: Vec<usize>, index: usize) {
        if let RowRole::Group { .. } = self.rows[index].role
            && self.heads.len() == 1
        {
            self.take_heads(&mut heads, 0);
        }
        self.leftover(&heads);
    }

    /// Whether a row holds figures from one side of its table to the other; a note beside a figure does not.
    fn has_figures(&self, index: usize) -> bool {
        let row = &self.rows[index];
        let sheet = self.sheet(row);
        let covered = (0..sheet.width()).filter(|column| sheet.at(row.at, *column).is_some()).count();
        2 * covered > sheet.width()
            && row.cells.iter().any(|number| sheet.cell(*number).kind == CellKind::Value)
    }

    /// Reads the columns of a block from the rows above its first line, where these are heads.
    fn take_heads(&mut self, heads: &mut Vec<usize>, block: usize) {
        let Some(first) = heads.first() else { return };
        let part = self.rows[*first].part;
        let sheet = self.sheet(&self.rows[*first]);
        let rows: Vec<usize> = heads.iter().map(|index| self.rows[*index].at).collect();
        let found = columns(&self.heads[block], sheet, &rows);
        if found.is_empty() {
            self.leftover(&std::mem::take(heads));
            return;
        }
        self.compare_heads(block, part, sheet, &found);
        // Words in the rows of heads that head no column: notes between them.
        let (own, stray): (Vec<usize>, Vec<usize>) =
            heads.drain(..).partition(|index| self.is_of_heads(*index, block, &found));
        for index in own {
            self.strange_heads(index, &found);
        }
        for column in found.iter().filter(|column| column.position.is_none()) {
            self.set_aside(part, column, None);
        }
        self.leftover(&stray);
        self.positions[block].extend(found.iter().filter_map(|column| column.position));
        self.columns[block] = Some(Heads { part, columns: found });
    }

    /// Puts the figures of a row into their line.
    fn figures(&mut self, index: usize, line: usize, label: Option<usize>) {
        let Some(cells) = self.form.lines.get(line) else { return };
        match self.laid_out(index, line, label) {
            Some(found) => {
                for (position, text) in found {
                    match position.and_then(|position| cells.get(position)) {
                        Some(id) => self.put(*id, &text),
                        None => self.speak_of(line, &text),
                    }
                }
            }
            None => {
                let row = &self.rows[index];
                let printed = one_line(&self.sheet(row).line(row.at));
                let name = self.name_of(line);
                let text =
                    format!("“{name}”一行的数字无法确定各属哪一列，已留空，请对照原文填写：“{printed}”");
                self.notice(UNDECIDED, self.line_place(line), text);
            }
        }
    }

    fn put(&mut self, id: CellId, text: &str) {
        let entry = Entry::printed(text);
        if !entry.is_blank() {
            self.reading.cells.push((id, entry));
        }
    }

    /// A figure of a row that stands in no column of the form.
    fn speak_of(&mut self, line: usize, text: &str) {
        let text = format!("“{}”一行有法定表格以外的一列，其内容未导入：“{text}”", self.name_of(line));
        self.notice(UNPLACED, self.line_place(line), text);
    }

    pub(super) fn name_of(&self, line: usize) -> &'static str {
        let row = self.expected.iter().find(|row| row.role == Role::Line { line });
        row.map_or(self.section.heading(), |row| row.text)
    }

    /// What stands in which position; nothing when that cannot be told. Surplus columns are set aside.
    fn laid_out(
        &mut self,
        index: usize,
        line: usize,
        label: Option<usize>,
    ) -> Option<Vec<(Option<usize>, String)>> {
        let row = &self.rows[index];
        let sheet = self.sheet(row);
        let behind: Vec<usize> = row.cells[label.map_or(0, |label| label + 1)..].to_vec();
        let filled: Vec<usize> =
            behind.iter().copied().filter(|number| sheet.cell(*number).kind != CellKind::Blank).collect();
        if filled.is_empty() {
            return Some(Vec::new());
        }
        let block = self.block_of(line);
        let width = self.form.lines.get(line).map_or(0, Vec::len);
        let heads = self.columns[block].clone();
        let by_form = || Heads {
            part: usize::MAX,
            columns: (0..width)
                .map(|position| Column { places: 0..0, position: Some(position), heads: Vec::new() })
                .collect(),
        };
        let heads = heads.unwrap_or_else(by_form);
        let same_sheet = self.parts.get(heads.part).is_some_and(|part| part.sheet.width() == sheet.width());
        let placed = same_sheet.then(|| by_place(sheet, row.at, &behind, &heads.columns)).flatten();
        let placed = placed
            .or_else(|| by_order(&behind, &heads.columns))
            .or_else(|| by_order(trimmed(sheet, &behind), &heads.columns))
            .or_else(|| (behind.len() == width).then(|| by_order(&behind, &by_form().columns)).flatten());
        let Some(placed) = placed else { return self.run_together(line, sheet, &filled) };
        let mut found = Vec::new();
        for (column, number) in placed {
            let text = sheet.cell(number).printed();
            match column.position {
                _ if text.is_empty() => {}
                Some(position) => found.push((Some(position), text)),
                None => self.set_aside(heads.part, &column, Some(text)),
            }
        }
        Some(found)
    }

    /// Figures of several columns in one cell are parted by the sums of the form.
    fn run_together(
        &self,
        line: usize,
        sheet: &Sheet,
        filled: &[usize],
    ) -> Option<Vec<(Option<usize>, String)>> {
        let width = self.form.lines.get(line).map_or(0, Vec::len);
        let printed: Vec<String> = filled.iter().map(|number| sheet.cell(*number).printed()).collect();
        let row = figures::Row {
            line,
            cells: printed.iter().map(String::as_str).collect(),
            shape: None,
            loose: false,
            columns: vec![(0..width).map(Some).collect()],
        };
        match figures::decide(self.edition, self.index, &[row]).pop()? {
            Decision::Placed(way) => {
                Some(way.into_iter().map(|(position, text)| (position, text.to_owned())).collect())
            }
            Decision::Undecided => None,
        }
    }

    /// A line printed once more: what is the same says nothing new.
    fn again(&mut self, index: usize, line: usize, label: Option<usize>) {
        let row = &self.rows[index];
        let printed = one_line(&self.sheet(row).line(row.at));
        let Some(found) = self.laid_out(index, line, label) else { return };
        let Some(cells) = self.form.lines.get(line) else { return };
        let first: Vec<(usize, String)> = self
            .reading
            .cells
            .iter()
            .filter_map(|(id, entry)| {
                let position = cells.iter().position(|cell| cell == id)?;
                Some((position, entry.to_string()))
            })
            .collect();
        let other = |(position, text): &(Option<usize>, String)| {
            let text = Entry::printed(text).to_string();
            position.is_some_and(|position| !first.contains(&(position, text)))
        };
        if found.iter().any(other) {
            let name = self.name_of(line);
            let text = format!("“{name}”一行印了不止一次，数字不同，后一次的未导入：“{printed}”");
            self.notice(UNPLACED, self.line_place(line), text);
        }
    }
}

/// The cells of a row under the columns that they stand in; nothing when one stands under none, or under several.
fn by_place(sheet: &Sheet, row: usize, behind: &[usize], columns: &[Column]) -> Option<Vec<(Column, usize)>> {
    let mut found: Vec<(Column, usize)> = Vec::new();
    for column in columns {
        let mut filled: Vec<usize> = column
            .places
            .clone()
            .filter_map(|place| sheet.at(row, place))
            .filter(|number| behind.contains(number) && sheet.cell(*number).kind != CellKind::Blank)
            .collect();
        filled.dedup();
        match filled.as_slice() {
            [] => {}
            [only] if found.iter().all(|(_, other)| other != only) => found.push((column.clone(), *only)),
            _ => return None,
        }
    }
    let filled = behind.iter().filter(|number| sheet.cell(**number).kind != CellKind::Blank).count();
    (found.len() == filled).then_some(found)
}

/// The cells of a row without the blank ones at either end.
fn trimmed<'a>(sheet: &Sheet, cells: &'a [usize]) -> &'a [usize] {
    let is_filled = |number: &usize| sheet.cell(*number).kind != CellKind::Blank;
    let first = cells.iter().position(is_filled).unwrap_or(0);
    let last = cells.iter().rposition(is_filled).map_or(first, |last| last + 1);
    &cells[first..last]
}

/// The cells of a row in the order of the columns, where there are as many.
fn by_order(cells: &[usize], columns: &[Column]) -> Option<Vec<(Column, usize)>> {
    let of_the_form: Vec<&Column> = columns.iter().filter(|column| column.position.is_some()).collect();
    let columns: Vec<&Column> = columns.iter().collect();
    [columns, of_the_form]
        .into_iter()
        .find(|columns| columns.len() == cells.len())
        .map(|columns| columns.into_iter().cloned().zip(cells.iter().copied()).collect())
}
