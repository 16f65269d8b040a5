//! Text as a published page shows it. Whoever compares a page with its data compares with this.

use std::borrow::Cow;

/// The text with what no page can hold made visible: control characters become U+FFFD, which is also how a
/// browser shows most of them. The data in the page keeps the text to the letter.
pub fn visible(text: &str) -> Cow<'_, str> {
    if text.contains(is_unprintable) {
        Cow::Owned(text.replace(is_unprintable, "\u{fffd}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The text as XML can hold it: of the characters that [`visible`] leaves, two are none that XML knows. Line ends
/// are line feeds, as whatever reads the XML would make them.
pub(super) fn printable(text: &str) -> Cow<'_, str> {
    let text = visible(text);
    if text.contains(['\r', '\u{fffe}', '\u{ffff}']) {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        Cow::Owned(text.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}"))
    } else {
        text
    }
}

/// The paragraphs of a prose: its lines without the white space around them, blank ones left out.
pub fn paragraphs(prose: &str) -> impl Iterator<Item = Cow<'_, str>> {
    prose.split('\n').map(str::trim).filter(|line| !line.is_empty()).map(visible)
}

/// Controls other than white space: HTML forbids them, and browsers drop or replace them each in its own way.
fn is_unprintable(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\r')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prose_is_split_at_line_feeds_and_blank_lines_are_skipped() {
        let found: Vec<_> = paragraphs("　　一、二\n\n 三\u{a0}\n　\n").collect();
        assert_eq!(found, ["一、二", "三"]);
        assert_eq!(paragraphs(" \n　").count(), 0);
    }

    #[test]
    fn control_characters_are_shown_and_everything_else_is_kept() {
        assert_eq!(visible("a\0b\u{1b}c\u{85}"), "a\u{fffd}b\u{fffd}c\u{fffd}");
        assert_eq!(visible("<b>\u{202e}&\t"), "<b>\u{202e}&\t");
    }
}
