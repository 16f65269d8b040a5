//! Edition 2021 (国办公开办函〔2021〕30号): reports of 2021 and later.

use super::tree::{AddressOrder, Balance, Block, Header, TableData};

pub(super) const TABLES: &[TableData] = &[DISCLOSURE, APPLICATIONS, REMEDIES];

const INFORMATION: Option<&str> = Some("信息内容");

const DECISIONS: &[Header] = &[Header::count("decisions", "本年处理决定数量")];

const DISCLOSURE: TableData = TableData {
    key: "disclosure",
    numeral: "二",
    address: AddressOrder::RowThenColumn,
    label_columns: 1,
    blocks: &[
        Block {
            title: Some("第二十条第（一）项"),
            corner: INFORMATION,
            columns: &[
                Header::count("issued", "本年制发件数"),
                Header::count("repealed", "本年废止件数"),
                Header::count("in_force", "现行有效件数"),
            ],
            rows: &[
                Header::count("regulations", "规章"),
                Header::count("normative_documents", "行政规范性文件"),
            ],
        },
        Block {
            title: Some("第二十条第（五）项"),
            corner: INFORMATION,
            columns: DECISIONS,
            rows: &[Header::count("licences", "行政许可")],
        },
        Block {
            title: Some("第二十条第（六）项"),
            corner: INFORMATION,
            columns: DECISIONS,
            rows: &[Header::count("penalties", "行政处罚"), Header::count("coercion", "行政强制")],
        },
        Block {
            title: Some("第二十条第（八）项"),
            corner: INFORMATION,
            columns: &[Header::amount("amount", "本年收费金额（单位：万元）")],
            rows: &[Header::count("fees", "行政事业性收费")],
        },
    ],
    balance: None,
};

const APPLICATIONS: TableData = TableData {
    key: "applications",
    numeral: "三",
    address: AddressOrder::ColumnThenRow,
    label_columns: 3,
    blocks: &[Block {
        title: None,
        corner: Some(BALANCE_TEXT),
        columns: APPLICANTS,
        rows: &[
            RECEIVED,
            CARRIED_IN,
            Header::group(
                "",
                "三、本年度办理结果",
                &[
                    GRANTED,
                    PARTLY_GRANTED,
                    REFUSED,
                    UNAVAILABLE,
                    NOT_PROCESSED,
                    Header::group(
                        "other_outcome",
                        "（六）其他处理",
                        &[
                            Header::count(
                                "not_corrected",
                                "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
                            ),
                            Header::count(
                                "fee_unpaid",
                                "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
                            ),
                            Header::count("other", "3.其他"),
                        ],
                    ),
                    OUTCOME_TOTAL,
                ],
            ),
            CARRIED_OUT,
        ],
    }],
    balance: Some(BALANCE),
};

pub(super) const BALANCE_TEXT: &str = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）";

pub(super) const BALANCE: Balance =
    Balance { left: &["received", "carried_in"], right: &["outcome_total", "carried_out"] };

pub(super) const APPLICANTS: &[Header] = &[Header::group(
    "",
    "申请人情况",
    &[
        Header::count("natural_person", "自然人"),
        Header::group(
            "",
            "法人或其他组织",
            &[
                Header::count("business", "商业企业"),
                Header::count("research", "科研机构"),
                Header::count("public_interest", "社会公益组织"),
                Header::count("legal_service", "法律服务机构"),
                Header::count("other", "其他"),
            ],
        ),
        Header::total("total", "总计"),
    ],
)];

pub(super) const RECEIVED: Header = Header::count("received", "一、本年新收政府信息公开申请数量");
pub(super) const CARRIED_IN: Header = Header::count("carried_in", "二、上年结转政府信息公开申请数量");
pub(super) const GRANTED: Header = Header::count("granted", "（一）予以公开");
pub(super) const PARTLY_GRANTED: Header =
    Header::count("partly_granted", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）");
pub(super) const OUTCOME_TOTAL: Header = Header::total("outcome_total", "（七）总计");
pub(super) const CARRIED_OUT: Header = Header::count("carried_out", "四、结转下年度继续办理");

pub(super) const REFUSED: Header = Header::group(
    "refused",
    "（三）不予公开",
    &[
        Header::count("state_secret", "1.属于国家秘密"),
        Header::count("prohibited_by_law", "2.其他法律行政法规禁止公开"),
        Header::count("security_stability", "3.危及“三安全一稳定”"),
        Header::count("third_party_rights", "4.保护第三方合法权益"),
        Header::count("internal_affairs", "5.属于三类内部事务信息"),
        Header::count("process_information", "6.属于四类过程性信息"),
        Header::count("enforcement_file", "7.属于行政执法案卷"),
        Header::count("administrative_query", "8.属于行政查询事项"),
    ],
);

pub(super) const UNAVAILABLE: Header = Header::group(
    "unavailable",
    "（四）无法提供",
    &[
        Header::count("not_held", "1.本机关不掌握相关政府信息"),
        Header::count("needs_creation", "2.没有现成信息需要另行制作"),
        Header::count("still_unclear", "3.补正后申请内容仍不明确"),
    ],
);

pub(super) const NOT_PROCESSED: Header = Header::group(
    "not_processed",
    "（五）不予处理",
    &[
        Header::count("petition", "1.信访举报投诉类申请"),
        Header::count("duplicate", "2.重复申请"),
        Header::count("publication", "3.要求提供公开出版物"),
        Header::count("excessive", "4.无正当理由大量反复申请"),
        Header::count("confirmation", "5.要求行政机关确认或重新出具已获取信息"),
    ],
);

const RESULTS: &[Header] = &[
    Header::count("upheld", "结果维持"),
    Header::count("corrected", "结果纠正"),
    Header::count("other", "其他结果"),
    Header::count("pending", "尚未审结"),
    Header::total("total", "总计"),
];

pub(super) const REMEDIES: TableData = TableData {
    key: "remedies",
    numeral: "四",
    address: AddressOrder::ColumnThenRow,
    label_columns: 0,
    blocks: &[Block {
        title: None,
        corner: None,
        columns: &[
            Header::group("review", "行政复议", RESULTS),
            Header::group(
                "litigation",
                "行政诉讼",
                &[
                    Header::group("direct", "未经复议直接起诉", RESULTS),
                    Header::group("after_review", "复议后起诉", RESULTS),
                ],
            ),
        ],
        rows: &[Header::count("", "")],
    }],
    balance: None,
};
