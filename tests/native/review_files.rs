//! The files that go to and fro between clerk and reviewers, whole, changed by hand, or broken.

use crate::generate;

use generate::review::{file, package};
use gongkai::form::Prose;
use gongkai::report::{JsonError, example, fingerprint, write_json};
use gongkai::review::{
    FileError, FileKind, Note, Opened, Outcome, Package, Remark, Review, ReviewFile, Signature, WrongReport,
};
use gongkai::store::Draft;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

fn sign(id: &str, at: u64) -> Signature {
    Signature { id: id.to_owned(), by: "李明".to_owned(), at }
}

fn review() -> Review {
    let report = example();
    let mut review = Review::default();
    let place = "applications.natural_person.received";
    review.add(Note::comment(sign("a", 1), &report, place, None, "请核对", Some("41".into())));
    let words = Some(0..report.narrative.get(Prose::Proactive).chars().next().unwrap().len_utf8());
    review.add(Note::comment(sign("b", 2), &report, Prose::Proactive.path(), words, "改一改", None));
    review.add(Note::verdict(sign("c", 3), &report, Outcome::Returned, "请修改后再送"));
    review
}

fn review_file() -> ReviewFile {
    ReviewFile::new("round-1", &example(), review())
}

fn sent() -> Package {
    Package {
        thread: "round-1".into(),
        sent_at: 1_767_225_600_000,
        sent_by: "王芳".into(),
        report: example(),
        last_year: Some(example()),
        reviewed_before: None,
        notices: vec![Remark {
            code: "P03".into(),
            place: "applications".into(),
            text: "行名与规定不同".into(),
            unknown: Map::new(),
        }],
        review: review(),
        unknown: Map::new(),
    }
}

/// A file with one value changed by hand.
fn with(text: &str, key: &str, value: Value) -> String {
    let mut document: Value = serde_json::from_str(text).unwrap();
    document[key] = value;
    document.to_string()
}

#[test]
fn a_review_file_names_what_was_reviewed() {
    let document: Value = serde_json::from_str(&review_file().write()).unwrap();
    let head = ["format", "version", "thread", "agency", "year", "fingerprint"].map(|key| &document[key]);
    let code = json!(fingerprint(&example()).to_string());
    let agency = json!({ "name": example().agency.name, "kind": example().agency.kind.key() });
    let expected = [json!("gongkai.review"), json!(1), json!("round-1"), agency, example().year.into(), code];
    assert_eq!(head, expected.each_ref());
    assert_eq!(document["notes"].as_array().unwrap().len(), 3);
    assert_eq!(document["seal"].as_str().unwrap().len(), 32);
}

#[test]
fn the_report_in_a_package_is_a_report() {
    let document: Value = serde_json::from_str(&sent().write()).unwrap();
    assert_eq!(document["report"], serde_json::from_str::<Value>(&write_json(&example())).unwrap());
    assert_eq!(document["reviewed_before"], Value::Null);
}

#[test]
fn a_file_that_was_laid_out_anew_is_not_altered() {
    let text = review_file().write();
    let document: Value = serde_json::from_str(&text).unwrap();
    let opened = ReviewFile::read(&format!("\u{feff}{document}")).unwrap();
    assert_eq!((opened.file, opened.altered), (review_file(), false));
}

#[test]
fn a_file_changed_after_export_says_so_and_is_read_all_the_same() {
    let text = review_file().write();
    let edited = ReviewFile::read(&text.replacen("请核对", "不用核对", 1)).unwrap();
    assert!(edited.altered);
    assert_eq!(edited.file.review.notes()[0].text(), "不用核对");
    assert!(ReviewFile::read(&with(&text, "seal", Value::Null)).unwrap().altered);
    assert!(ReviewFile::read(&with(&text, "more", 1.into())).unwrap().altered);
    assert!(!ReviewFile::read(&text).unwrap().altered);
}

#[test]
fn a_fingerprint_that_is_not_of_the_report_inside_makes_a_package_altered() {
    let mut document: Value = serde_json::from_str(&sent().write()).unwrap();
    document["report"]["year"] = 2024.into();
    document.as_object_mut().unwrap().shift_remove("seal");
    // Whoever can compute the seal can compute the fingerprint; that of another version is a mistake.
    let opened = Package::read(&document.to_string()).unwrap();
    assert!(opened.altered);
    assert_eq!(opened.file.report.year, 2024);
}

