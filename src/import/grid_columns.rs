//! Which columns a table has: read from its heads, one to three rows deep, in whatever order they come.

use std::ops::Range;

use super::fold::likeness;
use super::label::{Expected, Role, Wording};
use super::sheet::{Cell, CellKind, Sheet};

/// A column of a table, or several that share their heads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    /// The places that it covers.
    pub(super) places: Range<usize>,
    /// Its position in the lines of the form; nothing for a column that the form does not have.
    pub(super) position: Option<usize>,
    /// Its heads, the widest first.
    pub(super) heads: Vec<usize>,
}

/// The columns under some heads, the label columns left out; empty when none of them is of the form.
pub(super) fn columns(expected: &[Expected], sheet: &Sheet, rows: &[usize]) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for place in 0..sheet.width() {
        let heads = heads(sheet, rows, place);
        match columns.last_mut() {
            Some(last) if last.heads == heads => last.places.end = place + 1,
            _ => columns.push(Column { places: place..place + 1, position: None, heads }),
        }
    }
    columns.retain(|column| !column.heads.is_empty());
    let mut leaves: Vec<&Expected> =
        expected.iter().filter(|head| matches!(head.role, Role::Column { .. })).collect();
    leaves.sort_by_key(|leaf| position(leaf));
    let groups: Vec<&Expected> =
        expected.iter().filter(|head| matches!(head.role, Role::Group { .. })).collect();
    let fits: Vec<Vec<usize>> = columns
        .iter()
        .map(|column| leaves.iter().map(|leaf| fit(leaf, &groups, sheet, &column.heads)).collect())
        .collect();
    for (column, leaf) in in_order(&fits, leaves.len()) {
        columns[column].position = position(leaves[leaf]);
    }
    out_of_order(&fits, &leaves, &mut columns);
    in_between(&leaves, sheet, &mut columns);
    // What stands left of the first column of figures, or is a corner, heads labels.
    let first = columns.iter().position(|column| column.position.is_some()).unwrap_or(columns.len());
    let labels = columns[..first]
        .iter()
        .rposition(|column| column.heads.iter().any(|head| is_corner(expected, sheet.cell(*head))))
        .map_or(usize::from(first > 0), |corner| corner + 1);
    columns.drain(..labels.min(columns.len()));
    // One head alone is rather a label that is like one, unless the form has no more.
    let found = columns.iter().filter(|column| column.position.is_some()).count();
    if found < leaves.len().min(2) { Vec::new() } else { columns }
}

fn position(leaf: &Expected) -> Option<usize> {
    match leaf.role {
        Role::Column { position } => Some(position),
        _ => None,
    }
}

/// The corner is the one group that heads nothing.
fn is_corner(expected: &[Expected], cell: &Cell) -> bool {
    expected.first().is_some_and(|corner| {
        matches!(corner.role, Role::Group { .. })
            && corner.scope.is_empty()
            && cell.fit(&corner.wording, 500).is_some()
    })
}

/// The heads above a place, from the top, each once.
fn heads(sheet: &Sheet, rows: &[usize], place: usize) -> Vec<usize> {
    let mut heads: Vec<usize> = Vec::new();
    for row in rows {
        if let Some(number) = sheet.at(*row, place)
            && sheet.cell(number).kind == CellKind::Words
            && !heads.contains(&number)
        {
            heads.push(number);
        }
    }
    heads
}

/// How well a column of the form fits some heads; 0 when it does not.
fn fit(leaf: &Expected, groups: &[&Expected], sheet: &Sheet, heads: &[usize]) -> usize {
    const LEAST: usize = 650;
    let cells: Vec<&Cell> = heads.iter().map(|head| sheet.cell(*head)).collect();
    let mut best = 0;
    let mut at = 0;
    for (index, cell) in cells.iter().enumerate() {
        let fit = cell.fit(&leaf.wording, LEAST).unwrap_or(0);
        if fit > best {
            (best, at) = (fit, index);
        }
        // A head torn over two rows: 商业 above 企业.
        if index > 0 && leaf.wording.is_printed_as(&joined(cells[index - 1], cell)) && best < 2_000 {
            (best, at) = (2_000, index - 1);
        }
    }
    if best == 0 {
        return 0;
    }
    let mut above = cells[..at].iter();
    let named = |group: &Expected| cells[..at].iter().any(|cell| group.wording.is_printed_as(&cell.wording));
    if above.any(|cell| Wording::of(leaf.scope).is_printed_as(&cell.wording)) {
        return best + 400;
    }
    // Heads of other groups above speak against it.
    let siblings = |group: &&&Expected| {
        group.text != leaf.scope && named(group) && groups.iter().any(|other| other.text == leaf.scope)
    };
    let contradicted = groups.iter().filter(siblings).any(|group| !encloses(groups, group, leaf));
    best.saturating_sub(if contradicted { 1_200 } else { 0 })
}

