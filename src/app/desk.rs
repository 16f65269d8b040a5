//! What every page shares: the drafts, messages to the user, and the worker that does what takes much program.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::browser::{self, BrowserStorage, NoAnswer, Office, Wanted};
use super::editor::Editor;
use super::incoming::{Arrived, Incoming};
use crate::app::erased::start;
use crate::report::Report;
use crate::store::{Draft, Drafts};

/// What a button of a message does.
type Action = Arc<dyn Fn() + Send + Sync>;

/// A message that stays until it is answered or replaced.
#[derive(Clone)]
pub(super) struct Toast {
    /// What it says.
    pub(super) text: String,
    /// Whether it tells of a failure.
    pub(super) failure: bool,
    /// A button: its words and what it does.
    pub(super) action: Option<(&'static str, Action)>,
}

/// How files are made, as the user chose it last.
#[derive(Clone, Copy)]
pub(super) struct Choices {
    /// Pictures of the figures stand behind the publication page.
    pub(super) charts: bool,
    /// Word files are set as official documents.
    pub(super) official: bool,
}

/// What every page shares.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    /// The message shown now.
    pub(super) toast: RwSignal<Option<Toast>>,
    /// The report that waits, when the user must choose where it goes.
    pub(super) arrived: RwSignal<Option<Arrived>, LocalStorage>,
    /// What came in last, and what waits for a draft to be opened.
    pub(super) incoming: StoredValue<Incoming, LocalStorage>,
    /// The draft that was made of what came in last.
    pub(super) original_of: RwSignal<Option<String>>,
    /// Whether the original is looked at beside what was read.
    pub(super) comparing: RwSignal<bool>,
    /// A report out of a file, to be compared with, and what it is called.
    pub(super) compared: RwSignal<Option<(String, Report)>, LocalStorage>,
    /// The editor that is open.
    pub(super) editor: RwSignal<Option<Editor>, LocalStorage>,
    /// Whether 粘贴导入 is open.
    pub(super) pasting: RwSignal<bool>,
    /// How files are made.
    pub(super) choices: RwSignal<Choices>,
    /// What users are told about the rules, once somebody has asked.
    guides: RwSignal<Option<Arc<serde_json::Value>>>,
    /// Has reports read that come in.
    office: StoredValue<Office, LocalStorage>,
}

impl Desk {
    pub(super) fn new() -> Self {
        let desk = Self {
            toast: RwSignal::new(None),
            arrived: RwSignal::new_local(None),
            incoming: StoredValue::new_local(Incoming::default()),
            original_of: RwSignal::new(None),
            comparing: RwSignal::new(false),
            compared: RwSignal::new_local(None),
            editor: RwSignal::new_local(None),
            pasting: RwSignal::new(false),
            choices: RwSignal::new(Choices {
                charts: browser::preference("charts").is_some(),
                official: browser::preference("official").is_some(),
            }),
            guides: RwSignal::new(None),
            office: StoredValue::new_local(Office::default()),
        };
        if browser::keeps() {
            desk.drafts().forget_old(browser::now());
        } else {
            desk.fail("这个浏览器无法保存：关掉页面，报告就没有了。写完请马上导出成文件。");
        }
        desk
    }

    /// The desk of this page.
    pub(super) fn here() -> Self {
        use_context().unwrap_or_else(Self::new)
    }

    /// The drafts in this browser, wherever one is.
    pub(super) const fn drafts_here() -> Drafts<BrowserStorage> {
        Drafts::new(BrowserStorage)
    }

    /// The drafts in this browser.
    #[allow(clippy::unused_self, reason = "reads as what it is: the drafts on this desk")]
    pub(super) fn drafts(self) -> Drafts<BrowserStorage> {
        Drafts::new(BrowserStorage)
    }

    /// Tells the user something.
    pub(super) fn say(self, text: impl Into<String>) {
        self.toast.set(Some(Toast { text: text.into(), failure: false, action: None }));
    }

    /// Tells the user that something did not work.
    pub(super) fn fail(self, text: impl Into<String>) {
        self.toast.set(Some(Toast { text: text.into(), failure: true, action: None }));
    }

    /// Tells the user something and offers to do something about it.
    pub(super) fn offer(
        self,
        text: impl Into<String>,
        button: &'static str,
        act: impl Fn() + Send + Sync + 'static,
    ) {
        // Not a callback of the component that offers it, which may be gone before the answer comes.
        let action: Action = Arc::new(act);
        let action = Some((button, action));
        self.toast.set(Some(Toast { text: text.into(), failure: false, action }));
    }

    /// Has the worker do something.
    pub(super) fn office(self) -> Office {
        self.office.get_value()
    }

    /// What the worker answers in words to a request with fields.
    pub(super) async fn ask(
        self,
        kind: &'static str,
        fields: Vec<(&'static str, JsValue)>,
    ) -> Result<String, String> {
        self.office().ask(Wanted::Of(kind, fields)).await.map_err(NoAnswer::sentence)
    }

    /// Remembers whether pictures stand behind the publication page.
    pub(super) fn choose_charts(self, charts: bool) {
        self.choices.update(|choices| choices.charts = charts);
        browser::set_preference("charts", charts.then_some("1"));
    }

    /// Remembers whether Word files are set as official documents.
    pub(super) fn choose_official(self, official: bool) {
        self.choices.update(|choices| choices.official = official);
        browser::set_preference("official", official.then_some("1"));
    }

    /// What users are told about a rule under one of the keys `checks`, `why`, `example` and `remedy`; empty until it
    /// has come.
    pub(super) fn guide(self, code: &str, key: &str) -> String {
        self.guides.with(|guides| {
            let guide = guides.as_ref().and_then(|guides| guides[code][key].as_str());
            guide.unwrap_or_default().to_owned()
        })
    }

    /// Whether what is told about the rules has come.
    pub(super) fn has_guides(self) -> bool {
        self.guides.with(Option::is_some)
    }

    /// Has what is told about the rules fetched, unless it is here, and goes on when it is.
    pub(super) fn with_guides(self, go_on: impl FnOnce() + 'static) {
        start(async move {
            if self.guides.with_untracked(Option::is_none) {
                match self.office.get_value().ask(Wanted::Of("guides", Vec::new())).await {
                    Ok(guides) => self.guides.set(serde_json::from_str(&guides).ok().map(Arc::new)),
                    Err(NoAnswer::Failed(sentence)) => self.fail(sentence),
                    Err(NoAnswer::Cancelled) => {}
                }
            }
            if self.guides.with_untracked(Option::is_some) {
                go_on();
            }
        });
    }

    /// Saves a draft as a new one and opens it; gives its identifier.
    pub(super) fn open_as_new(self, draft: &Draft) -> Option<String> {
        let id = browser::new_id();
        match self.drafts().create(&id, draft, browser::now()) {
            Ok(_) => {
                super::route::go_to_draft(&id, draft.round.reviewing);
                Some(id)
            }
            Err(error) => {
                self.fail(error.to_string());
                None
            }
        }
    }
}
