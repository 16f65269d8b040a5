//! Reports on which no rule may fire: one of each kind of agency, and whatever a person may type without a
//! rule falling over it.

use gongkai::check::{Place, Subject, audit};
use gongkai::form::Prose;
use gongkai::report::Day;
use gongkai::report::{Agency, AgencyKind, Entry, Report, example};
use proptest::prelude::*;

/// The example as another agency would write it.
fn written_by(kind: AgencyKind, name: &str, words: &[(&str, &str)]) -> Report {
    let mut report = example();
    let before = std::mem::replace(&mut report.agency, Agency { name: name.into(), kind });
    for prose in Prose::ALL {
        let mut text = report.narrative.get(prose).replace(&before.name, name);
        for (theirs, ours) in words {
            text = text.replace(theirs, ours);
        }
        report.narrative.put(prose, text);
    }
    report
}

fn with(mut report: Report, path: &str, value: u64) -> Report {
    let id = report.edition().find(path).unwrap();
    report.figures.put(id, Entry::Count(value));
    report
}

fn replaced(mut report: Report, prose: Prose, text: &str) -> Report {
    report.narrative.put(prose, text.into());
    report
}

fn found(report: &Report) -> Vec<String> {
    let audit =
        audit(&Subject { report, last_year: None, remarks: &[], today: Day::new(2026, 1, 12).unwrap() });
    audit.findings.iter().map(|finding| format!("{} {}", finding.rule.code, finding.message)).collect()
}

fn clean_reports() -> Vec<Report> {
    let department =
        written_by(AgencyKind::Department, "河北省水务厅", &[("我局", "我厅"), ("本局", "本厅")]);
    let township = replaced(
        written_by(
            AgencyKind::Township,
            "云川县白河镇人民政府",
            &[
                ("我局", "我镇"),
                ("本局", "本镇"),
                ("局办公室", "镇党政办公室"),
                ("全局", "全镇"),
                ("局门户网站", "县政府门户网站"),
            ],
        ),
        Prose::Other,
        "2025年，白河镇依申请公开政府信息未收取任何费用，无其他需要报告的事项。",
    );
    let county = replaced(
        written_by(
            AgencyKind::County,
            "云川县人民政府",
            &[("我局", "全县"), ("本局", "本级政府"), ("局办公室", "县政府办公室"), ("全局", "全县")],
        ),
        Prose::Problems,
        "（一）存在的问题\n一是政策解读形式单一，图解、视频偏少；二是个别乡镇更新栏目滞后。\n（二）改进情况\n\
         针对上年查出的问题，2025年县政府办公室逐月通报栏目更新情况，已全部整改。2026年，将组织乡镇开展业务培训，\
         并把解读质量纳入考核。",
    );
    let prefecture = replaced(
        written_by(
            AgencyKind::Prefecture,
            "云川市人民政府",
            &[("我局", "全市"), ("本局", "本级政府"), ("局办公室", "市政府办公室"), ("全局", "全市")],
        ),
        Prose::OnRequest,
        "2025年，全市共新收政府信息公开申请25件，较2024年减少3件；上年结转1件。办结25件，结转下年度1件。\
         答复前逐件审核，涉及《2024年度部门决算》等已公开信息的，告知获取方式。行政复议1件，结果维持。",
    );
    let province = replaced(
        with(
            written_by(
                AgencyKind::Province,
                "河北省人民政府",
                &[("我局", "我省"), ("本局", "本级政府"), ("局办公室", "省政府办公厅"), ("全局", "全省")],
            ),
            "disclosure.regulations.in_force",
            112,
        ),
        Prose::Intro,
        "本报告根据《中华人民共和国政府信息公开条例》（2019年修订）和《国务院办公厅政府信息与政务公开办公室关于印发\
         <中华人民共和国政府信息公开工作年度报告格式>的通知》（国办公开办函〔2021〕30号）编制，由总体情况、主动公开政府信息\
         情况、收到和处理政府信息公开申请情况、政府信息公开行政复议、行政诉讼情况、存在的主要问题及改进情况、其他需要报告的\
         事项六部分组成。本报告中所列数据的统计期限为2025年1月1日至12月31日。如对本报告有疑问，请与河北省人民政府办公厅\
         政务公开办公室联系（地址：石家庄市长安区；邮编：050051；电话：0311-87012345）。",
    );
    let vertical = replaced(
        written_by(AgencyKind::Vertical, "国家税务总局云川县税务局", &[]),
        Prose::Supervision,
        "一是建立台账。对《2025年政务公开工作要点》逐项分解，明确12项任务。二是强化培训。全年组织培训2次，共86人次参加。\
         三是接受监督。2025年共收到群众意见4条，均已采纳。四是落实责任，办结率100%，全年未发生责任追究情形。",
    );
    vec![example(), department, township, county, prefecture, province, vertical]
}

