//! How many reports are checked a second: `cargo xtask bench`.

#![allow(missing_docs, clippy::unwrap_used)]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use gongkai::check::{Auditor, Look, RULES, Subject, audit};
use gongkai::form::Prose;
use gongkai::report::{Day, Report, example};

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
    group.finish();
}

criterion_group!(benches, checks);
criterion_main!(benches);
