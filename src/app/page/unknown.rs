//! An address that leads nowhere.

use leptos::prelude::*;

use crate::app::browser;
use crate::app::part::SiteHeader;

/// Says so, and shows the way back.
#[component]
pub(in crate::app) fn UnknownPage() -> impl IntoView {
    browser::set_title("没有这个页面 · 公开");
    view! {
        <SiteHeader/>
        <main class="sheet">
            <h1>"没有这个页面"</h1>
            <p>"地址可能输错了，或者是从新版本软件里复制来的。"</p>
            <p><a href="#/">"回到报告列表"</a></p>
        </main>
    }
}