#[test]
fn no_rule_fires_on_a_correct_report_of_any_kind() {
    let reports = clean_reports();
    for kind in AgencyKind::ALL {
        assert!(reports.iter().any(|report| report.agency.kind == kind), "no report of kind {kind}");
    }
    for report in reports {
        assert_eq!(found(&report), Vec::<String>::new(), "{}", report.agency.name);
    }
}

#[test]
fn the_founding_document_has_the_faults_it_is_known_for_and_no_others() {
    let Ok(text) = std::fs::read_to_string("../shared/samples/000-hebei-2022.txt") else {
        eprintln!("skipped: the samples are not here");
        return;
    };
    let between = |from: &str, to: &str| {
        let start = text.find(from).unwrap() + from.len();
        text[start..].find(to).map_or(&text[start..], |end| &text[start..start + end]).trim()
    };
    let mut report = example();
    report.agency.name = "河北省机关事务管理局".into();
    report.year = 2022;
    report.period = gongkai::report::Period::of_year(2022);
    for (prose, from, to) in [
        (Prose::Intro, "工作年度报告\n", "一、总体情况"),
        (Prose::Proactive, "（一）主动公开方面", "（二）"),
        (Prose::OnRequest, "（二）依申请公开方面", "（三）"),
        (Prose::Management, "（三）政府信息管理方面", "（四）"),
        (Prose::Platform, "（四）政府信息公开平台建设", "（五）"),
        (Prose::Supervision, "（五）监督保障方面", "二、主动公开"),
        (Prose::Problems, "五、存在的主要问题及改进情况", "六、其他"),
        (Prose::Other, "六、其他需要报告的事项", "\u{0}"),
    ] {
        report.narrative.put(prose, between(from, to).to_owned());
    }
    let audit = audit(&Subject {
        report: &report,
        last_year: None,
        remarks: &[],
        today: Day::new(2023, 1, 12).unwrap(),
    });
    let about_prose = audit.findings.iter().filter(|finding| "NP".contains(&finding.rule.code[..1]));
    let codes: Vec<_> = about_prose.map(|finding| finding.rule.code).collect();
    assert_eq!(codes, ["N09", "N13", "N04"]);
}

/// Prose as it may come: anything, or bits that rules look for, put together at random.
fn prose() -> impl Strategy<Value = String> {
    let bits = prop::sample::select(vec![
        "2024年",
        "2025",
        "年",
        "月",
        "日",
        "1",
        "12",
        "31日",
        "２",
        "〇",
        "20251月1日",
        "至",
        "起",
        "-",
        "共",
        "全年",
        "条",
        "件",
        " ",
        "　",
        "\n",
        "。",
        "，",
        "；",
        "《",
        "》",
        "（",
        "）",
        "“",
        "”",
        "〔",
        "〕",
        "号",
        "国办公开办函〔",
        "X",
        "××",
        "*",
        "**",
        "***",
        "_",
        "#",
        "&nbsp;",
        "&",
        ";",
        "<",
        ">",
        "<br",
        "<!--",
        "-->",
        "\u{200b}",
        "某某",
        "一",
        "二",
        "是",
        "三是",
        "六部分组成",
        "由",
        "、",
        "我局",
        "我",
        "请与",
        "联系",
        "云川县",
        "水务局",
        "青石县",
        "13800138000",
        "6222",
        "0212",
        "11010519491231002X",
        "+86",
        "%",
        "万元",
        "元",
        "截至",
        "政府信息公开工作年度报告",
        "统计期限",
        "贵办",
        "é",
        "🙂",
        "𠀀",
        "重点水利工程的立项、招标、施工进度和竣工验收情况在门户网站随办随公开",
    ]);
    prop_oneof![any::<String>(), prop::collection::vec(bits, 0..40).prop_map(|bits| bits.concat()),]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_prose_upsets_a_rule(
        texts in prop::collection::vec(prose(), Prose::ALL.len()),
        year in 0_u16..=9999,
        name in prop_oneof![Just("云川县水务局".to_owned()), any::<String>()],
    ) {
        let mut report = example();
        report.agency.name = name;
        report.year = year;
        for (prose, text) in Prose::ALL.into_iter().zip(texts) {
            report.narrative.put(prose, text);
        }
        let audit = audit(&Subject { report: &report, last_year: None, remarks: &[], today: Day::new(2026, 1, 12).unwrap() });
        for finding in &audit.findings {
            if let Place::Prose(prose, Some(range)) = &finding.place {
                let text = report.narrative.get(*prose);
                prop_assert!(text.get(range.clone()).is_some_and(|words| !words.is_empty()), "{finding:?} in {text:?}");
            }
            for fix in &finding.fixes {
                let mut fixed = report.clone();
                let inverse = fix.edit(&report).apply(&mut fixed);
                prop_assert!(fixed != report, "{} {} changes nothing", finding.rule.code, fix.label);
                inverse.apply(&mut fixed);
                prop_assert!(fixed == report);
            }
        }
    }
}
