//! S09: percentages.

use crate::check::claim::Stated;
use crate::check::{Finding, Guide, Look, Rule, Severity, told};
use rust_decimal::Decimal;

use crate::check::claim::{figures, plain};
use crate::statement::{RemedyResult, Stage, Subject, Value};

/// The rule.
pub static RULE: Rule = Rule {
    code: "S09",
    name: "share-differs",
    title: "正文的百分比与表格算出的不一致",
    severity: Severity::Warning,
    look: Look::Claim(look),
    guide: told(Guide {
        checks: "正文里“占 x%”的说法，与按表格算出的比例；按所写小数位数四舍五入后比较。",
        why: "正文和表格写的是同一年的同一件事，读者会拿来对照；两处不一致，至少有一处是错的。",
        example: "正文写“予以公开占50%”，表三予以公开 15 件、（七）总计 25 件，应为 60%。",
        remedy: "按表格重新计算百分比，或写清楚是占哪一项的比例。",
    }),
};

fn look(stated: &Stated, findings: &mut Vec<Finding>) {
    let Value::Share(said) = stated.claim.value else { return };
    let Some(whole) = stated.claim.of.or_else(|| whole(stated.claim.subject)) else { return };
    let (Some(part), Some(whole)) = (stated.figures(), figures(stated.subject.report, whole)) else { return };
    let Some(share) = (part.value * Decimal::ONE_HUNDRED).checked_div(whole.value) else { return };
    // Half a unit of the last digit printed.
    let tolerance = Decimal::new(5, said.scale() + 1);
    if (share - said).abs() > tolerance {
        let share = share.round_dp(said.scale().max(1));
        let message = format!(
            "按表格，{}占{}的 {}%（{} ÷ {}）",
            part.name,
            whole.name,
            plain(share),
            plain(part.value),
            plain(whole.value)
        );
        findings.push(stated.contradicts(&RULE, format!("{}%", plain(share)), &message));
    }
}

/// What a share is a share of where the sentence does not say.
fn whole(part: Subject) -> Option<Subject> {
    match part {
        Subject::Applications { stage: Stage::Outcome(_), by } => {
            Some(Subject::Applications { stage: Stage::Answered, by })
        }
        Subject::Applications { stage: Stage::Answered, by } => {
            Some(Subject::Applications { stage: Stage::ReceivedAndCarriedIn, by })
        }
        Subject::Applications { stage, .. } => Some(Subject::applications(stage)),
        Subject::Remedies { route, .. } => Some(Subject::Remedies { route, result: RemedyResult::All }),
        _ => None,
    }
}
