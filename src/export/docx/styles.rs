//! The styles: what Word and WPS show as 标题, 标题 1, 标题 2, 正文, 正文缩进. Those are built in, and a program
//! shows them in its own language only when they bear their English names.

use super::layout::{Face, Line, Measures};
use super::xml::Xml;

/// A paragraph style by its identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Title,
    Heading,
    SubHeading,
    Body,
    Cell,
    Footer,
    Note,
    Fingerprint,
}

impl Style {
    /// The identifier by which paragraphs name it.
    pub(super) const fn id(self) -> &'static str {
        match self {
            Self::Title => "Title",
            Self::Heading => "Heading1",
            Self::SubHeading => "Heading2",
            Self::Body => "NormalIndent",
            Self::Cell => "TableText",
            Self::Footer => "Footer",
            Self::Note => "UnfinishedNote",
            Self::Fingerprint => "Fingerprint",
        }
    }
}

/// `word/styles.xml`
pub(super) fn styles(measures: &Measures) -> Vec<u8> {
    Xml::document("w:styles", &[("xmlns:w", super::MAIN)], |xml| {
        xml.element("w:docDefaults", &[], |xml| {
            xml.element("w:rPrDefault", &[], |xml| {
                run_properties(xml, measures.body, &mut |xml| {
                    xml.empty("w:lang", &[("w:val", "zh-CN"), ("w:eastAsia", "zh-CN"), ("w:bidi", "ar-SA")]);
                });
            });
            xml.element("w:pPrDefault", &[], |_| {});
        });
        xml.element(
            "w:style",
            &[("w:type", "paragraph"), ("w:default", "1"), ("w:styleId", "Normal")],
            |xml| {
                xml.value("w:name", "Normal");
                xml.empty("w:qFormat", &[]);
                xml.element("w:pPr", &[], |xml| {
                    xml.value("w:widowControl", "0");
                    line(xml, measures.line, 0, 0);
                    xml.value("w:jc", "both");
                });
                run_properties(xml, measures.body, &mut |_| {});
            },
        );
        table_style(xml, measures);
        style(xml, Style::Title, "Title", measures.title, &|xml| {
            xml.empty("w:keepNext", &[]);
            line(xml, measures.line, 0, measures.title.size * 12);
            xml.value("w:jc", "center");
        });
        style(xml, Style::Heading, "heading 1", measures.heading, &|xml| {
            heading_properties(xml, measures, "0");
        });
        style(xml, Style::SubHeading, "heading 2", measures.sub_heading, &|xml| {
            heading_properties(xml, measures, "1");
        });
        style(xml, Style::Body, "Normal Indent", measures.body, &|xml| indent(xml, measures.body.size));
        style(xml, Style::Cell, "表格文字", measures.cell, &|xml| {
            line(xml, Line::Multiple(240), 0, 0);
            xml.value("w:jc", "center");
        });
        style(xml, Style::Footer, "footer", measures.page_number, &|xml| {
            line(xml, Line::Multiple(240), 0, 0);
            xml.value("w:jc", "center");
        });
        let note = Face { chinese: "黑体", size: 24, bold: true, ..measures.cell };
        style(xml, Style::Note, "未完成提示", note, &|xml| {
            xml.element("w:pBdr", &[], |xml| {
                for side in ["w:top", "w:left", "w:bottom", "w:right"] {
                    xml.empty(
                        side,
                        &[("w:val", "single"), ("w:sz", "12"), ("w:space", "6"), ("w:color", "7A4F00")],
                    );
                }
            });
            line(xml, Line::Multiple(300), 0, 240);
            xml.value("w:jc", "left");
        });
        let small = Face { size: 18, bold: false, ..measures.cell };
        style(xml, Style::Fingerprint, "数据校验码", small, &|xml| {
            line(xml, Line::Multiple(240), 240, 0);
            xml.value("w:jc", "right");
        });
    })
}

