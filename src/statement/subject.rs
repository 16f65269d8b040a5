//! What a claim counts, in the terms of the statutory form.

use std::fmt;

/// What is counted: a figure of table two, three or four, or a group of figures.
///
/// `Display` writes it as a short path in the words of the form's addresses: `received`, `natural_person.granted`,
/// `review.upheld`, `normative_documents.issued`, `licences`, `fees`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Subject {
    /// Applications for information (table three).
    Applications {
        /// The row or rows.
        stage: Stage,
        /// The column or columns.
        by: Applicant,
    },
    /// Administrative review and litigation over information disclosure (table four).
    Remedies {
        /// The block or blocks.
        route: Route,
        /// The column within the block.
        result: RemedyResult,
    },
    /// Regulations and normative documents (table two, 第（一）项).
    Documents {
        /// The row.
        kind: DocumentKind,
        /// The column.
        state: DocumentState,
    },
    /// Administrative decisions (table two, 第（五）and（六）项).
    Decisions(Decision),
    /// Money charged.
    Fees(Fee),
}

/// Where in its life an application is counted: the rows of table three.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stage {
    /// 本年新收.
    Received,
    /// 上年结转.
    CarriedIn,
    /// 本年新收 and 上年结转 together, where the sentence says that its figure holds both.
    ReceivedAndCarriedIn,
    /// 办结, 答复, 办理: all of 本年度办理结果.
    Answered,
    /// One outcome, or one group of outcomes, of 本年度办理结果.
    Outcome(Outcome),
    /// 结转下年度继续办理.
    CarriedOut,
}

/// Who applied: the columns of table three.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Applicant {
    /// 总计.
    All,
    /// 自然人.
    NaturalPerson,
    /// 法人或其他组织: the five columns after the first, together.
    Organisations,
    /// 商业企业.
    Business,
    /// 科研机构.
    Research,
    /// 社会公益组织.
    PublicInterest,
    /// 法律服务机构.
    LegalService,
    /// 其他.
    Other,
}

/// An outcome of table three, or a group of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// （一）予以公开.
    Granted,
    /// （二）部分公开.
    PartlyGranted,
    /// （三）不予公开, all eight rows.
    Refused,
    /// 属于国家秘密.
    StateSecret,
    /// 其他法律行政法规禁止公开.
    ProhibitedByLaw,
    /// 危及“三安全一稳定”.
    SecurityStability,
    /// 保护第三方合法权益.
    ThirdPartyRights,
    /// 属于三类内部事务信息.
    InternalAffairs,
    /// 属于四类过程性信息.
    ProcessInformation,
    /// 属于行政执法案卷.
    EnforcementFile,
    /// 属于行政查询事项.
    AdministrativeQuery,
    /// （四）无法提供, all three rows.
    Unavailable,
    /// 本机关不掌握相关政府信息.
    NotHeld,
    /// 没有现成信息需要另行制作.
    NeedsCreation,
    /// 补正后申请内容仍不明确.
    StillUnclear,
    /// （五）不予处理, all five rows.
    NotProcessed,
    /// 信访举报投诉类申请.
    Petition,
    /// 重复申请.
    Duplicate,
    /// 要求提供公开出版物.
    Publication,
    /// 无正当理由大量反复申请.
    Excessive,
    /// 要求行政机关确认或重新出具已获取信息.
    Confirmation,
    /// （六）其他处理, all three rows.
    OtherOutcome,
    /// 申请人无正当理由逾期不补正.
    NotCorrected,
    /// 申请人逾期未按收费通知要求缴纳费用.
    FeeUnpaid,
    /// 其他, the last row of （六）其他处理.
    OtherReason,
}

impl Outcome {
    /// The address of the row, or of the group of rows, within a column of table three.
    pub fn path(self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::PartlyGranted => "partly_granted",
            Self::Refused => "refused",
            Self::StateSecret => "refused.state_secret",
            Self::ProhibitedByLaw => "refused.prohibited_by_law",
            Self::SecurityStability => "refused.security_stability",
            Self::ThirdPartyRights => "refused.third_party_rights",
            Self::InternalAffairs => "refused.internal_affairs",
            Self::ProcessInformation => "refused.process_information",
            Self::EnforcementFile => "refused.enforcement_file",
            Self::AdministrativeQuery => "refused.administrative_query",
            Self::Unavailable => "unavailable",
            Self::NotHeld => "unavailable.not_held",
            Self::NeedsCreation => "unavailable.needs_creation",
            Self::StillUnclear => "unavailable.still_unclear",
            Self::NotProcessed => "not_processed",
            Self::Petition => "not_processed.petition",
            Self::Duplicate => "not_processed.duplicate",
            Self::Publication => "not_processed.publication",
            Self::Excessive => "not_processed.excessive",
            Self::Confirmation => "not_processed.confirmation",
            Self::OtherOutcome => "other_outcome",
            Self::NotCorrected => "other_outcome.not_corrected",
            Self::FeeUnpaid => "other_outcome.fee_unpaid",
            Self::OtherReason => "other_outcome.other",
        }
    }

    /// Whether `row` is one of the rows of this group.
    pub fn contains(self, row: Self) -> bool {
        row.path().strip_prefix(self.path()).is_some_and(|rest| rest.starts_with('.'))
    }
}

