//! Which row of a table is which line of the form: by the words of its labels and of the groups they stand under,
//! in whatever order the rows come. A label in the wrong wording is known by its neighbours.

use super::label::{Expected, Role, Wording};
use super::recognise::{Part, is_of_the_form};
use super::sheet::{Cell, CellKind};

/// A row of one of the parts of a table.
#[derive(Debug)]
pub(super) struct Row {
    /// The part, as an index.
    pub(super) part: usize,
    /// The row in the part's sheet.
    pub(super) at: usize,
    /// The cells that cover it, from the left.
    pub(super) cells: Vec<usize>,
    /// What it is.
    pub(super) role: RowRole,
    /// The group or clause under which it stands, as an index into what is expected.
    scope: Scope,
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowRole {
    /// The clause above a block.
    Title {
        /// What it was taken for.
        expected: usize,
    },
    /// Heads of columns, or anything else without figures of the form.
    Other,
    /// A line of the form.
    Line {
        /// What its label was taken for.
        expected: usize,
        /// The line.
        line: usize,
        /// The last cell of the label, as an index into the cells.
        label: usize,
        /// Whether the label goes on in the row below, torn by a page break.
        torn: bool,
    },
    /// A line that was read before.
    Again {
        /// The line.
        line: usize,
        /// The last cell of the label.
        label: usize,
    },
    /// The rest of a label that began in the row above.
    Rest,
    /// A group that is printed as a row of its own, above its lines.
    Group {
        /// The group.
        expected: usize,
    },
}

/// The group that a row stands under, and whether the row itself names it.
#[derive(Debug, Clone, Copy, Default)]
struct Scope {
    group: Option<usize>,
    named: bool,
}

/// A way to read a row.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    score: i32,
    row: usize,
    expected: usize,
    line: usize,
    label: usize,
    torn: bool,
}

/// A label printed as the form has it, perhaps with another ordinal.
const PLAIN: i32 = 1_300;
/// A label printed to the letter under the right group.
const CERTAIN: i32 = 2_000;
/// The least that a label must fit.
const LEAST: usize = 500;

/// More rows than any table of the form has, however often it is printed; what comes after them is not looked at.
pub(super) const MOST_ROWS: usize = 600;

/// Finds the lines of the form among the rows of the parts of one table, of which the blocks must have these heads.
pub(super) fn rows(expected: &[Expected], heads: &[Vec<Expected>], parts: &[&Part]) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for (part, known) in parts.iter().enumerate() {
        let left = MOST_ROWS - rows.len();
        for row in known.rows.clone().take(left) {
            let cells = known.sheet.row(row);
            rows.push(Row { part, at: row, cells, role: RowRole::Other, scope: Scope::default() });
        }
    }
    let mut finder = Finder { expected, heads, parts, rows, taken: Vec::new() };
    finder.titles();
    finder.scopes();
    let plain = finder.plain();
    finder.assign(plain, PLAIN);
    let alike = finder.alike();
    finder.assign(alike, i32::try_from(LEAST).unwrap_or(i32::MAX));
    finder.rows
}

struct Finder<'a> {
    expected: &'a [Expected],
    heads: &'a [Vec<Expected>],
    parts: &'a [&'a Part],
    rows: Vec<Row>,
    /// Lines that have their row, each with the expected label by which it was found.
    taken: Vec<(usize, usize)>,
}

