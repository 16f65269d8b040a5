//! What Word writes, and what is read out of it.

use std::io::{Cursor, Write as _};

use zip::write::{SimpleFileOptions, ZipWriter};

use super::{Numbering, OfficeError, Reader, read};
use crate::import::source::Block;

fn body(content: &str) -> String {
    format!("<w:document xmlns:w=\"w\" xmlns:mc=\"mc\" xmlns:v=\"v\"><w:body>{content}</w:body></w:document>")
}

/// Blocks as text: a paragraph as it is, a table row by row with spans as `[columns×rows]`.
fn shown(blocks: &[Block]) -> Vec<String> {
    blocks
        .iter()
        .map(|block| match block {
            Block::Paragraph(text) => text.clone(),
            Block::Table(grid) => {
                let rows = grid.rows.iter().map(|row| {
                    let cells = row.iter().map(|cell| match (cell.colspan, cell.rowspan) {
                        (1, 1) => cell.text.clone(),
                        (columns, rows) => format!("{}[{columns}×{rows}]", cell.text),
                    });
                    cells.collect::<Vec<_>>().join("|")
                });
                format!("⊞ {}", rows.collect::<Vec<_>>().join(" / "))
            }
        })
        .collect()
}

fn read_body(content: &str) -> Result<Vec<String>, OfficeError> {
    Ok(shown(&Reader::new(Numbering::default()).read(&body(content))?.blocks))
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn tc(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text))
}

fn tr(cells: &[String]) -> String {
    format!("<w:tr>{}</w:tr>", cells.concat())
}

#[test]
fn paragraphs_are_read_as_they_are_printed() {
    let cases: &[(&str, &str, &[&str])] = &[
        (
            "runs",
            "<w:p><w:r><w:t>一、</w:t></w:r><w:r><w:t xml:space=\"preserve\"> 总体</w:t></w:r></w:p>",
            &["一、 总体"],
        ),
        (
            "tabs and hyphens",
            "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t></w:r></w:p>",
            &["a\tb-c"],
        ),
        ("breaks", "<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r></w:p>", &["甲", "乙"]),
        ("entities", "<w:p><w:r><w:t>&lt;&amp;&#x4E00;&#65;&quot;</w:t></w:r></w:p>", &["<&一A\""]),
        ("links", "<w:p><w:hyperlink><w:r><w:t>网站</w:t></w:r></w:hyperlink></w:p>", &["网站"]),
        (
            "content controls",
            "<w:sdt><w:sdtPr><w:alias w:val=\"x\"/></w:sdtPr><w:sdtContent><w:p><w:sdt><w:sdtContent><w:r><w:t>内容</w:t></w:r></w:sdtContent></w:sdt></w:p></w:sdtContent></w:sdt>",
            &["内容"],
        ),
        (
            "tracked changes",
            "<w:p><w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:del><w:r><w:delText>旧</w:delText><w:tab/></w:r></w:del><w:moveFrom><w:r><w:t>走</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>来</w:t></w:r></w:moveTo></w:p>",
            &["新来"],
        ),
        (
            "a deleted paragraph mark",
            "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前</w:t></w:r></w:p><w:p><w:r><w:t>后</w:t></w:r></w:p>",
            &["前后"],
        ),
        (
            "a field",
            "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r><w:r><w:t>x</w:t></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>2025年</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:t>报告</w:t></w:r></w:p>",
            &["2025年报告"],
        ),
        (
            "a simple field",
            "<w:p><w:fldSimple w:instr=\"PAGE\"><w:r><w:t>3</w:t></w:r></w:fldSimple></w:p>",
            &["3"],
        ),
        (
            "hidden text",
            "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>暗</w:t></w:r><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>明</w:t></w:r></w:p>",
            &["明"],
        ),
        (
            "a text box, once",
            "<w:p><w:r><w:t>正文</w:t><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>",
            &["正文", "框"],
        ),
        (
            "an older text box",
            "<w:p><w:r><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></w:r></w:p>",
            &["框"],
        ),
        (
            "readings above characters",
            "<w:p><w:r><w:ruby><w:rt><w:r><w:t>yun</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>云</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>",
            &["云"],
        ),
        ("blank paragraphs", "<w:p/><w:p><w:r><w:t xml:space=\"preserve\">  </w:t></w:r></w:p>", &[]),
    ];
    for (what, content, expected) in cases {
        assert_eq!(read_body(content).unwrap(), *expected, "{what}");
    }
}

