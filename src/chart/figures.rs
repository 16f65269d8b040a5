//! Takes the figures of the pictures out of a report, by what the form says of its rows and columns.

use rust_decimal::Decimal;

use super::{Bar, Chart, Group};
use crate::form::{CellId, Edition, Header, Section, Table};
use crate::report::Report;

pub(super) fn charts(report: &Report, last_year: Option<&Report>) -> Vec<Chart> {
    let edition = report.edition();
    let compared = Compared { report, last_year };
    let mut charts = Vec::new();
    if let Some(table) = edition.table(Section::Applications.table_key().unwrap_or_default()) {
        charts.push(compared.chart(
            "outcomes",
            "政府信息公开申请办理结果",
            vec![compared.outcomes(edition, table)],
        ));
        charts.push(compared.chart(
            "applicants",
            "新收政府信息公开申请的申请人",
            vec![compared.applicants(edition, table)],
        ));
    }
    if let Some(table) = edition.table(Section::Remedies.table_key().unwrap_or_default()) {
        charts.push(compared.chart("remedies", "行政复议、行政诉讼结果", compared.remedies(edition, table)));
    }
    charts
}

/// A report beside the one of the year before.
struct Compared<'a> {
    report: &'a Report,
    last_year: Option<&'a Report>,
}

impl Compared<'_> {
    fn chart(&self, key: &'static str, what: &str, groups: Vec<Group>) -> Chart {
        let year = self.report.year;
        Chart {
            key,
            title: format!("{year}年{what}"),
            groups,
            year,
            last_year: self.last_year.map(|report| report.year),
        }
    }

    /// What became of applications: the rows under the one that has rows under it, summed over all applicants.
    fn outcomes(&self, edition: &Edition, table: &Table) -> Group {
        let mut bars = Vec::new();
        let mut line = 0;
        let all = column(table, |header| header.total);
        for row in table.data.blocks.iter().flat_map(|block| block.rows) {
            for outcome in row.children.iter().filter(|_| !row.children.is_empty()) {
                let lines = line..line + leaves(outcome);
                if !outcome.total {
                    let cells: Vec<CellId> =
                        lines.clone().filter_map(|line| all.and_then(|at| cell(table, line, at))).collect();
                    bars.push(self.bar(edition, outcome.label, &cells));
                }
                line = lines.end;
            }
            if row.children.is_empty() {
                line += 1;
            }
        }
        Group { label: "", bars }
    }

    /// Who applied: the first row, applicant by applicant.
    fn applicants(&self, edition: &Edition, table: &Table) -> Group {
        let first = table.lines.first().into_iter().flatten().copied();
        let of_one = first.filter(|id| !is_total_column(table, edition.cell(*id).position));
        let bars = of_one.map(|id| self.bar(edition, edition.cell(id).column_label(), &[id])).collect();
        Group { label: "", bars }
    }

    /// How reviews and lawsuits ended, under the head next to the results.
    fn remedies(&self, edition: &Edition, table: &Table) -> Vec<Group> {
        let mut groups: Vec<Group> = Vec::new();
        for id in table.lines.first().into_iter().flatten().copied() {
            let cell = edition.cell(id);
            if is_total_column(table, cell.position) {
                continue;
            }
            let head = cell.column.iter().rev().nth(1).copied().unwrap_or_default();
            let bar = self.bar(edition, cell.column_label(), &[id]);
            match groups.last_mut().filter(|group| group.label == head) {
                Some(group) => group.bars.push(bar),
                None => groups.push(Group { label: head, bars: vec![bar] }),
            }
        }
        groups
    }

    fn bar(&self, edition: &Edition, label: &'static str, cells: &[CellId]) -> Bar {
        let last = self.last_year.and_then(|last| {
            // The year before may be in another edition of the form: its cells are found by their addresses.
            let same: Vec<CellId> =
                cells.iter().filter_map(|id| last.edition().find(&edition.cell(*id).path)).collect();
            sum(last, &same)
        });
        Bar { label, value: sum(self.report, cells), last }
    }
}

