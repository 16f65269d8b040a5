//! Which encoding a text is in, when it is not plain UTF-8: what it says of itself is tried first, but believed only
//! when the text can be read so.

use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// Reads a text in one of the encodings of Chinese pages; nothing when none of them fits.
pub(super) fn decode(bytes: &[u8]) -> Option<String> {
    let declared = declared(bytes);
    let mut readings: Vec<Reading> = declared
        .into_iter()
        .chain([UTF_8, GB18030, BIG5])
        .map(|encoding| {
            let (text, _) = encoding.decode_without_bom_handling(bytes);
            let bad =
                text.chars().filter(|c| *c == '\u{fffd}' || ('\u{e000}'..='\u{f8ff}').contains(c)).count();
            Reading {
                bad,
                known: is_of_a_report(&text),
                declared: declared == Some(encoding),
                text: text.into_owned(),
            }
        })
        // A few broken characters amid a report are no reason to refuse it.
        .filter(|reading| reading.bad == 0 || reading.known && reading.bad * 50 < reading.text.len())
        .filter(|reading| reading.known || reading.declared)
        .collect();
    readings.sort_by_key(|reading| (!reading.known, reading.bad, !reading.declared));
    readings.into_iter().next().map(|reading| reading.text)
}

/// A text read in one encoding.
struct Reading {
    text: String,
    /// Characters that cannot be read, or that no text holds.
    bad: usize,
    /// Whether it has words that every report has.
    known: bool,
    /// Whether this is the encoding that the text says it is in.
    declared: bool,
}

/// Reads UTF-16 without a byte order mark; nothing when the bytes do not look like it.
pub(super) fn utf16(bytes: &[u8]) -> Option<String> {
    const LOOKED_AT: usize = 4_000;
    let start = &bytes[..bytes.len().min(LOOKED_AT)];
    let zeros = |odd: usize| start.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    // Of plain letters one byte of the two is zero; of Chinese characters hardly ever.
    let encoding = if zeros(1) > zeros(0) { UTF_16LE } else { UTF_16BE };
    let (text, bad) = encoding.decode_without_bom_handling(bytes);
    (!bad && is_of_a_report(&text)).then(|| text.into_owned())
}

/// Words that every report has, in any spelling.
fn is_of_a_report(text: &str) -> bool {
    ["政府信息公开", "政府信息公開", "政府資訊公開", "行政复议", "行政復議", "信息内容", "信息內容"]
        .iter()
        .any(|words| text.contains(words))
}

/// The encoding that a page declares: `<meta charset=…>`, `<meta … content="text/html; charset=…">`,
/// `<?xml … encoding=…?>`.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    const SEARCHED: usize = 8 * 1024;
    let start: String = bytes[..bytes.len().min(SEARCHED)].iter().map(|byte| char::from(*byte)).collect();
    let start = start.to_ascii_lowercase();
    ["charset", "encoding"].iter().find_map(|word| {
        start.match_indices(word).find_map(|(at, _)| {
            let value = start[at + word.len()..].trim_start().strip_prefix('=')?;
            let value = value.trim_start_matches(|c: char| c.is_whitespace() || c == '"' || c == '\'');
            let end = value
                .find(|c: char| !c.is_ascii_alphanumeric() && !"-_.:".contains(c))
                .unwrap_or(value.len());
            Encoding::for_label(&value.as_bytes()[..end])
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "<p>云川县水务局2024年政府信息公开工作年度报告</p>";

    #[test]
    fn chinese_encodings_are_read_with_and_without_a_declaration() {
        let (gbk, _, _) = GB18030.encode(TEXT);
        assert_eq!(decode(&gbk).as_deref(), Some(TEXT));
        let traditional = "<p>雲川縣水務局2024年政府信息公開工作年度報告</p>";
        let (big5, _, _) = BIG5.encode(traditional);
        assert_eq!(decode(&big5).as_deref(), Some(traditional));
        for label in ["gb2312", "'GBK'", "\"gb18030\""] {
            let page = format!("<meta http-equiv=Content-Type content=text/html;charset={label}>水");
            assert_eq!(decode(&GB18030.encode(&page).0).as_deref(), Some(page.as_str()));
        }
    }

    #[test]
    fn a_wrong_declaration_is_not_believed() {
        let page = format!("<meta charset=big5>{TEXT}");
        let (gbk, _, _) = GB18030.encode(&page);
        assert_eq!(decode(&gbk).as_deref(), Some(page.as_str()));
    }

    #[test]
    fn utf16_is_known_by_its_zeros() {
        let units: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(utf16(&units).as_deref(), Some(TEXT));
        let units: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(utf16(&units).as_deref(), Some(TEXT));
        assert_eq!(utf16(b"abc\0\x01\x02def"), None);
    }

    #[test]
    fn what_is_no_text_is_not_read() {
        assert_eq!(decode(b"\xff\xfe\xfd\x80\x81"), None);
    }
}
