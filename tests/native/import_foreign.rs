//! What other programs put into files and onto the clipboard.

use gongkai::form::Prose;
use gongkai::import::{FOREIGN_DATA, Imported, ODD_VALUE, import, import_clipboard};

const EXCEL: &str = "Version:1.0\r\nStartHTML:0000000190\r\nEndHTML:0000001000\r\nStartFragment:0000000300\r\nEndFragment:0000000900\r\nSourceURL:file:///C:/a.xlsx\r\n\r\n<html xmlns:o=\"urn:schemas-microsoft-com:office:office\">\r\n<head><meta http-equiv=Content-Type content=\"text/html; charset=utf-8\"><style>td{mso-style:x}</style></head>\r\n<body>\r\n<table border=0>\r\n<!--StartFragment-->\r\n <col width=72 span=4>\r\n <tr><td colspan=4 class=xl65>第二十条第（八）项</td></tr>\r\n <tr><td>信息内容</td><td colspan=3>本年收费金额（单位：万元）</td></tr>\r\n <tr><td>行政事业性收费</td><td colspan=3 x:num>1016.72</td></tr>\r\n<!--EndFragment-->\r\n</table>\r\n</body>\r\n</html>";

fn cell(imported: &Imported, path: &str) -> String {
    imported.report.at(path).to_string()
}

#[test]
fn a_piece_of_a_workbook_is_read_from_the_clipboard() {
    let imported = import_clipboard(EXCEL, "第二十条第（八）项\t\t\t").unwrap();
    assert_eq!(cell(&imported, "disclosure.fees.amount"), "1016.72");
}

#[test]
fn text_is_read_where_the_markup_holds_no_report_or_none_of_its_figures() {
    let text = "二、主动公开政府信息情况\n第二十条第（八）项\n信息内容\t本年收费金额（单位：万元）\n行政事业性收费\t8.5\n";
    for html in
        ["", "<p>别的</p>", "<meta charset=utf-8><p>二、主动公开政府信息情况</p>", "Version:0.9 StartHTML:1"]
    {
        let imported = import_clipboard(html, text).unwrap();
        assert_eq!(cell(&imported, "disclosure.fees.amount"), "8.5", "{html}");
    }
    assert!(import_clipboard("<p>别的</p>", "").is_err());
    assert!(import_clipboard("", " ").is_err());
}

const GOVCOMPARE: &str = r#"{
  "schema_version": "1.0", "year": 2023, "unit_name": "云川县水务局", "region_id": 7,
  "sections": [
    { "title": "一、总体情况", "type": "text", "content": "（一）主动公开\n公开信息8条。\n（二）依申请公开\n受理3件。" },
    { "title": "二、主动公开政府信息情况", "type": "table_2", "activeDisclosureData": {
      "regulations": { "made": 0, "repealed": 0, "valid": 0 },
      "normativeDocuments": { "made": 1, "repealed": 2, "valid": "3件" },
      "licensing": { "processed": 550 }, "punishment": { "processed": null }, "coercion": { "processed": 0 },
      "fees": { "amount": 7730.280 } } },
    { "title": "三、收到和处理政府信息公开申请情况", "type": "table_3", "tableData": {
      "naturalPerson": { "newReceived": 21, "carriedOver": 0, "results": { "granted": 5,
        "denied": { "adminQuery": 2 }, "other": { "overdueCorrection": 1, "otherReasons": 4 }, "totalProcessed": 20, "carriedForward": 1 } },
      "legalPerson": { "commercial": { "newReceived": 6 }, "虚构": 9 },
      "total": { "newReceived": 27, "results": { "unableToProvide": { "unclear": 3 } } } } },
    { "title": "四、", "type": "table_4", "reviewLitigationData": {
      "review": { "maintain": 1, "total": 1 }, "litigationPostReview": { "unfinished": 2 } } },
    { "title": "五、存在的主要问题及改进情况", "type": "text", "content": "问题。" },
    { "title": "六、其他需要报告的事项", "type": "text", "content": "无其他事项。", "note": "备忘" }
  ] }"#;

#[test]
fn a_report_of_govcompare_is_read_with_its_figures_as_written() {
    let imported = import(GOVCOMPARE.as_bytes(), None).unwrap();
    let report = &imported.report;
    assert_eq!(
        (report.agency.name.as_str(), report.year, report.edition().year),
        ("云川县水务局", 2023, 2021)
    );
    for (path, value) in [
        ("disclosure.normative_documents.issued", "1"),
        ("disclosure.normative_documents.repealed", "2"),
        ("disclosure.normative_documents.in_force", "3件"),
        ("disclosure.licences.decisions", "550"),
        ("disclosure.penalties.decisions", ""),
        ("disclosure.fees.amount", "7730.280"),
        ("applications.natural_person.received", "21"),
        ("applications.natural_person.refused.administrative_query", "2"),
        ("applications.natural_person.other_outcome.not_corrected", "1"),
        ("applications.natural_person.other_outcome.other", "4"),
        ("applications.natural_person.outcome_total", "20"),
        ("applications.natural_person.carried_out", "1"),
        ("applications.business.received", "6"),
        ("applications.total.unavailable.still_unclear", "3"),
        ("remedies.review.upheld", "1"),
        ("remedies.litigation.after_review.pending", "2"),
    ] {
        assert_eq!(cell(&imported, path), value, "{path}");
    }
    assert_eq!(report.narrative.get(Prose::Proactive), "公开信息8条。");
    assert_eq!(report.narrative.get(Prose::OnRequest), "受理3件。");
    assert_eq!(report.narrative.get(Prose::Problems), "问题。");
    assert_eq!(report.narrative.get(Prose::Other), "无其他事项。");
}

#[test]
fn what_govcompare_adds_is_spoken_of() {
    let notices = import(GOVCOMPARE.as_bytes(), None).unwrap().notices;
    assert_eq!(notices[0].code, FOREIGN_DATA);
    assert!(notices[0].text.contains("5 个 0"), "{}", notices[0].text);
    let odd: Vec<_> =
        notices.iter().filter(|notice| notice.code == ODD_VALUE).map(|notice| &notice.text).collect();
    assert_eq!(odd.len(), 3, "{odd:?}");
    for words in ["region_id”处的内容在报告里没有对应的位置，未导入：“7”", "legalPerson.虚构", "备忘"]
    {
        assert!(odd.iter().any(|text| text.contains(words)), "{words} in {odd:?}");
    }
}

#[test]
fn our_own_json_is_not_taken_for_another() {
    let report = gongkai::report::example();
    let json = gongkai::report::write_json(&report);
    let with_sections = json.replacen('{', "{\n  \"unit_name\": \"甲\", \"sections\": [],", 1);
    assert_eq!(import(with_sections.as_bytes(), None).unwrap().report.figures, report.figures);
}

/// A browser copies what a page shows, not the data in it.
#[test]
fn our_own_page_is_read_from_what_it_shows() {
    let report = gongkai::report::example();
    let shown = gongkai::export::article(&report, gongkai::export::Options::default());
    let imported = import_clipboard(&shown, "").unwrap();
    assert_eq!(imported.report.figures, report.figures);
    assert_eq!(imported.report.narrative, report.narrative);
    assert_eq!(imported.report.agency, report.agency);
    assert_eq!(imported.notices, []);
}
