//! The words the reader knows, as data, and the index that finds them.
//!
//! A new way of saying something is a new entry in [`WORDS`]. The longest entry wins, so an entry is also how a
//! look-alike is kept apart: `未经复议` beside `未`, `无法提供` beside `无`, `行政许可事项` beside `行政许可`.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::LazyLock;

use super::subject::{
    Applicant, Decision, DocumentKind, DocumentState, Fee, Outcome, RemedyResult, Route, Stage,
};

use super::word::Word::{self, Applicant as By, Outcome as Out};

/// Every word, by what it does; words are set apart by white space.
const WORDS: &[(Word, &str)] = &[
    (
        Word::Request { bare: false },
        "政府信息公开申请 信息公开申请 政府信息公开的申请 公开申请 申请公开政府信息 申请公开信息
         政府信息申请公开 信息申请公开 政府信息公开件 信息公开件 申请公开件 政府信息申请 依申请公开
         依申请 依申请件 依申请信息 依申请公开件 依申请公开申请 依申请公开信息 依申请公开政府信息
         依申请公开的政府信息 依申请公开的信息 依申请公开事项 依申请公开政府信息申请 依申请公开信息申请
         依申请公开政府信息公开申请 依申请政府信息公开 申请信息公开 申请政府信息公开 政府信息公开申请件
         依公开申请 要求公开政府信息 要求公开信息 要求公开政府信息的申请 要求公开信息的申请
         政府信息公开申请书 信息公开申请书",
    ),
    (Word::Request { bare: true }, "申请 申请件 申请书 申请表"),
    (Word::Stage(Stage::Received), "收到 受理 接收 接到 接收到 收悉 收件 所收"),
    (Word::Citizen, "公民"),
    (Word::Fresh, "新收 新收到 新接收 新受理"),
    (Word::Handled, "办理"),
    (Word::Stage(Stage::Answered), "办结 办理完毕 办理完成 办毕 处理完毕 办结答复 办理答复"),
    (Word::Reply, "答复 回复 办复 答复完毕"),
    (Word::Among, "申请中"),
    (
        Word::Stage(Stage::CarriedIn),
        "上年结转 上年度结转 上一年结转 上一年度结转 结转上年 结转上年度 结转本年 结转本年度 结转至本年 结转到本年 上年转入 上年接转 上年遗留",
    ),
    (
        Word::Stage(Stage::CarriedOut),
        "结转下年 结转下年度 结转下一年 结转下一年度 结转到下年度 结转至下年度 结转至下年 转入下年度 转入下一年度
         下年度结转 下年结转 延至下年 延至下年度 顺延至下年度 转至下年度 转到下年度 跨年办理 跨年度办理 转下年 转下年度
         转下年办理 转下年度办理 转入下年 转入下年办理 尚未办结 未办结 尚未答复 正在办理 正在办理中 尚在办理 尚在办理中
         在办 仍在办理 正在处理",
    ),
    (Word::Carry, "结转 转入 延至"),
    (Word::Onward, "继续办理"),
    (Out(Outcome::Granted), "予以公开 同意公开 全部公开 完全公开 给予公开"),
    (Out(Outcome::PartlyGranted), "部分公开 予以部分公开 部分予以公开 同意部分公开 区分处理"),
    (Out(Outcome::Refused), "不予公开 不同意公开 决定不予公开 不公开"),
    (Out(Outcome::StateSecret), "属于国家秘密 涉及国家秘密 国家秘密"),
    (
        Out(Outcome::ProhibitedByLaw),
        "其他法律行政法规禁止公开 法律行政法规禁止公开 法律、行政法规禁止公开 法律法规禁止公开",
    ),
    (Out(Outcome::SecurityStability), "危及“三安全一稳定” 危及三安全一稳定 “三安全一稳定” 三安全一稳定"),
    (
        Out(Outcome::ThirdPartyRights),
        "保护第三方合法权益 第三方合法权益 侵害第三方合法权益 损害第三方合法权益",
    ),
    (
        Out(Outcome::InternalAffairs),
        "属于三类内部事务信息 三类内部事务信息 属于内部事务信息 内部事务信息 内部事务性信息",
    ),
    (
        Out(Outcome::ProcessInformation),
        "属于四类过程性信息 四类过程性信息 属于过程性信息 过程性信息 过程信息",
    ),
    (Out(Outcome::EnforcementFile), "属于行政执法案卷 行政执法案卷 行政执法案卷信息 属于行政执法案卷信息"),
    (Out(Outcome::AdministrativeQuery), "属于行政查询事项 行政查询事项 行政查询"),
    (Out(Outcome::Unavailable), "无法提供 不能提供"),
    (
        Out(Outcome::NotHeld),
        "本机关不掌握相关政府信息 不掌握相关政府信息 本机关不掌握 本单位不掌握 我局不掌握 不掌握 本机关未掌握 本单位未掌握 未掌握
         信息不存在 政府信息不存在 不属于本机关公开 不属于本机关负责公开 非本机关掌握",
    ),
    (
        Out(Outcome::NeedsCreation),
        "没有现成信息需要另行制作 没有现成信息 需要另行制作 需另行制作 没有现成信息、需要另行制作",
    ),
    (Out(Outcome::StillUnclear), "补正后申请内容仍不明确 补正后仍不明确 申请内容不明确 内容仍不明确"),
    (Out(Outcome::NotProcessed), "不予处理"),
    (Out(Outcome::Petition), "信访举报投诉类申请 信访举报投诉类 信访、举报、投诉类申请 信访投诉举报类申请
         信访、投诉、举报类申请 投诉举报类申请 举报投诉类申请"),
    (Out(Outcome::Duplicate), "重复申请"),
    (Out(Outcome::Publication), "要求提供公开出版物 公开出版物"),
    (Out(Outcome::Excessive), "无正当理由大量反复申请 大量反复申请"),
    (
        Out(Outcome::Confirmation),
        "要求行政机关确认或重新出具已获取信息 要求确认或重新出具已获取信息 重新出具已获取信息",
    ),
    (Out(Outcome::OtherOutcome), "其他处理 其它处理 作其他处理"),
    (
        Out(Outcome::NotCorrected),
        "申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请 申请人无正当理由逾期不补正
         无正当理由逾期不补正 逾期不补正 逾期未补正",
    ),
    (
        Out(Outcome::FeeUnpaid),
        "申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请
         申请人逾期未按收费通知要求缴纳费用 逾期未按收费通知要求缴纳费用 逾期未缴纳费用 逾期未缴费",
    ),
    (
        By(Applicant::All),
        "单位和个人 单位或个人 个人或单位 个人和单位 公民、法人和其他组织 公民、法人或其他组织
         公民、法人或者其他组织 公民、法人及其他组织 自然人、法人和其他组织 自然人、法人或其他组织",
    ),
    (By(Applicant::NaturalPerson), "自然人 公民个人 个人"),
    (
        By(Applicant::Organisations),
        "法人或其他组织 法人和其他组织 法人及其他组织 法人或者其他组织 法人、其他组织 法人 法人组织
         单位申请",
    ),
    (By(Applicant::Business), "商业企业 企业 公司 企业法人"),
    (By(Applicant::Research), "科研机构"),
    (By(Applicant::PublicInterest), "社会公益组织 公益组织"),
    (By(Applicant::LegalService), "法律服务机构 律师事务所 律所"),
    (By(Applicant::Other), "其他组织 其他申请人 其他法人"),
    (Word::Rest, "其他 其它"),
    (
        Word::Route(Route::Review),
        "行政复议 复议 行政复议申请 申请行政复议 提起行政复议 复议申请 申请复议 提起复议
         复议结果",
    ),
    (Word::Route(Route::Litigation), "行政诉讼 诉讼 提起行政诉讼 提起诉讼 行政起诉 行政应诉 诉讼结果"),
    (
        Word::Route(Route::LitigationDirect),
        "未经复议直接起诉 未经行政复议直接起诉 未经复议直接提起诉讼 未经复议 未经复议的 直接起诉 直接提起行政诉讼",
    ),
    (Word::Route(Route::LitigationAfterReview), "复议后起诉 经复议后起诉 复议后提起诉讼 复议后提起行政诉讼 经复议的"),
    (Word::Route(Route::Both), "复议诉讼 行政争议 行政复议诉讼 复议和诉讼案件"),
    (Word::Result(RemedyResult::Upheld), "结果维持 维持 予以维持 获维持 被维持 驳回诉讼请求 驳回原告诉讼请求 驳回原告的诉讼请求 驳回其诉讼请求"),
    (Word::Result(RemedyResult::Corrected), "结果纠正 纠正 被纠正 败诉 确认违法 被撤销"),
    (Word::Result(RemedyResult::Other), "其他结果 撤诉 撤回 终止 和解 调解结案"),
    (
        Word::Result(RemedyResult::Pending),
        "尚未审结 未审结 尚未结案 未结案 正在审理 正在审理中 尚在审理 尚在审理中 尚未办结案件 审理中",
    ),
    (Word::Result(RemedyResult::Concluded), "审结 结案 审理完毕 已结"),
    (Word::Document(DocumentKind::Regulation), "规章 政府规章 行政规章"),
    (Word::Document(DocumentKind::NormativeDocument), "行政规范性文件 规范性文件"),
    (
        Word::State(DocumentState::Issued),
        "制发 印发 出台 制定 制定出台 制定印发 新制定 新制发 新出台 新印发 制定发布",
    ),
    (Word::State(DocumentState::Repealed), "废止 宣布失效 废止失效 废止或失效 废止和失效"),
    (Word::State(DocumentState::InForce), "现行有效 继续有效 有效 现行 保留 继续保留"),
    (Word::Decision(Decision::Licence), "行政许可 行政许可决定 许可决定"),
    (Word::Decision(Decision::Penalty), "行政处罚 行政处罚决定 行政处罚案件 处罚决定"),
    (Word::Decision(Decision::Coercion), "行政强制 行政强制措施 行政强制决定 行政强制执行"),
    (Word::Fee(Fee::Administrative), "行政事业性收费 行政事业收费 行政事业性收费收入 行政事业性收费总额"),
    (
        Word::Fee(Fee::InformationProcessing),
        "信息处理费 政府信息公开信息处理费 信息公开处理费 政府信息公开处理费 信息公开信息处理费
         信息处理费用",
    ),
    (Word::Charge, "收费 费用 收取费用 任何费用"),
    (Word::Disclosure, "政府信息公开 信息公开 政务公开 政府信息公开工作 信息公开工作"),
    (Word::Not, "未 无 无一 没有 没 尚无 暂无 并无 并未 未曾 从未 未有 零发生"),
    (Word::Every, "均 都 全部 全都 悉数 皆 已全部 均已 都已 所有"),
    (Word::Each, "各 各为 各有"),
    (Word::Respectively, "分别 依次"),
    (Word::Done, "已 已经 予以 已予 按时 按期 及时 依法 依规 如期 按规定 按要求"),
    (Word::PartOf, "其中 答复结果为 办理结果为 处理结果为 答复结果： 办理结果： 处理结果："),
    (
        Word::Breakdown,
        "按结果分 按办理结果 按办理结果分 按答复结果 按答复结果分 从办理结果看 从答复结果看 从处理结果看 按申请人类型
         按申请人类型分 从申请人类型看 从申请人看 按申请主体 按申请主体分 按申请主体统计 从申请主体看 按申请人类型统计
         按办理结果统计 按答复结果分类 按照答复结果分类 按办理结果分类 按照办理结果分类 按照办理结果",
    ),
    (Word::Besides, "剩余 余下 尚余 另 另有 另外 此外 除此之外 除此以外 还有 还 又有"),
    (Word::Including, "含 包括 包含 内含 包括了 另含"),
    (Word::Share, "占 占比 比例 占比例 所占比例 约占 共占"),
    (Word::Rate, "办结率 答复率 按期办结率 按时办结率 按时答复率 按期答复率 回复率 办理率 及时答复率"),
    (Word::And, "和 与 及 以及 或 或者 并 并且 且 暨 也 亦"),
    (Word::Cause, "因 由于 就"),
    (Word::LedTo, "引起 引发 引起的 引发的 导致 产生 涉诉 而 提起 被提起"),
    (Word::Roughly, "约 近 超 超过 逾 不少于 不低于 不超过 至少 最多 大约 将近 上百 余"),
    (Word::Sum, "共计 合计 总计 两项合计 两项共计 两者合计 合计为 共计为"),
    (Word::WholeYear, "全年 全年度"),
    (Word::ThisYear, "本年 本年度 今年 本报告年度 报告年度 报告期内"),
    (Word::LastYear, "上年 上年度 上一年 上一年度 去年 去年度"),
    (Word::NextYear, "下年 下年度 下一年 下一年度 明年 次年 来年"),
    (
        Word::OtherYears,
        "往年 历年 前年 近年 近年来 近两年 近三年 近五年 三年来 五年来 以来 每年 年均 以往 历史累计 同期",
    ),
    (
        Word::PartOfYear,
        "上半年 下半年 一季度 二季度 三季度 四季度 第一季度 第二季度 第三季度 第四季度 每季度 每月 当月
         月均 前三季度 疫情期间 当日 同日 单日",
    ),
    (
        Word::Comparison,
        "去年同期 上年同期 上年度同期 同比 环比 较 比 相比 增长 增加 减少 下降 上升 增幅 降幅 提高 提升 增至 降至 降低 持平 压减
         缩减",
    ),
    (Word::Plan, "下一步 今后 计划 拟 未来 预计 下阶段 接下来"),
    (
        Word::Duty,
        "主要 主要为 主要是 主要原因 将 应当 应 须 必须 不得 如 如果 若 凡 确保 做到 力求 力争 争取 杜绝 防范 避免 防止 要求 坚持
         预防 减少和避免 实行 可以 可向 有权",
    ),
    (
        Word::Own,
        "我局 我县 我市 我区 我镇 我乡 我委 我办 我厅 我院 我处 我中心 我街道 我单位 我机关 我校 我省
         我旗 我部门 我队 我站 本局 本机关 本单位 本级 本县 本市 本区 本镇 本乡 本街道 本委 本办 本厅
         本部门 本行政机关 全县 全市 全区 全镇 全乡 全省 全局 全街道 全系统 全旗 全州 全委 全厅 县本级
         市本级 区本级",
    ),
    (
        Word::Body,
        "局 委员会 委 厅 分局 街道 街道办事处 办事处 镇 乡 中心 办公室 办公厅 人民政府 县政府 市政府
         区政府 镇政府 乡政府 大队 支队 管委会 村 社区 学校 医院 管理处 研究院",
    ),
    (
        Word::Subordinate,
        "某 下属 所属 直属 各乡镇 各镇 各街道 各县 各区 各部门 各单位 县直部门 市直部门 区直部门
         县直单位 市直单位 区直单位 市直 县直 区直 乡镇 各县区 各县（市、区） 县（市、区） 各市 县区
         二级单位 垂管单位 各科室 各部门单位 局属单位 委属单位 厅属单位 下级单位 基层单位",
    ),
    (Word::Via, "在 向 由 经 被 经由 转 移交 移送 转交 对 告知"),
    (
        Word::Channel,
        "网上 网络 信函 邮寄 当面 现场 在线 电子邮件 传真 书面 来信 网站 平台 邮箱 线上 线下 窗口 来函
         来访 快递 挂号信 当场 协助 配合 帮助 代为 转办 信件 信件申请 纸质
         提前办结 当年办结 延期答复 延期办理 延期办结 延长答复期限 政务服务网 门户网站 政府网站 通过 口头",
    ),
    (
        Word::AllChannels,
        "等渠道 等方式 等途径 等形式 等多种渠道 等多种方式 等多种途径 等多种形式 等各种渠道 各种渠道
         各渠道 多种渠道 多种途径 多种方式 各类渠道",
    ),
    (Word::About, "涉及 关于 有关 针对 围绕 内容涉及 涉"),
    (Word::Kind, "类 领域"),
    (Word::Disclosed, "公开"),
    (
        Word::Foreign,
        "受理行政复议申请 受理复议申请 受理行政复议案件 收到行政复议申请 新收行政复议申请 接收行政复议申请 办理行政复议申请
         办理行政复议案件 审结行政复议案件 审理行政复议案件 信息 政府信息 建议 提案 议案 热线 信访 信访件 信访举报
         群众来信 公文 等事项 公众号 微信 微博 栏目 专栏 培训 会议 稿件 留言 咨询 投诉 举报 来电 访谈 新闻发布会
         发布会 公报 图解 视频 工单 文件 服务事项 政务服务 办件 条目 清单 目录 指南 案例 题库 制度 规程 办法
         行政许可事项 行政许可申请 行政处罚事项 行政强制事项 行政处罚信息 行政许可信息 通知书 告知书 决定书 答复书 意见
         来信来访 感谢信 表扬信 查阅 点击 浏览 逾期 超期 不予受理 差错 泄密 舆情 检查 督查 考核 测评 评估 整改
         台账 登记表 项目 合同 问题 线索 批评 问责 工作人员 规范性文件备案 答复意见 诉求 求助 工作动态 动态 公告
         预算 决算 罚款 撤回申请 主动撤回申请 撤销申请 行政复议应诉 由不予公开转为 不予公开转为 转为主动公开
         依申请转主动公开 依申请公开转主动公开 不属于政府信息公开申请 非政府信息公开申请 栏 点 满意率 合格率 上诉
         市长信箱 局长信箱 书记信箱 信箱",
    ),
    (
        Word::Published,
        "主动公开 公示 公布 发布 上传 推送 转载 解读 清理 备案 审查 审核 修订 修改 归集 录入 报备 报送
         梳理 集中公开 合法性审核 抽查 评查 代理 承办 审理 化解",
    ),
    (
        Word::Filler,
        "的 了 为 是 有 达 达到 共 累计 总共 计 总 数 数量 总数 总量 件数 总件数
         处理决定数量 处理决定 决定 案件 事项 情况 情形 业务 事件 等 该 此类 上述 以上 年内 年度
         年 期间 截至 截止 底 自 至 到 起 止 于 从 中 内 发生 发生过 出现 存在 作出 做出 实施 提出 提交
         递交 提请 申请人 群众 公众 社会公众 市民 来自 各类 符合 属于 属 人民法院 法院 复议机关
         行政机关 各级行政机关 各级 机关 单位 法定期限 法定期限内 规定时限 规定时限内 法定时限
         法定时限内 规定期限内 规定时间内 期限内 时限内 方面 工作 相关 现有 后 所 给予
         原答复 原决定 原处理决定 原行政行为 行政机关不再处理其申请 不再处理其申请 不再处理 依法延期
         进行 完成 完毕 收取 征收 金额 人民币 总额 累计收取 被申请 结果 不服 判决 裁定
         判决结果 审理结果 一审 二审 受理情况 办理情况 件次 件 量 记录 现象 本 其 以 同时 分类
         申请人类型 按 行政 当年 共有 仅 仅有 收 产生的 应诉 作为 被告 被申请人 一 任何 新增 严格",
    ),
    (
        Word::Unrelated,
        "对答复 行政复议机构 行政复议机关 复议机构 制定计划 立法计划 工作计划 公益诉讼 民事诉讼 刑事诉讼 诉讼费
         案卷评查 行政执法案卷评查 占用 占地 比如 对比 无关 无误 无偿 无障碍 无法 无效 无需 无线 无纸化 无缝 未经
         一次性 一件事 一事一申请 一件一档 一件一 每一件 第一 逐件 件件 不涉及 不含 不包括 应急 应用 如何 如下
         例如 诸如 现将 即将 若干 凡是 格局 布局 大局 全局性 结局 局面 以人民为中心 中心工作 党中央 各方面 各项
         各种 各地 各个 各处室 各有关 因此 因地制宜 因素 原因 就业 成就 就地 并联 合并 和谐 与时俱进 普及 及格
         涉及面 已获取 都市 首都 提高度 超期未 超限 附近 接近 最近 相近 贴近 近期 业余 其余 收费标准 收费项目
         收费目录 较好 较大 较高 较为 较多 较少 比较 提升了 有效性 有效期 有效提升 有效性审查 有效解决 对应 对外
         对照 针对性 面对 应对 绝对 反对 自由 理由 由此 经济 经费 经验 经营 经办 财经 曾经 转变 转型 好转 方向
         面向 导向 定向 向上 占道 抢占 含义 内涵 制定完善 依申请公开工作 依申请公开专栏 依申请公开栏目 依申请公开渠道
         依申请公开制度 依申请公开规程 依申请公开流程 依申请公开台账 依申请公开系统 依申请公开平台 依申请公开目录
         依申请公开指南 依申请公开信息系统 申请公开渠道 政府信息公开申请渠道 政府信息公开申请受理点 政府信息公开申请表
         政府信息公开指南",
    ),
];

/// The word at the start of `rest`, with its length in bytes: the longest there is.
pub(super) fn word(rest: &str) -> Option<(Word, usize)> {
    let first = rest.chars().next()?;
    let bucket = bucket(first);
    let index = &*INDEX;
    let from = usize::from(*index.starts.get(bucket)?);
    let to = usize::from(*index.starts.get(bucket + 1)?);
    let entries = index.entries.get(from..to)?;
    entries.iter().find(|(entry, _)| rest.starts_with(entry)).map(|&(entry, word)| (word, entry.len()))
}

const BUCKETS: usize = 2048;

fn bucket(first: char) -> usize {
    first as usize % BUCKETS
}

/// The entries, those that share the bucket of their first letter side by side, longer ones first.
struct Index {
    entries: Vec<(&'static str, Word)>,
    starts: Vec<u16>,
}

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let entries: Vec<(&'static str, Word)> = WORDS
        .iter()
        .flat_map(|(word, entries)| entries.split_whitespace().map(move |entry| (entry, *word)))
        .collect();
    let key = |entry: &str| entry.chars().next().map_or(0, bucket);
    // By first character, the longest first, otherwise as written. A heap sorts in a third of the code of a sort.
    let keys =
        entries.iter().enumerate().map(|(place, (entry, _))| (key(entry), Reverse(entry.len()), place));
    let sorted = keys.collect::<BinaryHeap<_>>().into_sorted_vec();
    let entries: Vec<_> = sorted.into_iter().map(|(.., place)| entries[place]).collect();
    let starts = (0..=BUCKETS)
        .map(|bucket| entries.partition_point(|(entry, _)| key(entry) < bucket))
        .map(|start| u16::try_from(start).unwrap_or(u16::MAX))
        .collect();
    Index { entries, starts }
});

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    #[test]
    fn the_longest_word_wins() {
        assert_eq!(
            word("未经复议直接起诉1件"),
            Some((Word::Route(Route::LitigationDirect), "未经复议直接起诉".len()))
        );
        assert_eq!(word("无法提供"), Some((Out(Outcome::Unavailable), "无法提供".len())));
        assert_eq!(word("无申请"), Some((Word::Not, "无".len())));
        assert_eq!(word("云川县"), None);
    }

    #[test]
    fn no_word_stands_twice() {
        let mut seen = HashMap::new();
        for (word, entries) in WORDS {
            for entry in entries.split_whitespace() {
                assert_eq!(seen.insert(entry, *word), None, "{entry}");
            }
        }
    }
}
