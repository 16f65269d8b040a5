//! One prose: a text area over a mirror of its text. The mirror gives the height and shows the words that
//! findings are about.

use leptos::prelude::*;
use leptos::web_sys::Event;

use crate::app::browser;
use crate::app::editor::{Editor, Words};
use crate::app::erased::live;
use crate::form::Prose;
use crate::report::length;

/// A prose that can be written in.
#[component]
pub(in crate::app) fn ProseField(
    /// The open draft.
    editor: Editor,
    /// Which prose.
    prose: Prose,
    /// What to write, said while nothing is written.
    hint: &'static str,
) -> impl IntoView {
    let text = editor.prose(prose);
    let words = editor.words(prose);
    let typed = move |event: &Event| {
        if let Some(text) = browser::typed_text(event) {
            editor.type_prose(prose, text);
        }
    };
    view! {
        <div class="prose">
            <div
                class="mirror"
                aria-hidden="true"
                inner_html=move || text.with(|text| words.with(|words| mirror(text, words)))
            ></div>
            <textarea
                data-prose=prose.path()
                aria-label=prose.label()
                placeholder=hint
                spellcheck="false"
                readonly=editor.reviewing
                rows="1"
                prop:value=move || text.get()
                on:input=move |event| typed(&event)
                on:compositionend=move |event| typed(&event)
            ></textarea>
        </div>
        {live(move || {
            editor.last_year.track();
            let model = editor.with_last_year(|last| last.map(|last| last.narrative.get(prose).to_owned()));
            let unwritten = text.with_untracked(|text| text.trim().is_empty());
            model
                .filter(|model| !model.trim().is_empty())
                .map(|model| {
                    let summary = format!("去年写的（{} 字，仅供参考）", length(&model));
                    view! {
                        <details class="model" open=unwritten>
                            <summary>{summary}</summary>
                            <p>{model}</p>
                        </details>
                    }
                })
        })}
        <p class="count">{live(move || format!("{} 字", length(&text.get())))}</p>
    }
}

/// The text with the words marked; markup, for it is made anew with each key.
fn mirror(text: &str, words: &[Words]) -> String {
    let mut done = 0;
    let mut pieces = Vec::new();
    for (range, mark) in words {
        // Findings may overlap; the first one shows.
        if let (Some(before), Some(marked)) = (text.get(done..range.start), text.get(range.clone())) {
            pieces.push((before, marked, *mark));
            done = range.end;
        }
    }
    let marked = maud::html! {
        @for (before, marked, mark) in pieces { (before) mark data-severity=(mark) { (marked) } }
        (text.get(done..).unwrap_or_default())
        // An empty last line has a height only when something stands in it.
        "\u{200b}"
    };
    marked.0
}