#[test]
fn tables_are_read_with_what_is_merged() {
    let restart = "<w:vMerge w:val=\"restart\"/>";
    let table = |rows: &[String]| {
        format!("<w:tbl><w:tblPr><w:jc w:val=\"center\"/></w:tblPr>{}</w:tbl>", rows.concat())
    };
    let cases: &[(&str, String, &[&str])] = &[
        (
            "merged over columns and rows",
            table(&[
                tr(&[tc(&format!("<w:gridSpan w:val=\"2\"/>{restart}"), "角"), tc("", "甲"), tc("", "乙")]),
                tr(&[tc("<w:gridSpan w:val=\"2\"/><w:vMerge/>", ""), tc("", "1"), tc("", "2")]),
                tr(&[tc("", "丙"), tc("", "丁"), tc("", "3"), tc("", "4")]),
            ]),
            &["⊞ 角[2×2]|甲|乙 / 1|2 / 丙|丁|3|4"],
        ),
        (
            "two merged cells one below the other",
            table(&[
                tr(&[tc(restart, "上"), tc("", "1")]),
                tr(&[tc("<w:vMerge/>", ""), tc("", "2")]),
                tr(&[tc(restart, "下"), tc("", "3")]),
                tr(&[tc("<w:vMerge w:val=\"continue\"/>", ""), tc("", "4")]),
            ]),
            &["⊞ 上[1×2]|1 / 2 / 下[1×2]|3 / 4"],
        ),
        (
            "words in a covered cell are kept",
            table(&[
                tr(&[tc(restart, "三、本年度"), tc("", "1")]),
                tr(&[tc("<w:vMerge/>", "办理结果"), tc("", "2")]),
            ]),
            &["⊞ 三、本年度\n办理结果[1×2]|1 / 2"],
        ),
        (
            "a covered cell with nothing above is a cell",
            table(&[tr(&[tc("<w:vMerge/>", "甲"), tc("", "1")])]),
            &["⊞ 甲|1"],
        ),
        (
            "the older way to merge over columns",
            table(&[tr(&[tc("<w:hMerge w:val=\"restart\"/>", "甲"), tc("<w:hMerge/>", ""), tc("", "1")])]),
            &["⊞ 甲[2×1]|1"],
        ),
        (
            "columns left out before a row",
            table(&[
                tr(&[tc("", "甲"), tc("", "乙"), tc("", "丙")]),
                format!("<w:tr><w:trPr><w:gridBefore w:val=\"2\"/></w:trPr>{}</w:tr>", tc("", "3")),
            ]),
            &["⊞ 甲|乙|丙 / [2×1]|3"],
        ),
        (
            "a deleted row",
            table(&[
                tr(&[tc("", "甲"), tc("", "1")]),
                format!("<w:tr><w:trPr><w:del w:id=\"1\"/></w:trPr>{}{}</w:tr>", tc("", "乙"), tc("", "2")),
            ]),
            &["⊞ 甲|1"],
        ),
        (
            "several paragraphs in a cell",
            table(&[tr(&[format!("<w:tc>{}{}{}</w:tc>", p("社会公益"), p(""), p("组织")), tc("", "1")])]),
            &["⊞ 社会公益\n组织|1"],
        ),
        (
            "a frame around a text is no table",
            table(&[tr(&[format!("<w:tc>{}{}</w:tc>", p("甲"), p("乙"))])]),
            &["甲", "乙"],
        ),
        (
            "a table that arranges others",
            table(&[
                tr(&[format!("<w:tc>{}</w:tc>", p("二、主动公开"))]),
                tr(&[format!(
                    "<w:tc>{}{}</w:tc>",
                    table(&[tr(&[tc("", "规章"), tc("", "1")]), tr(&[tc("", "许可"), tc("", "2")])]),
                    p("")
                )]),
            ]),
            &["二、主动公开", "⊞ 规章|1 / 许可|2"],
        ),
        (
            "a small table within a cell",
            table(&[
                tr(&[tc("", "甲"), tc("", "乙"), tc("", "丙")]),
                tr(&[
                    tc("", "丁"),
                    tc("", "戊"),
                    format!("<w:tc>{}</w:tc>", table(&[tr(&[tc("", "1"), tc("", "2")])])),
                ]),
            ]),
            &["⊞ 甲|乙|丙 / 丁|戊|1\t2"],
        ),
    ];
    for (what, content, expected) in cases {
        assert_eq!(read_body(content).unwrap(), *expected, "{what}");
    }
}

