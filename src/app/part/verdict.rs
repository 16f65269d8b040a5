//! The verdict of a reviewer, and the file that goes back.

use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;

use super::review::sign;
use crate::app::browser;
use crate::app::desk::Desk;
use crate::app::editor::Editor;
use crate::app::outgoing::review_file;
use crate::export::file_name;
use crate::review::{Note, Outcome};

/// 通过 or 退回修改.
#[component]
pub(super) fn VerdictForm(editor: Editor) -> impl IntoView {
    let desk = Desk::here();
    let text = RwSignal::new(String::new());
    let give = move |outcome: Outcome| {
        let Some(signature) = sign(desk) else { return };
        let words = text.get_untracked().trim().to_owned();
        editor.say(|round, report| round.review.add(Note::verdict(signature, report, outcome, &words)));
        text.set(String::new());
        desk.say(if editor.reviewing {
            "结论已记下。写完后请“导出审核意见”，把文件发回给送审人。"
        } else {
            "结论已记下。"
        });
    };
    view! {
        <form class="fields verdict" on:submit=|event: SubmitEvent| event.prevent_default()>
            <label>
                "结论说明（可不填）"
                <textarea
                    rows="1"
                    prop:value=move || text.get()
                    on:input=move |event| text.set(event_target_value(&event))
                ></textarea>
            </label>
            <div class="do">
                {[(Outcome::Passed, "line"), (Outcome::Returned, "line")]
                    .map(|(outcome, class)| {
                        view! {
                            <button class=class type="button" on:click=move |_| give(outcome)>{outcome.label()}</button>
                        }
                    })
                    .into_iter()
                    .collect::<Vec<_>>()}
            </div>
        </form>
    }
}

/// 导出审核意见.
#[component]
pub(in crate::app) fn ReviewFileButton(editor: Editor) -> impl IntoView {
    let desk = Desk::here();
    let export = move |_| {
        let name = editor.with(|report| file_name(report, "审核意见.json"));
        match browser::download(&name, "application/json", &review_file(editor).into()) {
            Ok(()) => desk.say(format!("已导出“{name}”，请发回给送审人。")),
            Err(sentence) => desk.fail(sentence),
        }
    };
    let none = move || {
        editor.said.track();
        editor.with_round(|round, _| round.thread.is_empty() || round.review.is_empty())
    };
    view! { <button class="main" disabled=none on:click=export>"导出审核意见"</button> }
}
