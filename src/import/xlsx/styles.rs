//! What the styles of a workbook say of a cell that matters here: how its number is printed, and whether lines are
//! drawn around it.

use std::collections::BTreeMap;

use super::KIND;
use super::number::Format;
use crate::import::package::OfficeError;
use crate::import::xml::{Element, Event, Xml};

/// A style of cells.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Style {
    /// How a number is printed.
    pub(super) format: Format,
    /// Whether lines are drawn around it.
    pub(super) bordered: bool,
}

/// Reads the styles, in the order in which cells refer to them.
pub(super) fn read(part: &str) -> Result<Vec<Style>, OfficeError> {
    let mut xml = Xml::new(part, KIND);
    let mut styles = Vec::new();
    let mut formats: BTreeMap<String, Format> = BTreeMap::new();
    let mut borders: Vec<Border> = Vec::new();
    // Elements of the same names stand in other sections too, for styles that no cell refers to.
    let mut section = String::new();
    let mut depth = 0_usize;
    while let Some(event) = xml.next()? {
        let element = match event {
            Event::Open(element) => element,
            Event::Close => {
                depth -= 1;
                continue;
            }
            Event::Text(_) => continue,
        };
        depth += 1;
        if depth == 2 {
            element.name().clone_into(&mut section);
        }
        match (section.as_str(), element.name()) {
            ("numFmts", "numFmt") => {
                if let (Some(id), Some(code)) =
                    (element.attribute("numFmtId"), element.attribute("formatCode"))
                {
                    formats.insert(id, Format::of(&code));
                }
            }
            ("borders", "border") => borders.push(Border::of(&element)),
            ("borders", side) => {
                if let Some(border) = borders.last_mut() {
                    border.add(side, &element);
                }
            }
            ("cellXfs", "xf") => styles.push(style(&element, &formats, &borders)),
            _ => {}
        }
    }
    Ok(styles)
}

fn style(element: &Element, formats: &BTreeMap<String, Format>, borders: &[Border]) -> Style {
    let format = element.attribute("numFmtId").map_or(Format::default(), |id| {
        formats.get(&id).copied().unwrap_or_else(|| id.parse().map_or(Format::default(), Format::built_in))
    });
    let border = element.attribute("borderId").and_then(|id| id.parse().ok());
    let bordered = border.and_then(|id: usize| borders.get(id)).is_some_and(|border| border.visible);
    Style { format, bordered }
}

/// The lines around a cell and across it.
#[derive(Debug)]
struct Border {
    /// Whether the line across is drawn.
    across: bool,
    /// Whether any line is.
    visible: bool,
}

impl Border {
    fn of(element: &Element) -> Self {
        let is_on =
            |name| element.attribute(name).is_some_and(|value| matches!(value.as_str(), "1" | "true"));
        Self { across: is_on("diagonalUp") || is_on("diagonalDown"), visible: false }
    }

    fn add(&mut self, side: &str, element: &Element) {
        let drawn = match side {
            "left" | "right" | "start" | "end" | "top" | "bottom" => true,
            "diagonal" => self.across,
            _ => false,
        };
        self.visible |= drawn && element.attribute("style").is_some_and(|style| style != "none");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_styled_by_what_its_style_refers_to() {
        let styles = read(
            r#"<styleSheet>
            <numFmts><numFmt numFmtId="176" formatCode="0.000"/><numFmt numFmtId="177" formatCode="yyyy&quot;年&quot;"/></numFmts>
            <borders>
                <border><left/><right/><top/><bottom/><diagonal/></border>
                <border><left style="none"/><right style="thin"><color indexed="64"/></right></border>
                <border><diagonal style="thin"/></border>
                <border diagonalUp="1"><diagonal style="thin"/></border>
            </borders>
            <cellStyleXfs><xf numFmtId="14" borderId="1"/></cellStyleXfs>
            <cellXfs>
                <xf numFmtId="0" borderId="0"/><xf numFmtId="176" borderId="1"/><xf numFmtId="177" borderId="2"/>
                <xf numFmtId="14" borderId="3"><alignment/></xf><xf/><xf numFmtId="999" borderId="99"/>
            </cellXfs>
            <dxfs><dxf><numFmt numFmtId="176" formatCode="0.0"/><border><left style="thin"/></border></dxf></dxfs>
            </styleSheet>"#,
        )
        .unwrap();

        let formats: Vec<Format> = styles.iter().map(|style| style.format).collect();
        let plain = Format::Number { places: None };
        assert_eq!(
            formats,
            [plain, Format::Number { places: Some(3) }, Format::Date, Format::Date, plain, plain]
        );
        let bordered: Vec<bool> = styles.iter().map(|style| style.bordered).collect();
        assert_eq!(bordered, [false, true, false, true, false, false]);
    }
}
