//! The top of the editor: which report, whether it is saved, and what can be done with it.

use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::FileButton;
use crate::app::browser;
use crate::app::desk::Desk;
use crate::app::editor::{Editor, SaveState};
use crate::app::erased::{live, pressed, start};
use crate::export;
use crate::store::{Cause, Draft};

/// The toolbar.
#[component]
pub(in crate::app) fn Toolbar(
    /// The open draft.
    editor: Editor,
    /// Whether the preview is open.
    previewing: RwSignal<bool>,
    /// Whether the pictures of the figures are open.
    picturing: RwSignal<bool>,
    /// Whether the versions are open.
    remembering: RwSignal<bool>,
) -> impl IntoView {
    let desk = Desk::here();
    let title = move || {
        editor.head.with(|head| {
            let name = head.agency.name.trim();
            format!("{} · {} 年", if name.is_empty() { "未填单位名称" } else { name }, head.year)
        })
    };
    view! {
        <header class="bar">
            <a class="brand" href="#/" title="回到我的报告">"公开"</a>
            <b class="which">{title}</b>
            <Saving editor/>
            <span class="gap"></span>
            {(!editor.reviewing).then(|| changing(editor))}
            <div class="set" role="group" aria-label="查看">
                <button class="line" on:click=pressed(move |_| previewing.set(true))>"预览"</button>
                <button class="line" on:click=pressed(move |_| picturing.set(true))>"图解"</button>
                <button class="line" on:click=pressed(move |_| super::preview::print(desk, editor))>"打印"</button>
            </div>
            {if editor.reviewing {
                view! {
                    <div class="set" role="group" aria-label="审核">
                        <button class="main" on:click=pressed(move |_| editor.deed(desk, "export"))>"导出审核意见"</button>
                    </div>
                }
                .into_any()
            } else {
                view! {
                    <div class="set" role="group" aria-label="版本和送审">
                        <button class="line" on:click=pressed(move |_| remembering.set(true))>"版本"</button>
                        <button class="line" on:click=pressed(move |_| super::review::open_form(editor, ".send"))>"送审"</button>
                    </div>
                    <div class="set" role="group" aria-label="导出">
                        <button class="line" on:click=pressed(move |_| save_json(desk, editor))>"导出 JSON"</button>
                        <button class="line" on:click=pressed(move |_| save(desk, editor, &WORKBOOK))>"导出 Excel"</button>
                        <button class="line" on:click=pressed(move |_| save_word(desk, editor))>"导出 Word"</button>
                        <button class="main" on:click=pressed(move |_| save(desk, editor, &PAGE))>"导出 HTML"</button>
                    </div>
                }
                .into_any()
            }}
        </header>
    }
}

/// What changes the report.
fn changing(editor: Editor) -> impl IntoView {
    let desk = Desk::here();
    view! {
        <div class="set" role="group" aria-label="修改">
            <button
                class="plain"
                title="Ctrl+Z"
                disabled=move || !editor.steps.get().0
                on:click=pressed(move |_| editor.undo())
            >
                "撤销"
            </button>
            <button
                class="plain"
                title="Ctrl+Y"
                disabled=move || !editor.steps.get().1
                on:click=pressed(move |_| editor.redo())
            >
                "重做"
            </button>
        </div>
        <div class="set" role="group" aria-label="导入">
            <FileButton/>
            <button class="line" on:click=pressed(move |_| desk.pasting.set(true))>"粘贴导入"</button>
        </div>
    }
}

/// A kind of file.
struct FileKind {
    /// What the worker calls it.
    format: &'static str,
    /// The file's ending.
    ending: &'static str,
    /// Its media type.
    media: &'static str,
}

const PAGE: FileKind = FileKind { format: "html", ending: "html", media: "text/html" };
const DATA: FileKind = FileKind { format: "json", ending: "json", media: "application/json" };
const WORKBOOK: FileKind = FileKind {
    format: "xlsx",
    ending: "xlsx",
    media: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};
const TEMPLATE: FileKind = FileKind {
    format: "docx",
    ending: "docx",
    media: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
};
const OFFICIAL: FileKind = FileKind { format: "docx official", ..TEMPLATE };

