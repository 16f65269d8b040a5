//! Pictures of the figures (图解): bars with their numbers beside them, as SVG that needs no script, and the same
//! figures as a table for whoever does not see them. The same figures always give the same picture.
//!
//! Colours and patterns are in `chart.css`; this year's bars and last year's differ in pattern as well as in colour,
//! and every bar has its number.

mod bars;
mod figures;

use maud::{Markup, html as markup};

use crate::report::Report;

/// What the pictures need of a style sheet, beside the colours that `report.css` names.
pub const STYLE: &str = include_str!("chart.css");

/// A picture of some figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// A name for identifiers: `outcomes`.
    pub key: &'static str,
    /// What it shows, with the year.
    pub title: String,
    /// Its bars, in groups.
    pub groups: Vec<Group>,
    /// The year of the first bars.
    pub year: u16,
    /// The year of the second bars, where there are any.
    pub last_year: Option<u16>,
}

/// Bars under one head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The head; empty where there is one group only.
    pub label: &'static str,
    /// The bars, in the order of the form.
    pub bars: Vec<Bar>,
}

/// A bar, with the one of last year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// What it counts, in the form's words.
    pub label: &'static str,
    /// This year's figure; nothing where none is filled in.
    pub value: Option<rust_decimal::Decimal>,
    /// Last year's.
    pub last: Option<rust_decimal::Decimal>,
}

/// The pictures of a report: outcomes of applications, applicants, reviews and litigation. Last year's figures stand
/// beside where they are given.
pub fn charts(report: &Report, last_year: Option<&Report>) -> Vec<Chart> {
    figures::charts(report, last_year)
}

/// A picture with its table.
pub fn figure(chart: &Chart) -> Markup {
    markup! {
        figure.chart {
            figcaption { (chart.title) }
            (bars::svg(chart))
            (table(chart))
        }
    }
}

fn table(chart: &Chart) -> Markup {
    let grouped = chart.groups.iter().any(|group| !group.label.is_empty());
    markup! {
        table.chart-data {
            caption { (chart.title) "（数据）" }
            thead {
                tr {
                    th scope="col" { "项目" }
                    @if let Some(last) = chart.last_year { th scope="col" { (last) "年" } }
                    th scope="col" { (chart.year) "年" }
                }
            }
            @for group in &chart.groups {
                tbody {
                    @if grouped {
                        tr { th scope="rowgroup" colspan=(2 + usize::from(chart.last_year.is_some())) { (group.label) } }
                    }
                    @for bar in &group.bars {
                        tr {
                            th scope="row" { (bar.label) }
                            @if chart.last_year.is_some() { td { (bars::printed(bar.last)) } }
                            td { (bars::printed(bar.value)) }
                        }
                    }
                }
            }
        }
    }
}
