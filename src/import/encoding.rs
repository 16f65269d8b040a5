//! Which encoding a text is in, when it is not plain UTF-8: what it says of itself is tried first, but believed only
//! when the text can be read so.
//!
//! The tables of the Chinese encodings are large, and every browser has them: they are passed in.

/// Reads bytes in the encoding with this label (`gbk`, `big5`, …: the labels of the WHATWG's Encoding Standard).
/// What cannot be read becomes U+FFFD; nothing comes of a label that names no encoding.
pub type Decode = fn(label: &str, bytes: &[u8]) -> Option<String>;

/// [`Decode`] outside browsers.
#[cfg(not(target_arch = "wasm32"))]
pub fn decode(label: &str, bytes: &[u8]) -> Option<String> {
    let encoding = encoding_rs::Encoding::for_label_no_replacement(label.as_bytes())?;
    Some(encoding.decode_without_bom_handling(bytes).0.into_owned())
}

/// Reads a text in one of the encodings of Chinese pages; nothing when none of them fits.
pub(super) fn read(bytes: &[u8], decode: Decode) -> Option<String> {
    let as_declared = as_declared(bytes, decode).map(|text| Reading::of(text, true));
    let others =
        [Some(String::from_utf8_lossy(bytes).into_owned()), decode("gb18030", bytes), decode("big5", bytes)];
    let mut readings: Vec<Reading> = as_declared
        .into_iter()
        .chain(others.into_iter().flatten().map(|text| Reading::of(text, false)))
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

impl Reading {
    fn of(text: String, declared: bool) -> Self {
        let is_bad = |c: &char| *c == '\u{fffd}' || ('\u{e000}'..='\u{f8ff}').contains(c);
        Self { bad: text.chars().filter(is_bad).count(), known: is_of_a_report(&text), declared, text }
    }
}

/// Reads UTF-16; nothing when some of it cannot be read.
pub(super) fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    let text = char::decode_utf16(units).collect::<Result<_, _>>().ok();
    text.filter(|_| bytes.len().is_multiple_of(2))
}

/// Reads UTF-16 without a byte order mark; nothing when the bytes do not look like it.
pub(super) fn unmarked_utf16(bytes: &[u8]) -> Option<String> {
    const LOOKED_AT: usize = 4_000;
    let start = &bytes[..bytes.len().min(LOOKED_AT)];
    let zeros = |odd: usize| start.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    // Of plain letters one byte of the two is zero; of Chinese characters hardly ever.
    let unit = if zeros(1) > zeros(0) { u16::from_le_bytes } else { u16::from_be_bytes };
    utf16(bytes, unit).filter(|text| is_of_a_report(text))
}

/// Words that every report has, in any spelling.
fn is_of_a_report(text: &str) -> bool {
    ["政府信息公开", "政府信息公開", "政府資訊公開", "行政复议", "行政復議", "信息内容", "信息內容"]
        .iter()
        .any(|words| text.contains(words))
}

/// A page read in the encoding that it declares: `<meta charset=…>`, `<meta … content="text/html; charset=…">`,
/// `<?xml … encoding=…?>`.
fn as_declared(bytes: &[u8], decode: Decode) -> Option<String> {
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
            decode(&value[..end], bytes)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{BIG5, GB18030};

    const TEXT: &str = "<p>云川县水务局2024年政府信息公开工作年度报告</p>";

    fn read(bytes: &[u8]) -> Option<String> {
        super::read(bytes, decode)
    }

    #[test]
    fn chinese_encodings_are_read_with_and_without_a_declaration() {
        let (gbk, _, _) = GB18030.encode(TEXT);
        assert_eq!(read(&gbk).as_deref(), Some(TEXT));
        let traditional = "<p>雲川縣水務局2024年政府信息公開工作年度報告</p>";
        let (big5, _, _) = BIG5.encode(traditional);
        assert_eq!(read(&big5).as_deref(), Some(traditional));
        for label in ["gb2312", "'GBK'", "\"gb18030\""] {
            let page = format!("<meta http-equiv=Content-Type content=text/html;charset={label}>水");
            assert_eq!(read(&GB18030.encode(&page).0).as_deref(), Some(page.as_str()));
        }
    }

    #[test]
    fn a_wrong_declaration_is_not_believed() {
        for label in ["big5", "iso-2022-kr", "nothing"] {
            let page = format!("<meta charset={label}>{TEXT}");
            let (gbk, _, _) = GB18030.encode(&page);
            assert_eq!(read(&gbk).as_deref(), Some(page.as_str()), "{label}");
        }
    }

    #[test]
    fn a_few_broken_characters_are_marked() {
        let page = format!("<meta charset=gbk>{}", TEXT.repeat(3));
        let (gbk, _, _) = GB18030.encode(&page);
        let broken = [&gbk, &b"\xff<br>"[..]].concat();
        assert_eq!(read(&broken), Some(format!("{page}\u{fffd}<br>")));
        let broken = [page.as_bytes(), b"\xff<br>"].concat();
        assert_eq!(read(&broken), Some(format!("{page}\u{fffd}<br>")));
    }

    #[test]
    fn utf16_is_known_by_its_zeros() {
        let units: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(unmarked_utf16(&units).as_deref(), Some(TEXT));
        assert_eq!(unmarked_utf16(&units[..units.len() - 1]), None);
        let units: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(unmarked_utf16(&units).as_deref(), Some(TEXT));
        assert_eq!(unmarked_utf16(b"abc\0\x01\x02def"), None);
    }

    #[test]
    fn what_is_no_text_is_not_read() {
        assert_eq!(read(b"\xff\xfe\xfd\x80\x81"), None);
    }
}
