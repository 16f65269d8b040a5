//! The words of the form as an import looks for them. All of them come from the form's header trees.

use std::collections::HashMap;

use super::fold::{fold, fold_char, likeness, likeness_bound, narrow};
use crate::form::{Edition, Header, TableData};

/// A label as words to compare: its ordinal (`1` of `1.属于…`) and what follows it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Wording {
    /// The ordinal, folded; empty when there is none.
    pub(super) ordinal: Vec<char>,
    /// The rest, folded.
    pub(super) body: Vec<char>,
    /// Both.
    pub(super) whole: Vec<char>,
}

impl Wording {
    /// Takes a printed label apart.
    pub(super) fn of(text: &str) -> Self {
        let (ordinal, body) = text.split_at(ordinal_end(text));
        Self { ordinal: fold(ordinal), body: fold(body), whole: fold(text) }
    }

    /// Whether a printed label is this one but for harmless variants. A label that lost its ordinal is: word
    /// processors number by themselves, and the numbers are not copied.
    pub(super) fn is_printed_as(&self, printed: &Self) -> bool {
        self.whole == printed.whole || (printed.ordinal.is_empty() && self.body == printed.body)
    }

    /// How well a printed label fits this one; nothing when it does not fit at all. A label printed to the
    /// letter is worth more than any that is merely like it.
    ///
    /// `least` is how much alike (in thousandths) a label without ordinal must be.
    pub(super) fn fit(&self, printed: &Self, least: usize) -> Option<usize> {
        let ordinals = match (self.ordinal.is_empty(), printed.ordinal.is_empty()) {
            (false, false) if self.ordinal == printed.ordinal => Ordinals::Same,
            (_, false) => Ordinals::Different,
            _ => Ordinals::Absent,
        };
        if self.whole == printed.whole {
            return Some(2400 + 40 * self.body.len().min(12));
        }
        if self.body == printed.body {
            return Some(match ordinals {
                Ordinals::Absent => 2000 + 40 * self.body.len().min(12),
                _ => 1300,
            });
        }
        if likeness_bound(self.body.len(), printed.body.len()) < 200 {
            return None;
        }
        let begins = self.body.len().min(printed.body.len()) >= 4
            && (self.body.starts_with(&printed.body) || printed.body.starts_with(&self.body));
        let alike = likeness(&self.body, &printed.body).max(if begins { 700 } else { 0 });
        match ordinals {
            Ordinals::Same if alike >= 300 => Some(alike + 200),
            Ordinals::Absent if alike >= least => Some(alike),
            Ordinals::Different if alike >= 600 => Some(alike - 250),
            _ => None,
        }
    }
}

enum Ordinals {
    Same,
    Different,
    Absent,
}

/// Where the ordinal with which a text begins ends (bytes); 0 when there is none.
pub(super) fn ordinal_end(text: &str) -> usize {
    let mut chars = text.char_indices().map(|(at, c)| (at, c, narrow(c))).peekable();
    while chars.next_if(|(_, c, _)| c.is_whitespace()).is_some() {}
    if let Some((at, c, _)) = chars.next_if(|(_, c, _)| is_ready_made(*c)) {
        return at + c.len_utf8();
    }
    let bracket = chars.next_if(|(_, _, n)| matches!(n, '(' | '〔' | '[')).is_some();
    let mut numerals = 0;
    let mut arabic = false;
    while let Some((_, _, n)) = chars.next_if(|(_, _, n)| n.is_ascii_digit() || is_numeral(*n)) {
        numerals += 1;
        arabic = n.is_ascii_digit();
    }
    while chars.next_if(|(_, c, _)| c.is_whitespace()).is_some() {}
    match chars.peek() {
        _ if numerals == 0 || numerals > 2 => 0,
        Some((at, c, ')' | '〕' | ']')) if bracket => at + c.len_utf8(),
        Some(_) | None if bracket => 0,
        Some((at, c, '、' | '.' | ',' | ':' | ')')) => at + c.len_utf8(),
        Some((at, c, _)) if arabic && fold_char(*c).is_some() => *at,
        _ => 0,
    }
}

