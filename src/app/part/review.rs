//! What is said of the report: the verdict, a place to write, and the comments, each at its place.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::web_sys::{Event, SubmitEvent};

use super::composer::{Composer, author};
use super::markup_list::MarkupList;
use super::remark_card::{ACCEPT, CLOSE, GO, REFUSE, REOPEN, REPLY, TAKE_BACK, card, reply_form};
use super::verdict::{ReviewFileButton, VerdictForm};
use crate::app::browser::{self, Timer};
use crate::app::desk::Desk;
use crate::app::editor::Editor;
use crate::form::Prose;
use crate::report::fingerprint;
use crate::review::{Approval, Note, Ruling, Signature, Status};
use crate::store::Cause;

/// How long after the last key it is looked where the comments stand now.
const QUIET: Duration = Duration::from_millis(150);

/// So many comments are shown at once; more on demand.
const MANY: usize = 100;

/// What the right column shows.
#[component]
pub(in crate::app) fn Tabs(
    /// The open draft.
    editor: Editor,
) -> impl IntoView {
    let tab = move |review: bool, label: &'static str| {
        view! {
            <button
                aria-pressed=move || (editor.show_review.get() == review).to_string()
                on:click=move |_| editor.show_review.set(review)
            >
                {label}
                " "
                {move || {
                    if review {
                        editor.said.track();
                        editor.with_round(|round, report| open_comments(round, report))
                    } else {
                        editor.board.counts().get().iter().sum::<usize>()
                    }
                }}
            </button>
        }
    };
    view! { <div class="tabs" role="group" aria-label="右栏">{tab(false, "核对结果")}{tab(true, "审核意见")}</div> }
}

/// How many comments wait for an answer.
fn open_comments(round: &crate::store::Round, report: &crate::report::Report) -> usize {
    if round.review.is_empty() {
        return 0;
    }
    round.review.threads(report).iter().filter(|thread| thread.status == Status::Open).count()
}

/// A comment as it is on screen.
#[derive(PartialEq, Eq)]
pub(super) struct Shown {
    markup: String,
}

