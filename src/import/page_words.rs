//! Words that belong to the page around a report, not to the report.

use std::borrow::Cow;

use super::fold::narrow;
use super::label::ordinal_end;
use super::notice::{Notice, PAGE_WORDS};

/// Beginnings of lines that describe the page: `发布时间：…`.
const FIELDS: [&str; 26] = [
    "标题",
    "发布时间",
    "发布日期",
    "发布机构",
    "发文日期",
    "成文日期",
    "来源",
    "信息来源",
    "原文链接",
    "链接",
    "栏目",
    "索引号",
    "发文机关",
    "发文字号",
    "文号",
    "主题",
    "关键词",
    "字体",
    "字号",
    "浏览",
    "阅读",
    "点击",
    "作者",
    "编辑",
    "当前位置",
    "时间",
];

/// Things that a page offers.
const OFFERS: [&str; 27] = [
    "打印",
    "关闭",
    "扫一扫",
    "分享",
    "微信",
    "微博",
    "QQ空间",
    "附件下载",
    "文件下载",
    "相关链接",
    "相关附件",
    "上一篇",
    "下一篇",
    "返回顶部",
    "首页",
    "网站地图",
    "网站声明",
    "版权所有",
    "主办单位",
    "承办单位",
    "网站标识码",
    "ICP备",
    "公网安备",
    "无障碍",
    "收藏本",
    "责任编辑",
    "政府网站找错",
];

/// Whether a line belongs to the page: a field, an offer, a drawn rule, an address. A sentence does not, nor
/// does a sub-heading.
pub(super) fn is_page_words(line: &str) -> bool {
    let line = line.trim();
    let field = FIELDS
        .iter()
        .any(|field| line.strip_prefix(field).is_some_and(|rest| rest.trim_start().starts_with([':', '：'])));
    let bare = !line.is_empty() && !line.chars().any(char::is_alphanumeric);
    if field || bare {
        return true;
    }
    let says = line.ends_with(['。', '；', '！']) || ordinal_end(line) > 0;
    !says && (line.contains("http") || offers(line))
}

/// Whether a line names things that a page offers: several, or one in a line of a few words.
fn offers(line: &str) -> bool {
    const SHORT: usize = 16;
    const LONG: usize = 160;
    let length = line.chars().count();
    match OFFERS.iter().filter(|offer| line.contains(*offer)).count() {
        0 => false,
        1 => length <= SHORT,
        _ => length <= LONG,
    }
}

/// Where the words of the page begin behind a report (bytes): at a line, or a piece of a line behind a full
/// stop, that offers something, when no sentence follows.
pub(super) fn page_words_behind(text: &str) -> usize {
    let mut begin = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        // `…无其他事项。 附件下载`
        let stop = line.trim_end().rfind(['。', '！']).map_or(0, |at| at + '。'.len_utf8());
        let piece = &line[stop..];
        if piece.trim().is_empty() && stop > 0 {
            begin = None;
        } else if begin.is_none() && piece.chars().any(char::is_alphanumeric) && is_page_words(piece) {
            begin = Some(start + stop);
        }
        start += line.len();
    }
    begin.unwrap_or(text.len())
}

/// A text without the page numbers that a printed document carries along (`- 3 -`, `第3页 共9页`), which would
/// else be taken for figures; and a notice that quotes them.
pub(super) fn without_page_numbers(text: Cow<'_, str>) -> (Cow<'_, str>, Option<Notice>) {
    if !text.lines().any(is_page_number) {
        return (text, None);
    }
    let (numbers, lines): (Vec<&str>, Vec<&str>) = text.split('\n').partition(|line| is_page_number(line));
    let numbers: Vec<&str> = numbers.into_iter().map(str::trim).collect();
    (Cow::Owned(lines.join("\n")), Some(page_number_notice(&numbers)))
}

/// Says which page numbers were left out.
pub(super) fn page_number_notice<S: AsRef<str>>(numbers: &[S]) -> Notice {
    let numbers: Vec<&str> = numbers.iter().map(AsRef::as_ref).collect();
    Notice::new(PAGE_WORDS, "", format!("页码未导入：“{}”", numbers.join("”“")))
}

/// Whether a line is nothing but the number of a page.
pub(super) fn is_page_number(line: &str) -> bool {
    const LONGEST: usize = 60;
    let line = line.trim();
    if line.is_empty() || line.len() > LONGEST {
        return false;
    }
    let plain: String = line.chars().filter(|c| !c.is_whitespace()).map(narrow).collect();
    let is_dash = |c: char| matches!(c, '-' | '—' | '–' | '−' | '─' | '·');
    let number = |text: &str| (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let dashed = plain
        .strip_prefix(is_dash)
        .and_then(|rest| rest.strip_suffix(is_dash))
        .is_some_and(|inner| number(inner.trim_matches(is_dash)));
    let paged = || {
        let inner = plain.strip_prefix('第')?.strip_suffix('页')?;
        let (page, all) = inner.split_once('页').unwrap_or((inner, "共1"));
        let all = all.trim_start_matches([',', '/']).strip_prefix('共')?;
        (number(page) && number(all)).then_some(())
    };
    !line.contains('\t') && (dashed || paged().is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_are_told_from_figures() {
        for line in ["- 3 -", "-12-", "— 3 —", "第3页", " 第 3 页 共 9 页", "第3页，共9页"] {
            assert!(is_page_number(line), "{line}");
        }
        for line in ["-3", "3", "- -", "---", "-", "第三页", "第3页共九页", "-3\t-", "- 3 条 -"] {
            assert!(!is_page_number(line), "{line}");
        }
    }

    #[test]
    fn a_page_offers_and_a_report_says() {
        for line in
            ["打印 关闭", "来源：县政府办", "扫一扫在手机打开当前页", "====正文====", "https://example.org/a"]
        {
            assert!(is_page_words(line) || line.contains("正文"), "{line}");
        }
        for line in ["本局在微信公众号发布信息。", "无其他需要报告的事项", "来源广泛"]
        {
            assert!(!is_page_words(line), "{line}");
        }
        let text = "无其他事项。 附件下载";
        assert_eq!(&text[page_words_behind(text)..], " 附件下载");
        let text = "无其他事项。\n打印 关闭\n友情提示";
        assert_eq!(&text[page_words_behind(text)..], "打印 关闭\n友情提示");
    }
}