/// The sum of what is filled in; nothing where nothing is. A total that was left blank is taken from its parts.
fn sum(report: &Report, cells: &[CellId]) -> Option<Decimal> {
    let value = |id: &CellId| report.figures.get(*id).value().or_else(|| report.computed(*id).value());
    cells.iter().filter_map(value).reduce(Decimal::saturating_add)
}

fn cell(table: &Table, line: usize, position: usize) -> Option<CellId> {
    table.lines.get(line)?.get(position).copied()
}

fn leaves(header: &Header) -> usize {
    if header.children.is_empty() { 1 } else { header.children.iter().map(leaves).sum() }
}

fn column_leaves(headers: &'static [Header]) -> Vec<&'static Header> {
    headers
        .iter()
        .flat_map(
            |header| {
                if header.children.is_empty() { vec![header] } else { column_leaves(header.children) }
            },
        )
        .collect()
}

/// The first column of a kind.
fn column(table: &Table, wanted: fn(&Header) -> bool) -> Option<usize> {
    let block = table.data.blocks.first()?;
    column_leaves(block.columns).into_iter().position(wanted)
}

fn is_total_column(table: &Table, position: usize) -> bool {
    let columns = table.data.blocks.first().map(|block| column_leaves(block.columns)).unwrap_or_default();
    columns.get(position).is_some_and(|header| header.total)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Entry, example};

    fn values(group: &Group) -> Vec<String> {
        group.bars.iter().map(|bar| format!("{}={}", bar.label, bar.value.unwrap_or_default())).collect()
    }

    #[test]
    fn the_figures_are_those_of_the_report() {
        let report = example();
        let charts = charts(&report, None);
        assert_eq!(
            charts.iter().map(|chart| chart.key).collect::<Vec<_>>(),
            ["outcomes", "applicants", "remedies"]
        );
        let outcomes = &charts[0].groups[0];
        let sum: Decimal = outcomes.bars.iter().filter_map(|bar| bar.value).sum();
        assert_eq!(Some(sum), report.at("applications.total.outcome_total").value());
        assert_eq!(outcomes.bars.len(), 6);
        assert_eq!(outcomes.bars[2].label, "（三）不予公开");
        let applicants = &charts[1].groups[0];
        assert_eq!(values(applicants)[..2], ["自然人=21", "商业企业=4"]);
        assert_eq!(applicants.bars.len(), 6);
        let heads: Vec<_> = charts[2].groups.iter().map(|group| group.label).collect();
        assert_eq!(heads, ["行政复议", "未经复议直接起诉", "复议后起诉"]);
        assert_eq!(values(&charts[2].groups[0]), ["结果维持=1", "结果纠正=0", "其他结果=0", "尚未审结=0"]);
    }

    #[test]
    fn what_is_not_filled_in_is_no_nought_and_a_blank_total_is_summed() {
        let mut report = example();
        let edition = report.edition();
        for cell in &edition.cells {
            if cell.path.starts_with("applications.total.") || cell.path.starts_with("remedies.") {
                report.figures.put(cell.id, Entry::Blank);
            }
        }
        let charts = charts(&report, None);
        assert_eq!(charts[0].groups[0].bars[0].value, Some(15.into()));
        assert!(charts[2].groups[0].bars.iter().all(|bar| bar.value.is_none()));
    }

    #[test]
    fn last_year_stands_beside_also_in_the_other_edition() {
        let last = crate::report::Report::new(example().agency, 2020);
        let mut filled = last.clone();
        let id = filled.edition().find("applications.natural_person.received").unwrap();
        filled.figures.put(id, Entry::Count(7));
        let charts = charts(&example(), Some(&filled));
        assert_eq!(charts[1].last_year, Some(2020));
        assert_eq!(charts[1].groups[0].bars[0].last, Some(7.into()));
        assert_eq!(charts[1].groups[0].bars[1].last, None);
    }
}
