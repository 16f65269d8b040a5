//! Tells the lines of text in a sheet from its tables: the cells of a table have lines around them, or stand
//! several in a row.

use std::collections::{BTreeMap, BTreeSet};

use crate::import::source::{Block, Grid, GridCell};

/// A row and a column, from nought.
pub(super) type Place = (u32, u32);

/// Cells that are merged into one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Region {
    /// The first of them.
    pub(super) start: Place,
    /// The last of them, neither above the first nor left of it.
    pub(super) end: Place,
}

/// A cell with something in it or around it.
#[derive(Debug)]
pub(super) struct Cell {
    /// What stands in it.
    pub(super) text: String,
    /// Whether lines are drawn around it.
    pub(super) bordered: bool,
}

/// A sheet.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// Its cells.
    pub(super) cells: BTreeMap<Place, Cell>,
    /// Regions of cells that are merged into one.
    pub(super) merged: Vec<Region>,
}

/// A row with something in it.
struct Row<'a> {
    number: u32,
    cells: Vec<(u32, &'a Cell)>,
}

impl Row<'_> {
    fn words(&self) -> impl Iterator<Item = &str> {
        self.cells.iter().map(|(_, cell)| cell.text.trim()).filter(|text| !text.is_empty())
    }

    fn is_bordered(&self) -> bool {
        self.cells.iter().any(|(_, cell)| cell.bordered)
    }
}

impl Sheet {
    /// The paragraphs and tables of the sheet; nothing when its tables have more cells than `most`.
    pub(super) fn blocks(&self, most: usize) -> Option<Vec<Block>> {
        let rows = self.rows();
        let has_borders = rows.iter().any(Row::is_bordered);
        let of_table = |row: &Row| row.is_bordered() || row.words().nth(1).is_some();
        let mut kinds: Vec<bool> = rows.iter().map(of_table).collect();
        if !has_borders {
            bridge(&rows, &mut kinds);
        }
        let mut blocks = Vec::new();
        let mut left = most;
        for run in runs(&kinds) {
            let rows_of_run = &rows[run.clone()];
            if kinds[run.start] {
                let grid = self.grid(rows_of_run, &mut left)?;
                if grid.rows.iter().flatten().any(|cell| !cell.text.is_empty()) {
                    blocks.push(Block::Table(grid));
                }
            } else {
                let words = rows_of_run.iter().flat_map(Row::words);
                let lines = words.flat_map(str::lines).map(str::trim).filter(|line| !line.is_empty());
                blocks.extend(lines.map(|line| Block::Paragraph(line.to_owned())));
            }
        }
        Some(blocks)
    }

    fn rows(&self) -> Vec<Row<'_>> {
        let mut rows: Vec<Row> = Vec::new();
        for ((number, column), cell) in &self.cells {
            match rows.last_mut().filter(|row| row.number == *number) {
                Some(row) => row.cells.push((*column, cell)),
                None => rows.push(Row { number: *number, cells: vec![(*column, cell)] }),
            }
        }
        rows
    }

    fn grid(&self, rows: &[Row], left: &mut usize) -> Option<Grid> {
        let numbers: BTreeSet<u32> = rows.iter().map(|row| row.number).collect();
        let columns = || rows.iter().flat_map(|row| row.cells.iter().map(|(column, _)| *column));
        let (first, last) = (columns().min().unwrap_or(0), columns().max().unwrap_or(0));
        let width = usize::try_from(last - first).ok()?.checked_add(1)?;
        *left = left.checked_sub(width.checked_mul(rows.len())?)?;
        let within = |region: &&Region| {
            region.start.1 <= last
                && region.end.1 >= first
                && numbers.range(region.start.0..=region.end.0).next().is_some()
        };
        let regions: Vec<&Region> = self.merged.iter().filter(within).collect();
        // What each merged cell covers, by the place where it begins in this grid.
        let mut begins: BTreeMap<Place, (usize, usize)> = BTreeMap::new();
        let mut covered: BTreeSet<Place> = BTreeSet::new();
        for region in regions {
            let rows: Vec<u32> = numbers.range(region.start.0..=region.end.0).copied().collect();
            let columns = region.start.1.max(first)..=region.end.1.min(last);
            let Some(top) = rows.first() else { continue };
            begins.insert((*top, *columns.start()), (rows.len(), columns.clone().count()));
            covered.extend(rows.iter().flat_map(|row| columns.clone().map(move |column| (*row, column))));
        }
        let mut grid = Grid::default();
        for row in rows {
            let mut cells = Vec::new();
            for column in first..=last {
                let place = (row.number, column);
                let (rowspan, colspan) = match begins.get(&place) {
                    Some(spans) => *spans,
                    None if covered.contains(&place) => continue,
                    None => (1, 1),
                };
                let text = self.cells.get(&place).map_or("", |cell| cell.text.trim());
                cells.push(GridCell { text: text.to_owned(), colspan, rowspan });
            }
            grid.rows.push(cells);
        }
        Some(grid)
    }
}

