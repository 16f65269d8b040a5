//! The figures of two reports, cell by cell.
//!
//! Two cells mean the same when they have the same address, for an address is made of what the form asks: 对外公开总数量
//! of edition 2019 is no 现行有效件数, and （六）其他处理 as one row is none of the three rows that edition 2021 has for it.

use rust_decimal::Decimal;

use crate::form::{Cell, Section};
use crate::report::{Entry, Report};

/// A cell in both reports.
#[derive(Debug, Clone, Copy)]
pub struct CellPair<'a> {
    /// The cell of the later report's form.
    pub cell: &'static Cell,
    /// What stands in the earlier report.
    pub before: &'a Entry,
    /// What stands in the later report.
    pub now: &'a Entry,
    /// What became of it.
    pub change: Change,
    /// The later value less the earlier one, exactly; only where both are numbers and the result can be written down.
    pub difference: Option<Decimal>,
    /// The difference in per cent of the earlier value, to one decimal (halves away from zero); nothing where that is 0.
    pub percent: Option<Decimal>,
}

/// What became of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// The same to the letter.
    Same,
    /// The same number, written otherwise: 8.0 and 8, 1,234 and 1234. It is shown, and is not counted as a figure that
    /// differs.
    Written,
    /// Something else. A blank is no zero, and 无 is neither.
    Value,
}

/// A cell that only one of the two forms has.
#[derive(Debug, Clone, Copy)]
pub struct LoneCell<'a> {
    /// The cell.
    pub cell: &'static Cell,
    /// What stands in it.
    pub entry: &'a Entry,
    /// Whether it is the later report's.
    pub now: bool,
}

impl CellPair<'_> {
    /// Whether the cell is the same to the letter.
    pub const fn is_same(&self) -> bool {
        matches!(self.change, Change::Same)
    }

    /// Whether the cell holds something else, not merely the same number written otherwise.
    pub const fn differs(&self) -> bool {
        matches!(self.change, Change::Value)
    }
}

/// The cells of a section in both reports, and those that cannot be compared.
pub(super) fn cells<'a>(
    section: Section,
    before: &'a Report,
    now: &'a Report,
) -> (Vec<CellPair<'a>>, Vec<LoneCell<'a>>) {
    let (earlier, later) = (before.edition(), now.edition());
    let of = |report: &Report| {
        let edition = report.edition();
        let table = section.table_key().and_then(|key| edition.table(key));
        table.map_or(&[][..], |table| &edition.cells[table.cells.clone()])
    };
    let mut pairs = Vec::new();
    let alone = of(before).iter().filter(|cell| later.find(&cell.path).is_none());
    let mut lone: Vec<_> =
        alone.map(|cell| LoneCell { cell, entry: before.figures.get(cell.id), now: false }).collect();
    for cell in of(now) {
        let entry = now.figures.get(cell.id);
        match earlier.find(&cell.path) {
            Some(id) => pairs.push(pair(cell, before.figures.get(id), entry)),
            None => lone.push(LoneCell { cell, entry, now: true }),
        }
    }
    (pairs, lone)
}

fn pair<'a>(cell: &'static Cell, before: &'a Entry, now: &'a Entry) -> CellPair<'a> {
    let values = before.value().zip(now.value());
    let change = if before.text() == now.text() {
        Change::Same
    } else if values.is_some_and(|(then, value)| then == value) {
        Change::Written
    } else {
        Change::Value
    };
    let less = values.and_then(|(then, value)| subtracted(then, value));
    CellPair {
        cell,
        before,
        now,
        change,
        difference: less.map(|(_, difference)| difference.normalize()),
        percent: less.and_then(|(then, difference)| percent(then, difference)),
    }
}

/// The earlier value and the difference, with the same number of decimals. Plain subtraction would round where the
/// digits do not suffice; a difference that is not exact is none.
fn subtracted(then: Decimal, value: Decimal) -> Option<(i128, Decimal)> {
    let scale = then.scale().max(value.scale());
    let (then, value) = (whole(then, scale)?, whole(value, scale)?);
    let difference = Decimal::try_from_i128_with_scale(value.checked_sub(then)?, scale).ok()?;
    Some((then, difference))
}

/// A number without its decimal point, as one with so many decimals.
fn whole(number: Decimal, scale: u32) -> Option<i128> {
    10_i128.checked_pow(scale - number.scale())?.checked_mul(number.mantissa())
}

/// The difference in per cent of what was, both as whole numbers of one scale.
fn percent(then: i128, difference: Decimal) -> Option<Decimal> {
    let base = then.checked_abs().filter(|base| *base != 0)?;
    let tenths = difference.mantissa().checked_mul(1000)?;
    let half = base / 2 + base % 2;
    let (rounded, left) = (tenths / base, tenths % base);
    let away = if left.abs() >= half { left.signum() } else { 0 };
    Decimal::try_from_i128_with_scale(rounded + away, 1).ok()
}

#[cfg(test)]
mod tests {
    use super::pair;
    use crate::form::EDITION_2021;
    use crate::report::Entry;

    /// Before, now → difference, per cent.
    fn difference(before: &str, now: &str) -> (Option<String>, Option<String>) {
        let (before, now) = (Entry::printed(before), Entry::printed(now));
        let pair = pair(&EDITION_2021.cells[0], &before, &now);
        (pair.difference.map(|number| number.to_string()), pair.percent.map(|number| number.to_string()))
    }

    #[test]
    fn differences_are_exact_and_per_cent_have_one_decimal() {
        let told = |difference: &str, percent: &str| {
            let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
            (some(difference), some(percent))
        };
        for (before, now, difference_, percent) in [
            ("20", "21", "1", "5.0"),
            ("21", "20", "-1", "-4.8"),
            ("3", "0", "-3", "-100.0"),
            ("0.1", "0.3", "0.2", "200.0"),
            ("1016.72", "8.5", "-1008.22", "-99.2"),
            // Halves go away from zero, both ways.
            ("2000", "2001", "1", "0.1"),
            ("2000", "1999", "-1", "-0.1"),
            ("2001", "2002", "1", "0.0"),
            ("8.0", "8", "0", "0.0"),
            ("-4", "2", "6", "150.0"),
            ("1,234", "１２３５", "1", "0.1"),
            ("0", "5", "5", ""),
            ("", "5", "", ""),
            ("无", "5", "", ""),
            // More than 28 digits cannot be written down: nothing rather than something rounded.
            ("12345678901234567890.12345678", "0.0000000000001", "", ""),
        ] {
            assert_eq!(difference(before, now), told(difference_, percent), "{before} → {now}");
        }
    }
}
