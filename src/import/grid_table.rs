//! Reads one statutory table out of its parts, by the labels of its rows and columns and never by their places.

use std::rc::Rc;

use super::figures::{self, Decision};
use super::grid_columns::{Column, columns};
use super::grid_rows::{Row, RowRole, rows};
use super::label::{Expected, Role, Wording, expected_heads, expected_rows};
use super::notice::{LABEL_DIFFERS, MOVED, Notice, TABLE_MISSING, TABLE_SPLIT, UNDECIDED, UNPLACED};
use super::recognise::{Part, is_of_the_form};
use super::sheet::{Cell, CellKind, Sheet, one_line};
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
    reader.reading
}

/// The columns of a block, with the part whose heads they were read from.
#[derive(Debug, Clone)]
struct Heads {
    part: usize,
    columns: Vec<Column>,
}

struct Reader<'a> {
    edition: &'a Edition,
    index: usize,
    form: &'a Table,
    section: Section,
    key: &'static str,
    parts: &'a [&'a Part],
    rows: Vec<Row>,
    expected: Vec<Expected>,
    /// The heads that each block must have.
    heads: Vec<Vec<Expected>>,
    /// The columns of each block as found.
    columns: Vec<Option<Heads>>,
    /// The positions of each block for which there was a head anywhere.
    positions: Vec<Vec<usize>>,
    /// Words that were compared with those of the form: a cell is spoken of once.
    compared: Vec<(usize, usize)>,
    reading: Reading,
    /// Words and figures beside the labels that are not of the form.
    strangers: Vec<String>,
    /// What stands in columns that the form does not have.
    surplus: Vec<(String, Vec<String>)>,
}

