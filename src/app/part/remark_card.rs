//! A comment as a card: what it is about, what was said, what is proposed, and what can be done.

use maud::Markup;

use crate::app::browser;
use crate::check::Place;
use crate::form::Edition;
use crate::review::{Standing, Status, Thread};

/// What the buttons of a card do (`data-do`).
pub(super) const GO: &str = "go";
pub(super) const ACCEPT: &str = "accept";
pub(super) const REFUSE: &str = "refuse";
pub(super) const REPLY: &str = "reply";
pub(super) const CLOSE: &str = "close";
pub(super) const REOPEN: &str = "reopen";
pub(super) const TAKE_BACK: &str = "take-back";

/// The card of a comment; `me` is the user, `reviewing` whether the report is only reviewed here.
pub(super) fn card(thread: &Thread, edition: &Edition, me: &str, reviewing: bool) -> Markup {
    let Thread { note, comment, status, .. } = thread;
    let open = *status == Status::Open;
    let place = if comment.place.is_empty() {
        "整份报告".to_owned()
    } else {
        Place::at(&comment.place, edition).name(edition)
    };
    let quote = comment.anchor.as_ref().map(|anchor| anchor.quote.as_str());
    maud::html! {
        div.finding.remark role="group" data-comment=(note.id) data-status=(key(*status))
            data-standing=(standing_key(&thread.standing)) data-place=(comment.place)
        {
            p.top { b { (status.label()) } " " (place) }
            @if let Some(quote) = quote { p.quote { "“" (if quote.is_empty() { "（空）" } else { quote }) "”" } }
            p.what { (comment.text) }
            @if let Some(proposal) = &comment.proposal { p.sum { "建议改为：" (proposal) } }
            @match &thread.standing {
                Standing::Intact => {}
                Standing::Moved => p.quiet { "文字的位置有变动，已对应到现在的位置。" }
                Standing::Changed { now } => @if !thread.taken {
                    p.quiet { "评论之后这里改成了“" (if now.is_empty() { "（空）" } else { now }) "”。" }
                }
                Standing::Gone => p.quiet { "评论所指的内容在报告里已经找不到。" }
            }
            @if *status == Status::Accepted && comment.proposal.is_some() && !thread.taken {
                p.quiet { "采纳之后，这里又有改动。" }
            }
            p.by { (note.by) "，" (browser::date_and_time(note.at)) }
            @for reply in &thread.replies {
                p.reply { b { (reply.by) "：" } (reply.text()) }
            }
            div.do {
                button.line data-do=(GO) { "转到" }
                @if open && !reviewing {
                    @if comment.proposal.is_some() {
                        button.line data-do=(ACCEPT) { "采纳" }
                        button.line data-do=(REFUSE) { "不采纳" }
                    } @else {
                        button.line data-do=(CLOSE) { "办结" }
                    }
                }
                button.plain data-do=(REPLY) aria-expanded="false" { "回复" }
                @if !open { button.plain data-do=(REOPEN) { "重新打开" } }
                @if open && note.by == me { button.plain data-do=(TAKE_BACK) { "撤回" } }
            }
        }
    }
}

/// The form for an answer.
pub(super) fn reply_form() -> Markup {
    maud::html! {
        form.fields {
            label { "回复" textarea rows="2" {} }
            div.do { button.line type="submit" { "发出回复" } }
        }
    }
}

const fn key(status: Status) -> &'static str {
    match status {
        Status::Open => "open",
        Status::Accepted => "accepted",
        Status::Refused => "refused",
        Status::Closed => "closed",
    }
}

const fn standing_key(standing: &Standing) -> &'static str {
    match standing {
        Standing::Intact => "intact",
        Standing::Moved => "moved",
        Standing::Changed { .. } => "changed",
        Standing::Gone => "gone",
    }
}
