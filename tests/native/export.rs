//! The publication page: the legal layout, every figure in its place, nothing but text out of text, and the
//! report in it to the letter.

use crate::generate;
use crate::markup;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use base64::Engine as _;
use expect_test::{Expect, expect};
use gongkai::export::{Options, article, data_file, html, json, visible};
use gongkai::form::{EDITION_2019, EDITION_2021, Edition, Prose, Section};
use gongkai::report::{Entry, Explanation, Report, example, fingerprint, read_json, write_json};
use markup::{Piece, pieces, texts};
use proptest::prelude::*;
use serde_json::{Value, json};
use sha2::Digest as _;

const WHOLE: Options = Options { unfinished: None, explanations: true, charts: false, last_year: None };

const WITH_CHARTS: Options = Options { charts: true, ..WHOLE };

struct Cell {
    open: Piece,
    text: String,
}

impl Cell {
    fn span(&self, name: &str) -> usize {
        self.open.attribute(name).map_or(1, |span| span.parse().unwrap())
    }
}

/// The rows of a table in its parts: `thead` or `tbody`, each with its rows.
type Parts = Vec<(String, Vec<Vec<Cell>>)>;

/// Every table of a page by its class.
fn tables(html: &str) -> BTreeMap<String, Parts> {
    let mut tables: BTreeMap<String, Parts> = BTreeMap::new();
    let mut class = String::new();
    let pieces = pieces(html);
    for (index, piece) in pieces.iter().enumerate() {
        let Piece::Open { tag, .. } = piece else { continue };
        match tag.as_str() {
            "table" => piece.attribute("class").unwrap().clone_into(&mut class),
            "thead" | "tbody" => tables.entry(class.clone()).or_default().push((tag.clone(), Vec::new())),
            "tr" => tables.get_mut(&class).unwrap().last_mut().unwrap().1.push(Vec::new()),
            "td" | "th" => {
                let text = texts(&pieces[index..], tag).remove(0);
                let rows = &mut tables.get_mut(&class).unwrap().last_mut().unwrap().1;
                rows.last_mut().unwrap().push(Cell { open: piece.clone(), text });
            }
            _ => {}
        }
    }
    tables
}

/// A report in which every cell says where it is.
fn addressed(edition: &'static Edition) -> Report {
    let mut report = Report::in_edition(edition, example().agency, edition.year);
    for (id, cell) in edition.ids().zip(&edition.cells) {
        report.figures.put(id, Entry::Text(format!("〔{}〕", cell.path).into()));
    }
    report
}

fn embedded(html: &str) -> String {
    let pieces = pieces(html);
    let scripts = texts(&pieces, "script");
    assert_eq!(scripts.len(), 1);
    let script = pieces.iter().find(|piece| piece.opens("script")).unwrap();
    assert_eq!(script.attribute("type"), Some("application/json"));
    assert_eq!(script.attribute("id"), Some("gongkai-report"));
    scripts.into_iter().next().unwrap()
}

/// The layout as text: a row a line, `×` columns and `↓` rows that a cell covers, `·` for a figure.
fn drawn(edition: &'static Edition, key: &str) -> String {
    let page = html(&Report::in_edition(edition, example().agency, edition.year), WHOLE);
    let mut drawing = String::new();
    for (part, rows) in &tables(&page)[key] {
        writeln!(drawing, "{part}").unwrap();
        for row in rows {
            let cells = row.iter().map(|cell| {
                let mut text =
                    if cell.open.attribute("data-cell").is_some() { "·".into() } else { cell.text.clone() };
                for (sign, span) in [("×", cell.span("colspan")), ("↓", cell.span("rowspan"))] {
                    if span > 1 {
                        write!(text, " {sign}{span}").unwrap();
                    }
                }
                text
            });
            writeln!(drawing, "  {}", cells.collect::<Vec<_>>().join(" | ")).unwrap();
        }
    }
    drawing
}

fn is_drawn(edition: &'static Edition, key: &str, expected: &Expect) {
    expected.assert_eq(&drawn(edition, key));
}

