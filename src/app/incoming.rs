//! What comes in: files and text, what the worker makes of them, and where that goes.

use std::time::Duration;

use js_sys::ArrayBuffer;
use leptos::prelude::*;
use leptos::web_sys::File;
use serde_json::Value;

use super::browser::{self, NoAnswer, Office, Timer, Wanted};
use super::desk::Desk;
use super::editor::Editor;
use super::route::go_to_draft;
use crate::app::erased::start;
use crate::report::begin_from;
use crate::review::REVIEW_FORMAT;
use crate::store::{Cause, Draft, HISTORY_FORMAT, Listed, Round, format_of, read_history};

/// An import that takes longer says so.
const PATIENCE: Duration = Duration::from_millis(250);

/// A report that has been read and waits for the user to say where it goes.
#[derive(Clone)]
pub(super) struct Arrived {
    /// The draft it would make.
    pub(super) draft: Draft,
    /// Where it came from.
    pub(super) source: String,
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

const BROKEN: &str = "审核意见文件不完整或已经损坏，读不出来。请让审核人重新导出。";

/// What a file is chosen for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// To be worked on, or whatever else the file says of itself.
    Open,
    /// To stand beside the open report as last year's.
    LastYear,
    /// To begin this year's report from.
    Begin,
    /// To be compared with.
    Compare,
}

/// What came in last, and what waits for a draft to be opened.
#[derive(Default)]
pub(super) struct Incoming {
    /// What the report that came last was read out of, for as long as the page is open.
    original: Option<Original>,
    /// What another draft is to be replaced by once it is open.
    replacement: Option<(String, Draft)>,
    /// A review file that another draft is to take in once it is open: the draft, what the file is called, its text.
    review: Option<(String, String, String)>,
}

impl Desk {
    /// Takes in a file, and tells the user how it goes.
    pub(super) fn take_file(self, file: File, purpose: Purpose) {
        start(async move {
            let progress = format!("正在导入“{}”…", file.name());
            let mut telling = Timer::default();
            let words = progress.clone();
            telling.set(PATIENCE, move || self.offer(words, "取消", move || self.cancel_imports()));
            let taken = self.read_and_take(&file, purpose).await;
            telling.stop();
            if self.toast.with_untracked(|toast| toast.as_ref().is_some_and(|toast| toast.text == progress)) {
                self.toast.set(None);
            }
            if let Err(NoAnswer::Failed(sentence)) = taken {
                self.fail(sentence);
            }
        });
    }

    async fn read_and_take(self, file: &File, purpose: Purpose) -> Result<(), NoAnswer> {
        let source = format!("文件“{}”", file.name());
        let bytes = browser::read_file(file).await.map_err(NoAnswer::Failed)?;
        let taken = self.take(Original::File(file.name(), bytes), source.clone(), purpose).await;
        taken.map_err(|none| match none {
            NoAnswer::Failed(sentence) => NoAnswer::Failed(format!("{source}没有导入：{sentence}")),
            NoAnswer::Cancelled => NoAnswer::Cancelled,
        })
    }

    /// Takes in pasted text, and the same as markup where the clipboard held it.
    pub(super) async fn take_text(self, text: String, html: String) -> Result<(), NoAnswer> {
        self.take(Original::Text(text, html), "粘贴的文字".to_owned(), Purpose::Open).await
    }

    /// Opens the example as a new draft.
    pub(super) fn take_example(self) {
        start(async move {
            let made = self.ask("example", Vec::new()).await;
            match made.and_then(|draft| Draft::read(&draft).map_err(|error| error.to_string())) {
                Ok(draft) => drop(self.open_as_new(&draft)),
                Err(sentence) => self.fail(sentence),
            }
        });
    }

    /// Ends what is being imported.
    pub(super) fn cancel_imports(self) {
        Office::cancel(&self.office());
    }

    async fn take(self, original: Original, source: String, purpose: Purpose) -> Result<(), NoAnswer> {
        let text = self.office().ask(original.read()).await?;
        let failed = |sentence: String| Err(NoAnswer::Failed(sentence));
        match format_of(&text) {
            Some(REVIEW_FORMAT | HISTORY_FORMAT) if purpose != Purpose::Open => {
                return failed("这个文件里不是年度报告，请选择年度报告文件。".to_owned());
            }
            Some(REVIEW_FORMAT) => return self.take_review(text, source).map_err(NoAnswer::Failed),
            Some(HISTORY_FORMAT) => return self.take_history(&text).map_err(NoAnswer::Failed),
            _ => {}
        }
        let draft = match Draft::read(&text) {
            Ok(draft) => draft,
            Err(error) => return failed(error.to_string()),
        };
        match purpose {
            Purpose::LastYear => {
                let Some(editor) = self.editor.get_untracked() else { return Ok(()) };
                let title = draft.title();
                editor.attach_last_year(Some(draft.report));
                self.say(format!(
                    "已附上“{title}”作为上年报告。每格下面是上年的数，核对结果里增加了与上年的对照。"
                ));
            }
            Purpose::Begin => self.begin_from(&draft),
            Purpose::Compare => self.compared.set(Some((source, draft.report))),
            Purpose::Open => {
                self.incoming.update_value(|incoming| incoming.original = Some(original));
                self.original_of.set(None);
                // What is sent to be reviewed is nobody's draft to be replaced.
                if self.editor.with_untracked(Option::is_some) && !draft.round.reviewing {
                    self.arrived.set(Some(Arrived { draft, source }));
                } else {
                    let id = self.open_as_new(&draft);
                    self.original_of.set(id);
                }
            }
        }
        Ok(())
    }

