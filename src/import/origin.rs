//! What was imported, as its readers saw it, cut into the sections of the report: to be looked at beside what was read.

use super::clipboard::{self, Side};
use super::document::{self, Cut, Passage};
use super::encoding::Decode;
use super::kind::{self, InputKind};
use super::source::{GridCell, Source};
use super::{MOST_BYTES, docx, html, looks_like_a_report, page, text, xlsx};
use crate::form::Section;

/// A source, cut into sections.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origin {
    /// One part for each section that the source has, in the order of the report; last the words around it.
    pub parts: Vec<OriginPart>,
}

/// What a source has of one section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OriginPart {
    /// The section; nothing for words that are not of the report (navigation, page numbers, the fingerprint).
    pub section: Option<Section>,
    /// Its pieces, in reading order. A table stands in its own section, wherever it was printed.
    pub pieces: Vec<Piece>,
}

/// A piece of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// A line of text, never blank.
    Line(String),
    /// The rows of a table; in each the cells that begin there.
    Table(Vec<Vec<OriginCell>>),
}

/// A cell of a table, as it was printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OriginCell {
    /// Its text; line breaks within it are `\n`.
    pub text: String,
    /// Columns, at least 1.
    pub colspan: usize,
    /// Rows, at least 1.
    pub rowspan: usize,
}

impl Origin {
    /// What the source has of a section, or around the report.
    pub fn pieces(&self, section: Option<Section>) -> &[Piece] {
        let part = self.parts.iter().find(|part| part.section == section);
        part.map_or(&[], |part| part.pieces.as_slice())
    }

    fn of(passages: Vec<Passage>, around: Vec<String>) -> Self {
        let (mut sections, mut outside) =
            (vec![Gathered::default(); Section::ALL.len()], Gathered::default());
        for (section, cut) in document::cut(passages) {
            let gathered = section.map_or(&mut outside, |section| &mut sections[section.index()]);
            match cut {
                Cut::Line(line) => gathered.line(&line),
                Cut::Form(part) => gathered.table(part.sheet.printed(part.rows)),
            }
        }
        for line in around {
            outside.line(&line);
        }
        let sections = Section::ALL.into_iter().map(Some).zip(sections);
        let parts = sections
            .chain([(None, outside)])
            .filter(|(_, gathered)| !gathered.pieces.is_empty())
            .map(|(section, gathered)| OriginPart { section, pieces: gathered.pieces })
            .collect();
        Self { parts }
    }

    fn of_document(source: Source) -> Self {
        Self::of(source.blocks.into_iter().flat_map(document::passages).collect(), Vec::new())
    }
}

/// Pieces of one section while they are gathered.
#[derive(Debug, Clone, Default)]
struct Gathered {
    pieces: Vec<Piece>,
    /// Whether the last piece is a table of lines with tabs, to which the next such line belongs.
    open: bool,
}

impl Gathered {
    /// Adds a line; one with tabs is a row of a table.
    fn line(&mut self, line: &str) {
        let words = line.trim();
        if words.is_empty() {
            return;
        }
        if !words.contains('\t') {
            self.pieces.push(Piece::Line(words.to_owned()));
            self.open = false;
            return;
        }
        let cell = |text: &str| OriginCell { text: text.trim().to_owned(), colspan: 1, rowspan: 1 };
        let row: Vec<OriginCell> = line.trim_end().split('\t').map(cell).collect();
        match self.pieces.last_mut() {
            Some(Piece::Table(rows)) if self.open => rows.push(row),
            _ => self.pieces.push(Piece::Table(vec![row])),
        }
        self.open = true;
    }

    /// Adds a table that was taken from its cells.
    fn table(&mut self, rows: Vec<Vec<GridCell>>) {
        let cell = |GridCell { text, colspan, rowspan }| OriginCell { text, colspan, rowspan };
        let rows = rows.into_iter().map(|row| row.into_iter().map(cell).collect()).collect();
        self.pieces.push(Piece::Table(rows));
        self.open = false;
    }
}

/// A file as [`super::import_with`] reads it; nothing for data files, which print nothing, and for what is not read.
pub fn origin(bytes: &[u8], decode: Decode) -> Option<Origin> {
    if bytes.len() > MOST_BYTES {
        return None;
    }
    match kind::of(bytes, decode) {
        InputKind::Text(text) if text.trim_start().starts_with(['{', '[']) && !looks_like_a_report(&text) => {
            None
        }
        InputKind::Text(text) if page::is_page(&text) => of_markup(&text),
        InputKind::Text(text) => origin_of_text(&text),
        InputKind::Word => docx::read(bytes).ok().map(Origin::of_document),
        InputKind::Workbook => xlsx::read(bytes).ok().map(Origin::of_document),
        InputKind::Binary | InputKind::Other { .. } | InputKind::Unreadable => None,
    }
}

