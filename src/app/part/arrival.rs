//! Reports coming in: 粘贴导入, files dropped on the page, and the choice where a report goes when a draft is
//! open.

use leptos::prelude::*;
use leptos::web_sys::{ClipboardEvent, DragEvent, SubmitEvent};
use wasm_bindgen::JsCast as _;

use super::Dialog;
use super::preview::Framed;
use crate::app::browser::{self, NoAnswer};
use crate::app::desk::Desk;
use crate::app::editor::Editor;
use crate::app::erased::{live, pressed, start};
use crate::app::incoming::{Arrived, Purpose};

/// What hovers above every page to take reports in.
#[component]
pub(in crate::app) fn Arrival() -> impl IntoView {
    let desk = Desk::here();
    let dragging = RwSignal::new(false);
    let holds_file = |event: &leptos::web_sys::Event| {
        event
            .dyn_ref::<DragEvent>()
            .and_then(DragEvent::data_transfer)
            .is_some_and(|data| data.types().includes(&"Files".into(), 0))
    };
    browser::listen("dragover", move |event| {
        if holds_file(&event) {
            event.prevent_default();
            if !dragging.get_untracked() {
                dragging.set(true);
            }
        }
    });
    browser::listen("dragleave", move |event| {
        // Only when the pointer leaves the window itself.
        if event.dyn_ref::<DragEvent>().is_some_and(|event| event.related_target().is_none()) {
            dragging.set(false);
        }
    });
    browser::listen("drop", move |event| {
        dragging.set(false);
        if !holds_file(&event) {
            return;
        }
        event.prevent_default();
        let files =
            event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer).and_then(|data| data.files());
        match files.as_ref().map_or(0, leptos::web_sys::FileList::length) {
            1 => {
                if let Some(file) = files.and_then(|files| files.get(0)) {
                    desk.take_file(file, Purpose::Open);
                }
            }
            0 => {}
            _ => desk.fail("一次只能导入一个文件，请逐个拖入。"),
        }
    });
    view! {
        <Show when=move || dragging.get()>
            <div class="drop" aria-hidden="true">"松开鼠标，导入这份报告"</div>
        </Show>
        <Dialog open=desk.pasting close=move || desk.pasting.set(false) title="粘贴导入">
            <PasteForm/>
        </Dialog>
        <Dialog
            open=Signal::derive(move || desk.arrived.with(Option::is_some))
            close=move || desk.arrived.set(None)
            title="核对导入的内容"
            wide=true
        >
            {live(move || desk.arrived.get().map(|arrived| choice(desk, arrived)))}
            <Beside/>
        </Dialog>
        <Dialog open=desk.comparing close=move || desk.comparing.set(false) title="对照原文" wide=true>
            <Beside/>
        </Dialog>
    }
}

#[component]
fn PasteForm() -> impl IntoView {
    let desk = Desk::here();
    let text = RwSignal::new(String::new());
    // What was pasted last, as text and as markup: with its markup a table keeps its merged cells.
    let pasted = StoredValue::new((String::new(), String::new()));
    let remember = move |event: ClipboardEvent| {
        let data = event.clipboard_data();
        let get = |kind| data.as_ref().and_then(|data| data.get_data(kind).ok()).unwrap_or_default();
        pasted.set_value((get("text/plain"), get("text/html")));
    };
    let failure = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let take = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(String::new());
        let text = text.get_untracked();
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        // Of text that was worked on afterwards the markup says nothing any more.
        let html = pasted.with_value(
            |(plain, html)| {
                if words(plain) == words(&text) { html.clone() } else { String::new() }
            },
        );
        start(async move {
            let taken = desk.take_text(text, html).await;
            // The dialog may have been closed in the meantime, and its signals be gone.
            let _ = busy.try_set(false);
            match taken {
                Ok(()) => desk.pasting.set(false),
                Err(NoAnswer::Failed(sentence)) => drop(failure.try_set(sentence)),
                Err(NoAnswer::Cancelled) => {}
            }
        });
    };
    on_cleanup(move || {
        if busy.try_get_untracked() == Some(true) {
            desk.cancel_imports();
        }
    });
    view! {
        <form class="fields" on:submit=take>
            <label>
                "打开报告（网页、Word、WPS 或 Excel），全选、复制，再粘贴到下面："
                <textarea
                    rows="12"
                    autofocus=true
                    spellcheck="false"
                    on:paste=remember
                    prop:readOnly=move || busy.get()
                    prop:value=move || text.get()
                    on:input=move |event| {
                        failure.set(String::new());
                        text.set(event_target_value(&event));
                    }
                ></textarea>
            </label>
            <p class="failure" role="alert">{live(move || failure.get())}</p>
            <div class="do">
                <button class="main" type="submit" disabled=move || busy.get()>"导入"</button>
                <Show when=move || busy.get()>
                    <button class="line" type="button" on:click=pressed(move |_| desk.cancel_imports())>"取消"</button>
                    <span role="status">"正在导入…"</span>
                </Show>
            </div>
        </form>
    }
}

/// What was read, beside what it was read out of.
#[component]
fn Beside() -> impl IntoView {
    let desk = Desk::here();
    let page = RwSignal::new(None::<Result<String, String>>);
    start(async move {
        let made = desk.beside().await;
        // The dialog may have been closed in the meantime.
        let _ = page.try_set(Some(made));
    });
    view! { <Framed page frame=NodeRef::new() title="原文与读到的报告"/> }
}

fn choice(desk: Desk, arrived: Arrived) -> impl IntoView {
    let Arrived { draft, source } = arrived;
    let title = draft.title();
    let notices = draft.notices.len();
    let open = desk.editor.get_untracked().map(Editor::id).unwrap_or_default();
    let others: Vec<(String, String)> = desk
        .drafts()
        .list()
        .into_iter()
        .filter(|listed| listed.deleted_at.is_none() && listed.id != open)
        .filter_map(|listed| Some((listed.id, listed.draft.ok()?.title())))
        .collect();
    let target = RwSignal::new(open.clone());
    let as_new = draft.clone();
    let replace = {
        let open = open.clone();
        move || if target.get() == open { "替换当前草稿" } else { "替换所选草稿" }
    };
    view! {
        <p>{source} " 是 " <b>{title}</b> " 的报告" {(notices > 0).then(|| format!("，有 {notices} 条导入说明"))} "。"</p>
        <div class="do">
            <button
                class="main"
                on:click=pressed(move |_| {
                    desk.arrived.set(None);
                    let id = desk.open_as_new(&as_new);
                    desk.original_of.set(id);
                })
            >
                "存为新草稿"
            </button>
            <button
                class="line"
                on:click=pressed(move |_| {
                    desk.arrived.set(None);
                    desk.replace(target.get_untracked(), draft.clone());
                })
            >
                {replace}
            </button>
            {(!others.is_empty())
                .then(|| {
                    view! {
                        <label class="check">
                            "替换哪一份："
                            <select on:change=move |event| target.set(event_target_value(&event))>
                                <option value=open>"当前草稿"</option>
                                {others
                                    .into_iter()
                                    .map(|(id, title)| view! { <option value=id>{title}</option> })
                                    .collect::<Vec<_>>()}
                            </select>
                        </label>
                    }
                })}
        </div>
    }
}
