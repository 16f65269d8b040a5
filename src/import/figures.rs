//! Which figure stands in which cell of a row. Figures that were printed in cells of their own are simply laid
//! out; figures that were run together (`713000074`) are parted so that the sums of the form hold. What
//! cannot be parted in one way only is left undecided: an import never guesses a figure.

use std::collections::{HashMap, HashSet};

use super::parting::part;
use crate::form::{Edition, Identity, IdentityKind, Table};
use crate::report::{Entry, Figures};

/// The columns that a text has, left to right: positions in the form's lines; nothing for a surplus column.
pub(super) type Columns = Vec<Option<usize>>;

/// A row as found.
#[derive(Debug)]
pub(super) struct Row<'a> {
    /// The line of the form.
    pub(super) line: usize,
    /// What stood behind its label, cell by cell; blank cells are kept where the text has them.
    pub(super) cells: Vec<&'a str>,
    /// Where the label stood in its line of cells and how many cells there were; nothing for figures that are
    /// not parted by tabs. Rows of one shape have their figures in the same places.
    pub(super) shape: Option<(usize, usize)>,
    /// Whether blank cells may be mere blank lines: then the sum of the row must confirm them.
    pub(super) loose: bool,
    /// Ways to read the columns, the likeliest first.
    pub(super) columns: Vec<Columns>,
}

/// What became of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Decision<'a> {
    /// Each column with what stands in it.
    Placed(Vec<(Option<usize>, &'a str)>),
    /// It could not be decided.
    Undecided,
}

/// Combinations of rows that are tried against the columns.
const MOST_COMBINATIONS: usize = 5_000;

/// The ways to read one row; none when it cannot be read.
pub(super) type Ways<'a> = Vec<Vec<(Option<usize>, &'a str)>>;

/// Decides all rows of a table.
pub(super) fn decide<'a>(edition: &Edition, table: usize, rows: &[Row<'a>]) -> Vec<Decision<'a>> {
    let offsets = Offsets::learn(rows, edition.tables[table].width);
    let mut ways: Vec<Ways<'a>> = rows.iter().map(|row| ways(edition, table, row, &offsets)).collect();
    settle(edition, table, rows, &mut ways);
    ways.into_iter()
        .map(|mut ways| match ways.pop() {
            Some(way) if ways.is_empty() => Decision::Placed(way),
            _ => Decision::Undecided,
        })
        .collect()
}

/// Where figures begin behind the label, learned from rows that are complete: by shape, and by the place of
/// the label alone. Nothing where rows disagree.
struct Offsets {
    by_shape: HashMap<(usize, usize), Option<usize>>,
    by_label: HashMap<usize, Option<usize>>,
    width: usize,
}

impl Offsets {
    fn learn(rows: &[Row], width: usize) -> Self {
        let mut offsets = Self { by_shape: HashMap::new(), by_label: HashMap::new(), width };
        for row in rows {
            let Some(shape) = row.shape else { continue };
            let full = row.columns.iter().any(|columns| columns.len() == filled(&row.cells));
            let first = row.cells.iter().position(|cell| !cell.is_empty());
            if let (true, Some(first)) = (full, first) {
                learn(offsets.by_shape.entry(shape).or_insert(Some(first)), first);
                learn(offsets.by_label.entry(shape.0).or_insert(Some(first)), first);
            }
        }
        offsets
    }

    /// The offset for a row: as in rows of its shape, or at the right end of a line as wide as the form.
    fn of(&self, shape: (usize, usize), cells: usize, columns: usize) -> Option<usize> {
        let learned = self.by_shape.get(&shape).or_else(|| self.by_label.get(&shape.0));
        match learned {
            Some(offset) => *offset,
            None if shape.1 == self.width => cells.checked_sub(columns),
            None => None,
        }
    }
}

fn learn(known: &mut Option<usize>, first: usize) {
    if *known != Some(first) {
        *known = None;
    }
}

fn filled(cells: &[&str]) -> usize {
    cells.iter().filter(|cell| !cell.is_empty()).count()
}

fn ways<'a>(edition: &Edition, table: usize, row: &Row<'a>, offsets: &Offsets) -> Ways<'a> {
    let filled: Vec<&'a str> = row.cells.iter().copied().filter(|cell| !cell.is_empty()).collect();
    if filled.is_empty() {
        return vec![Vec::new()];
    }
    let width = edition.tables[table].lines.get(row.line).map_or(0, Vec::len);
    let fits = |columns: &&Columns| {
        // Where columns are missing, a blank cell between figures is one of them, printed without its head.
        columns.len() == filled.len() && (columns.len() >= width || !row.has_gap())
    };
    if let Some(columns) = row.columns.iter().find(fits) {
        return vec![lay_out(columns, filled)];
    }
    if let Some(way) = in_cells(row, offsets)
        && (!row.loose || confirmed(edition, table, row.line, &way))
    {
        return vec![way];
    }
    for pieces in [by_blanks(&filled), by_commas(&filled)] {
        if let Some(columns) = row.columns.iter().find(|columns| columns.len() == pieces.len()) {
            return vec![lay_out(columns, pieces)];
        }
    }
    // Blank cells between figures show that each figure has its cell: nothing was run together.
    if row.has_gap() {
        return Vec::new();
    }
    let of_the_form = row.columns.iter().filter(|columns| columns.iter().all(Option::is_some));
    of_the_form
        .map(|columns| part(edition, table, row.line, columns, &filled))
        .find(|ways| !ways.is_empty())
        .unwrap_or_default()
}

