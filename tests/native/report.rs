//! The report's JSON: what is written is read back to the letter, and what cannot be read is refused in a
//! sentence.

use crate::generate;

use gongkai::form::{EDITION_2019, EDITION_2021};
use gongkai::report::{Entry, JsonError, Report, example, read_json, schema, write_compact_json, write_json};
use proptest::prelude::*;
use serde_json::{Value, json};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_report_is_read_as_it_was_written(report in generate::report()) {
        let text = write_json(&report);
        let read = read_json(&text).unwrap();
        prop_assert_eq!(&read.report, &report);
        prop_assert_eq!(read.oddities, vec![]);
        prop_assert_eq!(write_json(&read.report), text);
    }

    #[test]
    fn a_report_is_the_same_whether_it_was_written_out_or_short(report in generate::report()) {
        let text = write_compact_json(&report);
        let read = read_json(&text).unwrap();
        prop_assert_eq!(&read.report, &report);
        prop_assert_eq!(read.oddities, vec![]);
        prop_assert!(text.len() < write_json(&report).len());
        prop_assert!(!text.contains('\n'));
    }

    #[test]
    fn any_text_is_read_or_refused_in_a_sentence(text in "\\PC*|\\{\"format\": ?\"gongkai.report\"[\\PC]*") {
        if let Err(error) = read_json(&text) {
            prop_assert!(is_sentence(&error), "{error}");
        }
    }
}

#[test]
fn what_is_written_satisfies_the_published_schema() {
    use proptest::strategy::ValueTree as _;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    for edition in [&*EDITION_2021, &*EDITION_2019] {
        let validator = jsonschema::validator_for(&schema(edition)).unwrap();
        for _ in 0..24 {
            let report = generate::report_in(edition).new_tree(&mut runner).unwrap().current();
            let document: Value = serde_json::from_str(&write_json(&report)).unwrap();
            let faults: Vec<_> = validator.iter_errors(&document).map(|fault| fault.to_string()).collect();
            assert_eq!(faults, Vec::<String>::new());
        }
    }
}

#[test]
fn the_published_schema_is_the_generated_one() {
    let published = std::fs::read_to_string("docs/report.schema.json").unwrap_or_default();
    assert!(
        serde_json::from_str::<Value>(&published).ok() == Some(schema(&EDITION_2021)),
        "docs/report.schema.json is out of date: cargo run -- schema > docs/report.schema.json"
    );
}

#[test]
fn the_schema_refuses_what_is_not_a_report() {
    let validator = jsonschema::validator_for(&schema(&EDITION_2021)).unwrap();
    let mut document = example_document();
    assert!(validator.is_valid(&document));
    document["applications"]["total"]["received"] = json!([25]);
    assert!(!validator.is_valid(&document));
    document = example_document();
    document["remedies"]["review"].as_object_mut().unwrap().shift_remove("upheld");
    assert!(!validator.is_valid(&document));
}

#[test]
fn numbers_are_kept_digit_by_digit() {
    for digits in [
        "0",
        "1016.72",
        "4166.241619",
        "8.00",
        "-3",
        "-0.5",
        "0.1",
        "18446744073709551615",
        "18446744073709551616",
        "12345678901234567890",
        "99999999999999999999.99999999",
        "0.30000000000000000001",
    ] {
        let text = with_fee(digits);
        let report = read_json(&text).unwrap().report;
        assert_eq!(report.at(FEE).text(), digits);
        assert_eq!(write_json(&report), text, "{digits}");
    }
}

#[test]
fn a_number_written_otherwise_keeps_its_value() {
    for (digits, expected) in [("1e2", "100"), ("2.5E-1", "0.25"), ("1.0e0", "1")] {
        assert_eq!(read_json(&with_fee(digits)).unwrap().report.at(FEE).text(), expected);
    }
    // Beyond 28 digits nothing can be reckoned with; the digits are kept as text, and none is rounded away.
    for (digits, expected) in [
        ("1e400", "1e+400"),
        ("123456789012345678901234567890.5", "123456789012345678901234567890.5"),
        ("0.1234567890123456789012345678901234e1", "0.1234567890123456789012345678901234e+1"),
    ] {
        assert_eq!(read_json(&with_fee(digits)).unwrap().report.at(FEE), &Entry::Text(expected.into()));
    }
}

#[test]
fn a_blank_is_not_a_zero() {
    let mut report = example();
    report.figures.put(report.edition().find(FEE).unwrap(), Entry::Blank);
    let document: Value = serde_json::from_str(&write_json(&report)).unwrap();
    assert_eq!(document["disclosure"]["fees"]["amount"], Value::Null);
    assert_eq!(read_json(&write_json(&report)).unwrap().report.at(FEE), &Entry::Blank);
}

#[test]
fn a_string_of_digits_stays_a_string() {
    let text = with_fee("\"38.60\"");
    let report = read_json(&text).unwrap().report;
    assert_eq!(report.at(FEE), &Entry::Text("38.60".into()));
    assert_eq!(write_json(&report), text);
}

