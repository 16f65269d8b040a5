//! `#/`: the drafts in this browser, and the ways to begin.

use leptos::prelude::*;

use crate::app::browser;
use crate::app::desk::Desk;
use crate::app::editor::remark;
use crate::app::erased::{live, pressed};
use crate::app::incoming::Purpose;
use crate::app::part::{FileButton, NewReport, Rename, SiteHeader};
use crate::check::{Subject, audit};
use crate::store::{Draft, Listed};

/// The drafts.
#[component]
pub(in crate::app) fn HomePage() -> impl IntoView {
    browser::set_title("公开 · 政府信息公开工作年度报告");
    let desk = Desk::here();
    desk.editor.set(None);
    let creating = RwSignal::new(false);
    let renaming = RwSignal::new(None);
    let listed = RwSignal::new_local(desk.drafts().list());
    // The list may be gone when an answer to an offer comes.
    let refresh = move || drop(listed.try_set(desk.drafts().list()));
    // Another window may add or delete drafts.
    browser::listen("storage", move |_| {
        let _ = listed.try_set(desk.drafts().list());
    });
    view! {
        <SiteHeader/>
        <main class="sheet home">
            <h1>"政府信息公开工作年度报告"</h1>
            <p class="lead">
                "边填边核对：合计自动算，勾稽关系自动查，正文与表格对不上会指出来。"
                "报告只保存在这台电脑的浏览器里，不会上传。"
            </p>
            <div class="begin">
                <button class="main" on:click=pressed(move |_| creating.set(true))>"新建报告"</button>
                <FileButton/>
                <button class="line" on:click=pressed(move |_| desk.pasting.set(true))>"粘贴导入"</button>
                <FileButton label="从去年的报告开始" purpose=Purpose::Begin/>
                <button class="plain" on:click=pressed(move |_| desk.take_example())>
                    "看一份示例"
                </button>
            </div>
            <p class="quiet">"也可以把文件直接拖到这个页面上。"</p>
            {live(move || drafts(listed, renaming, refresh))}
            {live(move || deleted(listed, refresh))}
        </main>
        <NewReport open=creating/>
        <Rename of=renaming renamed=Callback::new(move |()| refresh())/>
    }
}

fn drafts(
    listed: RwSignal<Vec<Listed>, LocalStorage>,
    renaming: RwSignal<Option<String>>,
    refresh: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let here: Vec<Listed> = listed.get().into_iter().filter(|draft| draft.deleted_at.is_none()).collect();
    if here.is_empty() {
        return view! { <p class="empty">"还没有报告。"</p> }.into_any();
    }
    view! {
        <h2>"我的报告"</h2>
        <ul class="drafts">{here.into_iter().map(|draft| entry(draft, renaming, refresh)).collect::<Vec<_>>()}</ul>
    }
    .into_any()
}

