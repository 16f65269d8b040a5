//! The arithmetic that follows from the trees: a total is the sum of the leaves beside it, and each column of
//! table three keeps the balance that the form prints in its corner.

use super::{CellId, Edition, Leaf, TableData, leaves};

/// What an identity states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IdentityKind {
    /// 第一项加第二项之和，等于第三项加第四项之和, in one column.
    Balance,
    /// A total below its rows (（七）总计).
    SumOfRows,
    /// A total at the end of its columns (总计).
    SumOfColumns,
}

/// A side of an identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The parts, or what came in.
    Left,
    /// The total, or what became of it.
    Right,
}

/// Two sets of cells of which the sums must be equal.
#[derive(Debug, Clone)]
pub struct Identity {
    /// What it states.
    pub kind: IdentityKind,
    /// The table, as an index into [`Edition::tables`].
    pub table: usize,
    /// The parts; for a balance, what came in.
    pub left: Vec<CellId>,
    /// The total alone; for a balance, what became of it.
    pub right: Vec<CellId>,
}

/// Derives all identities, says which cell stands in which and is computed by which, and in what order.
pub(super) fn derive(edition: &mut Edition) {
    let mut identities = Vec::new();
    for index in 0..edition.tables.len() {
        derive_table(edition, index, &mut identities);
    }
    for (number, identity) in identities.iter().enumerate() {
        for (side, ids) in [(Side::Left, &identity.left), (Side::Right, &identity.right)] {
            for id in ids {
                edition.cells[id.index()].stands_in.push((number, side));
            }
        }
        if let (IdentityKind::SumOfRows | IdentityKind::SumOfColumns, [total]) =
            (identity.kind, identity.right.as_slice())
        {
            edition.cells[total.index()].computed_by = Some(number);
        }
    }
    edition.totals = computation_order(edition, &identities);
    edition.identities = identities;
}

fn derive_table(edition: &Edition, table: usize, identities: &mut Vec<Identity>) {
    let data = edition.tables[table].data;
    let lines = &edition.tables[table].lines;
    let mut first_line = 0;
    for block in data.blocks {
        let rows = leaves(block.rows);
        let columns = leaves(block.columns);
        let cell = |row: usize, column: usize| lines[first_line + row][column];
        if let Some(balance) = data.balance {
            let side = |paths: &[&str], column| -> Vec<CellId> {
                rows.iter()
                    .enumerate()
                    .filter(|(_, row)| paths.contains(&row.path().as_str()))
                    .map(|(row, _)| cell(row, column))
                    .collect()
            };
            identities.extend((0..columns.len()).map(|column| Identity {
                kind: IdentityKind::Balance,
                table,
                left: side(balance.left, column),
                right: side(balance.right, column),
            }));
        }
        for (total, parts) in totals(&rows) {
            identities.extend((0..columns.len()).map(|column| Identity {
                kind: IdentityKind::SumOfRows,
                table,
                left: parts.iter().map(|&row| cell(row, column)).collect(),
                right: vec![cell(total, column)],
            }));
        }
        for (total, parts) in totals(&columns) {
            identities.extend((0..rows.len()).map(|row| Identity {
                kind: IdentityKind::SumOfColumns,
                table,
                left: parts.iter().map(|&column| cell(row, column)).collect(),
                right: vec![cell(row, total)],
            }));
        }
        first_line += rows.len();
    }
}

/// Each total among the leaves, with the leaves under the same group that it sums.
fn totals(leaves: &[Leaf]) -> Vec<(usize, Vec<usize>)> {
    let under_same_group = |total: &Leaf, leaf: &Leaf| match total.groups.last() {
        Some(group) => leaf.groups.iter().any(|other| std::ptr::eq(*other, *group)),
        None => true,
    };
    leaves
        .iter()
        .enumerate()
        .filter(|(_, leaf)| leaf.header.total)
        .map(|(index, total)| {
            let parts = leaves
                .iter()
                .enumerate()
                .filter(|(_, leaf)| !leaf.header.total && under_same_group(total, leaf))
                .map(|(part, _)| part)
                .collect();
            (index, parts)
        })
        .collect()
}

/// Totals of plain cells first, then totals of totals.
fn computation_order(edition: &Edition, identities: &[Identity]) -> Vec<CellId> {
    let depth = |id: CellId| {
        edition.cell(id).computed_by.map_or(0, |number| {
            1 + usize::from(identities[number].left.iter().any(|part| edition.cell(*part).is_total()))
        })
    };
    [1, 2].into_iter().flat_map(|wanted| edition.ids().filter(move |id| depth(*id) == wanted)).collect()
}

impl TableData {
    /// Whether the table states a balance for each column.
    pub const fn is_balanced(&self) -> bool {
        self.balance.is_some()
    }
}