impl<'a> Finder<'a> {
    fn cell(&self, row: usize, cell: usize) -> &'a Cell {
        let Row { part, cells, .. } = &self.rows[row];
        self.parts[*part].sheet.cell(cells[cell])
    }

    fn titles(&mut self) {
        let titles: Vec<usize> = self.of_role(|role| matches!(role, Role::Title { .. }));
        let mut last: Option<usize> = None;
        for row in 0..self.rows.len() {
            let exact = (0..self.rows[row].cells.len()).find_map(|cell| {
                titles.iter().find(|title| {
                    let cell = self.cell(row, cell);
                    cell.kind == CellKind::Words
                        && self.expected[**title].wording.is_printed_as(&cell.wording)
                })
            });
            let title = exact.copied().or_else(|| self.title_alike(row, &titles, last));
            if let Some(expected) = title {
                last = Some(expected);
                self.rows[row].role = RowRole::Title { expected };
            }
        }
    }

    /// A clause worded otherwise, alone in its row: of those that are as much alike the next one.
    fn title_alike(&self, row: usize, titles: &[usize], last: Option<usize>) -> Option<usize> {
        const ALIKE: usize = 700;
        let mut filled =
            (0..self.rows[row].cells.len()).filter(|cell| self.cell(row, *cell).kind != CellKind::Blank);
        let (only, None) = (filled.next()?, filled.next()) else { return None };
        let cell = self.cell(row, only);
        if !cell.text.trim_start().starts_with('第') {
            return None;
        }
        let fits = titles.iter().filter_map(|title| {
            let fit = cell.fit(&self.expected[*title].wording, ALIKE)?;
            Some((fit, last.is_none_or(|last| *title > last), std::cmp::Reverse(*title)))
        });
        fits.max().map(|(_, _, title)| title.0)
    }

    fn of_role(&self, wanted: impl Fn(Role) -> bool) -> Vec<usize> {
        (0..self.expected.len()).filter(|index| wanted(self.expected[*index].role)).collect()
    }

    /// Under which group each row stands: one that it names, else the one that goes on.
    fn scopes(&mut self) {
        const ALIKE: usize = 800;
        let groups = self.of_role(|role| matches!(role, Role::Group { .. }));
        let mut current = Scope::default();
        for row in 0..self.rows.len() {
            if row > 0 && self.rows[row].part != self.rows[row - 1].part {
                // A clause may go on in the next table; which group does is not known.
                let clause =
                    current.group.filter(|group| matches!(self.expected[*group].role, Role::Title { .. }));
                current = Scope { group: clause, named: false };
            }
            if let RowRole::Title { expected } = self.rows[row].role {
                current = Scope { group: Some(expected), named: true };
                continue;
            }
            // The narrowest group is the last one named.
            let named = (0..self.rows[row].cells.len()).rev().find_map(|cell| {
                let cell = self.cell(row, cell);
                let is = |group: &usize| {
                    cell.fit(&self.expected[*group].wording, ALIKE).is_some_and(|fit| fit >= ALIKE)
                };
                groups.iter().copied().find(is)
            });
            if let Some(group) = named {
                current = Scope { group: Some(group), named: false };
                if self.is_alone(row) {
                    self.rows[row].role = RowRole::Group { expected: group };
                }
            }
            self.rows[row].scope = Scope { named: named.is_some() || current.named, ..current };
        }
    }

    /// Whether a row has one cell that is not blank, and that reaches no further down.
    fn is_alone(&self, row: usize) -> bool {
        let mut filled =
            (0..self.rows[row].cells.len()).filter(|cell| self.cell(row, *cell).kind != CellKind::Blank);
        let (Some(only), None) = (filled.next(), filled.next()) else { return false };
        let below = self.rows.get(row + 1).filter(|below| below.part == self.rows[row].part);
        let blank = self.rows[row].cells.len() > 1;
        !blank && below.is_none_or(|below| !below.cells.contains(&self.rows[row].cells[only]))
    }

    /// How well a line fits the group that a row stands under.
    fn fit_of_scope(&self, row: usize, expected: usize) -> i32 {
        let Scope { group, named } = self.rows[row].scope;
        let Some(group) = group else { return 0 };
        let wanted = self.expected[expected].scope;
        let text = self.expected[group].text;
        if !wanted.is_empty() && (text == wanted || text.ends_with(wanted)) {
            500
        } else if expected == group {
            0
        } else if named {
            -800
        } else {
            -300
        }
    }

    /// The line that an expected label heads.
    fn line_of(&self, expected: usize) -> Option<usize> {
        match self.expected[expected].role {
            Role::Line { line } | Role::Group { takes: Some(line) } => Some(line),
            _ => None,
        }
    }

    /// Every label that is printed as the form has it.
    fn plain(&self) -> Vec<Candidate> {
        let mut found = Vec::new();
        for row in 0..self.rows.len() {
            if self.rows[row].role != RowRole::Other || self.is_head(row) {
                continue;
            }
            for expected in 0..self.expected.len() {
                let Some(line) = self.line_of(expected) else { continue };
                let wanted = &self.expected[expected].wording;
                for label in 0..self.rows[row].cells.len() {
                    let cell = self.cell(row, label);
                    let same = |wording: &Wording| wording.body == wanted.body;
                    let is_plain = same(&cell.wording) || cell.without_remark.as_ref().is_some_and(same);
                    if !is_plain || cell.kind != CellKind::Words {
                        continue;
                    }
                    let Some(fit) = cell.fit(wanted, LEAST) else { continue };
                    // A label printed at the right of its group is narrower, and meant.
                    let narrow = 10 * label;
                    let score = score(fit + narrow) + self.fit_of_scope(row, expected);
                    found.push(Candidate { score, row, expected, line, label, torn: false });
                }
            }
        }
        found
    }

    /// Labels worded otherwise, of rows that have no line yet, for lines that have no row yet.
    fn alike(&self) -> Vec<Candidate> {
        let mut found = Vec::new();
        let open: Vec<usize> = (0..self.expected.len())
            .filter(|expected| matches!(self.expected[*expected].role, Role::Line { .. }))
            .filter(|expected| self.taken.iter().all(|(line, _)| Some(*line) != self.line_of(*expected)))
            .collect();
        for row in 0..self.rows.len() {
            if self.rows[row].role != RowRole::Other || self.is_head(row) {
                continue;
            }
            for expected in open.iter().copied() {
                let Some(line) = self.line_of(expected) else { continue };
                for label in 0..self.rows[row].cells.len() {
                    let wanted = &self.expected[expected].wording;
                    let torn = self.torn(row, label).is_some_and(|joined| wanted.is_printed_as(&joined));
                    let fit = if torn { Some(2_000) } else { self.cell(row, label).fit(wanted, LEAST) };
                    let Some(fit) = fit else { continue };
                    let score = score(fit) + self.fit_of_scope(row, expected) + self.fit_of_place(row, line);
                    found.push(Candidate { score, row, expected, line, label, torn });
                }
            }
        }
        found
    }

    /// A label with the words in the row below it, where nothing else stands in that row.
    fn torn(&self, row: usize, label: usize) -> Option<Wording> {
        if self.cell(row, label).kind != CellKind::Words || row + 1 >= self.rows.len() {
            return None;
        }
        let below = self.only_words(row + 1)?;
        Some(Wording::of(&format!("{}{}", self.cell(row, label).text, below)))
    }

    /// The words of a row that has but one cell of its own that is not blank, and that is no word of the form.
    fn only_words(&self, row: usize) -> Option<&'a str> {
        let above = row.checked_sub(1).map(|above| self.rows[above].cells.as_slice()).unwrap_or_default();
        let mut own = (0..self.rows[row].cells.len())
            .filter(|cell| {
                self.rows[row].part != self.rows[row - 1].part
                    || !above.contains(&self.rows[row].cells[*cell])
            })
            .map(|cell| self.cell(row, cell))
            .filter(|cell| cell.kind != CellKind::Blank);
        match (own.next(), own.next()) {
            (Some(only), None) if only.kind == CellKind::Words && !is_of_the_form(&only.wording) => {
                Some(&only.text)
            }
            _ => None,
        }
    }

    /// Whether a row holds heads and no figures. Some words head columns and rows alike (总计).
    fn is_head(&self, row: usize) -> bool {
        let cells = || (0..self.rows[row].cells.len()).map(|cell| self.cell(row, cell));
        let count = |known: &dyn Fn(&Wording) -> bool| {
            cells().filter(|cell| cell.kind == CellKind::Words && known(&cell.wording)).count()
        };
        let heads = count(&|words| self.heads.iter().flatten().any(|head| head.wording.is_printed_as(words)));
        let labels = count(&|words| self.expected.iter().any(|label| label.wording.is_printed_as(words)));
        heads > labels && cells().all(|cell| cell.kind != CellKind::Value)
    }

    /// Whether the rows above and below are the lines above and below.
    fn fit_of_place(&self, row: usize, line: usize) -> i32 {
        let line_at = |row: Option<&Row>| match row.map(|row| row.role) {
            Some(RowRole::Line { line, .. }) => Some(line),
            _ => None,
        };
        let above = line_at(self.rows[..row].iter().rev().find(|row| line_at(Some(row)).is_some()));
        let below = line_at(self.rows[row + 1..].iter().find(|row| line_at(Some(row)).is_some()));
        let follows = above.is_some_and(|above| above + 1 == line);
        let precedes = below.is_some_and(|below| line + 1 == below);
        200 * i32::from(follows) + 200 * i32::from(precedes)
    }

    /// Gives rows their lines, the best reading first.
    fn assign(&mut self, mut candidates: Vec<Candidate>, least: i32) {
        candidates.retain(|candidate| candidate.score >= least);
        candidates
            .sort_by_key(|candidate| (std::cmp::Reverse(candidate.score), candidate.row, candidate.expected));
        for Candidate { row, expected, line, label, torn, score } in candidates {
            if self.rows[row].role != RowRole::Other {
                continue;
            }
            let taken = self.taken.iter().find(|(other, _)| *other == line);
            match taken {
                None => {
                    self.taken.push((line, expected));
                    self.rows[row].role = RowRole::Line { expected, line, label, torn };
                    if torn {
                        self.rows[row + 1].role = RowRole::Rest;
                    }
                }
                Some((_, by)) if *by == expected && score >= CERTAIN => {
                    self.rows[row].role = RowRole::Again { line, label };
                }
                Some(_) => {}
            }
        }
    }
}

fn score(fit: usize) -> i32 {
    i32::try_from(fit).unwrap_or(i32::MAX)
}
