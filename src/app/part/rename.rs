//! 改名: what a draft goes by in the list.

use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;

use super::Dialog;
use crate::app::browser;
use crate::app::desk::Desk;
use crate::app::erased::live;

/// The dialog that renames a draft.
#[component]
pub(in crate::app) fn Rename(
    /// The draft to be renamed.
    of: RwSignal<Option<String>>,
    /// Called when it has been.
    renamed: Callback<()>,
) -> impl IntoView {
    view! {
        <Dialog
            open=Signal::derive(move || of.with(Option::is_some))
            close=move || of.set(None)
            title="给草稿改名"
        >
            {live(move || of.get().map(|id| view! { <Form id of renamed/> }))}
        </Dialog>
    }
}

#[component]
fn Form(id: String, of: RwSignal<Option<String>>, renamed: Callback<()>) -> impl IntoView {
    let desk = Desk::here();
    let before = desk.drafts().open(&id).map(|(draft, _)| draft.title()).unwrap_or_default();
    let name = RwSignal::new(before);
    let rename = move |event: SubmitEvent| {
        event.prevent_default();
        let drafts = desk.drafts();
        let saved = drafts.open(&id).and_then(|(mut draft, saved)| {
            name.get_untracked().trim().clone_into(&mut draft.name);
            drafts.save(&id, &draft, saved, browser::now())
        });
        match saved {
            Ok(_) => {
                of.set(None);
                renamed.run(());
            }
            Err(error) => desk.fail(error.to_string()),
        }
    };
    view! {
        <form class="fields" on:submit=rename>
            <label>
                "草稿名称"
                <input
                    type="text"
                    autofocus=true
                    prop:value=move || name.get()
                    on:input=move |event| name.set(event_target_value(&event))
                />
            </label>
            <p class="quiet">"只改列表里的名称；报告里的单位名称在报告中修改。留空则显示单位和年度。"</p>
            <div class="do">
                <button class="main" type="submit">"改名"</button>
            </div>
        </form>
    }
}
