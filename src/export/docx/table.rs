//! A statutory table as a Word table: cells merged as the law prints them, heads repeated on each page, rows that
//! no page break tears.

use super::layout::Measures;
use super::styles::Style;
use super::xml::Xml;
use crate::form::{LayoutCell, LayoutKind, Section, Table};
use crate::report::Report;

/// What is left free beside the words of a cell.
pub(super) const CELL_MARGIN: usize = 28;

/// What characters may need beyond their size before a line of them breaks.
const SPARE: usize = 20;

/// Writes the table of a section.
pub(super) fn table(xml: &mut Xml, report: &Report, form: &Table, section: Section, measures: &Measures) {
    let widths = widths(form, measures);
    let all = measures.table_width.to_string();
    xml.element("w:tbl", &[], |xml| {
        xml.element("w:tblPr", &[], |xml| {
            xml.value("w:tblStyle", "TableGrid");
            xml.empty("w:tblW", &[("w:w", &all), ("w:type", "dxa")]);
            xml.value("w:jc", "center");
            xml.empty("w:tblLayout", &[("w:type", "fixed")]);
            xml.value("w:tblCaption", section.heading());
        });
        xml.element("w:tblGrid", &[], |xml| {
            for width in &widths {
                xml.empty("w:gridCol", &[("w:w", &width.to_string())]);
            }
        });
        let rows = rows(form);
        let last = rows.len().saturating_sub(1);
        for (y, (head, row)) in rows.iter().enumerate() {
            xml.element("w:tr", &[], |xml| {
                xml.element("w:trPr", &[], |xml| {
                    xml.empty("w:cantSplit", &[]);
                    let height = measures.row_height.to_string();
                    xml.empty("w:trHeight", &[("w:val", &height), ("w:hRule", "atLeast")]);
                    if *head {
                        xml.empty("w:tblHeader", &[]);
                    }
                });
                for placed in row {
                    let width = widths[placed.cell.column..].iter().take(placed.cell.colspan).sum();
                    cell(xml, report, form, placed, &Frame { width, keep: y < last, measures });
                }
            });
        }
    });
}

/// How a cell stands on the page.
struct Frame<'a> {
    width: usize,
    /// Whether a page break may not follow: a table that fits on one page stands on one.
    keep: bool,
    measures: &'a Measures,
}

/// A cell in a row, or the part of a merged cell that reaches into it.
struct Placed<'a> {
    cell: &'a LayoutCell,
    begins: bool,
}

/// The rows with every cell that stands in them, from the left: Word wants a cell in each row that a merged cell
/// reaches into.
fn rows(form: &Table) -> Vec<(bool, Vec<Placed<'_>>)> {
    let mut reaching: Vec<(&LayoutCell, usize)> = Vec::new();
    let mut rows = Vec::new();
    for row in &form.layout {
        let mut placed: Vec<Placed> = row.cells.iter().map(|cell| Placed { cell, begins: true }).collect();
        placed.extend(reaching.iter().map(|(cell, _)| Placed { cell, begins: false }));
        placed.sort_by_key(|placed| placed.cell.column);
        rows.push((row.head, placed));
        for (_, left) in &mut reaching {
            *left -= 1;
        }
        reaching.extend(row.cells.iter().map(|cell| (cell, cell.rowspan - 1)));
        reaching.retain(|(_, left)| *left > 0);
    }
    rows
}

fn cell(xml: &mut Xml, report: &Report, form: &Table, placed: &Placed, frame: &Frame) {
    let cell = placed.cell;
    xml.element("w:tc", &[], |xml| {
        xml.element("w:tcPr", &[], |xml| {
            xml.empty("w:tcW", &[("w:w", &frame.width.to_string()), ("w:type", "dxa")]);
            if cell.colspan > 1 {
                xml.value("w:gridSpan", &cell.colspan.to_string());
            }
            if cell.rowspan > 1 {
                xml.value("w:vMerge", if placed.begins { "restart" } else { "continue" });
            }
            if let (LayoutKind::Title, Some(fill)) = (cell.kind, frame.measures.title_fill) {
                xml.empty("w:shd", &[("w:val", "clear"), ("w:color", "auto"), ("w:fill", fill)]);
            }
            if let Some(margin) = stacking_margin(cell, frame) {
                let margin = margin.to_string();
                xml.element("w:tcMar", &[], |xml| {
                    for side in ["w:left", "w:right"] {
                        xml.empty(side, &[("w:w", &margin), ("w:type", "dxa")]);
                    }
                });
            }
            xml.value("w:vAlign", "center");
        });
        let entry = match cell.kind {
            _ if !placed.begins => "".into(),
            LayoutKind::Figure(id) => report.figures.get(id).text(),
            _ => cell.text.into(),
        };
        xml.element("w:p", &[], |xml| {
            xml.element("w:pPr", &[], |xml| {
                xml.value("w:pStyle", Style::Cell.id());
                if frame.keep {
                    xml.empty("w:keepNext", &[]);
                }
                if is_left(form, cell.kind) {
                    xml.value("w:jc", "left");
                }
            });
            super::run(xml, &entry);
        });
    });
}

/// Long labels, the note in the corner and clause titles stand left, all else in the middle.
fn is_left(form: &Table, kind: LayoutKind) -> bool {
    match kind {
        LayoutKind::RowHead { group } => !group && form.data.label_columns > 1,
        LayoutKind::Corner => form.data.is_balanced(),
        LayoutKind::Title => true,
        LayoutKind::ColumnHead { .. } | LayoutKind::Figure(_) => false,
    }
}

/// Narrow heads stack two characters a line (商业 / 企业), three where there are no more (自然人): what is left
/// free beside them so that no word is torn.
fn stacking_margin(cell: &LayoutCell, frame: &Frame) -> Option<usize> {
    if cell.kind != (LayoutKind::ColumnHead { group: false }) {
        return None;
    }
    let characters = cell.text.chars().count();
    let a_line = if characters <= 3 { characters } else { 2 };
    let needed = a_line * frame.measures.cell.size * 10;
    // A head that has room for more than a few characters needs no help.
    if frame.width > 3 * needed {
        return None;
    }
    Some(frame.width.saturating_sub(needed + SPARE) / 2)
}

/// The widths of the columns. Where there are several columns of labels, a figure is as wide as three characters, a
/// label of a group as five, and the rest goes to the innermost labels, which are the longest; elsewhere all
/// columns are alike.
fn widths(form: &Table, measures: &Measures) -> Vec<usize> {
    let (labels, columns, all) = (form.data.label_columns, form.width, measures.table_width);
    let characters = |count: usize| count * measures.cell.size * 10;
    let mut widths = if labels > 1 {
        let (figure, group) = (characters(3) + 2 * SPARE, characters(5) + 2 * CELL_MARGIN + SPARE);
        let (figures, groups) = (columns - labels, labels - 1);
        let innermost = all.saturating_sub(figure * figures + group * groups);
        let widths = std::iter::repeat_n(group, groups).chain([innermost]);
        widths.chain(std::iter::repeat_n(figure, figures)).collect()
    } else {
        vec![all / columns; columns]
    };
    // What the division left over.
    let given: usize = widths.iter().sum();
    if let Some(last) = widths.last_mut() {
        *last += all.saturating_sub(given);
    }
    widths
}
