//! The top of every page but the editor.

use leptos::prelude::*;

/// The name of the product, and where else to go.
#[component]
pub(in crate::app) fn SiteHeader() -> impl IntoView {
    view! {
        <header class="bar">
            <a class="brand" href="#/">"公开"</a>
            <span class="gap"></span>
            <nav aria-label="页面">
                <a href="#/">"我的报告"</a>
                <a href="#/rules">"核对规则"</a>
            </nav>
        </header>
    }
}
