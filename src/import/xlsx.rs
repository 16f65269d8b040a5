//! Reads a workbook.
use super::package::OfficeError;
use super::source::Source;

pub(super) fn read(_bytes: &[u8]) -> Result<Source, OfficeError> {
    Err(OfficeError::NoDocument)
}