#[test]
fn what_is_not_the_file_asked_for_is_named() {
    let report = write_json(&example());
    let draft = Draft::new(example()).write();
    let (review, package) = (review_file().write(), sent().write());
    let newer = with(&package, "version", 7.into());
    let deep = format!("{{\"notes\":{}", "[".repeat(100_000));
    let cases: [(&str, &str); 12] = [
        (&report, "这是年度报告，不是送审文件。请选择送审文件。"),
        (&draft, "这是草稿，不是送审文件。请选择送审文件。"),
        (&review, "这是审核意见文件，不是送审文件。请选择送审文件。"),
        ("{\"format\":\"gongkai.x\"}", "这是“gongkai.x”文件，不是送审文件。请选择送审文件。"),
        ("{}", "这不是本软件的送审文件。请选择本软件导出的文件。"),
        ("[]", "这不是本软件的送审文件。请选择本软件导出的文件。"),
        ("", "文件不完整：内容在第 1 行突然中断。请重新复制或重新导出这份文件。"),
        ("审核意见", "文件不是有效的 JSON：第 1 行第 1 列看不懂。请使用本软件导出的文件。"),
        (&newer, "这份送审文件是新版本软件保存的（版本 7），本软件只能读到版本 1。请使用新版本软件打开。"),
        (
            "{\"format\":\"gongkai.package\",\"version\":\"1\"}",
            "这份送审文件的版本号无效，应为 1。请重新导出。",
        ),
        (&deep, "文件的层次太深，不是送审文件。请使用本软件导出的文件。"),
        (
            "{\"format\":\"gongkai.package\",\"version\":1,\"report\":{\"format\":\"gongkai.report\",\"version\":1}}",
            "送审文件里的报告无法读取。文件的年份“（无）”无效，应为四位数字的年份。",
        ),
    ];
    for (text, sentence) in cases {
        assert_eq!(Package::read(text).unwrap_err().to_string(), sentence);
    }
    assert_eq!(
        ReviewFile::read(&package).unwrap_err().to_string(),
        "这是送审文件，不是审核意见文件。请选择审核意见文件。"
    );
    assert_eq!(
        Package::read(&with(&package, "report", Value::Null)),
        Err(FileError::Report(JsonError::NotAReport))
    );
    assert_eq!(
        ReviewFile::read(&with(&review, "version", 2.into())),
        Err(FileError::Newer(FileKind::Review, 2))
    );
}

#[test]
fn a_package_can_do_without_what_stands_beside_the_report() {
    let text = sent().write();
    for (key, value) in [
        ("last_year", json!({ "format": "gongkai.report", "version": 9 })),
        ("reviewed_before", json!("旧稿")),
        ("notices", json!("无")),
        ("review", json!({ "a": 1 })),
        ("sent_at", json!("昨天")),
        ("thread", json!(5)),
    ] {
        let opened = Package::read(&with(&text, key, value.clone())).unwrap();
        assert_eq!(opened.file.report, example(), "{key}");
        assert!(opened.altered);
        let kept: Vec<String> = opened.oddities.into_iter().map(|oddity| oddity.value).collect();
        assert_eq!(kept, [value.to_string()], "{key}");
    }
}

#[test]
fn what_is_odd_in_the_report_of_a_package_is_told_with_its_place() {
    let mut document: Value = serde_json::from_str(&sent().write()).unwrap();
    document["report"]["applications"]["total"]["received"] = json!([1]);
    let opened = Package::read(&document.to_string()).unwrap();
    assert_eq!(opened.oddities[0].place, "report.applications.total.received");
}

#[test]
fn a_review_file_with_a_broken_head_still_yields_its_comments() {
    let text = review_file().write();
    for (key, value) in [("agency", json!(1)), ("year", json!(70_000)), ("fingerprint", json!({}))] {
        let opened = ReviewFile::read(&with(&text, key, value.clone())).unwrap();
        assert_eq!(opened.file.review, review(), "{key}");
        assert_eq!((opened.oddities.len(), &opened.oddities[0].value), (1, &value.to_string()), "{key}");
    }
    let opened = ReviewFile::read("{\"format\":\"gongkai.review\",\"version\":1}").unwrap();
    assert!(opened.altered && opened.file.review.is_empty());
}

