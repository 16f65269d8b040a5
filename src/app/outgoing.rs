//! What goes out: the files that the worker makes of the open report.

use js_sys::Uint8Array;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::browser::{self, NoAnswer, Wanted};
use super::desk::Desk;
use super::editor::Editor;
use crate::report::{Report, fingerprint, write_compact_json, write_json};
use crate::review::ReviewFile;
use crate::store::Cause;

impl Desk {
    /// The publication page of the open report: what 导出 HTML writes, the preview shows and 打印 prints.
    pub(super) async fn page(self, editor: Editor) -> Result<String, String> {
        let page = self.export(editor, "html").await?;
        String::from_utf8(page.to_vec()).map_err(|error| error.to_string())
    }

    /// A file made of the open report.
    pub(super) async fn export(self, editor: Editor, format: &'static str) -> Result<Uint8Array, String> {
        let unfinished = editor.board.readiness().get_untracked().unfinished();
        let fields = vec![
            ("format", format.into()),
            ("report", editor.with(write_json).into()),
            ("unfinished", unfinished.into()),
            ("charts", self.choices.get_untracked().charts.into()),
            ("last_year", last_year(editor)),
        ];
        self.office().ask_for_bytes(Wanted::Of("export", fields)).await.map_err(NoAnswer::sentence)
    }

    /// The pictures of the open report's figures, as a page.
    pub(super) async fn pictures(self, editor: Editor) -> Result<String, String> {
        let report = editor.with(write_json);
        self.ask("charts", vec![("report", report.into()), ("last_year", last_year(editor))]).await
    }

    /// The file that is sent to be reviewed: a data file, or a page that holds the same data. What is sent is kept as a
    /// version, so that the next reviewer sees what has changed since.
    ///
    /// # Errors
    /// A sentence for the user, when there is no room for the version or the worker does not answer.
    pub(super) async fn package(self, editor: Editor, by: &str, as_page: bool) -> Result<String, String> {
        let sent = editor.with(fingerprint).to_string();
        editor.keep_version(Cause::Sent(sent), "").map_err(|error| error.to_string())?;
        editor.say(|round, _| {
            if round.thread.is_empty() {
                round.thread = browser::new_id();
            }
        });
        let mut draft = editor.draft();
        draft.round.reviewed_before = reviewed_before(self, editor);
        let fields = vec![
            ("draft", draft.write().into()),
            ("by", by.into()),
            ("at", browser::now().to_string().into()),
            ("today", browser::today().to_string().into()),
            ("as_page", if as_page { "1" } else { "" }.into()),
        ];
        self.ask("package", fields).await
    }
}

/// The file with what was said of the open report.
pub(super) fn review_file(editor: Editor) -> String {
    editor.with_round(|round, report| ReviewFile::new(&round.thread, report, round.review.clone()).write())
}

/// The report as the newest verdict saw it, if it is kept.
pub(super) fn reviewed_before(desk: Desk, editor: Editor) -> Option<Report> {
    let seen = editor.with_round(|round, _| {
        round.review.verdicts().first().map(|(_, verdict)| verdict.fingerprint.clone())
    })?;
    let (drafts, id) = (desk.drafts(), editor.id());
    let number = drafts.versions().sent(&id, &seen)?;
    drafts.versions().open(&id, number).ok().map(|version| version.report)
}

fn last_year(editor: Editor) -> JsValue {
    editor.with_last_year(|last_year| last_year.map(write_compact_json)).into()
}
