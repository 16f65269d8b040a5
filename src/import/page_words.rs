//! Words that belong to the page around a report, not to the report.

use super::label::ordinal_end;

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

#[cfg(test)]
mod tests {
    use super::*;

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