#[test]
fn a_review_of_another_report_says_of_which() {
    let file = review_file();
    let (name, year) = (example().agency.name, example().year);
    assert_eq!(file.matches("round-1", "改过的名称", year), Ok(()));
    assert_eq!(
        file.matches("round-2", "云川县教育局", year),
        Err(WrongReport::Other { agency: name.clone(), year })
    );
    let other = file.matches("round-2", &name, year).unwrap_err();
    assert_eq!(
        other.to_string(),
        format!("这份审核意见是对“{name}”{year}年报告的另一份稿子提的。请打开当时送审的那一份再导入。")
    );
    let yearless = ReviewFile { year: 0, ..file.clone() }.matches("round-2", &name, year).unwrap_err();
    assert!(yearless.to_string().starts_with(&format!("这份审核意见是对“{name}”报告提的，")), "{yearless}");
    // Neither a draft that was never sent nor a file without a round's id is of any report.
    let nameless = ReviewFile { thread: String::new(), ..file };
    assert!(nameless.matches("", &name, year).is_err());
}

#[test]
fn several_reviewers_and_the_draft_come_together() {
    let file = ReviewFile::read(&review_file().write()).unwrap().file;
    let mut mine = Review::from_value(review().to_value()).0;
    mine.add(Note::reply(sign("d", 4), "a", "已改"));
    mine.merge(file.review);
    assert_eq!(mine.notes().len(), 4);
}

/// What a damaged file is read as: an error, or something of which it is known that it was changed, or the same.
fn check<T: PartialEq + std::fmt::Debug>(
    original: &T,
    damaged: Result<Opened<T>, FileError>,
) -> Result<(), TestCaseError> {
    match damaged {
        Ok(opened) => prop_assert!(opened.altered || opened.file == *original, "{:?}", opened.file),
        Err(error) => prop_assert!(error.to_string().ends_with('。'), "{error}"),
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(96) })]

    #[test]
    fn a_review_file_is_read_as_it_was_written(file in file()) {
        let text = file.write();
        let opened = ReviewFile::read(&text).unwrap();
        prop_assert!(!opened.altered);
        prop_assert_eq!(opened.oddities, vec![]);
        prop_assert_eq!(&opened.file, &file);
        let again = opened.file.write();
        prop_assert_eq!(ReviewFile::read(&again).unwrap().file, file);
    }

    #[test]
    fn a_package_is_read_as_it_was_written(package in package()) {
        let opened = Package::read(&package.write()).unwrap();
        prop_assert!(!opened.altered);
        prop_assert_eq!(opened.oddities, vec![]);
        prop_assert_eq!(opened.file, package);
    }

    #[test]
    fn a_flipped_bit_never_passes_for_the_original(at in any::<prop::sample::Index>(), bit in 0..8_u8) {
        let flip = |text: String| {
            let mut bytes = text.into_bytes();
            let at = at.index(bytes.len());
            bytes[at] ^= 1 << bit;
            String::from_utf8_lossy(&bytes).into_owned()
        };
        check(&review_file(), ReviewFile::read(&flip(review_file().write())))?;
        check(&sent(), Package::read(&flip(sent().write())))?;
    }

    #[test]
    fn a_file_that_was_cut_off_never_passes_for_the_original(at in any::<prop::sample::Index>()) {
        let cut = |text: String| String::from_utf8_lossy(&text.as_bytes()[..at.index(text.len())]).into_owned();
        check(&review_file(), ReviewFile::read(&cut(review_file().write())))?;
        check(&sent(), Package::read(&cut(sent().write())))?;
    }

    #[test]
    fn any_json_in_place_of_any_part_is_survived(
        key in prop::sample::select(vec![
            "format", "version", "thread", "agency", "year", "fingerprint", "notes", "seal", "sent_at", "sent_by",
            "report", "last_year", "reviewed_before", "notices", "review",
        ]),
        value in generate::value(),
    ) {
        check(&review_file(), ReviewFile::read(&with(&review_file().write(), key, value.clone())))?;
        check(&sent(), Package::read(&with(&sent().write(), key, value)))?;
    }
}
