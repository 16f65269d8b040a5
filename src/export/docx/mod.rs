//! The report as a Word file, made of the parts of an Office Open XML package (ISO/IEC 29500, transitional).
//!
//! The order of the elements within each other is the order of the schema: Word refuses a file that breaks it.

mod layout;
mod package;
mod styles;
mod table;
mod xml;

pub use layout::Layout;

use super::ExportError;
use super::piece::{Piece, pieces};
use crate::report::{FINGERPRINT_LABEL, Report, fingerprint};
use layout::{Line, Measures, PAPER, SUBSTITUTES};
use styles::Style;
use xml::Xml;

/// The namespace of Word's own elements.
const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
/// The namespace of references to other parts.
const REFERENCES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The report as a Word file (.docx). The same report always gives the same bytes.
///
/// With a note (`未完成稿：还有 3 项未核对`), the file says on its first page that the report is not finished.
///
/// # Errors
/// When the file cannot be put together.
pub fn docx(report: &Report, layout: Layout, unfinished: Option<&str>) -> Result<Vec<u8>, ExportError> {
    let measures = layout.measures();
    let code = fingerprint(report).to_string();
    package::pack(&[
        ("word/document.xml", document(report, measures, layout, unfinished)),
        ("word/styles.xml", styles::styles(measures)),
        ("word/settings.xml", settings(layout)),
        ("word/fontTable.xml", fonts()),
        ("word/footer1.xml", footer(layout, Side::Odd)),
        ("word/footer2.xml", footer(layout, Side::Even)),
        ("docProps/core.xml", package::core_properties(&report.title(), &report.agency.name)),
        ("docProps/custom.xml", package::custom_property(FINGERPRINT_LABEL, &code)),
    ])
    .map_err(|_| ExportError::Word)
}

fn document(report: &Report, measures: &Measures, layout: Layout, unfinished: Option<&str>) -> Vec<u8> {
    Xml::document("w:document", &[("xmlns:w", MAIN), ("xmlns:r", REFERENCES)], |xml| {
        xml.element("w:body", &[], |xml| {
            for piece in pieces(report, unfinished) {
                match piece {
                    Piece::Unfinished(note) => paragraph(xml, Style::Note, &note),
                    Piece::Title(title) => paragraph(xml, Style::Title, &broken(&title, measures)),
                    Piece::Heading(heading) => paragraph(xml, Style::Heading, heading),
                    Piece::SubHeading(heading) => paragraph(xml, Style::SubHeading, &heading),
                    Piece::Paragraph(text) => paragraph(xml, Style::Body, &text),
                    Piece::Table(form, section) => table::table(xml, report, form, section, measures),
                    Piece::Fingerprint(line) => paragraph(xml, Style::Fingerprint, &line),
                }
            }
            section_properties(xml, measures, layout);
        });
    })
}

/// A title too long for one line, parted before 政府信息公开 rather than within a word.
fn broken(title: &str, measures: &Measures) -> String {
    let width = PAPER.0 - measures.left - measures.right;
    // Latin letters and digits are half as wide as Chinese characters.
    let halves: usize = title.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    match title.rfind("政府信息公开") {
        Some(at) if at > 0 && halves * measures.title.width() > 2 * width => {
            format!("{}\n{}", &title[..at], &title[at..])
        }
        _ => title.to_owned(),
    }
}

fn paragraph(xml: &mut Xml, style: Style, text: &str) {
    xml.element("w:p", &[], |xml| {
        xml.element("w:pPr", &[], |xml| xml.value("w:pStyle", style.id()));
        run(xml, text);
    });
}

