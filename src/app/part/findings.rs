//! What the checks found, by section, each with a jump, its fixes, and room for a reason.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::{Element, Event, SubmitEvent};
use maud::Markup;

use super::review::{Remarks, Tabs};
use crate::app::browser;
use crate::app::cards::{CARRY, EXPLAIN, FIX, GO, SEEN, TAKE_BACK, TELL};
use crate::app::desk::Desk;
use crate::app::editor::{Editor, is_finding};
use crate::app::erased::{live, pressed, watch};
use crate::check::{Finding, Place, Rule, Severity};
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
    let cards = NodeRef::<html::Div>::new();
    watch(move || {
        if let Some(panel) = cards.get() {
            editor.board.attach(&panel, editor.form());
        }
    });
    let counts = editor.board.counts();
    let count = move |severity: Option<Severity>| {
        severity.map_or_else(
            || counts.iter().map(Get::get).sum::<usize>(),
            |severity| counts[severity as usize].get(),
        )
    };
    let chip = move |severity: Option<Severity>| {
        let label = severity.map_or("全部", Severity::label);
        view! {
            <button
                class="chip"
                aria-pressed=move || (only.get() == severity).to_string()
                on:click=pressed(move |_| {
                    only.set(severity);
                    editor.board.show_only(severity, editor.form());
                })
            >
                {label}
                " "
                {live(move || count(severity))}
            </button>
        }
    };
    let (drawer, desk) = (Drawer::here(), Desk::here());
    view! {
        <aside
            class="findings"
            aria-label="核对结果"
            on:click=pressed(move |event| done(editor, drawer, desk, &event))
            on:submit=move |event| reason_given(editor, &event)
        >
            <Tabs editor/>
            <div hidden=move || !editor.show_review.get()><Remarks editor/></div>
            <div class="found" hidden=move || editor.show_review.get()>
            <Notices editor/>
            <div class="chips">
                {chip(None)}
                {[Severity::Error, Severity::Warning, Severity::Hint].map(|severity| chip(Some(severity))).into_iter().collect::<Vec<_>>()}
            </div>
            <FixAll editor/>
            {live(move || {
                (count(None) == 0).then(|| view! { <p class="empty">"没有发现问题。"</p> })
            })}
            <div node_ref=cards></div>
            </div>
        </aside>
    }
}

/// A button for each rule whose findings can be put right together; one step to undo.
#[component]
fn FixAll(editor: Editor) -> impl IntoView {
    move || {
        let together = editor.board.together().get().into_iter();
        together
            .filter(move |_| !editor.reviewing)
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

/// Does what a button of a card says.
fn done(editor: Editor, drawer: Drawer, desk: Desk, event: &Event) {
    let Some((finding, card)) = finding_of(editor, event) else { return };
    let Some(button) = browser::around(event, "[data-do]") else { return };
    match button.get_attribute("data-do").unwrap_or_default().as_str() {
        GO => drawer.then(move || jump(editor, &finding, true)),
        FIX => {
            let index: Option<usize> = button.get_attribute("data-fix").and_then(|index| index.parse().ok());
            if let Some(fix) = index.and_then(|index| finding.fixes.get(index)) {
                editor.fix(fix);
                // The finding goes, and the focus with it: on to the place that was put right.
                drawer.then(move || jump(editor, &finding, false));
            }
        }
        SEEN => editor.dismiss(&finding),
        CARRY => editor.carry_over(),
        EXPLAIN => {
            if let Some(form) = browser::unfolded(&card, &button, "form", &reason_form().0) {
                browser::focus_within(&form, "textarea");
            }
        }
        TELL => {
            if let Some(place) = browser::unfolded(&card, &button, ".guide", "<div class=\"guide\"></div>") {
                tell(desk, finding.rule, place);
            }
        }
        TAKE_BACK => editor.explain(&finding, None),
        _ => {}
    }
}

/// The card in which something happened, and its finding.
fn finding_of(editor: Editor, event: &Event) -> Option<(Arc<Finding>, Element)> {
    let card = browser::around(event, "[data-finding]")?;
    let key = card.get_attribute("data-key")?.parse().ok()?;
    Some((editor.board.finding(key)?, card))
}

/// What the rule checks and why. Few are ever opened, so the words are put in when one is.
fn tell(desk: Desk, rule: &'static Rule, place: Element) {
    desk.with_guides(move || {
        let told = |key| untrack(|| desk.guide(rule.code, key));
        let words = maud::html! {
            p { (told("checks")) }
            p { (told("why")) }
            p { "怎么改：" (told("remedy")) }
            p { a href={ "#/rules/" (rule.code) } { "全部规则" } }
        };
        place.set_inner_html(&words.0);
    });
}

fn reason_form() -> Markup {
    maud::html! {
        form.fields {
            label { "为什么可以这样（给审核人看，不会公布）" textarea rows="2" {} }
            div.do { button.line type="submit" { "保存说明" } }
        }
    }
}

/// Keeps the reason that was written in a card.
fn reason_given(editor: Editor, event: &SubmitEvent) {
    event.prevent_default();
    let Some((finding, card)) = finding_of(editor, event) else { return };
    let reason = browser::text_within(&card);
    if !reason.is_empty() {
        editor.explain(&finding, Some(reason));
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
        editor.with(|report| browser::select_words(prose.path(), report.narrative.get(*prose), range));
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
                                                        on:click=pressed(move |_| {
                                                            let place = place.clone();
                                                            drawer
                                                                .then(move || {
                                                                    browser::reveal(&place);
                                                                });
                                                        })
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
                                <button class="line" on:click=pressed(move |_| desk.comparing.set(true))>"对照原文"</button>
                            }
                        })}
                    <button class="line" on:click=pressed(move |_| editor.dismiss_notices())>"看过了，收起"</button>
                </details>
            }
        })
    }
}
