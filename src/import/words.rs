//! The words of a page as a reader sees them: white space as browsers show it.

use super::dom::{NodeId, Tree};
use super::html::{is_block, is_unseen};

/// Words being collected. Lines are parted by `\n`.
#[derive(Debug, Default)]
pub(super) struct Words {
    text: String,
    /// White space seen since the last word.
    gap: Gap,
    /// How many elements with preformatted text are open.
    preformatted: usize,
    /// How many links are open.
    links: usize,
    /// Characters within links, and all of them.
    linked: usize,
    all: usize,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Gap {
    #[default]
    None,
    Blank,
    /// A line end in the source of the page.
    LineEnd,
}

impl Words {
    /// The words of an element.
    pub(super) fn of(tree: &Tree, element: NodeId) -> String {
        Self::collected(tree, element, true)
    }

    /// The words of a cell that do not stand in a table within it.
    pub(super) fn of_own(tree: &Tree, element: NodeId) -> String {
        Self::collected(tree, element, false)
    }

    /// A text as a page shows it.
    pub(super) fn shown(text: &str) -> String {
        let mut words = Self::default();
        words.add(text);
        words.take().0.trim().to_owned()
    }

    fn collected(tree: &Tree, element: NodeId, nested: bool) -> String {
        let mut words = Self::default();
        let mut steps: Vec<(NodeId, bool)> =
            tree.children(element).iter().rev().map(|node| (*node, true)).collect();
        while let Some((node, enters)) = steps.pop() {
            let name = tree.name(node);
            if let Some(text) = tree.text(node) {
                words.add(text);
                continue;
            }
            if enters {
                if is_unseen(tree, node) || name == "table" && !nested {
                    continue;
                }
                words.enter(tree, node);
                steps.push((node, false));
                steps.extend(tree.children(node).iter().rev().map(|child| (*child, true)));
            } else {
                words.leave(tree, node);
            }
            if is_block(name) || (name == "br" && enters) {
                words.end_line();
            }
        }
        words.take().0
    }

    /// Whether there is no word yet.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Notes that an element begins.
    pub(super) fn enter(&mut self, tree: &Tree, element: NodeId) {
        self.preformatted += usize::from(tree.name(element) == "pre");
        self.links += usize::from(tree.name(element) == "a" && tree.attribute(element, "href").is_some());
    }

    /// Notes that an element ends.
    pub(super) fn leave(&mut self, tree: &Tree, element: NodeId) {
        self.preformatted -= usize::from(tree.name(element) == "pre");
        self.links -= usize::from(tree.name(element) == "a" && tree.attribute(element, "href").is_some());
    }

    /// Adds text.
    pub(super) fn add(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '\t' | '\n' if self.preformatted > 0 => self.text.push(c),
                '\n' | '\r' => self.gap = Gap::LineEnd,
                ' ' | '\t' | '\u{c}' => self.gap = if self.gap == Gap::None { Gap::Blank } else { self.gap },
                c => self.push(c),
            }
        }
    }

    fn push(&mut self, c: char) {
        let before = self.text.chars().next_back().filter(|before| !matches!(before, '\n' | '\t'));
        if let Some(before) = before {
            // A line that ends amid Chinese words goes on without a blank.
            let dropped = self.gap == Gap::LineEnd && is_wide(before) && is_wide(c);
            if self.gap != Gap::None && !dropped {
                self.text.push(' ');
            }
        }
        self.gap = Gap::None;
        self.text.push(c);
        if !c.is_whitespace() {
            self.all += 1;
            self.linked += usize::from(self.links > 0);
        }
    }

    fn end_line(&mut self) {
        self.gap = Gap::None;
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    /// Takes what was collected, and whether all of it was links.
    pub(super) fn take(&mut self) -> (String, bool) {
        let linked = self.all > 0 && self.linked == self.all;
        let text = std::mem::take(&mut self.text);
        (self.gap, self.linked, self.all) = (Gap::None, 0, 0);
        (text.trim_end_matches('\n').to_owned(), linked)
    }
}

/// Chinese characters and their punctuation.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ffef}' | '“' | '”' | '‘' | '’' | '…' | '—')
}

#[cfg(test)]
mod tests {
    use super::super::dom;
    use super::*;

    fn words(page: &str) -> String {
        Words::of(&dom::parse(page).unwrap(), dom::ROOT)
    }

    #[test]
    fn white_space_is_what_browsers_show() {
        assert_eq!(words("<p>社会公<br>益组织</p>"), "社会公\n益组织");
        assert_eq!(words("<p>  政府\n  信息 <span> 公开</span>\n5\n件 </p><p>二"), "政府信息 公开 5 件\n二");
        assert_eq!(words("<p>1<span>2</span><o:p>&nbsp;</o:p></p>"), "12\u{a0}");
        assert_eq!(words("<pre>规章\t0\n行政\t1</pre>"), "规章\t0\n行政\t1");
    }

    #[test]
    fn what_is_hidden_is_no_word() {
        assert_eq!(
            words(
                "<div>甲<span style='DISPLAY : none'>乙</span><script>丙</script><style>丁</style><i hidden>戊</i></div>"
            ),
            "甲"
        );
    }
}
