//! Reads a sheet: what is printed in its cells, and which of them are merged.

use super::sheet::{Cell, Place, Region, Sheet};
use super::styles::Style;
use super::{KIND, strings};
use crate::import::package::OfficeError;
use crate::import::xml::{Element, Event, Xml};

/// Regions of merged cells in a sheet.
const MOST_MERGED: usize = 20_000;

/// What the cells of all sheets refer to.
#[derive(Debug, Default)]
pub(super) struct Referred {
    /// Texts.
    pub(super) strings: Vec<String>,
    /// Styles.
    pub(super) styles: Vec<Style>,
    /// Whether days are counted from 1904, as once on the Macintosh.
    pub(super) since_1904: bool,
}

/// What may still be read. A cell may refer to a long text, and many to the same one.
#[derive(Debug)]
pub(super) struct Left {
    /// Cells, blank ones with a style among them.
    pub(super) cells: usize,
    /// Bytes of text.
    pub(super) text: usize,
}

/// Reads a sheet.
pub(super) fn read(part: &str, referred: &Referred, left: &mut Left) -> Result<Sheet, OfficeError> {
    let too_many = OfficeError::TooManyCells(KIND, super::MOST_CELLS);
    let mut xml = Xml::new(part, KIND);
    let mut sheet = Sheet::default();
    // Rows and cells that do not say where they are stand behind the ones before.
    let mut row = 0_u32;
    let mut next = (0_u32, 0_u32);
    while let Some(event) = xml.next()? {
        let Event::Open(element) = event else { continue };
        match element.name() {
            "row" => {
                row = match element.attribute("r") {
                    Some(number) => {
                        number.parse::<u32>().ok().and_then(|number| number.checked_sub(1)).ok_or(BROKEN)?
                    }
                    None => next.0,
                };
                next = (row.saturating_add(1), 0);
            }
            "c" => {
                left.cells = left.cells.checked_sub(1).ok_or(too_many)?;
                let at = match element.attribute("r") {
                    Some(name) => place(&name).ok_or(BROKEN)?,
                    None => (row, next.1),
                };
                next.1 = at.1.saturating_add(1);
                let cell = cell(&mut xml, &element, referred)?;
                left.text = left.text.checked_sub(cell.text.len()).ok_or(OfficeError::TooMuch(KIND))?;
                if cell.bordered || !cell.text.trim().is_empty() {
                    sheet.cells.insert(at, cell);
                }
            }
            "mergeCell" => {
                if sheet.merged.len() == MOST_MERGED {
                    return Err(too_many);
                }
                let cells = element.attribute("ref");
                sheet.merged.push(cells.as_deref().and_then(region).ok_or(BROKEN)?);
            }
            "extLst" => xml.skip()?,
            _ => {}
        }
    }
    Ok(sheet)
}

const BROKEN: OfficeError = OfficeError::Broken(KIND);

/// Reads the cell that began last.
fn cell(xml: &mut Xml, element: &Element, referred: &Referred) -> Result<Cell, OfficeError> {
    let style = element.attribute("s").and_then(|style| style.parse().ok()).unwrap_or(0_usize);
    let style = referred.styles.get(style).copied().unwrap_or_default();
    let kind = element.attribute("t");
    let (mut value, mut own) = (String::new(), None);
    loop {
        match xml.next()? {
            Some(Event::Open(child)) => match child.name() {
                "v" => value = xml.text()?,
                "is" => own = Some(strings::read(xml)?),
                _ => xml.skip()?,
            },
            Some(Event::Text(_)) => {}
            Some(Event::Close) | None => break,
        }
    }
    let text = match (own, kind.as_deref()) {
        (Some(text), _) => text,
        (None, _) if value.is_empty() => value,
        (None, Some("s")) => {
            let number: Option<usize> = value.trim().parse().ok();
            number.and_then(|number| referred.strings.get(number)).ok_or(BROKEN)?.clone()
        }
        (None, Some("str")) => strings::unescaped(&value),
        (None, Some("b")) if matches!(value.trim(), "1" | "true") => "TRUE".to_owned(),
        (None, Some("b")) => "FALSE".to_owned(),
        (None, Some("n") | None) => match value.parse() {
            Ok(number) => style.format.printed(number, referred.since_1904),
            Err(_) => value,
        },
        // Days in words (`2024-01-01`), and faults (`#REF!`).
        (None, Some(_)) => value,
    };
    Ok(Cell { text, bordered: style.bordered })
}

