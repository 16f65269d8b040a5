//! Which figure stands in which cell of a row. Figures that were printed in cells of their own are simply laid
//! out; figures that were run together (`713000074`) are parted so that the sums of the form hold. What
//! cannot be parted in one way only is left undecided: an import never guesses a figure.

use std::collections::{HashMap, HashSet};

use super::fold::narrow;
use crate::form::{CellId, Edition, Identity, IdentityKind, Kind, Table};
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

/// More ways than this to part a row are too many to tell apart.
const MOST_WAYS: usize = 48;
/// Steps spent on one row before giving up.
const MOST_STEPS: usize = 60_000;
/// Combinations of rows that are tried against the columns.
const MOST_COMBINATIONS: usize = 20_000;

/// The ways to read one row; none when it cannot be read.
type Ways<'a> = Vec<Vec<(Option<usize>, &'a str)>>;

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
    if let Some(columns) = row.columns.iter().find(|columns| columns.len() == filled.len()) {
        return vec![lay_out(columns, filled)];
    }
    if let Some(way) = in_cells(row, offsets)
        && (!row.loose || confirmed(edition, table, row.line, &way))
    {
        return vec![way];
    }
    for columns in &row.columns {
        if filled.len() > columns.len() {
            continue;
        }
        for pieces in [by_blanks(&filled), by_commas(&filled)] {
            if pieces.len() == columns.len() {
                return vec![lay_out(columns, pieces)];
            }
        }
        // Blank cells between figures show that each figure has its cell: nothing was run together.
        let apart = row.cells.iter().skip_while(|cell| cell.is_empty()).any(|cell| cell.is_empty())
            && filled.len() > 1
            && row.shape.is_some();
        let ways = if apart { Vec::new() } else { part(edition, table, row.line, columns, &filled) };
        if !ways.is_empty() {
            return ways;
        }
    }
    Vec::new()
}

fn lay_out<'a>(columns: &Columns, pieces: Vec<&'a str>) -> Vec<(Option<usize>, &'a str)> {
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

fn by_blanks<'a>(cells: &[&'a str]) -> Vec<&'a str> {
    cells.iter().flat_map(|cell| cell.split_whitespace()).collect()
}

fn by_commas<'a>(cells: &[&'a str]) -> Vec<&'a str> {
    cells.iter().flat_map(|cell| cell.split([',', '，'])).map(str::trim).collect()
}

/// Every way to part figures that were run together. Blanks are taken for the gaps that they look like, and
/// only when that leads nowhere for nothing.
fn part<'a>(edition: &Edition, table: usize, line: usize, columns: &Columns, cells: &[&'a str]) -> Ways<'a> {
    let Some(cells_of_line) = edition.tables[table].lines.get(line) else { return Vec::new() };
    let kinds: Vec<Kind> = columns
        .iter()
        .map(|position| {
            let id = position.and_then(|position| cells_of_line.get(position));
            id.map_or(Kind::Count, |id| edition.cell(*id).kind)
        })
        .collect();
    let sums = sums(edition, table, cells_of_line, columns);
    let mut parter = Parter { pieces: by_blanks(cells), kinds, sums, found: Vec::new(), steps: 0 };
    parter.go(0, 0, &mut Vec::new());
    let ways = parter.ways();
    // Without the sums, only figures of one digit each are beyond doubt.
    let single = || {
        let digits: Vec<&str> = parter.pieces.iter().flat_map(|piece| digits(piece)).collect();
        let plain = parter.pieces.iter().all(|piece| piece.chars().all(|c| narrow(c).is_ascii_digit()));
        (plain && digits.len() == columns.len()).then(|| vec![digits])
    };
    let ways = match ways {
        Some(ways) if ways.is_empty() => single().unwrap_or_default(),
        Some(ways) => ways,
        None => Vec::new(),
    };
    ways.into_iter().map(|way| lay_out(columns, way)).collect()
}

fn digits(piece: &str) -> impl Iterator<Item = &str> {
    piece.char_indices().map(|(at, c)| &piece[at..at + c.len_utf8()])
}

/// A sum within a row: places of its parts and of its total among the columns.
struct RowSum {
    parts: Vec<usize>,
    total: usize,
}

fn sums(edition: &Edition, table: usize, line: &[CellId], columns: &Columns) -> Vec<RowSum> {
    let place = |id: &CellId| {
        let position = line.iter().position(|other| other == id)?;
        columns.iter().position(|column| *column == Some(position))
    };
    edition
        .identities
        .iter()
        .filter(|identity| identity.table == table && identity.kind == IdentityKind::SumOfColumns)
        .filter_map(|identity| {
            let total = place(identity.right.first()?)?;
            let parts: Option<Vec<usize>> = identity.left.iter().map(place).collect();
            Some(RowSum { parts: parts?, total })
        })
        .collect()
}

