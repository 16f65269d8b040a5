//! How many reports are checked a second: `cargo xtask bench`.

#![allow(missing_docs, clippy::unwrap_used)]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use gongkai::check::{Auditor, Look, RULES, Subject, audit};
use gongkai::compare::{compare, shared};
use gongkai::edit::Edit;
use gongkai::form::Prose;
use gongkai::report::{Day, Entry, Report, example};

/// The example with so many bytes of prose in it, spread over all sections.
fn with_prose(bytes: usize) -> Report {
    let mut report = example();
    for prose in Prose::ALL {
        let text = report.narrative.get(prose).to_owned();
        let times = (bytes / Prose::ALL.len()).div_ceil(text.len().max(1));
        report.narrative.put(prose, vec![text; times].join("\n"));
    }
    report
}

fn checks(criterion: &mut Criterion) {
    let today = Day::new(2026, 1, 12).unwrap();
    let report = example();
    let long = with_prose(20_000);
    let subject = Subject { report: &report, last_year: None, remarks: &[], today };
    let long_subject = Subject { report: &long, last_year: None, remarks: &[], today };
    let mut group = criterion.benchmark_group("check");
    group.throughput(Throughput::Elements(1));
    group.bench_function("arithmetic alone", |bencher| {
        let rules: Vec<_> = RULES.iter().filter(|rule| rule.code.starts_with('A')).collect();
        bencher.iter(|| {
            let mut findings = Vec::new();
            for rule in &rules {
                if let Look::Report(look) = rule.look {
                    look(black_box(&subject), &mut findings);
                }
            }
            findings
        });
    });
    group.bench_function("every rule, 2 kB of prose", |bencher| bencher.iter(|| audit(black_box(&subject))));
    group.bench_function("every rule, 20 kB of prose", |bencher| {
        bencher.iter(|| audit(black_box(&long_subject)));
    });
    group.bench_function("every rule after a key, 20 kB of prose", |bencher| {
        let mut auditor = Auditor::default();
        auditor.audit(&long_subject);
        bencher.iter(|| auditor.audit(black_box(&long_subject)));
    });
    group.bench_function("every rule after a key that breaks two balances, 20 kB of prose", |bencher| {
        let mut broken = long.clone();
        let id = broken.edition().find("applications.natural_person.granted").unwrap();
        Edit::enter(&broken, vec![(id, Entry::Count(13))]).apply(&mut broken);
        let mut auditor = Auditor::default();
        let mut turn = false;
        bencher.iter(|| {
            turn = !turn;
            let report = if turn { &broken } else { &long };
            auditor.audit(black_box(&Subject { report, ..long_subject }))
        });
    });
    group.bench_function("every rule after a key, 20 kB of prose, last year attached", |bencher| {
        let mut last = long.clone();
        last.year -= 1;
        // A letter that is typed and taken back.
        let mut typed = long.clone();
        typed.narrative.put(Prose::Problems, format!("{}新", long.narrative.get(Prose::Problems)));
        let mut auditor = Auditor::default();
        let mut turn = false;
        bencher.iter(|| {
            turn = !turn;
            let report = if turn { &typed } else { &long };
            auditor.audit(black_box(&Subject { report, last_year: Some(&last), remarks: &[], today }))
        });
    });
    group.bench_function("every rule after a figure, 20 kB of prose, last year attached", |bencher| {
        let mut last = long.clone();
        last.year -= 1;
        let subject = Subject { last_year: Some(&last), ..long_subject };
        let mut auditor = Auditor::default();
        bencher.iter(|| auditor.audit(black_box(&subject)));
    });
    group.finish();
}

/// A report whose prose has other words in every third sentence.
fn rewritten(report: &Report) -> Report {
    let mut report = report.clone();
    report.year += 1;
    for prose in Prose::ALL {
        let sentences = report.narrative.get(prose).split_inclusive('。').enumerate();
        let text = sentences.map(|(place, sentence)| match place % 3 {
            0 => sentence.replace('公', "开").replace('年', "月"),
            _ => sentence.to_owned(),
        });
        let text = text.collect();
        report.narrative.put(prose, text);
    }
    report
}

fn comparisons(criterion: &mut Criterion) {
    let before = with_prose(20_000);
    let now = rewritten(&before);
    let mut group = criterion.benchmark_group("compare");
    group.bench_function("two reports, 20 kB of prose each", |bencher| {
        bencher.iter(|| compare(black_box(&before), black_box(&now)));
    });
    group.bench_function("shared text, 20 kB each", |bencher| {
        let all = |report: &Report| Prose::ALL.map(|prose| report.narrative.get(prose).to_owned()).join("\n");
        let (before, now) = (all(&before), all(&now));
        bencher.iter(|| shared(black_box(&now), black_box(&before)));
    });
    group.finish();
}

criterion_group!(benches, checks, comparisons);
criterion_main!(benches);
