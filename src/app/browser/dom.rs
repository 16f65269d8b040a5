//! The document: finding places in it, bringing them into view, listening to it.

use std::ops::Range;

use leptos::prelude::{document, event_target_value, on_cleanup, window, window_event_listener_untyped};
use leptos::web_sys::{
    self, Element, Event, HtmlElement, HtmlInputElement, HtmlTextAreaElement, ScrollBehavior,
    ScrollIntoViewOptions, ScrollLogicalPosition,
};
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;

/// The element that stands for an address.
fn at(attribute: &str, path: &str) -> Option<Element> {
    // Addresses are made of letters, digits, dots and underscores: safe inside quotation marks.
    document().query_selector(&format!("[{attribute}=\"{path}\"]")).ok().flatten()
}

/// The input of a cell that can be typed in.
pub(in crate::app) fn input_at(path: &str) -> Option<HtmlInputElement> {
    at("data-cell", path)?.dyn_into().ok()
}

/// The text area of a prose.
fn text_area_at(path: &str) -> Option<HtmlTextAreaElement> {
    at("data-prose", path)?.dyn_into().ok()
}

/// Brings a cell, prose, section or field into view and puts the focus on it. Whether there is one.
pub(in crate::app) fn reveal(path: &str) -> bool {
    let place = at("data-cell", path)
        .or_else(|| at("data-prose", path))
        .or_else(|| at("data-field", path))
        .or_else(|| at("data-section", path));
    let Some(place) = place else { return false };
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Center);
    options.set_inline(ScrollLogicalPosition::Nearest);
    options.set_behavior(ScrollBehavior::Auto);
    if place.has_attribute("data-section") {
        options.set_block(ScrollLogicalPosition::Start);
    }
    place.scroll_into_view_with_scroll_into_view_options(&options);
    focus(&place);
    true
}

/// Moves the focus from the report to the findings, or back to the report.
pub(in crate::app) fn change_pane() {
    let among_findings = document()
        .active_element()
        .is_some_and(|element| element.closest(".findings").is_ok_and(|findings| findings.is_some()));
    let target = if among_findings { ".paper :is(input, textarea)" } else { ".findings button" };
    if let Some(element) = document().query_selector(target).ok().flatten() {
        focus(&element);
    }
}

/// Puts the focus on the first element within another that fits a selector.
pub(in crate::app) fn focus_within(element: &Element, selector: &str) {
    if let Some(inner) = element.query_selector(selector).ok().flatten() {
        focus(&inner);
    }
}

/// What was typed in the first text area within an element, without the white space around it.
pub(in crate::app) fn text_within(element: &Element) -> String {
    text_of(element, "textarea")
}

/// What was typed in a field within an element, without the white space around it.
pub(in crate::app) fn text_of(element: &Element, selector: &str) -> String {
    let area = element.query_selector(selector).ok().flatten().and_then(|area| area.dyn_into().ok());
    area.map_or_else(String::new, |area: HtmlTextAreaElement| area.value().trim().to_owned())
}

/// Empties a form.
pub(in crate::app) fn clear_form(form: &Element) {
    if let Some(form) = form.dyn_ref::<web_sys::HtmlFormElement>() {
        form.reset();
    }
}

/// Whether a box is ticked.
pub(in crate::app) fn is_checked(selector: &str) -> bool {
    let input = document().query_selector(selector).ok().flatten();
    input.and_then(|input| input.dyn_into::<HtmlInputElement>().ok()).is_some_and(|input| input.checked())
}

/// Puts text into an element, unless it is there.
pub(in crate::app) fn set_text(selector: &str, text: &str) {
    if let Some(element) = document().query_selector(selector).ok().flatten()
        && element.text_content().as_deref() != Some(text)
    {
        element.set_text_content(Some(text));
    }
}

/// Brings a form into view, with the focus on its first field or button.
pub(in crate::app) fn show_form(selector: &str) {
    if let Some(form) = document().query_selector(selector).ok().flatten() {
        form.scroll_into_view();
        focus_within(&form, "input, textarea, button");
    }
}

/// Puts the focus on an element without moving the page.
fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = element.focus_with_options(&options);
    }
}

/// The element that markup makes; nothing, if it makes none.
fn element_of(markup: &str) -> Option<Element> {
    let shell = document().create_element("div").ok()?;
    shell.set_inner_html(markup);
    shell.first_element_child()
}

