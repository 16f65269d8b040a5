//! What is said of the report: the comments, each at its place, and the forms in which more is said.

use std::ops::Range;
use std::time::Duration;

use leptos::prelude::*;
use leptos::web_sys::{Element, Event, SubmitEvent};

use crate::app::browser::{self, Timer};
use crate::app::desk::Desk;
use crate::app::editor::Editor;
use crate::app::erased::{live, pressed, watch};
use crate::app::reviewing::{Deed, NAME};
use crate::check::Place;
use crate::form::Prose;

/// How long after the last key it is looked where the comments stand now.
const QUIET: Duration = Duration::from_millis(200);

/// The form for an answer.
const REPLY: &str = r#"<form class="fields" data-do="reply"><label>回复<textarea name="text" rows="2"></textarea></label><div class="do"><button class="line" type="submit">发出回复</button></div></form>"#;

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
                on:click=pressed(move |_| editor.show_review.set(review))
            >
                {live(move || {
                    let number = if review {
                        editor.open_comments.get()
                    } else {
                        editor.board.counts().iter().map(Get::get).sum::<usize>()
                    };
                    format!("{label} {number}")
                })}
            </button>
        }
    };
    view! { <div class="tabs" role="group" aria-label="右栏">{tab(false, "核对结果")}{tab(true, "审核意见")}</div> }
}

/// What is said.
#[component]
pub(in crate::app) fn Remarks(
    /// The open draft.
    editor: Editor,
) -> impl IntoView {
    let desk = Desk::here();
    watch(move || {
        editor.said.track();
        editor.edition.track();
        // Looked at only where something was said: the worker need not start for nothing.
        if editor.show_review.get() || editor.with_round(|round| !round.notes.is_empty()) {
            editor.deed(desk, "look");
        }
    });
    let later = StoredValue::new_local(Timer::default());
    watch(move || {
        editor.touched.track();
        if editor.with_round(|round| !round.notes.is_empty()) {
            later.update_value(|later| later.set(QUIET, move || editor.deed(desk, "look")));
        }
    });
    on_cleanup(move || {
        let _ = later.try_update_value(Timer::stop);
    });
    watch(move || {
        editor.focused.track();
        editor.show_review.track();
        aim(editor);
    });
    for event in ["select", "pointerup", "keyup"] {
        browser::listen(event, move |_| {
            if editor.show_review.get_untracked() {
                aim(editor);
            }
        });
    }
    let name = browser::preference(NAME).unwrap_or_default();
    view! {
        <div
            class="remarks"
            on:click=pressed(move |event| clicked(desk, editor, &event))
            on:submit=move |event| submitted(desk, editor, &event)
            on:change=|event| keep_name(&event)
        >
            <div inner_html=comment_form(&name)></div>
            <div class="said" inner_html=move || editor.panel.get()></div>
            <div inner_html=closing_form(editor.reviewing)></div>
        </div>
    }
}

/// The form for a comment, which stays as it is while what was said is shown anew.
fn comment_form(name: &str) -> String {
    let form = maud::html! {
        label.fields.inline { "您的姓名" input type="text" name=(NAME) value=(name); }
        form.fields.composer data-do="comment" aria-label="写意见" {
            p.about { "评论 " b { "整份报告" } }
            label.check { input type="checkbox" name="whole"; "针对整份报告" }
            label { "意见" textarea name="text" rows="2" {} }
            label { "建议改为（可不填）" textarea name="proposal" rows="1" {} }
            div.do { button.line type="submit" { "发表意见" } }
        }
    };
    form.0
}

/// The form with which a round ends: a reviewer's verdict, or the clerk's file for the reviewer.
fn closing_form(reviewing: bool) -> String {
    let form = maud::html! {
        @if reviewing {
            form.fields.composer data-do="judge" aria-label="审核结论" {
                label { "结论说明（可不填）" textarea name="verdict" rows="1" {} }
                div.do {
                    button.line type="button" data-do="passed" { "通过" }
                    button.line type="button" data-do="returned" { "退回修改" }
                    button.main type="button" data-do="export" { "导出审核意见" }
                }
            }
        } @else {
            form.fields.composer.send data-do="send" aria-label="送审" {
                p.quiet {
                    "送审文件里有报告、核对结果、您的说明和上年报告。审核人用本软件的“导入文件”打开，写好意见后发回。"
                }
                label.check { input type="checkbox" name="as_page"; "做成网页文件，审核人双击也能看到报告" }
                div.do { button.main type="submit" { "导出送审文件" } }
            }
        }
        p.quiet { "数据校验码只能说明报告有没有改动，不能证明意见是谁写的。" }
    };
    form.0
}

