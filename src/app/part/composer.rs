//! Where a comment is written: on the cell that has the focus, on words that are chosen, or on the whole report.

use std::ops::Range;

use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;

use super::review::sign;
use super::send::NAME;
use crate::app::browser;
use crate::app::desk::Desk;
use crate::app::editor::Editor;
use crate::check::Place;
use crate::form::Prose;
use crate::review::Note;

/// Who writes here; nothing before a name was given.
pub(super) fn author() -> String {
    browser::preference(NAME).unwrap_or_default()
}

/// What a comment will be about.
#[derive(Clone, PartialEq, Eq, Default)]
struct Target {
    /// The address; nothing for the report as a whole.
    place: String,
    /// The words that are chosen (bytes of the prose).
    words: Option<Range<usize>>,
    /// The place in words, and what stands there.
    name: String,
    /// What stands there.
    there: String,
}

/// The form for a comment.
#[component]
pub(super) fn Composer(editor: Editor) -> impl IntoView {
    let desk = Desk::here();
    let name = RwSignal::new(author());
    let target = RwSignal::new(Target::default());
    let text = RwSignal::new(String::new());
    let proposal = RwSignal::new(String::new());
    let whole = RwSignal::new(false);
    let aim = move || {
        let place = editor.focused.get_untracked().filter(|_| !whole.get_untracked()).unwrap_or_default();
        let aimed = editor.with(|report| aimed(report, place));
        if target.with_untracked(|target| *target != aimed) {
            target.set(aimed);
        }
    };
    Effect::new(move || {
        editor.focused.track();
        whole.track();
        editor.show_review.track();
        aim();
    });
    for event in ["select", "pointerup", "keyup"] {
        browser::listen(event, move |_| {
            if editor.show_review.get_untracked() {
                aim();
            }
        });
    }
    let keep = move |event: SubmitEvent| {
        event.prevent_default();
        event.stop_propagation();
        browser::set_preference(NAME, Some(name.get_untracked().trim()).filter(|name| !name.is_empty()));
        let (words, proposed) = (text.get_untracked().trim().to_owned(), proposal.get_untracked());
        let proposed = Some(proposed).filter(|proposed| !proposed.trim().is_empty());
        if words.is_empty() && proposed.is_none() {
            return desk.fail("请写下意见，或写明建议改成什么。");
        }
        let Some(signature) = sign(desk) else { return };
        let Target { place, words: chosen, .. } = target.get_untracked();
        editor.say(|round, report| {
            round.review.add(Note::comment(signature, report, &place, chosen, &words, proposed));
        });
        text.set(String::new());
        proposal.set(String::new());
    };
    let about = move || {
        let Target { name, there, .. } = target.get();
        if there.is_empty() { name } else { format!("{name}：“{there}”") }
    };
    view! {
        <form class="fields composer" aria-label="写意见" on:submit=keep>
            <label class="inline">
                "您的姓名"
                <input
                    type="text"
                    prop:value=move || name.get()
                    on:input=move |event| name.set(event_target_value(&event))
                    on:change=move |_| {
                        browser::set_preference(NAME, Some(name.get_untracked().trim()).filter(|name| !name.is_empty()));
                    }
                />
            </label>
            <p class="about" data-target=move || target.with(|target| target.place.clone())>
                "评论 " <b>{about}</b>
            </p>
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || whole.get()
                    on:change=move |event| whole.set(event_target_checked(&event))
                />
                "针对整份报告"
            </label>
            <label>
                "意见"
                <textarea
                    rows="2"
                    prop:value=move || text.get()
                    on:input=move |event| text.set(event_target_value(&event))
                ></textarea>
            </label>
            <label>
                "建议改为（可不填）"
                <textarea
                    rows="1"
                    prop:value=move || proposal.get()
                    on:input=move |event| proposal.set(event_target_value(&event))
                ></textarea>
            </label>
            <div class="do">
                <button class="line" type="submit">"发表意见"</button>
            </div>
        </form>
    }
}

/// What a comment at an address is about.
fn aimed(report: &crate::report::Report, place: String) -> Target {
    let edition = report.edition();
    if place.is_empty() {
        return Target { name: "整份报告".to_owned(), ..Target::default() };
    }
    let name = Place::at(&place, edition).name(edition);
    if let Some(prose) = Prose::at(&place) {
        let whole = report.narrative.get(prose);
        let words = browser::selected_words(&place, whole);
        let there = words.clone().and_then(|words| whole.get(words)).unwrap_or_default();
        return Target { there: there.to_owned(), words, place, name };
    }
    let there = edition.find(&place).map(|id| report.figures.get(id).text().into_owned());
    Target { there: there.unwrap_or_default(), words: None, place, name }
}