/// A text as [`super::import_text`] reads it; nothing for a blank one.
pub fn origin_of_text(text: &str) -> Option<Origin> {
    if text.len() > MOST_BYTES || text.trim().is_empty() {
        return None;
    }
    let lines = text::tidied(text).lines().map(|line| Passage::Words(line.to_owned())).collect();
    Some(Origin::of(lines, Vec::new()))
}

/// What was copied, from the side that [`super::import_clipboard`] reads; nothing where it reads neither.
pub fn origin_of_clipboard(html: &str, text: &str) -> Option<Origin> {
    if html.len().max(text.len()) > MOST_BYTES {
        return None;
    }
    match clipboard::read(html, text).ok()?.1 {
        Side::Markup(html) => of_markup(html),
        Side::Text(text) => origin_of_text(text),
    }
}

/// A page by what it shows, also where it is read by the data it carries.
fn of_markup(page: &str) -> Option<Origin> {
    let (passages, surroundings) = html::apart(page).ok()?;
    Some(Origin::of(passages, surroundings.words))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::decode;

    fn lines(pieces: &[Piece]) -> Vec<&str> {
        let mut lines = Vec::new();
        for piece in pieces {
            if let Piece::Line(line) = piece {
                lines.push(line.as_str());
            }
        }
        lines
    }

    #[test]
    fn a_text_is_cut_at_its_headings_also_amid_a_line() {
        let text = "云川县水务局2024年政府信息公开工作年度报告\n- 1 -\n一、总体情况\n公开8条。五、存在的主要问题及改进情况\n人手少。";
        let origin = origin_of_text(text).unwrap();
        assert_eq!(lines(origin.pieces(Some(Section::Overview))), ["一、总体情况", "公开8条。"]);
        assert_eq!(
            lines(origin.pieces(Some(Section::Problems))),
            ["五、存在的主要问题及改进情况", "人手少。"]
        );
        assert_eq!(lines(origin.pieces(None)), ["- 1 -"]);
        assert_eq!(origin.parts.len(), 4);
    }

    #[test]
    fn lines_with_tabs_are_rows_of_one_table() {
        let text = "二、主动公开政府信息情况\n信息内容\t本年收费金额\n行政事业性收费\t8.5\n无\n";
        let origin = origin_of_text(text).unwrap();
        let [Piece::Line(_), Piece::Table(rows), Piece::Line(last)] =
            origin.pieces(Some(Section::Disclosure))
        else {
            panic!("{origin:?}")
        };
        let texts: Vec<&str> = rows.iter().flatten().map(|cell| cell.text.as_str()).collect();
        assert_eq!(texts, ["信息内容", "本年收费金额", "行政事业性收费", "8.5"]);
        assert_eq!(last, "无");
    }

    #[test]
    fn a_table_stands_in_its_section_and_keeps_its_spans() {
        let page = "<nav>首页</nav><div><h1>云川县水务局2024年政府信息公开工作年度报告</h1><p>二、主动公开政府信息情况</p>\
            <table><tr><td colspan=4>第二十条第（八）项<tr><td>信息内容<td colspan=3>本年收费金额（单位：万元）\
            <tr><td>行政事业性收费<td colspan=3>8.5</table></div>";
        let origin = origin(page.as_bytes(), decode).unwrap();
        let [Piece::Line(_), Piece::Table(rows)] = origin.pieces(Some(Section::Disclosure)) else {
            panic!("{origin:?}")
        };
        let spans: Vec<Vec<usize>> =
            rows.iter().map(|row| row.iter().map(|cell| cell.colspan).collect()).collect();
        assert_eq!(spans, [vec![4], vec![1, 3], vec![1, 3]]);
        assert_eq!(lines(origin.pieces(None)), ["首页"]);
    }

    #[test]
    fn data_files_and_what_is_not_read_have_no_origin() {
        for bytes in [&b"{\"a\": 1}"[..], b"", b"  \n", b"%PDF-1.7"] {
            assert_eq!(origin(bytes, decode), None);
        }
    }
}
