//! The entries of all cells of one edition.

use rust_decimal::Decimal;

use super::Entry;
use crate::form::{CellId, Edition, Identity};

/// One entry for each cell of an edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    edition: u16,
    entries: Box<[Entry]>,
}

/// One side of an identity added up. A blank or unreadable operand counts as absent, and is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sum {
    /// The sum of what is there.
    pub value: Decimal,
    /// How many operands are blank.
    pub blank: usize,
    /// How many operands are text without a value.
    pub unreadable: usize,
    /// How many operands have a value.
    pub present: usize,
}

impl Sum {
    /// The sum as an entry: blank when no operand has a value, for blank is never zero.
    pub fn entry(&self) -> Entry {
        if self.present == 0 { Entry::Blank } else { Entry::from_value(self.value) }
    }
}

impl Figures {
    /// A form in which nothing is filled in.
    pub fn blank(edition: &Edition) -> Self {
        Self { edition: edition.year, entries: vec![Entry::Blank; edition.cells.len()].into() }
    }

    /// The number of the edition whose cells these are.
    pub const fn edition_number(&self) -> u16 {
        self.edition
    }

    /// The entry of a cell. A place of another edition's form is blank.
    pub fn get(&self, id: CellId) -> &Entry {
        const BLANK: &Entry = &Entry::Blank;
        self.entries.get(id.index()).unwrap_or(BLANK)
    }

    /// Puts an entry into a cell and returns what stood there. Callers outside this room use an
    /// [`Edit`](crate::edit::Edit), which can be undone.
    pub fn put(&mut self, id: CellId, entry: Entry) -> Entry {
        match self.entries.get_mut(id.index()) {
            Some(place) => std::mem::replace(place, entry),
            None => entry,
        }
    }

    /// The entries in reading order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Adds up cells.
    pub fn sum(&self, ids: &[CellId]) -> Sum {
        // Nearly every figure is a plain count: those are added as integers, and only the odd one out costs
        // decimal arithmetic.
        let mut counts: u64 = 0;
        let mut sum = Sum::default();
        for id in ids {
            match self.get(*id) {
                Entry::Blank => sum.blank += 1,
                Entry::Count(count) => {
                    sum.present += 1;
                    match counts.checked_add(*count) {
                        Some(total) => counts = total,
                        None => sum.add(Decimal::from(*count)),
                    }
                }
                other => match other.value() {
                    Some(value) => {
                        sum.present += 1;
                        sum.add(value);
                    }
                    None => sum.unreadable += 1,
                },
            }
        }
        sum.add(Decimal::from(counts));
        sum
    }

    /// Whether both sides of an identity are plain counts that agree: the quick way to pass over what is in
    /// order.
    pub fn plainly_holds(&self, identity: &Identity) -> bool {
        let side = |ids: &[CellId]| -> Option<u64> {
            let mut total: u64 = 0;
            for id in ids {
                match self.entries.get(id.index()) {
                    Some(Entry::Count(count)) => total = total.checked_add(*count)?,
                    _ => return None,
                }
            }
            Some(total)
        };
        match (side(&identity.left), side(&identity.right)) {
            (Some(left), Some(right)) => left == right,
            _ => false,
        }
    }
}

impl Sum {
    fn add(&mut self, value: Decimal) {
        // Sums beyond 28 digits do not occur; saturating keeps hostile input from ending in a panic.
        self.value = self.value.saturating_add(value);
    }
}
