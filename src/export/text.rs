//! Text as the files of office programs can hold it.

use std::borrow::Cow;

use crate::report::visible;

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
