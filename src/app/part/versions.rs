//! 版本: what was kept of the draft, to be named, looked at beside what is there now, and put back.

use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::{Event, SubmitEvent};
use maud::Markup;

use super::Dialog;
use crate::app::browser;
use crate::app::desk::Desk;
use crate::app::editor::Editor;
use crate::app::erased::{live, pressed};
use crate::store::{Cause, ListedVersion};

/// The dialog.
#[component]
pub(in crate::app) fn Versions(
    /// The open draft.
    editor: Editor,
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <Dialog open close=move || open.set(false) title="版本">
            <Body editor open/>
        </Dialog>
    }
}

#[component]
fn Body(editor: Editor, open: RwSignal<bool>) -> impl IntoView {
    let desk = Desk::here();
    let changed = Trigger::new();
    let name = NodeRef::<html::Input>::new();
    // The version that is being renamed; nothing while what is there now is to be marked.
    let renaming = RwSignal::new(None::<u64>);
    let keep = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(field) = name.get() else { return };
        let words = field.value();
        let kept = match renaming.get_untracked() {
            Some(number) => desk.drafts().versions().rename(&editor.id(), number, &words, browser::now()),
            None => editor.keep_version(Cause::Milestone, &words),
        };
        match kept {
            Ok(()) => {
                field.set_value("");
                renaming.set(None);
                changed.notify();
            }
            Err(error) => desk.fail(error.to_string()),
        }
    };
    let act = move |event: &Event| {
        let Some(button) = browser::around(event, "[data-do]") else { return };
        let number = browser::around(event, "[data-version]")
            .and_then(|item| item.get_attribute("data-version")?.parse::<u64>().ok());
        let Some(number) = number else { return };
        match button.get_attribute("data-do").unwrap_or_default().as_str() {
            "restore" => match editor.restore(number) {
                Ok(()) => {
                    open.set(false);
                    desk.say("已恢复这个版本，可以撤销；恢复前的内容也留了一个版本。");
                }
                Err(error) => desk.fail(error.to_string()),
            },
            "rename" => {
                renaming.set(Some(number));
                if let Some(field) = name.get() {
                    let _ = field.focus();
                }
            }
            // What is deleted here is gone, so it takes two.
            "delete" => {
                button.set_text_content(Some("再点一次，删除"));
                let _ = button.set_attribute("data-do", "delete-now");
            }
            "delete-now" => {
                desk.drafts().versions().delete(&editor.id(), number);
                changed.notify();
            }
            _ => {}
        }
    };
    let versions = move || {
        changed.track();
        desk.drafts().versions().list(&editor.id())
    };
    let usage = move || {
        changed.track();
        desk.drafts().versions().usage(&editor.id()).to_string()
    };
    view! {
        <form class="fields" on:submit=keep>
            <label>
                {live(move || {
                    if renaming.get().is_some() { "新的名称" } else { "给现在的内容起个名字，以后可以找回" }
                })}
                <input type="text" node_ref=name placeholder="例如：报领导审定稿"/>
            </label>
            <div class="do">
                <button class="main" type="submit">
                    {live(move || if renaming.get().is_some() { "改名" } else { "标记版本" })}
                </button>
                <button class="line" type="button" on:click=pressed(move |_| export(desk, editor))>"导出版本记录"</button>
            </div>
        </form>
        <div
            on:click=pressed(move |event| act(&event))
            inner_html=move || list(&editor.id(), &versions(), editor.reviewing).0
        ></div>
        <p class="quiet" data-usage>{usage} "。自动留下的版本空间不够时先删旧的；您标记的和送审的不会自动删除。"</p>
    }
}

/// The versions, the newest first.
fn list(draft: &str, versions: &[ListedVersion], reviewing: bool) -> Markup {
    maud::html! {
        @if versions.is_empty() { p.empty { "还没有版本。修改、导入、导出、送审时会自动留下版本。" } }
        ul.drafts.versions {
            @for version in versions {
                @let automatic = version.name.is_empty();
                @let name = if version.damaged {
                    "已损坏的版本"
                } else if automatic {
                    version.cause.label()
                } else {
                    version.name.as_str()
                };
                li data-version=(version.number) {
                    div.what {
                        b { (name) }
                        span.when {
                            (browser::date_and_time(version.at))
                            @if !automatic && !version.damaged { " · " (version.cause.label()) }
                        }
                    }
                    div.do {
                        @if !version.damaged {
                            a.button.line href={ "#/compare/" (draft) "/v" (version.number) } { "与现在对比" }
                            @if !reviewing { button.line data-do="restore" { "恢复" } }
                            button.plain data-do="rename" { "改名" }
                        }
                        button.plain data-do="delete" { "删除" }
                    }
                }
            }
        }
    }
}

/// Hands out the draft with its versions: the only file that holds them.
fn export(desk: Desk, editor: Editor) {
    editor.save_now();
    let name = format!("{}-版本记录.json", editor.draft().title());
    let done = desk
        .drafts()
        .history(&editor.id())
        .map_err(|error| error.to_string())
        .and_then(|text| browser::download(&name, "application/json", &text.into()));
    match done {
        Ok(()) => desk.say(format!("已导出“{name}”。里面有这份草稿和全部版本，只供自己备份，请不要公布。")),
        Err(sentence) => desk.fail(sentence),
    }
}
