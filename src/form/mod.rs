//! The statutory form as data; knows nothing else.
//!
//! An [`Edition`] is written down once (`edition_2021.rs`, `edition_2019.rs`) as header trees. Cells, their
//! addresses, the table layout and the arithmetic identities follow from the trees; whoever needs them asks
//! here and enumerates nothing by hand.

mod edition_2019;
mod edition_2021;
mod identity;
mod layout;
mod section;
mod tree;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

pub use identity::{Identity, IdentityKind, Side};
pub use layout::{LayoutCell, LayoutKind, LayoutRow};
pub use section::{Prose, Section};
pub use tree::{AddressOrder, Balance, Block, Header, Kind, TableData};

/// The place of a cell within its edition: 0, 1, 2 … in reading order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellId(u16);

impl CellId {
    /// The place as an index into figures.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// One cell of one of the three tables.
#[derive(Debug)]
pub struct Cell {
    /// Its place.
    pub id: CellId,
    /// Its address (`applications.natural_person.received`): JSON path, `data-cell`, place of a finding.
    pub path: String,
    /// The table it stands in, as an index into [`Edition::tables`].
    pub table: usize,
    /// The line of figures it stands in, counted over the whole table.
    pub line: usize,
    /// Its position in that line.
    pub position: usize,
    /// What may stand in it.
    pub kind: Kind,
    /// Row labels from the widest to its own; the clause of article 20 first where the table has clauses.
    pub row: Vec<&'static str>,
    /// Column labels from the widest to its own.
    pub column: Vec<&'static str>,
    /// For a total: the identity (an index into [`Edition::identities`]) by which it is computed.
    pub computed_by: Option<usize>,
    /// The identities that it stands in (indices into [`Edition::identities`]), each with its side.
    pub stands_in: Vec<(usize, Side)>,
}

impl Cell {
    /// Whether the cell is the sum of others (总计) and so computed.
    pub const fn is_total(&self) -> bool {
        self.computed_by.is_some()
    }

    /// The address of the figure of last year's report with which this cell begins the year: what was carried out
    /// is carried in, what was in force is in force until something is issued or repealed.
    pub fn opening(&self) -> Option<String> {
        let (of, own) = self.path.rsplit_once('.')?;
        match own {
            "carried_in" => Some(format!("{of}.carried_out")),
            "in_force" => Some(self.path.clone()),
            _ => None,
        }
    }

    /// The narrowest row label, or nothing in table four.
    pub fn row_label(&self) -> &'static str {
        self.row.last().copied().unwrap_or_default()
    }

    /// The narrowest column label.
    pub fn column_label(&self) -> &'static str {
        self.column.last().copied().unwrap_or_default()
    }

    /// A short name in the form's own words, for messages: `自然人 · 三（三）1.属于国家秘密`.
    pub fn name(&self) -> String {
        let row = self.row_name();
        let column = match self.column.as_slice() {
            [wide @ .., narrow] if row.is_empty() => {
                let wide = wide.last().copied().unwrap_or_default();
                return format!("{wide} · {narrow}");
            }
            [.., narrow] => narrow,
            [] => "",
        };
        // Table two is read by rows, table three by columns.
        if self.path.starts_with("disclosure") {
            format!("{row} · {column}")
        } else {
            format!("{column} · {row}")
        }
    }

    /// The row in the form's own words, ordinals of the wider rows first: `三（三）1.属于国家秘密`.
    pub fn row_name(&self) -> String {
        let Some((own, wider)) = self.row.split_last() else { return String::new() };
        let mut name = String::new();
        for label in wider {
            name.push_str(ordinal(label));
        }
        name.push_str(own.split('（').next().filter(|head| !head.is_empty()).unwrap_or(own));
        name
    }

    /// The row by its ordinals alone: `三（七）`, `四`; empty where rows carry none.
    pub fn row_ordinal(&self) -> String {
        self.row.iter().map(|label| ordinal(label)).collect()
    }
}

/// The ordinal with which a label begins: `一` of `一、本年…`, `（七）` of `（七）总计`, `1` of `1.属于…`.
fn ordinal(label: &str) -> &str {
    if let Some(end) = label.starts_with('（').then(|| label.find('）')).flatten() {
        return &label[..end + '）'.len_utf8()];
    }
    let end = label.find(['、', '.']).unwrap_or(0);
    if label[..end].chars().count() <= 2 { &label[..end] } else { "" }
}

/// One of the three tables of an edition.
#[derive(Debug)]
pub struct Table {
    /// The form's data.
    pub data: &'static TableData,
    /// The section that holds it.
    pub section: Section,
    /// The cells of the table.
    pub cells: Range<usize>,
    /// Lines of figures, top to bottom; lines of table two differ in length.
    pub lines: Vec<Vec<CellId>>,
    /// The printed table, ready to be drawn: merged cells, heads, labels.
    pub layout: Vec<LayoutRow>,
    /// All columns of the printed table, label columns included.
    pub width: usize,
}

/// An edition of the form, with everything that follows from its trees.
#[derive(Debug)]
pub struct Edition {
    /// 2021 or 2019: the year from which reports use it.
    pub year: u16,
    /// The notice that prescribes it.
    pub notice: &'static str,
    /// Tables two, three and four.
    pub tables: Vec<Table>,
    /// Every cell, in reading order.
    pub cells: Vec<Cell>,
    /// Every identity: sums and balances that the form states.
    pub identities: Vec<Identity>,
    /// Totals in an order in which each can be computed from those before it.
    pub totals: Vec<CellId>,
    by_path: HashMap<String, CellId>,
}

