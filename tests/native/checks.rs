//! Rules against their specifications: every file of tests/checks is prose with cases in it.
//!
//! A case is a heading, an `edit` block that changes the example report, and a `findings` block that lists
//! exactly what the rule of the file then finds.
//!
//! - `edit` lines: `PATH = VALUE` (a cell as printed, prose, `year`, `agency.name`, `agency.kind`,
//!   `period.from`, `period.to`, `today`; `\n` parts paragraphs; nothing after `=` is blank),
//!   `PATH += TEXT`, and `begin blank`, `begin 2019` or `last PATH = VALUE` (the report of the year before,
//!   which otherwise is not there).
//!   `remark CODE PATH = TEXT` (what an import remarked)
//! - `findings` lines: `SEVERITY PLACE MESSAGE`, for words of a prose `PLACE[WORDS]`, then ` → FIX` for each
//!   fix. An empty block says that the rule is silent.

use std::fmt::Write as _;

use gongkai::check::{Finding, Place, Remark, Subject, audit, rule};
use gongkai::edit::Edit;
use gongkai::form::{Edition, Prose};
use gongkai::report::{Agency, AgencyKind, Day, Entry, Report, example};

struct Fixture {
    report: Report,
    last_year: Option<Report>,
    remarks: Vec<[String; 3]>,
    today: Day,
}

impl Fixture {
    fn of(edits: &str) -> Self {
        let today = Day::new(2026, 1, 12).unwrap();
        let mut fixture = Self { report: example(), last_year: None, remarks: Vec::new(), today };
        for line in edits.lines().filter(|line| !line.trim().is_empty()) {
            fixture.edit(line);
        }
        fixture
    }

    fn edit(&mut self, line: &str) {
        if let Some(what) = line.strip_prefix("begin ") {
            let agency = Agency { name: "云川县水务局".into(), ..Agency::default() };
            self.report = match what {
                "blank" => Report::new(agency, 2025),
                "2019" => Report::in_edition(Edition::numbered(2019).unwrap(), agency, 2020),
                other => panic!("begin {other}?"),
            };
            return;
        }
        let (path, value) = line.split_once('=').unwrap_or_else(|| panic!("no `=` in {line:?}"));
        let value = value.strip_prefix(' ').unwrap_or(value).replace("\\n", "\n");
        let (path, append) = match path.trim().strip_suffix('+') {
            Some(path) => (path.trim(), true),
            None => (path.trim(), false),
        };
        if path == "today" {
            self.today = value.parse().unwrap();
        } else if let Some((code, place)) = path.strip_prefix("remark ").and_then(|path| path.split_once(' '))
        {
            self.remarks.push([code.to_owned(), place.to_owned(), value]);
        } else if let Some(path) = path.strip_prefix("last ") {
            let last = self.last_year.get_or_insert_with(|| {
                let mut last = example();
                last.year -= 1;
                last
            });
            set(last, path, &value, append);
        } else {
            set(&mut self.report, path, &value, append);
        }
    }
}

fn set(report: &mut Report, path: &str, value: &str, append: bool) {
    if let Some(prose) = Prose::at(path) {
        let before = if append { report.narrative.get(prose) } else { "" };
        let text = format!("{before}{value}");
        report.narrative.put(prose, text);
    } else if let Some(id) = report.edition().find(path) {
        report.figures.put(id, Entry::printed(value));
    } else {
        match path {
            "year" => report.year = value.parse().unwrap(),
            "agency.name" => report.agency.name = value.into(),
            "agency.kind" => report.agency.kind = AgencyKind::from_key(value).unwrap(),
            "period.from" => report.period.from = value.into(),
            "period.to" => report.period.to = value.into(),
            other => panic!("no such path: {other}"),
        }
    }
}

