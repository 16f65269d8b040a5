//! The page (wasm only).

use leptos::prelude::*;

/// Mounts the page on `<body>`.
pub fn mount() {
    leptos::mount::mount_to_body(|| view! { <h1>"公开"</h1> });
    if let Some(body) = document().body() {
        let _ = body.set_attribute("data-ready", "true");
    }
}