/// In a sheet without any lines, a row with one short cell between rows of a table is one of its rows: a label of
/// which the figures are blank.
fn bridge(rows: &[Row], kinds: &mut [bool]) {
    const SHORT: usize = 40;
    let first = kinds.iter().position(|of_table| *of_table);
    let last = kinds.iter().rposition(|of_table| *of_table);
    let (Some(first), Some(last)) = (first, last) else { return };
    for index in first..=last {
        let short = rows[index].words().all(|words| words.chars().count() <= SHORT);
        kinds[index] |= short;
    }
}

/// Where values that are alike stand next to each other.
fn runs(kinds: &[bool]) -> Vec<std::ops::Range<usize>> {
    let mut start = 0;
    kinds
        .chunk_by(|one, other| one == other)
        .map(|chunk| {
            let run = start..start + chunk.len();
            start = run.end;
            run
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(rows: &[&[&str]], bordered: &[u32], merged: &[(Place, Place)]) -> Sheet {
        let mut cells = BTreeMap::new();
        for (row, texts) in (0..).zip(rows) {
            for (column, text) in (0..).zip(*texts) {
                let bordered = bordered.contains(&row);
                if bordered || !text.is_empty() {
                    cells.insert((row, column), Cell { text: (*text).to_owned(), bordered });
                }
            }
        }
        let merged = merged.iter().map(|(start, end)| Region { start: *start, end: *end }).collect();
        Sheet { cells, merged }
    }

    fn shown(blocks: &[Block]) -> Vec<String> {
        blocks
            .iter()
            .map(|block| match block {
                Block::Paragraph(text) => format!("¶ {text}"),
                Block::Table(grid) => {
                    let rows = grid.rows.iter().map(|row| {
                        let cells = row.iter().map(|cell| match (cell.colspan, cell.rowspan) {
                            (1, 1) => cell.text.clone(),
                            (columns, rows) => format!("{}[{columns}×{rows}]", cell.text),
                        });
                        cells.collect::<Vec<_>>().join("|")
                    });
                    rows.collect::<Vec<_>>().join(" / ")
                }
            })
            .collect()
    }

    #[test]
    fn lines_around_cells_tell_tables_from_text() {
        let sheet = sheet(
            &[
                &["二、主动公开"],
                &["第一项", "", ""],
                &["信息内容", "件数", ""],
                &["规章", "", ""],
                &["注：无"],
            ],
            &[1, 2, 3],
            &[((1, 0), (1, 2)), ((2, 1), (2, 2))],
        );
        let found = shown(&sheet.blocks(100).unwrap());
        assert_eq!(found, ["¶ 二、主动公开", "第一项[3×1] / 信息内容|件数[2×1] / 规章||", "¶ 注：无"]);
    }

    #[test]
    fn without_lines_a_label_alone_belongs_to_the_rows_around_it() {
        let sheet =
            sheet(&[&["标题"], &["信息内容", "件数"], &["规章"], &["行政许可", "3"], &["说明"]], &[], &[]);
        let found = shown(&sheet.blocks(100).unwrap());
        assert_eq!(found, ["¶ 标题", "信息内容|件数 / 规章| / 行政许可|3", "¶ 说明"]);
    }

    #[test]
    fn a_merged_cell_covers_the_rows_that_are_there() {
        let sheet = sheet(&[&["a", "b"], &[], &["", "c"]], &[0, 2], &[((0, 0), (2, 0))]);
        assert_eq!(shown(&sheet.blocks(100).unwrap()), ["a[1×2]|b / c"]);
    }

    #[test]
    fn a_cell_far_away_does_no_harm() {
        let mut sheet = sheet(&[&["a", "b"]], &[], &[]);
        sheet.cells.insert((1_048_575, 16_383), Cell { text: "z".into(), bordered: false });
        sheet.cells.insert((1_048_575, 16_382), Cell { text: "y".into(), bordered: false });
        assert!(sheet.blocks(1000).is_none());
    }
}