impl Row<'_> {
    /// Whether blank cells stand between filled ones.
    fn has_gap(&self) -> bool {
        let mut behind = self.cells.iter().rev().skip_while(|cell| cell.is_empty());
        self.shape.is_some()
            && behind.by_ref().any(|cell| cell.is_empty())
            && behind.any(|cell| !cell.is_empty())
    }
}

pub(super) fn lay_out<'a>(columns: &Columns, pieces: Vec<&'a str>) -> Vec<(Option<usize>, &'a str)> {
    columns.iter().copied().zip(pieces).collect()
}

/// Reads a row with blank cells by the places of its cells.
fn in_cells<'a>(row: &Row<'a>, offsets: &Offsets) -> Option<Vec<(Option<usize>, &'a str)>> {
    let cells = row.cells.as_slice();
    let blank = |cells: &[&str]| cells.iter().all(|cell| cell.is_empty());
    if row.shape.is_none() && !row.loose {
        return None;
    }
    if let Some(columns) = row.columns.iter().find(|columns| columns.len() == cells.len()) {
        return Some(lay_out(columns, cells.to_vec()));
    }
    let shape = row.shape?;
    row.columns.iter().find_map(|columns| {
        let offset = offsets.of(shape, cells.len(), columns.len())?;
        let here = cells.get(offset..)?;
        let inside = &here[..here.len().min(columns.len())];
        let fits = blank(&cells[..offset]) && blank(&here[inside.len()..]);
        let padded = inside.iter().copied().chain(std::iter::repeat("")).take(columns.len()).collect();
        fits.then(|| lay_out(columns, padded))
    })
}

/// Whether the sums of a line hold, and there is one.
fn confirmed(edition: &Edition, table: usize, line: usize, way: &[(Option<usize>, &str)]) -> bool {
    let form = &edition.tables[table];
    let mut figures = Figures::blank(edition);
    fill(&mut figures, form, line, way);
    let mut sums = edition
        .identities
        .iter()
        .filter(|identity| {
            identity.table == table
                && identity.kind == IdentityKind::SumOfColumns
                && identity.right.iter().all(|id| edition.cell(*id).line == line)
        })
        .peekable();
    sums.peek().is_some()
        && sums.all(|identity| figures.sum(&identity.left).value == figures.sum(&identity.right).value)
}

pub(super) fn by_blanks<'a>(cells: &[&'a str]) -> Vec<&'a str> {
    cells.iter().flat_map(|cell| cell.split_whitespace()).collect()
}

fn by_commas<'a>(cells: &[&'a str]) -> Vec<&'a str> {
    cells.iter().flat_map(|cell| cell.split([',', '，'])).map(str::trim).collect()
}

/// Holds the ways of all rows against the sums and balances of the columns, and keeps those that every
/// combination in which all of them hold agrees on.
fn settle(edition: &Edition, table: usize, rows: &[Row], ways: &mut [Ways]) {
    let open: Vec<usize> = (0..rows.len()).filter(|row| ways[*row].len() > 1).collect();
    let combinations = open.iter().try_fold(1_usize, |product, row| product.checked_mul(ways[*row].len()));
    if open.is_empty() || combinations.is_none_or(|combinations| combinations > MOST_COMBINATIONS) {
        return;
    }
    let form = &edition.tables[table];
    let mut figures = Figures::blank(edition);
    for (row, ways) in rows.iter().zip(ways.iter()) {
        if let [way] = ways.as_slice() {
            fill(&mut figures, form, row.line, way);
        }
    }
    let unread: Vec<usize> =
        rows.iter().zip(ways.iter()).filter(|(_, ways)| ways.is_empty()).map(|(row, _)| row.line).collect();
    let disputed = disputed(rows, ways, &open);
    let judged: Vec<&Identity> = edition
        .identities
        .iter()
        .filter(|identity| identity.table == table && identity.kind != IdentityKind::SumOfColumns)
        .filter(|identity| {
            let mut cells = identity.left.iter().chain(&identity.right).map(|id| edition.cell(*id));
            let concerned = cells.clone().any(|cell| disputed.contains(&(cell.line, cell.position)));
            concerned && !cells.any(|cell| unread.contains(&cell.line))
        })
        .collect();
    if judged.is_empty() {
        return;
    }
    let mut kept: Vec<Vec<bool>> = open.iter().map(|row| vec![false; ways[*row].len()]).collect();
    let mut choice = vec![0; open.len()];
    loop {
        for (row, choice) in open.iter().zip(&choice) {
            fill(&mut figures, form, rows[*row].line, &ways[*row][*choice]);
        }
        if judged
            .iter()
            .all(|identity| figures.sum(&identity.left).value == figures.sum(&identity.right).value)
        {
            for (kept, choice) in kept.iter_mut().zip(&choice) {
                kept[*choice] = true;
            }
        }
        if !advance(&mut choice, &open, ways) {
            break;
        }
    }
    for (row, kept) in open.into_iter().zip(kept) {
        let mut kept = kept.into_iter();
        if kept.as_slice().contains(&true) {
            ways[row].retain(|_| kept.next().unwrap_or(false));
        }
    }
}

