//! The review of a draft: what somebody does in it, and how it looks afterwards. The page keeps what was said as text and
//! knows nothing of it.

use std::collections::BTreeMap;

use maud::{Markup, html as markup};
use serde_json::{Map, Value, json};

use super::remark_card::{card, local};
use crate::check;
use crate::form::Prose;
use crate::report::{Report, fingerprint, read_json, visible, write_json};
use crate::review::{
    Approval, CannotAccept, Note, Outcome, Review, ReviewFile, Ruling, Signature, Status, Thread,
};
use crate::store::{Draft, Round};

/// So many comments are shown at once; more on demand.
const MANY: usize = 100;

/// What the page itself never asks for.
const INVALID: &str = "操作无效，没有改动。请刷新页面后再试。";

/// What somebody does, with the words of the form it is done in.
struct Deed {
    fields: Map<String, Value>,
}

impl Deed {
    fn text(&self, key: &str) -> &str {
        self.fields.get(key).and_then(Value::as_str).unwrap_or_default().trim()
    }

    fn number(&self, key: &str) -> Option<u64> {
        self.fields.get(key).and_then(Value::as_u64)
    }

    /// Who does it, and when.
    fn signature(&self) -> Result<Signature, String> {
        let (by, id) = (self.text("by").to_owned(), self.text("id").to_owned());
        if by.is_empty() {
            return Err("请先填写您的姓名。".to_owned());
        }
        // A note without an id would be written, and not be read again.
        if id.is_empty() {
            return Err(INVALID.to_owned());
        }
        Ok(Signature { id, by, at: self.number("at").unwrap_or_default() })
    }
}

/// What comes of a deed, beside how things look.
#[derive(Default)]
struct Outcomes {
    /// What to tell the user.
    say: String,
    /// The report that the deed makes.
    report: Option<Report>,
    /// A file: its name and what is in it.
    file: Option<(String, String)>,
    /// What could not be read, verbatim.
    unread: Vec<String>,
    /// A review file that somebody changed, and that the user has not agreed to take in yet.
    altered: Option<String>,
}

/// Does something in the review of a draft (`do` and what belongs to it, as JSON) and answers with JSON: `notes` as they
/// are then, `panel` as markup, `open` (comments that wait), `words` and `cells` that these are about, and, where it
/// applies, `say`, `report`, `file` and `name`, `unread`, and as `altered` a review file that the user must agree to.
///
/// # Errors
/// The sentence for the user, when it cannot be done; nothing has changed then.
pub(super) fn answer(draft: &str, deed: &str) -> Result<String, String> {
    let mut draft = Draft::read(draft).map_err(|error| error.to_string())?;
    let Ok(Value::Object(fields)) = serde_json::from_str(deed) else {
        return Err(INVALID.to_owned());
    };
    let deed = Deed { fields };
    let (mut review, mut outcomes) = (read_notes(&draft.round), Outcomes::default());
    done(&deed, &draft, &mut review, &mut outcomes)?;
    if let Some(report) = &outcomes.report {
        draft.report.clone_from(report);
    }
    let notes = review.to_value().to_string();
    let mut answer = shown(&review, &draft, &deed);
    answer.insert("notes".into(), if review.is_empty() { "" } else { &notes }.into());
    answer.insert("say".into(), outcomes.say.into());
    answer.insert("unread".into(), outcomes.unread.into());
    if let Some(report) = &outcomes.report {
        answer.insert("report".into(), write_json(report).into());
    }
    if let Some(file) = outcomes.altered {
        answer.insert("altered".into(), file.into());
    }
    if let Some((name, file)) = outcomes.file {
        answer.insert("name".into(), name.into());
        answer.insert("file".into(), file.into());
    }
    Ok(Value::Object(answer).to_string())
}

/// What was said, as far as it can be read; what cannot was told of when it came in.
pub(super) fn read_notes(round: &Round) -> Review {
    Review::from_value(serde_json::from_str(&round.notes).unwrap_or_default()).0
}

/// Does what is asked: what is said goes into the review, all else into the outcomes.
fn done(deed: &Deed, draft: &Draft, review: &mut Review, outcomes: &mut Outcomes) -> Result<(), String> {
    let report = &draft.report;
    match deed.text("do") {
        "look" => Ok(()),
        "comment" => comment(deed, report, review),
        "reply" => reply(deed, report, review),
        "take-back" => take_back(deed, report, review),
        "accept" => accept(deed, report, review, outcomes),
        "refuse" => ruled(deed, report, review, Ruling::Refused),
        "close" => ruled(deed, report, review, Ruling::Closed),
        "reopen" => ruled(deed, report, review, Ruling::Reopened),
        "accept-all" => accept_all(deed, report, review, outcomes),
        "passed" => judged(deed, report, review, Outcome::Passed, outcomes),
        "returned" => judged(deed, report, review, Outcome::Returned, outcomes),
        "merge" => merge(deed, draft, review, outcomes),
        "export" => {
            let file = ReviewFile::new(&draft.round.thread, report, review.clone()).write();
            outcomes.file = Some((crate::export::file_name(report, "审核意见.json"), file));
            Ok(())
        }
        _ => Err(INVALID.to_owned()),
    }
}

