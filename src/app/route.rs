//! Addresses within the page. Hashes, because a path cannot be pushed on file://.

use leptos::prelude::*;

use super::browser;

/// Where the user is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Route {
    /// `#/`: the drafts.
    Home,
    /// `#/edit/ID`: one draft.
    Edit(String),
    /// `#/review/ID`: what is said of one draft.
    Review(String),
    /// `#/compare/ID`, `#/compare/ID/WITH`: one draft beside another report.
    Compare(String, Option<String>),
    /// `#/rules`, `#/rules/CODE`: what is checked and why.
    Rules(Option<String>),
    /// Anything else.
    Unknown,
}

impl Route {
    fn read(hash: &str) -> Self {
        let path = hash.trim_start_matches('#').trim_start_matches('/');
        let mut parts = path.split('/').filter(|part| !part.is_empty());
        match (parts.next(), parts.next(), parts.next()) {
            (None, ..) => Self::Home,
            (Some("edit"), Some(id), None) => Self::Edit(id.to_owned()),
            (Some("review"), Some(id), None) => Self::Review(id.to_owned()),
            (Some("compare"), Some(id), with) => Self::Compare(id.to_owned(), with.map(str::to_owned)),
            (Some("rules"), code, None) => Self::Rules(code.map(str::to_owned)),
            _ => Self::Unknown,
        }
    }
}

/// The route of the address bar, followed for as long as the page lives.
pub(super) fn follow() -> ReadSignal<Route> {
    let read = || Route::read(&window().location().hash().unwrap_or_default());
    let (route, set_route) = signal(read());
    browser::listen("hashchange", move |_| {
        let route = read();
        set_route.set(route);
        window().scroll_to_with_x_and_y(0.0, 0.0);
    });
    route
}

/// Goes to a draft: to the editor, or to what is said of it.
pub(super) fn go_to_draft(id: &str, review: bool) {
    let page = if review { "review" } else { "edit" };
    let _ = window().location().set_hash(&format!("#/{page}/{id}"));
}
