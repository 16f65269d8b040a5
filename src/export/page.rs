//! What every page of this program has around its content: a head whose policy allows nothing but the page's own style.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use maud::{Markup, PreEscaped, html as markup};
use sha2::{Digest as _, Sha256};

/// The style of the report, which every page begins with.
pub const REPORT_STYLE: &str = include_str!("../../style/report.css");

/// A style sheet with the policy that allows it alone.
pub struct Style {
    text: String,
    policy: String,
}

impl Style {
    /// A style sheet of our own. It must hold no `<`, for it goes into the page as it is.
    pub fn of(text: &str) -> Self {
        // A browser reads every line end as a line feed and hashes what it has read.
        let text = text.replace('\r', "");
        let hash = STANDARD.encode(Sha256::digest(&text));
        let policy =
            format!("default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'");
        Self { text, policy }
    }

    /// The style sheet as an element, for what is put into a page of ours.
    pub fn element(&self) -> Markup {
        markup! { style { (verbatim(&self.text)) } }
    }

    /// What a head holds, the title and the style last; `more` stands behind them.
    pub(super) fn head(&self, title: &str, more: &Markup) -> Markup {
        markup! {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(self.policy);
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                (self.element())
                (more)
            }
        }
    }
}

/// A page that is looked at and not kept.
pub fn page(title: &str, style: &Style, content: &Markup) -> String {
    let page = markup! {
        html lang="zh-CN" {
            (style.head(title, &markup! {}))
            body.report-desk { main { (content) } }
        }
    };
    with_doctype(page)
}

/// The text of a page.
pub(super) fn with_doctype(page: Markup) -> String {
    format!("<!doctype html>\n{}\n", page.into_string())
}

/// Data that the page carries, as JSON in a `<script>` that does not run: without `<` nothing in it can end the element
/// or open a comment, and what HTML or an older JavaScript would rather not see in a text is written out too. Outside
/// strings none of these characters occurs in JSON, so each may be written as an escape.
pub fn data_script(id: &str, json: &str) -> Markup {
    let mut data = String::with_capacity(json.len());
    for c in json.chars() {
        if matches!(c, '<' | '\u{2028}' | '\u{2029}' | '\u{7f}'..='\u{9f}') {
            // Writing to a string cannot fail.
            let _ = write!(data, "\\u{:04x}", u32::from(c));
        } else {
            data.push(c);
        }
    }
    markup! { script type="application/json" id=(id) { (verbatim(&data)) } }
}

/// The one way past the escaping: `<style>` and `<script>` hold raw text in which escapes would not be read.
/// Only our own style and data, written without `<`, pass here.
fn verbatim(text: &str) -> PreEscaped<&str> {
    PreEscaped(text)
}
