//! P01: past the day by which the report must be published.

use crate::report::Day;

use crate::check::{Finding, Guide, Look, Place, Rule, Severity, Subject, told};

/// The rule.
pub static RULE: Rule = Rule {
    code: "P01",
    name: "late",
    title: "已过公布期限",
    severity: Severity::Warning,
    look: Look::Report(look),
    guide: told(Guide {
        checks: "今天是否已过应当公布的日期：县级以上政府部门和乡镇、街道 1 月 31 日，县（市、区）政府 2 月 20 日，设区的市政府 3 月 10 日，省级政府和垂直管理部门 3 月 31 日。只看报告年度的次年；更早的报告何时公布，这里无从知道。",
        why: "条例第四十九条：县级以上人民政府部门应当在每年 1 月 31 日前向本级政府信息公开工作主管部门提交上一年度的年度报告并向社会公布；其余日期见国办公开办函〔2021〕30号。",
        example: "水务局 2 月 5 日还在填写上一年度的报告：已迟 5 天。",
        remedy: "尽快公布；按期公布过、现在只是修改的，说明原因。单位类别填错的，改正类别。",
    }),
};

/// What stands before the number of days, which grows from day to day: a reason given yesterday holds today.
pub(in crate::check) const DAYS_LATE: &str = "，已迟 ";

fn look(subject: &Subject, findings: &mut Vec<Finding>) {
    let Some(due) = subject.report.due() else { return };
    if subject.today <= due || subject.today.year() != due.year() {
        return;
    }
    let days = due.until(subject.today);
    let message = format!("应于 {}前公布{DAYS_LATE}{days} 天", written(due));
    findings.push(Finding::new(&RULE, Place::Head("year"), message).values(subject.today, due));
}

fn written(day: Day) -> String {
    format!("{} 年 {} 月 {} 日", day.year(), day.month(), day.day())
}
