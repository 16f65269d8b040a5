//! `#/edit/ID`: outline, report and findings.

use leptos::prelude::*;
use leptos::web_sys::{FocusEvent, KeyboardEvent};
use wasm_bindgen::JsCast as _;

use crate::app::browser;
use crate::app::desk::Desk;
use crate::app::editor::Editor;
use crate::app::erased::{live, pressed, watch};
use crate::app::part::{
    Drawer, Findings, FormTable, HeadFields, LastYear, Outline, Pictures, Preview, ProseField, SiteHeader,
    Toolbar, Versions, print,
};
use crate::form::{Prose, Section};
use crate::store::{Draft, Round};

/// The editor of one draft.
#[component]
pub(in crate::app) fn EditPage(
    /// The draft.
    id: String,
    /// Whether what is said of it is on screen at first.
    review: bool,
) -> impl IntoView {
    match Editor::open(&id) {
        Ok(editor) => {
            if review {
                editor.show_review.set(true);
            }
            view! { <Workbench editor/> }.into_any()
        }
        Err(error) => view! {
            <SiteHeader/>
            <main class="sheet">
                <h1>"打不开这份报告"</h1>
                <p>{error.to_string()}</p>
                <p><a href="#/">"回到报告列表"</a></p>
            </main>
        }
        .into_any(),
    }
}

#[component]
fn Workbench(editor: Editor) -> impl IntoView {
    let desk = Desk::here();
    desk.editor.set(Some(editor));
    desk.deliver_what_waits(editor);
    on_cleanup(move || {
        editor.save_now();
        if let Some(open) = desk.editor.try_get_untracked().flatten()
            && open.is(editor)
        {
            desk.editor.set(None);
        }
    });
    keep_safe(editor);
    let previewing = RwSignal::new(false);
    let picturing = RwSignal::new(false);
    let remembering = RwSignal::new(false);
    let current = RwSignal::new(Section::Intro);
    let showing_findings = RwSignal::new(false);
    provide_context(Drawer(showing_findings));
    watch(move || {
        let title = editor.head.with(|_| editor.draft().title());
        browser::set_title(&format!("{title} · 公开"));
    });
    let errors = move || editor.board.readiness().get().missing();
    view! {
        <div class="workbench" class:showing-findings=move || showing_findings.get() on:keydown=move |event| keys(editor, desk, &event)>
            <Toolbar editor previewing picturing remembering/>
            <Outline editor current/>
            <main class="desk" on:focusin=move |event| follow(editor, current, &event)>
                {editor.reviewing.then(|| received(editor))}
                <HeadFields editor/>
                <LastYear editor/>
                {live(move || {
                    // Another edition has other cells: the report is laid out anew.
                    editor.edition.track();
                    view! { <Paper editor/> }
                })}
            </main>
            <Findings editor/>
            <button
                class="main show-findings"
                aria-expanded=move || showing_findings.get().to_string()
                on:click=pressed(move |_| showing_findings.update(|showing| *showing = !*showing))
            >
                {live(move || {
                    if showing_findings.get() { "返回报告".to_owned() } else { format!("核对结果 {}", errors()) }
                })}
            </button>
        </div>
        <Preview editor open=previewing/>
        <Pictures editor open=picturing/>
        <Versions editor open=remembering/>
    }
}

/// What a reviewer should know of a report that was sent here.
fn received(editor: Editor) -> impl IntoView {
    let desk = Desk::here();
    let by = editor.with_round(|round| round.sent_by.clone());
    let compare = format!("#/compare/{}", editor.id());
    let before = editor.with_round(|round| !round.reviewed_before.is_empty());
    let copy = move |_| {
        let draft = editor.draft();
        let title = format!("{} 副本", draft.title());
        desk.open_as_new(&Draft { name: title, round: Round::default(), ..draft });
    };
    view! {
        <div class="received" role="note">
            <p>
                {format!("这是“{by}”送审的报告，在这里只能看和写意见，不能改。点一格或选中文字，在右边写意见；写完后点“导出审核意见”，把文件发回去。")}
            </p>
            <div class="do">
                {before
                    .then(|| {
                        view! { <a class="button line" href=format!("{compare}/reviewed")>"与上次审核的版本对比"</a> }
                    })}
                <button class="plain" on:click=copy>"另存为可以修改的副本"</button>
            </div>
        </div>
    }
}

