//! The message at the foot of the page.

use leptos::prelude::*;

use crate::app::desk::Desk;
use crate::app::erased::{live, pressed};

/// The message shown now, read out by screen readers, until it is put away or replaced.
#[component]
pub(in crate::app) fn Toasts() -> impl IntoView {
    let desk = Desk::here();
    view! {
        <div class="toasts" role="status" aria-live="polite">
            {live(move || {
                desk.toast
                    .get()
                    .map(|toast| {
                        view! {
                            <div class="toast" class:failure=toast.failure>
                                <p>{toast.text}</p>
                                {toast
                                    .action
                                    .map(|(words, act)| {
                                        view! {
                                            <button
                                                class="line"
                                                on:click=pressed(move |_| {
                                                    desk.toast.set(None);
                                                    act();
                                                })
                                            >
                                                {words}
                                            </button>
                                        }
                                    })}
                                <button class="plain" on:click=pressed(move |_| desk.toast.set(None))>"知道了"</button>
                            </div>
                        }
                    })
            })}
        </div>
    }
}
