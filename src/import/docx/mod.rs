//! Reads a Word file: its paragraphs and tables, as they are printed. Numbers that Word gives by itself are written
//! out, changes that somebody tracked are taken as accepted, hidden text and the codes of fields are left out.

mod numbering;
mod table;

use super::package::{OfficeError, Package};
use super::source::{Block, Source};
use super::xml::{Element, Event, Xml};
use numbering::Numbering;
use table::{Cell, Merge, Table};

/// What the file is called in messages.
const KIND: &str = "Word 文件";

/// Cells of all tables. The three of a report have five hundred.
const MOST_CELLS: usize = 50_000;

/// Reads a file.
pub(super) fn read(bytes: &[u8]) -> Result<Source, OfficeError> {
    let mut package = Package::open(bytes, KIND)?;
    let document = target(&mut package, "_rels/.rels", "", "/officeDocument")?
        .unwrap_or_else(|| "word/document.xml".to_owned());
    let Some(text) = package.part(&document)? else { return Err(OfficeError::NoDocument) };
    let (folder, name) = document.rsplit_once('/').unwrap_or(("", &document));
    let references = format!("{folder}/_rels/{name}.rels");
    let mut beside = |kind: &str| -> Result<Option<String>, OfficeError> {
        match target(&mut package, references.trim_start_matches('/'), folder, kind)? {
            Some(part) => package.part(&part),
            None => Ok(None),
        }
    };
    let (lists, styles) = (beside("/numbering")?, beside("/styles")?);
    let numbering = Numbering::read(lists.as_deref(), styles.as_deref(), KIND)?;
    Reader::new(numbering).read(&text)
}

/// The part to which a list of references refers as a certain kind.
fn target(
    package: &mut Package,
    references: &str,
    folder: &str,
    kind: &str,
) -> Result<Option<String>, OfficeError> {
    let Some(text) = package.part(references)? else { return Ok(None) };
    let mut xml = Xml::new(&text, KIND);
    while let Some(event) = xml.next()? {
        let Event::Open(element) = event else { continue };
        let is_kind = element.attribute("Type").is_some_and(|named| named.ends_with(kind));
        if element.name() == "Relationship" && is_kind {
            let Some(target) = element.attribute("Target") else { continue };
            return Ok(Some(match target.strip_prefix('/') {
                Some(absolute) => absolute.to_owned(),
                None if folder.is_empty() => target,
                None => format!("{folder}/{target}"),
            }));
        }
    }
    Ok(None)
}

/// A paragraph that is being read.
#[derive(Debug, Default)]
struct Paragraph {
    text: String,
    style: Option<String>,
    list: Option<usize>,
    level: Option<usize>,
    /// Whether its end was deleted, with changes being tracked: the next paragraph goes on with it.
    runs_on: bool,
    /// What stands in text boxes that are anchored in it.
    boxes: Vec<Block>,
}

/// An element that is open, and what is to be done when it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    Other,
    Paragraph,
    ParagraphProperties,
    MarkProperties,
    RunProperties,
    Run,
    Text,
    Table,
    RowProperties,
    Cell,
    CellProperties,
    TextBox,
}

struct Reader {
    numbering: Numbering,
    open: Vec<Open>,
    /// Where blocks go: the document, then the cells and text boxes that are open.
    blocks: Vec<Vec<Block>>,
    paragraphs: Vec<Paragraph>,
    tables: Vec<Table>,
    cells: Vec<Cell>,
    /// Fields that are open: whether the words are still its code.
    fields: Vec<bool>,
    hidden: bool,
    /// The beginning of a paragraph of which the end was deleted.
    carried: String,
    count: usize,
}

impl Reader {
    fn new(numbering: Numbering) -> Self {
        Self {
            numbering,
            open: Vec::new(),
            blocks: vec![Vec::new()],
            paragraphs: Vec::new(),
            tables: Vec::new(),
            cells: Vec::new(),
            fields: Vec::new(),
            hidden: false,
            carried: String::new(),
            count: 0,
        }
    }

