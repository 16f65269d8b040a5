//! Where one change repairs every broken identity of a table, it is named first.
//!
//! Each cell stands in two or three identities, so a single wrong figure shows in several findings that each
//! tell only part of it. A change is looked for that makes all of them hold, with the totals that follow it
//! (see [`Edit::enter`](crate::edit::Edit::enter)); it is named only where there is no choice.

use rust_decimal::Decimal;

use super::identity::judge;
use super::{Change, Finding, Fix, Place, Subject};
use crate::form::{CellId, Edition, IdentityKind, Side};
use crate::report::{Entry, Report};

/// Puts the finding first that names the one change by which a table comes right, and says so in it.
pub(super) fn name_the_cause(subject: &Subject, findings: &mut Vec<Finding>) {
    let edition = subject.report.edition();
    for table in 0..edition.tables.len() {
        let of_table = |finding: &Finding| {
            let here = matches!(finding.place, Place::Cell(id) if edition.cell(id).table == table);
            // The arithmetic rules are those whose findings are broken identities.
            here && finding.rule.code.starts_with('A')
        };
        // One broken identity alone says all there is to say.
        if findings.iter().filter(|finding| of_table(finding)).nth(1).is_none() {
            continue;
        }
        let cause = Ledger::of(subject.report, table).and_then(|ledger| ledger.only_cause());
        let Some(cause) = cause.filter(|cause| cause.repairs(subject)) else { continue };
        let at = |wanted: &dyn Fn(&Finding) -> bool| {
            findings.iter().position(|finding| of_table(finding) && wanted(finding))
        };
        // Of a wrong total, the finding that compares it with its parts; else any that stands at the cell.
        let index = at(&|finding| cause.is_at(&finding.place) && !finding.fixes.is_empty())
            .or_else(|| at(&|finding| cause.is_at(&finding.place)))
            .or_else(|| at(&|_| true));
        let Some(index) = index else { continue };
        let mut finding = findings.remove(index);
        cause.tell(subject.report, &mut finding);
        findings.insert(0, finding);
    }
}

/// A change that would make every identity of the table hold.
struct Cause {
    table: usize,
    what: What,
    /// The cells that it changes, with what would stand there.
    entries: Vec<(CellId, u64)>,
    /// Whether people make such mistakes, or only arithmetic allows it.
    likely: bool,
}

enum What {
    /// One cell.
    Figure(CellId),
    /// A row that stands a column too far to the left or to the right: its first cell, and where it should go.
    Row(CellId, &'static str),
}

impl Cause {
    fn fix(&self, edition: &Edition) -> Fix {
        let label = match self.what {
            What::Row(_, way) => format!("整行{way}移一列"),
            What::Figure(id) => {
                let what = if edition.cell(id).is_total() { "总计" } else { "" };
                format!("{what}改为 {}", self.value())
            }
        };
        let changes =
            self.entries.iter().map(|(id, value)| Change::Cell(*id, Entry::Count(*value))).collect();
        Fix { label, changes }
    }

    /// What would stand in the one cell.
    fn value(&self) -> u64 {
        self.entries.first().map_or(0, |(_, value)| *value)
    }

    /// Whether the fix does what was computed for it.
    fn repairs(&self, subject: &Subject) -> bool {
        let mut report = subject.report.clone();
        let edition = subject.report.edition();
        self.fix(edition).edit(subject.report).apply(&mut report);
        let after = Subject { report: &report, ..*subject };
        edition
            .identities
            .iter()
            .filter(|identity| identity.table == self.table)
            .all(|identity| judge(&after, identity).is_none())
    }

    fn is_at(&self, place: &Place) -> bool {
        matches!((&self.what, place), (What::Figure(cell), Place::Cell(id)) if cell == id)
    }

    fn tell(&self, report: &Report, finding: &mut Finding) {
        let edition = report.edition();
        let clause = match &self.what {
            What::Figure(id) => {
                format!("；若“{}”为 {}，则全部平衡", edition.cell(*id).name(), self.value())
            }
            What::Row(id, way) => {
                format!("；若“{}”一行{way}移一列，则全部平衡", edition.cell(*id).row_name())
            }
        };
        finding.message.push_str(&clause);
        // One button for one value: the totals that follow this one follow as well.
        if let [(id, value)] = self.entries.as_slice()
            && report.computed(*id).count() == Some(*value)
        {
            finding.fixes.retain(|fix| fix.changes != [Change::Total(*id)]);
        }
        finding.fixes.insert(0, self.fix(edition));
    }
}

/// The identities of a table with what each lacks.
struct Ledger<'a> {
    report: &'a Report,
    edition: &'static Edition,
    table: usize,
    /// By identity: left side less right side.
    residuals: Vec<i128>,
    /// The first identity that does not hold.
    broken: usize,
    /// By identity: whether the total on its right follows its parts.
    followed: Vec<bool>,
    /// Cells of broken identities that have no value.
    missing: Vec<CellId>,
}