/// Writes elements into another as markup, before one that is there or behind all. The last of them; nothing, if the
/// markup makes none.
pub(in crate::app) fn write_before(
    inside: &Element,
    markup: &str,
    next: Option<&Element>,
) -> Option<Element> {
    match next {
        Some(next) => {
            next.insert_adjacent_html("beforebegin", markup).ok()?;
            next.previous_element_sibling()
        }
        None => {
            inside.insert_adjacent_html("beforeend", markup).ok()?;
            inside.last_element_child()
        }
    }
}

/// Shows text in one of the elements within another that fit a selector.
pub(in crate::app) fn show_within(element: &Element, selector: &str, index: usize, text: &str) {
    let found = element.query_selector_all(selector).ok();
    let place = found.and_then(|found| found.item(u32::try_from(index).ok()?));
    if let Some(place) = place {
        show_text(place.unchecked_ref(), text);
    }
}

/// What a button folds out of a card; nothing, if it has just been folded away.
pub(in crate::app) fn unfolded(
    card: &Element,
    button: &Element,
    selector: &str,
    markup: &str,
) -> Option<Element> {
    let open = card.query_selector(selector).ok().flatten();
    let _ = button.set_attribute("aria-expanded", if open.is_none() { "true" } else { "false" });
    if let Some(open) = open {
        open.remove();
        return None;
    }
    let made = element_of(markup)?;
    place_before(card, &made, None);
    Some(made)
}

/// Puts an element into another, before one that is there or behind all.
pub(in crate::app) fn place_before(inside: &Element, element: &Element, next: Option<&Element>) {
    let next: Option<&web_sys::Node> = next.map(AsRef::as_ref);
    let _ = inside.insert_before(element, next);
}

/// The nearest element at or around what an event happened to that fits a selector.
pub(in crate::app) fn around(event: &Event, selector: &str) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest(selector).ok().flatten()
}

/// Marks the cells of a table that belong to the selected block.
pub(in crate::app) fn mark_selected(table: &Element, belongs: impl Fn(&str) -> bool) {
    let Ok(cells) = table.query_selector_all("[data-cell]") else { return };
    for index in 0..cells.length() {
        let Some(cell) = cells.item(index).and_then(|node| node.dyn_into::<Element>().ok()) else { continue };
        let selected = cell.get_attribute("data-cell").is_some_and(|path| belongs(&path));
        if let Some(cell) = cell.parent_element() {
            let _ = cell.class_list().toggle_with_force("selected", selected);
        }
    }
}

/// The cells of a table or of the whole page, each with what stands in its box for it.
fn boxes(inside: &Element) -> Vec<(String, Element, Element)> {
    let mut boxes = Vec::new();
    let Ok(cells) = inside.query_selector_all("[data-cell]") else { return boxes };
    for index in 0..cells.length() {
        let Some(cell) = cells.item(index).and_then(|node| node.dyn_into::<Element>().ok()) else { continue };
        if let (Some(path), Some(around)) = (cell.get_attribute("data-cell"), cell.parent_element()) {
            boxes.push((path, cell, around));
        }
    }
    boxes
}

/// The cells of a table, each with its address.
pub(in crate::app) fn cells_within(table: &Element) -> Vec<(String, Element)> {
    boxes(table).into_iter().map(|(path, cell, _)| (path, cell)).collect()
}

/// The boxes of the balance line of a table.
pub(in crate::app) fn balances_within(table: &Element) -> Vec<Element> {
    let Ok(found) = table.query_selector_all("[data-balance]") else { return Vec::new() };
    (0..found.length()).filter_map(|index| found.item(index)?.dyn_into().ok()).collect()
}

/// Shows text in an element that holds nothing else. The node that bears it is kept: a new one costs several times more.
pub(in crate::app) fn show_text(element: &Element, text: &str) {
    match element.first_child() {
        Some(node) => node.set_node_value(Some(text)),
        None => element.set_text_content(Some(text)),
    }
}

/// Shows what is said of a cell.
pub(in crate::app) fn show_state(cell: &Element, state: Option<&str>, invalid: bool) {
    let put = |element: &Element, name: &str, value: Option<&str>| match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
    if let Some(around) = cell.parent_element() {
        let _ = put(&around, "data-state", state);
    }
    let _ = put(cell, "aria-invalid", invalid.then_some("true"));
}

