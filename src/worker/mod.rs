//! What the worker does with what it is handed: importers and exporters are large, and a page that is opened to go
//! on with a draft needs none of them.
//!
//! How requests come in and answers go out is the browser's affair: `src/bin/worker.rs` here, and
//! `app/browser/worker.rs` on the page's side.

mod beside;
mod column;
mod remark_card;
mod said;
mod sent;
mod side_by_side;

pub use beside::beside;
pub use side_by_side::side_by_side;

use crate::compare::compare;
use crate::export::{Layout, Options, data_file, docx, html, pictures, xlsx};
use crate::import::{self, Decode, Imported, Notice};
use crate::report::{Day, Report, example, read_json};
use crate::store::{Draft, KeptNotice};

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Request<'a> {
    /// The draft that comes of a file; a review file or a history file comes back as it is.
    File {
        /// Its name, for messages.
        name: &'a str,
        /// What is in it.
        bytes: &'a [u8],
    },
    /// The draft that comes of text, as copied from somewhere.
    Text {
        /// The text.
        text: &'a str,
        /// The same as markup (`text/html`), where the clipboard held it; otherwise empty.
        html: &'a str,
    },
    /// The page that shows what was read out of a file beside the file itself.
    FileBeside {
        /// Its name, for messages.
        name: &'a str,
        /// What is in it.
        bytes: &'a [u8],
    },
    /// The same for text.
    TextBeside {
        /// The text.
        text: &'a str,
        /// The same as markup, where the clipboard held it; otherwise empty.
        html: &'a str,
    },
    /// The draft of the example.
    Example,
    /// What users are told about the rules: JSON, as [`crate::check::guides`] gives it.
    Guides,
    /// A file that is made of a report.
    Export {
        /// What kind of file.
        format: Format,
        /// The report, as JSON.
        report: &'a str,
        /// What the file says on top when the report is not finished.
        unfinished: Option<&'a str>,
        /// Whether pictures of the figures stand behind the publication page.
        charts: bool,
        /// The report of the year before, as JSON, for the pictures.
        last_year: Option<&'a str>,
    },
    /// The file that is sent to be reviewed.
    Package {
        /// The draft, as text.
        draft: &'a str,
        /// Who sends it.
        by: &'a str,
        /// When, in milliseconds since 1970.
        at: u64,
        /// The day, for what the checks say.
        today: Day,
        /// Whether it is a page that reads as the report, and not a mere data file.
        as_page: bool,
    },
    /// Something that is done in the review of a draft, and how it looks afterwards, as JSON (`said.rs`).
    Review {
        /// The draft, as text.
        draft: &'a str,
        /// What is done, as JSON.
        deed: &'a str,
    },
    /// Two reports side by side, as a piece of a page.
    Compare {
        /// The earlier report, as JSON.
        before: &'a str,
        /// The later one, as JSON.
        now: &'a str,
        /// What the earlier one is called.
        before_name: &'a str,
        /// What the later one is called.
        now_name: &'a str,
    },
    /// The pictures of a report alone, as a page.
    Charts {
        /// The report, as JSON.
        report: &'a str,
        /// The report of the year before, as JSON.
        last_year: Option<&'a str>,
    },
}

/// The kinds of files that are made of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// The publication page.
    Page,
    /// A data file (JSON).
    Data,
    /// A Word file.
    Word(Layout),
    /// A workbook.
    Workbook,
}

impl Format {
    /// The format by the name that the page gives it: `html`, `json`, `docx`, `docx official`, `xlsx`.
    pub fn named(name: &str) -> Option<Self> {
        let (ending, layout) = name.split_once(' ').unwrap_or((name, ""));
        Some(match ending {
            "html" => Self::Page,
            "json" => Self::Data,
            "docx" => Self::Word(Layout::from_key(layout).unwrap_or_default()),
            "xlsx" => Self::Workbook,
            _ => return None,
        })
    }
}

/// What was asked for: a draft, JSON, a page or a piece of one as text, a file as its bytes. Files in other encodings
/// than UTF-8 and UTF-16 are read by `decode`.
///
/// # Errors
/// The sentence for the user, when nothing comes of it.
pub fn answer(request: Request, decode: Decode) -> Result<Vec<u8>, String> {
    let imported = match request {
        Request::File { name, bytes } => match sent::of_file(bytes) {
            Some(ours) => return ours.map(String::into_bytes),
            None => import::import_with(bytes, Some(name), decode),
        },
        Request::Text { text, html } => Pasted::of(text, html).import(decode),
        Request::FileBeside { name, bytes } => {
            let imported =
                import::import_with(bytes, Some(name), decode).map_err(|error| error.to_string())?;
            return Ok(beside(import::origin(bytes, decode).as_ref(), &imported).into_bytes());
        }
        Request::TextBeside { text, html } => {
            let pasted = Pasted::of(text, html);
            let imported = pasted.import(decode).map_err(|error| error.to_string())?;
            return Ok(beside(pasted.origin(decode).as_ref(), &imported).into_bytes());
        }
        Request::Example => return Ok(Draft::new(example()).write().into_bytes()),
        Request::Guides => return Ok(crate::check::guides().to_string().into_bytes()),
        Request::Export { format, report, unfinished, charts, last_year } => {
            let last_year = last_year.map(read).transpose()?;
            let options = Options { unfinished, charts, last_year: last_year.as_ref(), explanations: false };
            return export(format, &read(report)?, options);
        }
        Request::Package { draft, by, at, today, as_page } => {
            let draft = Draft::read(draft).map_err(|error| error.to_string())?;
            return Ok(sent::package(&draft, by, at, today, as_page).into_bytes());
        }
        Request::Review { draft, deed } => return said::answer(draft, deed).map(String::into_bytes),
        Request::Compare { before, now, before_name, now_name } => {
            let read = |json, name| read(json).map_err(|error| format!("“{name}”：{error}"));
            let (before, now) = (read(before, before_name)?, read(now, now_name)?);
            return Ok(side_by_side(&compare(&before, &now), before_name, now_name).into_bytes());
        }
        Request::Charts { report, last_year } => {
            let last_year = last_year.map(read).transpose()?;
            return Ok(pictures(&read(report)?, last_year.as_ref()).into_bytes());
        }
    };
    imported.map(|imported| draft(imported).write().into_bytes()).map_err(|error| error.to_string())
}

