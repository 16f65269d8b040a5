//! Reads a workbook: from each visible sheet its lines of text and its tables, as they are printed.

mod number;
mod sheet;

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{DataRef, Reader as _, Sheet as SheetData, SheetType, SheetVisible, Style, Xlsx};

use super::package::{OfficeError, Package};
use super::source::{Block, Source};
use sheet::{Cell, Sheet};

/// What the file is called in messages.
const KIND: &str = "Excel 文件";

/// Cells of all sheets, blank ones with a style among them. The three tables of a report have five hundred.
const MOST_CELLS: usize = 200_000;

/// Regions of merged cells in a sheet.
const MOST_MERGED: usize = 20_000;

/// Reads a file.
pub(super) fn read(bytes: &[u8]) -> Result<Source, OfficeError> {
    measure(bytes)?;
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| match error {
        calamine::XlsxError::Password => OfficeError::Protected,
        _ => OfficeError::Broken(KIND),
    })?;
    let shown =
        |sheet: &&SheetData| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible;
    let names: Vec<String> =
        workbook.sheets_metadata().iter().filter(shown).map(|sheet| sheet.name.clone()).collect();
    let mut left = MOST_CELLS;
    let mut sheets = Vec::new();
    for name in names {
        let blocks = blocks(&mut workbook, &name, &mut left)?;
        sheets.push((name, blocks));
    }
    Ok(Source { blocks: in_order(sheets) })
}

/// The library that reads workbooks unpacks whatever they hold and follows no limits: they are tried here first.
fn measure(bytes: &[u8]) -> Result<(), OfficeError> {
    let mut package = Package::open(bytes, KIND)?;
    for name in package.names() {
        let is_xml =
            [".xml", ".rels", ".vml"].iter().any(|ending| name.to_ascii_lowercase().ends_with(ending));
        if is_xml && package.part(&name)?.is_some_and(|text| text.contains("<!DOCTYPE")) {
            return Err(OfficeError::Entities(KIND));
        }
    }
    Ok(())
}

fn blocks(
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    left: &mut usize,
) -> Result<Vec<Block>, OfficeError> {
    let broken = OfficeError::Broken(KIND);
    let too_many = OfficeError::TooManyCells(KIND, MOST_CELLS);
    let mut cells = BTreeMap::new();
    let mut reader = workbook.worksheet_cells_reader(name).map_err(|_| broken)?;
    while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(|_| broken)? {
        *left = left.checked_sub(1).ok_or(too_many)?;
        let style = reader.styles().get(style);
        let text = printed(cell.get_value(), style);
        let bordered = style
            .and_then(|style| style.borders.as_ref())
            .is_some_and(calamine::Borders::has_visible_borders);
        if bordered || !text.trim().is_empty() {
            cells.insert(cell.get_position(), Cell { text, bordered });
        }
    }
    drop(reader);
    // Only now, for a sheet that is too large is not to be read to its end.
    let merged = workbook.merge_cells_by_sheet_name(name).map_err(|_| broken)?;
    if merged.len() > MOST_MERGED {
        return Err(too_many);
    }
    Sheet { cells, merged }.blocks(MOST_CELLS).ok_or(too_many)
}

/// What stands in a cell.
fn printed(value: &DataRef, style: Option<&Style>) -> String {
    let format = style.and_then(|style| style.number_format.as_ref());
    let format = format.map_or("", |format| format.format_code.as_str());
    match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number::padded(number.to_string(), format),
        DataRef::Float(number) => number::padded(number::exact(*number), format),
        DataRef::Bool(true) => "TRUE".to_owned(),
        DataRef::Bool(false) => "FALSE".to_owned(),
        DataRef::DateTime(date) if date.is_datetime() => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            format!("{year}-{month:02}-{day:02}")
        }
        DataRef::DateTime(duration) => number::exact(duration.as_f64()),
        DataRef::Error(error) => error.to_string(),
    }
}

/// The sheets one after the other. Where the text of one sends the reader to another (`（见“主动公开”表）`), that
/// other one stands in that place.
fn in_order(sheets: Vec<(String, Vec<Block>)>) -> Vec<Block> {
    let names: Vec<String> = sheets.iter().map(|(name, _)| format!("（见“{name}”表）")).collect();
    let referred = |block: &Block| match block {
        Block::Paragraph(text) => names.iter().position(|name| name == text.trim()),
        Block::Table(_) => None,
    };
    let mut places: Vec<Option<Vec<Block>>> = sheets.into_iter().map(|(_, blocks)| Some(blocks)).collect();
    // Sheets that send the reader to others come first, for the others stand within them.
    let sends = |blocks: &Option<Vec<Block>>| blocks.iter().flatten().any(|block| referred(block).is_some());
    let (first, rest): (Vec<usize>, Vec<usize>) = (0..places.len()).partition(|index| sends(&places[*index]));
    let mut blocks = Vec::new();
    for index in first.into_iter().chain(rest) {
        for block in places[index].take().unwrap_or_default() {
            match referred(&block).and_then(|other| places[other].take()) {
                Some(others) => blocks.extend(others),
                None => blocks.push(block),
            }
        }
    }
    blocks
}
