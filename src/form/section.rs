//! The six sections of a report, the introduction before them, and the prose that stands in them.
//! Headings are the same in both editions (the notice, part one).

/// A piece of prose with an address of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Prose {
    /// 导语: basis, period, contact. Custom, not required by the notice.
    Intro,
    /// 总体情况: 主动公开
    Proactive,
    /// 总体情况: 依申请公开
    OnRequest,
    /// 总体情况: 政府信息管理
    Management,
    /// 总体情况: 政府信息公开平台建设
    Platform,
    /// 总体情况: 监督保障
    Supervision,
    /// 五、存在的主要问题及改进情况
    Problems,
    /// 六、其他需要报告的事项
    Other,
}

impl Prose {
    /// Every prose, in the order of the report.
    pub const ALL: [Self; 8] = [
        Self::Intro,
        Self::Proactive,
        Self::OnRequest,
        Self::Management,
        Self::Platform,
        Self::Supervision,
        Self::Problems,
        Self::Other,
    ];

    /// The address: `narrative.overview.proactive`.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Intro => "narrative.intro",
            Self::Proactive => "narrative.overview.proactive",
            Self::OnRequest => "narrative.overview.on_request",
            Self::Management => "narrative.overview.management",
            Self::Platform => "narrative.overview.platform",
            Self::Supervision => "narrative.overview.supervision",
            Self::Problems => "narrative.problems",
            Self::Other => "narrative.other",
        }
    }

    /// The prose at an address.
    pub fn at(path: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|prose| prose.path() == path)
    }

    /// What the prose is about, in the words of the notice.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Intro => "导语",
            Self::Proactive => "主动公开",
            Self::OnRequest => "依申请公开",
            Self::Management => "政府信息管理",
            Self::Platform => "政府信息公开平台建设",
            Self::Supervision => "监督保障",
            Self::Problems => "存在的主要问题及改进情况",
            Self::Other => "其他需要报告的事项",
        }
    }

    /// The section that holds the prose.
    pub const fn section(self) -> Section {
        match self {
            Self::Intro => Section::Intro,
            Self::Problems => Section::Problems,
            Self::Other => Section::Other,
            _ => Section::Overview,
        }
    }

    /// Where the prose stands in [`Prose::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }
}

/// A section of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// What stands before 一.
    Intro,
    /// 一、总体情况
    Overview,
    /// 二、主动公开政府信息情况
    Disclosure,
    /// 三、收到和处理政府信息公开申请情况
    Applications,
    /// 四、政府信息公开行政复议、行政诉讼情况
    Remedies,
    /// 五、存在的主要问题及改进情况
    Problems,
    /// 六、其他需要报告的事项
    Other,
}

impl Section {
    /// Every section, in order.
    pub const ALL: [Self; 7] = [
        Self::Intro,
        Self::Overview,
        Self::Disclosure,
        Self::Applications,
        Self::Remedies,
        Self::Problems,
        Self::Other,
    ];

    /// The position among all sections.
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The statutory heading; 导语 for the introduction, which has none.
    pub const fn heading(self) -> &'static str {
        match self {
            Self::Intro => "导语",
            Self::Overview => "一、总体情况",
            Self::Disclosure => "二、主动公开政府信息情况",
            Self::Applications => "三、收到和处理政府信息公开申请情况",
            Self::Remedies => "四、政府信息公开行政复议、行政诉讼情况",
            Self::Problems => "五、存在的主要问题及改进情况",
            Self::Other => "六、其他需要报告的事项",
        }
    }

    /// The heading cut short for narrow places.
    pub const fn short(self) -> &'static str {
        match self {
            Self::Intro => "导语",
            Self::Overview => "一、总体情况",
            Self::Disclosure => "二、主动公开",
            Self::Applications => "三、依申请公开",
            Self::Remedies => "四、复议诉讼",
            Self::Problems => "五、问题与改进",
            Self::Other => "六、其他事项",
        }
    }

    /// The key of the table that stands in the section, where one does.
    pub const fn table_key(self) -> Option<&'static str> {
        match self {
            Self::Disclosure => Some("disclosure"),
            Self::Applications => Some("applications"),
            Self::Remedies => Some("remedies"),
            _ => None,
        }
    }

    /// An identifier for anchors: `intro`, `overview`, `disclosure`, …
    pub const fn key(self) -> &'static str {
        match self {
            Self::Intro => "intro",
            Self::Overview => "overview",
            Self::Disclosure => "disclosure",
            Self::Applications => "applications",
            Self::Remedies => "remedies",
            Self::Problems => "problems",
            Self::Other => "other",
        }
    }

    /// The prose that stands in the section, in order.
    pub fn prose(self) -> impl Iterator<Item = Prose> {
        Prose::ALL.into_iter().filter(move |prose| prose.section() == self)
    }
}
