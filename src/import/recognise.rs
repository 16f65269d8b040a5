//! Tells the statutory tables among the tables of a document, or the parts of them, by the words in them. A table
//! in which other things are laid out comes apart into lines.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;
use std::sync::LazyLock;

use super::document::Passage;
use super::label::{Role, Wording, expected_heads, expected_rows};
use super::sheet::{Cell, CellKind, Sheet};
use super::source::Grid;
use crate::form::{EDITION_2019, EDITION_2021, Edition};

/// Rows of one statutory table.
#[derive(Debug, Clone)]
pub(super) struct Part {
    /// The key of the table.
    pub(super) key: &'static str,
    /// The table that holds the rows.
    pub(super) sheet: Rc<Sheet>,
    /// The rows.
    pub(super) rows: Range<usize>,
}

/// What words in a table say about which one it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// A label that carries an ordinal, a clause, a corner with the balance: no other table has such.
    Certain,
    Row,
    Head,
}

/// For each wording the table that alone has it.
static VOCABULARY: LazyLock<HashMap<Vec<char>, (&'static str, Mark)>> = LazyLock::new(vocabulary);

fn vocabulary() -> HashMap<Vec<char>, (&'static str, Mark)> {
    const SHORT: usize = 4;
    let mut words: HashMap<Vec<char>, Option<(&'static str, Mark)>> = HashMap::new();
    let mut add = |wording: &[char], key: &'static str, mark: Mark| {
        let known = words.entry(wording.to_vec()).or_insert(Some((key, mark)));
        if known.is_some_and(|(other, _)| other != key) {
            *known = None;
        }
    };
    let editions: [&'static Edition; 2] = [&EDITION_2021, &EDITION_2019];
    for table in editions.iter().flat_map(|edition| &edition.tables) {
        let key = table.data.key;
        for row in expected_rows(table.data) {
            let certain = matches!(row.role, Role::Title { .. }) || !row.wording.ordinal.is_empty();
            add(&row.wording.whole, key, if certain { Mark::Certain } else { Mark::Row });
            if row.wording.body.len() >= SHORT {
                add(&row.wording.body, key, Mark::Row);
            }
        }
        for block in table.data.blocks {
            for head in expected_heads(block.corner, block.columns) {
                let balance =
                    block.corner.is_some_and(|corner| corner == head.text) && table.data.is_balanced();
                add(&head.wording.whole, key, if balance { Mark::Certain } else { Mark::Head });
            }
        }
    }
    words.into_iter().filter_map(|(wording, known)| known.map(|known| (wording, known))).collect()
}

/// What a cell says of the table it stands in. Words that several tables have say nothing.
fn mark(cell: &Cell) -> Option<(&'static str, Mark)> {
    (cell.kind == CellKind::Words).then(|| VOCABULARY.get(&cell.wording.whole).copied()).flatten()
}

/// Whether a table holds rows of a statutory table.
pub(super) fn is_statutory(grid: &Grid) -> bool {
    Sheet::of(grid).is_some_and(|sheet| !evidence(&sheet).is_empty())
}

/// The statutory tables of which a table has enough words.
fn evidence(sheet: &Sheet) -> Vec<&'static str> {
    let mut seen: HashMap<&'static str, Vec<(&[char], Mark)>> = HashMap::new();
    for row in 0..sheet.height() {
        for number in sheet.row(row) {
            let cell = sheet.cell(number);
            if let Some((key, mark)) = mark(cell) {
                let words = seen.entry(key).or_default();
                let wording = cell.wording.whole.as_slice();
                if words.iter().all(|(other, _)| *other != wording) {
                    words.push((wording, mark));
                }
            }
        }
    }
    let enough = |words: &[(&[char], Mark)]| {
        let count = |wanted: Mark| words.iter().filter(|(_, mark)| *mark == wanted).count();
        count(Mark::Certain) > 0 || (count(Mark::Row) > 0 && count(Mark::Head) > 0) || count(Mark::Head) > 2
    };
    seen.into_iter().filter(|(_, words)| enough(words)).map(|(key, _)| key).collect()
}

/// Takes a table apart: rows of statutory tables, and everything else as lines.
pub(super) fn passages(grid: &Grid) -> Vec<Passage> {
    let Some(sheet) = Sheet::of(grid) else { return huge(grid) };
    let known = evidence(&sheet);
    let sheet = Rc::new(sheet);
    let mut passages: Vec<Passage> = Vec::new();
    let mut table: Option<&'static str> = None;
    for row in 0..sheet.height() {
        let cells = sheet.row(row);
        let named = cells.iter().filter_map(|number| mark(sheet.cell(*number))).map(|(key, _)| key);
        let named: Vec<&'static str> = named.filter(|key| known.contains(key)).collect();
        let filled: Vec<&Cell> = cells
            .iter()
            .map(|number| sheet.cell(*number))
            .filter(|cell| cell.kind != CellKind::Blank)
            .collect();
        let stranger = named.is_empty()
            && match filled.as_slice() {
                [only] => only.kind == CellKind::Words && !fits(only, &known),
                _ => false,
            };
        // A row that names a table belongs to it; others belong to the table that goes on.
        table = named
            .iter()
            .copied()
            .max_by_key(|key| named.iter().filter(|other| *other == key).count())
            .or(table);
        let begins = known.first().copied().filter(|_| known.len() == 1);
        match table.or(begins) {
            Some(key) if !stranger => match passages.last_mut() {
                Some(Passage::Form(part)) if part.key == key && part.rows.end == row => part.rows.end += 1,
                _ => {
                    let part = Part { key, sheet: Rc::clone(&sheet), rows: row..row + 1 };
                    passages.push(Passage::Form(part));
                }
            },
            _ => passages.extend(lines(&filled, &sheet, row).into_iter().map(Passage::Words)),
        }
    }
    passages
}

/// Whether words that stand alone in their row are like a clause or a group of the form.
fn fits(cell: &Cell, known: &[&'static str]) -> bool {
    const ALIKE: usize = 700;
    const LONGEST: usize = 80;
    static LABELS: LazyLock<Vec<(&'static str, Wording)>> = LazyLock::new(|| {
        let editions: [&'static Edition; 2] = [&EDITION_2021, &EDITION_2019];
        let tables = editions.iter().flat_map(|edition| &edition.tables);
        let labels =
            tables.flat_map(|table| expected_rows(table.data).into_iter().map(|row| (table.data.key, row)));
        labels.map(|(key, row)| (key, row.wording)).collect()
    });
    cell.wording.whole.len() <= LONGEST
        && LABELS
            .iter()
            .filter(|(key, _)| known.contains(key))
            .any(|(_, label)| cell.fit(label, ALIKE).is_some_and(|fit| fit >= ALIKE))
}

/// A row of any other table: a line with tabs, or, where the cells hold paragraphs, these.
fn lines(filled: &[&Cell], sheet: &Sheet, row: usize) -> Vec<String> {
    const LONG: usize = 60;
    let paragraphs = filled.len() == 1
        || filled.iter().any(|cell| cell.text.contains('\n') && cell.text.chars().count() > LONG);
    if paragraphs {
        return filled.iter().flat_map(|cell| cell.text.lines()).map(str::to_owned).collect();
    }
    let line = sheet.line(row);
    if line.is_empty() { Vec::new() } else { vec![line] }
}

/// A table that is larger than any of the form.
fn huge(grid: &Grid) -> Vec<Passage> {
    let line = |row: &Vec<super::source::GridCell>| {
        row.iter().map(|cell| cell.text.trim()).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\t")
    };
    grid.rows.iter().map(line).filter(|line| !line.is_empty()).map(Passage::Words).collect()
}

/// The wording of a label, for those who compare it.
pub(super) fn is_of_the_form(wording: &Wording) -> bool {
    VOCABULARY.contains_key(&wording.whole)
}
