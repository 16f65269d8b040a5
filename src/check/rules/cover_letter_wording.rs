//! N08: wording of a letter to a superior office.

use crate::check::wording::{Words, before};
use crate::check::{Finding, Guide, Look, Passage, Place, Rule, Severity, told};

/// The rule.
pub static RULE: Rule = Rule {
    code: "N08",
    name: "cover-letter-wording",
    title: "写成了给上级的来往信函",
    severity: Severity::Warning,
    look: Look::Passage(look),
    guide: told(Guide {
        checks: "“根据贵办要求”“请审核”“现报送”“特此报告”“请批示”等上报公文的用语。",
        why: "年度报告向社会公布（条例第四十九条），读者是公众，不是收文的机关。",
        example: "“根据贵办通知要求，现将我局年度报告报送如下，请审核。”",
        remedy: "删去收发文用语，直接写报告的依据和内容。",
    }),
};

#[rustfmt::skip]
static WORDING: Words = Words::new(&[
    "贵办", "贵局", "贵委", "贵厅", "贵府", "贵单位", "贵机关", "根据你办", "按照你办", "根据你局",
    "按照你局", "你单位", "请审核", "请审阅", "请审定", "请审示", "请予审核", "请予审阅", "请予审定",
    "请批示", "请予批示", "请领导", "妥否", "当否", "现报送", "现上报", "现呈报", "现呈送", "报送如下",
    "上报如下", "汇报如下", "呈报如下", "报送贵", "报送你", "报请贵", "特此报告", "特此汇报",
    "特此上报", "特此报送", "此致敬礼", "请查收", "请予查收", "敬请指正", "请批评指正", "请予指正",
    "如有不妥", "尊敬的",
]);

/// Before what these are the second half of another word: 宝贵, 报请审核, 邀请领导, 发现报送, 适当否.
const OTHER_WORDS: [(char, &str); 4] = [
    ('贵', "宝珍可名昂高尊富权华显"),
    ('请', "提报送申邀呈聘"),
    ('现', "出发实体表呈展再"),
    ('当', "适恰妥得应"),
];

fn look(passage: &Passage, findings: &mut Vec<Finding>) {
    let text = passage.text;
    for range in WORDING.found_in(text) {
        let words = &text[range.clone()];
        let part_of_a_word = OTHER_WORDS.iter().any(|(first, before_it)| {
            words.starts_with(*first) && before(text, range.start).is_some_and(|c| before_it.contains(c))
        });
        if part_of_a_word {
            continue;
        }
        let message = format!("“{words}”是上报公文的用语，年度报告是向社会公布的");
        let mut finding = Finding::new(&RULE, Place::Prose(passage.prose, Some(range.clone())), message);
        finding.left = Some(words.to_owned());
        findings.push(finding);
    }
}
