//! Opens the files of office programs: zip archives of XML parts, or encrypted or older ones, which are not read.
//! Nothing in them is trusted: sizes are counted as they are unpacked, not as they are declared.

use std::io::{Cursor, Read as _};

use thiserror::Error;
use zip::ZipArchive;
use zip::result::ZipError;

/// Why the file of an office program cannot be read. Display gives the sentence that users see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum OfficeError {
    /// The archive or a part of it cannot be read.
    #[error(
        "{0}已损坏，读不出来。请用 Word、Excel 或 WPS 打开后重新保存，再导入；打不开时请向提供文件的人重新要一份。"
    )]
    Broken(&'static str),
    /// What a file of its kind must have is not in it.
    #[error(
        "这个压缩包里没有报告正文，不是 Word 或 Excel 文件。请选择报告文件；报告在压缩包里的，请先解压缩。"
    )]
    NoDocument,
    /// More comes out of it than any report holds.
    #[error("{0}解开后的内容太多，年度报告不会这么大。请只保留报告部分，另存为新文件后再导入。")]
    TooMuch(&'static str),
    /// More cells than any report has.
    #[error(
        "{0}里的表格太大（超过 {1} 个单元格），年度报告的表格不会这么大。请只保留报告的三张表，另存为新文件后再导入。"
    )]
    TooManyCells(&'static str, usize),
    /// Elements within elements without end.
    #[error("{0}的层次太深，不是正常的报告。请把报告全文复制到新文件里保存，再导入。")]
    TooDeep(&'static str),
    /// It defines or refers to entities, which office programs never do and attackers do.
    #[error("{0}里有指向外部的内容，为了安全没有打开。请用 Word 或 WPS 打开，另存为新文件后再导入。")]
    Entities(&'static str),
    /// It needs a password.
    #[error("文件设了打开密码，不能读取。请用 Word、Excel 或 WPS 打开，取消密码后重新保存，再导入。")]
    Protected,
    /// A binary document of Word 97 to 2003, or of WPS.
    #[error("这是旧版文字文件（.doc 或 .wps）。请用 WPS 或 Word 打开，另存为 .docx 文件后再导入。")]
    OldWord,
    /// A binary workbook of Excel 97 to 2003, or of WPS.
    #[error("这是旧版表格文件（.xls 或 .et）。请用 WPS 或 Excel 打开，另存为 .xlsx 文件后再导入。")]
    OldExcel,
    /// Another binary file of office programs.
    #[error(
        "这是旧版 Word、Excel 的文件格式，本软件不能直接读取。请用 WPS 或 Word 打开，另存为 .docx 文件后再导入。"
    )]
    OldOffice,
}

/// Bytes that may come out of an archive. A report has a few hundred thousand; the pictures in it are not unpacked.
const MOST_UNPACKED: u64 = 16 * 1024 * 1024;

/// An archive with what may still be unpacked of it.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
    kind: &'static str,
}

impl<'a> Package<'a> {
    /// Opens an archive; `kind` names it in messages (`Word 文件`).
    pub(super) fn open(bytes: &'a [u8], kind: &'static str) -> Result<Self, OfficeError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| OfficeError::Broken(kind))?;
        Ok(Self { archive, left: MOST_UNPACKED, kind })
    }

    /// The names of the parts.
    pub(super) fn names(&self) -> Vec<String> {
        let names = self.archive.file_names().filter_map(Result::ok);
        names.map(std::borrow::Cow::into_owned).collect()
    }

    /// The text of a part; nothing where there is no such part.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, OfficeError> {
        let Some(bytes) = self.bytes(name)? else { return Ok(None) };
        let utf16 = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
            char::decode_utf16(bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])))
                .collect::<Result<_, _>>()
        };
        let text = match bytes.as_slice() {
            [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes).ok(),
            [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes).ok(),
            [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8(rest.to_vec()).ok(),
            _ => String::from_utf8(bytes).ok(),
        };
        text.map(Some).ok_or(OfficeError::Broken(self.kind))
    }

    fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, OfficeError> {
        let file = match self.archive.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(OfficeError::Protected);
            }
            Err(_) => return Err(OfficeError::Broken(self.kind)),
        };
        let mut bytes = Vec::new();
        file.take(self.left + 1).read_to_end(&mut bytes).map_err(|_| OfficeError::Broken(self.kind))?;
        self.left = self
            .left
            .checked_sub(bytes.len().try_into().unwrap_or(u64::MAX))
            .ok_or(OfficeError::TooMuch(self.kind))?;
        Ok(Some(bytes))
    }
}

/// What kind of binary file of an office program some bytes are, by the names of the streams in it.
pub(super) fn binary(bytes: &[u8]) -> OfficeError {
    let holds = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(name.len()).any(|window| window == name)
    };
    if holds("EncryptedPackage") {
        OfficeError::Protected
    } else if holds("WordDocument") || holds("WpsDocument") {
        OfficeError::OldWord
    } else if holds("Workbook") || holds("Book") {
        OfficeError::OldExcel
    } else {
        OfficeError::OldOffice
    }
}
