//! The outline of the report: a mark for each section, and what is missing before it can be published.

use leptos::prelude::*;

use crate::app::board::OfSection;
use crate::app::browser;
use crate::app::editor::Editor;
use crate::app::erased::{live, pressed};
use crate::check::Mark;
use crate::form::{Prose, Section};
use crate::report::length;

/// The outline.
#[component]
pub(in crate::app) fn Outline(
    /// The open draft.
    editor: Editor,
    /// The section in view.
    current: RwSignal<Section>,
) -> impl IntoView {
    view! {
        <nav class="outline" aria-label="报告目录">
            <ol>
                {Section::ALL.into_iter().map(|section| entry(editor, section, current)).collect::<Vec<_>>()}
            </ol>
            <Readiness editor/>
        </nav>
    }
}

fn entry(editor: Editor, section: Section, current: RwSignal<Section>) -> impl IntoView {
    let OfSection { mark, filled, .. } = editor.board.section(section);
    let symbol = move || match mark.get() {
        Mark::Empty => ("none", "○", "未填"),
        Mark::Errors(_) => ("err", "✕", "有错误"),
        Mark::Warnings(_) => ("wrn", "!", "待核实"),
        Mark::Done => ("done", "✓", "完成"),
    };
    let note = move || match mark.get() {
        Mark::Empty => "未填".to_owned(),
        Mark::Errors(count) => format!("{count} 处错误"),
        Mark::Warnings(count) => format!("{count} 处待核"),
        Mark::Done => filled.get(),
    };
    let go = move |_| {
        current.set(section);
        browser::reveal(section.key());
    };
    let aspects: Vec<Prose> =
        if section == Section::Overview { section.prose().collect() } else { Vec::new() };
    view! {
        <li>
            <button
                class="plain"
                data-mark=move || symbol().0
                aria-current=move || (current.get() == section).then_some("true")
                on:click=go
                // One effect for all that follows the mark.
                inner_html=move || {
                    let (class, symbol, label) = symbol();
                    let content = maud::html! {
                        span class=(class) aria-label=(label) role="img" { (symbol) }
                        span { (section.short()) }
                        span.n { (note()) }
                    };
                    content.0
                }
            ></button>
        </li>
        {aspects
            .into_iter()
            .map(|prose| {
                let text = editor.prose(prose);
                view! {
                    <li class="sub">
                        <button
                            class="plain"
                            on:click=pressed(move |_| {
                                current.set(section);
                                browser::reveal(prose.path());
                            })
                        >
                            <span></span>
                            <span>{prose.label()}</span>
                            <span class="n">{live(move || length(&text.get()))}</span>
                        </button>
                    </li>
                }
            })
            .collect::<Vec<_>>()}
    }
}

#[component]
fn Readiness(editor: Editor) -> impl IntoView {
    let readiness = editor.board.readiness();
    let done = move || {
        let is_done = |section: &Section| editor.board.section(*section).mark.get() == Mark::Done;
        Section::ALL.iter().filter(|section| is_done(section)).count()
    };
    let words = move || {
        let readiness = readiness.get();
        if readiness.is_ready() {
            "可发布".to_owned()
        } else {
            format!("还差 {} 项即可发布", readiness.missing())
        }
    };
    let detail = move || {
        let readiness = readiness.get();
        (!readiness.is_ready())
            .then(|| format!("{} 处错误 · {} 处待核实", readiness.errors, readiness.warnings))
    };
    let due = move || {
        editor.head.track();
        due(editor)
    };
    view! {
        <div class="ready" data-ready-to-publish=move || readiness.get().is_ready().to_string()>
            <b>{words}</b>
            <div class="bar">
                <i style:width=move || format!("{}%", done() * 100 / Section::ALL.len())></i>
            </div>
            <p>{detail}</p>
            <p class="n">{due}</p>
        </div>
    }
}

/// `应于 2026 年 1 月 31 日前公布，还有 12 天`
fn due(editor: Editor) -> Option<String> {
    let due = editor.with(crate::report::Report::due)?;
    let today = browser::today();
    let days = today.until(due);
    let day = format!("应于 {} 年 {} 月 {} 日前公布", due.year(), due.month(), due.day());
    Some(match days {
        // Of an old report nobody knows when it was published.
        _ if today.year() > due.year() => day,
        0 => format!("{day}，就是今天"),
        1.. => format!("{day}，还有 {days} 天"),
        _ => format!("{day}，已过 {} 天", -days),
    })
}
