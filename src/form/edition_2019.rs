//! Edition 2019 (国办公开办函〔2019〕60号, 试行): reports of 2019 and 2020.
//!
//! Tables three and four differ from edition 2021 in one row only, so they are put together from its parts.

use super::edition_2021::{
    APPLICANTS, BALANCE, BALANCE_TEXT, CARRIED_IN, CARRIED_OUT, GRANTED, NOT_PROCESSED, OUTCOME_TOTAL,
    PARTLY_GRANTED, RECEIVED, REFUSED, REMEDIES, UNAVAILABLE,
};
use super::tree::{AddressOrder, Block, Header, TableData};

pub(super) const TABLES: &[TableData] = &[DISCLOSURE, APPLICATIONS, REMEDIES];

const INFORMATION: Option<&str> = Some("信息内容");

const ITEMS_LAST_YEAR: Header = Header::count("items_last_year", "上一年项目数量");
const ITEMS_CHANGE: Header = Header::signed("items_change", "本年增/减");
const ITEMS: &[Header] = &[ITEMS_LAST_YEAR, ITEMS_CHANGE, Header::count("decisions", "处理决定数量")];

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
                Header::count("made", "本年新制作数量"),
                Header::count("published", "本年新公开数量"),
                Header::count("published_in_all", "对外公开总数量"),
            ],
            rows: &[Header::count("regulations", "规章"), Header::count("normative_documents", "规范性文件")],
        },
        Block {
            title: Some("第二十条第（五）项"),
            corner: INFORMATION,
            columns: ITEMS,
            rows: &[
                Header::count("licences", "行政许可"),
                Header::count("other_services", "其他对外管理服务事项"),
            ],
        },
        Block {
            title: Some("第二十条第（六）项"),
            corner: INFORMATION,
            columns: ITEMS,
            rows: &[Header::count("penalties", "行政处罚"), Header::count("coercion", "行政强制")],
        },
        Block {
            title: Some("第二十条第（八）项"),
            corner: INFORMATION,
            columns: &[ITEMS_LAST_YEAR, ITEMS_CHANGE],
            rows: &[Header::count("fees", "行政事业性收费")],
        },
        Block {
            title: Some("第二十条第（九）项"),
            corner: INFORMATION,
            columns: &[Header::count("projects", "采购项目数量"), Header::amount("amount", "采购总金额")],
            rows: &[Header::count("procurement", "政府集中采购")],
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
                    Header::count("other_outcome", "（六）其他处理"),
                    OUTCOME_TOTAL,
                ],
            ),
            CARRIED_OUT,
        ],
    }],
    balance: Some(BALANCE),
};
