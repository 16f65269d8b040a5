//! Reads one statutory table out of the text of its section: finds the labels, lays the figures behind them
//! into the cells of the form, and says of everything else that it has no place.

use std::ops::Range;

use super::align::{Found, MOST_WORDS, align, joined};
use super::figures::{Columns, Decision, Row, decide};
use super::label::{Expected, Lexicon, Role, Wording, expected_rows};
use super::notice::{LABEL_DIFFERS, MOVED, Notice, TABLE_MISSING, UNDECIDED, UNPLACED, has_content};
use super::token::{Kind, Token, tokens};
use crate::form::{CellId, EDITION_2019, EDITION_2021, Edition, Header, Section};
use crate::report::Entry;

/// A table has a few thousand characters; of a longer text only this much (bytes) is searched for one.
const MOST_TEXT: usize = 120_000;

/// A table as read.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// The cells that hold something.
    pub(super) cells: Vec<(CellId, Entry)>,
    /// What is to be said.
    pub(super) notices: Vec<Notice>,
    /// How many words of this edition were found to the letter: tells the editions apart.
    pub(super) exact: usize,
    /// How many labels and heads were found at all.
    pub(super) found: usize,
}

/// Reads the table of a section out of the section's text.
pub(super) fn read(edition: &Edition, section: Section, text: &str) -> Reading {
    let key = section.table_key().unwrap_or_default();
    let Some(index) = edition.tables.iter().position(|table| table.data.key == key) else {
        return Reading::default();
    };
    let searched = &text[..text.floor_char_boundary(MOST_TEXT)];
    let lexicon = Lexicon::of(&[&EDITION_2021, &EDITION_2019], key);
    let tokens = tokens(searched, &lexicon);
    let used = vec![false; tokens.len()];
    let reading = Reading::default();
    let end = searched.len();
    let mut reader = Reader { edition, index, key, section, text, end, lexicon, tokens, used, reading };
    reader.read();
    reader.leftovers();
    reader.reading
}

pub(super) struct Reader<'a> {
    pub(super) edition: &'a Edition,
    pub(super) index: usize,
    pub(super) key: &'static str,
    section: Section,
    text: &'a str,
    /// How much of the text is cut into tokens.
    end: usize,
    lexicon: Lexicon,
    pub(super) tokens: Vec<Token>,
    /// Which tokens have found their place.
    pub(super) used: Vec<bool>,
    pub(super) reading: Reading,
}

/// A label that was found, with the tokens that make it.
pub(super) struct Placed {
    pub(super) expected: usize,
    pub(super) tokens: Range<usize>,
}

/// The cells behind a label.
struct Behind {
    cells: Vec<Range<usize>>,
    tokens: Range<usize>,
    shape: Option<(usize, usize)>,
    loose: bool,
}

/// A row of the form with what stands behind its label.
struct Line {
    number: usize,
    name: &'static str,
    behind: Behind,
}

impl<'a> Reader<'a> {
    fn read(&mut self) {
        let rows = expected_rows(self.edition.tables[self.index].data);
        let placed = self.place(&rows, 0..self.tokens.len());
        self.compare(&rows, &placed);
        let columns = self.columns(&rows, &placed);
        if self.reading.found == 0 {
            let text = format!("“{}”中没有找到法定表格，表中各格留空", self.section.heading());
            self.reading.notices.push(Notice::new(TABLE_MISSING, self.key, text));
            return;
        }
        let lines = self.lines(&rows, &placed);
        self.missing(&rows, &lines);
        self.fill(lines, &columns);
    }

