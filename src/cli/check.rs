//! `gongkai check`

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use super::{FAULTY, FINE, Format, UNUSABLE, complain, input, say};
use crate::check::{Audit, Finding, Remark, Severity, Subject, audit};
use crate::form::Edition;
use crate::import::Imported;
use crate::report::{Day, Entry, Report};

/// Checks files and says how it ended.
pub(super) fn run(files: &[PathBuf], last_year: Option<&Path>, today: Day, format: Format) -> u8 {
    let mut usable = true;
    let mut open = |path: &Path| match input::open(path) {
        Ok(imported) => Some(imported),
        Err(error) => {
            complain(&error.to_string());
            usable = false;
            None
        }
    };
    let last_year = last_year.and_then(&mut open).map(|imported| imported.report);
    let mut faulty = false;
    let mut objects = Vec::new();
    for path in files {
        let Some(imported) = open(path) else { continue };
        let remarks: Vec<_> = imported
            .notices
            .iter()
            .map(|notice| Remark { code: notice.code, place: &notice.place, text: &notice.text })
            .collect();
        let subject =
            Subject { report: &imported.report, last_year: last_year.as_ref(), remarks: &remarks, today };
        let audit = audit(&subject);
        faulty |= audit.readiness().errors > 0;
        let file = path.display().to_string();
        match format {
            Format::Json => objects.push(as_json(&file, &imported, &audit)),
            Format::Text => say(&as_text(&file, &imported, &audit)),
        }
    }
    if format == Format::Json {
        // A tree of maps with string keys always has a text.
        say(&serde_json::to_string_pretty(&objects).unwrap_or_default());
        say("\n");
    }
    match (usable, faulty) {
        (false, _) => UNUSABLE,
        (true, true) => FAULTY,
        (true, false) => FINE,
    }
}

/// One object of the array: a contract with other programs.
fn as_json(file: &str, imported: &Imported, audit: &Audit) -> Value {
    let report = &imported.report;
    let edition = report.edition();
    let notices: Vec<Value> = imported
        .notices
        .iter()
        .map(|notice| json!({ "code": notice.code, "place": notice.place, "text": notice.text }))
        .collect();
    let findings: Vec<Value> = audit.findings.iter().map(|finding| finding_json(finding, edition)).collect();
    json!({
        "file": file,
        "agency": report.agency.name,
        "year": report.year,
        "edition": edition.year,
        "cells": cells(report),
        "notices": notices,
        "findings": findings,
    })
}

fn cells(report: &Report) -> Map<String, Value> {
    let text = |entry: &Entry| {
        if entry.is_blank() { Value::Null } else { Value::String(entry.text().into_owned()) }
    };
    let cells = &report.edition().cells;
    cells.iter().map(|cell| (cell.path.clone(), text(report.figures.get(cell.id)))).collect()
}

fn finding_json(finding: &Finding, edition: &Edition) -> Value {
    json!({
        "code": finding.rule.code,
        "severity": finding.severity.key(),
        "place": finding.place.path(edition),
        "message": finding.message,
        "left": finding.left,
        "right": finding.right,
        "fix": finding.fixes.first().map(|fix| &fix.label),
    })
}

fn as_text(file: &str, imported: &Imported, audit: &Audit) -> String {
    let report = &imported.report;
    let edition = report.edition();
    let agency = if report.agency.name.is_empty() { "（单位不明）" } else { &report.agency.name };
    let mut text = format!("{file}\n{agency} {} 年（{} 版表格）\n", report.year, edition.year);
    // Writing to a string cannot fail.
    for notice in &imported.notices {
        let _ = writeln!(text, "  导入 {} {}", notice.code, notice.text.replace('\n', "\n       "));
    }
    for finding in &audit.findings {
        let place = finding.place.name(edition);
        let label = finding.severity.label();
        let _ = writeln!(text, "  {label} {} {place}：{}", finding.rule.code, finding.message);
        if let Some(fix) = finding.fixes.first() {
            let _ = writeln!(text, "       可以：{}", fix.label);
        }
        if let Some(reason) = &finding.explained {
            let _ = writeln!(text, "       已说明：{reason}");
        }
    }
    let count = |severity| audit.findings.iter().filter(|finding| finding.severity == severity).count();
    let _ = writeln!(
        text,
        "  错误 {} 项，待核实 {} 项，提示 {} 项{}\n",
        count(Severity::Error),
        count(Severity::Warning),
        count(Severity::Hint),
        if audit.readiness().is_ready() { "，可发布" } else { "" },
    );
    text
}
