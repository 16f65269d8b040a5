//! The Word file: the legal layout element by element, in the order that the schema prescribes, and nothing but text
//! out of text.

use crate::generate;

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use gongkai::export::{Layout, docx, paragraphs, visible};
use gongkai::form::{EDITION_2019, EDITION_2021, LayoutKind, Section};
use gongkai::report::{Entry, Report, example, fingerprint};
use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// An element with what is in it.
#[derive(Debug, Default)]
struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
    children: Vec<Element>,
    text: String,
}

impl Element {
    fn of(start: &BytesStart) -> Self {
        let attributes = start.attributes().map(|attribute| {
            let attribute = attribute.unwrap();
            let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).unwrap();
            (attribute.key.as_ref().to_owned(), value.into_owned())
        });
        Self { name: start.name().as_ref().to_owned(), attributes: attributes.collect(), ..Self::default() }
    }

    fn read(xml: &str) -> Self {
        let mut reader = Reader::from_str(xml);
        let mut open = vec![Self::default()];
        loop {
            match reader.read_event().unwrap() {
                Event::Start(start) => open.push(Self::of(&start)),
                Event::Empty(start) => open.last_mut().unwrap().children.push(Self::of(&start)),
                Event::End(_) => {
                    let element = open.pop().unwrap();
                    open.last_mut().unwrap().children.push(element);
                }
                Event::Text(text) => open.last_mut().unwrap().text.push_str(&text.xml10_content()),
                Event::GeneralRef(entity) => {
                    let text = match entity.resolve_char_ref().unwrap() {
                        Some(c) => c.to_string(),
                        None => quick_xml::escape::resolve_predefined_entity(&entity.xml10_content())
                            .unwrap()
                            .to_owned(),
                    };
                    open.last_mut().unwrap().text.push_str(&text);
                }
                Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(open.len(), 1, "an element is not closed");
        open.pop().unwrap().children.pop().unwrap()
    }

    fn all<'a>(&'a self, name: &'a str) -> Vec<&'a Element> {
        let mut found = Vec::new();
        for child in &self.children {
            if child.name == name {
                found.push(child);
            }
            found.extend(child.all(name));
        }
        found
    }

    fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    fn path(&self, names: &[&str]) -> Option<&Element> {
        names.iter().try_fold(self, |element, name| element.child(name))
    }

    fn val(&self) -> &str {
        &self.attributes["w:val"]
    }

    /// The text of a paragraph or cell, with its tabs and line ends.
    fn words(&self) -> String {
        let own = match self.name.as_str() {
            "w:t" => self.text.clone(),
            "w:tab" => "\t".to_owned(),
            "w:br" => "\n".to_owned(),
            _ => String::new(),
        };
        own + &self.children.iter().map(Element::words).collect::<String>()
    }

    fn style(&self) -> &str {
        self.path(&["w:pPr", "w:pStyle"]).map_or("", Element::val)
    }
}

fn parts(file: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    (0..archive.len())
        .map(|index| {
            let mut part = archive.by_index(index).unwrap();
            let mut text = String::new();
            part.read_to_string(&mut text).unwrap();
            (part.name().unwrap().into_owned(), text)
        })
        .collect()
}

fn document(report: &Report, layout: Layout, unfinished: Option<&str>) -> Element {
    Element::read(&parts(&docx(report, layout, unfinished).unwrap())["word/document.xml"])
}

/// The order of the schema (ISO/IEC 29500, transitional) for the elements that the file uses.
const ORDERS: [(&str, &str); 11] = [
    (
        "w:pPr",
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    ),
    (
        "w:rPr",
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang",
    ),
    (
        "w:tblPr",
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    ),
    (
        "w:tcPr",
        "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    ),
    ("w:tblBorders", "top left start bottom right end insideH insideV"),
    ("w:tblCellMar", "top left start bottom right end"),
    ("w:tcMar", "top left start bottom right end"),
    ("w:pBdr", "top left bottom right between bar"),
    (
        "w:sectPr",
        "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    ),
    (
        "w:style",
        "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    ),
    (
        "w:settings",
        "view zoom mirrorMargins defaultTabStop evenAndOddHeaders characterSpacingControl footnotePr endnotePr compat themeFontLang",
    ),
];

/// Parts of tables in their order; these must be there.
const WITHIN: [(&str, &[&str]); 3] = [
    ("w:tbl", &["w:tblPr", "w:tblGrid", "w:tr"]),
    ("w:tr", &["w:trPr", "w:tc"]),
    ("w:tc", &["w:tcPr", "w:p"]),
];

fn check_order(element: &Element) {
    if let Some((_, order)) = ORDERS.iter().find(|(name, _)| *name == element.name) {
        let order: Vec<&str> = order.split(' ').collect();
        let places: Vec<usize> = element
            .children
            .iter()
            .map(|child| {
                let name = child.name.strip_prefix("w:").unwrap();
                order
                    .iter()
                    .position(|known| *known == name)
                    .unwrap_or_else(|| panic!("{name} in {}", element.name))
            })
            .collect();
        let repeatable = element.name == "w:sectPr";
        let sorted = places.windows(2).all(|pair| pair[0] < pair[1] || repeatable && pair[0] == pair[1]);
        assert!(
            sorted,
            "{}: {:?}",
            element.name,
            element.children.iter().map(|c| &c.name).collect::<Vec<_>>()
        );
    }
    if let Some((_, order)) = WITHIN.iter().find(|(name, _)| *name == element.name) {
        let mut names: Vec<&str> = element.children.iter().map(|child| child.name.as_str()).collect();
        names.dedup();
        assert_eq!(names, *order, "in {}", element.name);
    }
    element.children.iter().for_each(check_order);
}

#[test]
fn elements_stand_in_the_order_of_the_schema() {
    for layout in Layout::ALL {
        for (name, text) in parts(&docx(&example(), layout, Some("未完成稿")).unwrap()) {
            if name.starts_with("word/") {
                check_order(&Element::read(&text));
            }
        }
    }
}

#[test]
fn the_parts_are_declared_and_referred_to() {
    for layout in Layout::ALL {
        let parts = parts(&docx(&example(), layout, None).unwrap());
        let types = Element::read(&parts["[Content_Types].xml"]);
        let declared: Vec<&str> = types
            .all("Override")
            .iter()
            .map(|part| part.attributes["PartName"].trim_start_matches('/'))
            .collect();
        let mut expected: Vec<&str> = parts.keys().map(String::as_str).collect();
        expected.retain(|name| !name.contains("_rels/") && *name != "[Content_Types].xml");
        let mut sorted = declared.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, expected);
        let mut referred = Vec::new();
        for (folder, name) in [("", "_rels/.rels"), ("word/", "word/_rels/document.xml.rels")] {
            for reference in Element::read(&parts[name]).all("Relationship") {
                referred.push(format!("{folder}{}", reference.attributes["Target"]));
            }
        }
        referred.sort_unstable();
        assert_eq!(referred, expected);
        let references = Element::read(&parts["word/_rels/document.xml.rels"]);
        let ids: Vec<&String> = references.all("Relationship").iter().map(|r| &r.attributes["Id"]).collect();
        for footer in Element::read(&parts["word/document.xml"]).all("w:footerReference") {
            assert!(ids.contains(&&footer.attributes["r:id"]));
        }
    }
}

#[test]
fn tables_have_the_legal_layout() {
    for edition in [&*EDITION_2021, &*EDITION_2019] {
        let mut report = Report::in_edition(edition, example().agency, edition.year);
        for cell in &edition.cells {
            report.figures.put(cell.id, Entry::Text(cell.path.as_str().into()));
        }
        for layout in Layout::ALL {
            let document = document(&report, layout, None);
            let tables = document.all("w:tbl");
            assert_eq!(tables.len(), edition.tables.len());
            for (form, table) in edition.tables.iter().zip(tables) {
                let widths: Vec<usize> = table
                    .all("w:gridCol")
                    .iter()
                    .map(|column| column.attributes["w:w"].parse().unwrap())
                    .collect();
                assert_eq!(widths.len(), form.width);
                let whole: usize =
                    table.path(&["w:tblPr", "w:tblW"]).unwrap().attributes["w:w"].parse().unwrap();
                assert_eq!(widths.iter().sum::<usize>(), whole);
                let rows = table.all("w:tr");
                assert_eq!(rows.len(), form.layout.len());
                for (expected, row) in form.layout.iter().zip(rows) {
                    let properties = row.child("w:trPr").unwrap();
                    assert!(properties.child("w:cantSplit").is_some());
                    assert_eq!(properties.child("w:tblHeader").is_some(), expected.head);
                    let mut column = 0;
                    let mut begins = Vec::new();
                    for cell in row.all("w:tc") {
                        let properties = cell.child("w:tcPr").unwrap();
                        let span =
                            properties.child("w:gridSpan").map_or(1, |span| span.val().parse().unwrap());
                        let width: usize =
                            properties.child("w:tcW").unwrap().attributes["w:w"].parse().unwrap();
                        assert_eq!(width, widths[column..column + span].iter().sum::<usize>());
                        let merge = properties.child("w:vMerge").map(Element::val);
                        if merge == Some("continue") {
                            assert_eq!(cell.words(), "");
                        } else {
                            begins.push((column, span, merge == Some("restart"), cell.words()));
                        }
                        column += span;
                    }
                    assert_eq!(column, form.width, "a row is as wide as its table");
                    let expected: Vec<_> = expected
                        .cells
                        .iter()
                        .map(|cell| {
                            let words = match cell.kind {
                                LayoutKind::Figure(id) => edition.cell(id).path.clone(),
                                _ => cell.text.to_owned(),
                            };
                            (cell.column, cell.colspan, cell.rowspan > 1, words)
                        })
                        .collect();
                    assert_eq!(begins, expected);
                }
            }
        }
    }
}

/// What stands on the pages, outside tables: style and text.
fn lines(document: &Element) -> Vec<(String, String)> {
    let body = document.child("w:body").unwrap();
    let paragraphs = body.children.iter().filter(|child| child.name == "w:p");
    paragraphs.map(|paragraph| (paragraph.style().to_owned(), paragraph.words())).collect()
}

fn expected_lines(report: &Report) -> Vec<(&'static str, String)> {
    let mut lines = vec![("Title", visible(&report.title()).into_owned())];
    let ordinals = ["一", "二", "三", "四", "五"];
    for section in Section::ALL {
        if section != Section::Intro {
            lines.push(("Heading1", section.heading().to_owned()));
        }
        for (ordinal, prose) in ordinals.iter().zip(section.prose()) {
            if section == Section::Overview {
                lines.push(("Heading2", format!("（{ordinal}）{}", prose.label())));
            }
            let words = paragraphs(report.narrative.get(prose));
            lines.extend(
                words.map(|words| ("NormalIndent", words.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}"))),
            );
        }
    }
    lines.push(("Fingerprint", format!("数据校验码：{}", fingerprint(report))));
    lines
}

#[test]
fn an_unfinished_report_says_so_first() {
    let note = "未完成稿：还有 3 项未核对";
    for layout in Layout::ALL {
        let lines = lines(&document(&example(), layout, Some(note)));
        assert_eq!(lines[0], ("UnfinishedNote".to_owned(), note.to_owned()));
        assert!(!docx(&example(), layout, None).unwrap().is_empty());
    }
}

#[test]
fn a_long_title_breaks_before_its_second_part() {
    let lines = lines(&document(&example(), Layout::Official, None));
    assert_eq!(lines[0].1, "云川县水务局2025年\n政府信息公开工作年度报告");
}

#[test]
fn spaces_tabs_and_line_ends_in_a_figure_are_kept() {
    let mut report = example();
    let id = report.edition().ids().next().unwrap();
    report.figures.put(id, Entry::Text("  a\tb\r\nc\rd  ".into()));
    let document = document(&report, Layout::Template, None);
    let cells: Vec<String> = document.all("w:tc").iter().map(|cell| cell.words()).collect();
    assert!(cells.contains(&"  a\tb\nc\nd  ".to_owned()));
    assert!(document.all("w:t").iter().all(|text| text.attributes["xml:space"] == "preserve"));
}

#[test]
fn styles_are_built_in_and_in_chinese_faces() {
    for layout in Layout::ALL {
        let parts = parts(&docx(&example(), layout, None).unwrap());
        let styles = Element::read(&parts["word/styles.xml"]);
        let named: BTreeMap<&str, &str> = styles
            .all("w:style")
            .iter()
            .map(|style| (style.attributes["w:styleId"].as_str(), style.child("w:name").unwrap().val()))
            .collect();
        // Word and WPS show built-in styles in Chinese: 正文, 标题, 标题 1, 标题 2, 正文缩进.
        for (id, name) in [
            ("Normal", "Normal"),
            ("Title", "Title"),
            ("Heading1", "heading 1"),
            ("Heading2", "heading 2"),
            ("NormalIndent", "Normal Indent"),
        ] {
            assert_eq!(named[id], name);
        }
        let used: Vec<String> = Element::read(&parts["word/document.xml"])
            .all("w:pStyle")
            .iter()
            .chain(&Element::read(&parts["word/footer1.xml"]).all("w:pStyle"))
            .map(|style| style.val().to_owned())
            .collect();
        assert!(used.iter().all(|id| named.contains_key(id.as_str())));
        assert!(styles.all("w:rFonts").iter().all(|fonts| !fonts.attributes["w:eastAsia"].is_empty()));
        let language = styles.all("w:lang")[0];
        assert_eq!(language.attributes["w:eastAsia"], "zh-CN");
    }
}

#[test]
fn page_numbers_of_an_official_document_stand_outside() {
    let parts = parts(&docx(&example(), Layout::Official, None).unwrap());
    for (name, side) in [("word/footer1.xml", "right"), ("word/footer2.xml", "left")] {
        let footer = Element::read(&parts[name]);
        assert_eq!(footer.all("w:jc")[0].val(), side);
        assert_eq!(footer.words(), "— 1 —");
    }
    assert!(parts["word/settings.xml"].contains("w:evenAndOddHeaders"));
    let template = self::parts(&docx(&example(), Layout::Template, None).unwrap());
    assert!(!template["word/settings.xml"].contains("w:evenAndOddHeaders"));
}

#[test]
fn the_file_says_what_it_is() {
    let parts = parts(&docx(&example(), Layout::Template, None).unwrap());
    let core = Element::read(&parts["docProps/core.xml"]);
    assert_eq!(core.child("dc:title").unwrap().text, example().title());
    let custom = Element::read(&parts["docProps/custom.xml"]);
    let property = custom.child("property").unwrap();
    assert_eq!(property.attributes["name"], "数据校验码");
    assert_eq!(property.child("vt:lpwstr").unwrap().text, fingerprint(&example()).to_string());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(32) })]

    /// Whatever stands in a report, each part is XML, and the words are those of the report.
    #[test]
    fn words_stand_on_the_page_as_they_are(report in generate::report()) {
        for layout in Layout::ALL {
            let parts = parts(&docx(&report, layout, None).unwrap());
            for text in parts.values() {
                check_order(&Element::read(text));
                prop_assert!(!text.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\t')));
            }
            let found = lines(&Element::read(&parts["word/document.xml"]));
            let expected = expected_lines(&report);
            prop_assert_eq!(found.len(), expected.len());
            for ((style, words), (expected_style, expected)) in found.iter().zip(&expected) {
                prop_assert_eq!(style, expected_style);
                let plain = |text: &str| text.replace("\r\n", "\n").replace(['\r', '\n'], "");
                let expected = expected.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}");
                prop_assert_eq!(plain(words), plain(&expected));
            }
        }
    }
}
