//! What every page shares: the drafts, messages to the user, and reports that are coming in.

use std::time::Duration;

use std::sync::Arc;

use js_sys::{ArrayBuffer, Uint8Array};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::web_sys::File;

use super::browser::{self, BrowserStorage, Export, NoAnswer, Office, Timer, Wanted};
use super::editor::Editor;
use crate::report::write_json;
use crate::store::{Draft, Drafts};

/// An import that takes longer says so.
const PATIENCE: Duration = Duration::from_millis(250);

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

/// A report that has been read and waits for the user to say where it goes.
#[derive(Clone)]
pub(super) struct Arrived {
    /// The draft it would make.
    pub(super) draft: Draft,
    /// Where it came from.
    pub(super) source: String,
}

/// How files are made, as the user chose it last.
#[derive(Clone, Copy)]
pub(super) struct Choices {
    /// Pictures of the figures stand behind the publication page.
    pub(super) charts: bool,
    /// Word files are set as official documents.
    pub(super) official: bool,
}

/// What a report was read out of.
#[derive(Clone)]
pub(super) enum Original {
    /// A file: its name and what is in it.
    File(String, ArrayBuffer),
    /// Text, and the same as markup where the clipboard held it.
    Text(String, String),
}

impl Original {
    /// To be read. What the worker is sent is gone from here, so it is sent a copy.
    fn read(&self) -> Wanted {
        match self {
            Self::File(name, bytes) => Wanted::File(name.clone(), bytes.slice(0)),
            Self::Text(text, html) => Wanted::Text(text.clone(), html.clone()),
        }
    }

    /// To be looked at beside what was read.
    fn beside(&self) -> Wanted {
        match self {
            Self::File(name, bytes) => Wanted::FileBeside(name.clone(), bytes.slice(0)),
            Self::Text(text, html) => Wanted::TextBeside(text.clone(), html.clone()),
        }
    }
}