fn style(xml: &mut Xml, style: Style, name: &str, face: Face, paragraph: &dyn Fn(&mut Xml)) {
    let built_in = name.is_ascii();
    let mut attributes = vec![("w:type", "paragraph"), ("w:styleId", style.id())];
    if !built_in {
        attributes.push(("w:customStyle", "1"));
    }
    xml.element("w:style", &attributes, |xml| {
        xml.value("w:name", name);
        xml.value("w:basedOn", "Normal");
        if matches!(style, Style::Title | Style::Heading | Style::SubHeading) {
            xml.value("w:next", Style::Body.id());
        }
        xml.empty("w:qFormat", &[]);
        xml.element("w:pPr", &[], paragraph);
        run_properties(xml, face, &mut |_| {});
    });
}

/// Lines around every cell, and the narrow cells of the template.
fn table_style(xml: &mut Xml, measures: &Measures) {
    let attributes = [("w:type", "table"), ("w:default", "1"), ("w:styleId", "TableNormal")];
    xml.element("w:style", &attributes, |xml| {
        xml.value("w:name", "Normal Table");
        xml.value("w:uiPriority", "99");
        xml.element("w:tblPr", &[], |xml| cell_margins(xml, 0));
    });
    xml.element("w:style", &[("w:type", "table"), ("w:styleId", "TableGrid")], |xml| {
        xml.value("w:name", "Table Grid");
        xml.value("w:basedOn", "TableNormal");
        xml.element("w:tblPr", &[], |xml| {
            xml.element("w:tblBorders", &[], |xml| {
                for side in ["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"] {
                    let thick = if measures.title_fill.is_some() { "8" } else { "4" };
                    xml.empty(
                        side,
                        &[("w:val", "single"), ("w:sz", thick), ("w:space", "0"), ("w:color", "auto")],
                    );
                }
            });
            cell_margins(xml, super::table::CELL_MARGIN);
        });
    });
}

fn cell_margins(xml: &mut Xml, width: usize) {
    let width = width.to_string();
    xml.element("w:tblCellMar", &[], |xml| {
        for (side, width) in
            [("w:top", "0"), ("w:left", width.as_str()), ("w:bottom", "0"), ("w:right", width.as_str())]
        {
            xml.empty(side, &[("w:w", width), ("w:type", "dxa")]);
        }
    });
}

fn heading_properties(xml: &mut Xml, measures: &Measures, level: &str) {
    xml.empty("w:keepNext", &[]);
    xml.empty("w:keepLines", &[]);
    line(xml, measures.line, 0, 0);
    indent(xml, measures.body.size);
    xml.value("w:outlineLvl", level);
}

/// Two characters, however large they are.
fn indent(xml: &mut Xml, size: usize) {
    let first_line = (2 * size * 10).to_string();
    xml.empty("w:ind", &[("w:firstLineChars", "200"), ("w:firstLine", &first_line)]);
}

/// From line to line, with what is left free before and after a paragraph.
fn line(xml: &mut Xml, line: Line, before: usize, after: usize) {
    if let Line::Multiple(_) = line {
        // Faces of which a line is higher than the pitch of the grid would take two of its lines.
        xml.value("w:snapToGrid", "0");
    }
    let (line, rule) = match line {
        Line::Multiple(line) => (line, "auto"),
        Line::Grid(pitch) => (pitch, "exact"),
    };
    let [before, after, line] = [before, after, line].map(|length| length.to_string());
    xml.empty(
        "w:spacing",
        &[("w:before", &before), ("w:after", &after), ("w:line", &line), ("w:lineRule", rule)],
    );
}

fn run_properties(xml: &mut Xml, face: Face, more: &mut dyn FnMut(&mut Xml)) {
    xml.element("w:rPr", &[], |xml| {
        xml.empty(
            "w:rFonts",
            &[
                ("w:ascii", face.latin),
                ("w:hAnsi", face.latin),
                ("w:eastAsia", face.chinese),
                ("w:cs", "Times New Roman"),
            ],
        );
        let bold = if face.bold { "1" } else { "0" };
        xml.value("w:b", bold);
        xml.value("w:bCs", bold);
        if face.closer > 0 {
            xml.value("w:spacing", &format!("-{}", face.closer));
        }
        let size = face.size.to_string();
        xml.value("w:sz", &size);
        xml.value("w:szCs", &size);
        more(xml);
    });
}