/// What is said.
#[component]
pub(in crate::app) fn Remarks(
    /// The open draft.
    editor: Editor,
) -> impl IntoView {
    let desk = Desk::here();
    let shown = RwSignal::new(Vec::<Arc<Shown>>::new());
    let counts = RwSignal::new((0_usize, 0_usize, 0_usize));
    let approval = RwSignal::new((Approval::None, None::<String>));
    let only_open = RwSignal::new(true);
    let limit = RwSignal::new(MANY);
    let marked = StoredValue::new(BTreeMap::<String, usize>::new());
    let look = move || {
        let (only_open, limit) = (only_open.get_untracked(), limit.get_untracked());
        let mut words = Vec::new();
        let mut cells = BTreeMap::new();
        let me = author();
        editor.with_round(|round, report| {
            let threads = round.review.threads(report);
            let open = threads.iter().filter(|thread| thread.status == Status::Open);
            for thread in open.clone() {
                match (Prose::at(&thread.comment.place), &thread.range) {
                    (Some(prose), Some(range)) => words.push((prose, range.clone())),
                    (None, _) => *cells.entry(thread.comment.place.clone()).or_insert(0) += 1,
                    _ => {}
                }
            }
            let proposals = open.clone().filter(|thread| thread.comment.proposal.is_some()).count();
            let number = open.count();
            let chosen = threads.iter().filter(|thread| !only_open || thread.status == Status::Open);
            let edition = report.edition();
            let cards = chosen
                .take(limit)
                .map(|thread| Shown { markup: card(thread, edition, &me, editor.reviewing).0 })
                .collect::<Vec<_>>();
            let _ = counts.try_set((number, threads.len(), proposals));
            let _ = shown.try_update(|shown| *shown = kept(shown, cards));
            let _ = approval.try_set((round.review.approval(fingerprint(report)), round.review.newer()));
        });
        editor.mark_commented(words);
        let new = marked.try_with_value(|marked| *marked != cells);
        if new == Some(true) {
            browser::mark_commented(|path| cells.get(path).copied());
            marked.set_value(cells);
        }
    };
    Effect::new(move || {
        editor.said.track();
        editor.edition.track();
        only_open.track();
        limit.track();
        look();
    });
    let later = StoredValue::new_local(Timer::default());
    Effect::new(move || {
        editor.touched.track();
        if editor.with_round(|round, _| !round.review.is_empty()) {
            later.update_value(|later| later.set(QUIET, look));
        }
    });
    on_cleanup(move || {
        let _ = later.try_update_value(Timer::stop);
    });
    let accept_all = move |_| accept_all(desk, editor);
    let chip = move |open: bool| {
        view! {
            <button
                class="chip"
                aria-pressed=move || (only_open.get() == open).to_string()
                on:click=move |_| only_open.set(open)
            >
                {move || {
                    let (number, all, _) = counts.get();
                    if open { format!("待处理 {number}") } else { format!("全部 {all}") }
                }}
            </button>
        }
    };
    view! {
        <div
            class="remarks"
            on:click=move |event| done(desk, editor, &event)
            on:submit=move |event| replied(desk, editor, &event)
        >
            {move || standing(&approval.get())}
            <Composer editor/>
            <div class="chips">{chip(true)} {chip(false)}</div>
            {move || {
                let (_, _, proposals) = counts.get();
                (proposals > 1 && !editor.reviewing)
                    .then(|| {
                        view! {
                            <button class="line fix-all" data-accept-all on:click=accept_all>
                                {format!("全部采纳：{proposals} 条建议")}
                            </button>
                        }
                    })
            }}
            {move || {
                let (number, all, _) = counts.get();
                let none = if only_open.get() { number == 0 } else { all == 0 };
                none.then(|| view! { <p class="empty">"没有意见。"</p> })
            }}
            <MarkupList items=shown write=|card: &Shown, _| maud::PreEscaped(card.markup.clone())/>
            {move || {
                let (number, all, _) = counts.get();
                let more = if only_open.get() { number } else { all };
                (more > limit.get())
                    .then(|| {
                        view! {
                            <button class="line" on:click=move |_| limit.update(|limit| *limit += MANY)>
                                {format!("再显示 {} 条", MANY.min(more - limit.get()))}
                            </button>
                        }
                    })
            }}
            <VerdictForm editor/>
            <ReviewFileButton editor/>
            <p class="quiet">"数据校验码只能说明报告有没有改动，不能证明意见是谁写的。"</p>
        </div>
    }
}

/// The cards; what is as before is the same `Arc` as before.
fn kept(shown: &[Arc<Shown>], cards: Vec<Shown>) -> Vec<Arc<Shown>> {
    cards
        .into_iter()
        .map(|card| shown.iter().find(|shown| ***shown == card).map_or_else(|| Arc::new(card), Arc::clone))
        .collect()
}

/// Whether the report that is open is the one that was approved.
fn standing((approval, newer): &(Approval, Option<String>)) -> impl IntoView + use<> {
    let (key, words) = match approval {
        Approval::None => ("none", "还没有审核结论。".to_owned()),
        Approval::Passed { by, at } => (
            "passed",
            format!("审核通过：{by}，{}。报告没有再改动，就是通过的那一份。", browser::date_and_time(*at)),
        ),
        Approval::Stale { by, at } => (
            "stale",
            format!(
                "{by} 于 {} 审核通过，但之后报告又有改动，结论已失效，请重新送审。",
                browser::date_and_time(*at)
            ),
        ),
        Approval::Returned { by, at } => {
            ("returned", format!("退回修改：{by}，{}。", browser::date_and_time(*at)))
        }
    };
    let newer = newer.clone();
    view! {
        <p class="approval" data-approval=key>{words}</p>
        {newer.map(|newer| view! { <p class="quiet">{newer}</p> })}
    }
}

