//! Opens a report file for a command.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::import::{ImportError, Imported, MOST_BYTES, import};

/// Why a file could not be used.
#[derive(Debug, Error)]
pub(super) enum InputError {
    /// There is no such file.
    #[error("找不到文件“{}”。请检查路径。", .0.display())]
    Missing(PathBuf),
    /// It is a folder.
    #[error("“{}”是文件夹。请指定其中的报告文件。", .0.display())]
    Folder(PathBuf),
    /// It cannot be read.
    #[error("文件“{}”读不出来：{}。", .0.display(), .1)]
    Unreadable(PathBuf, io::Error),
    /// It cannot be used.
    #[error("文件“{}”不能使用：{}", .0.display(), .1)]
    Unusable(PathBuf, ImportError),
}

/// Reads the report in a file.
pub(super) fn open(path: &Path) -> Result<Imported, InputError> {
    let failed = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => InputError::Missing(path.to_owned()),
        io::ErrorKind::IsADirectory => InputError::Folder(path.to_owned()),
        _ => InputError::Unreadable(path.to_owned(), error),
    };
    if path.is_dir() {
        return Err(InputError::Folder(path.to_owned()));
    }
    let file = File::open(path).map_err(failed)?;
    // A file that is too large is not read to its end; its size is told all the same.
    let size = file.metadata().map_err(failed)?.len();
    let mut bytes = Vec::new();
    file.take(MOST_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() > MOST_BYTES {
        let bytes = usize::try_from(size).unwrap_or(usize::MAX).max(bytes.len());
        return Err(InputError::Unusable(path.to_owned(), ImportError::TooLarge { bytes }));
    }
    let name = path.file_name().map(|name| name.to_string_lossy());
    import(&bytes, name.as_deref()).map_err(|error| InputError::Unusable(path.to_owned(), error))
}
