//! How long a published page takes to import: `cargo bench --bench import`. The budget is 50 ms for 300 kB in the
//! worker, where everything takes some three times as long as here.

#![allow(missing_docs, clippy::unwrap_used)]

use std::fmt::Write as _;
use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use gongkai::form::{LayoutKind, Prose, Section};
use gongkai::import::import;
use gongkai::report::{Report, example};

const PARAGRAPH: &str = "<p class=MsoNormal style='margin-top:0cm;mso-para-margin-bottom:.0001pt;text-indent:32.0pt;line-height:28.0pt;mso-line-height-rule:exactly'><span style='font-size:16.0pt;mso-bidi-font-size:12.0pt;font-family:仿宋_GB2312;mso-hansi-font-family:\"Times New Roman\"'>";
const CELL: &str = "style='width:44.35pt;border:solid windowtext 1.0pt;mso-border-alt:solid windowtext .5pt;padding:0cm 5.4pt 0cm 5.4pt;height:19.85pt'><p class=MsoNormal align=center style='text-align:center;mso-pagination:widow-orphan'><span lang=EN-US style='font-size:9.0pt;font-family:宋体;mso-bidi-font-family:宋体;mso-font-kerning:0pt'>";

/// A report as Word saves it, filled up with prose to a size in bytes.
fn word_page(report: &Report, bytes: usize) -> String {
    let mut body = format!("{PARAGRAPH}{}<o:p></o:p></span></p>\n", report.title());
    for section in Section::ALL {
        if section != Section::Intro {
            writeln!(body, "{PARAGRAPH}{}<o:p></o:p></span></p>", section.heading()).unwrap();
        }
        for prose in section.prose() {
            if section == Section::Overview {
                writeln!(body, "{PARAGRAPH}（一）{}<o:p></o:p></span></p>", prose.label()).unwrap();
            }
            for line in report.narrative.get(prose).lines() {
                writeln!(body, "{PARAGRAPH}{line}<o:p></o:p></span></p>").unwrap();
            }
        }
        let Some(table) = section.table_key().and_then(|key| report.edition().table(key)) else { continue };
        body.push_str("<table class=MsoNormalTable border=0 cellspacing=0 cellpadding=0>\n");
        for row in &table.layout {
            body.push_str("<tr style='mso-yfti-irow:0;height:19.85pt'>\n");
            for cell in &row.cells {
                let text = match cell.kind {
                    LayoutKind::Figure(id) => report.figures.get(id).to_string(),
                    _ => cell.text.to_owned(),
                };
                let (columns, rows) = (cell.colspan, cell.rowspan);
                writeln!(
                    body,
                    "<td colspan={columns} rowspan={rows} {CELL}{text}<o:p></o:p></span></p></td>"
                )
                .unwrap();
            }
            body.push_str("</tr>\n");
        }
        body.push_str("</table>\n");
    }
    let filler = format!(
        "<!--[if gte mso 9]><xml>{}</xml><![endif]-->",
        "<w:LsdException Locked=\"false\"/>".repeat(900)
    );
    let mut page = format!(
        "<html xmlns:o=\"urn:schemas-microsoft-com:office:office\"><head>{filler}</head><body lang=ZH-CN><div class=WordSection1>{body}"
    );
    while page.len() < bytes {
        let line = report.narrative.get(Prose::Problems).lines().next().unwrap_or("本年无其他事项。");
        writeln!(page, "{PARAGRAPH}{line}<o:p></o:p></span></p>").unwrap();
    }
    page.push_str("</div></body></html>");
    page
}

fn imports(criterion: &mut Criterion) {
    let report = example();
    let page = word_page(&report, 300_000);
    assert_eq!(import(page.as_bytes(), None).unwrap().report.figures, report.figures);
    let mut group = criterion.benchmark_group("import");
    group.throughput(Throughput::Bytes(page.len() as u64));
    group.bench_function("a page made by Word, 300 kB", |bencher| {
        bencher.iter(|| import(black_box(page.as_bytes()), None));
    });
    let own = gongkai::export::html(&report, gongkai::export::Options::default());
    group.throughput(Throughput::Bytes(own.len() as u64));
    group.bench_function("a page of our own, compared with its data", |bencher| {
        bencher.iter(|| import(black_box(own.as_bytes()), None));
    });
    group.finish();
}

criterion_group!(benches, imports);
criterion_main!(benches);