fn described(finding: &Finding, report: &Report) -> String {
    let mut line = format!("{} {}", finding.severity.key(), finding.place.path(report.edition()));
    if let Place::Prose(prose, Some(range)) = &finding.place {
        let words = &report.narrative.get(*prose)[range.clone()];
        write!(line, "[{}]", words.replace('\n', "\\n")).unwrap();
    }
    write!(line, " {}", finding.message).unwrap();
    for fix in &finding.fixes {
        write!(line, " → {}", fix.label).unwrap();
        // A fix must be an edit that can be taken back to the letter.
        let mut fixed = report.clone();
        let inverse = fix.edit(report).apply(&mut fixed);
        inverse.apply(&mut fixed);
        assert_eq!(&fixed, report, "fix {:?} cannot be undone", fix.label);
    }
    line
}

struct Case {
    heading: String,
    edits: String,
    findings: String,
}

fn cases(text: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    let mut heading = String::new();
    let mut edits = None;
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(title) = line.strip_prefix("## ") {
            title.clone_into(&mut heading);
        } else if let Some(kind) = line.strip_prefix("```").filter(|kind| !kind.is_empty()) {
            let block: String =
                lines.by_ref().take_while(|line| *line != "```").flat_map(|line| [line, "\n"]).collect();
            match kind {
                "edit" => edits = Some(block),
                "findings" => cases.push(Case {
                    heading: heading.clone(),
                    edits: edits.take().expect("an edit block before the findings block"),
                    findings: block,
                }),
                other => panic!("a block of kind {other}?"),
            }
        }
    }
    cases
}

#[test]
fn every_rule_does_what_its_specification_says() {
    let mut wrong = String::new();
    let mut specified = std::collections::BTreeSet::new();
    let mut count = 0;
    let mut paths: Vec<_> =
        std::fs::read_dir("tests/checks").unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        let code = path.file_stem().unwrap().to_str().unwrap().to_owned();
        assert!(rule(&code).is_some(), "{} specifies no rule", path.display());
        let cases = cases(&std::fs::read_to_string(&path).unwrap());
        assert!(cases.iter().any(|case| !case.findings.is_empty()), "{code}: no case breaks the rule");
        assert!(cases.iter().any(|case| case.findings.is_empty()), "{code}: no near miss");
        for case in cases {
            let fixture = Fixture::of(&case.edits);
            let remarks: Vec<_> =
                fixture.remarks.iter().map(|[code, place, text]| Remark { code, place, text }).collect();
            let subject = Subject {
                report: &fixture.report,
                last_year: fixture.last_year.as_ref(),
                remarks: &remarks,
                today: fixture.today,
            };
            let found: String = audit(&subject)
                .findings
                .iter()
                .filter(|finding| finding.rule.code == code)
                .map(|finding| described(finding, &fixture.report) + "\n")
                .collect();
            count += 1;
            if found != case.findings {
                writeln!(wrong, "{code} · {}\n  expected:\n{}  found:\n{found}", case.heading, case.findings)
                    .unwrap();
            }
        }
        specified.insert(code);
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    for rule in gongkai::check::RULES {
        assert!(specified.contains(rule.code), "{} has no specification", rule.code);
    }
    assert!(count >= 2 * specified.len());
}

#[test]
fn the_example_is_ready_to_publish() {
    let report = example();
    let subject =
        Subject { report: &report, last_year: None, remarks: &[], today: Day::new(2026, 1, 12).unwrap() };
    let found: Vec<_> = audit(&subject).findings.iter().map(|finding| described(finding, &report)).collect();
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn a_fix_silences_what_it_fixes() {
    let mut report = example();
    let id = report.edition().find("remedies.review.total").unwrap();
    Edit::Cells(vec![(id, Entry::Count(7))]).apply(&mut report);
    let today = Day::new(2026, 1, 12).unwrap();
    let audited = audit(&Subject { report: &report, last_year: None, remarks: &[], today });
    let fix = audited.findings[0].fixes[0].edit(&report);
    fix.apply(&mut report);
    assert!(audit(&Subject { report: &report, last_year: None, remarks: &[], today }).findings.is_empty());
}

#[test]
fn the_rules_page_is_the_generated_one() {
    let written = std::fs::read_to_string("docs/rules.md").unwrap_or_default();
    assert!(
        written == gongkai::check::guide_page(),
        "docs/rules.md is out of date: cargo run -- rules > docs/rules.md"
    );
}
