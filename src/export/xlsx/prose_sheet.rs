//! The sheet with the words of the report, a paragraph a row, in the order of the report. Where a table belongs,
//! it names the sheet that holds it: whoever reads the workbook, person or program, knows where to go on.

use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};

use super::{A4, FONT_SIZE, pieces, sheet_name};
use crate::export::piece::{self, Piece};
use crate::export::text::printable;
use crate::report::Report;

/// What the sheet is called.
const NAME: &str = "文字部分";

/// Characters of the default face.
const WIDTH: u16 = 76;

/// Points: of a line, and of the highest row there may be.
const LINE: u16 = 16;
const HIGHEST: u16 = 409;

pub(super) fn write(
    sheet: &mut Worksheet,
    report: &Report,
    unfinished: Option<&str>,
) -> Result<(), XlsxError> {
    sheet.set_name(NAME)?;
    sheet.set_paper_size(A4).set_print_fit_to_pages(1, 0).set_footer("&C第 &P 页");
    sheet.set_column_width(0, f64::from(WIDTH))?;
    let body = Format::new()
        .set_font_name("宋体")
        .set_font_size(FONT_SIZE + 1.0)
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        // Text that looks like a formula or a number stays text also when somebody edits it.
        .set_num_format("@");
    let title = body.clone().set_bold().set_font_size(16).set_align(FormatAlign::Center);
    let heading = body.clone().set_bold();
    let mut row = 0;
    let mut put = |text: &str, format: &Format| -> Result<(), XlsxError> {
        for piece in pieces(&printable(text)) {
            sheet.write_string_with_format(row, 0, piece, format)?;
            sheet.set_row_height(row, height(piece))?;
            row += 1;
        }
        Ok(())
    };
    for piece in piece::pieces(report, unfinished) {
        match piece {
            Piece::Title(text) => put(&text, &title)?,
            Piece::Heading(text) => put(text, &heading)?,
            Piece::SubHeading(text) => put(&text, &heading)?,
            Piece::Unfinished(text) | Piece::Paragraph(text) => put(&text, &body)?,
            Piece::Table(_, section) => put(&format!("（见“{}”表）", sheet_name(section)), &body)?,
            Piece::Fingerprint(text) => put(&text, &body)?,
        }
    }
    Ok(())
}

/// The height of a row, for not every program finds it by itself. A Chinese character is as wide as two others.
fn height(text: &str) -> f64 {
    let lines: usize =
        text.split('\n').map(|line| (2 * line.chars().count() + 4).div_ceil(usize::from(WIDTH))).sum();
    let lines = u16::try_from(lines).unwrap_or(HIGHEST);
    f64::from(lines.saturating_mul(LINE).clamp(24, HIGHEST))
}
