//! The report as a workbook: a sheet for each statutory table, and one for the words.

mod prose_sheet;
mod table_sheet;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, XlsxError};

use super::ExportError;
use crate::form::Section;
use crate::report::visible;
use crate::report::{FINGERPRINT_LABEL, Report, fingerprint};

/// Paper of 210 by 297 mm, by the number that workbooks give it.
const A4: u8 = 9;

/// Points.
const FONT_SIZE: f64 = 10.0;

/// The report as a workbook (.xlsx). The same report always gives the same bytes.
///
/// With a note (`未完成稿：还有 3 项未核对`), the sheet of words begins with it.
///
/// # Errors
/// When the file cannot be put together.
pub fn xlsx(report: &Report, unfinished: Option<&str>) -> Result<Vec<u8>, ExportError> {
    workbook(report, unfinished).map_err(|_| ExportError::Excel)
}

fn workbook(report: &Report, unfinished: Option<&str>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(report)?);
    for section in Section::ALL {
        if let Some(form) = section.table_key().and_then(|key| report.edition().table(key)) {
            table_sheet::write(
                workbook.add_worksheet().set_name(sheet_name(section))?,
                report,
                form,
                section,
            )?;
        }
    }
    prose_sheet::write(workbook.add_worksheet(), report, unfinished)?;
    workbook.save_to_buffer()
}

/// The name of the sheet with the table of a section: its short heading without the ordinal (主动公开).
fn sheet_name(section: Section) -> &'static str {
    section.short().split_once('、').map_or(section.short(), |(_, name)| name)
}

/// A workbook says when it was made. This one always says the first day on which the report could be.
fn properties(report: &Report) -> Result<DocProperties, XlsxError> {
    let year = report.year.saturating_add(1).clamp(1900, 9999);
    Ok(DocProperties::new()
        .set_title(&*visible(&report.title()))
        .set_author(&*visible(&report.agency.name))
        .set_creation_datetime(&ExcelDateTime::from_ymd(year, 1, 1)?)
        .set_custom_property(FINGERPRINT_LABEL, fingerprint(report).to_string()))
}

/// What all cells of a table have in common.
fn bordered() -> Format {
    Format::new()
        .set_font_name("宋体")
        .set_font_size(FONT_SIZE)
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap()
}

/// Characters that a cell can hold, counted as the format counts them, in units of UTF-16.
const MOST_CHARACTERS: usize = 32_767;

/// A text in pieces that a cell can hold.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut units = 0;
        let end = rest.char_indices().find_map(|(at, c)| {
            units += c.len_utf16();
            (units > MOST_CHARACTERS).then_some(at)
        });
        let (piece, after) = rest.split_at(end.unwrap_or(rest.len()));
        rest = after;
        Some(piece)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_are_named_by_what_they_hold() {
        let named: Vec<_> = Section::ALL
            .into_iter()
            .filter(|section| section.table_key().is_some())
            .map(sheet_name)
            .collect();
        assert_eq!(named, ["主动公开", "依申请公开", "复议诉讼"]);
    }

    #[test]
    fn a_long_text_is_cut_where_a_cell_is_full() {
        let text = "a".repeat(MOST_CHARACTERS - 1) + "𠮷b";
        let found: Vec<&str> = pieces(&text).collect();
        assert_eq!(found.concat(), text);
        assert_eq!(found.iter().map(|piece| piece.len()).collect::<Vec<_>>(), [MOST_CHARACTERS - 1, 5]);
        assert_eq!(pieces("").count(), 0);
    }
}