    fn read(mut self, document: &str) -> Result<Source, OfficeError> {
        let mut xml = Xml::new(document, KIND);
        while let Some(event) = xml.next()? {
            match event {
                Event::Open(element) if self.is_deleted(element.name()) || is_left_out(element.name()) => {
                    xml.skip()?;
                }
                Event::Open(element) => {
                    let open = self.begin(&element)?;
                    self.open.push(open);
                }
                Event::Close => {
                    if let Some(open) = self.open.pop() {
                        self.end(open);
                    }
                }
                Event::Text(text) if self.open.last() == Some(&Open::Text) => self.say(&text),
                Event::Text(_) => {}
            }
        }
        let carried = std::mem::take(&mut self.carried);
        if !carried.trim().is_empty() {
            self.put(Block::Paragraph(carried));
        }
        let blocks = self.blocks.drain(..).flatten().flat_map(lines).collect();
        Ok(Source { blocks })
    }

    /// Whether an element holds what was deleted with changes being tracked. Among properties the same name says that
    /// the end of the paragraph or the row was.
    fn is_deleted(&self, name: &str) -> bool {
        let marks = matches!(self.open.last(), Some(Open::MarkProperties | Open::RowProperties));
        name == "del" && !marks
    }

    fn begin(&mut self, element: &Element) -> Result<Open, OfficeError> {
        let within = self.open.last().copied();
        Ok(match (within, element.name()) {
            (Some(Open::ParagraphProperties), name) => return Ok(self.paragraph_property(name, element)),
            (Some(Open::MarkProperties), name) => {
                if let ("del", Some(paragraph)) = (name, self.paragraphs.last_mut()) {
                    paragraph.runs_on = true;
                }
                Open::Other
            }
            (Some(Open::RunProperties), name) => {
                self.hidden |= name == "vanish" && element.is_on();
                Open::Other
            }
            (Some(Open::RowProperties), name) => {
                if let Some(row) = self.tables.last_mut().and_then(Table::row) {
                    match name {
                        "gridBefore" => row.before = element.number().unwrap_or(0),
                        "del" => row.deleted = true,
                        _ => {}
                    }
                }
                Open::Other
            }
            (Some(Open::CellProperties), name) => {
                if let Some(cell) = self.cells.last_mut() {
                    let value = element.value();
                    match name {
                        "gridSpan" => cell.span = element.number().unwrap_or(1),
                        "vMerge" => cell.above = Merge::of(value.as_deref()),
                        "hMerge" => cell.before = Merge::of(value.as_deref()),
                        _ => {}
                    }
                }
                Open::Other
            }
            (Some(Open::Run), "rPr") => Open::RunProperties,
            (_, "p") => {
                self.paragraphs.push(Paragraph::default());
                Open::Paragraph
            }
            (Some(Open::Paragraph), "pPr") => Open::ParagraphProperties,
            (_, "r") => {
                self.hidden = false;
                Open::Run
            }
            (_, "t") => Open::Text,
            (_, "tab" | "ptab") => self.mark("\t"),
            (_, "br" | "cr") => self.mark("\n"),
            (_, "noBreakHyphen") => self.mark("-"),
            (_, "fldChar") => {
                self.field(element.attribute("fldCharType").as_deref());
                Open::Other
            }
            (_, "tbl") => {
                self.tables.push(Table::default());
                Open::Table
            }
            (_, "tr") => {
                if let Some(table) = self.tables.last_mut() {
                    table.begin_row();
                }
                Open::Other
            }
            (_, "trPr") => Open::RowProperties,
            (_, "tc") => {
                self.count += 1;
                if self.count > MOST_CELLS {
                    return Err(OfficeError::TooManyCells(KIND, MOST_CELLS));
                }
                self.cells.push(Cell::default());
                self.blocks.push(Vec::new());
                Open::Cell
            }
            (Some(Open::Cell), "tcPr") => Open::CellProperties,
            (_, "txbxContent") => {
                self.blocks.push(Vec::new());
                Open::TextBox
            }
            _ => Open::Other,
        })
    }