/// Whether a group stands above the group of a leaf.
fn encloses(groups: &[&Expected], outer: &Expected, leaf: &Expected) -> bool {
    groups.iter().any(|group| group.text == leaf.scope && group.scope == outer.text)
}

fn joined(one: &Cell, other: &Cell) -> Wording {
    Wording::of(&format!("{}{}", one.text, other.text))
}

/// Pairs columns with those of the form, both in their order, so that the whole fits best.
fn in_order(fits: &[Vec<usize>], leaves: usize) -> Vec<(usize, usize)> {
    let width = leaves + 1;
    let mut best = vec![0_usize; (fits.len() + 1) * width];
    for (column, fits) in fits.iter().enumerate() {
        for leaf in 0..=leaves {
            let here = (column + 1) * width + leaf;
            best[here] = best[here - width];
            if leaf > 0 {
                best[here] = best[here].max(best[here - 1]);
                if fits[leaf - 1] > 0 {
                    best[here] = best[here].max(best[here - width - 1] + fits[leaf - 1]);
                }
            }
        }
    }
    let mut pairs = Vec::new();
    let (mut column, mut leaf) = (fits.len(), leaves);
    while column > 0 && leaf > 0 {
        let here = column * width + leaf;
        if best[here] == best[here - width] {
            column -= 1;
        } else if best[here] == best[here - 1] {
            leaf -= 1;
        } else {
            (column, leaf) = (column - 1, leaf - 1);
            pairs.push((column, leaf));
        }
    }
    pairs
}

/// Columns that stand out of their order are known by heads printed to the letter.
fn out_of_order(fits: &[Vec<usize>], leaves: &[&Expected], columns: &mut [Column]) {
    const EXACT: usize = 2_000;
    for (leaf, head) in leaves.iter().enumerate() {
        if columns.iter().any(|column| column.position == position(head)) {
            continue;
        }
        let free = (0..columns.len()).filter(|column| columns[*column].position.is_none());
        let best = free.map(|column| (fits[column][leaf], std::cmp::Reverse(column))).max();
        if let Some((fit, std::cmp::Reverse(column))) = best
            && fit >= EXACT
        {
            columns[column].position = position(head);
        }
    }
}

/// Heads worded otherwise (合计, 其它) are known by their neighbours: as many stand between two heads that were found
/// as the form has there. 小计 says of itself that it is another one.
fn in_between(leaves: &[&Expected], sheet: &Sheet, columns: &mut [Column]) {
    let mut index = 1;
    while index < columns.len() {
        let end =
            (index..columns.len()).find(|end| columns[*end].position.is_some()).unwrap_or(columns.len());
        let before = columns[index - 1].position;
        let behind = columns.get(end).map_or(Some(leaves.len()), |column| column.position);
        if let (Some(before), Some(behind)) = (before, behind)
            && before + 1 + (end - index) == behind
        {
            for (column, leaf) in columns[index..end].iter_mut().zip(&leaves[before + 1..behind]) {
                if is_like(leaf, sheet, column) {
                    column.position = position(leaf);
                }
            }
        }
        index = end + 1;
    }
}

fn is_like(leaf: &Expected, sheet: &Sheet, column: &Column) -> bool {
    const ALIKE: usize = 450;
    let mut heads = column.heads.iter().rev().map(|head| &sheet.cell(*head).wording);
    let Some(own) = heads.next() else { return false };
    // Heads of one group stand under the same head.
    likeness(&own.body, &leaf.wording.body) >= ALIKE
        && !own.body.starts_with(&['小'])
        && heads.next().is_none_or(|above| above.whole == Wording::of(leaf.scope).whole)
}
