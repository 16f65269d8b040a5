//! `#/compare/ID`: a draft beside last year's report, a version, another draft, or a file.

use leptos::prelude::*;

use crate::app::browser;
use crate::app::desk::Desk;
use crate::app::erased::{live, pressed, start, watch};
use crate::app::incoming::{Purpose, usable};
use crate::app::part::{FileButton, SiteHeader};
use crate::report::write_compact_json;
use crate::store::Draft;

/// A report that can stand on either side: the key by which it is chosen, and what it is called.
type Choice = (String, String);

const DRAFT: &str = "draft";
const LAST: &str = "last";
const REVIEWED: &str = "reviewed";
const FILE: &str = "file";

/// The comparison.
#[component]
pub(in crate::app) fn ComparePage(
    /// The draft.
    id: String,
    /// What it is compared with at first.
    with: Option<String>,
) -> impl IntoView {
    browser::set_title("对比 · 公开");
    match Desk::here().drafts().open(&id) {
        Ok((draft, _)) => view! { <Sides id draft with/> }.into_any(),
        Err(error) => view! {
            <SiteHeader/>
            <main class="sheet">
                <h1>"打不开这份报告"</h1>
                <p>{error.to_string()}</p>
            </main>
        }
        .into_any(),
    }
}

#[component]
fn Sides(id: String, draft: Draft, with: Option<String>) -> impl IntoView {
    let desk = Desk::here();
    desk.compared.set(None);
    let title = draft.title();
    let back = format!("#/{}/{id}", if draft.round.reviewing { "review" } else { "edit" });
    let choices = choices(desk, &id, &draft);
    let known = |key: &String| choices.iter().any(|(other, _)| other == key);
    let first = with.filter(known).or_else(|| {
        let preferred = [LAST, REVIEWED].into_iter().map(str::to_owned);
        preferred.chain(choices.iter().map(|(key, _)| key.clone()).filter(|key| key != DRAFT)).find(known)
    });
    let before = RwSignal::new(first.unwrap_or_else(|| DRAFT.to_owned()));
    let now = RwSignal::new(DRAFT.to_owned());
    let choices = StoredValue::new(choices);
    let (id, draft) = (StoredValue::new(id), StoredValue::new_local(draft));
    // A file that has been read takes the left side.
    watch(move || {
        if desk.compared.with(Option::is_some) {
            before.set(FILE.to_owned());
        }
    });
    let all = move || {
        let mut all = choices.get_value();
        all.extend(desk.compared.get().map(|(name, _)| (FILE.to_owned(), name)));
        all
    };
    let shown = RwSignal::new(Err::<String, String>(String::new()));
    let asked = StoredValue::new(0_u32);
    watch(move || {
        let side = |key: String| {
            let report = id.with_value(|id| draft.with_value(|draft| report(desk, id, draft, &key)))?;
            let name = all().into_iter().find(|(other, _)| *other == key).map(|(_, name)| name);
            Some((name.unwrap_or_default(), report))
        };
        let (Some((before_name, before)), Some((now_name, now))) = (side(before.get()), side(now.get()))
        else {
            shown.set(Err("选中的报告已经不在了，请另选一份。".to_owned()));
            return;
        };
        asked.update_value(|asked| *asked += 1);
        let number = asked.get_value();
        let fields = vec![
            ("before", before.into()),
            ("now", now.into()),
            ("before_name", before_name.into()),
            ("now_name", now_name.into()),
        ];
        start(async move {
            let answer = desk.ask("compare", fields).await;
            // Only what was asked for last is shown, and only while somebody looks.
            if asked.try_get_value() == Some(number) {
                let _ = shown.try_set(answer);
            }
        });
    });
    let pick = move |side: RwSignal<String>, label: &'static str| {
        view! {
            <label>
                {label}
                <select
                    data-side=label
                    prop:value=move || side.get()
                    on:change=move |event| side.set(event_target_value(&event))
                >
                    {live(move || {
                        let chosen = side.get_untracked();
                        all()
                            .into_iter()
                            .map(|(key, name)| {
                                let selected = key == chosen;
                                view! { <option value=key selected=selected>{name}</option> }
                            })
                            .collect::<Vec<_>>()
                    })}
                </select>
            </label>
        }
    };
    view! {
        <SiteHeader/>
        <main class="sheet compare">
            <h1>"对比：" {title}</h1>
            <div class="sides no-print">
                {pick(before, "左边")}
                {pick(now, "右边")}
                <FileButton label="选文件来比" purpose=Purpose::Compare/>
                <button class="line" on:click=pressed(move |_| drop(window().print()))>"打印"</button>
                <a class="button plain" href=back>"回到报告"</a>
            </div>
            {live(move || match shown.get() {
                Ok(fragment) => view! { <div inner_html=fragment></div> }.into_any(),
                Err(sentence) if sentence.is_empty() => {
                    view! { <p role="status">"正在比较…"</p> }.into_any()
                }
                Err(sentence) => view! { <p class="failure" role="alert">{sentence}</p> }.into_any(),
            })}
        </main>
    }
}

/// What can be compared with: the draft, what is attached to it, its versions, and the other drafts.
fn choices(desk: Desk, id: &str, draft: &Draft) -> Vec<Choice> {
    let mut choices = vec![(DRAFT.to_owned(), "现在的内容".to_owned())];
    if let Some(last) = &draft.last_year {
        choices.push((LAST.to_owned(), format!("上年报告：{}", Draft::new(last.clone()).title())));
    }
    if !draft.round.reviewed_before.is_empty() {
        choices.push((REVIEWED.to_owned(), "上次审核的版本".to_owned()));
    }
    for version in desk.drafts().versions().list(id).iter().filter(|version| !version.damaged) {
        let name = if version.name.is_empty() { version.cause.label() } else { &version.name };
        let when = browser::date_and_time(version.at);
        choices.push((format!("v{}", version.number), format!("版本：{name}（{when}）")));
    }
    let others = desk.drafts().list().into_iter().filter_map(usable).filter(|(other, _)| other != id);
    choices
        .extend(others.map(|(other, draft)| (format!("d{other}"), format!("其他报告：{}", draft.title()))));
    choices
}

/// The report under a key, as JSON.
fn report(desk: Desk, id: &str, draft: &Draft, key: &str) -> Option<String> {
    let report = match key {
        DRAFT => Some(draft.report.clone()),
        LAST => draft.last_year.clone(),
        REVIEWED => return Some(draft.round.reviewed_before.clone()),
        FILE => desk.compared.get().map(|(_, report)| report),
        _ => match key.strip_prefix('v').and_then(|number| number.parse().ok()) {
            Some(number) => desk.drafts().versions().open(id, number).ok().map(|version| version.report),
            None => desk.drafts().open(key.strip_prefix('d')?).ok().map(|(draft, _)| draft.report),
        },
    };
    report.as_ref().map(write_compact_json)
}