impl Edition {
    /// The edition that a year's report must use.
    pub fn for_year(year: u16) -> &'static Self {
        if year >= 2021 { &EDITION_2021 } else { &EDITION_2019 }
    }

    /// The edition with exactly this number (2021, 2019).
    pub fn numbered(year: u16) -> Option<&'static Self> {
        [&*EDITION_2021, &*EDITION_2019].into_iter().find(|edition| edition.year == year)
    }

    /// The cell at a place.
    pub fn cell(&self, id: CellId) -> &Cell {
        &self.cells[id.index()]
    }

    /// The place of an address.
    pub fn find(&self, path: &str) -> Option<CellId> {
        self.by_path.get(path).copied()
    }

    /// The table with a key (`applications`).
    pub fn table(&self, key: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.data.key == key)
    }

    /// All places, in reading order.
    pub fn ids(&self) -> impl Iterator<Item = CellId> + use<> {
        // The number of cells is a few hundred, far below u16::MAX.
        (0..u16::try_from(self.cells.len()).unwrap_or(u16::MAX)).map(CellId)
    }

    fn new(year: u16, notice: &'static str, tables: &'static [TableData]) -> Self {
        let mut edition = Self {
            year,
            notice,
            tables: Vec::new(),
            cells: Vec::new(),
            identities: Vec::new(),
            totals: Vec::new(),
            by_path: HashMap::new(),
        };
        for data in tables {
            edition.add_table(data);
        }
        edition.by_path = edition.cells.iter().map(|cell| (cell.path.clone(), cell.id)).collect();
        identity::derive(&mut edition);
        edition
    }

    fn add_table(&mut self, data: &'static TableData) {
        let index = self.tables.len();
        let start = self.cells.len();
        let mut lines = Vec::new();
        for block in data.blocks {
            let columns = leaves(block.columns);
            for row in leaves(block.rows) {
                let line = columns
                    .iter()
                    .enumerate()
                    .map(|(position, column)| {
                        let id = CellId(u16::try_from(self.cells.len()).unwrap_or(u16::MAX));
                        self.cells.push(Cell {
                            id,
                            path: address(data, &row, column),
                            table: index,
                            line: lines.len(),
                            position,
                            kind: if column.header.kind == Kind::Count {
                                row.header.kind
                            } else {
                                column.header.kind
                            },
                            row: block.title.into_iter().chain(row.labels()).collect(),
                            column: column.labels().collect(),
                            computed_by: None,
                            stands_in: Vec::new(),
                        });
                        id
                    })
                    .collect();
                lines.push(line);
            }
        }
        let layout = layout::lay_out(data, &lines);
        let width = layout::width(data);
        let here = |section: &Section| section.table_key() == Some(data.key);
        let section = Section::ALL.into_iter().find(here).unwrap_or(Section::Applications);
        self.tables.push(Table { data, section, cells: start..self.cells.len(), lines, layout, width });
    }
}

/// Edition 2021.
pub static EDITION_2021: LazyLock<Edition> =
    LazyLock::new(|| Edition::new(2021, "国办公开办函〔2021〕30号", edition_2021::TABLES));

/// Edition 2019.
pub static EDITION_2019: LazyLock<Edition> =
    LazyLock::new(|| Edition::new(2019, "国办公开办函〔2019〕60号", edition_2019::TABLES));

/// A leaf of a header tree with the groups above it.
#[derive(Clone)]
struct Leaf {
    header: &'static Header,
    groups: Vec<&'static Header>,
}

impl Leaf {
    fn labels(&self) -> impl Iterator<Item = &'static str> + '_ {
        // 申请人情况 heads the whole table and tells no column from another, but it is printed: kept.
        self.groups
            .iter()
            .copied()
            .chain([self.header])
            .map(|header| header.label)
            .filter(|label| !label.is_empty())
    }

    fn keys(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.groups
            .iter()
            .copied()
            .chain([self.header])
            .map(|header| header.key)
            .filter(|key| !key.is_empty())
    }

    fn path(&self) -> String {
        self.keys().collect::<Vec<_>>().join(".")
    }
}

fn leaves(headers: &'static [Header]) -> Vec<Leaf> {
    fn walk(headers: &'static [Header], groups: &mut Vec<&'static Header>, found: &mut Vec<Leaf>) {
        for header in headers {
            if header.children.is_empty() {
                found.push(Leaf { header, groups: groups.clone() });
            } else {
                groups.push(header);
                walk(header.children, groups, found);
                groups.pop();
            }
        }
    }
    let mut found = Vec::new();
    walk(headers, &mut Vec::new(), &mut found);
    found
}

fn address(data: &TableData, row: &Leaf, column: &Leaf) -> String {
    let parts = match data.address {
        AddressOrder::RowThenColumn => [row.path(), column.path()],
        AddressOrder::ColumnThenRow => [column.path(), row.path()],
    };
    let mut path = data.key.to_owned();
    for part in parts.iter().filter(|part| !part.is_empty()) {
        path.push('.');
        path.push_str(part);
    }
    path
}