    fn paragraph_property(&mut self, name: &str, element: &Element) -> Open {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            match name {
                "pStyle" => paragraph.style = element.value(),
                "numId" => paragraph.list = element.number(),
                "ilvl" => paragraph.level = element.number(),
                // The properties of the list stand one deeper.
                "numPr" => return Open::ParagraphProperties,
                "rPr" => return Open::MarkProperties,
                _ => {}
            }
        }
        Open::Other
    }

    fn end(&mut self, open: Open) {
        match open {
            Open::Paragraph => self.end_paragraph(),
            Open::Cell => {
                let blocks = self.blocks.pop().unwrap_or_default();
                if let (Some(cell), Some(table)) = (self.cells.pop(), self.tables.last_mut()) {
                    table.add(Cell { blocks, ..cell });
                }
            }
            Open::Table => {
                if let Some(table) = self.tables.pop() {
                    table.finish().into_iter().for_each(|block| self.put(block));
                }
            }
            Open::TextBox => {
                let blocks = self.blocks.pop().unwrap_or_default();
                match self.paragraphs.last_mut() {
                    Some(paragraph) => paragraph.boxes.extend(blocks),
                    None => blocks.into_iter().for_each(|block| self.put(block)),
                }
            }
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        let Some(paragraph) = self.paragraphs.pop() else { return };
        let carried = std::mem::take(&mut self.carried);
        let text = carried + &paragraph.text;
        // What runs on is numbered where it ends. An empty paragraph is counted like any other.
        let text = if paragraph.runs_on {
            text
        } else {
            let style = paragraph.style.as_deref();
            let number = self.numbering.next(style, paragraph.list, paragraph.level);
            if text.trim().is_empty() { text } else { numbered(number, text) }
        };
        if paragraph.runs_on {
            self.carried = text;
        } else if !text.trim().is_empty() {
            self.put(Block::Paragraph(text));
        }
        paragraph.boxes.into_iter().for_each(|block| self.put(block));
    }

    fn put(&mut self, block: Block) {
        if let Some(blocks) = self.blocks.last_mut() {
            blocks.push(block);
        }
    }

    fn field(&mut self, mark: Option<&str>) {
        match mark {
            Some("begin") => self.fields.push(true),
            Some("separate") => {
                if let Some(code) = self.fields.last_mut() {
                    *code = false;
                }
            }
            Some("end") => {
                self.fields.pop();
            }
            _ => {}
        }
    }

    fn mark(&mut self, words: &str) -> Open {
        self.say(words);
        Open::Other
    }

    fn say(&mut self, words: &str) {
        if self.hidden || self.fields.contains(&true) {
            return;
        }
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.text.push_str(words);
        }
    }
}

/// What is not printed, or printed twice: deleted and moved text, the codes of fields, what properties were before
/// they were changed, the second of two drawings for older programs, the readings above characters.
fn is_left_out(name: &str) -> bool {
    matches!(
        name,
        "moveFrom"
            | "delText"
            | "instrText"
            | "delInstrText"
            | "Fallback"
            | "rt"
            | "sdtPr"
            | "sdtEndPr"
            | "tblPr"
            | "tblPrEx"
            | "tblGrid"
            | "sectPr"
            | "tabs"
            | "pPrChange"
            | "rPrChange"
            | "tcPrChange"
            | "trPrChange"
            | "numberingChange"
            | "docPr"
            | "binData"
    )
}

/// A paragraph with its number. Between a number and a word of Latin letters or digits stands a blank.
fn numbered(number: Option<String>, text: String) -> String {
    match number {
        Some(number) if number.ends_with(|c: char| c.is_ascii_alphanumeric()) => format!("{number} {text}"),
        Some(number) => number + &text,
        None => text,
    }
}

/// Outside tables each line is a paragraph.
fn lines(block: Block) -> Vec<Block> {
    match block {
        Block::Paragraph(text) if text.contains('\n') => {
            let lines = text.split('\n').filter(|line| !line.trim().is_empty());
            lines.map(|line| Block::Paragraph(line.to_owned())).collect()
        }
        block => vec![block],
    }
}

#[cfg(test)]
mod tests;
