//! A statutory table in its exact legal layout, with every head tied to its figures.
//!
//! Heads stand several deep on both sides, and table two has heads amid its rows: `scope` alone cannot say
//! which figure is under which, so each figure also lists its heads (`headers`).

use std::collections::BTreeSet;

use maud::{Markup, html as markup};

use super::html::{anchor, mark};
use crate::form::{LayoutCell, LayoutKind, LayoutRow, Section, Table};
use crate::report::{Report, visible};

/// A layout cell with what it needs in HTML.
struct Placed<'a> {
    cell: &'a LayoutCell,
    /// The identifier of a head.
    id: Option<String>,
    /// The identifiers of a figure's heads, the widest first, those of columns before those of rows.
    heads: String,
}

/// The table of a section, in a frame that scrolls where the screen is too narrow.
pub(super) fn table(report: &Report, form: &Table, part: Section, noted: &BTreeSet<&str>) -> Markup {
    let rows = place(form);
    let (head, body) = rows.split_at(form.layout.iter().take_while(|row| row.head).count());
    let heading = super::html::heading_id(part);
    markup! {
        // A frame that scrolls must be within reach of the keyboard.
        div.report-table role="region" aria-labelledby=(heading) tabindex="0" {
            table class=(form.data.key) aria-labelledby=(heading) {
                @for span in column_groups(form) {
                    colgroup { @for _ in 0..span { col; } }
                }
                @if !head.is_empty() {
                    thead { @for row in head { (table_row(report, form, row, noted)) } }
                }
                @for group in row_groups(form, body) {
                    tbody { @for row in group { (table_row(report, form, row, noted)) } }
                }
            }
        }
    }
}

fn table_row(report: &Report, form: &Table, row: &[Placed], noted: &BTreeSet<&str>) -> Markup {
    markup! { tr { @for placed in row { (table_cell(report, form, placed, noted)) } } }
}

fn table_cell(report: &Report, form: &Table, placed: &Placed, noted: &BTreeSet<&str>) -> Markup {
    let cell = placed.cell;
    let colspan = (cell.colspan > 1).then_some(cell.colspan);
    let rowspan = (cell.rowspan > 1).then_some(cell.rowspan);
    if let LayoutKind::Figure(id) = cell.kind {
        let path = &report.edition().cell(id).path;
        let heads = (!placed.heads.is_empty()).then_some(&placed.heads);
        let entry = report.figures.get(id).text();
        markup! {
            td data-cell=(path) headers=[heads] colspan=[colspan] rowspan=[rowspan]
                id=[anchor(path, noted)] class=[mark(path, noted)] { (visible(&entry)) }
        }
    } else if let Some(scope) = scope(form, cell.kind) {
        markup! {
            th id=[placed.id.as_ref()] scope=(scope) colspan=[colspan] rowspan=[rowspan] { span { (cell.text) } }
        }
    } else {
        markup! { td colspan=[colspan] rowspan=[rowspan] { (cell.text) } }
    }
}

/// What a head heads; nothing for a corner that is a note (the balance that table three states).
fn scope(form: &Table, kind: LayoutKind) -> Option<&'static str> {
    match kind {
        LayoutKind::Title | LayoutKind::ColumnHead { group: true } => Some("colgroup"),
        LayoutKind::ColumnHead { group: false } => Some("col"),
        LayoutKind::RowHead { group: true } => Some("rowgroup"),
        LayoutKind::RowHead { group: false } => Some("row"),
        LayoutKind::Corner => (!form.data.is_balanced()).then_some("col"),
        LayoutKind::Figure(_) => None,
    }
}

/// The table's cells, heads numbered and figures tied to them.
fn place(form: &Table) -> Vec<Vec<Placed<'_>>> {
    let (height, width) = (form.layout.len(), form.width);
    let mut taken = vec![vec![false; width]; height];
    // For each column the heads above, from the last title down; for each row the heads beside.
    let mut above: Vec<Vec<String>> = vec![Vec::new(); width];
    let mut beside: Vec<Vec<String>> = vec![Vec::new(); height];
    let mut count = 0;
    let mut rows = Vec::new();
    for (y, row) in form.layout.iter().enumerate() {
        let mut placed = Vec::new();
        for cell in &row.cells {
            let x = taken[y].iter().position(|taken| !taken).unwrap_or_default();
            let (columns, lines) = (x..width.min(x + cell.colspan), y..height.min(y + cell.rowspan));
            taken[lines.clone()].iter_mut().for_each(|line| line[columns.clone()].fill(true));
            let id = scope(form, cell.kind).map(|_| {
                count += 1;
                format!("{}-head-{count}", form.data.key)
            });
            if let Some(id) = &id {
                let headed = match cell.kind {
                    LayoutKind::RowHead { .. } => &mut beside[lines],
                    LayoutKind::Title => {
                        above.iter_mut().for_each(Vec::clear);
                        &mut above[columns.clone()]
                    }
                    _ => &mut above[columns.clone()],
                };
                for heads in headed {
                    heads.push(id.clone());
                }
            }
            let heads = match cell.kind {
                LayoutKind::Figure(_) => [above[x].as_slice(), &beside[y]].concat().join(" "),
                _ => String::new(),
            };
            placed.push(Placed { cell, id, heads });
        }
        rows.push(placed);
    }
    rows
}

/// The widths of the column groups: a head may only head a group (`scope=colgroup`) that exists. The titles of
/// table two head all columns; elsewhere labels are one group, and each of the widest heads is one.
fn column_groups(form: &Table) -> Vec<usize> {
    match form.layout.first() {
        Some(LayoutRow { head: true, cells }) => cells.iter().map(|cell| cell.colspan).collect(),
        _ => vec![form.width],
    }
}

/// The rows below the head in groups that a page break should not tear: from title to title, or what the
/// widest labels span.
fn row_groups<'a, 'b>(form: &Table, body: &'b [Vec<Placed<'a>>]) -> Vec<&'b [Vec<Placed<'a>>]> {
    let titled = form.data.blocks.iter().any(|block| block.title.is_some());
    let mut groups = Vec::new();
    let mut start = 0;
    // The first row that no cell from above reaches into.
    let mut free = 0;
    for (y, row) in body.iter().enumerate() {
        let begins =
            if titled { row.iter().any(|placed| placed.cell.kind == LayoutKind::Title) } else { y >= free };
        if begins && y > start {
            groups.push(&body[start..y]);
            start = y;
        }
        free = free.max(y + row.iter().map(|placed| placed.cell.rowspan).max().unwrap_or(1));
    }
    if start < body.len() {
        groups.push(&body[start..]);
    }
    groups
}
