//! Files of a review: the package that the clerk sends, and what comes of one that was received.

use std::sync::LazyLock;

use maud::{Markup, html as markup};
use serde_json::json;

use super::said::{read_notes, read_report};
use crate::check::{Finding, Remark, Subject, audit, rule};
use crate::export::{REPORT_STYLE, Style, data_script, file_name, page, section};
use crate::form::Section;
use crate::report::{Day, fingerprint, visible, write_compact_json};
use crate::review::{PACKAGE_FORMAT, Package, REVIEW_FORMAT, Remark as SentRemark};
use crate::store::{Draft, HISTORY_FORMAT, KeptNotice, Round, format_of};

static STYLE: LazyLock<Style> =
    LazyLock::new(|| Style::of(&format!("{REPORT_STYLE}{}", include_str!("sent.css"))));

/// Which element of the page holds the package.
const DATA: &str = "gongkai-package";

/// The code of notices about the package as a file.
const CHANGED: &str = "I11";
const ODD: &str = "I06";

/// A draft as a package, as JSON: `file`, a data file or a page that reads as the report with its findings and holds that
/// data, its `name`, and the `fingerprint` of the report.
pub(super) fn package(draft: &Draft, by: &str, at: u64, today: Day, as_page: bool) -> String {
    let (file, ending) = if as_page {
        (as_a_page(draft, by, at, today), "html")
    } else {
        (data(draft, by, at).write(), "json")
    };
    let name = file_name(&draft.report, &format!("送审.{ending}"));
    json!({ "file": file, "name": name, "fingerprint": fingerprint(&draft.report).to_string() }).to_string()
}

fn data(draft: &Draft, by: &str, at: u64) -> Package {
    let sent = |notice: &&KeptNotice| rule(&notice.code).is_some();
    let remark = |notice: &KeptNotice| SentRemark {
        code: notice.code.clone(),
        place: notice.place.clone(),
        text: notice.text.clone(),
        unknown: serde_json::Map::new(),
    };
    Package {
        thread: draft.round.thread.clone(),
        sent_at: at,
        sent_by: by.to_owned(),
        report: draft.report.clone(),
        last_year: draft.last_year.clone(),
        reviewed_before: read_report(&draft.round.reviewed_before),
        notices: draft.notices.iter().filter(sent).map(remark).collect(),
        review: read_notes(&draft.round),
        unknown: serde_json::Map::new(),
    }
}

fn as_a_page(draft: &Draft, by: &str, at: u64, today: Day) -> String {
    let package = data(draft, by, at);
    // The data stand first: a page that was cut off is then known for what it is, and most often still whole.
    let title = format!("送审稿：{}", visible(&draft.report.title()));
    let content = markup! { (data_script(DATA, &package.write())) (shown(&package, today)) };
    page(&title, &STYLE, &content)
}

/// The report as it reads, and what the checks say of it.
fn shown(package: &Package, today: Day) -> Markup {
    let report = &package.report;
    let remark = |remark: &SentRemark| KeptNotice {
        code: remark.code.clone(),
        place: remark.place.clone(),
        text: remark.text.clone(),
    };
    let notices: Vec<KeptNotice> = package.notices.iter().map(remark).collect();
    let remarks: Vec<Remark> = notices
        .iter()
        .map(|notice| Remark { code: &notice.code, place: &notice.place, text: &notice.text })
        .collect();
    let found =
        audit(&Subject { report, last_year: package.last_year.as_ref(), remarks: &remarks, today }).findings;
    markup! {
        article.report.sent lang="zh-CN" {
            header {
                p.unfinished role="note" {
                    "送审稿，请勿公布。送审人：" (visible(&package.sent_by))
                    "。要写审核意见，请在“公开”里用“导入文件”打开本文件。"
                }
                h1 { (visible(&report.title())) }
            }
            section.findings-sent {
                h2 { "核对结果（" (found.len()) "）" }
                @if found.is_empty() { p { "没有发现问题。" } }
                ol { @for finding in &found { (item(finding, report.edition())) } }
            }
            @for part in Section::ALL { (section(report, part, &std::collections::BTreeSet::new())) }
        }
    }
}

fn item(finding: &Finding, edition: &crate::form::Edition) -> Markup {
    markup! {
        li data-finding=(finding.rule.code) data-place=(finding.place.path(edition)) {
            b { (finding.severity.label()) " " (finding.rule.code) } " "
            (visible(&finding.place.name(edition))) "：" (visible(&finding.message))
            @if let Some(reason) = &finding.explained { p.reason { "已说明：" (visible(reason)) } }
        }
    }
}

/// What a file of ours is that is no report: a package gives the draft to be reviewed; what the page itself reads is
/// handed on as it is. Nothing for any other file.
pub(super) fn of_file(bytes: &[u8]) -> Option<Result<String, String>> {
    let text = std::str::from_utf8(bytes).ok()?.trim_start_matches('\u{feff}').trim_start();
    if text.starts_with('<') {
        return packed(text).map(received);
    }
    match format_of(text)? {
        PACKAGE_FORMAT => Some(received(text)),
        REVIEW_FORMAT | HISTORY_FORMAT => Some(Ok(text.to_owned())),
        _ => None,
    }
}

/// The package in a page; what is left of it where the page was cut off.
fn packed(page: &str) -> Option<&str> {
    let mark = format!("id=\"{DATA}\"");
    let (_, after) = page.split_once(&mark)?;
    let (_, data) = after.split_once('>')?;
    Some(data.split_once("</script>").map_or(data, |(data, _)| data))
}

fn received(text: &str) -> Result<String, String> {
    let opened = Package::read(text).map_err(|error| error.to_string())?;
    let Package { thread, sent_by, report, last_year, reviewed_before, notices, review, unknown, .. } =
        opened.file;
    let mut draft = Draft::new(report);
    let notice = |code: &str, place: String, text: String| KeptNotice { code: code.to_owned(), place, text };
    if opened.altered {
        let text = "这份送审文件导出后被人改动过，请向送审人核实。";
        draft.notices.push(notice(CHANGED, String::new(), text.to_owned()));
    }
    let odd = opened.oddities.into_iter().map(|odd| {
        notice(ODD, String::new(), format!("送审文件里有读不出来的内容（{}）：{}", odd.place, odd.value))
    });
    draft.notices.extend(odd);
    draft.notices.extend(notices.into_iter().map(|sent| notice(&sent.code, sent.place, sent.text)));
    draft.last_year = last_year;
    let notes = if review.is_empty() { String::new() } else { review.to_value().to_string() };
    let reviewed_before = reviewed_before.as_ref().map_or_else(String::new, write_compact_json);
    draft.round = Round { thread, reviewing: true, sent_by, reviewed_before, notes, unknown };
    Ok(draft.write())
}