/// 一 … 十
pub(super) fn is_numeral(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

/// Ordinals that are one character: ① ⑴ ⒈ ㈠
fn is_ready_made(c: char) -> bool {
    matches!(c, '①'..='⑨' | '⑴'..='⑼' | '⒈'..='⒐' | '㈠'..='㈩')
}

/// A word of the form that an import expects.
#[derive(Debug, Clone)]
pub(super) struct Expected {
    /// The statutory wording.
    pub(super) text: &'static str,
    /// The same, to compare.
    pub(super) wording: Wording,
    /// What it is.
    pub(super) role: Role,
    /// The clause or group that it stands under, as messages name it.
    pub(super) scope: &'static str,
    /// A number shared by columns that stand side by side under one head; 0 where groups stand among them.
    pub(super) family: usize,
}

/// What a word of the form is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The clause above a block.
    Title {
        /// The block.
        block: usize,
    },
    /// A label over further labels, or above the labels.
    Group {
        /// The line that takes figures printed beside the group itself (（六）其他处理 as one row).
        takes: Option<usize>,
    },
    /// A label of a line of figures.
    Line {
        /// The line, counted over the whole table.
        line: usize,
    },
    /// A column head with figures below it.
    Column {
        /// The position in its lines.
        position: usize,
    },
}

/// The titles and row labels of a table in reading order.
pub(super) fn expected_rows(data: &TableData) -> Vec<Expected> {
    let mut found = Vec::new();
    let mut line = 0;
    for (block, form) in data.blocks.iter().enumerate() {
        found.extend(form.title.map(|title| Expected::new(title, Role::Title { block })));
        let scope = form.title.map_or("", |title| title.strip_prefix("第二十条").unwrap_or(title));
        row_labels(form.rows, scope, &mut line, &mut found);
    }
    found
}

fn row_labels(rows: &[Header], scope: &'static str, line: &mut usize, found: &mut Vec<Expected>) {
    for row in rows {
        if row.children.is_empty() {
            if !row.label.is_empty() {
                found.push(Expected { scope, ..Expected::new(row.label, Role::Line { line: *line }) });
            }
            *line += 1;
        } else {
            // A group that the older form prints as one row holds its figures in the child named for the rest.
            let all_leaves = row.children.iter().all(|child| child.children.is_empty());
            let rest = row.children.iter().position(|child| child.key == "other");
            let takes = rest.filter(|_| all_leaves).map(|rest| *line + rest);
            found.push(Expected { scope, ..Expected::new(row.label, Role::Group { takes }) });
            row_labels(row.children, row.label, line, found);
        }
    }
}

/// The corner and column heads of a block, in the order in which a reader of the page meets them.
pub(super) fn expected_heads(corner: Option<&'static str>, columns: &'static [Header]) -> Vec<Expected> {
    let mut found: Vec<_> =
        corner.map(|text| Expected::new(text, Role::Group { takes: None })).into_iter().collect();
    let mut numbering = Numbering::default();
    numbering.number(columns, "", 0);
    numbering.heads.sort_by_key(|(depth, _)| *depth);
    found.extend(numbering.heads.into_iter().map(|(_, expected)| expected));
    found
}

#[derive(Default)]
struct Numbering {
    position: usize,
    families: usize,
    heads: Vec<(usize, Expected)>,
}

impl Numbering {
    fn number(&mut self, columns: &'static [Header], scope: &'static str, depth: usize) {
        let side_by_side = columns.iter().all(|column| column.children.is_empty());
        self.families += usize::from(side_by_side);
        let family = if side_by_side { self.families } else { 0 };
        for column in columns {
            let role = if column.children.is_empty() {
                self.position += 1;
                Role::Column { position: self.position - 1 }
            } else {
                Role::Group { takes: None }
            };
            self.heads.push((depth, Expected { scope, family, ..Expected::new(column.label, role) }));
            if !column.children.is_empty() {
                self.number(column.children, column.label, depth + 1);
            }
        }
    }
}