/// Does what a button of a card says.
fn done(desk: Desk, editor: Editor, event: &Event) {
    let (Some(button), Some(card)) =
        (browser::around(event, "[data-do]"), browser::around(event, "[data-comment]"))
    else {
        return;
    };
    let Some(id) = card.get_attribute("data-comment") else { return };
    let ruling = match button.get_attribute("data-do").unwrap_or_default().as_str() {
        GO => return go(editor, &id),
        REPLY => {
            if let Some(form) = browser::unfolded(&card, &button, "form", &reply_form().0) {
                browser::focus_within(&form, "textarea");
            }
            return;
        }
        TAKE_BACK => {
            if let Some(signature) = sign(desk) {
                editor.say(|round, _| round.review.add(Note::withdrawal(signature, &id)));
            }
            return;
        }
        ACCEPT => Ruling::Accepted,
        REFUSE => Ruling::Refused,
        CLOSE => Ruling::Closed,
        REOPEN => Ruling::Reopened,
        _ => return,
    };
    let Some(signature) = sign(desk) else { return };
    if ruling == Ruling::Accepted {
        match editor.with_round(|round, report| round.review.accept(report, &id)) {
            Ok(edit) => {
                // It can be undone; that it can also be had back later is not worth a refusal.
                let _ = editor.keep_version(Cause::Merged, "");
                editor.perform(edit);
            }
            Err(error) => return desk.fail(error.to_string()),
        }
    }
    editor.say(|round, _| round.review.add(Note::ruling(signature, &id, ruling)));
}

fn accept_all(desk: Desk, editor: Editor) {
    let Some(by) = author_or_tell(desk) else { return };
    let all = editor.with_round(|round, report| round.review.accept_all(report));
    let (count, left) = (all.accepted.len(), all.left.len());
    if count > 0 {
        let _ = editor.keep_version(Cause::Merged, "");
        editor.perform(all.edit);
        editor.say(|round, _| {
            for id in &all.accepted {
                round.review.add(Note::ruling(signature(&by), id, Ruling::Accepted));
            }
        });
    }
    let rest = match all.left.first() {
        Some((_, reason)) => format!("另有 {left} 条没有采纳，例如：{reason}"),
        None => String::new(),
    };
    desk.say(format!("已采纳 {count} 条建议，可以撤销。{rest}"));
}

/// Keeps the answer that was written in a card.
fn replied(desk: Desk, editor: Editor, event: &SubmitEvent) {
    let Some(card) = browser::around(event, "[data-comment]") else { return };
    event.prevent_default();
    let (text, id) = (browser::text_within(&card), card.get_attribute("data-comment").unwrap_or_default());
    if text.is_empty() {
        return;
    }
    if let Some(signature) = sign(desk) {
        editor.say(|round, _| round.review.add(Note::reply(signature, &id, &text)));
    }
}

/// Goes to what a comment is about.
fn go(editor: Editor, id: &str) {
    let place = editor.with_round(|round, report| {
        let threads = round.review.threads(report);
        threads
            .into_iter()
            .find(|thread| thread.note.id == id)
            .map(|thread| (thread.comment.place.clone(), thread.range.clone()))
    });
    let Some((place, range)) = place else { return };
    browser::reveal(&place);
    if let (Some(prose), Some(range)) = (Prose::at(&place), range) {
        editor.with(|report| browser::select_words(&place, report.narrative.get(prose), &range));
    }
}

/// A signature of the user, who is told to give a name first.
pub(super) fn sign(desk: Desk) -> Option<Signature> {
    author_or_tell(desk).map(|by| signature(&by))
}

fn author_or_tell(desk: Desk) -> Option<String> {
    let by = author();
    if by.is_empty() {
        desk.fail("请先在“审核意见”上方填写您的姓名。");
        return None;
    }
    Some(by)
}

fn signature(by: &str) -> Signature {
    Signature { id: browser::new_id(), by: by.to_owned(), at: browser::now() }
}
