//! A list whose items are markup. Items come and go with a key that is typed, and markup is drawn several times faster
//! than elements made and listened to one by one; what is done in an item is heard by the list.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::Element;
use maud::Markup;

use crate::app::browser;
use crate::app::erased::watch;

/// The list. What is the same `Arc` as before keeps its element, and with it what is opened or typed in it.
#[component]
pub(in crate::app) fn MarkupList<Item: Send + Sync + 'static>(
    /// What is shown.
    #[prop(into)]
    items: Signal<Vec<Arc<Item>>>,
    /// One item as one element, to be known by a key; text becomes markup nowhere else.
    write: impl Fn(&Item, usize) -> Markup + 'static,
) -> impl IntoView {
    let list = NodeRef::<html::Div>::new();
    // The items themselves, so that no new one can be where an old one was.
    let shown = StoredValue::new_local(Vec::<(Arc<Item>, Element)>::new());
    watch(move || {
        let Some(list) = list.get() else { return };
        items.with(|items| shown.update_value(|shown| show(&list, items, shown, &write)));
    });
    view! { <div class="list" node_ref=list></div> }
}

/// Takes out what is gone, and puts in what is new or stood elsewhere.
fn show<Item>(
    list: &Element,
    items: &[Arc<Item>],
    shown: &mut Vec<(Arc<Item>, Element)>,
    write: &dyn Fn(&Item, usize) -> Markup,
) {
    shown.retain(|(item, element)| {
        let stays = items.iter().any(|other| Arc::ptr_eq(item, other));
        if !stays {
            element.remove();
        }
        stays
    });
    for (place, item) in items.iter().enumerate() {
        let here = |(there, _): &(Arc<Item>, Element)| Arc::ptr_eq(there, item);
        if shown.get(place).is_some_and(here) {
            continue;
        }
        let next = shown.get(place).map(|(_, next)| next.clone());
        let element = match shown.iter().position(here) {
            Some(old) => {
                let element = shown.remove(old).1;
                browser::place_before(list, &element, next.as_ref());
                Some(element)
            }
            None => browser::write_before(list, &write(item, key_of(item)).0, next.as_ref()),
        };
        if let Some(element) = element {
            shown.insert(place.min(shown.len()), (Arc::clone(item), element));
        }
    }
}

/// What an item is known by for as long as it is shown.
pub(in crate::app) fn key_of<Item>(item: &Arc<Item>) -> usize {
    Arc::as_ptr(item).addr()
}
