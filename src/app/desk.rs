//! What every page shares: the drafts, messages to the user, and reports that are coming in.

use leptos::prelude::*;

use super::browser::{self, BrowserStorage};
use super::editor::Editor;
use crate::import::{ImportError, Imported, import, import_text};
use crate::store::{Draft, Drafts, KeptNotice};

/// A message that stays until it is answered or replaced.
#[derive(Clone)]
pub(super) struct Toast {
    /// What it says.
    pub(super) text: String,
    /// Whether it tells of a failure.
    pub(super) failure: bool,
    /// A button: its words and what it does.
    pub(super) action: Option<(&'static str, Callback<()>)>,
}

/// A report that has been read and waits for the user to say where it goes.
#[derive(Clone)]
pub(super) struct Arrived {
    /// The draft it would make.
    pub(super) draft: Draft,
    /// Where it came from.
    pub(super) source: String,
}

/// What every page shares.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    /// The message shown now.
    pub(super) toast: RwSignal<Option<Toast>>,
    /// The report that waits, when the user must choose where it goes.
    pub(super) arrived: RwSignal<Option<Arrived>, LocalStorage>,
    /// The editor that is open.
    pub(super) editor: RwSignal<Option<Editor>, LocalStorage>,
    /// Whether 粘贴导入 is open.
    pub(super) pasting: RwSignal<bool>,
}

impl Desk {
    pub(super) fn new() -> Self {
        let desk = Self {
            toast: RwSignal::new(None),
            arrived: RwSignal::new_local(None),
            editor: RwSignal::new_local(None),
            pasting: RwSignal::new(false),
        };
        desk.drafts().forget_old(browser::now());
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
        let action = Some((button, Callback::new(move |()| act())));
        self.toast.set(Some(Toast { text: text.into(), failure: false, action }));
    }

    /// Takes in a file.
    pub(super) fn take_file(self, name: &str, bytes: &[u8]) {
        self.take(import(bytes, Some(name)), format!("文件“{name}”"));
    }

    /// Takes in pasted text. Whether it was a report.
    pub(super) fn take_text(self, text: &str) -> Result<(), ImportError> {
        let imported = import_text(text)?;
        self.take(Ok(imported), "粘贴的文字".to_owned());
        Ok(())
    }

    fn take(self, imported: Result<Imported, ImportError>, source: String) {
        match imported {
            Err(error) => self.fail(format!("{source}没有导入：{error}")),
            Ok(imported) => {
                let mut draft = Draft::new(imported.report);
                draft.notices = imported.notices.iter().map(kept).collect();
                if self.editor.with_untracked(Option::is_some) {
                    self.arrived.set(Some(Arrived { draft, source }));
                } else {
                    self.open_as_new(&draft);
                }
            }
        }
    }

    /// Saves a draft as a new one and opens it.
    pub(super) fn open_as_new(self, draft: &Draft) {
        let id = browser::new_id();
        match self.drafts().create(&id, draft, browser::now()) {
            Ok(_) => super::route::go_to_draft(&id),
            Err(error) => self.fail(error.to_string()),
        }
    }
}

fn kept(notice: &crate::import::Notice) -> KeptNotice {
    KeptNotice { code: notice.code.to_string(), place: notice.place.clone(), text: notice.text.clone() }
}
