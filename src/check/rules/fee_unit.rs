//! V04: 元 and 万元 mixed up in the amount of fees.

use rust_decimal::Decimal;

use crate::check::{Change, Finding, Guide, Look, Place, Rule, Severity, Subject, told};
use crate::form::{Cell, CellId, Kind};
use crate::report::Entry;

/// The rule.
pub static RULE: Rule = Rule {
    code: "V04",
    name: "fee-unit",
    title: "收费金额的单位可能弄错了",
    severity: Severity::Warning,
    look: Look::Report(look),
    guide: told(Guide {
        checks: "行政事业性收费金额：格子里写了“元”“万元”；小数超过 6 位；或与上年相差一千倍以上。",
        why: "表头印明“单位：万元”（国办公开办函〔2021〕30号表式），格子里只填数字。把元当成万元填，金额就大了一万倍。",
        example: "格子里填的是“251000元”，应填 25.1。",
        remedy: "按万元换算后填数字，最多保留 6 位小数（精确到分）；与上年确实相差很大的，说明原因。",
    }),
};

/// Decimals that an amount in 万元 has when it is exact to the cent.
const DECIMALS: u32 = 6;

/// How many times last year's amount makes one ask for the unit.
const FACTOR: u32 = 1000;

fn look(subject: &Subject, findings: &mut Vec<Finding>) {
    let edition = subject.report.edition();
    for cell in edition.cells.iter().filter(|cell| cell.kind == Kind::Amount && cell.path.contains(".fees."))
    {
        let entry = subject.report.figures.get(cell.id);
        let found = match (entry, entry.value()) {
            (Entry::Text(text), None) => unit_inside(cell, text),
            (_, Some(value)) => too_fine(cell, value).or_else(|| {
                let before = subject.last_year?.at(&cell.path).value()?;
                far_from_last_year(cell, value, before)
            }),
            _ => None,
        };
        findings.extend(found);
    }
}

/// A unit stands in the cell.
fn unit_inside(cell: &Cell, text: &str) -> Option<Finding> {
    let (number, factor) = [
        ("亿元", Decimal::from(10_000)),
        ("万元", Decimal::ONE),
        ("万", Decimal::ONE),
        ("元", Decimal::new(1, 4)),
    ]
    .into_iter()
    .find_map(|(unit, factor)| Some((text.trim().strip_suffix(unit)?, factor)))?;
    let message = format!("{}：填的是“{text}”，表头的单位是万元，格子里只填数字", cell.name());
    let mut finding = Finding::new(&RULE, Place::Cell(cell.id), message);
    finding.left = Some(text.to_owned());
    let amount = Entry::typed(number).value().and_then(|value| value.checked_mul(factor));
    Some(match amount {
        Some(amount) => change_to(finding, cell.id, amount),
        None => finding,
    })
}

fn too_fine(cell: &Cell, value: Decimal) -> Option<Finding> {
    let decimals = value.normalize().scale();
    (decimals > DECIMALS).then(|| {
        let message = format!(
            "{}：{value} 有 {decimals} 位小数，以万元计最多 {DECIMALS} 位，请核对单位是万元还是元",
            cell.name(),
        );
        let mut finding = Finding::new(&RULE, Place::Cell(cell.id), message);
        finding.left = Some(value.to_string());
        finding
    })
}

fn far_from_last_year(cell: &Cell, value: Decimal, before: Decimal) -> Option<Finding> {
    if value <= Decimal::ZERO || before <= Decimal::ZERO {
        return None;
    }
    let factor = Decimal::from(FACTOR);
    let higher = value >= before.checked_mul(factor)?;
    let lower = before >= value.checked_mul(factor)?;
    if !higher && !lower {
        return None;
    }
    let message = format!(
        "{}：今年 {value}，上年 {before}，相差 {FACTOR} 倍以上，请核对单位是万元还是元",
        cell.name(),
    );
    let finding = Finding::new(&RULE, Place::Cell(cell.id), message).values(value, before);
    let in_units = higher.then(|| value.checked_mul(Decimal::new(1, 4))).flatten();
    Some(match in_units {
        Some(amount) => change_to(finding, cell.id, amount),
        None => finding,
    })
}

/// Offers an amount, where it is one that can be filled in.
fn change_to(finding: Finding, id: CellId, amount: Decimal) -> Finding {
    let amount = amount.normalize();
    if amount.scale() > DECIMALS || amount.is_sign_negative() {
        return finding;
    }
    let mut finding =
        finding.fix(format!("改为 {amount}"), vec![Change::Cell(id, Entry::from_value(amount))]);
    finding.right.get_or_insert_with(|| amount.to_string());
    finding
}