/// Brings a form of the review on screen.
pub(super) fn open_form(editor: Editor, form: &'static str) {
    editor.show_review.set(true);
    request_animation_frame(move || browser::show_form(form));
}

/// Says what a comment will be about, and gives it: the address, and the words that are chosen (bytes of the prose).
fn aim(editor: Editor) -> (String, Option<Range<usize>>) {
    let whole = browser::is_checked(".composer [name=whole]");
    let place = editor.focused.get_untracked().filter(|_| !whole).unwrap_or_default();
    editor.with(|report| {
        let (mut name, mut words) = ("整份报告".to_owned(), None);
        if !place.is_empty() {
            let edition = report.edition();
            name = Place::at(&place, edition).name(edition);
            let mut there = edition.find(&place).map(|id| report.figures.get(id).text().into_owned());
            if let Some(prose) = Prose::at(&place) {
                let text = report.narrative.get(prose);
                words = browser::selected_words(&place, text);
                there = words.clone().and_then(|words| text.get(words)).map(str::to_owned);
            }
            if let Some(there) = there {
                name = format!("{name}：“{there}”");
            }
        }
        browser::set_text(".composer .about b", &name);
        (place, words)
    })
}

/// Does what a button says.
fn clicked(desk: Desk, editor: Editor, event: &Event) {
    if browser::around(event, "[name=whole]").is_some() {
        aim(editor);
        return;
    }
    let Some(button) = browser::around(event, "button[data-do]") else { return };
    let card = browser::around(event, "[data-comment]");
    let attribute = |of: &Element, name: &str| of.get_attribute(name).unwrap_or_default();
    let what = attribute(&button, "data-do");
    match (what.as_str(), &card) {
        ("open" | "all", _) => {
            editor.remarks.set((what == "all", 0));
            editor.deed(desk, "look");
        }
        ("more", _) => {
            let limit = attribute(&button, "data-limit").parse().unwrap_or_default();
            editor.remarks.update(|(_, shown)| *shown = limit);
            editor.deed(desk, "look");
        }
        ("go", Some(card)) => {
            let place = attribute(card, "data-place");
            let bound = |name: &str| attribute(card, name).parse::<usize>().ok();
            browser::reveal(&place);
            if let (Some(prose), Some(start), Some(end)) =
                (Prose::at(&place), bound("data-start"), bound("data-end"))
            {
                let words = start..end;
                editor.with(|report| {
                    browser::select_words(&place, report.narrative.get(prose), &words);
                });
            }
        }
        ("fold-reply", Some(card)) => {
            if let Some(form) = browser::unfolded(card, &button, "form", REPLY) {
                browser::focus_within(&form, "textarea");
            }
        }
        (_, Some(card)) => {
            editor.review(desk, Deed::new(&what).with("on", attribute(card, "data-comment")));
        }
        _ => {
            let words = browser::around(event, "form").map(|form| browser::text_within(&form));
            editor.review(desk, Deed::new(&what).with("verdict", words.unwrap_or_default()));
        }
    }
}

/// Does what a form is for.
fn submitted(desk: Desk, editor: Editor, event: &SubmitEvent) {
    event.prevent_default();
    event.stop_propagation();
    let Some(form) = browser::around(event, "form") else { return };
    let what = form.get_attribute("data-do").unwrap_or_default();
    let text = browser::text_within(&form);
    match what.as_str() {
        "send" => editor.send(desk, browser::is_checked("[name=as_page]")),
        "comment" => {
            let (place, words) = aim(editor);
            let proposal = browser::text_of(&form, "[name=proposal]");
            let mut deed =
                Deed::new(&what).with("place", place).with("text", text).with("proposal", proposal);
            if let Some(words) = words {
                deed = deed.with("start", words.start).with("end", words.end);
            }
            editor.review_then(desk, deed, String::new(), Box::new(move || browser::clear_form(&form)));
        }
        "reply" => {
            let card = browser::around(event, "[data-comment]");
            let on = card.and_then(|card| card.get_attribute("data-comment")).unwrap_or_default();
            editor.review(desk, Deed::new(&what).with("on", on).with("text", text));
        }
        _ => {}
    }
}

/// Remembers the user's name.
fn keep_name(event: &Event) {
    if browser::around(event, "[name=name]").is_some() {
        let name = event_target_value(event);
        browser::set_preference(NAME, Some(name.trim()).filter(|name| !name.is_empty()));
    }
}
