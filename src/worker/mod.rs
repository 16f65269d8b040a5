//! What the worker does with what it is handed: importers and exporters are large, and a page that is opened to go
//! on with a draft needs none of them.
//!
//! How requests come in and answers go out is the browser's affair: `src/bin/worker.rs` here, and
//! `app/browser/worker.rs` on the page's side.

use crate::export::{Options, html};
use crate::import::{self, Imported, Notice};
use crate::report::{example, read_json};
use crate::store::{Draft, KeptNotice};

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Request<'a> {
    /// A file.
    File {
        /// Its name, for messages.
        name: &'a str,
        /// What is in it.
        bytes: &'a [u8],
    },
    /// Text, as copied from somewhere.
    Text(&'a str),
    /// What a clipboard holds when it holds more than text.
    Clipboard {
        /// Its markup (`text/html`).
        html: &'a str,
        /// The same as plain text.
        text: &'a str,
    },
    /// The example.
    Example,
    /// The publication page of a report.
    Page {
        /// The report, as JSON.
        report: &'a str,
        /// What it says on top when the report is not finished.
        unfinished: Option<&'a str>,
    },
}

/// The page, or the draft that comes of the import, as text.
///
/// # Errors
/// The sentence for the user, when nothing comes of it.
pub fn answer(request: Request) -> Result<String, String> {
    let imported = match request {
        Request::File { name, bytes } => import::import(bytes, Some(name)),
        // A file that was opened and copied is still a file.
        Request::Text(text) if text.trim_start().starts_with(['{', '<']) => {
            import::import(text.as_bytes(), None)
        }
        Request::Text(text) => import::import_text(text),
        Request::Clipboard { html, text } => import::import_clipboard(html, text),
        Request::Example => return Ok(Draft::new(example()).write()),
        Request::Page { report, unfinished } => {
            let read = read_json(report).map_err(|error| error.to_string())?;
            // Reasons are for the reviewer; whoever can read a published page can read its data.
            return Ok(html(&read.report, Options { unfinished, explanations: false }));
        }
    };
    imported.map(|imported| draft(imported).write()).map_err(|error| error.to_string())
}

fn draft(imported: Imported) -> Draft {
    let mut draft = Draft::new(imported.report);
    draft.notices = imported.notices.into_iter().map(kept).collect();
    draft
}

fn kept(notice: Notice) -> KeptNotice {
    KeptNotice { code: notice.code.to_owned(), place: notice.place, text: notice.text }
}

#[cfg(test)]
mod tests {
    use super::{Request, answer};
    use crate::report::{example, write_json};
    use crate::store::Draft;

    #[test]
    fn a_file_comes_back_as_a_draft() {
        let json = write_json(&example());

        let answer = answer(Request::File { name: "年报.json", bytes: json.as_bytes() }).unwrap();

        assert_eq!(Draft::read(&answer).unwrap(), Draft::new(example()));
    }

    #[test]
    fn notices_come_back_with_the_draft() {
        let json = write_json(&example()).replacen("\"received\": 21", "\"received\": [21]", 1);

        let draft =
            Draft::read(&answer(Request::File { name: "年报.json", bytes: json.as_bytes() }).unwrap());

        let notices = draft.unwrap().notices;
        assert_eq!(notices.len(), 1);
        assert!(notices[0].place.ends_with(".received"), "{}", notices[0].place);
    }

    #[test]
    fn a_page_holds_the_report_it_was_asked_for() {
        let report = write_json(&example());
        let page = answer(Request::Page { report: &report, unfinished: Some("未完成稿") }).unwrap();

        let again = Draft::read(&answer(Request::Text(&page)).unwrap()).unwrap();

        assert!(page.contains("未完成稿"));
        assert_eq!(again.report, example());
    }

    #[test]
    fn what_a_clipboard_holds_comes_back_as_a_draft() {
        let html = "<p>二、主动公开政府信息情况</p><table><tr><td>信息内容<td>本年收费金额（单位：万元）<tr><td>行政事业性收费<td>8.5</table>";
        let draft = Draft::read(&answer(Request::Clipboard { html, text: "" }).unwrap()).unwrap();

        assert_eq!(draft.report.at("disclosure.fees.amount").text(), "8.5");
    }

    #[test]
    fn what_is_no_report_comes_back_as_a_sentence() {
        let file = answer(Request::File { name: "空.json", bytes: b"" }).unwrap_err();
        let text = answer(Request::Text("请于周五上午准时参加。")).unwrap_err();

        assert!(file.contains("空.json") && file.ends_with('。'), "{file}");
        assert!(text.ends_with('。'), "{text}");
    }
}
