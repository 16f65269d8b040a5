//! What is to be said of a statutory table that was read from its cells: words that differ from those of the form,
//! and everything that has no place in it. Each cell is spoken of once.

use std::rc::Rc;

use super::grid_columns::Column;
use super::grid_rows::{MOST_ROWS, Row, RowRole};
use super::grid_table::Reader;
use super::label::{Expected, Role, Wording};
use super::notice::{LABEL_DIFFERS, MOVED, Notice, TABLE_MISSING, TABLE_SPLIT, UNPLACED, has_content};
use super::recognise::is_of_the_form;
use super::sheet::{Cell, CellKind, Sheet, one_line};

impl Reader<'_> {
    /// Compares titles, groups and row labels with the words of the form.
    pub(super) fn labels(&mut self) {
        for index in 0..self.rows.len() {
            let row = &self.rows[index];
            let (part, sheet) = (row.part, self.sheet(row));
            match row.role {
                RowRole::Title { expected } | RowRole::Group { expected } => {
                    let wanted = &self.expected[expected].wording;
                    let fit = |number: &usize| sheet.cell(*number).fit(wanted, 0).unwrap_or(0);
                    let own = row.cells.iter().copied().max_by_key(fit);
                    let beside: Vec<usize> =
                        row.cells.iter().copied().filter(|cell| Some(*cell) != own).collect();
                    if let Some(number) = own {
                        self.compare(part, number, &sheet.cell(number).text, expected);
                    }
                    for number in beside {
                        self.strange(part, sheet, number);
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
                    let beside = row.cells[..label].to_vec();
                    for number in beside {
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

    /// Whether a row holds heads of the form, be they worded otherwise.
    pub(super) fn is_of_heads(&self, index: usize, block: usize, found: &[Column]) -> bool {
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
    pub(super) fn strange_heads(&mut self, index: usize, found: &[Column]) {
        let row = &self.rows[index];
        let (part, sheet) = (row.part, self.sheet(row));
        let heads_figures = |number: &usize| found.iter().any(|column| column.heads.contains(number));
        let strange: Vec<usize> = row.cells.iter().copied().filter(|number| !heads_figures(number)).collect();
        for number in strange {
            self.strange(part, sheet, number);
        }
    }

    /// Notes a cell that is not of the form, once.
    pub(super) fn strange(&mut self, part: usize, sheet: &Sheet, number: usize) {
        let cell = sheet.cell(number);
        let known = is_of_the_form(&cell.wording) || self.is_known(&cell.wording);
        let says = cell.kind == CellKind::Value || cell.text.chars().any(char::is_alphanumeric) && !known;
        if cell.kind != CellKind::Blank && says && !self.compared.contains(&(part, number)) {
            self.compared.push((part, number));
            self.strangers.push(cell.printed());
        }
    }

    pub(super) fn compare_heads(&mut self, block: usize, part: usize, sheet: &Sheet, found: &[Column]) {
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

    pub(super) fn missing_columns(&mut self, block: usize) {
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
    pub(super) fn moved(&mut self, expected: usize, line: usize) {
        let group = &self.expected[expected];
        if matches!(group.role, Role::Group { .. }) {
            let named =
                self.expected.iter().find(|row| row.role == Role::Line { line }).map_or("", |row| row.text);
            let text = format!("“{}”只有一行，数字放在“{named}”，其余各行留空", group.text);
            self.notice(MOVED, self.line_place(line), text);
        }
    }

    /// Notes a column that the form does not have, and what stands in it.
    pub(super) fn set_aside(&mut self, part: usize, column: &Column, text: Option<String>) {
        let head = self.parts.get(part).zip(column.heads.last());
        let name = head.map(|(part, head)| one_line(&part.sheet.cell(*head).text)).unwrap_or_default();
        match self.surplus.iter_mut().find(|(other, _)| *other == name) {
            Some((_, texts)) => texts.extend(text),
            None => self.surplus.push((name, text.into_iter().collect())),
        }
    }

    pub(super) fn speak_of_surplus(&mut self) {
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
    pub(super) fn split(&mut self) {
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

    /// Speaks of rows that have found no place. Heads and labels that are printed once more than the form has them
    /// hold nothing and are passed over.
    pub(super) fn leftover(&mut self, rows: &[usize]) {
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

    /// Speaks of words that were neither read nor spoken of, wherever they stood: nothing is dropped in silence.
    pub(super) fn forgotten(&mut self) {
        let said: String = self.reading.notices.iter().map(|notice| notice.text.as_str()).collect();
        let read: Vec<String> = self.reading.cells.iter().map(|(_, entry)| entry.to_string()).collect();
        let mut forgotten: Vec<String> = Vec::new();
        for row in &self.rows {
            let sheet = self.sheet(row);
            for cell in row.cells.iter().map(|number| sheet.cell(*number)) {
                let strange = cell.kind == CellKind::Words
                    && has_content(&cell.text)
                    && !is_of_the_form(&cell.wording)
                    && !self.is_known(&cell.wording);
                // A label torn over rows is one, though its pieces are none.
                let labels = self.expected.iter().chain(self.heads.iter().flatten());
                let piece = cell.wording.whole.as_slice();
                let torn = |label: &Expected| {
                    label.wording.whole.windows(piece.len().max(1)).any(|part| part == piece)
                };
                let strange = strange && !labels.into_iter().any(torn);
                let words = cell.printed();
                if strange && !said.contains(&words) && !said.contains(&cell.text) && !read.contains(&words) {
                    forgotten.push(words);
                }
            }
        }
        forgotten.dedup();
        if !forgotten.is_empty() {
            let text = format!("表中的这些内容没有对应的位置，未导入：“{}”", forgotten.join("、"));
            self.notice(UNPLACED, self.key.to_owned(), text);
        }
    }

    /// Speaks of rows that were not looked at.
    pub(super) fn beyond(&mut self) {
        let rows = self.parts.iter().flat_map(|part| part.rows.clone().map(move |row| part.sheet.line(row)));
        let lines: Vec<String> = rows.skip(MOST_ROWS).filter(|line| has_content(line)).collect();
        if !lines.is_empty() {
            let text = format!(
                "“{}”的表格行数太多，{MOST_ROWS} 行之后的内容未导入：“{}”",
                self.section.heading(),
                lines.join("\n")
            );
            self.notice(UNPLACED, self.key.to_owned(), text);
        }
    }

    /// Speaks of lines that the table should have and has not.
    pub(super) fn missing(&mut self) {
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
