//! Draws bars. All lengths are whole units of the picture: figures never pass through a binary float.

use maud::{Markup, PreEscaped, html as markup};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use super::{Bar, Chart};

/// Lengths in units of the picture, which fits the width of the page.
const WIDTH: u32 = 720;
const LABELS: u32 = 240;
const NUMBERS: u32 = 90;
const BAR: u32 = 16;
const GAP: u32 = 12;
const HEAD: u32 = 30;
const LEGEND: u32 = 30;

/// A picture as one image with a name and a description.
pub(super) fn svg(chart: &Chart) -> Markup {
    let (title, description) =
        (format!("chart-{}-title", chart.key), format!("chart-{}-description", chart.key));
    let height = height(chart);
    markup! {
        svg role="img" viewBox={ "0 0 " (WIDTH) " " (height) } aria-labelledby={ (title) " " (description) } {
            title id=(title) { (chart.title) }
            desc id=(description) { (describe(chart)) }
            (pattern(chart))
            (legend(chart))
            (bars(chart))
        }
    }
}

/// The figure of a bar as it is printed beside it.
pub(super) fn printed(value: Option<Decimal>) -> String {
    value.map_or_else(|| "未填".to_owned(), |value| value.normalize().to_string())
}

/// The picture in words.
fn describe(chart: &Chart) -> String {
    let groups: Vec<String> = chart
        .groups
        .iter()
        .map(|group| {
            let bars: Vec<String> = group.bars.iter().map(|bar| describe_bar(chart, bar)).collect();
            let head = if group.label.is_empty() { String::new() } else { format!("{}：", group.label) };
            format!("{head}{}", bars.join("，"))
        })
        .collect();
    format!("条形图。{}。", groups.join("；"))
}

fn describe_bar(chart: &Chart, bar: &Bar) -> String {
    let this = printed(bar.value);
    match chart.last_year {
        Some(last) => format!("{}{this}（{last}年{}）", bar.label, printed(bar.last)),
        None => format!("{}{this}", bar.label),
    }
}

/// Last year's bars are hatched, so that they are told apart without colours too.
fn pattern(chart: &Chart) -> Markup {
    markup! {
        @if chart.last_year.is_some() {
            defs {
                pattern id=(hatch(chart)) class="chart-hatch" patternUnits="userSpaceOnUse" width="6" height="6" {
                    path d="M0 6L6 0" {}
                }
            }
        }
    }
}

fn hatch(chart: &Chart) -> String {
    format!("chart-{}-hatch", chart.key)
}

fn legend(chart: &Chart) -> Markup {
    let fill = format!("url(#{})", hatch(chart));
    markup! {
        @if let Some(last) = chart.last_year {
            rect class="chart-last" fill=(fill) x=(LABELS) y="6" width=(BAR) height=(BAR) {}
            text x=(LABELS + 24) y="19" { (last) "年" }
            rect class="chart-this" x=(LABELS + 110) y="6" width=(BAR) height=(BAR) {}
            text x=(LABELS + 134) y="19" { (chart.year) "年" }
        }
    }
}

fn bars(chart: &Chart) -> Markup {
    let most = chart.groups.iter().flat_map(|group| &group.bars).flat_map(|bar| [bar.value, bar.last]);
    let most = most.flatten().max().unwrap_or_default();
    let fill = format!("url(#{})", hatch(chart));
    let mut y = if chart.last_year.is_some() { LEGEND } else { 0 };
    let mut drawn = Vec::new();
    for group in &chart.groups {
        if !group.label.is_empty() {
            drawn.push(markup! { text class="chart-head" x="0" y=(y + 20) { (group.label) } });
            y += HEAD;
        }
        for bar in &group.bars {
            let middle = y + (step(chart) - GAP) / 2 + 5;
            drawn.push(markup! {
                text class="chart-label" text-anchor="end" x=(LABELS - 10) y=(middle) { (short(bar.label)) }
                @if chart.last_year.is_some() {
                    rect class="chart-last" fill=(fill) x=(LABELS) y=(y) width=(length(bar.last, most)) height=(BAR) {}
                    text x=(LABELS + length(bar.last, most) + 6) y=(y + 13) { (printed(bar.last)) }
                }
                (this(bar, most, if chart.last_year.is_some() { y + BAR } else { y }))
            });
            y += step(chart);
        }
    }
    let drawn: String = drawn.into_iter().map(Markup::into_string).collect();
    // Put together from what the macro has escaped.
    PreEscaped(drawn)
}

