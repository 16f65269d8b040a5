//! The printed table: heads and labels with the cells they are merged over, in the exact legal layout.

use super::CellId;
use super::tree::{Block, Header, TableData};

/// What a cell of the printed table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LayoutKind {
    /// A clause title over the whole width.
    Title,
    /// The corner above the row labels.
    Corner,
    /// A column head.
    ColumnHead {
        /// Whether it heads further heads.
        group: bool,
    },
    /// A row label.
    RowHead {
        /// Whether it heads further labels.
        group: bool,
    },
    /// A figure.
    Figure(CellId),
}

/// A cell of the printed table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LayoutCell {
    /// What it is.
    pub kind: LayoutKind,
    /// The printed words; empty for a figure.
    pub text: &'static str,
    /// The column of the printed table in which it begins.
    pub column: usize,
    /// How many columns it covers.
    pub colspan: usize,
    /// How many rows it covers.
    pub rowspan: usize,
}

/// A row of the printed table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LayoutRow {
    /// Whether the row is a head that is printed again on each page.
    pub head: bool,
    /// The cells that begin in this row.
    pub cells: Vec<LayoutCell>,
}

/// All columns of the printed table.
pub(super) fn width(data: &TableData) -> usize {
    data.label_columns + figure_width(data)
}

fn figure_width(data: &TableData) -> usize {
    data.blocks.iter().map(|block| count_leaves(block.columns)).max().unwrap_or(0)
}

/// Lays out a table whose lines of figures are `lines`.
pub(super) fn lay_out(data: &TableData, lines: &[Vec<CellId>]) -> Vec<LayoutRow> {
    let figure_width = figure_width(data);
    // Only a table of one block has a head to repeat; the heads of table two stand amid its rows.
    let repeats = data.blocks.len() == 1;
    let mut rows = Vec::new();
    let mut lines = lines.iter();
    for block in data.blocks {
        if let Some(title) = block.title {
            let title = LayoutCell {
                kind: LayoutKind::Title,
                text: title,
                column: 0,
                colspan: width(data),
                rowspan: 1,
            };
            rows.push(LayoutRow { head: false, cells: vec![title] });
        }
        rows.extend(heads(block, data.label_columns, figure_width, repeats));
        let first = rows.len();
        rows.extend((0..count_leaves(block.rows)).map(|_| LayoutRow { head: false, cells: Vec::new() }));
        if data.label_columns > 0 {
            labels(block.rows, 0, data.label_columns, &mut rows[first..]);
        }
        for (row, line) in rows[first..].iter_mut().zip(&mut lines) {
            row.cells.extend(line.iter().enumerate().map(|(position, id)| LayoutCell {
                kind: LayoutKind::Figure(*id),
                text: "",
                column: data.label_columns + position,
                colspan: stretch(position, line.len(), figure_width),
                rowspan: 1,
            }));
        }
    }
    rows
}

/// In a block with fewer columns than the table, the last one covers the rest.
fn stretch(position: usize, columns: usize, width: usize) -> usize {
    if position + 1 == columns { width - position } else { 1 }
}

fn heads(block: &Block, label_columns: usize, figure_width: usize, head: bool) -> Vec<LayoutRow> {
    let depth = depth(block.columns);
    let mut rows: Vec<LayoutRow> = (0..depth).map(|_| LayoutRow { head, cells: Vec::new() }).collect();
    if let Some(corner) = block.corner {
        rows[0].cells.push(LayoutCell {
            kind: LayoutKind::Corner,
            text: corner,
            column: 0,
            colspan: label_columns,
            rowspan: depth,
        });
    }
    let columns = count_leaves(block.columns);
    let mut position = 0;
    for column in block.columns {
        column_heads(column, 0, depth, &mut position, &mut |level, position, mut cell| {
            cell.column = label_columns + position;
            if cell.kind == (LayoutKind::ColumnHead { group: false }) {
                cell.colspan = stretch(position, columns, figure_width);
            }
            rows[level].cells.push(cell);
        });
    }
    rows
}

fn column_heads(
    header: &Header,
    level: usize,
    depth: usize,
    position: &mut usize,
    put: &mut impl FnMut(usize, usize, LayoutCell),
) {
    let group = !header.children.is_empty();
    // Heads of one depth stand on one line however deep their neighbours go: the narrowest reach down.
    let rowspan = if group { 1 } else { depth - level };
    put(
        level,
        *position,
        LayoutCell {
            kind: LayoutKind::ColumnHead { group },
            text: header.label,
            column: *position,
            colspan: leaves_of(header),
            rowspan,
        },
    );
    if group {
        for child in header.children {
            column_heads(child, level + 1, depth, position, put);
        }
    } else {
        *position += 1;
    }
}

fn labels(headers: &[Header], column: usize, width: usize, rows: &mut [LayoutRow]) {
    let mut first = 0;
    for header in headers {
        let group = !header.children.is_empty();
        let rowspan = leaves_of(header);
        rows[first].cells.push(LayoutCell {
            kind: LayoutKind::RowHead { group },
            text: header.label,
            column,
            colspan: if group { 1 } else { width },
            rowspan,
        });
        if group {
            labels(header.children, column + 1, width - 1, &mut rows[first..first + rowspan]);
        }
        first += rowspan;
    }
}

fn leaves_of(header: &Header) -> usize {
    if header.children.is_empty() { 1 } else { count_leaves(header.children) }
}

fn count_leaves(headers: &[Header]) -> usize {
    headers.iter().map(leaves_of).sum()
}

fn depth(headers: &[Header]) -> usize {
    headers.iter().map(|header| 1 + depth(header.children)).max().unwrap_or(0)
}