/// Text; tabs and line ends within it are elements of their own in Word.
fn run(xml: &mut Xml, text: &str) {
    if text.is_empty() {
        return;
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    xml.element("w:r", &[], |xml| {
        for (number, line) in text.split('\n').enumerate() {
            if number > 0 {
                xml.empty("w:br", &[]);
            }
            for (number, words) in line.split('\t').enumerate() {
                if number > 0 {
                    xml.empty("w:tab", &[]);
                }
                if !words.is_empty() {
                    xml.element("w:t", &[("xml:space", "preserve")], |xml| xml.text(words));
                }
            }
        }
    });
}

fn section_properties(xml: &mut Xml, measures: &Measures, layout: Layout) {
    xml.element("w:sectPr", &[], |xml| {
        xml.empty("w:footerReference", &[("w:type", "default"), ("r:id", "rIdFooter1")]);
        if layout == Layout::Official {
            xml.empty("w:footerReference", &[("w:type", "even"), ("r:id", "rIdFooter2")]);
        }
        let [width, height] = [PAPER.0, PAPER.1].map(|length| length.to_string());
        xml.empty("w:pgSz", &[("w:w", &width), ("w:h", &height)]);
        let [top, right, bottom, left, footer] =
            [measures.top, measures.right, measures.bottom, measures.left, measures.footer]
                .map(|length| length.to_string());
        xml.empty(
            "w:pgMar",
            &[
                ("w:top", &top),
                ("w:right", &right),
                ("w:bottom", &bottom),
                ("w:left", &left),
                ("w:header", "851"),
                ("w:footer", &footer),
                ("w:gutter", "0"),
            ],
        );
        let pitch = match measures.line {
            Line::Multiple(_) => 312,
            Line::Grid(pitch) => pitch,
        };
        xml.empty("w:docGrid", &[("w:type", "lines"), ("w:linePitch", &pitch.to_string())]);
    });
}

/// Which pages a footer is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Odd,
    Even,
}

/// The page number; in an official document between dashes, outside, one character from the edge of the text.
fn footer(layout: Layout, side: Side) -> Vec<u8> {
    Xml::document("w:ftr", &[("xmlns:w", MAIN), ("xmlns:r", REFERENCES)], |xml| {
        xml.element("w:p", &[], |xml| {
            xml.element("w:pPr", &[], |xml| {
                xml.value("w:pStyle", Style::Footer.id());
                if layout == Layout::Official {
                    let (edge, end) = match side {
                        Side::Odd => (("w:rightChars", "w:right"), "right"),
                        Side::Even => (("w:leftChars", "w:left"), "left"),
                    };
                    xml.empty("w:ind", &[(edge.0, "100"), (edge.1, "280")]);
                    xml.value("w:jc", end);
                }
            });
            let dashed = layout == Layout::Official;
            if dashed {
                run(xml, "— ");
            }
            xml.element("w:fldSimple", &[("w:instr", " PAGE ")], |xml| run(xml, "1"));
            if dashed {
                run(xml, " —");
            }
        });
    })
}

fn settings(layout: Layout) -> Vec<u8> {
    Xml::document("w:settings", &[("xmlns:w", MAIN)], |xml| {
        if layout == Layout::Official {
            xml.empty("w:evenAndOddHeaders", &[]);
        }
        xml.value("w:characterSpacingControl", "compressPunctuation");
        xml.element("w:compat", &[], |xml| {
            xml.empty("w:useFELayout", &[]);
            xml.empty(
                "w:compatSetting",
                &[
                    ("w:name", "compatibilityMode"),
                    ("w:uri", "http://schemas.microsoft.com/office/word"),
                    ("w:val", "15"),
                ],
            );
        });
        xml.empty("w:themeFontLang", &[("w:val", "zh-CN"), ("w:eastAsia", "zh-CN")]);
    })
}

/// The faces that a computer may lack, each with the one to take in its place.
fn fonts() -> Vec<u8> {
    Xml::document("w:fonts", &[("xmlns:w", MAIN)], |xml| {
        for (name, substitute) in SUBSTITUTES {
            xml.element("w:font", &[("w:name", name)], |xml| {
                xml.value("w:altName", substitute);
                xml.value("w:charset", "86");
            });
        }
    })
}