fn comment(deed: &Deed, report: &Report, review: &mut Review) -> Result<(), String> {
    let (words, proposal) = (deed.text("text"), deed.text("proposal"));
    let proposal = Some(proposal.to_owned()).filter(|proposal| !proposal.is_empty());
    if words.is_empty() && proposal.is_none() {
        return Err("请写下意见，或写明建议改成什么。".to_owned());
    }
    let bound = |key: &str| usize::try_from(deed.number(key)?).ok();
    let chosen = bound("start").zip(bound("end")).map(|(start, end)| start..end);
    review.add(Note::comment(deed.signature()?, report, deed.text("place"), chosen, words, proposal));
    Ok(())
}

fn reply(deed: &Deed, report: &Report, review: &mut Review) -> Result<(), String> {
    let (on, words) = (deed.text("on"), deed.text("text"));
    if words.is_empty() {
        return Err("请写下回复。".to_owned());
    }
    author(review, report, on)?;
    review.add(Note::reply(deed.signature()?, on, words));
    Ok(())
}

fn take_back(deed: &Deed, report: &Report, review: &mut Review) -> Result<(), String> {
    let (on, signature) = (deed.text("on"), deed.signature()?);
    let author = author(review, report, on)?;
    if author != signature.by {
        return Err(format!("这条意见是“{author}”写的，只能由本人撤回。"));
    }
    review.add(Note::withdrawal(signature, on));
    Ok(())
}

fn ruled(deed: &Deed, report: &Report, review: &mut Review, ruling: Ruling) -> Result<(), String> {
    let on = deed.text("on");
    author(review, report, on)?;
    review.add(Note::ruling(deed.signature()?, on, ruling));
    Ok(())
}

/// Who wrote a comment, if it is there and was not taken back.
fn author(review: &Review, report: &Report, id: &str) -> Result<String, String> {
    let threads = review.threads(report);
    let thread = threads.iter().find(|thread| thread.note.id == id);
    thread.map(|thread| thread.note.by.clone()).ok_or_else(|| CannotAccept::Missing.to_string())
}

fn accept(deed: &Deed, report: &Report, review: &mut Review, outcomes: &mut Outcomes) -> Result<(), String> {
    let on = deed.text("on");
    let edit = review.accept(report, on).map_err(|error| error.to_string())?;
    review.add(Note::ruling(deed.signature()?, on, Ruling::Accepted));
    edit.apply(outcomes.report.insert(report.clone()));
    Ok(())
}

fn accept_all(
    deed: &Deed,
    report: &Report,
    review: &mut Review,
    outcomes: &mut Outcomes,
) -> Result<(), String> {
    let all = review.accept_all(report);
    let left = all.left.first().map_or_else(String::new, |(_, reason)| {
        format!("另有 {} 条没有采纳，例如：{reason}", all.left.len())
    });
    outcomes.say = format!("已采纳 {} 条建议，可以撤销。{left}", all.accepted.len());
    if all.accepted.is_empty() {
        return Ok(());
    }
    let signature = deed.signature()?;
    review.extend(all.accepted.iter().enumerate().map(|(index, on)| {
        // What is done at once needs ids that differ all the same.
        let id = format!("{}{index}", signature.id);
        Note::ruling(Signature { id, ..signature.clone() }, on, Ruling::Accepted)
    }));
    all.edit.apply(outcomes.report.insert(report.clone()));
    Ok(())
}

fn judged(
    deed: &Deed,
    report: &Report,
    review: &mut Review,
    outcome: Outcome,
    outcomes: &mut Outcomes,
) -> Result<(), String> {
    review.add(Note::verdict(deed.signature()?, report, outcome, deed.text("verdict")));
    outcomes.say = "结论已记下。请点“导出审核意见”，把文件发回给送审人。".into();
    Ok(())
}

/// Takes in a review file.
fn merge(deed: &Deed, draft: &Draft, review: &mut Review, outcomes: &mut Outcomes) -> Result<(), String> {
    let opened = ReviewFile::read(deed.text("file")).map_err(|error| error.to_string())?;
    let (file, report) = (opened.file, &draft.report);
    file.matches(&draft.round.thread, &report.agency.name, report.year).map_err(|wrong| wrong.to_string())?;
    if opened.altered && deed.fields.get("altered") != Some(&Value::Bool(true)) {
        outcomes.altered = Some(deed.text("file").to_owned());
        return Ok(());
    }
    outcomes.unread.extend(opened.oddities.into_iter().map(|odd| odd.value));
    let verdict = file.review.verdicts().first().map_or_else(String::new, |(note, verdict)| {
        format!("“{}”的结论：{}。", note.by, verdict.outcome.label())
    });
    let older = if file.fingerprint.parse() == Ok(fingerprint(report)) {
        ""
    } else {
        "审核之后报告又有改动，意见已尽量对应到现在的位置。"
    };
    let newer = file.review.newer().unwrap_or_default();
    let before = review.notes().len();
    review.merge(file.review);
    outcomes.say = match review.notes().len() - before {
        0 => "这份审核意见已经导入过，没有新的内容。".to_owned(),
        count => format!("已导入审核意见，新增 {count} 条。{verdict}{older}{newer}"),
    };
    Ok(())
}

