//! What words do in a claim: the classes of the lexicon.

use super::subject::{
    Applicant, Decision, DocumentKind, DocumentState, Fee, Outcome, RemedyResult, Route, Stage,
};

/// What a word does in a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// An application for information. A bare 申请 may be an application for anything else.
    Request {
        bare: bool,
    },
    /// 收到, 办结, 上年结转: where in its life the application stands.
    Stage(Stage),
    /// 公民: natural persons beside other applicants, otherwise whoever applied.
    Citizen,
    /// 新收: received this year, what was carried in apart.
    Fresh,
    /// 办理: answered, or only dealt with, if how many were answered follows.
    Handled,
    /// 答复: an application is done with it, a case is not.
    Reply,
    /// 申请中: what follows is of these applications, whichever they are.
    Among,
    /// 结转 alone: in or out, as the year beside it says.
    Carry,
    /// 继续办理: what is carried goes out.
    Onward,
    Outcome(Outcome),
    Applicant(Applicant),
    /// 其他: the rest of whatever list it closes.
    Rest,
    Route(Route),
    Result(RemedyResult),
    Document(DocumentKind),
    State(DocumentState),
    Decision(Decision),
    Fee(Fee),
    /// 收费, 费用: which charge depends on what the sentence is about.
    Charge,
    /// 政府信息公开 as a theme.
    Disclosure,

    /// 未, 无, 没有.
    Not,
    /// 均, 全部.
    Every,
    /// 各: each of the things just listed.
    Each,
    /// 分别: the figures follow in the order of the things.
    Respectively,
    /// 已, 予以: the verb that follows is done.
    Done,
    /// 其中: what follows is part of what was said.
    PartOf,
    /// 按结果分: what follows splits everything once more, whoever was named before.
    Breakdown,
    /// 另有, 此外: what follows comes on top of what was said.
    Besides,
    /// 含, 包括: the same, inside a sum.
    Including,
    /// 占, 占比.
    Share,
    /// 办结率: a share with its subject.
    Rate,
    /// 和, 及, 、.
    And,
    /// 因: what follows is a reason, until the thing it led to.
    Cause,
    /// 引起, 被: what the reason led to follows.
    LedTo,
    /// 约, 超过: the figure is not exact.
    Roughly,
    /// 合计: the figure is a sum of those before it.
    Sum,

    /// 本年度: the year of the report.
    ThisYear,
    /// 全年: no part of the year any more.
    WholeYear,
    /// 上年.
    LastYear,
    /// 下年.
    NextYear,
    /// 往年, 近三年.
    OtherYears,
    /// 上半年: a part of the year.
    PartOfYear,
    /// 同比, 增加, 较: the figure is a change.
    Comparison,
    /// 下一步: the sentence is a plan.
    Plan,
    /// 应当, 确保, 如: the clause is a duty, a hope or a condition.
    Duty,

    /// 我局, 全县: the body that reports.
    Own,
    /// 局, 街道: the end of a body's name.
    Body,
    /// 下属, 各乡镇: bodies below the one that reports.
    Subordinate,
    /// 向, 被: the body that follows is not the one that acts.
    Via,
    /// 网上, 信函: a part by channel, for which the form has no cell.
    Channel,
    /// 等渠道: all channels together after all.
    AllChannels,
    /// 涉及, 关于: a part by theme, unless something known follows.
    About,
    /// 类, 领域: what stands before is a theme.
    Kind,

    /// Something that is counted but is none of the form's subjects.
    Foreign,
    /// 公开 alone: what became of an application, or something done with documents.
    Disclosed,
    /// 解读, 清理: something done with documents or decisions other than making them.
    Published,
    /// A word that says nothing here and stands in nobody's way.
    Filler,
    /// A word that holds another one by accident.
    Unrelated,
}