fn this(bar: &Bar, most: Decimal, y: u32) -> Markup {
    let length = length(bar.value, most);
    markup! {
        rect class="chart-this" x=(LABELS) y=(y) width=(length) height=(BAR) {}
        text x=(LABELS + length + 6) y=(y + 13) { (printed(bar.value)) }
    }
}

/// From bar to bar.
fn step(chart: &Chart) -> u32 {
    GAP + if chart.last_year.is_some() { 2 * BAR } else { BAR }
}

fn height(chart: &Chart) -> u32 {
    let legend = if chart.last_year.is_some() { LEGEND } else { 0 };
    let heads: u32 = chart.groups.iter().filter(|group| !group.label.is_empty()).map(|_| HEAD).sum();
    let bars: u32 = chart.groups.iter().flat_map(|group| &group.bars).map(|_| step(chart)).sum();
    legend + heads + bars
}

/// The length of a bar; the longest one fills the room between the labels and its own number.
fn length(value: Option<Decimal>, most: Decimal) -> u32 {
    let room = Decimal::from(WIDTH - LABELS - NUMBERS);
    let share = value.filter(Decimal::is_sign_positive).and_then(|value| value.checked_div(most));
    share.and_then(|share| share.checked_mul(room)).and_then(|length| length.round().to_u32()).unwrap_or(0)
}

/// A label without what stands in brackets behind it.
fn short(label: &str) -> &str {
    match label.char_indices().skip(1).find(|(_, c)| *c == '（') {
        Some((at, _)) => &label[..at],
        None => label,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::{charts, figure};
    use crate::report::{Report, example};

    #[test]
    fn bars_are_as_long_as_their_figures() {
        let most = Decimal::from(40);
        let room = WIDTH - LABELS - NUMBERS;
        assert_eq!(length(Some(Decimal::from(40)), most), room);
        assert_eq!(length(Some(Decimal::from(10)), most), room.div_ceil(4));
        for none in [None, Some(Decimal::ZERO), Some(Decimal::from(-4))] {
            assert_eq!(length(none, most), 0);
        }
        assert_eq!(length(Some(Decimal::ZERO), Decimal::ZERO), 0);
    }

    #[test]
    fn a_picture_says_in_words_and_numbers_what_it_shows() {
        let last = Report::new(example().agency, 2024);
        for chart in charts(&example(), Some(&last)) {
            let figure = figure(&chart).into_string();
            let description = describe(&chart);
            assert!(figure.contains("role=\"img\"") && figure.contains(&description), "{figure}");
            for bar in chart.groups.iter().flat_map(|group| &group.bars) {
                assert!(figure.contains(&format!("<th scope=\"row\">{}</th>", bar.label)), "{}", bar.label);
                assert!(description.contains(&describe_bar(&chart, bar)));
            }
            assert!(figure.contains("chart-hatch") && figure.contains("2024年") && figure.contains("未填"));
            assert!(!figure.contains("<script") && !figure.contains("style="));
        }
    }

    #[test]
    fn labels_lose_their_explanations_in_the_picture_only() {
        assert_eq!(short("（二）部分公开（区分处理的，只计这一情形，不计其他情形）"), "（二）部分公开");
        assert_eq!(short("（三）不予公开"), "（三）不予公开");
    }
}
