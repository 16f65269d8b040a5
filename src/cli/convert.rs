//! `gongkai convert`

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::{FINE, UNUSABLE, complain, input};
use crate::check::{Subject, audit};
use crate::export::{ExportError, Layout, Options, data_file, docx, html, plain, xlsx};
use crate::report::{Day, Report};

/// Why nothing was written.
#[derive(Debug, Error)]
enum ConvertError {
    /// The report could not be put into the format.
    #[error(transparent)]
    Failed(#[from] ExportError),
    /// The target's ending names no format.
    #[error("不知道要转换成什么格式：“{}”的扩展名应为 .json、.html、.docx、.xlsx 或 .txt。", .0.display())]
    UnknownEnding(PathBuf),
    /// The target is a folder.
    #[error("“{}”是文件夹。请写明目标文件名。", .0.display())]
    Folder(PathBuf),
    /// The target could not be written. Whatever stood there still does.
    #[error("文件“{}”写不进去：{}。原有文件没有改动。", .0.display(), .1)]
    Unwritable(PathBuf, io::Error),
}

/// Converts a file and says how it ended.
pub(super) fn run(from: &Path, to: &Path, layout: Layout, today: Day) -> u8 {
    let imported = match input::open(from) {
        Ok(imported) => imported,
        Err(error) => {
            complain(&error.to_string());
            return UNUSABLE;
        }
    };
    for notice in &imported.notices {
        complain(&format!("导入 {} {}", notice.code, notice.text));
    }
    match content(&imported.report, to, layout, today).and_then(|content| replace(to, &content)) {
        Ok(()) => FINE,
        Err(error) => {
            complain(&error.to_string());
            UNUSABLE
        }
    }
}

/// The report in the format that the target's ending names.
fn content(report: &Report, to: &Path, layout: Layout, today: Day) -> Result<Vec<u8>, ConvertError> {
    let ending = to.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    let subject = Subject { report, last_year: None, remarks: &[], today };
    let unfinished = || audit(&subject).readiness().unfinished();
    match ending.as_str() {
        "json" => Ok(data_file(report, None).into_bytes()),
        "html" | "htm" => {
            let unfinished = unfinished();
            let options = Options { unfinished: unfinished.as_deref(), ..Options::default() };
            Ok(html(report, options).into_bytes())
        }
        "docx" => Ok(docx(report, layout, unfinished().as_deref())?),
        "txt" => Ok(plain(report, unfinished().as_deref()).into_bytes()),
        "xlsx" => Ok(xlsx(report, unfinished().as_deref())?),
        _ => Err(ConvertError::UnknownEnding(to.to_owned())),
    }
}

/// Puts a file in place of another at once: a reader sees the old one or the new one, never a part.
fn replace(to: &Path, content: &[u8]) -> Result<(), ConvertError> {
    if to.is_dir() {
        return Err(ConvertError::Folder(to.to_owned()));
    }
    let name = to.file_name().unwrap_or_default().to_string_lossy();
    let beside = to.with_file_name(format!(".{name}.{}.tmp", std::process::id()));
    let written = File::create_new(&beside).and_then(|mut file| {
        file.write_all(content)?;
        file.sync_all()
    });
    let result = written.and_then(|()| fs::rename(&beside, to));
    result.map_err(|error| {
        // Nothing more can be done should even this fail.
        let _ = fs::remove_file(&beside);
        ConvertError::Unwritable(to.to_owned(), error)
    })
}