/// Which remedy: the blocks of table four.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Route {
    /// 行政复议.
    Review,
    /// 行政诉讼, both blocks together.
    Litigation,
    /// 未经复议直接起诉.
    LitigationDirect,
    /// 复议后起诉.
    LitigationAfterReview,
    /// 行政复议 and 行政诉讼 together.
    Both,
}

/// How a remedy ended: the columns of each block of table four.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RemedyResult {
    /// 总计.
    All,
    /// 结果维持.
    Upheld,
    /// 结果纠正.
    Corrected,
    /// 其他结果.
    Other,
    /// 尚未审结.
    Pending,
    /// 已审结, whatever the result: 总计 without 尚未审结. No column of its own.
    Concluded,
}

/// A kind of document counted in table two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DocumentKind {
    /// 规章.
    Regulation,
    /// 行政规范性文件.
    NormativeDocument,
}

/// What happened to a document: the columns of 第（一）项.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DocumentState {
    /// 本年制发件数.
    Issued,
    /// 本年废止件数.
    Repealed,
    /// 现行有效件数.
    InForce,
}

/// A kind of decision counted in table two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Decision {
    /// 行政许可.
    Licence,
    /// 行政处罚.
    Penalty,
    /// 行政强制.
    Coercion,
}

/// A kind of charge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fee {
    /// 行政事业性收费 (table two, in 万元).
    Administrative,
    /// 信息处理费, charged under 国办函〔2020〕109号; it has no cell and belongs in section six.
    InformationProcessing,
}

impl Subject {
    /// Applications of all applicants at `stage`.
    pub fn applications(stage: Stage) -> Self {
        Self::Applications { stage, by: Applicant::All }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Applications { stage, by } => {
                let column = match by {
                    Applicant::All => "",
                    Applicant::NaturalPerson => "natural_person.",
                    Applicant::Organisations => "organisations.",
                    Applicant::Business => "business.",
                    Applicant::Research => "research.",
                    Applicant::PublicInterest => "public_interest.",
                    Applicant::LegalService => "legal_service.",
                    Applicant::Other => "other.",
                };
                let row = match stage {
                    Stage::Received => "received",
                    Stage::CarriedIn => "carried_in",
                    Stage::ReceivedAndCarriedIn => "received_and_carried_in",
                    Stage::Answered => "answered",
                    Stage::Outcome(outcome) => outcome.path(),
                    Stage::CarriedOut => "carried_out",
                };
                write!(out, "{column}{row}")
            }
            Self::Remedies { route, result } => {
                let block = match route {
                    Route::Review => "review",
                    Route::Litigation => "litigation",
                    Route::LitigationDirect => "litigation.direct",
                    Route::LitigationAfterReview => "litigation.after_review",
                    Route::Both => "remedies",
                };
                let column = match result {
                    RemedyResult::All => "",
                    RemedyResult::Upheld => ".upheld",
                    RemedyResult::Corrected => ".corrected",
                    RemedyResult::Other => ".other",
                    RemedyResult::Pending => ".pending",
                    RemedyResult::Concluded => ".concluded",
                };
                write!(out, "{block}{column}")
            }
            Self::Documents { kind, state } => {
                let row = match kind {
                    DocumentKind::Regulation => "regulations",
                    DocumentKind::NormativeDocument => "normative_documents",
                };
                let column = match state {
                    DocumentState::Issued => "issued",
                    DocumentState::Repealed => "repealed",
                    DocumentState::InForce => "in_force",
                };
                write!(out, "{row}.{column}")
            }
            Self::Decisions(Decision::Licence) => out.write_str("licences"),
            Self::Decisions(Decision::Penalty) => out.write_str("penalties"),
            Self::Decisions(Decision::Coercion) => out.write_str("coercion"),
            Self::Fees(Fee::Administrative) => out.write_str("fees"),
            Self::Fees(Fee::InformationProcessing) => out.write_str("processing_fee"),
        }
    }
}
