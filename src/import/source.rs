//! What readers of foreign formats hand over: the paragraphs and tables of a document in reading order. Which
//! table is which, and what stands in which cell of the form, is found out afterwards, the same way for all.

/// A document: a published page, a Word file, a workbook, what a clipboard holds.
// Readers of office files call this; none of them is here yet.
#[allow(dead_code)]
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Source {
    /// Paragraphs and tables, in reading order.
    pub(super) blocks: Vec<Block>,
}

/// A piece of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Block {
    /// A paragraph, without the line end.
    Paragraph(String),
    /// A table.
    Table(Grid),
}

/// A table as it is marked up: rows of cells that may span others. Rows need not be of one length.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Grid {
    /// Its rows, from the top; in each the cells that begin there, from the left.
    pub(super) rows: Vec<Vec<GridCell>>,
}

/// A cell with what it spans.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct GridCell {
    /// Its text; paragraphs and line breaks within it are `\n`.
    pub(super) text: String,
    /// Columns, at least 1.
    pub(super) colspan: usize,
    /// Rows, at least 1.
    pub(super) rowspan: usize,
}
