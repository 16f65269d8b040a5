//! Finds the data that a page exported by this program carries.

/// The element that holds the data has this id.
pub(super) const ELEMENT: &str = "gongkai-report";

/// The text of the script element with our id. A small scan, not a parser: our own pages have one such element,
/// with no `<` in its text.
pub(super) fn data(page: &str) -> Option<&str> {
    let mut rest = page;
    while let Some(at) = find_ignoring_case(rest, "<script") {
        rest = &rest[at + "<script".len()..];
        let end = tag_end(rest)?;
        let attributes = &rest[..end];
        rest = &rest[end + 1..];
        let close = find_ignoring_case(rest, "</script").unwrap_or(rest.len());
        if has_id(attributes) {
            return Some(&rest[..close]);
        }
        rest = &rest[close..];
    }
    None
}

/// Whether a text is a page at all.
pub(super) fn is_page(text: &str) -> bool {
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    start.starts_with('<')
        && [
            "<!doctype html",
            "<html",
            "<head",
            "<body",
            "<table",
            "<div",
            "<p",
            "<meta",
            "<script",
            "<h1",
            "<h2",
            "<span",
            "<font",
            "<center",
            "<section",
            "<article",
            "<!--",
        ]
        .iter()
        .any(|tag| find_ignoring_case(&start[..start.floor_char_boundary(4096)], tag).is_some())
}

/// Where a tag ends; a `>` within a quoted value does not end it.
fn tag_end(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

fn has_id(attributes: &str) -> bool {
    let plain: String =
        attributes.chars().filter(|c| !matches!(c, '"' | '\'')).collect::<String>().to_ascii_lowercase();
    plain
        .split_ascii_whitespace()
        .any(|attribute| attribute.trim_end_matches('/').strip_prefix("id=").is_some_and(|id| id == ELEMENT))
}

fn find_ignoring_case(text: &str, wanted: &str) -> Option<usize> {
    let (text, wanted) = (text.as_bytes(), wanted.as_bytes());
    text.windows(wanted.len()).position(|window| window.eq_ignore_ascii_case(wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_is_found_among_other_scripts() {
        let page = r#"<!DOCTYPE html><SCRIPT>var a = "</p>";</SCRIPT>
            <script id='gongkai-report' type="application/json" data-x="a>b">{"a":1}</script>"#;
        assert!(is_page(page));
        assert_eq!(data(page), Some(r#"{"a":1}"#));
        assert_eq!(data("<script id=\"other\">{}</script>"), None);
        assert_eq!(data("<script id=\"gongkai-report\""), None);
        assert_eq!(data("<script id=gongkai-report>{"), Some("{"));
    }
}