/// `B2`.
fn place(name: &str) -> Option<Place> {
    let (letters, number) = name.split_at(name.find(|c: char| c.is_ascii_digit())?);
    let column = letters.bytes().try_fold(0_u32, |column, letter| {
        let letter = letter.to_ascii_uppercase();
        let letter = letter.is_ascii_uppercase().then(|| u32::from(letter - b'A') + 1)?;
        column.checked_mul(26)?.checked_add(letter)
    })?;
    Some((number.parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}

/// `A1:B2`, in whatever order its corners are named.
fn region(name: &str) -> Option<Region> {
    let (one, other) = name.split_once(':').unwrap_or((name, name));
    let (one, other) = (place(one)?, place(other)?);
    Some(Region {
        start: (one.0.min(other.0), one.1.min(other.1)),
        end: (one.0.max(other.0), one.1.max(other.1)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::xlsx::number::Format;

    fn referred() -> Referred {
        let style = |format, bordered| Style { format, bordered };
        Referred {
            strings: vec!["件数".to_owned(), "规章".to_owned()],
            styles: vec![
                Style::default(),
                style(Format::Number { places: Some(2) }, true),
                style(Format::Date, false),
                style(Format::Duration, false),
            ],
            since_1904: false,
        }
    }

    fn sheet(content: &str, left: &mut Left) -> Result<Sheet, OfficeError> {
        read(&format!("<worksheet>{content}</worksheet>"), &referred(), left)
    }

    fn plenty() -> Left {
        Left { cells: 100, text: 1_000 }
    }

    /// The only cell of a row.
    fn printed(cell: &str) -> String {
        let cells = sheet(&format!("<sheetData><row>{cell}</row></sheetData>"), &mut plenty()).unwrap().cells;
        cells.into_values().next().map(|cell| cell.text).unwrap_or_default()
    }

    #[test]
    fn cells_are_read_as_they_are_printed() {
        for (cell, text) in [
            (r#"<c t="s"><v>1</v></c>"#, "规章"),
            (r#"<c t="inlineStr"><is><r><t>规</t></r><r><t>章</t></r></is></c>"#, "规章"),
            (r#"<c t="str"><f>A1&amp;B1</f><v>一_x000D_&lt;</v></c>"#, "一\r<"),
            ("<c><f>SUM(A1:A2)</f><v>25</v></c>", "25"),
            (r#"<c t="n" s="1"><v>8</v></c>"#, "8.00"),
            ("<c><v>0.30000000000000004</v></c>", "0.3"),
            ("<c><v>1e3</v></c>", "1000"),
            ("<c><v>无</v></c>", "无"),
            (r#"<c s="2"><v>45292</v></c>"#, "2024-01-01"),
            (r#"<c s="3"><v>1.5</v></c>"#, "1.5"),
            (r#"<c s="99"><v>8</v></c>"#, "8"),
            (r#"<c t="d"><v>2024-01-01</v></c>"#, "2024-01-01"),
            (r#"<c t="e"><v>#REF!</v></c>"#, "#REF!"),
            (r#"<c t="b"><v>1</v></c>"#, "TRUE"),
            (r#"<c t="b"><v>0</v></c>"#, "FALSE"),
            (r#"<c t="s"><v/></c>"#, ""),
            (r#"<c s="1"/>"#, ""),
            ("<c/>", ""),
        ] {
            assert_eq!(printed(cell), text, "{cell}");
        }
    }

    #[test]
    fn cells_stand_where_they_say_or_behind_the_ones_before() {
        let content = r#"<sheetData><row><c><v>1</v></c><c r="AB1"><v>2</v></c><c><v>3</v></c></row>
            <row r="5"><c><v>4</v></c></row><row><c><v>5</v></c><c s="1"/><c/></row></sheetData>
            <mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="D4:C3"/><mergeCell ref="e5"/></mergeCells>
            <extLst><ext><c><v>6</v></c></ext></extLst>"#;
        let sheet = sheet(content, &mut plenty()).unwrap();

        let cells: Vec<(Place, &str)> =
            sheet.cells.iter().map(|(at, cell)| (*at, cell.text.as_str())).collect();
        assert_eq!(
            cells,
            [((0, 0), "1"), ((0, 27), "2"), ((0, 28), "3"), ((4, 0), "4"), ((5, 0), "5"), ((5, 1), "")]
        );
        let merged: Vec<(Place, Place)> =
            sheet.merged.iter().map(|region| (region.start, region.end)).collect();
        assert_eq!(merged, [((0, 0), (1, 1)), ((2, 2), (3, 3)), ((4, 4), (4, 4))]);
    }

    #[test]
    fn what_cannot_be_is_broken() {
        for content in [
            r#"<sheetData><row r="0"/></sheetData>"#,
            r#"<sheetData><row r="x"/></sheetData>"#,
            r#"<sheetData><row><c r="A0"/></row></sheetData>"#,
            r#"<sheetData><row><c r="ZZZZZZZZZ1"/></row></sheetData>"#,
            r#"<sheetData><row><c r="年1"/></row></sheetData>"#,
            r#"<sheetData><row><c r="1"/></row></sheetData>"#,
            r#"<sheetData><row><c t="s"><v>2</v></c></row></sheetData>"#,
            r#"<mergeCells><mergeCell ref="A1:B"/></mergeCells>"#,
            "<sheetData>",
        ] {
            assert_eq!(sheet(content, &mut plenty()).unwrap_err(), BROKEN, "{content}");
        }
    }

    #[test]
    fn more_than_any_report_has_is_refused() {
        let row = format!("<sheetData><row>{}</row></sheetData>", "<c><v>12345</v></c>".repeat(11));
        let mut few = Left { cells: 10, text: 1_000 };
        assert!(matches!(sheet(&row, &mut few), Err(OfficeError::TooManyCells(..))));
        let mut short = Left { cells: 100, text: 54 };
        assert!(matches!(sheet(&row, &mut short), Err(OfficeError::TooMuch(_))));
        let mut enough = Left { cells: 11, text: 55 };
        assert!(sheet(&row, &mut enough).is_ok());
        let merged = r#"<mergeCell ref="A1"/>"#.repeat(MOST_MERGED + 1);
        let refused = sheet(&format!("<mergeCells>{merged}</mergeCells>"), &mut plenty());
        assert!(matches!(refused, Err(OfficeError::TooManyCells(..))));
    }
}