/// Searches the ways to part pieces into as many figures as there are columns.
struct Parter<'a> {
    pieces: Vec<&'a str>,
    kinds: Vec<Kind>,
    sums: Vec<RowSum>,
    found: Vec<Vec<&'a str>>,
    steps: usize,
}

impl<'a> Parter<'a> {
    /// What was found; nothing when the search was given up.
    fn ways(&self) -> Option<Vec<Vec<&'a str>>> {
        (self.steps < MOST_STEPS && self.found.len() <= MOST_WAYS).then(|| self.found.clone())
    }

    fn go(&mut self, piece: usize, at: usize, figures: &mut Vec<&'a str>) {
        self.steps += 1;
        if self.steps >= MOST_STEPS || self.found.len() > MOST_WAYS {
            return;
        }
        if piece == self.pieces.len() {
            if figures.len() == self.kinds.len() {
                self.found.push(figures.clone());
            }
            return;
        }
        // Each piece left makes one figure at least, each character one at most.
        let left = self.pieces.len() - piece - 1;
        let places = self.kinds.len() - figures.len();
        let rest = &self.pieces[piece][at..];
        let characters: usize =
            rest.chars().count() + self.pieces[piece + 1..].iter().map(|p| p.chars().count()).sum::<usize>();
        if places <= left || characters < places {
            return;
        }
        let kind = self.kinds[figures.len()];
        let ends: Vec<usize> = figure_ends(rest, kind).collect();
        for end in ends {
            figures.push(&rest[..end]);
            if self.holds(figures) {
                if end == rest.len() {
                    self.go(piece + 1, 0, figures);
                } else {
                    self.go(piece, at + end, figures);
                }
            }
            figures.pop();
        }
    }

    /// Whether no sum that is complete is wrong.
    fn holds(&self, figures: &[&str]) -> bool {
        let last = figures.len() - 1;
        let value = |place: usize| figures.get(place).map(|figure| number(figure));
        self.sums.iter().filter(|sum| sum.total == last).all(|sum| {
            let parts: Option<u128> = sum.parts.iter().map(|part| value(*part)).sum();
            // A total that comes before its parts is not judged here.
            parts.is_none_or(|parts| Some(parts) == value(sum.total))
        })
    }
}

fn number(figure: &str) -> u128 {
    figure
        .chars()
        .filter_map(|c| narrow(c).to_digit(10))
        .fold(0, |value, digit| value.saturating_mul(10).saturating_add(u128::from(digit)))
}

/// Where a figure at the beginning of a run may end. A figure has no leading zero, a sign only where changes
/// are counted, a fraction only where money is; a unit ends it.
fn figure_ends(run: &str, kind: Kind) -> impl Iterator<Item = usize> {
    const LONGEST: usize = 20;
    let chars: Vec<(usize, char)> = run.char_indices().map(|(at, c)| (at, narrow(c))).collect();
    let end_of = |index: usize| chars.get(index).map_or(run.len(), |(at, _)| *at);
    let signed = chars.first().is_some_and(|(_, c)| !c.is_ascii_digit() && *c != '.');
    let start = usize::from(signed && kind == Kind::Signed);
    let digits =
        chars[start.min(chars.len())..].iter().take(LONGEST).take_while(|(_, c)| c.is_ascii_digit()).count();
    let whole = match chars.get(start) {
        _ if signed && kind != Kind::Signed => 0,
        Some((_, '0')) => digits.min(1),
        _ => digits,
    };
    let mut ends: Vec<usize> = (1..=whole).map(|length| start + length).collect();
    let after_whole = start + whole;
    if whole > 0 && kind == Kind::Amount && chars.get(after_whole).is_some_and(|(_, c)| *c == '.') {
        let fraction = chars[after_whole + 1..].iter().take_while(|(_, c)| c.is_ascii_digit()).count();
        ends.extend((1..=fraction).map(|length| after_whole + 1 + length));
    }
    let last = ends.last().copied().unwrap_or(0);
    let units = chars[last.min(chars.len())..].iter().take_while(|(_, c)| c.is_alphabetic()).count();
    if last > 0 && units > 0 {
        ends.push(last + units);
    }
    // A figure cannot end where a fraction or a unit that belongs to it begins.
    let cut: Vec<usize> = ends
        .into_iter()
        .filter(|end| chars.get(*end).is_none_or(|(_, c)| *c != '.' && !c.is_alphabetic()))
        .map(end_of)
        .collect();
    cut.into_iter()
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
