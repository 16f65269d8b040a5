//! The sheet with a statutory table in its exact legal layout. Totals are formulas, so that they follow the figures
//! that somebody changes in the workbook.
//!
//! A printed total that is not the sum of its parts stays as it is printed, with a note that says so: a formula in
//! its place would show another figure than the report has.

use std::collections::HashMap;
use std::fmt::Write as _;

use rust_decimal::Decimal;
use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{Format, FormatAlign, Formula, Note, Worksheet, XlsxError};

use super::{A4, bordered, pieces};
use crate::export::text::printable;
use crate::form::{CellId, LayoutCell, LayoutKind, Section, Table};
use crate::report::{Entry, Report};

/// Widths of columns, in characters of the default face, of which a Chinese one takes two.
const FIGURE_WIDTH: usize = 7;
const GROUP_WIDTH: usize = 11;
const LABEL_WIDTH: usize = 34;

/// Points of a line of text in a cell.
const LINE_HEIGHT: usize = 16;

/// A row and a column, from nought.
type Place = (u32, u16);

pub(super) fn write(
    sheet: &mut Worksheet,
    report: &Report,
    form: &Table,
    section: Section,
) -> Result<(), XlsxError> {
    let widths = widths(form);
    let heads = form.layout.iter().take_while(|row| row.head).count();
    set_up(sheet, form, section, heads, &widths)?;
    let mut places = HashMap::new();
    let mut cells = Vec::new();
    for (row, line) in (0..).zip(&form.layout) {
        for cell in &line.cells {
            let place = (row, narrow(cell.column));
            if let LayoutKind::Figure(id) = cell.kind {
                places.insert(id, place);
            }
            cells.push((place, cell));
        }
        let lines = line.cells.iter().map(|cell| lines(cell, &widths)).max().unwrap_or(1);
        sheet.set_row_height(row, count(lines * LINE_HEIGHT))?;
    }
    let figures = Figures { report, places };
    for (place, cell) in cells {
        merge(sheet, place, cell, &format(form, cell.kind))?;
        match cell.kind {
            LayoutKind::Figure(id) => figures.write(sheet, id)?,
            kind => {
                sheet.write_string_with_format(place.0, place.1, cell.text, &format(form, kind))?;
            }
        }
    }
    Ok(())
}

fn set_up(
    sheet: &mut Worksheet,
    form: &Table,
    section: Section,
    heads: usize,
    widths: &[usize],
) -> Result<(), XlsxError> {
    // What a total of blank cells shows until somebody recomputes it: nothing, and not nought.
    sheet.set_formula_result_default("");
    sheet.set_paper_size(A4).set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
    // The heading stands above the printed sheet; in a cell it would be read as another section.
    sheet.set_header(format!("&C&\"宋体,Bold\"&12{}", section.heading()));
    sheet.set_footer("&C第 &P 页");
    // A table that has heads only is wide and low.
    if form.data.label_columns == 0 {
        sheet.set_landscape();
    }
    if heads > 0 {
        sheet.set_repeat_rows(0, rows(heads) - 1)?;
    }
    if heads > 0 || form.data.label_columns > 0 {
        sheet.set_freeze_panes(rows(heads), narrow(form.data.label_columns))?;
    }
    for (column, width) in widths.iter().enumerate() {
        sheet.set_column_width(narrow(column), count(*width))?;
    }
    Ok(())
}

/// Merges the cells over which a layout cell reaches.
fn merge(sheet: &mut Worksheet, place: Place, cell: &LayoutCell, format: &Format) -> Result<(), XlsxError> {
    let last = (place.0 + rows(cell.rowspan) - 1, place.1 + narrow(cell.colspan) - 1);
    if last != place {
        sheet.merge_range(place.0, place.1, last.0, last.1, "", format)?;
    }
    Ok(())
}

/// The figures of a report with the places where they stand in the sheet.
struct Figures<'a> {
    report: &'a Report,
    places: HashMap<CellId, Place>,
}

impl Figures<'_> {
    fn write(&self, sheet: &mut Worksheet, id: CellId) -> Result<(), XlsxError> {
        let Some(&(row, column)) = self.places.get(&id) else { return Ok(()) };
        let entry = self.report.figures.get(id);
        if let Some(parts) = self.parts(id) {
            let sum = self.sum(parts);
            if sum == *entry && (sum.is_blank() || number(&sum).is_some()) {
                let formula = Formula::new(self.formula(parts)).set_result(&*sum.text());
                sheet.write_formula_with_format(row, column, formula, &number_format(&sum))?;
                return Ok(());
            }
            // A text may have the value all the same ("1,234").
            if entry.value().is_none() || entry.value() != sum.value() {
                sheet.insert_note(row, column, &disagreement(entry, &sum))?;
            }
        }
        match number(entry) {
            Some(number) => sheet.write_number_with_format(row, column, number, &number_format(entry))?,
            None if entry.is_blank() => sheet.write_blank(row, column, &bordered())?,
            None => {
                // A cell holds no more; a longer text is no figure.
                let text = printable(&entry.text()).into_owned();
                let text = pieces(&text).next().unwrap_or_default();
                // Text stays text also when somebody edits it.
                sheet.write_string_with_format(row, column, text, &bordered().set_num_format("@"))?
            }
        };
        Ok(())
    }

    /// The cells that a total sums; nothing for a cell that is no total.
    fn parts(&self, id: CellId) -> Option<&[CellId]> {
        let edition = self.report.edition();
        let identity = edition.cell(id).computed_by?;
        edition.identities.get(identity).map(|identity| identity.left.as_slice())
    }

    /// The sum as the workbook computes it: of the cells that are numbers there.
    fn sum(&self, parts: &[CellId]) -> Entry {
        let numbers =
            parts.iter().map(|id| self.report.figures.get(*id)).filter(|entry| number(entry).is_some());
        let values: Vec<Decimal> = numbers.filter_map(Entry::value).collect();
        if values.is_empty() {
            return Entry::Blank;
        }
        Entry::from_value(values.into_iter().fold(Decimal::ZERO, Decimal::saturating_add))
    }

    /// The sum, and nothing as long as no part is filled in, for blank is never zero.
    fn formula(&self, parts: &[CellId]) -> String {
        let places = parts.iter().filter_map(|id| self.places.get(id).copied());
        let ranges = ranges(places);
        format!("=IF(COUNT({ranges})=0,\"\",SUM({ranges}))")
    }
}

