//! N03: section five says nothing, or only half of what it must.

use crate::check::wording::{Words, before, is_han};
use crate::check::{Finding, Guide, Look, Passage, Place, Rule, Severity, told};
use crate::form::Prose;
use crate::report::length;

/// The rule.
pub static RULE: Rule = Rule {
    code: "N03",
    name: "problems-perfunctory",
    title: "问题和改进情况写得太简单",
    severity: Severity::Warning,
    look: Look::Passage(look),
    guide: told(Guide {
        checks: "第五部分写的是“无”，不足 50 字，只有问题没有改进措施，或只有措施没有问题。",
        why: "条例第五十条第（五）项：年度报告应当包括政府信息公开工作存在的主要问题及改进情况；国办公开办函〔2021〕30号要求问题具体、措施可行。",
        example: "第五部分只写了“无”。",
        remedy: "写出一两个具体的问题，每个问题对应一条已经采取或准备采取的措施。",
    }),
};

/// Fewer characters than this cannot name a problem and a measure.
const LEAST: usize = 50;

/// What is said when a problem is named.
#[rustfmt::skip]
static PROBLEMS: Words = Words::new(&[
    "问题", "不足", "不够", "不高", "不强", "不深", "不广", "不全", "不及时", "不到位", "不平衡",
    "不规范", "不完善", "不健全", "不熟", "不充分", "不丰富", "不均", "不严", "不细", "不佳", "不大",
    "不多", "欠缺", "薄弱", "有待", "亟待", "亟需", "滞后", "短板", "弱项", "差距", "单一", "缺乏",
    "缺少", "困难", "需进一步", "需要进一步", "需加强", "需要加强", "需提高", "需提升", "需完善",
    "较少", "偏少", "偏低", "较低", "较慢", "较弱", "难以", "还不", "仍需", "还需", "尚需", "看不懂",
    "未能", "没能", "存在",
    // Reports in traditional characters.
    "問題", "不夠", "滯後", "短闆", "還需", "需進一步",
]);

/// What is said when a measure follows.
#[rustfmt::skip]
static MEASURES: Words = Words::new(&[
    "措施", "改进", "整改", "下一步", "下步", "今后", "接下来", "下一阶段", "新的一年", "明年", "为此",
    "对此", "针对", "将", "拟", "计划", "改進", "為此", "針對", "將", "計劃",
]);

/// Verbs with which a measure begins; a problem that is merely in need of them (有待加强) does not begin so.
#[rustfmt::skip]
static BEGINNINGS: Words = Words::new(&[
    "加强", "加大", "加快", "完善", "强化", "优化", "推进", "推动", "健全", "落实", "提升", "提高",
    "深化", "规范", "严格", "建立", "拓宽", "拓展", "丰富", "组织", "开展", "细化", "压实", "创新",
    "定期", "及时", "进一步", "继续", "持续", "不断", "积极", "严把", "充实", "配齐", "配强", "明确",
    "理顺", "聚焦", "坚持",
]);

fn look(passage: &Passage, findings: &mut Vec<Finding>) {
    let text = passage.text.trim();
    if passage.prose != Prose::Problems || text.is_empty() {
        return;
    }
    let place = Place::Prose(Prose::Problems, None);
    let length = length(text);
    let finding = if is_none(text) {
        let mut finding =
            Finding::new(&RULE, place, format!("第五部分只写了“{text}”，应写明主要问题和改进情况"));
        finding.left = Some(text.to_owned());
        finding
    } else if length < LEAST {
        Finding::new(
            &RULE,
            place,
            format!("第五部分只有 {length} 字，不足 {LEAST} 字，应写明主要问题和改进情况"),
        )
        .values(length, LEAST)
    } else {
        let fault = match (PROBLEMS.any_in(text), names_measure(text)) {
            (true, true) => return,
            (true, false) => "第五部分写了问题，没有写改进措施",
            (false, true) => "第五部分写了改进措施，没有写存在的问题",
            (false, false) => "第五部分没有写存在的问题和改进措施",
        };
        Finding::new(&RULE, place, fault)
    };
    findings.push(finding);
}

/// 无, 无。, 暂无, 没有 …
fn is_none(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| !is_han(c));
    matches!(bare, "" | "无" | "暂无" | "没有" | "略")
}

fn names_measure(text: &str) -> bool {
    MEASURES.any_in(text)
        || BEGINNINGS.found_in(text).any(|range| {
            // 二是加强…, （二）加强…, ，加强…
            before(text, range.start).is_none_or(|c| !is_han(c) || c == '是')
        })
}