/// What changes do to each identity once the totals that follow have followed, and the cells they touch. Hundreds of
/// changes are tried at a key: they share the room.
#[derive(Default)]
struct Effects {
    by_identity: Vec<i128>,
    touched: Vec<CellId>,
    moving: Vec<(CellId, i128)>,
}

impl<'a> Ledger<'a> {
    /// Nothing where a figure is no whole number: then counting is not what went wrong.
    fn of(report: &'a Report, table: usize) -> Option<Self> {
        let (edition, figures) = (report.edition(), &report.figures);
        let mut residuals = vec![0; edition.identities.len()];
        let mut followed = vec![false; residuals.len()];
        let mut missing = Vec::new();
        for (number, identity) in edition.identities.iter().enumerate().filter(|(_, i)| i.table == table) {
            let computes = |id: &CellId| edition.cell(*id).computed_by == Some(number);
            let total = identity.right.first().filter(|id| computes(id));
            if figures.plainly_holds(identity) {
                followed[number] = total.is_some();
                continue;
            }
            followed[number] = total.is_some_and(|id| *figures.get(*id) == report.computed(*id));
            let (left, right) = (figures.sum(&identity.left), figures.sum(&identity.right));
            residuals[number] = whole(left.value.checked_sub(right.value)?)?;
            if residuals[number] == 0 {
                continue;
            }
            for id in identity.left.iter().chain(&identity.right) {
                if figures.get(*id).value().is_none() && !missing.contains(id) {
                    missing.push(*id);
                }
            }
        }
        let broken = residuals.iter().position(|residual| *residual != 0)?;
        Some(Self { report, edition, table, residuals, broken, followed, missing })
    }

    /// The one change that repairs the table: the only one there is, or the only likely one.
    fn only_cause(&self) -> Option<Cause> {
        let cells = &self.edition.cells[self.edition.tables[self.table].cells.clone()];
        let mut effects = Effects::default();
        let mut causes: Vec<_> = cells.iter().filter_map(|cell| self.figure(cell.id, &mut effects)).collect();
        causes.extend(self.shifted_rows(&mut effects));
        if causes.len() > 1 {
            causes.retain(|cause| cause.likely);
        }
        if causes.len() == 1 { causes.pop() } else { None }
    }

    /// The change of one cell that repairs everything, if there is one.
    fn figure(&self, id: CellId, effects: &mut Effects) -> Option<Cause> {
        self.follow(&[(id, 1)], effects);
        // By how much the cell must change so that the first broken identity holds; then all must.
        let change = -self.residuals[self.broken].checked_div(effects.by_identity[self.broken])?;
        let mut sums = self.residuals.iter().zip(&effects.by_identity);
        let holds = sums.all(|(residual, effect)| residual + effect * change == 0);
        if !holds || !self.missing.iter().all(|missing| effects.touched.contains(missing)) {
            return None;
        }
        let stands = self.value(id)?;
        let value = u64::try_from(stands + change).ok()?;
        Some(Cause {
            table: self.table,
            what: What::Figure(id),
            entries: vec![(id, value)],
            likely: self.is_likely(id, u64::try_from(stands).ok()?, value),
        })
    }

    /// Whether people mistake one figure for the other.
    fn is_likely(&self, id: CellId, stands: u64, value: u64) -> bool {
        let left_out = self.report.figures.get(id).value().is_none();
        let (stands_text, value_text) = (stands.to_string(), value.to_string());
        left_out
            || self.edition.cell(id).is_total()
            || is_swapped(&stands_text, &value_text)
            || has_a_digit_more(&stands_text, &value_text)
            || has_a_digit_more(&value_text, &stands_text)
            || stands == 0 && self.is_carried_over(id, value)
    }

    /// Whether the cell is the last of a balance, and no more would stand there than was answered: what came
    /// in and was not answered is carried over. (While a form is being filled, nearly everything is still
    /// unanswered, and nothing follows from that.)
    fn is_carried_over(&self, id: CellId, carried: u64) -> bool {
        self.edition.identities.iter().any(|identity| {
            let [outcomes, last] = identity.right.as_slice() else { return false };
            let enough = || self.value(*outcomes).is_some_and(|value| value >= i128::from(carried));
            identity.kind == IdentityKind::Balance && *last == id && enough()
        })
    }

    /// The value of a cell; one without a value counts as absent.
    fn value(&self, id: CellId) -> Option<i128> {
        self.report.figures.get(id).value().map_or(Some(0), whole)
    }

