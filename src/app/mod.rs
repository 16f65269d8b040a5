//! The page (wasm only): Leptos over the core.

#![allow(clippy::needless_pass_by_value, reason = "components own their properties")]
#![allow(unreachable_pub, reason = "the component macro writes its own visibility")]

mod board;
mod browser;
mod cards;
mod desk;
mod editor;
mod erased;
mod incoming;
mod outgoing;
mod page;
mod part;
mod reviewing;
mod route;
mod sheet;

use leptos::prelude::*;

use crate::app::erased::live;
use desk::Desk;
use page::{ComparePage, EditPage, HomePage, RulesPage, UnknownPage};
use part::{Arrival, Toasts};
use route::Route;

/// Mounts the page on `<body>`.
pub fn mount() {
    // A release ends at once, without a word; what the page says then stands in index.html.
    #[cfg(debug_assertions)]
    std::panic::set_hook(Box::new(|details| leptos::web_sys::console::error_1(&details.to_string().into())));
    leptos::mount::mount_to_body(App);
    browser::announce_ready();
}

/// The page for the address, and what hovers above every page.
#[component]
fn App() -> impl IntoView {
    let desk = Desk::new();
    provide_context(desk);
    let route = route::follow();
    view! {
        {live(move || match route.get() {
            Route::Home => view! { <HomePage/> }.into_any(),
            Route::Edit(id) => view! { <EditPage id review=false/> }.into_any(),
            Route::Review(id) => view! { <EditPage id review=true/> }.into_any(),
            Route::Compare(id, with) => view! { <ComparePage id with/> }.into_any(),
            Route::Rules(code) => view! { <RulesPage code/> }.into_any(),
            Route::Unknown => view! { <UnknownPage/> }.into_any(),
        })}
        <Arrival/>
        <Toasts/>
    }
}
