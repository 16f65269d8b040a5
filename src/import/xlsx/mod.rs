//! Reads a workbook: from each visible sheet its lines of text and its tables, as they are printed.

mod book;
mod cells;
mod number;
mod sheet;
mod strings;
mod styles;

use super::package::{OfficeError, Package};
use super::source::{Block, Source};
use book::Book;
use cells::Left;

/// What the file is called in messages.
const KIND: &str = "Excel 文件";

/// Cells of all sheets, blank ones with a style among them. The three tables of a report have five hundred.
const MOST_CELLS: usize = 200_000;

/// Bytes of text in all cells.
const MOST_TEXT: usize = 16 * 1024 * 1024;

/// Reads a file.
pub(super) fn read(bytes: &[u8]) -> Result<Source, OfficeError> {
    measure(bytes)?;
    let mut book = Book::open(bytes)?;
    let mut left = Left { cells: MOST_CELLS, text: MOST_TEXT };
    let mut sheets = Vec::new();
    for (name, part) in std::mem::take(&mut book.shown) {
        let sheet = cells::read(&book.part(&part)?, &book.referred, &mut left)?;
        let blocks = sheet.blocks(MOST_CELLS).ok_or(OfficeError::TooManyCells(KIND, MOST_CELLS))?;
        sheets.push((name, blocks));
    }
    Ok(Source { blocks: in_order(sheets) })
}

/// Refuses what would harm, also in parts that are not read: who gets the file may open it with other programs.
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
