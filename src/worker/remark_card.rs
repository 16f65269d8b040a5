//! A comment as a card: what it is about, what was said, what is proposed, and what can be done.

use maud::Markup;

use super::said::place_name;
use crate::form::Edition;
use crate::report::visible;
use crate::review::{Standing, Status, Thread};

/// The card of a comment; `me` is the user, `reviewing` whether the report is only reviewed here, `offset` how many
/// minutes the user's clock is ahead of UTC.
pub(super) fn card(thread: &Thread, edition: &Edition, me: &str, reviewing: bool, offset: i64) -> Markup {
    let Thread { note, comment, status, .. } = thread;
    let open = *status == Status::Open;
    let place = place_name(&comment.place, edition);
    let quote = comment.anchor.as_ref().map(|anchor| anchor.quote.as_str());
    maud::html! {
        div.finding.remark role="group" data-comment=(note.id) data-status=(key(*status))
            data-standing=(standing_key(&thread.standing)) data-place=(comment.place) data-start=[thread.range.as_ref().map(|range| range.start)]
            data-end=[thread.range.as_ref().map(|range| range.end)]
        {
            p.top { b { (status.label()) } " " (visible(&place)) }
            @if let Some(quote) = quote { p.quote { "“" (shown(quote)) "”" } }
            p.what { (visible(&comment.text)) }
            @if let Some(proposal) = &comment.proposal { p.sum { "建议改为：" (visible(proposal)) } }
            @match &thread.standing {
                Standing::Intact => {}
                Standing::Moved => p.quiet { "文字的位置有变动，已对应到现在的位置。" }
                Standing::Changed { now } => @if !thread.taken {
                    p.quiet { "评论之后这里改成了“" (shown(now)) "”。" }
                }
                Standing::Gone => p.quiet { "评论所指的内容在报告里已经找不到。" }
            }
            @if *status == Status::Accepted && comment.proposal.is_some() && !thread.taken {
                p.quiet { "采纳之后，这里又有改动。" }
            }
            p.by { (visible(&note.by)) "，" (local(note.at, offset)) }
            @for reply in &thread.replies {
                p.reply { b { (visible(&reply.by)) "：" } (visible(reply.text())) }
            }
            div.do {
                button.line data-do="go" { "转到" }
                @if open && !reviewing {
                    @if comment.proposal.is_some() {
                        button.line data-do="accept" { "采纳" }
                        button.line data-do="refuse" { "不采纳" }
                    } @else {
                        button.line data-do="close" { "办结" }
                    }
                }
                button.plain data-do="fold-reply" aria-expanded="false" { "回复" }
                @if !open { button.plain data-do="reopen" { "重新打开" } }
                @if open && note.by == me { button.plain data-do="take-back" { "撤回" } }
            }
        }
    }
}

fn shown(text: &str) -> std::borrow::Cow<'_, str> {
    if text.is_empty() { "（空）".into() } else { visible(text) }
}

/// `2026-01-12 10:42`, by a clock so many minutes ahead of UTC.
pub(super) fn local(at: u64, offset: i64) -> String {
    let seconds = i64::try_from(at / 1000).unwrap_or_default().saturating_add(offset.saturating_mul(60));
    match time::OffsetDateTime::from_unix_timestamp(seconds) {
        Ok(at) => format!(
            "{}-{:02}-{:02} {:02}:{:02}",
            at.year(),
            u8::from(at.month()),
            at.day(),
            at.hour(),
            at.minute()
        ),
        // Beyond the calendar: a time that somebody wrote by hand.
        Err(_) => String::new(),
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