impl Expected {
    fn new(text: &'static str, role: Role) -> Self {
        Self { text, wording: Wording::of(text), role, scope: "", family: 0 }
    }
}

/// Every wording of a table, to be found in running text.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    by_first: HashMap<char, Vec<Vec<char>>>,
}

impl Lexicon {
    /// The wordings of one table in the given editions.
    pub(super) fn of(editions: &[&Edition], key: &str) -> Self {
        let mut lexicon = Self::default();
        for table in editions.iter().filter_map(|edition| edition.table(key)) {
            for expected in expected_rows(table.data) {
                lexicon.add(&expected.wording);
            }
            for block in table.data.blocks {
                for expected in expected_heads(block.corner, block.columns) {
                    lexicon.add(&expected.wording);
                }
            }
        }
        for bucket in lexicon.by_first.values_mut() {
            bucket.sort_by_key(|words| std::cmp::Reverse(words.len()));
            bucket.dedup();
        }
        lexicon
    }

    fn add(&mut self, wording: &Wording) {
        for words in [&wording.whole, &wording.body] {
            if let Some(first) = words.first() {
                let bucket = self.by_first.entry(*first).or_default();
                if !bucket.contains(words) {
                    bucket.push(words.clone());
                }
            }
        }
    }

    /// The lengths of the wordings with which a folded text begins, longest first.
    pub(super) fn beginnings<'a>(&'a self, text: &'a [char]) -> impl Iterator<Item = usize> + 'a {
        text.first()
            .and_then(|first| self.by_first.get(first))
            .into_iter()
            .flatten()
            .filter(|words| text.starts_with(words))
            .map(Vec::len)
    }

    /// Whether one of the wordings stands anywhere in a folded text.
    pub(super) fn is_in(&self, text: &[char]) -> bool {
        (0..text.len()).any(|at| self.beginnings(&text[at..]).next().is_some())
    }

    /// Whether a folded text is one of the wordings.
    pub(super) fn contains(&self, text: &[char]) -> bool {
        self.beginnings(text).next() == Some(text.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::EDITION_2021;

    #[test]
    fn ordinals_are_told_from_words() {
        for (text, ordinal) in [
            ("（一）予以公开", "（一）"),
            ("(七)总计", "(七)"),
            ("1.属于国家秘密", "1."),
            ("１、属于", "１、"),
            ("1属于国家机密", "1"),
            ("四、结转", "四、"),
            ("一般", ""),
            ("第二十条第（一）项", ""),
            ("（本列数据", ""),
            ("2022年", ""),
            ("⑴属于", "⑴"),
            ("", ""),
        ] {
            assert_eq!(&text[..ordinal_end(text)], ordinal, "{text}");
        }
    }

    #[test]
    fn a_wrong_word_in_the_right_place_fits_less_than_the_right_word() {
        let coercion = Wording::of("行政强制");
        let exact = coercion.fit(&Wording::of("行政强制"), 500);
        let wrong = coercion.fit(&Wording::of("行政许可"), 500);
        assert!(exact > wrong && wrong.is_some());
        assert_eq!(coercion.fit(&Wording::of("信息内容"), 500), None);
    }

    #[test]
    fn heads_come_in_the_order_of_the_page() {
        let table = EDITION_2021.table("remedies").unwrap();
        let block = &table.data.blocks[0];
        let heads: Vec<_> = expected_heads(block.corner, block.columns).iter().map(|e| e.text).collect();
        assert_eq!(heads[..4], ["行政复议", "行政诉讼", "结果维持", "结果纠正"]);
        assert_eq!(heads[7..9], ["未经复议直接起诉", "复议后起诉"]);
        assert_eq!(heads.len(), 19);
    }
}
