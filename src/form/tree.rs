//! The vocabulary in which an edition of the form is written down: header trees, blocks, tables.

/// What may stand in a cell, as the form prints it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A whole number of things, zero or more.
    Count,
    /// A change of a count, possibly negative (edition 2019, 本年增/减).
    Signed,
    /// An exact decimal amount of money in the unit the column names.
    Amount,
}

/// A header of rows or of columns: a leaf heads one line of cells, a group heads its children.
#[derive(Debug, Clone, Copy)]
pub struct Header {
    /// The part this header adds to a cell's address; empty when it adds none.
    pub key: &'static str,
    /// The statutory wording, as printed; empty when nothing is printed.
    pub label: &'static str,
    /// What may stand under this header.
    pub kind: Kind,
    /// Whether this line is the sum of the leaves beside it under the same group (总计).
    pub total: bool,
    /// Narrower headers, in order.
    pub children: &'static [Header],
}

impl Header {
    pub(super) const fn count(key: &'static str, label: &'static str) -> Self {
        Self { key, label, kind: Kind::Count, total: false, children: &[] }
    }

    pub(super) const fn signed(key: &'static str, label: &'static str) -> Self {
        Self { kind: Kind::Signed, ..Self::count(key, label) }
    }

    pub(super) const fn amount(key: &'static str, label: &'static str) -> Self {
        Self { kind: Kind::Amount, ..Self::count(key, label) }
    }

    pub(super) const fn total(key: &'static str, label: &'static str) -> Self {
        Self { total: true, ..Self::count(key, label) }
    }

    pub(super) const fn group(key: &'static str, label: &'static str, children: &'static [Header]) -> Self {
        Self { children, ..Self::count(key, label) }
    }
}

/// Part of a table under heads of its own. Tables three and four are one block each; table two has one
/// block per clause of article 20 of the regulations (条例).
#[derive(Debug, Clone, Copy)]
pub struct Block {
    /// The clause printed above the heads (第二十条第（一）项).
    pub title: Option<&'static str>,
    /// What is printed above the row labels (信息内容, or the corner text of table three).
    pub corner: Option<&'static str>,
    /// Column heads.
    pub columns: &'static [Header],
    /// Row heads.
    pub rows: &'static [Header],
}

/// In which order a cell's row and column stand in its address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddressOrder {
    /// `disclosure.regulations.issued`
    RowThenColumn,
    /// `applications.natural_person.received`
    ColumnThenRow,
}

/// The printed balance line: in every column, the rows on the left make as much as those on the right.
#[derive(Debug, Clone, Copy)]
pub struct Balance {
    /// Row addresses of what came in (第一项, 第二项).
    pub left: &'static [&'static str],
    /// Row addresses of what became of it (第三项, 第四项).
    pub right: &'static [&'static str],
}

/// One statutory table as data.
#[derive(Debug, Clone, Copy)]
pub struct TableData {
    /// First part of every address in the table.
    pub key: &'static str,
    /// The section that holds the table: 二, 三 or 四.
    pub numeral: &'static str,
    /// How addresses are put together.
    pub address: AddressOrder,
    /// How many columns hold row labels.
    pub label_columns: usize,
    /// The blocks, top to bottom.
    pub blocks: &'static [Block],
    /// The printed balance line, where there is one.
    pub balance: Option<Balance>,
}
