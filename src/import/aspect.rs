//! Tells which aspect of 总体情况 a sub-heading is about: by the words that name each aspect, and by its number
//! where that says the same.

use super::fold::fold;
use super::label::is_numeral;
use crate::form::{Prose, Section};

/// An aspect, with the words by which a sub-heading is of it.
struct Aspect {
    prose: Prose,
    /// Words that name the aspect, whatever the number says.
    clear: &'static [&'static str],
    /// Words that other headings have too: two of them name the aspect, or one where the number agrees.
    vague: &'static [&'static str],
}

/// The aspects; of two that a heading names the first, unless its number says which. 平台 and 依申请 tell more than
/// 公开 and 管理, which every aspect has.
const ASPECTS: [Aspect; 5] = [
    Aspect {
        prose: Prose::Platform,
        clear: &["平台", "阵地", "载体"],
        vague: &["网站", "渠道", "栏目", "新媒体", "公众号"],
    },
    Aspect {
        prose: Prose::OnRequest, clear: &["依申请", "公开申请", "申请办理"], vague: &["申请"]
    },
    Aspect {
        prose: Prose::Management, clear: &["信息资源"], vague: &["管理", "规范", "审查", "审核"]
    },
    Aspect { prose: Prose::Proactive, clear: &["主动公开"], vague: &["发布"] },
    Aspect {
        prose: Prose::Supervision,
        clear: &["监督", "考核", "评议", "责任追究"],
        vague: &["保障", "培训", "督查", "督导", "问责", "组织领导", "队伍"],
    },
];

const CLEAR: usize = 4;
const AGREES: usize = 1;
const ENOUGH: usize = 2;

/// The aspect that a sub-heading with a number, or none, names.
pub(super) fn aspect(words: &str, number: Option<usize>) -> Option<Prose> {
    let words: String = fold(words).into_iter().collect();
    let numbered = number.and_then(of_number);
    let (mut best, mut most) = (None, 0);
    for Aspect { prose, clear, vague } in &ASPECTS {
        let named = clear.iter().any(|word| words.contains(word))
            || *prose == Prose::Management && manages_information(&words);
        let hints = vague.iter().filter(|word| words.contains(*word)).count().min(2);
        let points = if named { CLEAR } else { hints };
        let points = if points > 0 && numbered == Some(*prose) { points + AGREES } else { points };
        if points > most {
            (best, most) = (Some(*prose), points);
        }
    }
    // （一）政府信息公开情况 has the word of all of them and none of the others.
    if most == 0 && numbered == Some(Prose::Proactive) && words.contains("公开") {
        return numbered;
    }
    best.filter(|_| most >= ENOUGH)
}

/// Whether a heading speaks of the management of information, whatever stands between the two words; that of
/// its disclosure is another thing.
fn manages_information(words: &str) -> bool {
    let Some((before, _)) = words.rsplit_once("管理") else { return false };
    before.rsplit_once("信息").is_some_and(|(_, between)| !between.contains("公开"))
}

/// The aspect with a number; what comes behind the last is most often more of it.
fn of_number(number: usize) -> Option<Prose> {
    let aspects = || Section::Overview.prose();
    aspects().nth(number.checked_sub(1)?).or_else(|| aspects().last())
}

/// The number of an ordinal of at most two numerals: 3 of （三）, of 3. and of ㈢.
pub(super) fn number(ordinal: &str) -> Option<usize> {
    let mut number: Option<usize> = None;
    for c in fold(ordinal) {
        number = Some(match (c, number.unwrap_or(0)) {
            ('十', tens) => tens.max(1).saturating_mul(10),
            (c, before) if is_numeral(c) => {
                before.saturating_add(1) + "一二三四五六七八九".chars().position(|numeral| numeral == c)?
            }
            (c, before) => before.saturating_mul(10).saturating_add(usize::try_from(c.to_digit(10)?).ok()?),
        });
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::label::ordinal_end;

    fn read(heading: &str) -> Option<Prose> {
        let (ordinal, words) = heading.split_at(ordinal_end(heading));
        aspect(words, number(ordinal))
    }

    #[test]
    fn a_heading_is_of_the_aspect_that_its_words_name() {
        for (heading, prose) in [
            ("（一）主动公开政府信息情况", Prose::Proactive),
            ("（一）政府信息公开情况", Prose::Proactive),
            ("（一）信息发布", Prose::Proactive),
            ("（二）政府信息公开申请办理情况", Prose::OnRequest),
            ("（二）依申请公开办理情况", Prose::OnRequest),
            ("（一）依申请公开", Prose::OnRequest),
            ("（三）政府信息资源规范化、标准化管理情况", Prose::Management),
            ("（三）政府信息资源的规范化、标准化、信息化管理情况", Prose::Management),
            ("（三）政府信息资源管理", Prose::Management),
            ("（三）政府信息规范化管理", Prose::Management),
            ("（二）政府信息规范化管理", Prose::Management),
            ("（三）信息管理情况", Prose::Management),
            ("（三）政务公开管理", Prose::Management),
            ("3.政府資訊資源管理情況", Prose::Management),
            ("（四）政务公开阵地建设", Prose::Platform),
            ("（四）公开平台建设情况", Prose::Platform),
            ("（五）政府信息公开平台建设", Prose::Platform),
            ("（四）主动公开平台建设", Prose::Platform),
            ("（四）网站建设", Prose::Platform),
            ("（五）监督保障情况", Prose::Supervision),
            ("（四）监督考核", Prose::Supervision),
            ("（五）教育培训及监督保障", Prose::Supervision),
            ("（五）组织保障", Prose::Supervision),
            ("（六）工作考核、社会评议和责任追究结果", Prose::Supervision),
            ("（六）人员培训", Prose::Supervision),
        ] {
            assert_eq!(read(heading), Some(prose), "{heading}");
        }
    }

    #[test]
    fn a_number_alone_names_nothing() {
        for heading in [
            "（二）公文办理",
            "（二）公文管理",
            "（三）政策解读",
            "（四）回应关切",
            "（五）其他情况",
            "（一）加强组织领导",
            "（一）基层政务公开标准化规范化",
            "（三）社会保障信息公开",
            "政府信息公开",
        ] {
            assert_eq!(read(heading), None, "{heading}");
        }
    }

    #[test]
    fn ordinals_are_numbers() {
        for (ordinal, value) in [
            ("（三）", Some(3)),
            ("12.", Some(12)),
            ("㈤", Some(5)),
            ("十一、", Some(11)),
            ("二十、", Some(20)),
            ("", None),
        ] {
            assert_eq!(number(ordinal), value, "{ordinal}");
        }
    }
}