/// Puts last year's figures under this year's in a table, or takes them away.
pub(in crate::app) fn show_last_year(table: &Element, figure: impl Fn(&str) -> Option<String>) {
    for (path, cell, around) in boxes(table) {
        if let Some(old) = around.query_selector("[data-last]").ok().flatten() {
            old.remove();
            let _ = cell.remove_attribute("aria-describedby");
        }
        let Some(figure) = figure(&path) else { continue };
        let Ok(last) = document().create_element("small") else { continue };
        let id = format!("last-{path}");
        last.set_id(&id);
        let _ = last.set_attribute("data-last", &path);
        last.set_text_content(Some(&format!("上年 {figure}")));
        place_before(&around, &last, None);
        let _ = cell.set_attribute("aria-describedby", &id);
    }
}

/// Marks the cells that have comments, with how many.
pub(in crate::app) fn mark_commented(comments: impl Fn(&str) -> Option<u64>) {
    let Some(page) = document().document_element() else { return };
    for (path, _, around) in boxes(&page) {
        let _ = match comments(&path) {
            Some(number) => around.set_attribute("data-comments", &number.to_string()),
            None => around.remove_attribute("data-comments"),
        };
    }
}

/// Chooses words of a prose in its text area (bytes of the prose's text).
pub(in crate::app) fn select_words(path: &str, text: &str, words: &Range<usize>) {
    let units = |text: &str| u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX);
    if let (Some(before), Some(words), Some(area)) =
        (text.get(..words.start), text.get(words.clone()), text_area_at(path))
    {
        let start = units(before);
        let _ = area.set_selection_range(start, start + units(words));
    }
}

/// The words of a prose that are chosen in its text area (bytes of the prose's text); nothing where none are.
pub(in crate::app) fn selected_words(path: &str, text: &str) -> Option<Range<usize>> {
    let area = text_area_at(path)?;
    let (start, end) = (area.selection_start().ok()??, area.selection_end().ok()??);
    let byte = |unit: u32| {
        let mut units = 0;
        let at = text.char_indices().find(|(_, c)| {
            let here = units >= unit;
            units += u32::try_from(c.len_utf16()).unwrap_or(1);
            here
        });
        at.map_or(text.len(), |(at, _)| at)
    };
    (start < end).then(|| byte(start)..byte(end))
}

/// Has links within a framed page lead to their places in it. The frame's page has no address of its own, so they
/// would lead elsewhere, and runs no script that could do it itself.
pub(in crate::app) fn follow_links_within(frame: &web_sys::HtmlIFrameElement) {
    let Some(page) = frame.content_document() else { return };
    let clicked = Closure::<dyn Fn(Event)>::new({
        let page = page.clone();
        move |event: Event| {
            // Another window's element is none of this window's kind, and so cannot be asked whether it is one.
            let target = event.target().map(wasm_bindgen::JsCast::unchecked_into::<Element>);
            let link = target.and_then(|target| target.closest("a[href^='#']").ok().flatten());
            let Some(href) = link.and_then(|link| link.get_attribute("href")) else { return };
            event.prevent_default();
            if let Some(place) = page.get_element_by_id(href.trim_start_matches('#')) {
                place.scroll_into_view();
            }
        }
    });
    let _ = page.add_event_listener_with_callback("click", clicked.into_js_value().unchecked_ref());
}

/// What an input holds after an event of typing; nothing while an input method has not made up its mind, for
/// then the text is not the user's yet.
pub(in crate::app) fn typed_text(event: &Event) -> Option<String> {
    let composing = event.dyn_ref::<web_sys::InputEvent>().is_some_and(web_sys::InputEvent::is_composing);
    (!composing).then(|| event_target_value(event))
}

/// Names the window.
pub(in crate::app) fn set_title(title: &str) {
    document().set_title(title);
}

/// Takes a frame off the screen without keeping it from being printed.
pub(in crate::app) fn hide(frame: &HtmlElement) {
    frame.set_class_name("unseen");
}

/// Tells whoever waits that the page can be used.
pub(in crate::app) fn announce_ready() {
    if let Some(body) = document().body() {
        let _ = body.set_attribute("data-ready", "true");
    }
    if let Some(performance) = window().performance() {
        let _ = performance.mark("ready");
    }
}

/// Listens to an event of the window for as long as the component lives that calls this.
pub(in crate::app) fn listen(event: &str, heard: impl Fn(Event) + 'static) {
    let handle = window_event_listener_untyped(event, heard);
    on_cleanup(move || handle.remove());
}

/// Has the browser ask before the page is left.
pub(in crate::app) fn block_leaving(event: &Event) {
    event.prevent_default();
}