    /// Says what changes do.
    fn follow(&self, changes: &[(CellId, i128)], effects: &mut Effects) {
        let Effects { by_identity, touched, moving } = effects;
        by_identity.clear();
        by_identity.resize(self.residuals.len(), 0);
        touched.clear();
        touched.extend(changes.iter().map(|(id, _)| *id));
        moving.clear();
        moving.extend_from_slice(changes);
        while let Some((id, change)) = moving.pop() {
            for (number, side) in &self.edition.cell(id).stands_in {
                if *side == Side::Right {
                    by_identity[*number] -= change;
                    continue;
                }
                by_identity[*number] += change;
                let total = self.edition.identities[*number].right.first().copied();
                let Some(total) = total.filter(|_| self.followed[*number]) else { continue };
                if !changes.iter().any(|(id, _)| *id == total) {
                    moving.push((total, change));
                    touched.push(total);
                }
            }
        }
    }

    /// Rows that, moved by one column, repair everything.
    fn shifted_rows(&self, effects: &mut Effects) -> Vec<Cause> {
        let table = &self.edition.tables[self.table];
        let mut causes = Vec::new();
        if !table.data.is_balanced() {
            return causes;
        }
        for line in &table.lines {
            let values: Option<Vec<_>> = line.iter().map(|id| self.value(*id)).collect();
            // Where nothing stands, nothing can have gone astray.
            let Some(values) = values.filter(|values| values.iter().any(|value| *value != 0)) else {
                continue;
            };
            causes
                .extend(["左", "右"].into_iter().filter_map(|way| self.shifted(line, &values, way, effects)));
        }
        causes
    }

    fn shifted(
        &self,
        line: &[CellId],
        values: &[i128],
        way: &'static str,
        effects: &mut Effects,
    ) -> Option<Cause> {
        let moved = moved(values, way)?;
        let changes: Vec<_> = line
            .iter()
            .zip(values.iter().zip(&moved))
            .filter(|(_, (stands, moved))| stands != moved)
            .map(|(id, (stands, moved))| (*id, moved - stands))
            .collect();
        if changes.len() < 2 {
            return None;
        }
        self.follow(&changes, effects);
        let mut sums = self.residuals.iter().zip(&effects.by_identity);
        let holds = sums.all(|(residual, effect)| residual + effect == 0);
        let is_touched = |missing| effects.touched.contains(missing) || line.contains(missing);
        if !holds || !self.missing.iter().all(is_touched) {
            return None;
        }
        let entries = line
            .iter()
            .zip(&moved)
            .filter(|(id, moved)| {
                self.report.figures.get(**id).is_blank() || self.value(**id) != Some(**moved)
            })
            .map(|(id, moved)| Some((*id, u64::try_from(*moved).ok()?)))
            .collect::<Option<_>>()?;
        Some(Cause { table: self.table, what: What::Row(*line.first()?, way), entries, likely: true })
    }
}

/// A line moved by one column, its total last; nothing where a figure would be lost.
fn moved(line: &[i128], way: &str) -> Option<Vec<i128>> {
    let (total, parts) = line.split_last()?;
    let sum = |parts: &[i128]| parts.iter().sum::<i128>();
    let mut moved;
    if way == "左" {
        let (first, rest) = parts.split_first()?;
        (*first == 0).then_some(())?;
        moved = rest.to_vec();
        // Either the parts alone went astray, or the line with its total, which then fell off the end.
        moved.push(if sum(rest) == *total { 0 } else { *total });
    } else {
        let (last, rest) = parts.split_last()?;
        let parts_alone = *last == 0 && sum(rest) == *total;
        let with_total = *total == 0 && sum(rest) == *last;
        (parts_alone || with_total).then_some(())?;
        moved = vec![0];
        moved.extend_from_slice(rest);
    }
    moved.push(sum(&moved));
    Some(moved)
}

/// The value as a whole number, where it is one.
fn whole(value: Decimal) -> Option<i128> {
    let value = value.normalize();
    (value.scale() == 0).then(|| value.mantissa())
}

/// 12 and 21: two neighbouring digits have changed places.
fn is_swapped(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let Some(at) = one.iter().zip(other).position(|(ours, theirs)| ours != theirs) else { return false };
    let mut swapped = other.to_vec();
    at + 1 < swapped.len() && {
        swapped.swap(at, at + 1);
        swapped == one
    }
}

/// 120 and 12, 122 and 12: the first has one digit more, anywhere. Of a single digit nothing can be told: there
/// are too many figures that it is part of.
fn has_a_digit_more(long: &str, short: &str) -> bool {
    short.len() > 1
        && long.len() == short.len() + 1
        && (0..long.len()).any(|at| long[..at] == short[..at] && long[at + 1..] == short[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_hand_are_told_from_other_figures() {
        assert!(is_swapped("12", "21") && is_swapped("1203", "1230"));
        assert!(!is_swapped("12", "12") && !is_swapped("123", "321") && !is_swapped("12", "13"));
        assert!(
            has_a_digit_more("120", "12") && has_a_digit_more("122", "12") && has_a_digit_more("312", "12")
        );
        assert!(
            !has_a_digit_more("12", "12") && !has_a_digit_more("123", "21") && !has_a_digit_more("10", "1")
        );
    }
}
