//! One prose: a text area over a mirror of its text. The mirror gives the height and shows the words that
//! findings are about.

use leptos::prelude::*;
use leptos::web_sys::Event;

use crate::app::browser;
use crate::app::editor::{Editor, Words};
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
            <div class="mirror" aria-hidden="true">{move || mirror(&text.get(), &words.get())}</div>
            <textarea
                data-prose=prose.path()
                aria-label=prose.label()
                placeholder=hint
                spellcheck="false"
                rows="1"
                prop:value=move || text.get()
                on:input=move |event| typed(&event)
                on:compositionend=move |event| typed(&event)
            ></textarea>
        </div>
        <p class="count">{move || format!("{} 字", length(&text.get()))}</p>
    }
}

fn mirror(text: &str, words: &[Words]) -> Vec<AnyView> {
    let mut pieces = Vec::new();
    let mut done = 0;
    for (range, severity) in words {
        // Findings may overlap; the first one shows.
        let (Some(before), Some(marked)) = (text.get(done..range.start), text.get(range.clone())) else {
            continue;
        };
        pieces.push(before.to_owned().into_any());
        pieces.push(view! { <mark data-severity=severity.key()>{marked.to_owned()}</mark> }.into_any());
        done = range.end;
    }
    pieces.push(text.get(done..).unwrap_or_default().to_owned().into_any());
    // An empty last line has a height only when something stands in it.
    pieces.push("\u{200b}".into_any());
    pieces
}
