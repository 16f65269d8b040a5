//! Puts a table of Word together: in Word a cell that is merged over rows stands in each of them.

use crate::import::source::{Block, Grid, GridCell};

/// Columns over which a cell may reach; Word allows no more.
const MOST_COLUMNS: usize = 64;

/// A table that is being read.
#[derive(Debug, Default)]
pub(super) struct Table {
    rows: Vec<Row>,
}

/// A row that is being read.
#[derive(Debug, Default)]
pub(super) struct Row {
    /// Columns left out before the first cell.
    pub(super) before: usize,
    /// Whether somebody deleted it, with changes being tracked.
    pub(super) deleted: bool,
    cells: Vec<Cell>,
}

/// A cell that is being read.
#[derive(Debug, Default)]
pub(super) struct Cell {
    /// Columns.
    pub(super) span: usize,
    /// How it is merged with the cell above.
    pub(super) above: Merge,
    /// How it is merged with the cell before.
    pub(super) before: Merge,
    /// What stands in it.
    pub(super) blocks: Vec<Block>,
}

/// How a cell is merged with its neighbour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Merge {
    /// It is not.
    #[default]
    None,
    /// It begins a merged cell.
    Begins,
    /// It goes on with one.
    GoesOn,
}

impl Merge {
    /// Reads `w:vMerge` or `w:hMerge`.
    pub(super) fn of(value: Option<&str>) -> Self {
        if value == Some("restart") { Self::Begins } else { Self::GoesOn }
    }
}

impl Table {
    /// Begins a row.
    pub(super) fn begin_row(&mut self) {
        self.rows.push(Row::default());
    }

    /// The row begun last.
    pub(super) fn row(&mut self) -> Option<&mut Row> {
        self.rows.last_mut()
    }

    /// Adds a cell to the row begun last.
    pub(super) fn add(&mut self, cell: Cell) {
        if self.rows.is_empty() {
            self.begin_row();
        }
        if let Some(row) = self.rows.last_mut() {
            row.cells.push(cell);
        }
    }

    /// What the table comes to: a grid; or, where it only serves to arrange other tables or to frame a text, what
    /// is in it.
    pub(super) fn finish(mut self) -> Vec<Block> {
        self.rows.retain(|row| !row.deleted && !row.cells.is_empty());
        let own: usize = self.rows.iter().map(|row| row.cells.len()).sum();
        let nested = self.rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.blocks);
        let nested: usize = nested.map(cells).sum();
        if nested > own || own == 1 {
            let cells = self.rows.into_iter().flat_map(|row| row.cells);
            return cells.flat_map(|cell| cell.blocks).collect();
        }
        let grid = self.grid();
        if grid.rows.is_empty() { Vec::new() } else { vec![Block::Table(grid)] }
    }

    fn grid(self) -> Grid {
        let mut grid = Grid::default();
        // For each column the merged cell that reaches down to here: its row, its place in it, its columns.
        let mut reaching: Vec<Option<(usize, usize, usize)>> = Vec::new();
        for row in self.rows {
            let y = grid.rows.len();
            let mut cells: Vec<GridCell> = Vec::new();
            let before = row.before.min(MOST_COLUMNS);
            if before > 0 {
                cells.push(GridCell { text: String::new(), colspan: before, rowspan: 1 });
            }
            let mut column = before;
            for cell in row.cells {
                let span = cell.span.clamp(1, MOST_COLUMNS);
                let words = text(&cell.blocks);
                if reaching.len() < column + span {
                    reaching.resize(column + span, None);
                }
                let above = reaching[column].filter(|(_, _, columns)| *columns == span);
                match (cell.above, above) {
                    (Merge::GoesOn, Some((row, place, _))) => {
                        let merged = grid.rows.get_mut(row).and_then(|row| row.get_mut(place));
                        if let Some(merged) = merged {
                            merged.rowspan = y - row + 1;
                            append(&mut merged.text, &words);
                        }
                    }
                    _ if cell.before == Merge::GoesOn && !cells.is_empty() => {
                        if let Some(merged) = cells.last_mut() {
                            merged.colspan += span;
                            append(&mut merged.text, &words);
                        }
                    }
                    _ => {
                        reaching[column..column + span].fill(None);
                        if cell.above == Merge::Begins {
                            reaching[column] = Some((y, cells.len(), span));
                        }
                        cells.push(GridCell { text: words, colspan: span, rowspan: 1 });
                    }
                }
                column += span;
            }
            grid.rows.push(cells);
        }
        grid
    }
}

fn append(text: &mut String, words: &str) {
    if !words.is_empty() {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(words);
    }
}

fn cells(block: &Block) -> usize {
    match block {
        Block::Paragraph(_) => 0,
        Block::Table(grid) => grid.rows.iter().map(Vec::len).sum(),
    }
}

/// The words of a cell; a small table within it is told line by line.
fn text(blocks: &[Block]) -> String {
    let mut words = String::new();
    for block in blocks {
        match block {
            Block::Paragraph(text) => append(&mut words, text),
            Block::Table(grid) => {
                for row in &grid.rows {
                    let row: Vec<&str> = row.iter().map(|cell| cell.text.as_str()).collect();
                    append(&mut words, &row.join("\t"));
                }
            }
        }
    }
    words
}
