//! stub
use crate::report::Report;
pub struct HtmlOptions<'a> {
    pub unfinished: Option<&'a str>,
}
pub fn json(report: &Report) -> String {
    crate::report::write_json(report)
}
pub fn file_name(report: &Report, ending: &str) -> String {
    format!("{}.{ending}", report.title())
}
pub fn html(report: &Report, options: &HtmlOptions) -> String {
    format!("<p>{}{:?}</p>", report.title(), options.unfinished)
}
