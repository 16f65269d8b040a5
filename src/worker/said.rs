//! The review of a draft: what somebody does in it, and how it looks afterwards. The page keeps what was said as text and
//! knows nothing of it.

use std::collections::BTreeMap;

use maud::{Markup, html as markup};
use serde_json::{Map, Value, json};

use super::remark_card::{card, local};
use crate::check;
use crate::form::Prose;
use crate::report::{Report, fingerprint, read_json, visible, write_json};
use crate::review::{Approval, Note, Outcome, Review, ReviewFile, Ruling, Signature, Status, Thread};
use crate::store::{Draft, Round};

/// So many comments are shown at once; more on demand.
const MANY: usize = 100;

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

    /// Who does it, and when; `index` tells apart what is done at once.
    fn signature(&self, index: usize) -> Result<Signature, String> {
        let by = self.text("by").to_owned();
        if by.is_empty() {
            return Err("请先填写您的姓名。".to_owned());
        }
        let id = match index {
            0 => self.text("id").to_owned(),
            index => format!("{}{index}", self.text("id")),
        };
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
        return Err("操作无效。".to_owned());
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

fn done(deed: &Deed, draft: &Draft, review: &mut Review, outcomes: &mut Outcomes) -> Result<(), String> {
    let (report, on) = (&draft.report, deed.text("on"));
    let ruling = match deed.text("do") {
        "comment" => {
            let (words, proposal) = (deed.text("text"), deed.text("proposal"));
            let proposal = Some(proposal.to_owned()).filter(|proposal| !proposal.is_empty());
            if words.is_empty() && proposal.is_none() {
                return Err("请写下意见，或写明建议改成什么。".to_owned());
            }
            let bound = |key: &str| usize::try_from(deed.number(key)?).ok();
            let chosen = bound("start").zip(bound("end")).map(|(start, end)| start..end);
            let place = deed.text("place");
            review.add(Note::comment(deed.signature(0)?, report, place, chosen, words, proposal));
            return Ok(());
        }
        "reply" => {
            let words = deed.text("text");
            if words.is_empty() {
                return Err("请写下回复。".to_owned());
            }
            review.add(Note::reply(deed.signature(0)?, on, words));
            return Ok(());
        }
        "take-back" => {
            review.add(Note::withdrawal(deed.signature(0)?, on));
            return Ok(());
        }
        "passed" => return judged(deed, report, review, Outcome::Passed, outcomes),
        "returned" => return judged(deed, report, review, Outcome::Returned, outcomes),
        "accept-all" => return accept_all(deed, report, review, outcomes),
        "merge" => return merge(deed, draft, review, outcomes),
        "export" => {
            let file = ReviewFile::new(&draft.round.thread, report, review.clone()).write();
            outcomes.file = Some((crate::export::file_name(report, "审核意见.json"), file));
            return Ok(());
        }
        "accept" => Ruling::Accepted,
        "refuse" => Ruling::Refused,
        "close" => Ruling::Closed,
        "reopen" => Ruling::Reopened,
        _ => return Ok(()),
    };
    let signature = deed.signature(0)?;
    if ruling == Ruling::Accepted {
        let edit = review.accept(report, on).map_err(|error| error.to_string())?;
        let mut changed = report.clone();
        edit.apply(&mut changed);
        outcomes.report = Some(changed);
    }
    review.add(Note::ruling(signature, on, ruling));
    Ok(())
}

fn judged(
    deed: &Deed,
    report: &Report,
    review: &mut Review,
    outcome: Outcome,
    outcomes: &mut Outcomes,
) -> Result<(), String> {
    review.add(Note::verdict(deed.signature(0)?, report, outcome, deed.text("verdict")));
    outcomes.say = "结论已记下。请点“导出审核意见”，把文件发回给送审人。".to_owned();
    Ok(())
}

fn accept_all(
    deed: &Deed,
    report: &Report,
    review: &mut Review,
    outcomes: &mut Outcomes,
) -> Result<(), String> {
    let all = review.accept_all(report);
    for (index, id) in all.accepted.iter().enumerate() {
        review.add(Note::ruling(deed.signature(index)?, id, Ruling::Accepted));
    }
    let left = all.left.first().map_or_else(String::new, |(_, reason)| {
        format!("另有 {} 条没有采纳，例如：{reason}", all.left.len())
    });
    outcomes.say = format!("已采纳 {} 条建议，可以撤销。{left}", all.accepted.len());
    if !all.accepted.is_empty() {
        let mut changed = report.clone();
        all.edit.apply(&mut changed);
        outcomes.report = Some(changed);
    }
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
    check::Place::at(address, edition).name(edition)
}

/// The report in a text that a round keeps.
pub(super) fn read_report(text: &str) -> Option<Report> {
    read_json(text).ok().map(|read| read.report)
}
