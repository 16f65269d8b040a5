//! What a clipboard holds: the same thing as markup and as plain text. Word, WPS and Excel put whole pages there,
//! Windows with a header of its own before them; of text alone merged cells cannot be told.

use super::{ImportError, Imported, import_text, markup};
use crate::report::{Entry, Report};

/// Which side of a clipboard holds the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side<'a> {
    /// The markup, without what Windows puts before it.
    Markup(&'a str),
    /// The text.
    Text(&'a str),
}

/// Reads the markup; where it holds no report, or less of its figures, the text. Says which it was.
pub(super) fn read<'a>(html: &'a str, text: &'a str) -> Result<(Imported, Side<'a>), ImportError> {
    let html = without_header(html);
    let markup_side = |imported| (imported, Side::Markup(html));
    let text_side = |imported| (imported, Side::Text(text));
    let from_html =
        if html.trim().is_empty() { Err(ImportError::Empty { name: None }) } else { markup(html) };
    match from_html {
        Ok(imported) if figures(&imported.report) > 0 || text.trim().is_empty() => Ok(markup_side(imported)),
        // Viewers of PDF files copy markup without tables; their text may have them.
        Ok(imported) => match import_text(text) {
            Ok(other) if figures(&other.report) > 0 => Ok(text_side(other)),
            _ => Ok(markup_side(imported)),
        },
        Err(error) if text.trim().is_empty() => Err(error),
        Err(_) => import_text(text).map(text_side),
    }
}

fn figures(report: &Report) -> usize {
    report.figures.entries().iter().filter(|entry| !matches!(entry, Entry::Blank)).count()
}

/// The markup behind the header that Windows puts before it (`Version:0.9`, `StartHTML:…`). The fragment that was
/// copied may begin amid a table, so all of it is read.
fn without_header(html: &str) -> &str {
    const LONGEST: usize = 1_024;
    let html = html.trim_start_matches('\u{feff}').trim_start();
    let header =
        html.starts_with("Version:") && html[..html.floor_char_boundary(LONGEST)].contains("StartHTML:");
    match html.find('<') {
        Some(begin) if header => &html[begin..],
        _ => html,
    }
}
