//! The report as it will be published: the exported page itself, in a frame.

use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::HtmlIFrameElement;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;

use super::Dialog;
use crate::app::browser;
use crate::app::editor::Editor;
use crate::export;
use crate::report::Report;

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
    let page = editor.with(|report| page(editor, report));
    let print = move |_| {
        if let Some(window) = frame.get().and_then(|frame| frame.content_window()) {
            let _ = window.print();
        }
    };
    view! {
        <div class="do">
            <button class="main" on:click=print>"打印这份报告"</button>
        </div>
        <iframe node_ref=frame class="preview" title="报告预览" sandbox="allow-same-origin allow-modals" srcdoc=page></iframe>
    }
}

/// What an export of a report says that is not ready to be published.
pub(in crate::app) fn unfinished(editor: Editor) -> Option<String> {
    editor.audit.with_untracked(|audit| audit.readiness().unfinished())
}

/// The page that 导出 HTML writes, the preview shows and 打印 prints.
pub(in crate::app) fn page(editor: Editor, report: &Report) -> String {
    let unfinished = unfinished(editor);
    // Reasons are for the reviewer; whoever can read a published page can read its data.
    export::html(report, export::Options { unfinished: unfinished.as_deref(), explanations: false })
}

/// Prints the report through a frame that nobody sees.
pub(in crate::app) fn print(editor: Editor) {
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
    frame.set_srcdoc(&editor.with(|report| page(editor, report)));
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
