//! Carries the figures of one edition of the form into another: only what means the same.
//!
//! Two cells mean the same when they have the same address, for an address is made of what the form asks. What the
//! older form prints as one row, the newer one as a group, goes to the row for the rest of that group.

use super::{Entry, Report};
use crate::form::{CellId, Edition};

/// A report in another edition, and what is to be said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarriedOver {
    /// The report: everything as it was but the figures.
    pub report: Report,
    /// Figures that were put into a cell of another name, in the order of the form.
    pub moved: Vec<Carried>,
    /// Figures that the other edition does not ask for, in the order of the form. They are in neither cell.
    pub left_behind: Vec<Carried>,
}

/// A figure of the report that was carried over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// The address in the edition that it comes from; of a figure that was moved, the address that it went to.
    pub place: String,
    /// What stood there.
    pub entry: Entry,
    /// One sentence for the user.
    pub text: String,
}

/// Where a figure of one edition goes in another.
enum Way {
    Same(CellId),
    Moved(CellId),
    Nowhere,
}

/// Puts a report into another edition. Blank cells say nothing and are not spoken of; a report that is in the
/// edition already comes back as it is.
pub fn carry_over(report: &Report, to: &Edition) -> CarriedOver {
    let from = report.edition();
    let mut carried = Report { figures: super::Figures::blank(to), ..report.clone() };
    let (mut moved, mut left_behind) = (Vec::new(), Vec::new());
    for cell in &from.cells {
        let entry = report.figures.get(cell.id);
        if entry.is_blank() {
            continue;
        }
        let name = cell.name();
        match way(to, &cell.path) {
            Way::Same(id) => {
                carried.figures.put(id, entry.clone());
            }
            Way::Moved(id) => {
                carried.figures.put(id, entry.clone());
                let target = to.cell(id);
                let text = format!("“{name}”的“{entry}”放在“{}”，请核对", target.name());
                moved.push(Carried { place: target.path.clone(), entry: entry.clone(), text });
            }
            Way::Nowhere => {
                let text = format!("{}年版的表没有与“{name}”意思相同的一格，“{entry}”没有带过来", to.year);
                left_behind.push(Carried { place: cell.path.clone(), entry: entry.clone(), text });
            }
        }
    }
    CarriedOver { report: carried, moved, left_behind }
}

fn way(to: &Edition, path: &str) -> Way {
    if let Some(id) = to.find(path) {
        return Way::Same(id);
    }
    // The child for the rest of a group: （六）其他处理 → 3.其他.
    match to.find(&format!("{path}.other")) {
        Some(id) => Way::Moved(id),
        None => Way::Nowhere,
    }
}