/// How things stand: the panel, and what of the report comments are about.
fn shown(review: &Review, draft: &Draft, deed: &Deed) -> Map<String, Value> {
    let report = &draft.report;
    let threads = review.threads(report);
    let open = || threads.iter().filter(|thread| thread.status == Status::Open);
    let mut words = Vec::new();
    let mut cells = BTreeMap::<&str, usize>::new();
    for thread in open() {
        match (Prose::at(&thread.comment.place), &thread.range) {
            (Some(prose), Some(range)) => words.push(json!([prose.path(), range.start, range.end])),
            (None, _) => *cells.entry(&thread.comment.place).or_default() += 1,
            _ => {}
        }
    }
    let mut shown = Map::new();
    shown.insert("open".into(), open().count().into());
    shown.insert("words".into(), words.into());
    let count = |(path, count): (&str, usize)| (path.to_owned(), Value::from(count));
    shown.insert("cells".into(), cells.into_iter().map(count).collect::<Map<_, _>>().into());
    shown.insert("panel".into(), panel(review, &threads, draft, deed).into_string().into());
    shown
}

fn panel(review: &Review, threads: &[Thread], draft: &Draft, deed: &Deed) -> Markup {
    let (report, reviewing) = (&draft.report, draft.round.reviewing);
    let everything = deed.fields.get("all") == Some(&Value::Bool(true));
    let limit = deed.number("limit").and_then(|limit| usize::try_from(limit).ok()).unwrap_or(MANY).max(MANY);
    let is_open = |thread: &&Thread| thread.status == Status::Open;
    let open = threads.iter().filter(is_open).count();
    let proposals = threads.iter().filter(is_open).filter(|thread| thread.comment.proposal.is_some()).count();
    let chosen = || threads.iter().filter(|thread| everything || is_open(thread));
    let (offset, number) = (deed.fields.get("offset").and_then(Value::as_i64).unwrap_or(0), chosen().count());
    markup! {
        (standing(review, report, offset))
        @if let Some(newer) = review.newer() { p.quiet { (newer) } }
        div.chips {
            button.chip data-do="open" aria-pressed=(!everything) { "待处理 " (open) }
            button.chip data-do="all" aria-pressed=(everything) { "全部 " (threads.len()) }
        }
        @if proposals > 1 && !reviewing {
            button.line.fix-all data-do="accept-all" { "全部采纳：" (proposals) " 条建议" }
        }
        @if number == 0 { p.empty { "没有意见。" } }
        @for thread in chosen().take(limit) { (card(thread, report.edition(), deed.text("by"), reviewing, offset)) }
        @if number > limit {
            button.line.fix-all data-do="more" data-limit=(limit + MANY) {
                "再显示 " (MANY.min(number - limit)) " 条（共 " (number) " 条）"
            }
        }
    }
}

/// Whether the report is the one that was approved.
fn standing(review: &Review, report: &Report, offset: i64) -> Markup {
    let (key, words) = match review.approval(fingerprint(report)) {
        Approval::None => ("none", "还没有审核结论。".to_owned()),
        Approval::Passed { by, at } => {
            ("passed", format!("审核通过：{by}，{}。报告没有再改动，就是通过的那一份。", local(at, offset)))
        }
        Approval::Stale { by, at } => {
            let when = local(at, offset);
            ("stale", format!("{by} 于 {when} 审核通过，但之后报告又有改动，结论已失效，请重新送审。"))
        }
        Approval::Returned { by, at } => ("returned", format!("退回修改：{by}，{}。", local(at, offset))),
    };
    let others = review.verdicts();
    markup! {
        p.approval data-approval=(key) { (visible(&words)) }
        @for (note, verdict) in others.iter().filter(|(note, _)| !note.text().is_empty() || others.len() > 1) {
            p.quiet {
                (visible(&note.by)) "：" (verdict.outcome.label())
                @if !note.text().is_empty() { "，" (visible(note.text())) }
            }
        }
    }
}

/// The place of a comment in words.
pub(super) fn place_name(address: &str, edition: &crate::form::Edition) -> String {
    if address.is_empty() {
        return "整份报告".to_owned();
    }
    let place = check::Place::at(address, edition);
    // What is no place of the form must not go by the name of one.
    if place.path(edition) == address { place.name(edition) } else { "报告里没有的位置".to_owned() }
}

/// The report in a text that a round keeps.
pub(super) fn read_report(text: &str) -> Option<Report> {
    read_json(text).ok().map(|read| read.report)
}
