//! The review of the open draft. What was said is text to the page: the worker reads it, does what is asked, and makes
//! what is shown of it.

use js_sys::Date;
use leptos::prelude::*;
use serde_json::{Map, Value};

use super::browser;
use super::desk::Desk;
use super::editor::Editor;
use crate::app::erased::start;
use crate::edit::Edit;
use crate::form::Prose;
use crate::report::{read_json, write_compact_json};
use crate::store::{Cause, Draft, KeptNotice};

/// Under which preference the user's own name is kept.
pub(super) const NAME: &str = "name";

/// What is done in the review: what it is, and the words that belong to it.
pub(super) struct Deed(Map<String, Value>);

impl Deed {
    pub(super) fn new(what: &str) -> Self {
        Self(Map::new()).with("do", what)
    }

    pub(super) fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.0.insert(key.to_owned(), value.into());
        self
    }
}

/// What is to be done in the review, and whether something is being done.
#[derive(Default)]
pub(super) struct Deeds {
    busy: bool,
    waiting: Vec<Waiting>,
}

struct Waiting {
    deed: Deed,
    failed: String,
    go_on: Box<dyn FnOnce()>,
}

impl Editor {
    /// Does something in the review that needs no words.
    pub(super) fn deed(self, desk: Desk, what: &str) {
        self.review(desk, Deed::new(what));
    }

    /// Takes in a review file.
    pub(super) fn take_review(self, desk: Desk, source: &str, file: String) {
        let failed = format!("{source}没有导入：");
        self.review_then(desk, Deed::new("merge").with("file", file), failed, Box::new(|| ()));
    }

    /// Does something in the review, and shows how it is afterwards.
    pub(super) fn review(self, desk: Desk, deed: Deed) {
        self.review_then(desk, deed, String::new(), Box::new(|| ()));
    }

    /// The same, and goes on when it was done: what was typed for it stays until then. When it was not, the reason is
    /// told behind the words `failed`.
    pub(super) fn review_then(self, desk: Desk, deed: Deed, failed: String, go_on: Box<dyn FnOnce()>) {
        self.deeds.update_value(|deeds| deeds.waiting.push(Waiting { deed, failed, go_on }));
        self.next_deed(desk);
    }

    /// Has the worker do what waits, one after the other: each deed begins with what the one before it left.
    fn next_deed(self, desk: Desk) {
        let next = self.deeds.try_update_value(|deeds| {
            if deeds.busy || deeds.waiting.is_empty() {
                return None;
            }
            deeds.busy = true;
            Some(deeds.waiting.remove(0))
        });
        let Some(waiting) = next.flatten() else { return };
        let draft = self.draft();
        let deed = self.signed(&waiting.deed);
        let fields = vec![("draft", draft.write().into()), ("deed", Value::Object(deed).to_string().into())];
        start(async move {
            let answer = desk.ask("review", fields).await;
            // The draft may have been closed in the meantime.
            if self.panel.is_disposed() {
                return;
            }
            let answer = answer
                .and_then(|answer| serde_json::from_str::<Value>(&answer).map_err(|error| error.to_string()));
            self.deeds.update_value(|deeds| deeds.busy = false);
            match answer {
                // Somebody typed on while the worker was at it: it is done again on the report as it is now.
                Ok(answer) if answer["report"].is_string() && self.with(|report| *report != draft.report) => {
                    self.deeds.update_value(|deeds| deeds.waiting.insert(0, waiting));
                }
                Ok(answer) => {
                    self.reviewed(desk, &answer);
                    (waiting.go_on)();
                }
                Err(sentence) => desk.fail(waiting.failed + &sentence),
            }
            self.next_deed(desk);
        });
    }

    /// A deed with who does it, when, and what of the review is on screen.
    fn signed(self, deed: &Deed) -> Map<String, Value> {
        // Minutes behind UTC, as the browser counts.
        #[allow(clippy::cast_possible_truncation, reason = "a day has 1440 of them")]
        let offset = -Date::new_0().get_timezone_offset() as i64;
        let (everything, limit) = self.remarks.get_untracked();
        let deed = Deed(deed.0.clone())
            .with("by", browser::preference(NAME).unwrap_or_default())
            .with("at", browser::now())
            .with("id", browser::new_id())
            .with("offset", offset)
            .with("all", everything)
            .with("limit", limit);
        deed.0
    }

