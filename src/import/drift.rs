//! Compares what a page of ours shows with the data it carries. Somebody may have edited the one and not the other;
//! the data is what is read, and every difference is spoken of.

use super::dom::{self, NodeId, ROOT, Tree};
use super::fingerprint;
use super::html::{is_block, is_unseen};
use super::notice::{Notice, PAGE_DRIFTED, has_content};
use super::words::Words;
use crate::form::{Prose, Section};
use crate::report::{Report, paragraphs, visible};

/// What a page shows otherwise than its data has it, one notice each. A page that cannot be parsed, or on which
/// nothing of a report is marked, shows nothing to compare.
pub(super) fn drifts(page: &str, report: &Report) -> Vec<Notice> {
    let Ok(tree) = dom::parse(page) else { return Vec::new() };
    let shown: Vec<NodeId> = tree.below(ROOT, |node| is_unseen(&tree, node)).collect();
    let marked = |name: &'static str| {
        shown.iter().filter_map(|node| Some((*node, tree.attribute(*node, name)?))).collect::<Vec<_>>()
    };
    let (cells, prose) = (marked("data-cell"), marked("data-prose"));
    if cells.is_empty() && prose.is_empty() {
        return Vec::new();
    }
    let mut comparison = Comparison { tree: &tree, report, notices: Vec::new() };
    comparison.title(&shown);
    comparison.prose(&prose);
    comparison.cells(&cells);
    comparison.strangers();
    comparison.notices
}

struct Comparison<'a> {
    tree: &'a Tree,
    report: &'a Report,
    notices: Vec<Notice>,
}

impl Comparison<'_> {
    fn drift(&mut self, place: &str, text: String) {
        self.notices.push(Notice::new(PAGE_DRIFTED, place, text));
    }

    fn differs(&mut self, place: &str, name: &str, shown: &str, data: &str) {
        let text =
            format!("页面上{name}是{}，文件里的数据是{}，已按数据导入，请核对", quoted(shown), quoted(data));
        self.drift(place, text);
    }

    fn title(&mut self, shown: &[NodeId]) {
        let title = Words::shown(&visible(&self.report.title()));
        for heading in shown.iter().filter(|node| self.tree.name(**node) == "h1") {
            let words = Words::of(self.tree, *heading);
            if words != title {
                self.differs("year", "标题", &words, &title);
            }
        }
    }

    fn cells(&mut self, marked: &[(NodeId, &str)]) {
        let edition = self.report.edition();
        for cell in &edition.cells {
            let data = Words::shown(&visible(&self.report.figures.get(cell.id).text()));
            let name = format!("“{}”一格", cell.name());
            let mut places = marked.iter().filter(|(_, path)| *path == cell.path).peekable();
            if places.peek().is_none() {
                self.drift(
                    &cell.path,
                    format!("页面上没有{name}，文件里的数据是{}，已按数据导入，请核对", quoted(&data)),
                );
            }
            for (node, _) in places {
                let words = Words::of(self.tree, *node);
                if words.trim() != data.trim() {
                    self.differs(&cell.path, &name, &words, &data);
                }
            }
        }
        for (node, path) in marked.iter().filter(|(_, path)| edition.find(path).is_none()) {
            let words = Words::of(self.tree, *node);
            self.drift("", format!("页面上多出一格“{path}”：{}，数据里没有，未导入", quoted(&words)));
        }
    }

    fn prose(&mut self, marked: &[(NodeId, &str)]) {
        for prose in Prose::ALL {
            let data: Vec<String> = paragraphs(self.report.narrative.get(prose))
                .map(|paragraph| Words::shown(&paragraph))
                .collect();
            let shown: Vec<String> = marked
                .iter()
                .filter(|(_, path)| *path == prose.path())
                .flat_map(|(node, _)| lines(&Words::of(self.tree, *node)))
                .collect();
            self.compare(prose, &shown, &data);
        }
        for (node, path) in marked.iter().filter(|(_, path)| Prose::at(path).is_none()) {
            let words = Words::of(self.tree, *node);
            self.drift("", format!("页面上多出一部分“{path}”：{}，数据里没有，未导入", quoted(&words)));
        }
    }

    fn compare(&mut self, prose: Prose, shown: &[String], data: &[String]) {
        let (path, label) = (prose.path(), prose.label());
        // Paragraphs that are the same at both ends are passed over; what is left in between differs.
        let before = shown.iter().zip(data).take_while(|(shown, data)| shown == data).count();
        let (shown_rest, data_rest) = (&shown[before..], &data[before..]);
        let behind = shown_rest
            .iter()
            .rev()
            .zip(data_rest.iter().rev())
            .take_while(|(shown, data)| shown == data)
            .count();
        let shown_rest = &shown_rest[..shown_rest.len() - behind];
        let data_rest = &data_rest[..data_rest.len() - behind];
        for index in 0..shown_rest.len().max(data_rest.len()) {
            let name = format!("“{label}”第{}段", before + index + 1);
            match (shown_rest.get(index), data_rest.get(index)) {
                (Some(shown), Some(data)) if shown != data => self.differs(path, &name, shown, data),
                (Some(shown), None) => {
                    self.drift(path, format!("页面上多出{name}：{}，数据里没有，未导入", quoted(shown)));
                }
                (None, Some(data)) => {
                    self.drift(
                        path,
                        format!("页面上没有{name}，文件里的数据是{}，已按数据导入，请核对", quoted(data)),
                    );
                }
                _ => {}
            }
        }
    }

    /// Words that are neither marked nor the form's own: somebody has added them.
    fn strangers(&mut self) {
        let is_marked = |node: NodeId| {
            let attribute = |name| self.tree.attribute(node, name);
            attribute("data-cell").is_some()
                || attribute("data-prose").is_some()
                // Pictures say nothing that the tables do not.
                || attribute("data-charts").is_some()
                || attribute("class")
                    .is_some_and(|class| class.split_ascii_whitespace().any(|name| name == "unfinished"))
                || self.tree.name(node) == "h1"
                || is_unseen(self.tree, node)
        };
        let known = self.own_words();
        let mut block = ROOT;
        let mut words = String::new();
        let mut found = Vec::new();
        for node in self.tree.below(ROOT, is_marked) {
            let Some(text) = self.tree.text(node) else { continue };
            let around =
                self.tree.ancestors(node).find(|element| is_block(self.tree.name(*element))).unwrap_or(ROOT);
            if around != block {
                found.push(std::mem::take(&mut words));
                block = around;
            }
            words.push_str(text);
        }
        found.push(words);
        for words in found.iter().map(|words| Words::shown(words)) {
            if has_content(&words) && !known.contains(&words) && !fingerprint::is_line(&words) {
                self.drift("", format!("页面上多出的文字未导入，数据里没有：{}", quoted(&words)));
            }
        }
    }

    /// Headings, sub-headings and labels.
    fn own_words(&self) -> Vec<String> {
        let mut words: Vec<String> =
            Section::ALL.iter().map(|section| section.heading().to_owned()).collect();
        for (ordinal, prose) in "一二三四五六七八".chars().zip(Section::Overview.prose()) {
            words.push(format!("（{ordinal}）{}", prose.label()));
        }
        let tables = self.report.edition().tables.iter();
        words.extend(
            tables
                .flat_map(|table| &table.layout)
                .flat_map(|row| &row.cells)
                .map(|cell| cell.text.to_owned()),
        );
        words
    }
}

fn lines(words: &str) -> Vec<String> {
    words.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

fn quoted(text: &str) -> String {
    if text.trim().is_empty() { "空白".to_owned() } else { format!("“{}”", text.trim()) }
}
