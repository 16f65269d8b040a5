//! What this program prints on a file beside the report: the fingerprint, which tells whether the file is still as it
//! was, and the note on one that is not finished.

use std::borrow::Cow;

use super::document::Passage;
use super::notice::{FINGERPRINT_DIFFERS, Notice};
use crate::report::{FINGERPRINT_LABEL, Fingerprint, Report, UNFINISHED_LABEL, fingerprint};

/// Takes the lines with a fingerprint out of a document, and the note that it is not finished, for they are no part of
/// the report; of several fingerprints the last one counts. A line that names one but holds none is left where it is.
pub(super) fn take(passages: &mut Vec<Passage>) -> Option<Fingerprint> {
    let mut found = None;
    passages.retain(|passage| {
        let Passage::Words(text) = passage else { return true };
        let code = read(text);
        found = code.or(found);
        code.is_none() && !is_note(text)
    });
    found
}

/// The fingerprint among words that are not of the report.
pub(super) fn among(words: &[String]) -> Option<Fingerprint> {
    words.iter().filter_map(|line| read(line)).next_back()
}

/// Whether a line is a fingerprint.
pub(super) fn is_line(line: &str) -> bool {
    read(line).is_some()
}

/// Whether a line is one that this program prints beside a report.
pub(super) fn is_beside(line: &str) -> bool {
    is_line(line) || is_note(line)
}

/// Takes the same lines out of a text.
pub(super) fn without_line(text: &str) -> (Cow<'_, str>, Option<Fingerprint>) {
    let code = text.lines().filter_map(read).next_back();
    if code.is_none() && !text.contains(UNFINISHED_LABEL) {
        return (Cow::Borrowed(text), None);
    }
    let lines = text.split_inclusive('\n').filter(|line| read(line).is_none() && !is_note(line));
    (Cow::Owned(lines.collect()), code)
}

/// `未完成稿：还有 3 处错误、0 处待核实，请勿公布。`, alone on its line.
fn is_note(line: &str) -> bool {
    line.trim().starts_with(UNFINISHED_LABEL) && line.trim().ends_with("请勿公布。")
}

/// `数据校验码：3F2A-91C0-…`, alone on its line.
fn read(line: &str) -> Option<Fingerprint> {
    let code = line.trim().strip_prefix(FINGERPRINT_LABEL)?.trim_start();
    code.trim_start_matches([':', '：']).parse().ok()
}

/// What is to be said of a report that was read out of a file with this fingerprint; nothing where it fits.
pub(super) fn notice(printed: Option<Fingerprint>, report: &Report) -> Option<Notice> {
    let found = fingerprint(report);
    let printed = printed.filter(|printed| *printed != found)?;
    let text = format!(
        "文件里的{FINGERPRINT_LABEL}（{printed}）与读到的内容（{found}）不一致：文件导出后有人改过数字或文字，或者有内容没有读全，请与原稿核对"
    );
    Some(Notice::new(FINGERPRINT_DIFFERS, "", text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Entry, example};

    #[test]
    fn the_line_is_taken_out_and_compared() {
        let report = example();
        let code = fingerprint(&report);
        for line in
            [format!("数据校验码：{code}"), format!(" 数据校验码: {} ", code.to_string().to_lowercase())]
        {
            let words = |text: &str| Passage::Words(text.to_owned());
            let mut passages = vec![words("无。"), words(&line), words("数据校验码是什么")];

            assert_eq!(take(&mut passages), Some(code));

            assert_eq!(passages.len(), 2);
        }
        assert_eq!(notice(Some(code), &report), None);
        assert_eq!(notice(None, &report), None);
    }

    #[test]
    fn a_changed_figure_is_told() {
        let mut report = example();
        let code = fingerprint(&report);
        let id = report.edition().ids().next().unwrap();
        report.figures.put(id, Entry::Count(999));
        let notice = notice(Some(code), &report).unwrap();
        assert_eq!(notice.code, FINGERPRINT_DIFFERS);
        assert!(notice.text.contains(&code.to_string()), "{}", notice.text);
    }
}