    /// The words of some tokens, as printed.
    pub(super) fn words_of(&self, tokens: &Range<usize>) -> &'a str {
        match self.tokens[tokens.clone()] {
            [] => "",
            [ref first, .., ref last] => &self.text[first.range.start..last.range.end],
            [ref only] => &self.text[only.range.clone()],
        }
    }

    /// Finds expected words among some tokens.
    pub(super) fn place(&mut self, expected: &[Expected], within: Range<usize>) -> Vec<Placed> {
        let found = self.candidates(within);
        let mut placed = Vec::new();
        for (number, words) in align(expected, &found).into_iter().enumerate() {
            let Some(words) = words else { continue };
            let tokens = found[words.start].token..found[words.end - 1].token + 1;
            let exact = expected[number].wording.is_printed_as(&joined(&found[words]));
            self.reading.found += 1;
            self.reading.exact += usize::from(exact);
            self.used[tokens.clone()].fill(true);
            placed.push(Placed { expected: number, tokens });
        }
        for placed in &mut placed {
            let row = !matches!(expected[placed.expected].role, Role::Column { .. });
            if row && self.has_tail(placed.tokens.end) {
                self.used[placed.tokens.end] = true;
                placed.tokens.end += 1;
            }
        }
        placed
    }

    fn candidates(&self, within: Range<usize>) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        let mut after_value = false;
        for index in within {
            match self.tokens[index].kind {
                Kind::Word if found.len() < MOST_WORDS => {
                    let before_value = self.is_value(self.next_in_text(index + 1));
                    let wording = Wording::of(self.words_of(&(index..index + 1)));
                    found.push(Found { wording, token: index, after_value, before_value });
                    after_value = false;
                }
                Kind::Tab | Kind::Line => {}
                _ => after_value = true,
            }
        }
        found
    }

    /// The next token that is not a separator.
    fn next_in_text(&self, from: usize) -> Option<usize> {
        (from..self.tokens.len()).find(|next| !matches!(self.tokens[*next].kind, Kind::Tab | Kind::Line))
    }

    fn is_value(&self, token: Option<usize>) -> bool {
        token.is_some_and(|token| self.tokens[token].kind == Kind::Value)
    }

    /// Whether a remark is printed behind a label, in its cell: `行政许可（含备案）3`.
    fn has_tail(&self, next: usize) -> bool {
        const LONGEST: usize = 120;
        let Some(word) = self.tokens.get(next) else { return false };
        let words = Wording::of(&self.text[word.range.clone()]).whole;
        word.kind == Kind::Word
            && !self.used[next]
            && word.range.len() <= LONGEST
            && self.tokens.get(next + 1).is_none_or(|after| !matches!(after.kind, Kind::Word | Kind::Prose))
            && !self.lexicon.is_in(&words)
    }

    /// Speaks of labels that are not worded as the form has them.
    pub(super) fn compare(&mut self, expected: &[Expected], placed: &[Placed]) {
        for placed in placed {
            let wanted = &expected[placed.expected];
            let printed = self.words_of(&placed.tokens);
            if !wanted.wording.is_printed_as(&Wording::of(printed)) {
                let scope = if wanted.scope.is_empty() { "" } else { "的" };
                let (within, printed) = (wanted.scope, one_line(printed));
                let text = format!("{within}{scope}“{printed}”应为“{}”", wanted.text);
                let place = self.place_of(wanted);
                self.reading.notices.push(Notice::new(LABEL_DIFFERS, place, text));
            }
        }
    }

    fn place_of(&self, wanted: &Expected) -> String {
        match wanted.role {
            Role::Line { line } => self.line_place(line),
            _ => self.key.to_owned(),
        }
    }

    /// The address of the first cell of a line.
    fn line_place(&self, line: usize) -> String {
        let first = self.edition.tables[self.index].lines.get(line).and_then(|cells| cells.first());
        first.map_or_else(|| self.key.to_owned(), |id| self.edition.cell(*id).path.clone())
    }

    /// What stands behind each label of a line.
    fn lines(&mut self, rows: &[Expected], placed: &[Placed]) -> Vec<Line> {
        let mut lines = Vec::new();
        for placed in placed {
            if let Role::Line { line } = rows[placed.expected].role {
                let behind = self.behind(placed.tokens.end);
                lines.push(Line { number: line, name: rows[placed.expected].text, behind });
            }
        }
        for placed in placed {
            let row = &rows[placed.expected];
            let Role::Group { takes: Some(line) } = row.role else { continue };
            let free = lines.iter().all(|other| other.number != line);
            let next = self.next_in_text(placed.tokens.end);
            if free && self.is_value(next) {
                let behind = self.behind(placed.tokens.end);
                lines.push(Line { number: line, name: row.text, behind });
                let named =
                    rows.iter().find(|row| row.role == Role::Line { line }).map_or("", |row| row.text);
                let text = format!("“{}”只有一行，数字放在“{named}”，其余各行留空", row.text);
                self.reading.notices.push(Notice::new(MOVED, self.line_place(line), text));
            }
        }
        if rows.is_empty() {
            let last = self.used.iter().rposition(|used| *used).map_or(0, |last| last + 1);
            let behind = self.behind(self.first_figure_after(last));
            lines.push(Line { number: 0, name: self.section.heading(), behind });
        }
        lines
    }

    /// Where the line of figures below the heads begins, behind heads that were not understood.
    fn first_figure_after(&self, last: usize) -> usize {
        let tokens = &self.tokens[last..];
        let first = tokens.iter().position(|token| token.kind == Kind::Value);
        let understood = tokens[..first.unwrap_or(0)].iter().all(|token| token.kind != Kind::Word);
        let line = first.and_then(|first| tokens[..first].iter().rposition(|token| token.kind == Kind::Line));
        match (understood, line, first) {
            (false, Some(line), _) => last + line + 1,
            (false, None, Some(first)) => last + first,
            _ => last,
        }
    }

    fn behind(&self, start: usize) -> Behind {
        let stop = (start..self.tokens.len()).find(|token| self.used[*token]).unwrap_or(self.tokens.len());
        let line_end = self.line_end(start, stop);
        if let Some(behind) = self.cells_of_line(start, line_end, start) {
            return behind;
        }
        // Nothing beside the label: its figures stand on the lines below.
        let first = self.next_in_text(start).filter(|first| *first < stop).unwrap_or(stop);
        let line_start = self.tokens[start..first]
            .iter()
            .rposition(|token| token.kind == Kind::Line)
            .map(|at| start + at + 1);
        if let (Some(line_start), true) = (line_start, self.is_value(Some(first).filter(|f| *f < stop)))
            && let Some(behind) = self.cells_of_line(line_start, self.line_end(first, stop), usize::MAX)
        {
            return behind;
        }
        self.cells_below(start, stop)
    }

    fn line_end(&self, start: usize, stop: usize) -> usize {
        (start..stop).find(|token| self.tokens[*token].kind == Kind::Line).unwrap_or(stop)
    }

    /// The rest of a line cut at its tabs, where there are any and something stands between them.
    fn cells_of_line(&self, start: usize, end: usize, label: usize) -> Option<Behind> {
        let tokens = &self.tokens[start..end];
        let tabs = tokens.iter().filter(|token| token.kind == Kind::Tab).count();
        if tabs == 0 || tabs == tokens.len() {
            return None;
        }
        let from = if start == 0 { 0 } else { self.tokens[start - 1].range.end };
        let to = self.tokens.get(end).map_or(self.end, |next| next.range.start);
        let mut cells = Vec::new();
        let mut at = from;
        for tab in tokens.iter().filter(|token| token.kind == Kind::Tab) {
            cells.push(at..tab.range.start);
            at = tab.range.end;
        }
        cells.push(at..to.max(at));
        let mut first = start;
        // What is left of the label's own cell is a figure, or none of the row's.
        if label != usize::MAX && !self.is_value(Some(start)) {
            cells.remove(0);
            first += tokens.iter().position(|token| token.kind == Kind::Tab).unwrap_or(0);
        }
        let before = if label == usize::MAX { 0 } else { self.tabs_before(start) };
        let shape = Some((if label == usize::MAX { usize::MAX } else { before }, before + tabs + 1));
        Some(Behind { cells, tokens: first..end, shape, loose: false })
    }

    fn tabs_before(&self, token: usize) -> usize {
        let line = self.tokens[..token].iter().rev().take_while(|token| token.kind != Kind::Line);
        line.filter(|token| token.kind == Kind::Tab).count()
    }

    /// Figures one below the other, or run together.
    fn cells_below(&self, start: usize, stop: usize) -> Behind {
        let mut cells: Vec<Range<usize>> = Vec::new();
        let mut end = start;
        let mut blank = start..start;
        let mut new_lines = 0;
        for index in start..stop {
            let token = &self.tokens[index];
            match token.kind {
                Kind::Value => {
                    if !cells.is_empty() {
                        cells.extend((1..new_lines).map(|_| blank.clone()));
                    }
                    cells.push(token.range.clone());
                    (end, new_lines) = (index + 1, 0);
                }
                Kind::Line | Kind::Tab => {
                    blank = token.range.start..token.range.start;
                    new_lines += 1;
                }
                Kind::Word | Kind::Prose => break,
            }
        }
        Behind { cells, tokens: start..end, shape: None, loose: true }
    }

    fn fill(&mut self, lines: Vec<Line>, columns: &[Vec<Columns>]) {
        let text = self.text;
        let rows: Vec<Row<'a>> = lines
            .iter()
            .map(|line| Row {
                line: line.number,
                cells: line.behind.cells.iter().map(|cell| text[cell.clone()].trim()).collect(),
                shape: line.behind.shape,
                loose: line.behind.loose,
                columns: columns.get(self.block_of(line.number)).cloned().unwrap_or_default(),
            })
            .collect();
        let decisions = decide(self.edition, self.index, &rows);
        for (line, decision) in lines.into_iter().zip(decisions) {
            self.used[line.behind.tokens.clone()].fill(true);
            match decision {
                Decision::Placed(way) => self.put(&line, &way),
                Decision::Undecided => {
                    let printed = self.words_of(&line.behind.tokens).trim();
                    let text = format!(
                        "“{}”一行的数字无法确定各属哪一列，已留空，请对照原文填写：“{printed}”",
                        line.name
                    );
                    self.reading.notices.push(Notice::new(UNDECIDED, self.line_place(line.number), text));
                }
            }
        }
    }

    fn put(&mut self, line: &Line, way: &[(Option<usize>, &str)]) {
        let Some(cells) = self.edition.tables[self.index].lines.get(line.number) else { return };
        for (position, text) in way {
            let entry = Entry::printed(text);
            match position.and_then(|position| cells.get(position)) {
                _ if entry.is_blank() => {}
                Some(id) => self.reading.cells.push((*id, entry)),
                None => {
                    let text = format!("“{}”一行有法定表格以外的一列，其内容未导入：“{text}”", line.name);
                    self.reading.notices.push(Notice::new(UNPLACED, self.line_place(line.number), text));
                }
            }
        }
    }

    fn block_of(&self, line: usize) -> usize {
        let mut end = 0;
        self.edition.tables[self.index]
            .data
            .blocks
            .iter()
            .position(|block| {
                end += count_leaves(block.rows);
                line < end
            })
            .unwrap_or(0)
    }

    /// Speaks of rows that the table should have and has not.
    fn missing(&mut self, rows: &[Expected], lines: &[Line]) {
        let moved = lines.iter().find(|line| {
            rows.iter().any(|row| row.text == line.name && matches!(row.role, Role::Group { .. }))
        });
        let moved = moved.map(|line| line.name);
        for row in rows {
            let Role::Line { line } = row.role else { continue };
            if lines.iter().all(|other| other.number != line) && moved != Some(row.scope) {
                let scope = if row.scope.is_empty() { "" } else { "下" };
                let text = format!("表中没有找到{}{scope}“{}”一行", row.scope, row.text);
                self.reading.notices.push(Notice::new(LABEL_DIFFERS, self.line_place(line), text));
            }
        }
    }

    /// Speaks of everything that has found no place. Labels that are printed once more than the form has them
    /// (heads repeated on a new page) hold nothing and are passed over.
    fn leftovers(&mut self) {
        let mut runs: Vec<Range<usize>> = Vec::new();
        let mut open: Option<Range<usize>> = None;
        let mut holds_something = false;
        for (index, token) in self.tokens.iter().enumerate() {
            if matches!(token.kind, Kind::Tab | Kind::Line) {
                continue;
            }
            if self.used[index] {
                runs.extend(open.take().filter(|_| holds_something));
                holds_something = false;
                continue;
            }
            let words = &self.text[token.range.clone()];
            holds_something |= token.kind != Kind::Word || !self.lexicon.contains(&Wording::of(words).whole);
            match &mut open {
                Some(run) => run.end = token.range.end,
                None => open = Some(token.range.clone()),
            }
        }
        runs.extend(open.filter(|_| holds_something));
        if has_content(&self.text[self.end..]) {
            runs.push(self.end..self.text.len());
        }
        for run in runs {
            let words = &self.text[run];
            let text = format!("“{}”中的这些内容没有对应的位置，未导入：“{words}”", self.section.heading());
            self.reading.notices.push(Notice::new(UNPLACED, self.key, text));
        }
    }
}

/// How many lines or columns stand under some headers.
pub(super) fn count_leaves(headers: &[Header]) -> usize {
    headers.iter().map(|h| if h.children.is_empty() { 1 } else { count_leaves(h.children) }).sum()
}

/// Words on one line, for a message.
pub(super) fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
