//! stub
use crate::report::Report;
pub struct Imported {
    pub report: Report,
    pub notices: Vec<Notice>,
}
pub struct Notice {
    pub code: &'static str,
    pub place: String,
    pub text: String,
}
#[derive(Debug, thiserror::Error)]
#[error("x")]
pub struct ImportError;
pub fn import(_b: &[u8], _n: Option<&str>) -> Result<Imported, ImportError> {
    Err(ImportError)
}
pub fn import_text(_t: &str) -> Result<Imported, ImportError> {
    Err(ImportError)
}
