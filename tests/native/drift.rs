//! An exported page that was edited afterwards: what it shows is compared with the data it carries (rule P05).

use gongkai::export::{Options, html};
use gongkai::form::{EDITION_2021, Prose};
use gongkai::import::{Notice, PAGE_DRIFTED, import};
use gongkai::report::{Entry, Report, example};
use proptest::prelude::*;

fn page(report: &Report) -> String {
    html(report, Options::default())
}

/// The notices of a page in which one thing was replaced by another.
fn drifts(from: &str, to: &str) -> Vec<Notice> {
    let page = page(&example());
    assert!(page.contains(from), "{from}");
    let (data, shown) = page.split_once("</head>").unwrap();
    let imported = import(format!("{data}</head>{}", shown.replacen(from, to, 1)).as_bytes(), None).unwrap();
    assert_eq!(imported.report, example());
    imported.notices
}

#[test]
fn a_page_as_it_was_exported_has_not_drifted() {
    assert_eq!(import(page(&example()).as_bytes(), None).unwrap().notices, []);
    let unfinished = html(
        &example(),
        Options {
            unfinished: Some("未完成稿：还有 3 项未核对"), explanations: true, ..Options::default()
        },
    );
    assert_eq!(import(unfinished.as_bytes(), None).unwrap().notices, []);
}

#[test]
fn each_change_of_a_page_is_one_drift_that_names_both_values() {
    let path = "applications.natural_person.received";
    let cell = EDITION_2021.cell(EDITION_2021.find(path).unwrap());
    let value = example().at(path).to_string();
    let page = page(&example());
    let start = page.rfind(&format!("data-cell=\"{path}\"")).unwrap();
    let shown = &page[start..start + page[start..].find("</td>").unwrap()];
    let changed = shown.replacen(&format!(">{value}"), ">4321", 1);
    let intro = example().narrative.get(Prose::Intro).lines().next().unwrap().to_owned();
    for (from, to, place, words) in [
        (shown, changed.as_str(), path, vec![cell.name(), "“4321”".into(), format!("“{value}”")]),
        (
            &intro,
            "别的话。",
            "narrative.intro",
            vec!["“导语”第1段".into(), "“别的话。”".into(), intro.clone()],
        ),
        (&format!("<p>{intro}</p>"), "", "narrative.intro", vec!["没有“导语”第1段".into(), intro.clone()]),
        ("</article>", "<p>后加的话。</p></article>", "", vec!["后加的话。".into()]),
        ("二、主动公开政府信息情况", "二、主动公开情况", "", vec!["二、主动公开情况".into()]),
        ("<h1>云川县水务局", "<h1>云川县水利局", "year", vec!["标题".into(), "云川县水利局".into()]),
    ] {
        let notices = drifts(from, to);
        let told: Vec<_> = notices.iter().map(|notice| (notice.code, notice.place.as_str())).collect();
        assert_eq!(told, [(PAGE_DRIFTED, place)], "{from} → {to}: {notices:?}");
        for word in words {
            assert!(notices[0].text.contains(&word), "{word}: {}", notices[0].text);
        }
    }
}

#[test]
fn a_cell_that_is_gone_is_a_drift() {
    let path = "disclosure.fees.amount";
    let notices = drifts(&format!("data-cell=\"{path}\""), "data-cell=\"disclosure.x\"");
    let places: Vec<_> = notices.iter().map(|notice| notice.place.as_str()).collect();
    assert_eq!(places, [path, ""]);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(48) })]

    /// Whatever stands in a report, its own page shows it as the data has it.
    #[test]
    fn no_page_of_ours_has_drifted(
        entries in prop::collection::vec("[0-9０-９无/<&, 　\u{a0}\t件.a-]{0,8}", 200),
        prose in prop::collection::vec("([ 　\u{a0}\t\n\u{1}<>&;a一、。]|\\PC){0,60}", 8),
    ) {
        let mut report = example();
        for (id, text) in EDITION_2021.ids().zip(entries) {
            report.figures.put(id, Entry::printed(&text));
        }
        for (place, text) in Prose::ALL.into_iter().zip(prose) {
            report.narrative.put(place, text);
        }
        let imported = import(page(&report).as_bytes(), None).unwrap();
        prop_assert_eq!(&imported.report, &report);
        prop_assert_eq!(imported.notices, vec![]);
    }
}