    /// Shows what came of it.
    fn reviewed(self, desk: Desk, answer: &Value) {
        let text = |key: &str| answer[key].as_str();
        if let Some(notes) = text("notes").filter(|notes| self.with_round(|round| round.notes != *notes)) {
            self.change_round(|round| notes.clone_into(&mut round.notes));
        }
        if let Some(read) = text("report").and_then(|report| read_json(report).ok()) {
            // It can be undone; that it can also be had back later is not worth a refusal.
            let _ = self.keep_version(Cause::Merged, "");
            self.perform(self.with(|report| Edit::towards(report, read.report)));
        }
        let unread = answer["unread"].as_array().into_iter().flatten();
        let notices: Vec<_> = unread.filter_map(Value::as_str).map(unreadable).collect();
        if !notices.is_empty() {
            self.add_notices(notices);
        }
        if let (Some(name), Some(file)) = (text("name"), text("file")) {
            match browser::download(name, "application/json", &file.into()) {
                Ok(()) => desk.say(format!("已导出“{name}”，请发回给送审人。")),
                Err(sentence) => desk.fail(sentence),
            }
        }
        if let Some(file) = text("altered") {
            let again = file.to_owned();
            desk.offer(
                "这份审核意见文件导出后被人改动过，请先向审核人核实，再决定是否导入。",
                "仍然导入",
                move || {
                    self.review(desk, Deed::new("merge").with("file", again.as_str()).with("altered", true));
                },
            );
        } else if let Some(words) = text("say").filter(|words| !words.is_empty()) {
            self.show_review.set(true);
            desk.say(words);
        }
        self.open_comments.set(number(&answer["open"]));
        self.panel.set(text("panel").unwrap_or_default().to_owned());
        let words = answer["words"].as_array().into_iter().flatten();
        self.mark_commented(
            words
                .filter_map(|word| Some((Prose::at(word[0].as_str()?)?, number(&word[1])..number(&word[2]))))
                .collect(),
        );
        browser::mark_commented(|path| answer["cells"][path].as_u64());
    }

    /// Hands out the file that is sent to be reviewed. What is sent is kept as a version, so that the next reviewer sees
    /// what has changed since.
    pub(super) fn send(self, desk: Desk, as_page: bool) {
        let by = browser::preference(NAME).unwrap_or_default();
        if by.is_empty() {
            return desk.fail("请先填写您的姓名。");
        }
        if self.with_round(|round| round.thread.is_empty()) {
            self.change_round(|round| round.thread = browser::new_id());
        }
        let mut draft = self.draft();
        draft.round.reviewed_before = self.sent_before(desk).unwrap_or_default();
        let fields = vec![
            ("draft", draft.write().into()),
            ("by", by.into()),
            ("at", browser::now().to_string().into()),
            ("today", browser::today().to_string().into()),
            ("as_page", if as_page { "1" } else { "" }.into()),
        ];
        start(async move {
            match desk.ask("package", fields).await.and_then(|answer| self.sent(&draft, &answer, as_page)) {
                Ok(name) => {
                    desk.say(format!("已导出“{name}”，请发给审核人；收到审核意见文件后，用“导入文件”打开。"));
                }
                Err(sentence) => desk.fail(sentence),
            }
        });
    }

    fn sent(self, draft: &Draft, answer: &str, as_page: bool) -> Result<String, String> {
        let answer: Value = serde_json::from_str(answer).map_err(|error| error.to_string())?;
        let text = |key: &str| answer[key].as_str().unwrap_or_default();
        let sent = Cause::Sent(text("fingerprint").to_owned());
        let drafts = Desk::drafts_here();
        drafts
            .versions()
            .keep(&self.id(), &draft.report, sent, "", browser::now())
            .map_err(|error| error.to_string())?;
        let media = if as_page { "text/html" } else { "application/json" };
        browser::download(text("name"), media, &text("file").into())?;
        Ok(text("name").to_owned())
    }

    /// The report as it was sent last time, where it was another.
    fn sent_before(self, desk: Desk) -> Option<String> {
        let (drafts, id) = (desk.drafts(), self.id());
        let versions = drafts.versions().list(&id);
        let sent = versions.iter().filter(|version| matches!(version.cause, Cause::Sent(_)));
        let mut reports =
            sent.filter_map(|version| Some(drafts.versions().open(&id, version.number).ok()?.report));
        let before = reports.find(|before| self.with(|report| before != report))?;
        Some(write_compact_json(&before))
    }
}

fn unreadable(value: &str) -> KeptNotice {
    KeptNotice {
        code: "I06".to_owned(),
        place: String::new(),
        text: format!("审核意见文件里有读不出来的内容：{value}"),
    }
}

fn number(value: &Value) -> usize {
    value.as_u64().and_then(|number| usize::try_from(number).ok()).unwrap_or_default()
}
