//! The report as plain text: a paragraph a line, the cells of tables parted by tabs, as a table is when it is copied
//! out of a document. What a merged cell covers is blank.

use super::piece::{Piece, pieces};
use crate::form::{LayoutKind, Table};
use crate::report::Report;
use crate::report::visible;

/// The report as plain text, which is read back like any copied one. With a note, the text begins with it.
pub fn plain(report: &Report, unfinished: Option<&str>) -> String {
    let mut text = String::new();
    for piece in pieces(report, unfinished) {
        match piece {
            Piece::Title(line) | Piece::SubHeading(line) | Piece::Fingerprint(line) => text.push_str(&line),
            Piece::Heading(line) => text.push_str(line),
            Piece::Unfinished(line) | Piece::Paragraph(line) => text.push_str(&line),
            Piece::Table(form, _) => text.push_str(&table(report, form)),
        }
        text.push('\n');
    }
    text
}

fn table(report: &Report, form: &Table) -> String {
    let mut lines = vec![vec![String::new(); form.width]; form.layout.len()];
    for (line, row) in lines.iter_mut().zip(&form.layout) {
        for cell in &row.cells {
            let Some(place) = line.get_mut(cell.column) else { continue };
            *place = match cell.kind {
                // A tab or a line end would part the cell.
                LayoutKind::Figure(id) => {
                    visible(&report.figures.get(id).text()).replace(['\t', '\n', '\r'], " ")
                }
                _ => cell.text.to_owned(),
            };
        }
    }
    let lines: Vec<String> = lines.iter().map(|cells| cells.join("\t")).collect();
    lines.join("\n")
}
