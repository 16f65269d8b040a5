//! Files that were made to do harm, or were never what their name says: each ends in a clear sentence, soon, and
//! nothing panics.

use std::io::{Cursor, Write as _};
use std::time::{Duration, Instant};

use gongkai::export::{Layout, docx, xlsx};
use gongkai::import::{MOST_BYTES, import};
use gongkai::report::example;
use proptest::prelude::*;
use zip::write::{SimpleFileOptions, ZipWriter};

/// Far beyond what any file takes, on a machine however busy: what takes longer has no end. How long they do take is
/// a matter of `benches/import.rs`.
const NEVER: Duration = Duration::from_mins(1);

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// The parts of a workbook around one sheet.
fn sheet(content: &str) -> Vec<u8> {
    let workbook = r#"<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>"#;
    let references = r#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
    let package = r#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    archive(&[
        ("_rels/.rels", package.as_bytes()),
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", references.as_bytes()),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet><sheetData>{content}</sheetData></worksheet>").as_bytes(),
        ),
    ])
}

/// A binary file of an office program with a stream of this name.
fn binary(stream: &str) -> Vec<u8> {
    let mut bytes = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    bytes.resize(1024, 0);
    bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
    bytes
}

/// A gigabyte of blanks, a hundred megabytes at a time.
fn bomb(name: &str) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file(name, SimpleFileOptions::default().compression_level(Some(1))).unwrap();
    let blanks = vec![b' '; 1024 * 1024];
    for _ in 0..200 {
        archive.write_all(&blanks).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn each_ends_in_a_clear_sentence_and_soon() {
    let whole = docx(&example(), Layout::Template, None).unwrap();
    let entity =
        "<!DOCTYPE w:document [<!ENTITY x SYSTEM \"http://example.org/\">]><w:document>&x;</w:document>";
    let rows = format!("<w:tr>{}</w:tr>", "<w:tc/>".repeat(100)).repeat(10_000);
    let cells = format!("<row>{}</row>", "<c><v>1</v></c>".repeat(100)).repeat(10_000);
    let far = r#"<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>1</v></c></row><row r="1048576"><c r="XFC1048576"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>"#;
    let deep = format!("<w:document>{}</w:document>", "<w:tbl><w:tr><w:tc>".repeat(200_000));
    let files: Vec<(&str, Vec<u8>, &str)> = vec![
        ("a bomb in a Word file", bomb("word/document.xml"), "解开后的内容太多"),
        ("a bomb in a workbook", bomb("xl/worksheets/sheet1.xml"), "解开后的内容太多"),
        ("entities in a Word file", archive(&[("word/document.xml", entity.as_bytes())]), "指向外部的内容"),
        ("entities in a workbook", archive(&[("xl/workbook.xml", entity.as_bytes())]), "指向外部的内容"),
        (
            "a million cells in a Word file",
            archive(&[(
                "word/document.xml",
                format!("<w:document><w:tbl>{rows}</w:tbl></w:document>").as_bytes(),
            )]),
            "表格太大",
        ),
        ("a million cells in a workbook", sheet(&cells), "表格太大"),
        ("two cells far apart", sheet(far), "没有找到年度报告"),
        ("elements without end", archive(&[("word/document.xml", deep.as_bytes())]), "层次太深"),
        ("half a Word file", whole[..whole.len() / 2].to_vec(), "已损坏"),
        ("a Word file without its document", archive(&[("word/styles.xml", b"<a/>")]), "没有报告正文"),
        ("a workbook without sheets", archive(&[("xl/styles.xml", b"<a/>")]), "已损坏"),
        ("an archive of something else", archive(&[("a.txt", b"a")]), "压缩文件"),
        ("a file with a password", binary("EncryptedPackage"), "取消密码"),
        ("an old Word file", binary("WordDocument"), "另存为 .docx"),
        ("an old workbook", binary("Workbook"), "另存为 .xlsx"),
        ("another old file", binary("PowerPoint Document"), "另存为 .docx"),
        ("something too large", vec![b'a'; MOST_BYTES + 1], "内容太大"),
    ];
    for (what, bytes, words) in files {
        let began = Instant::now();
        let ended = import(&bytes, Some("年报.docx"));
        let took = began.elapsed();
        assert!(took < NEVER, "{what} took {took:?}");
        let sentence = ended.expect_err(what).to_string();
        assert!(sentence.contains(words) && sentence.ends_with('。'), "{what}: {sentence}");
    }
}

/// What a file is follows from what is in it: its name may say anything.
#[test]
fn a_wrong_ending_does_no_harm() {
    let report = example();
    let files = [docx(&report, Layout::Official, None).unwrap(), xlsx(&report, None).unwrap()];
    for bytes in files {
        for name in ["年报.docm", "年报.xlsx", "年报.docx", "年报.doc", "年报.txt", "年报"] {
            assert_eq!(import(&bytes, Some(name)).unwrap().report, report, "{name}");
        }
    }
}

/// The reports of the years before, with macros beside: only the text is read.
#[test]
fn macros_are_passed_over() {
    let document = "<w:document><w:body><w:p><w:r><w:t>云川县水务局2024年政府信息公开工作年度报告</w:t></w:r></w:p>\
        <w:p><w:r><w:t>一、总体情况</w:t></w:r></w:p><w:p><w:r><w:t>已经公开。</w:t></w:r></w:p></w:body></w:document>";
    let file = archive(&[
        ("word/document.xml", document.as_bytes()),
        ("word/vbaProject.bin", b"\xd0\xcf\x11\xe0macro"),
    ]);
    assert_eq!(import(&file, Some("年报.docm")).unwrap().report.agency.name, "云川县水务局");
}

/// A short run in every test; `PROPTEST_CASES=5000` for a long one.
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(16)
}

/// The parts of a file, unpacked.
fn unpacked(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    use std::io::Read as _;
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|index| {
            let mut part = archive.by_index(index).unwrap();
            let mut content = Vec::new();
            part.read_to_end(&mut content).unwrap();
            (part.name().unwrap().into_owned(), content)
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases()) })]

    /// Bytes changed anywhere, in the archive or within its parts, end in a report or a sentence.
    #[test]
    fn a_damaged_file_does_no_harm(
        word in any::<bool>(),
        within in any::<bool>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), "[<>/&\"=a-z0-9:;#-]{0,6}"), 1..8),
    ) {
        let mut bytes =
            if word { docx(&example(), Layout::Template, None).unwrap() } else { xlsx(&example(), None).unwrap() };
        if within {
            let mut parts = unpacked(&bytes);
            for (part, at, new) in &changes {
                let content = &mut part.get_mut(&mut parts).1;
                let at = at.index(content.len());
                let end = (at + new.len()).min(content.len());
                content.splice(at..end, new.bytes());
            }
            let parts: Vec<(&str, &[u8])> =
                parts.iter().map(|(name, content)| (name.as_str(), content.as_slice())).collect();
            bytes = archive(&parts);
        } else {
            for (_, at, new) in &changes {
                let at = at.index(bytes.len());
                let end = (at + new.len()).min(bytes.len());
                bytes.splice(at..end, new.bytes());
            }
        }
        let _ = import(&bytes, None);
    }
}
