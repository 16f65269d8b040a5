//! What the checks found, by section, each with a jump, its fixes, and room for a reason.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;

use crate::app::browser;
use crate::app::desk::Desk;
use crate::app::editor::{Editor, is_finding};
use crate::check::{Finding, Look, Place, Rule, Severity};
use crate::form::Section;

/// On a narrow screen the findings lie over the report; going to a place puts them away.
#[derive(Clone, Copy)]
pub(in crate::app) struct Drawer(pub(in crate::app) RwSignal<bool>);

impl Drawer {
    fn here() -> Self {
        use_context().unwrap_or_else(|| Self(RwSignal::new(false)))
    }

    /// Shows the report, and goes there: what is not on screen cannot be scrolled to, and the findings only make
    /// way with the next frame.
    fn then(self, go: impl FnOnce() + 'static) {
        if self.0.get_untracked() {
            self.0.set(false);
            request_animation_frame(go);
        } else {
            go();
        }
    }
}

/// The findings.
#[component]
pub(in crate::app) fn Findings(
    /// The open draft.
    editor: Editor,
) -> impl IntoView {
    let only = RwSignal::new(None::<Severity>);
    let counts = editor.board.counts();
    let count = move |severity: Option<Severity>| {
        let counts = counts.get();
        severity.map_or_else(|| counts.iter().sum::<usize>(), |severity| counts[severity as usize])
    };
    let chip = move |severity: Option<Severity>| {
        let label = severity.map_or("全部", Severity::label);
        view! {
            <button
                class="chip"
                aria-pressed=move || (only.get() == severity).to_string()
                on:click=move |_| only.set(severity)
            >
                {label}
                " "
                {move || count(severity)}
            </button>
        }
    };
    view! {
        <aside class="findings" aria-label="核对结果">
            <h2>"核对结果"</h2>
            <Notices editor/>
            <div class="chips">
                {chip(None)}
                {[Severity::Error, Severity::Warning, Severity::Hint].map(|severity| chip(Some(severity))).into_iter().collect::<Vec<_>>()}
            </div>
            <FixAll editor/>
            {move || {
                (count(None) == 0).then(|| view! { <p class="empty">"没有发现问题。"</p> })
            }}
            {Section::ALL.into_iter().map(|section| group(editor, section, only)).collect::<Vec<_>>()}
        </aside>
    }
}

/// A button for each rule whose findings can be put right together; one step to undo.
#[component]
fn FixAll(editor: Editor) -> impl IntoView {
    move || {
        let together = editor.board.together().get().into_iter();
        together
            .map(|(code, number)| {
                let title = crate::check::rule(code).map_or("", |rule| rule.title);
                let fix = move |_| {
                    if let Some(fix) = editor.board.fix_all(code) {
                        editor.fix(&fix);
                    }
                };
                view! {
                    <button class="line fix-all" data-fix-all=code on:click=fix>
                        {format!("{title}：{number} 处一起改")}
                    </button>
                }
            })
            .collect::<Vec<_>>()
    }
}

/// The findings of one section. What is found again is the same finding and keeps its elements: a key typed
/// elsewhere leaves them alone.
fn group(editor: Editor, section: Section, only: RwSignal<Option<Severity>>) -> impl IntoView {
    let findings = editor.board.section(section).findings;
    let here = move || {
        let mut here = findings.get();
        here.retain(|finding| only.get().is_none_or(|only| finding.severity == only));
        here
    };
    view! {
        <Show when=move || !here().is_empty()>
            <h3>{section.short()}</h3>
        </Show>
        <For each=here key=|finding| Arc::as_ptr(finding).addr() let:finding>
            <Card editor finding/>
        </For>
    }
}

#[component]
fn Card(editor: Editor, finding: Arc<Finding>) -> impl IntoView {
    let edition = editor.form();
    let rule = finding.rule;
    let path = finding.place.path(edition);
    let drawer = Drawer::here();
    let explaining = RwSignal::new(false);
    let fixes = finding
        .fixes
        .iter()
        .cloned()
        .map(|fix| {
            let label = fix.label.clone();
            let finding = finding.clone();
            let fix = move |_| {
                editor.fix(&fix);
                // The finding goes, and the focus with it: on to the place that was put right.
                let finding = finding.clone();
                drawer.then(move || jump(editor, &finding, false));
            };
            view! { <button class="line" data-fix on:click=fix>{label}</button> }
        })
        .collect::<Vec<_>>();
    let jump = {
        let finding = finding.clone();
        move |_| {
            let finding = finding.clone();
            drawer.then(move || jump(editor, &finding, true));
        }
    };
    let explained = finding.explained.clone().map(|reason| {
        let finding = finding.clone();
        view! {
            <p class="reason">
                "已说明：" {reason} " "
                <button class="plain" on:click=move |_| editor.explain(&finding, None)>"取消说明"</button>
            </p>
        }
    });
    let seen_to = matches!(rule.look, Look::Import).then(|| {
        let finding = finding.clone();
        view! { <button class="line" on:click=move |_| editor.dismiss(&finding)>"已核对"</button> }
    });
    let carry = (rule.code == "P02").then(|| {
        view! { <button class="line" data-fix on:click=move |_| editor.carry_over()>"数据带入新版表格"</button> }
    });
    let can_explain = finding.severity == Severity::Warning && finding.explained.is_none();
    view! {
        <article
            class="finding"
            class:explained=finding.explained.is_some()
            data-finding=rule.code
            data-severity=finding.severity.key()
            data-place=path
        >
            <p class="top">
                <b>{finding.severity.label()} " " {rule.code}</b>
                " "
                {finding.place.name(edition)}
            </p>
            <p class="what">{rule.title}</p>
            <p class="sum">{finding.message.clone()}</p>
            {explained}
            <div class="do">
                <button class="line" on:click=jump>"转到"</button>
                {fixes}
                {seen_to}
                {carry}
                {can_explain
                    .then(|| {
                        view! {
                            <button
                                class="plain"
                                aria-expanded=move || explaining.get().to_string()
                                on:click=move |_| explaining.update(|open| *open = !*open)
                            >
                                "说明原因"
                            </button>
                        }
                    })}
            </div>
            {can_explain
                .then(|| {
                    let finding = finding.clone();
                    move || explaining.get().then(|| view! { <Reason editor finding=finding.clone()/> })
                })}
            <Guidance rule/>
        </article>
    }
}