/// A file of these parts.
fn file(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

const REFERENCES: &str = "<Relationships>\
    <Relationship Id=\"a\" Type=\"http://x/styles\" Target=\"styles.xml\"/>\
    <Relationship Id=\"b\" Type=\"http://x/numbering\" Target=\"/word/numbering.xml\"/></Relationships>";

const LISTS: &str = "<w:numbering xmlns:w=\"w\">\
    <w:abstractNum w:abstractNumId=\"1\">\
      <w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCountingThousand\"/><w:pStyle w:val=\"H1\"/><w:lvlText w:val=\"%1、\"/></w:lvl>\
      <w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/><w:pStyle w:val=\"H2\"/><w:lvlText w:val=\"（%2）\"/></w:lvl>\
      <w:lvl w:ilvl=\"2\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.%3\"/><w:isLgl/></w:lvl>\
    </w:abstractNum>\
    <w:abstractNum w:abstractNumId=\"2\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"\u{f0b7}\"/></w:lvl></w:abstractNum>\
    <w:num w:numId=\"5\"><w:abstractNumId w:val=\"1\"/></w:num>\
    <w:num w:numId=\"6\"><w:abstractNumId w:val=\"1\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"4\"/></w:lvlOverride></w:num>\
    <w:num w:numId=\"7\"><w:abstractNumId w:val=\"2\"/></w:num></w:numbering>";

const STYLES: &str = "<w:styles xmlns:w=\"w\">\
    <w:style w:styleId=\"H1\"><w:pPr><w:numPr><w:numId w:val=\"5\"/></w:numPr></w:pPr></w:style>\
    <w:style w:styleId=\"H2\"><w:basedOn w:val=\"H1\"/><w:pPr><w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"5\"/></w:numPr></w:pPr></w:style>\
    <w:style w:styleId=\"Mine\"><w:basedOn w:val=\"H1\"/></w:style>\
    <w:style w:styleId=\"Round\"><w:basedOn w:val=\"Round\"/></w:style></w:styles>";

#[test]
fn numbers_that_word_gives_are_written_out() {
    let styled = |style: &str, text: &str| {
        format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
    };
    let listed = |list: usize, level: usize, text: &str| {
        let number = format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>");
        format!("<w:p><w:pPr><w:pStyle w:val=\"H1\"/>{number}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
    };
    let document = body(
        &[
            styled("H1", "总体情况"),
            styled("H2", "主动公开"),
            styled("H2", "依申请公开"),
            listed(5, 2, "甲"),
            styled("Mine", "主动公开政府信息情况"),
            styled("H2", "新的一节"),
            listed(0, 0, "没有编号"),
            listed(7, 0, "项目符号"),
            styled("Round", "循环样式"),
            listed(6, 0, "复议、诉讼情况"),
            listed(99, 0, "没有这个列表"),
        ]
        .concat(),
    );
    let parts = [
        ("word/document.xml", document.as_str()),
        ("word/_rels/document.xml.rels", REFERENCES),
        ("word/styles.xml", STYLES),
        ("word/numbering.xml", LISTS),
    ];
    assert_eq!(
        shown(&read(&file(&parts)).unwrap().blocks),
        [
            "一、总体情况",
            "（一）主动公开",
            "（二）依申请公开",
            "1.1 甲",
            "二、主动公开政府信息情况",
            "（一）新的一节",
            "没有编号",
            "项目符号",
            "循环样式",
            "四、复议、诉讼情况",
            "没有这个列表",
        ]
    );
}

#[test]
fn the_document_is_where_the_package_says() {
    let references = "<Relationships><Relationship Type=\"http://x/officeDocument\" Target=\"/word/document2.xml\"/></Relationships>";
    let document = body(&p("正文"));
    let found = read(&file(&[("_rels/.rels", references), ("word/document2.xml", &document)])).unwrap();
    assert_eq!(shown(&found.blocks), ["正文"]);
    assert_eq!(read(&file(&[("word/other.xml", &document)])), Err(OfficeError::NoDocument));
}

#[test]
fn what_would_harm_is_refused() {
    let deep = format!("{}{}", "<w:sdt>".repeat(100_000), "</w:sdt>".repeat(100_000));
    assert_eq!(read_body(&deep), Err(OfficeError::TooDeep("Word 文件")));
    let cells = format!("<w:tbl>{}</w:tbl>", tr(&[tc("", "1"), tc("", "2")]).repeat(60_000));
    assert_eq!(read_body(&cells), Err(OfficeError::TooManyCells("Word 文件", super::MOST_CELLS)));
    let wide = tc("<w:gridSpan w:val=\"4000000000\"/>", "宽") + &tc("", "1");
    assert_eq!(read_body(&format!("<w:tbl>{}</w:tbl>", tr(&[wide]))).unwrap(), ["⊞ 宽[64×1]|1"]);
    let entity = "<!DOCTYPE d [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><w:document><w:p/></w:document>";
    let refused = read(&file(&[("word/document.xml", entity)]));
    assert_eq!(refused, Err(OfficeError::Entities("Word 文件")));
    for broken in
        ["<w:document><w:p>", "<w:document></w:p>", "<w:document>&unknown;</w:document>", "<w:document a"]
    {
        assert_eq!(
            read(&file(&[("word/document.xml", broken)])),
            Err(OfficeError::Broken("Word 文件")),
            "{broken}"
        );
    }
}