/// Text, as it has to be read.
#[derive(Debug, Clone, Copy)]
enum Pasted<'a> {
    /// With its markup.
    Clipboard {
        html: &'a str,
        text: &'a str,
    },
    /// A file that was opened and copied, which is still a file.
    File(&'a str),
    Text(&'a str),
}

impl<'a> Pasted<'a> {
    fn of(text: &'a str, html: &'a str) -> Self {
        if !html.is_empty() {
            Self::Clipboard { html, text }
        } else if text.trim_start().starts_with(['{', '<']) {
            Self::File(text)
        } else {
            Self::Text(text)
        }
    }

    fn import(self, decode: Decode) -> Result<Imported, import::ImportError> {
        match self {
            Self::Clipboard { html, text } => import::import_clipboard(html, text),
            Self::File(text) => import::import_with(text.as_bytes(), None, decode),
            Self::Text(text) => import::import_text(text),
        }
    }

    fn origin(self, decode: Decode) -> Option<import::Origin> {
        match self {
            Self::Clipboard { html, text } => import::origin_of_clipboard(html, text),
            Self::File(text) => import::origin(text.as_bytes(), decode),
            Self::Text(text) => import::origin_of_text(text),
        }
    }
}

fn read(report: &str) -> Result<Report, String> {
    read_json(report).map(|read| read.report).map_err(|error| error.to_string())
}

fn export(format: Format, report: &Report, options: Options) -> Result<Vec<u8>, String> {
    let unfinished = options.unfinished;
    let made = match format {
        // Reasons are for the reviewer; whoever can read a published page can read its data.
        Format::Page => Ok(html(report, options).into_bytes()),
        Format::Data => Ok(data_file(report, unfinished).into_bytes()),
        Format::Word(layout) => docx(report, layout, unfinished),
        Format::Workbook => xlsx(report, unfinished),
    };
    made.map_err(|error| error.to_string())
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
    use super::{Format, Request};
    use crate::import::decode;
    use crate::report::{example, write_json};
    use crate::store::Draft;

    fn answer(request: Request) -> Result<Vec<u8>, String> {
        super::answer(request, decode)
    }

    fn draft(bytes: &[u8]) -> Draft {
        let request = Request::File { name: "年报", bytes };
        Draft::read(std::str::from_utf8(&answer(request).unwrap()).unwrap()).unwrap()
    }

    #[test]
    fn a_file_comes_back_as_a_draft() {
        let json = write_json(&example());

        assert_eq!(draft(json.as_bytes()), Draft::new(example()));
    }

    #[test]
    fn notices_come_back_with_the_draft() {
        let json = write_json(&example()).replacen("\"received\": 21", "\"received\": [21]", 1);

        let notices = draft(json.as_bytes()).notices;

        assert_eq!(notices.len(), 1);
        assert!(notices[0].place.ends_with(".received"), "{}", notices[0].place);
    }

    #[test]
    fn each_file_holds_the_report_it_was_asked_for() {
        let report = write_json(&example());
        for name in ["html", "json", "docx", "docx official", "xlsx"] {
            let format = Format::named(name).unwrap();
            for (unfinished, charts) in
                [(None, false), (Some("未完成稿：还有 3 处错误、0 处待核实，请勿公布。"), true)]
            {
                let last_year = Some(report.as_str());
                let request = Request::Export { format, report: &report, unfinished, charts, last_year };

                let again = draft(&answer(request).unwrap());

                assert_eq!(again.report, example(), "{name}");
                assert!(again.notices.is_empty(), "{name}: {:?}", again.notices);
            }
        }
        assert_eq!(Format::named("pdf"), None);
    }

    #[test]
    fn the_pictures_come_as_a_page_without_the_report() {
        let report = write_json(&example());

        let page =
            String::from_utf8(answer(Request::Charts { report: &report, last_year: None }).unwrap()).unwrap();

        assert!(page.contains("<svg") && !page.contains("data-cell"));
    }

    #[test]
    fn what_a_clipboard_holds_comes_back_as_a_draft() {
        let html = "<p>二、主动公开政府信息情况</p><table><tr><td>信息内容<td>本年收费金额（单位：万元）<tr><td>行政事业性收费<td>8.5</table>";
        let bytes = answer(Request::Text { text: "", html }).unwrap();
        let draft = Draft::read(std::str::from_utf8(&bytes).unwrap()).unwrap();

        assert_eq!(draft.report.at("disclosure.fees.amount").text(), "8.5");
    }

    #[test]
    fn what_is_no_report_comes_back_as_a_sentence() {
        let file = answer(Request::File { name: "空.json", bytes: b"" }).unwrap_err();
        let text = answer(Request::Text { text: "请于周五上午准时参加。", html: "" }).unwrap_err();

        assert!(file.contains("空.json") && file.ends_with('。'), "{file}");
        assert!(text.ends_with('。'), "{text}");
    }
}
