//! What goes out: the files that the worker makes of the open report.

use js_sys::Uint8Array;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::browser::{NoAnswer, Wanted};
use super::desk::Desk;
use super::editor::Editor;
use crate::report::{write_compact_json, write_json};

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
}

fn last_year(editor: Editor) -> JsValue {
    editor.with_last_year(|last_year| last_year.map(write_compact_json)).into()
}