/// The cells on which the ways to read the open rows differ.
fn disputed(rows: &[Row], ways: &[Ways], open: &[usize]) -> HashSet<(usize, usize)> {
    let mut disputed = HashSet::new();
    for row in open {
        for pair in ways[*row].windows(2) {
            for ((position, one), (_, other)) in pair[0].iter().zip(&pair[1]) {
                if one != other {
                    disputed.extend(position.map(|position| (rows[*row].line, position)));
                }
            }
        }
    }
    disputed
}

/// The next combination; false after the last.
fn advance(choice: &mut [usize], open: &[usize], ways: &[Ways]) -> bool {
    for (choice, row) in choice.iter_mut().zip(open) {
        *choice += 1;
        if *choice < ways[*row].len() {
            return true;
        }
        *choice = 0;
    }
    false
}

fn fill(figures: &mut Figures, form: &Table, line: usize, way: &[(Option<usize>, &str)]) {
    let Some(cells) = form.lines.get(line) else { return };
    for (position, text) in way {
        if let Some(id) = position.and_then(|position| cells.get(position)) {
            figures.put(*id, Entry::printed(text));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::EDITION_2021;

    const SEVEN: usize = 7;

    fn row<'a>(line: usize, cells: &[&'a str]) -> Row<'a> {
        Row {
            line,
            cells: cells.to_vec(),
            shape: None,
            loose: false,
            columns: vec![(0..SEVEN).map(Some).collect()],
        }
    }

    fn read(rows: &[Row]) -> Vec<Option<String>> {
        decide(&EDITION_2021, 1, rows)
            .into_iter()
            .map(|decision| match decision {
                Decision::Placed(way) => {
                    Some(way.iter().map(|(_, text)| *text).collect::<Vec<_>>().join(" "))
                }
                Decision::Undecided => None,
            })
            .collect()
    }

    fn read_one(cells: &[&str]) -> Option<String> {
        read(&[row(0, cells)]).remove(0)
    }

    #[test]
    fn figures_run_together_are_parted_by_the_sum_of_the_row() {
        assert_eq!(read_one(&["713000074"]).as_deref(), Some("71 3 0 0 0 0 74"));
        assert_eq!(read_one(&["230 000023"]).as_deref(), Some("23 0 0 0 0 0 23"));
        assert_eq!(read_one(&["20 0 00 0 121"]).as_deref(), Some("20 0 0 0 0 1 21"));
        assert_eq!(read_one(&["0000000"]).as_deref(), Some("0 0 0 0 0 0 0"));
        assert_eq!(read_one(&["２３０００００２３"]).as_deref(), Some("２３ ０ ０ ０ ０ ０ ２３"));
    }

    #[test]
    fn what_can_be_parted_in_two_ways_is_left_open() {
        // 11 and 0, or 1 and 10: both make 11.
        assert_eq!(read_one(&["110000011"]), None);
        assert_eq!(read_one(&["000000"]), None);
        assert_eq!(read_one(&["12345678901234567890123456789012345678901234567890"]), None);
    }

    #[test]
    fn the_columns_settle_what_the_row_leaves_open() {
        // Lines 0 and 1 come in, 23 and 24 go out (outcome total and carried out).
        let rows = [
            row(0, &["110000011"]),
            row(1, &["0000000"]),
            row(2, &["11", "0", "0", "0", "0", "0", "11"]),
            row(23, &["11", "0", "0", "0", "0", "0", "11"]),
            row(24, &["0000000"]),
        ];
        assert_eq!(read(&rows)[0].as_deref(), Some("11 0 0 0 0 0 11"));
    }

    #[test]
    fn blank_cells_keep_their_places() {
        let mut whole = row(0, &["5", "", "", "", "", "", "5"]);
        whole.shape = Some((0, 8));
        assert_eq!(read(&[whole])[0].as_deref(), Some("5      5"));
        let mut short = row(0, &["", "5", "", "", ""]);
        short.shape = Some((0, 9));
        let mut full = row(1, &["", "1", "0", "0", "0", "0", "0", "1"]);
        full.shape = Some((0, 9));
        assert_eq!(read(&[short, full])[0].as_deref(), Some("5      "));
        assert_eq!(read_one(&["5", "5"]), None);
    }
}
