//! 送审: the file that goes to a reviewer.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::web_sys::SubmitEvent;

use super::Dialog;
use crate::app::browser;
use crate::app::desk::Desk;
use crate::app::editor::Editor;
use crate::export::file_name;

/// Under which preference the user's own name is kept.
pub(in crate::app) const NAME: &str = "name";

/// The dialog.
#[component]
pub(in crate::app) fn Send(
    /// The open draft.
    editor: Editor,
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <Dialog open close=move || open.set(false) title="送审">
            <Form editor open/>
        </Dialog>
    }
}

#[component]
fn Form(editor: Editor, open: RwSignal<bool>) -> impl IntoView {
    let desk = Desk::here();
    let name = RwSignal::new(browser::preference(NAME).unwrap_or_default());
    let as_page = RwSignal::new(false);
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        let by = name.get_untracked().trim().to_owned();
        if by.is_empty() {
            desk.fail("请填写送审人姓名。");
            return;
        }
        browser::set_preference(NAME, Some(&by));
        let as_page = as_page.get_untracked();
        spawn_local(async move {
            match desk.package(editor, &by, as_page).await.and_then(|file| hand_over(editor, &file, as_page))
            {
                Ok(name) => {
                    let _ = open.try_set(false);
                    desk.say(format!("已导出“{name}”，请发给审核人；收到审核意见文件后，用“导入文件”打开。"));
                }
                Err(sentence) => desk.fail(sentence),
            }
        });
    };
    let missing = editor.board.readiness().get_untracked().missing();
    view! {
        <form class="fields" on:submit=send>
            {(missing > 0).then(|| view! { <p class="failure">{format!("还差 {missing} 项才可发布；也可以先送审。")}</p> })}
            <label>
                "送审人姓名"
                <input
                    type="text"
                    autofocus=true
                    prop:value=move || name.get()
                    on:input=move |event| name.set(event_target_value(&event))
                />
            </label>
            <label>
                "文件"
                <select on:change=move |event| as_page.set(event_target_value(&event) == "page")>
                    <option value="data">"数据文件（.json）"</option>
                    <option value="page">"网页文件（.html），审核人双击也能看到报告"</option>
                </select>
            </label>
            <p class="quiet">
                "送审文件里有报告、核对结果、您的说明和上年报告。审核人用本软件的“导入文件”打开，写好意见后把审核意见文件发回来。"
            </p>
            <p class="quiet">
                "送审文件带有数据校验码：内容有没有变一查便知，但它不能证明文件是谁写的。"
            </p>
            <div class="do">
                <button class="main" type="submit">"导出送审文件"</button>
            </div>
        </form>
    }
}

fn hand_over(editor: Editor, file: &str, as_page: bool) -> Result<String, String> {
    let (ending, media) = if as_page { ("html", "text/html") } else { ("json", "application/json") };
    let name = editor.with(|report| file_name(report, &format!("送审.{ending}")));
    browser::download(&name, media, &file.into())?;
    Ok(name)
}