impl<'a> Reader<'a> {
    fn sheet(&self, row: &Row) -> &'a Sheet {
        let parts: &'a [&'a Part] = self.parts;
        &parts[row.part].sheet
    }

    fn notice(&mut self, code: &'static str, place: String, text: String) {
        self.reading.notices.push(Notice::new(code, place, text));
    }

    /// The address of the first cell of a line.
    fn line_place(&self, line: usize) -> String {
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

    /// Compares titles, groups and row labels with the words of the form.
    fn labels(&mut self) {
        for index in 0..self.rows.len() {
            let row = &self.rows[index];
            let (part, sheet) = (row.part, self.sheet(row));
            match row.role {
                RowRole::Title { expected } | RowRole::Group { expected } => {
                    let cell =
                        row.cells.iter().copied().find(|number| sheet.cell(*number).kind == CellKind::Words);
                    if let Some(number) = cell {
                        self.compare(part, number, &sheet.cell(number).text, expected);
                    }
                }
                RowRole::Line { expected, label, torn, .. } => {
                    let number = row.cells[label];
                    let groups = row.cells[..label].to_vec();
                    let rest = torn.then(|| self.rows.get(index + 1)).flatten();
                    let rest = rest.map(|rest| self.rest_of_label(rest, &row.cells)).unwrap_or_default();
                    let printed = format!("{}{rest}", sheet.cell(number).text);
                    self.compare(
                        part,
                        number,
                        if torn { &printed } else { &sheet.cell(number).text },
                        expected,
                    );
                    self.compare_groups(part, sheet, &groups, expected);
                }
                RowRole::Again { label, .. } => {
                    for number in row.cells[..label].to_vec() {
                        self.strange(part, sheet, number);
                    }
                }
                RowRole::Rest | RowRole::Other => {}
            }
        }
    }

    /// The words of a row that go on with a label of the row above.
    fn rest_of_label(&self, row: &Row, above: &[usize]) -> String {
        let sheet = self.sheet(row);
        let own = row.cells.iter().filter(|number| !above.contains(number)).map(|number| sheet.cell(*number));
        own.filter(|cell| cell.kind == CellKind::Words).map(|cell| cell.text.as_str()).collect()
    }

    /// The cells left of a label name the groups that it stands under.
    fn compare_groups(&mut self, part: usize, sheet: &Sheet, cells: &[usize], expected: usize) {
        let mut scope = self.expected[expected].scope;
        for number in cells.iter().rev() {
            let cell = sheet.cell(*number);
            let group = self
                .expected
                .iter()
                .position(|group| group.text == scope && matches!(group.role, Role::Group { .. }));
            let Some(group) = group else {
                self.strange(part, sheet, *number);
                continue;
            };
            let known = self.expected.iter().any(|other| other.wording.is_printed_as(&cell.wording));
            if cell.fit(&self.expected[group].wording, 500).is_some() {
                self.compare(part, *number, &cell.text, group);
                scope = self.expected[group].scope;
            } else if known {
                // The group above, where the narrower one is not printed.
                scope = self.expected[group].scope;
            } else {
                self.strange(part, sheet, *number);
            }
        }
    }

    /// Counts words that were found, and speaks of those in another wording.
    fn compare(&mut self, part: usize, number: usize, printed: &str, expected: usize) {
        if self.compared.contains(&(part, number)) {
            return;
        }
        self.compared.push((part, number));
        let wanted = &self.expected[expected];
        let place = match wanted.role {
            Role::Line { line } => self.line_place(line),
            _ => self.key.to_owned(),
        };
        let notice = differs(wanted, printed, place);
        self.count(notice);
    }

    fn count(&mut self, differs: Option<Notice>) {
        self.reading.found += 1;
        match differs {
            Some(notice) if self.reading.notices.contains(&notice) => {}
            Some(notice) => self.reading.notices.push(notice),
            None => self.reading.exact += 1,
        }
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

    fn has_figures(&self, index: usize) -> bool {
        let row = &self.rows[index];
        row.cells.iter().any(|number| self.sheet(row).cell(*number).kind == CellKind::Value)
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

    /// Whether a row holds heads of the form, be they worded otherwise.
    fn is_of_heads(&self, index: usize, block: usize, found: &[Column]) -> bool {
        const LEAST: usize = 500;
        let row = &self.rows[index];
        row.cells.iter().map(|number| (number, self.sheet(row).cell(*number))).any(|(number, cell)| {
            let of_the_form =
                || self.heads[block].iter().any(|head| cell.fit(&head.wording, LEAST).is_some());
            found.iter().any(|column| column.heads.contains(number)) && of_the_form()
        })
    }

    /// Words in the rows of heads that are not of the form: heads of label columns, notes. Those that head columns
    /// of figures are spoken of with these.
    fn strange_heads(&mut self, index: usize, found: &[Column]) {
        let row = &self.rows[index];
        let (part, sheet) = (row.part, self.sheet(row));
        let heads_figures = |number: &usize| found.iter().any(|column| column.heads.contains(number));
        let strange: Vec<usize> = row.cells.iter().copied().filter(|number| !heads_figures(number)).collect();
        for number in strange {
            self.strange(part, sheet, number);
        }
    }

    /// Notes a cell that is not of the form, once.
    fn strange(&mut self, part: usize, sheet: &Sheet, number: usize) {
        let cell = sheet.cell(number);
        let known = is_of_the_form(&cell.wording) || self.is_known(&cell.wording);
        let says = cell.kind == CellKind::Value || cell.text.chars().any(char::is_alphanumeric) && !known;
        if cell.kind != CellKind::Blank && says && !self.compared.contains(&(part, number)) {
            self.compared.push((part, number));
            self.strangers.push(cell.printed());
        }
    }

    fn compare_heads(&mut self, block: usize, part: usize, sheet: &Sheet, found: &[Column]) {
        let mut notices = Vec::new();
        let mut strange = Vec::new();
        for column in found {
            let leaf = self.heads[block]
                .iter()
                .find(|head| column.position.is_some_and(|position| head.role == Role::Column { position }));
            let own = leaf.map(|leaf| own_head(leaf, sheet, &column.heads));
            if let (Some(leaf), Some((own, printed))) = (leaf, &own) {
                let cell = (part, own.last().copied().unwrap_or_default(), column.places.start);
                notices.push((cell, differs(leaf, printed, self.key.to_owned())));
            }
            // A column that the form does not have is spoken of by its narrowest head.
            let own = own.map_or_else(|| column.heads.last().copied().into_iter().collect(), |(own, _)| own);
            for number in column.heads.iter().copied().filter(|number| !own.contains(number)) {
                let cell = sheet.cell(number);
                let groups = self.heads[block].iter().filter(|head| matches!(head.role, Role::Group { .. }));
                let best = groups
                    .filter_map(|group| Some((cell.fit(&group.wording, 650)?, group)))
                    .max_by_key(|best| best.0);
                match best {
                    Some((_, group)) => {
                        notices.push(((part, number, 0), differs(group, &cell.text, self.key.to_owned())));
                    }
                    None => strange.push(number),
                }
            }
        }
        let mut seen = Vec::new();
        for (cell, notice) in notices {
            if !seen.contains(&cell) {
                seen.push(cell);
                self.count(notice);
            }
        }
        for number in strange {
            self.strange(part, sheet, number);
        }
    }

    fn missing_columns(&mut self, block: usize) {
        if self.columns[block].is_none() {
            return;
        }
        let found = &self.positions[block];
        let missing: Vec<&Expected> = self.heads[block]
            .iter()
            .filter(|head| matches!(head.role, Role::Column { position } if !found.contains(&position)))
            .collect();
        // A head that several groups have is named with its group.
        let repeated = |text: &str| self.heads[block].iter().filter(|head| head.text == text).count() > 1;
        let missing: Vec<String> = missing
            .into_iter()
            .map(|head| {
                if repeated(head.text) {
                    format!("{}的{}", head.scope, head.text)
                } else {
                    head.text.to_owned()
                }
            })
            .collect();
        if !missing.is_empty() {
            let text = format!("表头中没有找到这些列：{}，请核对各列数字", missing.join("、"));
            self.notice(TABLE_MISSING, self.key.to_owned(), text);
        }
    }

    /// Speaks of a group that the older form prints as one row.
    fn moved(&mut self, expected: usize, line: usize) {
        let group = &self.expected[expected];
        if matches!(group.role, Role::Group { .. }) {
            let named =
                self.expected.iter().find(|row| row.role == Role::Line { line }).map_or("", |row| row.text);
            let text = format!("“{}”只有一行，数字放在“{named}”，其余各行留空", group.text);
            self.notice(MOVED, self.line_place(line), text);
        }
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

    fn name_of(&self, line: usize) -> &'static str {
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

    /// Notes a column that the form does not have, and what stands in it.
    fn set_aside(&mut self, part: usize, column: &Column, text: Option<String>) {
        let head = self.parts.get(part).zip(column.heads.last());
        let name = head.map(|(part, head)| one_line(&part.sheet.cell(*head).text)).unwrap_or_default();
        match self.surplus.iter_mut().find(|(other, _)| *other == name) {
            Some((_, texts)) => texts.extend(text),
            None => self.surplus.push((name, text.into_iter().collect())),
        }
    }

    fn speak_of_surplus(&mut self) {
        for (name, texts) in std::mem::take(&mut self.surplus) {
            let text = if texts.is_empty() {
                format!("表中有法定表格以外的一列“{name}”，其中没有内容")
            } else {
                format!("表中有法定表格以外的一列“{name}”，其内容未导入：“{}”", texts.join("、"))
            };
            self.notice(UNPLACED, self.key.to_owned(), text);
        }
        if !self.strangers.is_empty() {
            let text =
                format!("表中标签一侧的这些内容没有对应的位置，未导入：“{}”", self.strangers.join("、"));
            self.notice(UNPLACED, self.key.to_owned(), text);
        }
    }

    /// Speaks of a table that was printed in pieces: several tables, or a group begun twice.
    fn split(&mut self) {
        let lines = self.rows.iter().filter(|row| matches!(row.role, RowRole::Line { .. }));
        let mut pieces: Vec<*const Sheet> =
            lines.clone().map(|row| Rc::as_ptr(&self.parts[row.part].sheet)).collect();
        pieces.dedup();
        let begun =
            self.expected.iter().filter(|group| matches!(group.role, Role::Group { .. })).map(|group| {
                let mut cells: Vec<(usize, usize)> = lines
                    .clone()
                    .flat_map(|row| row.cells.iter().map(move |number| (row, *number)))
                    .filter(|(row, number)| {
                        group.wording.is_printed_as(&self.sheet(row).cell(*number).wording)
                    })
                    .map(|(row, number)| (row.part, number))
                    .collect();
                cells.sort_unstable();
                // A label that is printed in each of its rows is not merged, and begins nothing anew.
                let begun = cells.chunk_by(|one, other| one == other).filter(|rows| rows.len() > 1).count();
                (begun, group.text)
            });
        let again = begun.max_by_key(|(times, _)| *times).filter(|(times, _)| *times > 1);
        let how = match again {
            _ if pieces.len() > 1 => format!("分在{}张表里", pieces.len()),
            Some((times, group)) => format!("分成几段（“{group}”印了{times}次）"),
            None => return,
        };
        let text = format!("“{}”的表格{how}，已合起来读入，请核对", self.section.heading());
        self.notice(TABLE_SPLIT, self.key.to_owned(), text);
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

    /// Speaks of rows that have found no place. Heads and labels that are printed once more than the form has them
    /// hold nothing and are passed over.
    fn leftover(&mut self, rows: &[usize]) {
        let mut lines = Vec::new();
        let mut spoken = Vec::new();
        for index in rows {
            let row = &self.rows[*index];
            let sheet = self.sheet(row);
            let says = |cell: &Cell| match cell.kind {
                CellKind::Blank => false,
                CellKind::Value => true,
                CellKind::Words => {
                    cell.text.chars().any(char::is_alphanumeric)
                        && !is_of_the_form(&cell.wording)
                        && !self.is_known(&cell.wording)
                }
            };
            let above =
                index.checked_sub(1).map(|above| &self.rows[above]).filter(|above| above.part == row.part);
            // A cell that reaches down from the row above was spoken of there.
            let own =
                row.cells.iter().filter(|number| above.is_none_or(|above| !above.cells.contains(number)));
            let own: Vec<usize> = own.copied().collect();
            if own.iter().map(|number| sheet.cell(*number)).any(says) {
                lines.push(sheet.line(row.at));
                spoken.extend(own.iter().map(|number| (row.part, *number)));
            }
        }
        self.compared.extend(spoken);
        if !lines.is_empty() {
            let text = format!(
                "“{}”中的这些内容没有对应的位置，未导入：“{}”",
                self.section.heading(),
                lines.join("\n")
            );
            self.notice(UNPLACED, self.key.to_owned(), text);
        }
    }

    /// Whether words are words of this table, though other tables have them too.
    fn is_known(&self, wording: &Wording) -> bool {
        self.expected
            .iter()
            .chain(self.heads.iter().flatten())
            .any(|known| known.wording.is_printed_as(wording))
    }

    /// Speaks of lines that the table should have and has not.
    fn missing(&mut self) {
        let found: Vec<(usize, usize)> = self
            .rows
            .iter()
            .filter_map(|row| match row.role {
                RowRole::Line { expected, line, .. } => Some((line, expected)),
                _ => None,
            })
            .collect();
        let moved: Vec<&str> = found
            .iter()
            .map(|(_, expected)| &self.expected[*expected])
            .filter(|expected| matches!(expected.role, Role::Group { .. }))
            .map(|group| group.text)
            .collect();
        let mut notices = Vec::new();
        for row in &self.expected {
            let Role::Line { line } = row.role else { continue };
            if found.iter().all(|(other, _)| *other != line) && !moved.contains(&row.scope) {
                let scope = if row.scope.is_empty() { "" } else { "下" };
                let text = format!("表中没有找到{}{scope}“{}”一行", row.scope, row.text);
                notices.push(Notice::new(LABEL_DIFFERS, self.line_place(line), text));
            }
        }
        self.reading.notices.extend(notices);
    }
}

/// Which of the heads of a column is its own, and the words of it. It may be torn over two rows.
fn own_head(leaf: &Expected, sheet: &Sheet, heads: &[usize]) -> (Vec<usize>, String) {
    const ALIKE: usize = 400;
    let text = |number: usize| sheet.cell(number).text.as_str();
    for pair in heads.windows(2) {
        let torn = format!("{}{}", text(pair[0]), text(pair[1]));
        if leaf.wording.is_printed_as(&Wording::of(&torn)) {
            return (pair.to_vec(), torn);
        }
    }
    let fit = |number: &&usize| sheet.cell(**number).fit(&leaf.wording, ALIKE).unwrap_or(0);
    let own = heads.iter().max_by_key(fit).copied();
    (own.into_iter().collect(), own.map(text).unwrap_or_default().to_owned())
}

/// What is to be said of a label that is not worded as the form has it.
fn differs(wanted: &Expected, printed: &str, place: String) -> Option<Notice> {
    if wanted.wording.is_printed_as(&Wording::of(printed)) {
        return None;
    }
    let scope = if wanted.scope.is_empty() { "" } else { "的" };
    let (within, printed) = (wanted.scope, one_line(printed));
    Some(Notice::new(LABEL_DIFFERS, place, format!("{within}{scope}“{printed}”应为“{}”", wanted.text)))
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
