//! N04: section six does not say whether fees for processing information were charged.

use crate::check::wording::{Words, before, enclosure, sentences};
use crate::check::{Change, Finding, Guide, Look, Place, Rule, Severity, Writing, told};
use crate::form::Prose;

/// The rule.
pub static RULE: Rule = Rule {
    code: "N04",
    name: "processing-fees-unreported",
    title: "没有说明是否收取信息处理费",
    severity: Severity::Warning,
    look: Look::Writing(look),
    guide: told(Guide {
        checks: "第六部分是否说明了本年度收取信息处理费的情况。",
        why: "《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）要求在年度报告中报告收取情况；国办公开办函〔2021〕30号写明，收没收都要在“其他需要报告的事项”中报告。",
        example: "第六部分只写了“无其他需要报告的事项”。",
        remedy: "补写一句：收取了的，写明件数和金额；没有收取的，写明没有收取。",
    }),
};

/// What is charged, or the charging of it.
#[rustfmt::skip]
static SUBJECTS: Words = Words::new(&[
    "处理费", "收取", "收费", "缴费", "费用", "免费", "计费", "收到费", "征收", "處理費", "收費",
    "費用",
]);

/// What says whether: none, or how much.
#[rustfmt::skip]
static ANSWERS: Words = Words::new(&[
    "未", "无", "没", "不", "零", "免", "元", "件", "共", "已", "收取了", "收到", "发生", "情况",
]);

const OTHER_FEES: &str = "行政事业性收费";

fn look(writing: &Writing, findings: &mut Vec<Finding>) {
    let narrative = writing.narrative;
    let text = narrative.get(Prose::Other);
    if text.trim().is_empty() || says(text, false) {
        return;
    }
    let elsewhere = Prose::ALL.into_iter().find(|prose| says(narrative.get(*prose), true));
    let message = match elsewhere {
        Some(prose) => {
            format!("第六部分没有说明是否收取信息处理费，写在“{}”里的应移到第六部分", prose.label())
        }
        None => "第六部分没有说明是否收取信息处理费".to_owned(),
    };
    let finding = Finding::new(&RULE, Place::Prose(Prose::Other, None), message);
    if elsewhere.is_some() {
        findings.push(finding);
        return;
    }
    let end = text.trim_end().len();
    let stop = if before(text, end).is_some_and(|c| "。！？.”）".contains(c)) { "" } else { "。" };
    let words = format!("{stop}本年度未收取信息处理费。");
    findings.push(
        finding.fix("补写“本年度未收取信息处理费”", vec![Change::Prose(Prose::Other, end..end, words)]),
    );
}

/// Whether a text says what was charged. Elsewhere than in section six the fee must be called by its name.
fn says(text: &str, by_name: bool) -> bool {
    text.contains(['费', '費'])
        && sentences(text).any(|range| {
            let sentence = &text[range];
            if by_name && !sentence.contains("处理费") && !sentence.contains("處理費") {
                return false;
            }
            // A title says nothing about what was charged: 《…信息处理费管理办法》.
            let outside = |at: usize| enclosure(sentence, at, '《', '》').is_none();
            let of_other_fees =
                |at: usize| sentence[..at].ends_with("行政事业性") || sentence[at..].starts_with(OTHER_FEES);
            SUBJECTS.found_in(sentence).any(|range| outside(range.start) && !of_other_fees(range.start))
                && ANSWERS.found_in(sentence).any(|range| outside(range.start))
        })
}
