//! One prose: a text area over a mirror of its text. The mirror gives the height and shows the words that
//! findings are about.

use std::ops::Range;

use leptos::prelude::*;
use leptos::web_sys::Event;

use crate::app::browser;
use crate::app::editor::{COMMENTED, Editor, Words};
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
    let marked = maud::html! {
        @for (piece, mark) in pieces(text, words) {
            @if let Some(mark) = mark { mark data-severity=(mark) { (piece) } } @else { (piece) }
        }
        // An empty last line has a height only when something stands in it.
        "\u{200b}"
    };
    marked.0
}

/// The text in pieces, each with what it is marked as. Marks may overlap: what is commented on shows, and of findings
/// the first one.
fn pieces<'a>(text: &'a str, words: &[Words]) -> Vec<(&'a str, Option<&'static str>)> {
    let mut cuts = vec![0, text.len()];
    for (range, _) in words {
        for cut in [range.start, range.end] {
            if let Err(place) = cuts.binary_search(&cut)
                && text.is_char_boundary(cut)
            {
                cuts.insert(place, cut);
            }
        }
    }
    let mut pieces: Vec<(Range<usize>, Option<usize>)> = Vec::new();
    for cut in cuts.windows(2) {
        let covers = |(range, _): &Words| range.start <= cut[0] && cut[1] <= range.end;
        let commented = words.iter().position(|word| covers(word) && word.1 == COMMENTED);
        let shown = commented.or_else(|| words.iter().position(covers));
        match pieces.last_mut() {
            Some((range, last)) if *last == shown => range.end = cut[1],
            _ => pieces.push((cut[0]..cut[1], shown)),
        }
    }
    pieces
        .into_iter()
        .map(|(range, shown)| (text.get(range).unwrap_or_default(), shown.map(|shown| words[shown].1)))
        .collect()
}
