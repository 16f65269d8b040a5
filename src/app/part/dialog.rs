//! A dialog above the page.

use crate::app::erased::{pressed, watch};
use leptos::html;
use leptos::prelude::*;

/// A modal dialog: the browser keeps the focus in it, Esc closes it, and the focus returns where it was.
#[component]
pub(in crate::app) fn Dialog(
    /// Whether it is open.
    #[prop(into)]
    open: Signal<bool>,
    /// Called when the user closes it.
    #[prop(into)]
    close: Callback<()>,
    /// Its heading.
    #[prop(into)]
    title: String,
    /// Whether it takes the whole window.
    #[prop(optional)]
    wide: bool,
    /// What is in it, made anew each time it opens.
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    watch(move || {
        let Some(dialog) = dialog.get() else { return };
        if open.get() {
            if !dialog.open() {
                let _ = dialog.show_modal();
            }
        } else if dialog.open() {
            dialog.close();
        }
    });
    let closed = move |_| {
        // Also heard after the page has closed it.
        if open.get_untracked() {
            close.run(());
        }
    };
    let children = StoredValue::new(children);
    let label = title.clone();
    view! {
        <dialog node_ref=dialog class:wide=wide aria-label=label on:close=closed>
            <div class="dialog-head">
                <h2>{title}</h2>
                <button class="plain" on:click=pressed(move |_| close.run(()))>"关闭"</button>
            </div>
            <Show when=move || open.get()>{children.with_value(|children| children())}</Show>
        </dialog>
    }
}
