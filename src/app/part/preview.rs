//! Pages that the worker makes, each in a frame: the report as it will be published, and the pictures of its figures.

use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::HtmlIFrameElement;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;

use super::Dialog;
use crate::app::browser;
use crate::app::desk::Desk;
use crate::app::editor::Editor;
use crate::app::erased::start;

/// The preview.
#[component]
pub(in crate::app) fn Preview(
    /// The open draft.
    editor: Editor,
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <Dialog open close=move || open.set(false) title="预览：公布时的样子" wide=true>
            <Page editor/>
        </Dialog>
    }
}

#[component]
fn Page(editor: Editor) -> impl IntoView {
    let frame = NodeRef::<html::Iframe>::new();
    let desk = Desk::here();
    let page = RwSignal::new(None::<Result<String, String>>);
    start(async move {
        let made = desk.page(editor).await;
        // The dialog may have been closed in the meantime.
        let _ = page.try_set(Some(made));
    });
    let print = move |_| {
        if let Some(window) = frame.get().and_then(|frame| frame.content_window()) {
            let _ = window.print();
        }
    };
    view! {
        <div class="do">
            <button class="main" on:click=print>"打印这份报告"</button>
        </div>
        <Framed page frame title="报告预览"/>
    }
}

/// The pictures of the figures (图解).
#[component]
pub(in crate::app) fn Pictures(
    /// The open draft.
    editor: Editor,
    /// Whether they are open.
    open: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <Dialog open close=move || open.set(false) title="图解" wide=true>
            <PicturePage editor/>
        </Dialog>
    }
}

#[component]
fn PicturePage(editor: Editor) -> impl IntoView {
    let desk = Desk::here();
    let page = RwSignal::new(None::<Result<String, String>>);
    start(async move {
        let made = desk.pictures(editor).await;
        let _ = page.try_set(Some(made));
    });
    view! {
        <label class="check">
            <input
                type="checkbox"
                prop:checked=move || desk.choices.get().charts
                on:change=move |event| desk.choose_charts(event_target_checked(&event))
            />
            "预览、打印和导出 HTML 时，在报告后面附上图解"
        </label>
        <Framed page frame=NodeRef::new() title="图解"/>
    }
}

/// A page that the worker makes, in a frame that runs nothing.
#[component]
pub(super) fn Framed(
    page: RwSignal<Option<Result<String, String>>>,
    frame: NodeRef<html::Iframe>,
    title: &'static str,
) -> impl IntoView {
    move || match page.get() {
        None => view! { <p role="status">"正在准备…"</p> }.into_any(),
        Some(Err(sentence)) => view! { <p class="failure" role="alert">{sentence}</p> }.into_any(),
        Some(Ok(page)) => view! {
            <iframe
                node_ref=frame
                class="preview"
                title=title
                sandbox="allow-same-origin allow-modals"
                srcdoc=page
                on:load=move |_| {
                    if let Some(frame) = frame.get() {
                        browser::follow_links_within(&frame);
                    }
                }
            ></iframe>
        }
        .into_any(),
    }
}

/// Prints the report through a frame that nobody sees.
pub(in crate::app) fn print(desk: Desk, editor: Editor) {
    start(async move {
        match desk.page(editor).await {
            Ok(page) => print_page(&page),
            Err(sentence) => desk.fail(sentence),
        }
    });
}

fn print_page(page: &str) {
    const ID: &str = "print-frame";
    if let Some(old) = document().get_element_by_id(ID) {
        old.remove();
    }
    let Ok(frame) = document().create_element("iframe") else { return };
    let frame: HtmlIFrameElement = frame.unchecked_into();
    frame.set_id(ID);
    frame.set_title("打印");
    let _ = frame.set_attribute("aria-hidden", "true");
    let _ = frame.set_attribute("tabindex", "-1");
    frame.set_srcdoc(page);
    let loaded = Closure::once_into_js({
        let frame = frame.clone();
        move || {
            if let Some(window) = frame.content_window() {
                let _ = window.print();
            }
        }
    });
    let _ = frame.add_event_listener_with_callback("load", loaded.unchecked_ref());
    if let Some(body) = document().body() {
        let _ = body.append_child(&frame);
    }
    browser::hide(&frame);
}