    /// Begins this year's report from last year's, which stays attached.
    pub(super) fn begin_from(self, last: &Draft) {
        let mut draft = Draft::new(begin_from(&last.report));
        draft.last_year = Some(last.report.clone());
        if self.open_as_new(&draft).is_some() {
            self.say(
                "已从去年的报告带入单位、期限、上年结转和现行有效件数，请逐项核对；其余各格和文字由您填写。",
            );
        }
    }

    /// Takes a review file to the draft that it is about.
    fn take_review(self, text: String, source: String) -> Result<(), String> {
        let file: Value = serde_json::from_str(&text).map_err(|_| BROKEN.to_owned())?;
        let thread = file["thread"].as_str().unwrap_or_default();
        let of = |round: &Round| !thread.is_empty() && round.thread == thread;
        let open = self.editor.get_untracked();
        if let Some(editor) = open.filter(|editor| editor.with_round(of)) {
            editor.take_review(self, &source, text);
            return Ok(());
        }
        let mut drafts = self.drafts().list().into_iter().filter_map(usable);
        match (drafts.find(|(_, draft)| of(&draft.round)), open) {
            (Some((id, _)), _) => {
                go_to_draft(&id, true);
                self.incoming.update_value(|incoming| incoming.review = Some((id, source, text)));
            }
            // Of another report, or of another program: the worker says which.
            (None, Some(editor)) => editor.take_review(self, &source, text),
            (None, None) => {
                let agency = file["agency"]["name"].as_str().unwrap_or_default();
                let year = file["year"].as_u64().unwrap_or_default();
                return Err(format!(
                    "这份审核意见是对“{agency}”{year}年报告提的，这台电脑上没有送审过那份报告。请在送审的电脑上导入。"
                ));
            }
        }
        Ok(())
    }

    /// Opens a draft with its versions out of a file.
    fn take_history(self, text: &str) -> Result<(), String> {
        let (draft, versions) = read_history(text).map_err(|error| error.to_string())?;
        let Some(id) = self.open_as_new(&draft) else { return Ok(()) };
        let taken = self.drafts().versions().take_in(&id, &versions);
        let left = match taken.left_out {
            0 => String::new(),
            left => format!("，另有 {left} 个版本因空间不够没有放入"),
        };
        self.say(format!("已打开版本记录，带入 {} 个版本{left}。", taken.kept));
        Ok(())
    }

    /// The original beside what was read out of it, as a page.
    pub(super) async fn beside(self) -> Result<String, String> {
        let wanted = self.incoming.with_value(|incoming| incoming.original.as_ref().map(Original::beside));
        let Some(wanted) = wanted else {
            return Err("原文已不在这里，请重新导入。".to_owned());
        };
        self.office().ask(wanted).await.map_err(NoAnswer::sentence)
    }

    /// Replaces what is in a draft, which is opened for it; can be undone there.
    pub(super) fn replace(self, id: String, draft: Draft) {
        self.original_of.set(Some(id.clone()));
        let here = self.editor.get_untracked().filter(|editor| editor.id() == id);
        if let Some(editor) = here {
            // It can be undone; that it can also be had back later is not worth a refusal.
            let _ = editor.keep_version(Cause::Replaced, "");
            editor.replace(draft);
            self.say("已替换草稿的内容，可以撤销。");
        } else {
            go_to_draft(&id, false);
            self.incoming.update_value(|incoming| incoming.replacement = Some((id, draft)));
        }
    }

    /// Gives a draft that has just been opened what was meant for it.
    pub(super) fn deliver_what_waits(self, editor: Editor) {
        let id = editor.id();
        let waiting = self.incoming.try_update_value(|incoming| {
            let replacement = incoming.replacement.take_if(|(meant, _)| *meant == id);
            (replacement, incoming.review.take_if(|(meant, ..)| *meant == id))
        });
        let (replacement, review) = waiting.unwrap_or_default();
        if let Some((id, draft)) = replacement {
            self.replace(id, draft);
        }
        if let Some((_, source, file)) = review {
            editor.take_review(self, &source, file);
        }
    }
}

/// A draft that is not deleted and can be read.
pub(super) fn usable(listed: Listed) -> Option<(String, Draft)> {
    let Listed { id, draft, deleted_at, .. } = listed;
    draft.ok().filter(|_| deleted_at.is_none()).map(|draft| (id, draft))
}
