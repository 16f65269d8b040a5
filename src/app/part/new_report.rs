//! 新建报告: who, which kind, which year.

use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;

use super::Dialog;
use crate::app::browser;
use crate::app::desk::Desk;
use crate::report::{Agency, AgencyKind, Report};
use crate::store::Draft;

/// The dialog that begins a report.
#[component]
pub(in crate::app) fn NewReport(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <Dialog open close=move || open.set(false) title="新建报告">
            <Form/>
        </Dialog>
    }
}

#[component]
fn Form() -> impl IntoView {
    let desk = Desk::here();
    let today = browser::today();
    // Reports are written from the last weeks of the year they are about until the next spring.
    let this_year = u16::try_from(today.year()).unwrap_or(2025);
    let likely = if today.month() >= 11 { this_year } else { this_year - 1 };
    let name = RwSignal::new(String::new());
    let kind = RwSignal::new(AgencyKind::Department);
    let chosen = RwSignal::new(false);
    let year = RwSignal::new(likely.to_string());
    let create = move |event: SubmitEvent| {
        event.prevent_default();
        match parse_year(&year.get_untracked()) {
            Some(year) => {
                let agency =
                    Agency { name: name.get_untracked().trim().to_owned(), kind: kind.get_untracked() };
                desk.open_as_new(&Draft::new(Report::new(agency, year)));
            }
            None => desk.fail("年份应为四位数字，例如 2025。"),
        }
    };
    view! {
        <form class="fields" on:submit=create>
            <label>
                "单位名称"
                <input
                    type="text"
                    autofocus=true
                    placeholder="例如：云川县水务局"
                    prop:value=move || name.get()
                    on:input=move |event| {
                        name.set(event_target_value(&event));
                        if !chosen.get_untracked() {
                            kind.set(AgencyKind::guess(&name.get_untracked()));
                        }
                    }
                />
            </label>
            <label>
                "单位类别"
                <select
                    prop:value=move || kind.get().key()
                    on:change=move |event| {
                        chosen.set(true);
                        kind.set(AgencyKind::from_key(&event_target_value(&event)).unwrap_or_default());
                    }
                >
                    {AgencyKind::ALL
                        .map(|kind| view! { <option value=kind.key()>{kind.label()}</option> })
                        .into_iter()
                        .collect::<Vec<_>>()}
                </select>
            </label>
            <label>
                "报告年度"
                <input
                    type="text"
                    inputmode="numeric"
                    prop:value=move || year.get()
                    on:input=move |event| year.set(event_target_value(&event))
                />
            </label>
            <p class="quiet">
                "报告年度是数据所属的年份：2026 年 1 月公布的是 2025 年度的报告。"
            </p>
            <div class="do">
                <button class="main" type="submit">"开始填写"</button>
            </div>
        </form>
    }
}

/// A year as typed: four digits, full-width ones too, 年 allowed.
pub(in crate::app) fn parse_year(text: &str) -> Option<u16> {
    let text = text.trim().trim_end_matches("年度").trim_end_matches('年');
    let year = crate::report::Entry::typed(text).count()?;
    u16::try_from(year).ok().filter(|year| (2008..=2100).contains(year))
}