/// What every page shares.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    /// The message shown now.
    pub(super) toast: RwSignal<Option<Toast>>,
    /// The report that waits, when the user must choose where it goes.
    pub(super) arrived: RwSignal<Option<Arrived>, LocalStorage>,
    /// What the report that came last was read out of, for as long as the page is open.
    original: StoredValue<Option<Original>, LocalStorage>,
    /// The draft that was made of it.
    pub(super) original_of: RwSignal<Option<String>>,
    /// Whether the original is looked at beside what was read.
    pub(super) comparing: RwSignal<bool>,
    /// What another draft is to be replaced by once it is open.
    replacement: StoredValue<Option<(String, Draft)>, LocalStorage>,
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
            original: StoredValue::new_local(None),
            original_of: RwSignal::new(None),
            comparing: RwSignal::new(false),
            replacement: StoredValue::new_local(None),
            editor: RwSignal::new_local(None),
            pasting: RwSignal::new(false),
            choices: RwSignal::new(Choices {
                charts: browser::preference("charts"),
                official: browser::preference("official"),
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

    /// Takes in a file, and tells the user how it goes.
    pub(super) fn take_file(self, file: File) {
        spawn_local(async move {
            let progress = format!("正在导入“{}”…", file.name());
            let mut telling = Timer::default();
            let words = progress.clone();
            telling.set(PATIENCE, move || self.offer(words, "取消", move || self.cancel_imports()));
            let taken = self.read_and_take(&file).await;
            telling.stop();
            if self.toast.with_untracked(|toast| toast.as_ref().is_some_and(|toast| toast.text == progress)) {
                self.toast.set(None);
            }
            if let Err(NoAnswer::Failed(sentence)) = taken {
                self.fail(sentence);
            }
        });
    }

    async fn read_and_take(self, file: &File) -> Result<(), NoAnswer> {
        let source = format!("文件“{}”", file.name());
        let bytes = browser::read_file(file).await.map_err(NoAnswer::Failed)?;
        self.take(Original::File(file.name(), bytes), source.clone()).await.map_err(|none| match none {
            NoAnswer::Failed(sentence) => NoAnswer::Failed(format!("{source}没有导入：{sentence}")),
            NoAnswer::Cancelled => NoAnswer::Cancelled,
        })
    }

    /// Takes in pasted text, and the same as markup where the clipboard held it.
    pub(super) async fn take_text(self, text: String, html: String) -> Result<(), NoAnswer> {
        self.take(Original::Text(text, html), "粘贴的文字".to_owned()).await
    }

    /// Opens the example as a new draft.
    pub(super) fn take_example(self) {
        spawn_local(async move {
            if let Err(NoAnswer::Failed(sentence)) = self.draft_of(Wanted::Example).await.map(|draft| {
                self.open_as_new(&draft);
            }) {
                self.fail(sentence);
            }
        });
    }

    /// The publication page of the open report: what 导出 HTML writes, the preview shows and 打印 prints.
    pub(super) async fn page(self, editor: Editor) -> Result<String, String> {
        let page = self.export(editor, "html").await?;
        String::from_utf8(page.to_vec()).map_err(|error| error.to_string())
    }

    /// A file made of the open report.
    pub(super) async fn export(self, editor: Editor, format: &'static str) -> Result<Uint8Array, String> {
        let export = Export {
            format,
            report: editor.with(write_json),
            unfinished: editor.board.readiness().get_untracked().unfinished(),
            charts: self.choices.get_untracked().charts,
        };
        self.office.get_value().ask_for_bytes(Wanted::Export(export)).await.map_err(NoAnswer::sentence)
    }

    /// The pictures of the open report's figures, as a page.
    pub(super) async fn pictures(self, editor: Editor) -> Result<String, String> {
        let report = editor.with(write_json);
        self.office.get_value().ask(Wanted::Charts(report)).await.map_err(NoAnswer::sentence)
    }

    /// Remembers whether pictures stand behind the publication page.
    pub(super) fn choose_charts(self, charts: bool) {
        self.choices.update(|choices| choices.charts = charts);
        browser::set_preference("charts", charts);
    }

    /// Remembers whether Word files are set as official documents.
    pub(super) fn choose_official(self, official: bool) {
        self.choices.update(|choices| choices.official = official);
        browser::set_preference("official", official);
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
        spawn_local(async move {
            if self.guides.with_untracked(Option::is_none) {
                match self.office.get_value().ask(Wanted::Guides).await {
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

    /// Ends what is being imported.
    pub(super) fn cancel_imports(self) {
        self.office.with_value(Office::cancel);
    }

    async fn take(self, original: Original, source: String) -> Result<(), NoAnswer> {
        let draft = self.draft_of(original.read()).await?;
        self.original.set_value(Some(original));
        self.original_of.set(None);
        if self.editor.with_untracked(Option::is_some) {
            self.arrived.set(Some(Arrived { draft, source }));
        } else {
            let id = self.open_as_new(&draft);
            self.original_of.set(id);
        }
        Ok(())
    }

    async fn draft_of(self, wanted: Wanted) -> Result<Draft, NoAnswer> {
        let draft = self.office.get_value().ask(wanted).await?;
        Draft::read(&draft).map_err(|error| NoAnswer::Failed(error.to_string()))
    }

    /// The original beside what was read out of it, as a page.
    pub(super) async fn beside(self) -> Result<String, String> {
        let Some(wanted) = self.original.with_value(|original| original.as_ref().map(Original::beside))
        else {
            return Err("原文已不在这里，请重新导入。".to_owned());
        };
        self.office.get_value().ask(wanted).await.map_err(NoAnswer::sentence)
    }

    /// Replaces what is in a draft, which is opened for it; can be undone there.
    pub(super) fn replace(self, id: String, draft: Draft) {
        self.original_of.set(Some(id.clone()));
        let here = self.editor.get_untracked().filter(|editor| editor.id() == id);
        if let Some(editor) = here {
            editor.replace(draft);
            self.say("已替换草稿的内容，可以撤销。");
        } else {
            super::route::go_to_draft(&id);
            self.replacement.set_value(Some((id, draft)));
        }
    }

    /// Puts into a draft that has just been opened what was meant for it.
    pub(super) fn replace_if_meant(self, editor: Editor) {
        let id = editor.id();
        let meant =
            self.replacement.try_update_value(|replacement| replacement.take_if(|(meant, _)| *meant == id));
        if let Some((id, draft)) = meant.flatten() {
            self.replace(id, draft);
        }
    }

    /// Saves a draft as a new one and opens it; gives its identifier.
    pub(super) fn open_as_new(self, draft: &Draft) -> Option<String> {
        let id = browser::new_id();
        match self.drafts().create(&id, draft, browser::now()) {
            Ok(_) => {
                super::route::go_to_draft(&id);
                Some(id)
            }
            Err(error) => {
                self.fail(error.to_string());
                None
            }
        }
    }
}