/// What the rule checks and why. Few are ever opened, so the words are put in when one is.
#[component]
fn Guidance(rule: &'static Rule) -> impl IntoView {
    let opened = RwSignal::new(false);
    let desk = Desk::here();
    let told = move |key: &'static str| move || desk.guide(rule.code, key);
    let open = move |_| {
        desk.fetch_guides();
        opened.set(true);
    };
    view! {
        <details on:toggle=open>
            <summary>"规则说明"</summary>
            {move || {
                opened
                    .get()
                    .then(|| {
                        view! {
                            <p>{told("checks")}</p>
                            <p>{told("why")}</p>
                            <p>"怎么改：" {told("remedy")}</p>
                            <p><a href=format!("#/rules/{}", rule.code)>"全部规则"</a></p>
                        }
                    })
            }}
        </details>
    }
}

#[component]
fn Reason(editor: Editor, finding: Arc<Finding>) -> impl IntoView {
    let reason = RwSignal::new(String::new());
    let keep = move |event: SubmitEvent| {
        event.prevent_default();
        let text = reason.get_untracked().trim().to_owned();
        if !text.is_empty() {
            editor.explain(&finding, Some(text));
        }
    };
    view! {
        <form class="fields" on:submit=keep>
            <label>
                "为什么可以这样（给审核人看，不会公布）"
                <textarea
                    rows="2"
                    autofocus=true
                    prop:value=move || reason.get()
                    on:input=move |event| reason.set(event_target_value(&event))
                ></textarea>
            </label>
            <div class="do">
                <button class="line" type="submit">"保存说明"</button>
            </div>
        </form>
    }
}

/// Goes to the place of a finding, and marks the words it is about.
fn jump(editor: Editor, finding: &Finding, mark: bool) {
    let edition = editor.form();
    let path = match &finding.place {
        Place::Cell(id) => {
            let cell = edition.cell(*id);
            cell.path.clone()
        }
        Place::Table(section) => first_blank(editor, *section).unwrap_or_else(|| section.key().to_owned()),
        Place::Overview => Section::Overview.key().to_owned(),
        other => other.path(edition),
    };
    browser::reveal(&path);
    if let Place::Prose(prose, Some(range)) = &finding.place
        && mark
    {
        let units = |text: &str| u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX);
        editor.with(|report| {
            let text = report.narrative.get(*prose);
            if let (Some(before), Some(words), Some(area)) =
                (text.get(..range.start), text.get(range.clone()), browser::text_area_at(prose.path()))
            {
                let start = units(before);
                let _ = area.set_selection_range(start, start + units(words));
            }
        });
    }
}

fn first_blank(editor: Editor, section: Section) -> Option<String> {
    let table = section.table_key().and_then(|key| editor.form().table(key))?;
    let cells = &editor.form().cells[table.cells.clone()];
    editor.with(|report| {
        cells
            .iter()
            .find(|cell| !cell.is_total() && report.figures.get(cell.id).is_blank())
            .map(|cell| cell.path.clone())
    })
}

/// What the import had to say, until it is put away.
#[component]
fn Notices(editor: Editor) -> impl IntoView {
    let drawer = Drawer::here();
    let desk = Desk::here();
    move || {
        let mut notices = editor.notices.get();
        notices.retain(|notice| !is_finding(notice));
        (!notices.is_empty()).then(|| {
            view! {
                <details class="notices" open=true>
                    <summary>"导入说明（" {notices.len()} "）"</summary>
                    <ul>
                        {notices
                            .into_iter()
                            .map(|notice| {
                                let place = notice.place.clone();
                                view! {
                                    <li data-notice=notice.code>
                                        {notice.text}
                                        {(!place.is_empty())
                                            .then(|| {
                                                view! {
                                                    " "
                                                    <button
                                                        class="plain"
                                                        on:click=move |_| {
                                                            let place = place.clone();
                                                            drawer
                                                                .then(move || {
                                                                    browser::reveal(&place);
                                                                });
                                                        }
                                                    >
                                                        "转到"
                                                    </button>
                                                }
                                            })}
                                    </li>
                                }
                            })
                            .collect::<Vec<_>>()}
                    </ul>
                    {(desk.original_of.get() == Some(editor.id()))
                        .then(|| {
                            view! {
                                <button class="line" on:click=move |_| desk.comparing.set(true)>"对照原文"</button>
                            }
                        })}
                    <button class="line" on:click=move |_| editor.dismiss_notices()>"看过了，收起"</button>
                </details>
            }
        })
    }
}