#[test]
fn table_two_has_the_layout_of_30() {
    is_drawn(
        &EDITION_2021,
        "disclosure",
        &expect![[r"
        tbody
          第二十条第（一）项 ×4
          信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数
          规章 | · | · | ·
          行政规范性文件 | · | · | ·
        tbody
          第二十条第（五）项 ×4
          信息内容 | 本年处理决定数量 ×3
          行政许可 | · ×3
        tbody
          第二十条第（六）项 ×4
          信息内容 | 本年处理决定数量 ×3
          行政处罚 | · ×3
          行政强制 | · ×3
        tbody
          第二十条第（八）项 ×4
          信息内容 | 本年收费金额（单位：万元） ×3
          行政事业性收费 | · ×3
    "]],
    );
}

#[test]
fn table_three_has_the_layout_of_30() {
    is_drawn(
        &EDITION_2021,
        "applications",
        &expect![[r"
        thead
          （本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和） ×3 ↓3 | 申请人情况 ×7
          自然人 ↓2 | 法人或其他组织 ×5 | 总计 ↓2
          商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他
        tbody
          一、本年新收政府信息公开申请数量 ×3 | · | · | · | · | · | · | ·
        tbody
          二、上年结转政府信息公开申请数量 ×3 | · | · | · | · | · | · | ·
        tbody
          三、本年度办理结果 ↓22 | （一）予以公开 ×2 | · | · | · | · | · | · | ·
          （二）部分公开（区分处理的，只计这一情形，不计其他情形） ×2 | · | · | · | · | · | · | ·
          （三）不予公开 ↓8 | 1.属于国家秘密 | · | · | · | · | · | · | ·
          2.其他法律行政法规禁止公开 | · | · | · | · | · | · | ·
          3.危及“三安全一稳定” | · | · | · | · | · | · | ·
          4.保护第三方合法权益 | · | · | · | · | · | · | ·
          5.属于三类内部事务信息 | · | · | · | · | · | · | ·
          6.属于四类过程性信息 | · | · | · | · | · | · | ·
          7.属于行政执法案卷 | · | · | · | · | · | · | ·
          8.属于行政查询事项 | · | · | · | · | · | · | ·
          （四）无法提供 ↓3 | 1.本机关不掌握相关政府信息 | · | · | · | · | · | · | ·
          2.没有现成信息需要另行制作 | · | · | · | · | · | · | ·
          3.补正后申请内容仍不明确 | · | · | · | · | · | · | ·
          （五）不予处理 ↓5 | 1.信访举报投诉类申请 | · | · | · | · | · | · | ·
          2.重复申请 | · | · | · | · | · | · | ·
          3.要求提供公开出版物 | · | · | · | · | · | · | ·
          4.无正当理由大量反复申请 | · | · | · | · | · | · | ·
          5.要求行政机关确认或重新出具已获取信息 | · | · | · | · | · | · | ·
          （六）其他处理 ↓3 | 1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请 | · | · | · | · | · | · | ·
          2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请 | · | · | · | · | · | · | ·
          3.其他 | · | · | · | · | · | · | ·
          （七）总计 ×2 | · | · | · | · | · | · | ·
        tbody
          四、结转下年度继续办理 ×3 | · | · | · | · | · | · | ·
    "]],
    );
}

#[test]
fn table_four_has_the_layout_of_30() {
    is_drawn(
        &EDITION_2021,
        "remedies",
        &expect![[r"
        thead
          行政复议 ×5 | 行政诉讼 ×10
          结果维持 ↓2 | 结果纠正 ↓2 | 其他结果 ↓2 | 尚未审结 ↓2 | 总计 ↓2 | 未经复议直接起诉 ×5 | 复议后起诉 ×5
          结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计
        tbody
          · | · | · | · | · | · | · | · | · | · | · | · | · | · | ·
    "]],
    );
}

#[test]
fn table_two_has_the_layout_of_60() {
    is_drawn(
        &EDITION_2019,
        "disclosure",
        &expect![[r"
        tbody
          第二十条第（一）项 ×4
          信息内容 | 本年新制作数量 | 本年新公开数量 | 对外公开总数量
          规章 | · | · | ·
          规范性文件 | · | · | ·
        tbody
          第二十条第（五）项 ×4
          信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量
          行政许可 | · | · | ·
          其他对外管理服务事项 | · | · | ·
        tbody
          第二十条第（六）项 ×4
          信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量
          行政处罚 | · | · | ·
          行政强制 | · | · | ·
        tbody
          第二十条第（八）项 ×4
          信息内容 | 上一年项目数量 | 本年增/减 ×2
          行政事业性收费 | · | · ×2
        tbody
          第二十条第（九）项 ×4
          信息内容 | 采购项目数量 | 采购总金额 ×2
          政府集中采购 | · | · ×2
    "]],
    );
}

#[test]
fn the_other_tables_of_60_differ_in_one_row() {
    assert_eq!(drawn(&EDITION_2019, "remedies"), drawn(&EDITION_2021, "remedies"));
    let [newer, older] = [&*EDITION_2021, &*EDITION_2019].map(|edition| {
        let drawn = drawn(edition, "applications");
        drawn.lines().map(str::to_owned).collect::<Vec<_>>()
    });
    let only = |these: &[String], those: &[String]| -> Vec<String> {
        these.iter().filter(|line| !those.contains(line)).map(|line| line.trim().to_owned()).collect()
    };
    assert_eq!(newer.len(), older.len() + 2);
    let figures = " | ·".repeat(7);
    let expected = [
        format!("三、本年度办理结果 ↓20 | （一）予以公开 ×2{figures}"),
        format!("（六）其他处理 ×2{figures}"),
    ];
    assert_eq!(only(&older, &newer), expected);
}

#[test]
fn the_tables_tile_without_gap_or_overlap() {
    for (edition, sizes) in [
        (&*EDITION_2021, [("applications", 28, 10), ("disclosure", 14, 4), ("remedies", 4, 15)]),
        (&*EDITION_2019, [("applications", 26, 10), ("disclosure", 18, 4), ("remedies", 4, 15)]),
    ] {
        let tables = tables(&html(&addressed(edition), WHOLE));
        assert_eq!(tables.len(), 3);
        for ((key, height, width), parts) in sizes.into_iter().zip(tables.values()) {
            assert_eq!(parts.iter().map(|(_, rows)| rows.len()).sum::<usize>(), height, "{key}");
            for (_, rows) in parts {
                // No cell may reach out of its row group: there a browser cuts it.
                let mut taken = vec![vec![false; width]; rows.len()];
                for (y, row) in rows.iter().enumerate() {
                    for cell in row {
                        let x = taken[y].iter().position(|taken| !taken).expect("a free place");
                        for line in &mut taken[y..y + cell.span("rowspan")] {
                            for place in &mut line[x..x + cell.span("colspan")] {
                                assert!(!std::mem::replace(place, true), "overlap in {key}, row {y}");
                            }
                        }
                    }
                }
                assert!(taken.iter().flatten().all(|taken| *taken), "gap in {key}");
            }
        }
    }
}

#[test]
fn every_cell_stands_on_the_page_exactly_once_with_its_text() {
    for edition in [&*EDITION_2021, &*EDITION_2019] {
        let report = addressed(edition);
        let tables = tables(&html(&report, WHOLE));
        let cells: Vec<_> = tables.values().flatten().flat_map(|(_, rows)| rows).flatten().collect();
        let figures: Vec<_> =
            cells.iter().filter_map(|cell| Some((cell.open.attribute("data-cell")?, &cell.text))).collect();
        let places: BTreeSet<_> = figures.iter().map(|(path, _)| *path).collect();
        assert_eq!(figures.len(), edition.cells.len());
        assert_eq!(places.len(), edition.cells.len());
        for (path, text) in figures {
            assert_eq!(text, &report.at(path).text());
            assert!(text.contains(path));
        }
    }
}

#[test]
fn every_figure_names_the_heads_that_the_form_puts_over_it() {
    for edition in [&*EDITION_2021, &*EDITION_2019] {
        let tables = tables(&html(&addressed(edition), WHOLE));
        let cells: Vec<_> = tables.values().flatten().flat_map(|(_, rows)| rows).flatten().collect();
        let mut heads = BTreeMap::new();
        for cell in &cells {
            if let Some(id) = cell.open.attribute("id") {
                assert!(cell.open.opens("th") && cell.open.attribute("scope").is_some());
                assert_eq!(heads.insert(id, cell.text.as_str()), None, "two heads are called {id}");
            } else {
                assert!(cell.open.opens("td"));
            }
        }
        for cell in cells {
            let Some(path) = cell.open.attribute("data-cell") else { continue };
            let named = cell.open.attribute("headers").unwrap().split(' ').map(|id| heads[id]);
            let form = edition.cell(edition.find(path).unwrap());
            let expected: BTreeSet<_> = form.row.iter().chain(&form.column).copied().collect();
            assert_eq!(named.collect::<BTreeSet<_>>(), expected, "{path}");
        }
    }
}

#[test]
fn the_headings_are_the_statutory_ones_in_order() {
    let pieces = pieces(&html(&Report::new(example().agency, 2025), WHOLE));
    assert_eq!(texts(&pieces, "h1"), ["云川县水务局2025年政府信息公开工作年度报告"]);
    assert_eq!(texts(&pieces, "title"), texts(&pieces, "h1"));
    let headings: Vec<_> = Section::ALL.iter().skip(1).map(|section| section.heading()).collect();
    assert_eq!(texts(&pieces, "h2"), headings);
    let aspects = [
        "（一）主动公开",
        "（二）依申请公开",
        "（三）政府信息管理",
        "（四）政府信息公开平台建设",
        "（五）监督保障",
    ];
    assert_eq!(texts(&pieces, "h3"), aspects);
    // Nothing was written, and nothing is invented.
    assert_eq!(texts(&pieces, "p"), Vec::<String>::new());
    // A heading that is copied along with a caption would come back twice when the page is pasted.
    assert_eq!(texts(&pieces, "caption"), Vec::<String>::new());
}

#[test]
fn a_line_of_prose_is_a_paragraph_and_a_blank_line_is_none() {
    let mut report = Report::new(example().agency, 2025);
    report.narrative.put(Prose::Intro, "　　甲\n\n 　\n乙 丙\n".into());
    report.narrative.put(Prose::Platform, "丁".into());
    let pieces = pieces(&html(&report, WHOLE));
    assert_eq!(texts(&pieces, "p"), ["甲", "乙 丙", "丁"]);
    let places: Vec<_> = pieces.iter().filter_map(|piece| piece.attribute("data-prose")).collect();
    assert_eq!(places, ["narrative.intro", "narrative.overview.platform"]);
}

#[test]
fn the_page_needs_nothing_but_itself() {
    needs_nothing(&html(&example(), WHOLE));
    needs_nothing(&html(&example(), WITH_CHARTS));
}

fn needs_nothing(page: &str) {
    assert!(page.starts_with(concat!(
        "<!doctype html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\">",
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
    )));
    let pieces = pieces(page);
    let styles = texts(&pieces, "style");
    assert_eq!(styles.len(), 1);
    let hash = base64::engine::general_purpose::STANDARD.encode(sha2::Sha256::digest(&styles[0]));
    let policy = pieces.iter().find_map(|piece| piece.attribute("content")).unwrap();
    let expected =
        format!("default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'");
    assert_eq!(policy, expected);
    assert!(
        !styles[0].contains(['<', '\r']) && !styles[0].contains("url(") && !styles[0].contains("@import")
    );
    for piece in &pieces {
        if let Piece::Open { tag, attributes } = piece {
            assert!(
                !["link", "img", "iframe", "object", "base", "form", "a"].contains(&tag.as_str()),
                "{tag}"
            );
            for (name, _) in attributes {
                assert!(
                    !name.starts_with("on") && !["style", "src", "href"].contains(&name.as_str()),
                    "{name}"
                );
            }
        }
    }
}

/// Pictures stand behind the report when they are asked for, each an image with a name and words of its own, and
/// the report itself is as it was.
#[test]
fn pictures_stand_behind_the_report_when_asked_for() {
    let without = html(&example(), WHOLE);
    assert!(!without.contains("图解") && !without.contains("<svg"));
    let mut last = Report::new(example().agency, 2024);
    last.figures.put(last.edition().find("applications.natural_person.received").unwrap(), Entry::Count(77));
    let page = html(&example(), Options { last_year: Some(&last), ..WITH_CHARTS });
    let pieces = pieces(&page);
    let images: Vec<&Piece> = pieces.iter().filter(|piece| piece.opens("svg")).collect();
    assert_eq!(images.len(), 3);
    let ids: Vec<&str> = pieces.iter().filter_map(|piece| piece.attribute("id")).collect();
    assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "an identifier is there twice");
    for image in images {
        assert_eq!(image.attribute("role"), Some("img"));
        for id in image.attribute("aria-labelledby").unwrap().split(' ') {
            assert!(ids.contains(&id), "{id}");
        }
    }
    for piece in &pieces {
        if let Some(id) =
            piece.attribute("fill").and_then(|fill| fill.strip_prefix("url(#")?.strip_suffix(')'))
        {
            assert!(ids.contains(&id), "{id}");
        }
    }
    assert!(texts(&pieces, "td").contains(&"77".to_owned()));
    assert_eq!(texts(&pieces, "h2").last().unwrap(), "图解");
    assert_eq!(read_json(&embedded(&page)).unwrap().report, example());
}

#[test]
fn an_unfinished_page_says_so_on_top() {
    let note = "未完成稿：还有 3 项未核对";
    let page = html(&example(), Options { unfinished: Some(note), ..WHOLE });
    let pieces = pieces(&page);
    let root = pieces.iter().find(|piece| piece.opens("html")).unwrap();
    assert_eq!(root.attribute("data-unfinished"), Some(note));
    assert_eq!(texts(&pieces, "p")[0], note);
    let place = |tag| pieces.iter().position(|piece| piece.opens(tag)).unwrap();
    assert!(place("p") < place("h1"));
    assert_eq!(pieces[place("p")].attribute("role"), Some("note"));
    assert!(!html(&example(), WHOLE).contains("data-unfinished="));
}

#[test]
fn the_preview_is_what_the_page_holds() {
    assert!(html(&example(), WHOLE).contains(&article(&example(), WHOLE)));
}

#[test]
fn reasons_are_for_the_reviewer_and_not_published_unless_asked_for() {
    let mut report = example();
    report.explanations = vec![Explanation { reason: "内部说明".into(), ..Explanation::default() }];
    let published = html(&report, Options::default());
    assert!(!published.contains("内部说明"));
    assert_eq!(read_json(&embedded(&published)).unwrap().report, example());
    let sent = html(&report, WHOLE);
    assert_eq!(read_json(&embedded(&sent)).unwrap().report, report);
    assert!(!article(&report, WHOLE).contains("内部说明"));
}

/// A report that says the same thing wherever anything can be said.
fn saying(text: &str) -> Report {
    let mut report = addressed(&EDITION_2021);
    report.agency.name = text.into();
    report.period.from = text.into();
    for prose in Prose::ALL {
        report.narrative.put(prose, text.into());
    }
    for id in report.edition().ids() {
        report.figures.put(id, Entry::Text(text.into()));
    }
    report.explanations = vec![Explanation {
        rule: text.into(),
        place: text.into(),
        reason: text.into(),
        about: text.into(),
        ..Explanation::default()
    }];
    report.unknown.insert(format!("+{text}"), json!({ text: [text] }));
    report
}

#[test]
fn text_never_becomes_markup() {
    let tags = |text: &str| -> Vec<Piece> {
        let page = html(&saying(text), Options { unfinished: Some(text), ..WHOLE });
        let mut pieces = pieces(&page);
        for piece in &mut pieces {
            if let Piece::Open { attributes, .. } = piece {
                attributes.retain(|(name, _)| name != "data-unfinished");
            }
        }
        pieces.into_iter().filter(|piece| !matches!(piece, Piece::Text(_))).collect()
    };
    let harmless = tags("文字");
    for text in generate::HOSTILE {
        // White space at the ends of a paragraph is not shown.
        let text = &format!("文字{text}。");
        assert_eq!(tags(text), harmless, "{text:?}");
        let report = saying(text);
        let page = html(&report, WHOLE);
        let pieces = pieces(&page);
        assert_eq!(texts(&pieces, "p"), [visible(text).trim(); 8], "{text:?}");
        assert!(texts(&pieces, "h1")[0].starts_with(&*visible(text)));
        let printable = |c: char| !c.is_control() || matches!(c, '\n' | '\t');
        assert!(page.chars().all(printable), "{text:?}");
        let data = embedded(&page);
        assert!(!data.contains(['<', '\u{2028}', '\u{2029}']));
        assert_eq!(read_json(&data).unwrap().report, report);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn an_exported_page_gives_back_the_report_byte_for_byte(report in generate::report()) {
        let data = embedded(&html(&report, WHOLE));
        // Any reader of JSON sees the document that a JSON export holds.
        let document: Value = serde_json::from_str(&data).unwrap();
        prop_assert_eq!(&document, &serde_json::from_str::<Value>(&data_file(&report, None)).unwrap());
        let read = read_json(&data).unwrap();
        prop_assert_eq!(&read.report, &report);
        prop_assert_eq!(write_json(&read.report), json(&report, None));
    }

    /// The fingerprint is printed below the report and stands in its data, the same in both.
    #[test]
    fn a_page_carries_the_fingerprint_of_its_report(report in generate::report()) {
        let code = fingerprint(&report).to_string();
        let page = html(&report, WHOLE);
        prop_assert_eq!(texts(&pieces(&page), "small"), vec![format!("数据校验码：{}", code)]);
        prop_assert_eq!(read_json(&embedded(&page)).unwrap().fingerprint, Some(code));
    }

    #[test]
    fn a_page_shows_every_figure_and_paragraph(report in generate::report()) {
        let page = html(&report, WHOLE);
        let tables = tables(&page);
        let cells = tables.values().flatten().flat_map(|(_, rows)| rows).flatten();
        let mut count = 0;
        for cell in cells {
            if let Some(path) = cell.open.attribute("data-cell") {
                let entry = report.at(path).text();
                prop_assert_eq!(&cell.text, &*visible(&entry));
                count += 1;
            }
        }
        prop_assert_eq!(count, report.edition().cells.len());
        let paragraphs: Vec<_> = Prose::ALL
            .iter()
            .flat_map(|prose| gongkai::export::paragraphs(report.narrative.get(*prose)))
            .collect();
        prop_assert_eq!(texts(&pieces(&page), "p"), paragraphs);
    }
}
