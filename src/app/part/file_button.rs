//! 导入文件, by button.

use leptos::html;
use leptos::prelude::*;

use crate::app::desk::Desk;
use crate::app::erased::pressed;
use crate::app::incoming::Purpose;

/// Opens the browser's file chooser and takes in what is chosen.
#[component]
pub(in crate::app) fn FileButton(
    /// What the button says.
    #[prop(default = "导入文件")]
    label: &'static str,
    /// What the file is chosen for.
    #[prop(default = Purpose::Open)]
    purpose: Purpose,
) -> impl IntoView {
    let desk = Desk::here();
    let input = NodeRef::<html::Input>::new();
    let chosen = move |_| {
        let Some(input) = input.get() else { return };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            desk.take_file(file, purpose);
        }
        // The same file chosen again is a choice again.
        input.set_value("");
    };
    view! {
        <button class="line" on:click=pressed(move |_| {
            if let Some(input) = input.get() {
                input.click();
            }
        })>{label}</button>
        <input
            node_ref=input
            type="file"
            hidden=true
            aria-label="选择要导入的文件"
            // Formats that are not read are offered, too: whoever chooses one is told what to do with it.
            accept=".json,.html,.htm,.txt,.docx,.docm,.xlsx,.xlsm,.doc,.wps,.xls,.et,.ods,.pdf"
            on:change=chosen
        />
    }
}
