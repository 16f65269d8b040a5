//! Last year's report beside this one: which one it is, and the ways to attach another.

use leptos::prelude::*;

use super::FileButton;
use crate::app::desk::Desk;
use crate::app::editor::Editor;
use crate::app::erased::pressed;
use crate::app::incoming::{Purpose, usable};
use crate::store::Draft;

/// What is attached, above the report.
#[component]
pub(in crate::app) fn LastYear(
    /// The open draft.
    editor: Editor,
) -> impl IntoView {
    move || {
        editor.last_year.track();
        let attached = editor.with_last_year(|last| last.map(|last| Draft::new(last.clone()).title()));
        let compare = format!("#/compare/{}", editor.id());
        view! {
            <div class="last-year" role="group" aria-label="上年报告">
                {match attached {
                    Some(title) => view! {
                        <span>"上年报告：" <b data-last-year>{title}</b></span>
                        <a class="button line" href=compare>"对比"</a>
                        {(!editor.reviewing)
                            .then(|| {
                                view! {
                                    <FileButton label="换一份" purpose=Purpose::LastYear/>
                                    <button class="plain" on:click=pressed(move |_| editor.attach_last_year(None))>"去掉"</button>
                                }
                            })}
                    }
                    .into_any(),
                    None if editor.reviewing => view! { <span class="quiet">"没有附上年报告。"</span> }.into_any(),
                    None => view! {
                        <FileButton label="附上去年的报告" purpose=Purpose::LastYear/>
                        {others(editor)}
                        <span class="quiet">"每格下面显示去年的数，并核对结转、现行有效和雷同。"</span>
                    }
                    .into_any(),
                }}
            </div>
        }
    }
}

/// The other drafts in this browser, the likely ones first.
fn others(editor: Editor) -> Option<impl IntoView> {
    let desk = Desk::here();
    let (id, year) = (editor.id(), editor.with(|report| report.year));
    let drafts = desk.drafts().list().into_iter().filter_map(usable).filter(|(other, _)| *other != id);
    let (mut likely, others): (Vec<_>, Vec<_>) =
        drafts.partition(|(_, draft)| draft.report.year.checked_add(1) == Some(year));
    likely.extend(others);
    let attach = move |event| {
        if let Ok((draft, _)) = desk.drafts().open(&event_target_value(&event)) {
            editor.attach_last_year(Some(draft.report));
        }
    };
    (!likely.is_empty()).then(|| {
        view! {
            <select aria-label="选用这台电脑上的报告" on:change=attach>
                <option value="">"或选这台电脑上的…"</option>
                {likely
                    .into_iter()
                    .map(|(id, draft)| view! { <option value=id>{draft.title()}</option> })
                    .collect::<Vec<_>>()}
            </select>
        }
    })
}