#[component]
fn Paper(editor: Editor) -> impl IntoView {
    let title = move || {
        editor.head.track();
        editor.with(crate::report::Report::title)
    };
    view! {
        <article class="paper">
            <h1>{title}</h1>
            {Section::ALL.into_iter().map(|section| part(editor, section)).collect::<Vec<_>>()}
        </article>
    }
}

fn part(editor: Editor, section: Section) -> impl IntoView {
    let several = section.prose().count() > 1;
    view! {
        <section data-section=section.key() tabindex="-1">
            {(section != Section::Intro).then(|| view! { <h2>{section.heading()}</h2> })}
            {section
                .prose()
                .enumerate()
                .map(|(index, prose)| {
                    view! {
                        {several.then(|| view! { <h3>{format!("（{}）{}", ORDINALS[index], prose.label())}</h3> })}
                        <ProseField editor prose hint=hint(prose)/>
                    }
                })
                .collect::<Vec<_>>()}
            <FormTable editor section/>
        </section>
    }
}

const ORDINALS: [&str; 5] = ["一", "二", "三", "四", "五"];

/// What the notice asks for, said while nothing is written.
const fn hint(prose: Prose) -> &'static str {
    match prose {
        Prose::Intro => "导语（可不写）：编制依据、统计期限、联系方式。",
        Prose::Proactive => "主动公开了哪些政府信息，重点领域公开、政策解读等情况。",
        Prose::OnRequest => "收到和办理申请的情况，数字应与第三部分的表格一致。",
        Prose::Management => "政府信息的制作、公开属性、目录、清理等管理情况。",
        Prose::Platform => "网站专栏、公报、查阅点等平台建设情况。",
        Prose::Supervision => "监督检查、培训、考核、社会评议、责任追究结果。",
        Prose::Problems => "写明具体问题和改进措施，不要与往年雷同。",
        Prose::Other => "须写明本年度收取信息处理费的情况（收了多少，或没有收取）。",
    }
}

/// Nothing may be lost when the page goes: what is not saved yet is saved as it is hidden or left.
fn keep_safe(editor: Editor) {
    browser::listen("visibilitychange", move |_| editor.save_now());
    browser::listen("pagehide", move |_| editor.save_now());
    browser::listen("beforeunload", move |event| {
        editor.save_now();
        if editor.is_unsaved() {
            browser::block_leaving(&event);
        }
    });
}

/// Ctrl+Z and Ctrl+Y take back and repeat steps of the report, wherever the focus is within it; Ctrl+P prints the report
/// and not the page around it; F6 goes from the
/// report to the findings and back, as between the panes of a window.
fn keys(editor: Editor, desk: Desk, event: &KeyboardEvent) {
    if event.key() == "F6" {
        browser::change_pane();
        event.prevent_default();
        return;
    }
    if !(event.ctrl_key() || event.meta_key()) || event.alt_key() || event.is_composing() {
        return;
    }
    // A field that is not the report's has steps of its own.
    let foreign = event
        .target()
        .and_then(|target| target.dyn_into::<leptos::web_sys::Element>().ok())
        .is_some_and(|field| field.closest(".findings form").is_ok_and(|form| form.is_some()));
    if foreign {
        return;
    }
    match (event.key().to_ascii_lowercase().as_str(), event.shift_key()) {
        ("z", false) => editor.undo(),
        ("y", false) | ("z", true) => editor.redo(),
        ("s", false) => editor.save_now(),
        ("p", false) => print(desk, editor),
        _ => return,
    }
    event.prevent_default();
}

/// The outline shows the section that holds the focus.
fn follow(editor: Editor, current: RwSignal<Section>, event: &FocusEvent) {
    let place = ["data-cell", "data-prose", "data-field"].into_iter().find_map(|attribute| {
        browser::around(event, &format!("[{attribute}]")).and_then(|element| element.get_attribute(attribute))
    });
    if place.is_some() {
        editor.focused.set(place);
    }
    let key = event
        .target()
        .and_then(|target| target.dyn_into::<leptos::web_sys::Element>().ok())
        .and_then(|element| element.closest("[data-section]").ok().flatten())
        .and_then(|section| section.get_attribute("data-section"));
    let section = Section::ALL.into_iter().find(|section| key.as_deref() == Some(section.key()));
    if let Some(section) = section.filter(|section| *section != current.get_untracked()) {
        current.set(section);
    }
}
