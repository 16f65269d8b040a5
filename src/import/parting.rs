//! Parts figures that were printed without anything between them: `713000074` is 71, 3, 0, 0, 0, 0 and their
//! sum 74, and can be nothing else.

use super::figures::{Columns, Ways, by_blanks, lay_out};
use super::fold::narrow;
use crate::form::{CellId, Edition, IdentityKind, Kind};

/// More ways than this to part a row are too many to tell apart.
const MOST_WAYS: usize = 48;
/// Steps spent on one row before giving up.
const MOST_STEPS: usize = 60_000;

/// Every way to part figures that were run together. Blanks are taken for the gaps that they look like, and
/// only when that leads nowhere for nothing.
pub(super) fn part<'a>(
    edition: &Edition,
    table: usize,
    line: usize,
    columns: &Columns,
    cells: &[&'a str],
) -> Ways<'a> {
    let Some(cells_of_line) = edition.tables[table].lines.get(line) else { return Vec::new() };
    let kinds: Vec<Kind> = columns
        .iter()
        .map(|position| {
            let id = position.and_then(|position| cells_of_line.get(position));
            id.map_or(Kind::Count, |id| edition.cell(*id).kind)
        })
        .collect();
    let sums = sums(edition, table, cells_of_line, columns);
    let pieces = by_blanks(cells);
    let mut characters_after = vec![0; pieces.len()];
    for piece in (1..pieces.len()).rev() {
        characters_after[piece - 1] = characters_after[piece] + pieces[piece].chars().count();
    }
    let mut parter = Parter { pieces, characters_after, kinds, sums, found: Vec::new(), steps: 0 };
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
    /// How many characters the pieces behind each piece have.
    characters_after: Vec<usize>,
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
        // Each piece left makes one figure at least, each character one at most, and a total has at least as
        // many digits as what has been found of its parts.
        let left = self.pieces.len() - piece - 1;
        let places = self.kinds.len() - figures.len();
        let rest = &self.pieces[piece][at..];
        let characters = rest.chars().count() + self.characters_after[piece];
        if places <= left || characters < places + self.digits_owed(figures) {
            return;
        }
        let due = self.total_due(figures);
        let ends: Vec<usize> = figure_ends(rest, self.kinds[figures.len()]).collect();
        for end in ends {
            let figure = &rest[..end];
            if due.is_some_and(|due| due != number(figure)) {
                continue;
            }
            figures.push(figure);
            if end == rest.len() {
                self.go(piece + 1, 0, figures);
            } else {
                self.go(piece, at + end, figures);
            }
            figures.pop();
        }
    }

    /// What the next figure must be, when it is the total of figures found.
    fn total_due(&self, figures: &[&str]) -> Option<u128> {
        let sum = self.sums.iter().find(|sum| sum.total == figures.len())?;
        // A total that comes before its parts is not judged.
        let parts: Option<Vec<u128>> =
            sum.parts.iter().map(|part| figures.get(*part).map(|figure| number(figure))).collect();
        parts.map(|parts| parts.into_iter().fold(0, u128::saturating_add))
    }

    /// How many digits beyond the first the totals still to come must have at least.
    fn digits_owed(&self, figures: &[&str]) -> usize {
        let open = self.sums.iter().filter(|sum| sum.total >= figures.len());
        open.map(|sum| {
            let parts = sum.parts.iter().filter_map(|part| figures.get(*part)).map(|figure| number(figure));
            let found = parts.fold(0, u128::saturating_add);
            found.checked_ilog10().map_or(0, |digits| digits as usize)
        })
        .sum()
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
