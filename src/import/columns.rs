//! Which columns a printed table has, and in which order: read from its heads, not taken from the form.

use std::ops::Range;

use super::figures::Columns;
use super::label::{Expected, Role, Wording, expected_heads};
use super::notice::{Notice, TABLE_MISSING};
use super::table::{Placed, Reader, count_leaves};
use super::token::Kind;

impl Reader<'_> {
    /// The ways to read the columns of each block, the likeliest first.
    pub(super) fn columns(&mut self, rows: &[Expected], placed: &[Placed]) -> Vec<Vec<Columns>> {
        let data = self.edition.tables[self.index].data;
        let mut first_line = 0;
        let mut all = Vec::new();
        for (number, block) in data.blocks.iter().enumerate() {
            let heads = expected_heads(block.corner, block.columns);
            let lines = first_line..first_line + count_leaves(block.rows);
            let within = self.head_region(rows, placed, number, &lines);
            first_line = lines.end;
            let found = self.place(&heads, within.clone());
            self.compare(&heads, &found);
            all.push(self.order(&heads, &found, &within));
        }
        all
    }

    /// The tokens above the first row of a block, from the title or the rows before it.
    fn head_region(
        &self,
        rows: &[Expected],
        placed: &[Placed],
        block: usize,
        lines: &Range<usize>,
    ) -> Range<usize> {
        let opens = |placed: &&Placed| match rows[placed.expected].role {
            Role::Line { line } => lines.contains(&line),
            Role::Group { .. } => block == 0,
            Role::Title { .. } | Role::Column { .. } => false,
        };
        let end = match placed.iter().find(opens) {
            Some(first) => first.tokens.start,
            // A table without row labels has its figures behind its heads; a block without rows has no heads.
            None if rows.is_empty() => self.tokens.len(),
            None => 0,
        };
        let start = placed.iter().rev().find(|placed| placed.tokens.end <= end).map_or(0, |p| p.tokens.end);
        start..end
    }

    fn order(&mut self, heads: &[Expected], found: &[Placed], within: &Range<usize>) -> Vec<Columns> {
        let columns: Vec<(usize, &Expected)> = heads
            .iter()
            .filter_map(|head| match head.role {
                Role::Column { position } => Some((position, head)),
                _ => None,
            })
            .collect();
        let by_form: Columns = (0..columns.len()).map(Some).collect();
        let mut at: Vec<Option<usize>> = vec![None; columns.len()];
        for placed in found {
            if let Role::Column { position } = heads[placed.expected].role {
                at[position] = Some(placed.tokens.start);
            }
        }
        // A head out of its order is known by its wording alone.
        for (position, head) in &columns {
            if at[*position].is_none() {
                at[*position] = self.unused(&head.wording, within);
            }
        }
        if at.iter().all(Option::is_none) {
            return vec![by_form];
        }
        let mut family = vec![0; columns.len()];
        for (position, head) in &columns {
            family[*position] = head.family;
        }
        let mut by_heads: Columns = (0..columns.len()).filter(|p| at[*p].is_some()).map(Some).collect();
        let place = |column: &Option<usize>| column.and_then(|position| at[position]);
        let kin = |column: &Option<usize>| column.map_or(0, |position| family[position]);
        for siblings in by_heads.chunk_by_mut(|one, other| kin(one) == kin(other) && kin(one) > 0) {
            siblings.sort_by_key(place);
        }
        let with_surplus = self.with_surplus(&by_heads, &at, within);
        if by_heads.len() == columns.len() {
            return std::iter::once(by_heads).chain(with_surplus).collect();
        }
        let missing: Vec<&str> = columns
            .iter()
            .filter(|(position, _)| at[*position].is_none())
            .map(|(_, head)| head.text)
            .collect();
        let text = format!("表头中没有找到这些列：{}，请核对各列数字", missing.join("、"));
        self.reading.notices.push(Notice::new(TABLE_MISSING, self.key, text));
        // Strange words among the heads may be the missing ones, torn apart: then only rows that have all the
        // columns of the form can be read.
        if with_surplus.is_some() { vec![by_form] } else { vec![by_heads, by_form] }
    }

    /// An unused word with exactly this wording.
    fn unused(&mut self, wording: &Wording, within: &Range<usize>) -> Option<usize> {
        let index = within.clone().find(|index| {
            self.tokens[*index].kind == Kind::Word
                && !self.used[*index]
                && wording.is_printed_as(&Wording::of(self.words_of(&(*index..*index + 1))))
        })?;
        self.used[index] = true;
        self.reading.found += 1;
        Some(index)
    }

    /// The columns with those that the form does not have: every other word right of a head.
    fn with_surplus(
        &self,
        columns: &Columns,
        at: &[Option<usize>],
        within: &Range<usize>,
    ) -> Option<Columns> {
        const MOST: usize = 8;
        let mut extended = columns.clone();
        let strangers =
            within.clone().filter(|index| self.tokens[*index].kind == Kind::Word && !self.used[*index]);
        for stranger in strangers.take(MOST) {
            let left = extended
                .iter()
                .enumerate()
                .filter_map(|(place, column)| Some((column.and_then(|position| at[position])?, place)))
                .filter(|(token, _)| *token < stranger)
                .max();
            if let Some((_, place)) = left {
                extended.insert(place + 1, None);
            }
        }
        (extended.len() > columns.len()).then_some(extended)
    }
}
