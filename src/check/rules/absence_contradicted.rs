//! S06: a claim of none against figures that are not zero.

use crate::check::claim::Stated;
use crate::check::{Finding, Guide, Look, Rule, Severity, told};
use crate::statement::{Applicant, Stage, Subject, Value};

/// The rule.
pub static RULE: Rule = Rule {
    code: "S06",
    name: "absence-contradicted",
    title: "正文说没有，表里却有",
    severity: Severity::Warning,
    look: Look::Claim(look),
    guide: told(Guide {
        checks: "正文写“未收到申请”“未发生行政复议、行政诉讼”等，而表三、表四相应的数字不是 0。",
        why: "正文和表格写的是同一年的同一件事，读者会拿来对照；两处不一致，至少有一处是错的。",
        example: "正文写“未发生行政诉讼”，表四未经复议直接起诉总计为 1。",
        remedy: "核对台账：表格对的，改正文；正文对的，把表格改为 0。",
    }),
};

fn look(stated: &Stated, findings: &mut Vec<Finding>) {
    // Outcomes, documents and decisions have rules of their own.
    let here = matches!(
        stated.claim.subject,
        Subject::Applications {
            stage: Stage::Received
                | Stage::ReceivedAndCarriedIn
                | Stage::CarriedIn
                | Stage::CarriedOut
                | Stage::Answered,
            by: Applicant::All
        } | Subject::Remedies { .. }
    );
    if here && stated.claim.value == Value::Nothing {
        stated.judge(&RULE, findings);
    }
}