fn save(desk: Desk, editor: Editor, kind: &'static FileKind) {
    start(async move {
        match write(desk, editor, kind).await {
            Ok(words) => desk.say(words),
            Err(sentence) => desk.fail(sentence),
        }
    });
}

/// Word has two layouts: the one chosen last, and the other one at hand.
fn save_word(desk: Desk, editor: Editor) {
    start(async move {
        let official = desk.choices.get_untracked().official;
        let (kind, layout, other) = if official {
            (&OFFICIAL, "公文版式", "改用官方模板版式")
        } else {
            (&TEMPLATE, "官方模板版式", "改用公文版式")
        };
        match write(desk, editor, kind).await {
            Ok(words) => desk.offer(format!("{words}用的是{layout}。"), other, move || {
                desk.choose_official(!official);
                save_word(desk, editor);
            }),
            Err(sentence) => desk.fail(sentence),
        }
    });
}

async fn write(desk: Desk, editor: Editor, kind: &FileKind) -> Result<String, String> {
    let content = desk.export(editor, kind.format).await?;
    hand_over(editor, kind, &content)
}

/// Hands the report to the user as a JSON file.
pub(in crate::app) fn save_json(desk: Desk, editor: Editor) {
    start(async move {
        let written = match write(desk, editor, &DATA).await {
            // The file without its fingerprint is better than none.
            Err(_) => hand_over(editor, &DATA, &plain_json(editor).into()),
            written => written,
        };
        match written {
            Ok(words) => desk.say(words),
            Err(sentence) => desk.fail(sentence),
        }
    });
}

fn plain_json(editor: Editor) -> String {
    let note = editor.board.readiness().get_untracked().unfinished();
    editor.with(|report| export::json(report, note.as_deref()))
}

/// Hands a file to the user, and says so.
fn hand_over(editor: Editor, kind: &FileKind, content: &JsValue) -> Result<String, String> {
    let name = editor.with(|report| export::file_name(report, kind.ending));
    browser::download(&name, kind.media, content)?;
    // Nobody asked for it: where there is no room, nothing is said.
    let _ = editor.keep_version(Cause::Exported, "");
    let missing = editor.board.readiness().get_untracked().missing();
    let note = if missing == 0 {
        String::new()
    } else {
        format!("还差 {missing} 项才可发布，文件上已注明未完成稿。")
    };
    Ok(format!("已导出“{name}”，请到浏览器的下载文件夹查看。{note}"))
}

/// Whether what is on screen is kept, and what to do when it is not.
#[component]
fn Saving(editor: Editor) -> impl IntoView {
    let desk = Desk::here();
    let key = move || match editor.save.get() {
        SaveState::Saved(_) => "saved",
        SaveState::Saving => "saving",
        SaveState::Failed(_) | SaveState::Overtaken => "failed",
    };
    let words = move || match editor.save.get() {
        SaveState::Saved(at) => format!("已保存 {}", browser::time_of_day(at)),
        SaveState::Saving => "正在保存…".to_owned(),
        SaveState::Failed(_) | SaveState::Overtaken => "没有保存".to_owned(),
    };
    let keep_copy = move |_| {
        let draft = editor.draft();
        let copy = Draft { name: format!("{} 副本", draft.title()), ..draft };
        desk.open_as_new(&copy);
    };
    view! {
        <span class="save" data-save=key>{words}</span>
        {live(move || match editor.save.get() {
            SaveState::Failed(sentence) => {
                view! {
                    <div class="unsaved" role="alert">
                        <p>{sentence}</p>
                        <button class="line" on:click=pressed(move |_| save_json(desk, editor))>"存成文件"</button>
                        <button class="line" on:click=pressed(move |_| editor.save_again())>"再试一次"</button>
                    </div>
                }
                .into_any()
            }
            SaveState::Overtaken => {
                view! {
                    <div class="unsaved" role="alert">
                        <p>"这份草稿在另一个窗口里改动过。为避免互相覆盖，本窗口的修改还没有保存。"</p>
                        <button class="line" on:click=keep_copy>"本窗口的存为副本"</button>
                        <button class="line" on:click=pressed(move |_| editor.reload())>"改用另一窗口的"</button>
                    </div>
                }
                .into_any()
            }
            _ => ().into_any(),
        })}
    }
}
