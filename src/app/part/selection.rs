//! The block of cells that is selected in a table, and moving from cell to cell.

use crate::form::{CellId, Edition, Table};

/// A place among the figures of a table: line and position.
type Spot = (usize, usize);

/// Where the arrow keys go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Up,
    Down,
    Left,
    Right,
}

/// A selected block: the cell in which it began and the one in which it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Block {
    from: Spot,
    to: Spot,
}

impl Block {
    /// One cell.
    pub(super) fn of(edition: &Edition, id: CellId) -> Self {
        let spot = spot(edition, id);
        Self { from: spot, to: spot }
    }

    /// All figures of a table.
    pub(super) fn whole(table: &Table) -> Self {
        let last = table.lines.len().saturating_sub(1);
        let widest = table.lines.iter().map(Vec::len).max().unwrap_or(1) - 1;
        Self { from: (0, 0), to: (last, widest) }
    }

    /// The block drawn out to a cell.
    pub(super) fn to(self, edition: &Edition, id: CellId) -> Self {
        Self { to: spot(edition, id), ..self }
    }

    /// The block drawn out by one line or column, within the table.
    pub(super) fn stretched(self, table: &Table, way: Way) -> Self {
        let widest = table.lines.iter().map(Vec::len).max().unwrap_or(1) - 1;
        let (line, position) = self.to;
        let to = match way {
            Way::Up => (line.saturating_sub(1), position),
            Way::Down => ((line + 1).min(table.lines.len() - 1), position),
            Way::Left => (line, position.saturating_sub(1)),
            Way::Right => (line, (position + 1).min(widest)),
        };
        Self { to, ..self }
    }

    /// Whether it is more than one cell.
    pub(super) fn is_many(self) -> bool {
        self.from != self.to
    }

    /// The cells in it, line by line; lines of table two may be shorter than the block.
    pub(super) fn cells(self, table: &Table) -> Vec<Vec<CellId>> {
        let (top, bottom) = (self.from.0.min(self.to.0), self.from.0.max(self.to.0));
        let (left, right) = (self.from.1.min(self.to.1), self.from.1.max(self.to.1));
        table.lines[top..=bottom.min(table.lines.len() - 1)]
            .iter()
            .map(|line| line.iter().copied().skip(left).take(right - left + 1).collect())
            .collect()
    }
}

/// The next cell that can be typed in; computed cells are passed over.
pub(super) fn neighbour(edition: &Edition, id: CellId, way: Way) -> Option<CellId> {
    let table = &edition.tables[edition.cell(id).table];
    let (line, position) = spot(edition, id);
    let at = |line: usize, position: usize| -> Option<CellId> {
        let cells = table.lines.get(line)?;
        cells.get(position.min(cells.len() - 1)).copied()
    };
    let open = |id: &CellId| !edition.cell(*id).is_total();
    match way {
        Way::Up => (0..line).rev().filter_map(|line| at(line, position)).find(open),
        Way::Down => (line + 1..table.lines.len()).filter_map(|line| at(line, position)).find(open),
        Way::Left => (0..position).rev().filter_map(|position| at(line, position)).find(open),
        Way::Right => table.lines[line].iter().skip(position + 1).copied().find(open),
    }
}

/// The first or last cell of a line that can be typed in.
pub(super) fn line_end(edition: &Edition, id: CellId, last: bool) -> Option<CellId> {
    let cell = edition.cell(id);
    let mut open = edition.tables[cell.table].lines[cell.line]
        .iter()
        .copied()
        .filter(|id| !edition.cell(*id).is_total());
    if last { open.next_back() } else { open.next() }
}

fn spot(edition: &Edition, id: CellId) -> Spot {
    let cell = edition.cell(id);
    (cell.line, cell.position)
}
