//! The texts of a workbook, most of which stand in one part, where cells refer to them by their number.

use super::KIND;
use crate::import::package::OfficeError;
use crate::import::xml::{Event, Xml};

/// Reads the part with the texts that cells refer to.
pub(super) fn shared(part: &str) -> Result<Vec<String>, OfficeError> {
    let mut xml = Xml::new(part, KIND);
    let mut strings = Vec::new();
    while let Some(event) = xml.next()? {
        if matches!(event, Event::Open(element) if element.name() == "si") {
            strings.push(read(&mut xml)?);
        }
    }
    Ok(strings)
}

/// Reads the text in the element that began last: in one piece, or in pieces with a look of their own. How it is
/// pronounced is passed over.
pub(super) fn read(xml: &mut Xml) -> Result<String, OfficeError> {
    let mut text = String::new();
    let mut open = 1_usize;
    while open > 0 {
        match xml.next()? {
            Some(Event::Open(element)) => match element.name() {
                "t" => {
                    let kept = element.attribute("space").is_some_and(|space| space == "preserve");
                    let piece = xml.text()?;
                    let piece = if kept { &piece } else { piece.trim_matches([' ', '\t', '\r', '\n']) };
                    text.push_str(&unescaped(piece));
                }
                "rPh" => xml.skip()?,
                _ => open += 1,
            },
            Some(Event::Close) => open -= 1,
            Some(Event::Text(_)) => {}
            None => break,
        }
    }
    Ok(text)
}

/// Characters that XML cannot hold, or would not keep, are written as `_x000D_`.
pub(super) fn unescaped(text: &str) -> String {
    const MARK: &str = "_x";
    const LENGTH: usize = "_x000D_".len();
    let mut units = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(MARK) {
        let digits = rest.get(at + MARK.len()..at + LENGTH).and_then(|digits| digits.strip_suffix('_'));
        let digits = digits.filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        let unit = digits.and_then(|digits| u16::from_str_radix(digits, 16).ok());
        let before = if unit.is_some() { at } else { at + MARK.len() };
        units.extend(rest[..before].encode_utf16().chain(unit));
        rest = &rest[unit.map_or(before, |_| at + LENGTH)..];
    }
    if units.is_empty() {
        return text.to_owned();
    }
    units.extend(rest.encode_utf16());
    String::from_utf16_lossy(&units)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_read_from_all_its_pieces() {
        let strings = shared(
            r#"<sst><si><t> 一 </t></si><si><t xml:space="preserve"> 二 </t></si><si/>
            <si><r><rPr><b/></rPr><t>三</t></r><r><t xml:space="preserve"> 四&lt;&#x4e94;</t></r><rPh><t>san</t></rPh></si></sst>"#,
        );
        assert_eq!(strings.unwrap(), ["一", " 二 ", "", "三 四<五"]);
    }

    #[test]
    fn characters_are_read_by_their_numbers() {
        for (written, meant) in [
            ("一_x000D_\n二", "一\r\n二"),
            ("_x005F_x000D_", "_x000D_"),
            ("_xD83D__xDCF7_", "📷"),
            ("_xD83D_一", "\u{fffd}一"),
            ("a_x_x0041_", "a_xA"),
            ("_x00_ _x+041_ _x年报_ _xyz", "_x00_ _x+041_ _x年报_ _xyz"),
            ("_x0041", "_x0041"),
        ] {
            assert_eq!(unescaped(written), meant);
        }
    }
}