#[test]
fn a_version_that_cannot_be_read_is_named() {
    let refusal = |version: Value| {
        let mut document = example_document();
        document["version"] = version;
        read_json(&document.to_string()).unwrap_err()
    };
    assert_eq!(refusal(json!(2)), JsonError::Newer("2".into()));
    assert!(refusal(json!(7)).to_string().contains("版本 7"));
    for (version, shown) in [(json!(0), "0"), (json!(-1), "-1"), (json!(1.5), "1.5"), (json!("1"), "1")] {
        assert_eq!(refusal(version), JsonError::BadVersion(shown.into()));
    }
    let mut document = example_document();
    document.as_object_mut().unwrap().shift_remove("version");
    assert_eq!(read_json(&document.to_string()).unwrap_err(), JsonError::BadVersion("（无）".into()));
}

#[test]
fn what_is_not_a_report_is_refused_in_a_sentence() {
    let mut other = example_document();
    other["format"] = json!("gongkai.review");
    let mut edition = example_document();
    edition["edition"] = json!(2020);
    let mut year = example_document();
    year["year"] = json!("二〇二五");
    let cases = [
        (String::new(), JsonError::Truncated { line: 1 }),
        ("[]".into(), JsonError::NotAReport),
        ("{}".into(), JsonError::NotAReport),
        ("<html>".into(), JsonError::Malformed { line: 1, column: 1 }),
        ("[".repeat(10_000), JsonError::TooDeep),
        (other.to_string(), JsonError::OtherFormat("gongkai.review".into())),
        (edition.to_string(), JsonError::BadEdition("2020".into())),
        (year.to_string(), JsonError::BadYear("二〇二五".into())),
    ];
    for (text, expected) in cases {
        let error = read_json(&text).unwrap_err();
        assert_eq!(error, expected);
        assert!(is_sentence(&error), "{error}");
    }
}

#[test]
fn a_report_cut_off_anywhere_is_refused_in_a_sentence() {
    let text = write_json(&example());
    let whole = text.trim_end().len();
    for end in 0..whole {
        // A file cut off within a character is not text any more: a reader puts U+FFFD there.
        let error = read_json(&String::from_utf8_lossy(&text.as_bytes()[..end])).unwrap_err();
        assert!(is_sentence(&error), "cut at {end}: {error}");
    }
    assert_eq!(read_json(&text[..whole]).unwrap().report, example());
}

#[test]
fn an_older_report_without_later_keys_is_read() {
    let text = r#"{"format": "gongkai.report", "version": 1, "year": 2020}"#;
    let report = read_json(text).unwrap().report;
    assert_eq!(report.edition().year, 2019);
    assert!(report.is_untouched());
}

#[test]
fn what_cannot_stand_where_it_stands_is_reported() {
    let mut document = example_document();
    document["agency"] = json!("云川县水务局");
    document["remedies"]["litigation"] = json!([1, 2]);
    document["disclosure"]["fees"]["amount"] = json!(true);
    document["narrative"]["other"] = json!(6);
    document["explanations"] = json!(["因为"]);
    let read = read_json(&document.to_string()).unwrap();
    let mut odd: Vec<_> =
        read.oddities.iter().map(|oddity| (oddity.place.as_str(), oddity.value.as_str())).collect();
    odd.sort_unstable();
    let expected = [
        ("agency", "\"云川县水务局\""),
        ("disclosure.fees.amount", "true"),
        ("explanations", "\"因为\""),
        ("narrative.other", "6"),
        ("remedies.litigation", "[1,2]"),
    ];
    assert_eq!(odd, expected);
    // Nothing odd is left to come back later.
    assert_eq!(read_json(&write_json(&read.report)).unwrap().report, read.report);
}

#[test]
fn unknown_keys_are_kept_even_when_they_hold_nothing() {
    let mut document = example_document();
    document["seal"] = json!({});
    document["agency"]["code"] = json!({ "parts": {}, "number": 1.10 });
    document["explanations"] =
        json!([{ "rule": "V06", "place": "x", "reason": "y", "about": "", "by": "王" }]);
    let read = read_json(&document.to_string()).unwrap();
    assert_eq!(read.oddities, []);
    let written: Value = serde_json::from_str(&write_json(&read.report)).unwrap();
    assert_eq!(written, document);
}

const FEE: &str = "disclosure.fees.amount";

/// The example with other digits in the fee, in the text.
fn with_fee(json: &str) -> String {
    let text = write_json(&example());
    assert_eq!(text.matches("38.6\n").count(), 1);
    text.replace("38.6\n", &format!("{json}\n"))
}

fn example_document() -> Value {
    serde_json::from_str(&write_json(&example())).unwrap()
}

/// Whether an error is told in Chinese, to the end, and without the words of a program.
fn is_sentence(error: &JsonError) -> bool {
    let text = error.to_string();
    text.ends_with('。') && text.starts_with(|c: char| !c.is_ascii()) && !text.contains("Error")
}

#[test]
fn a_report_of_either_edition_remembers_its_edition() {
    for edition in [&*EDITION_2021, &*EDITION_2019] {
        // Also where the year would suggest the other one (rule P02 speaks of that).
        let report = Report::in_edition(edition, example().agency, 2022);
        assert_eq!(read_json(&write_json(&report)).unwrap().report.edition().year, edition.year);
    }
}

#[test]
fn an_unfinished_file_says_so_and_reads_back_as_the_same_report() {
    let report = gongkai::report::example();
    let text = gongkai::report::write_unfinished_json(&report, "未完成稿");
    assert!(text.contains("\"unfinished\": \"未完成稿\""));
    let read = gongkai::report::read_json(&text).unwrap();
    assert_eq!(gongkai::report::write_json(&read.report), gongkai::report::write_json(&report));
    assert!(read.oddities.is_empty());
}
