//! Tells from its first bytes what an input is.

use std::borrow::Cow;

use super::encoding::{self, Decode};
use super::package::Package;

/// What an input is.
pub(super) enum InputKind<'a> {
    /// Text.
    Text(Cow<'a, str>),
    /// A Word file.
    Word,
    /// A workbook.
    Workbook,
    /// A binary file of an office program: an older one, or one with a password.
    Binary,
    /// Something that is not read.
    Other {
        /// What it is, in words.
        kind: &'static str,
        /// What to do instead.
        advice: &'static str,
    },
    /// Perhaps text, in another encoding.
    Unreadable,
}

const COPY_FROM_WORD: &str = "请在 Word/WPS 中打开，全选复制，再用“粘贴导入”。";
const COPY_FROM_PDF: &str = "请用 PDF 阅读器打开，全选复制，再用“粘贴导入”；扫描件请改用文字版。";
const SAVE_AS_DOCX: &str = "请用 WPS 或 Word 打开，另存为 .docx 文件后再导入。";
const SAVE_AS_XLSX: &str = "请用 WPS 或 Excel 打开，另存为 .xlsx 文件后再导入。";
const UNPACK: &str = "请先解压缩，再打开其中的报告文件。";
const OFFICE: &str = "请用 Word、Excel 或 WPS 打开，全选复制，再用“粘贴导入”。";
const NO_TEXT: &str = "图片中的文字不能读取，请使用文字版的报告。";
const CHOOSE: &str = "请选择本软件导出的文件，或复制报告全文后用“粘贴导入”。";

/// First bytes, and what they say.
const SIGNATURES: [(&[u8], &str, &str); 15] = [
    (b"%PDF", "PDF 文件", COPY_FROM_PDF),
    (b"{\\rtf", "RTF 文件", COPY_FROM_WORD),
    (b"\x89PNG", "图片文件", NO_TEXT),
    (&[0xff, 0xd8, 0xff], "图片文件", NO_TEXT),
    (b"GIF8", "图片文件", NO_TEXT),
    (b"BM\0", "图片文件", NO_TEXT),
    (b"II*\0", "图片文件", NO_TEXT),
    (b"MM\0*", "图片文件", NO_TEXT),
    (b"RIFF", "图片或音视频文件", NO_TEXT),
    (b"Rar!", "压缩文件", UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "压缩文件", UNPACK),
    (&[0x1f, 0x8b], "压缩文件", UNPACK),
    (b"MZ", "程序文件", CHOOSE),
    (b"\x7fELF", "程序文件", CHOOSE),
    (b"SQLite format 3", "数据库文件", CHOOSE),
];

/// First bytes of a binary file of an office program.
const BINARY: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// What some bytes are.
pub(super) fn of(bytes: &[u8], decode: Decode) -> InputKind<'_> {
    if bytes.starts_with(b"PK") && bytes.get(2).is_some_and(|byte| *byte < 9) {
        return zip(bytes);
    }
    if bytes.starts_with(BINARY) {
        return InputKind::Binary;
    }
    // A text may begin with the letters BM or MZ, but has no such bytes further on.
    let is_text = std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0);
    for (signature, kind, advice) in SIGNATURES {
        let letters = matches!(signature, b"MZ" | b"RIFF");
        if bytes.starts_with(signature) && !(letters && is_text) {
            return InputKind::Other { kind, advice };
        }
    }
    match bytes {
        [0xff, 0xfe, text @ ..] => text_or_not(encoding::utf16(text, u16::from_le_bytes)),
        [0xfe, 0xff, text @ ..] => text_or_not(encoding::utf16(text, u16::from_be_bytes)),
        [0xef, 0xbb, 0xbf, text @ ..] | text => utf8(text, decode),
    }
}

/// Office documents are zip archives: they are known by the names of their parts, and one that is damaged by the
/// names that stand in it uncompressed.
fn zip(bytes: &[u8]) -> InputKind<'_> {
    let names = Package::open(bytes, "").map(|package| package.names());
    let holds = |name: &str| match &names {
        Ok(names) => names.iter().any(|part| part.starts_with(name)),
        Err(_) => bytes.windows(name.len()).any(|window| window == name.as_bytes()),
    };
    // What an archive of this format is stands in its first part, which is not compressed.
    let says = |kind: &[u8]| bytes[..bytes.len().min(200)].windows(kind.len()).any(|window| window == kind);
    if holds("word/") {
        InputKind::Word
    } else if holds("xl/") {
        InputKind::Workbook
    } else if says(b"application/vnd.oasis.opendocument.spreadsheet") {
        InputKind::Other { kind: "ODS 表格文件", advice: SAVE_AS_XLSX }
    } else if says(b"application/vnd.oasis.opendocument.text") {
        InputKind::Other { kind: "ODT 文字文件", advice: SAVE_AS_DOCX }
    } else if holds("ppt/") {
        InputKind::Other { kind: "演示文稿", advice: OFFICE }
    } else if says(b"application/vnd.oasis.opendocument") || holds("OFD.xml") {
        InputKind::Other { kind: "ODF 或 OFD 文件", advice: OFFICE }
    } else {
        InputKind::Other { kind: "压缩文件", advice: UNPACK }
    }
}

fn utf8(bytes: &[u8], decode: Decode) -> InputKind<'_> {
    if bytes.contains(&0) {
        let text = encoding::unmarked_utf16(bytes).map(|text| InputKind::Text(Cow::Owned(text)));
        return text.unwrap_or(InputKind::Other { kind: "二进制文件", advice: CHOOSE });
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return InputKind::Text(Cow::Borrowed(text));
    }
    text_or_not(encoding::read(bytes, decode))
}

fn text_or_not<'a>(text: Option<String>) -> InputKind<'a> {
    text.map_or(InputKind::Unreadable, |text| InputKind::Text(Cow::Owned(text)))
}
