//! Who reports on which year: the fields above the report.

use leptos::prelude::*;
use leptos::web_sys::Event;

use super::new_report::parse_year;
use crate::app::browser;
use crate::app::desk::Desk;
use crate::app::editor::Editor;
use crate::edit::Edit;
use crate::report::{Agency, AgencyKind, Period};

/// The fields.
#[component]
pub(in crate::app) fn HeadFields(
    /// The open draft.
    editor: Editor,
) -> impl IntoView {
    let desk = Desk::here();
    let head = editor.head;
    let name = move |event: &Event| {
        let Some(name) = browser::typed_text(event) else { return };
        let kind = head.with_untracked(|head| head.agency.kind);
        editor.type_head(Edit::Agency(Agency { name, kind }));
    };
    let kind = move |event| {
        editor.change_kind(AgencyKind::from_key(&event_target_value(&event)).unwrap_or_default());
    };
    let year = move |event| match parse_year(&event_target_value(&event)) {
        Some(year) => editor.change_year(year),
        None => {
            desk.fail("年份应为四位数字，例如 2025。");
            head.notify();
        }
    };
    let from = move |event: &Event| {
        let Some(from) = browser::typed_text(event) else { return };
        let to = head.with_untracked(|head| head.period.to.clone());
        editor.type_head(Edit::Period(Period { from, to }));
    };
    let to = move |event: &Event| {
        let Some(to) = browser::typed_text(event) else { return };
        let from = head.with_untracked(|head| head.period.from.clone());
        editor.type_head(Edit::Period(Period { from, to }));
    };
    view! {
        <fieldset class="head-fields" aria-label="报告基本信息" disabled=editor.reviewing>
            <label class="name">
                "单位名称"
                <input
                    type="text"
                    data-field="agency.name"
                    prop:value=move || head.with(|head| head.agency.name.clone())
                    on:input=move |event| name(&event)
                    on:compositionend=move |event| name(&event)
                />
            </label>
            <label>
                "单位类别"
                <select
                    data-field="agency.kind"
                    prop:value=move || head.with(|head| head.agency.kind.key())
                    on:change=kind
                >
                    {AgencyKind::ALL
                        .into_iter()
                        .map(|kind| view! { <option value=kind.key()>{kind.label()}</option> })
                        .collect::<Vec<_>>()}
                </select>
            </label>
            <label class="year">
                "报告年度"
                <input
                    type="text"
                    inputmode="numeric"
                    data-field="year"
                    prop:value=move || head.with(|head| head.year.to_string())
                    on:change=year
                />
            </label>
            <label class="day">
                "统计期限 自"
                <input
                    type="text"
                    data-field="period"
                    prop:value=move || head.with(|head| head.period.from.clone())
                    on:input=move |event| from(&event)
                    on:compositionend=move |event| from(&event)
                />
            </label>
            <label class="day">
                "至"
                <input
                    type="text"
                    prop:value=move || head.with(|head| head.period.to.clone())
                    on:input=move |event| to(&event)
                    on:compositionend=move |event| to(&event)
                />
            </label>
        </fieldset>
    }
}