/// `D4:I4` or `D4:D10,D14`: cells in reading order, those that follow each other in a row or a column as one range.
fn ranges(places: impl Iterator<Item = Place>) -> String {
    let mut found: Vec<(Place, Place)> = Vec::new();
    for place in places {
        if let Some((first, last)) = found.last_mut() {
            let in_row = first.0 == place.0 && *last == (place.0, place.1.wrapping_sub(1));
            let in_column = first.1 == place.1 && *last == (place.0.wrapping_sub(1), place.1);
            if in_row || in_column {
                *last = place;
                continue;
            }
        }
        found.push((place, place));
    }
    let mut text = String::new();
    for (first, last) in found {
        if !text.is_empty() {
            text.push(',');
        }
        // Writing to a string cannot fail.
        let _ = write!(text, "{}", row_col_to_cell(first.0, first.1));
        if first != last {
            let _ = write!(text, ":{}", row_col_to_cell(last.0, last.1));
        }
    }
    text
}

/// A workbook keeps numbers as binary floats, which hold fifteen digits exactly: an entry with more is written as
/// text, as is whatever is no plain number.
fn number(entry: &Entry) -> Option<f64> {
    const MOST_DIGITS: usize = 15;
    if !matches!(entry, Entry::Count(_) | Entry::Amount(_)) {
        return None;
    }
    let text = entry.text();
    let digits = text.trim_start_matches(['-', '0', '.']).bytes().filter(u8::is_ascii_digit).count();
    (digits <= MOST_DIGITS).then(|| text.parse().ok()).flatten()
}

/// As many places behind the point as are printed.
fn number_format(entry: &Entry) -> Format {
    let text = entry.text();
    let places = text.split_once('.').map_or(0, |(_, places)| places.len());
    let format = if places == 0 { "0".to_owned() } else { format!("0.{}", "0".repeat(places)) };
    bordered().set_num_format(format)
}

fn disagreement(printed: &Entry, sum: &Entry) -> Note {
    let sum = if sum.is_blank() { "空白".to_owned() } else { sum.to_string() };
    let text = if printed.is_blank() {
        format!("报告中此处空白，而各项之和为{sum}。为与报告一致，这里没有填公式。")
    } else {
        format!("报告中的总计与各项之和（{sum}）不一致。为与报告一致，这里保留报告中的数，没有填公式。")
    };
    Note::new(text).set_author("").add_author_prefix(false)
}

fn format(form: &Table, kind: LayoutKind) -> Format {
    let left = match kind {
        LayoutKind::RowHead { group } => !group && form.data.label_columns > 1,
        LayoutKind::Corner => form.data.is_balanced(),
        LayoutKind::Title => true,
        LayoutKind::ColumnHead { .. } | LayoutKind::Figure(_) => false,
    };
    let format = if left { bordered().set_align(FormatAlign::Left) } else { bordered() };
    if kind == LayoutKind::Title { format.set_background_color("#C6D9F1") } else { format }
}

/// The widths of the columns. Where there are several columns of labels, the innermost are the longest; where there
/// is one, all columns are alike.
fn widths(form: &Table) -> Vec<usize> {
    let labels = form.data.label_columns;
    (0..form.width)
        .map(|column| match labels {
            1 => 3 * FIGURE_WIDTH,
            _ if column >= labels => FIGURE_WIDTH,
            _ if column + 1 == labels => LABEL_WIDTH,
            _ => GROUP_WIDTH,
        })
        .collect()
}

/// Lines that the words of a cell take in the row where it begins.
fn lines(cell: &LayoutCell, widths: &[usize]) -> usize {
    let width: usize = widths.iter().skip(cell.column).take(cell.colspan).sum();
    let needed = 2 * cell.text.chars().count() + 1;
    needed.div_ceil(width.max(1)).div_ceil(cell.rowspan).max(1)
}

/// Columns of a form are a few dozen.
fn narrow(column: usize) -> u16 {
    u16::try_from(column).unwrap_or(u16::MAX)
}

/// Rows of a form are a few dozen.
fn rows(rows: usize) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX)
}

/// A length on paper, which the format keeps as a float.
fn count(length: usize) -> f64 {
    f64::from(narrow(length))
}