fn entry(
    listed: Listed,
    renaming: RwSignal<Option<String>>,
    refresh: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let desk = Desk::here();
    let Listed { id, saved, draft, .. } = listed;
    let changed = browser::date_and_time(saved.at);
    let (name, state) = match &draft {
        Ok(draft) => (draft.title(), Some(state(draft))),
        Err(error) => (error.to_string(), None),
    };
    let can_open = draft.is_ok();
    let reviewing = draft.as_ref().is_ok_and(|draft| draft.round.reviewing);
    let delete = {
        let (id, name) = (id.clone(), name.clone());
        move |_| match desk.drafts().delete(&id, browser::now()) {
            Ok(()) => {
                refresh();
                let id = id.clone();
                desk.offer(
                    format!("已删除“{name}”，30 天内可以恢复。"),
                    "撤销删除",
                    move || {
                        desk.drafts().restore(&id);
                        refresh();
                    },
                );
            }
            // No room even for the mark of a deletion: only forgetting the draft makes some.
            Err(_) => {
                let id = id.clone();
                desk.offer(
                    format!("浏览器空间已满，“{name}”放不进最近删除。"),
                    "彻底删除",
                    move || {
                        desk.drafts().forget(&id);
                        refresh();
                    },
                );
            }
        }
    };
    let next_year = {
        let draft = draft.clone();
        move |_| {
            if let Ok(draft) = &draft {
                desk.begin_from(draft);
            }
        }
    };
    let duplicate = move |_| {
        let Ok(draft) = &draft else { return };
        let mut copy = draft.clone();
        copy.name = format!("{} 副本", draft.title());
        // What comes back of a review is for the one that was sent.
        copy.round.thread.clear();
        match desk.drafts().create(&browser::new_id(), &copy, browser::now()) {
            Ok(_) => refresh(),
            Err(error) => desk.fail(error.to_string()),
        }
    };
    let address = format!("#/{}/{id}", if reviewing { "review" } else { "edit" });
    let label = name.clone();
    let label_of_delete = format!("删除 {name}");
    let id_to_rename = id.clone();
    view! {
        <li data-draft=id>
            <div class="what">
                {if can_open {
                    view! { <a href=address>{name}</a> }.into_any()
                } else {
                    view! { <span>{name}</span> }.into_any()
                }}
                <span class="when">"最近修改 " {changed}</span>
            </div>
            {state.map(|(class, words)| view! { <span class=format!("state {class}")>{words}</span> })}
            <div class="do">
                {can_open
                    .then(|| {
                        let id = id_to_rename;
                        view! {
                            <button
                                class="plain"
                                aria-label=format!("改名 {label}")
                                on:click=pressed(move |_| renaming.set(Some(id.clone())))
                            >
                                "改名"
                            </button>
                            <button class="plain" aria-label=format!("复制 {label}") on:click=duplicate>"复制"</button>
                            <button class="plain" aria-label=format!("写下一年 {label}") on:click=next_year>"写下一年"</button>
                        }
                    })}
                <button class="plain" aria-label=label_of_delete on:click=delete>"删除"</button>
            </div>
        </li>
    }
}

fn state(draft: &Draft) -> (&'static str, String) {
    if draft.round.reviewing {
        return ("none", "送来审核的".to_owned());
    }
    if draft.report.is_untouched() {
        return ("none", "未填写".to_owned());
    }
    let remarks: Vec<_> = draft.notices.iter().map(remark).collect();
    let subject = Subject {
        report: &draft.report,
        last_year: draft.last_year.as_ref(),
        remarks: &remarks,
        today: browser::today(),
    };
    let readiness = audit(&subject).readiness();
    if readiness.is_ready() {
        ("done", "可发布".to_owned())
    } else {
        ("open", format!("还差 {} 项", readiness.missing()))
    }
}

fn deleted(
    listed: RwSignal<Vec<Listed>, LocalStorage>,
    refresh: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let desk = Desk::here();
    let gone: Vec<Listed> = listed.get().into_iter().filter(|draft| draft.deleted_at.is_some()).collect();
    (!gone.is_empty()).then(|| {
        view! {
            <details class="deleted">
                <summary>"最近删除（" {gone.len()} "）"</summary>
                <ul class="drafts">
                    {gone
                        .into_iter()
                        .map(|listed| {
                            let name = listed.draft.as_ref().map_or_else(ToString::to_string, Draft::title);
                            let (back, forever) = (listed.id.clone(), listed.id.clone());
                            view! {
                                <li>
                                    <div class="what">{name.clone()}</div>
                                    <div class="do">
                                        <button
                                            class="plain"
                                            aria-label=format!("恢复 {name}")
                                            on:click=pressed(move |_| {
                                                desk.drafts().restore(&back);
                                                refresh();
                                            })
                                        >
                                            "恢复"
                                        </button>
                                        <button
                                            class="plain"
                                            aria-label=format!("彻底删除 {name}")
                                            on:click=pressed(move |_| {
                                                desk.drafts().forget(&forever);
                                                refresh();
                                            })
                                        >
                                            "彻底删除"
                                        </button>
                                    </div>
                                </li>
                            }
                        })
                        .collect::<Vec<_>>()}
                </ul>
            </details>
        }
    })
}
