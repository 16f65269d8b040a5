//! What is done in the review of a draft, and the files that go to and fro for it, as the page asks the worker for them.

use crate::generate;
use crate::markup;

use std::io::{Cursor, Read as _};

use generate::HOSTILE;
use gongkai::edit::{Edit, History};
use gongkai::form::{EDITION_2019, EDITION_2021, Prose};
use gongkai::import::decode;
use gongkai::report::{Entry, Explanation, Report, example, write_compact_json, write_json};
use gongkai::review::{Note, Package, Review, ReviewFile, Signature};
use gongkai::store::{Cause, Draft, Drafts, KeptNotice, Memory, Round, format_of};
use gongkai::worker::{Format, Request, answer};
use markup::{Piece, pieces};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

const CELL: &str = "applications.natural_person.received";
const PROSE: &str = Prose::Proactive.path();
const LINE: &str = "全年主动公开政府信息120条，通过网站发布98条。受理申请5件，全部在法定期限内办结。";
const DAY: &str = "2026-01-20";

/// A person with a draft before them, who does one thing after another.
struct Person {
    name: &'static str,
    draft: Draft,
    /// Milliseconds since 1970; each person's own.
    clock: u64,
}

impl Person {
    fn clerk() -> Self {
        let mut report = example();
        report.narrative.put(Prose::Proactive, LINE.to_owned());
        let mut draft = Draft::new(report);
        draft.round.thread = "round-1".into();
        Self { name: "王芳", draft, clock: 1000 }
    }

    fn reviewer(name: &'static str, draft: Draft, clock: u64) -> Self {
        Self { name, draft, clock }
    }

    fn text(&self) -> &str {
        self.draft.report.narrative.get(Prose::Proactive)
    }

    /// Asks as the page does, and takes over what it takes over.
    #[allow(clippy::needless_pass_by_value, reason = "the words are made where they are used")]
    fn does(&mut self, what: &str, words: Value) -> Result<Value, String> {
        self.clock += 1;
        let id = format!("{}{}", self.name, self.clock);
        let mut deed = json!({ "do": what, "by": self.name, "at": self.clock, "id": id, "offset": 480 });
        for (key, value) in words.as_object().unwrap() {
            deed[key] = value.clone();
        }
        let answer = review(&self.draft, &deed.to_string())?;
        answer["notes"].as_str().unwrap().clone_into(&mut self.draft.round.notes);
        if let Some(report) = answer["report"].as_str() {
            self.draft.report = gongkai::report::read_json(report).unwrap().report;
        }
        Ok(answer)
    }

    /// Comments on words, and tells the comment's id.
    fn comments_on(&mut self, words: &str, proposal: &str) -> String {
        let start = self.text().find(words).unwrap();
        let more = json!({ "place": PROSE, "start": start, "end": start + words.len(), "text": "请核对", "proposal": proposal });
        self.does("comment", more).unwrap();
        format!("{}{}", self.name, self.clock)
    }

    fn comments(&mut self, place: &str, text: &str, proposal: &str) -> String {
        self.does("comment", json!({ "place": place, "text": text, "proposal": proposal })).unwrap();
        format!("{}{}", self.name, self.clock)
    }

    fn panel(&mut self) -> String {
        self.does("look", json!({ "all": true })).unwrap()["panel"].as_str().unwrap().to_owned()
    }

    /// What is known of the approval, of a comment: an attribute in the panel.
    fn shown(&mut self, of: &str, attribute: &str) -> String {
        let panel = pieces(&self.panel());
        let piece = panel.iter().find(|piece| {
            piece.attribute("data-comment") == Some(of)
                || of.is_empty() && piece.attribute(attribute).is_some()
        });
        piece.and_then(|piece| piece.attribute(attribute)).unwrap_or_default().to_owned()
    }

    fn approval(&mut self) -> String {
        self.shown("", "data-approval")
    }

    fn exports(&mut self) -> String {
        self.does("export", json!({})).unwrap()["file"].as_str().unwrap().to_owned()
    }

    fn takes_in(&mut self, file: &str) -> Value {
        self.does("merge", json!({ "file": file })).unwrap()
    }
}

fn ask(request: Request) -> Result<String, String> {
    answer(request, decode).map(|bytes| String::from_utf8(bytes).unwrap())
}

fn review(draft: &Draft, deed: &str) -> Result<Value, String> {
    let answer = ask(Request::Review { draft: &draft.write(), deed })?;
    Ok(serde_json::from_str(&answer).unwrap())
}

fn packed(draft: &Draft, as_page: bool) -> Value {
    let request = Request::Package {
        draft: &draft.write(),
        by: "王芳",
        at: 1_768_870_800_000,
        today: DAY.parse().unwrap(),
        as_page,
    };
    serde_json::from_str(&ask(request).unwrap()).unwrap()
}

fn package(draft: &Draft, as_page: bool) -> String {
    packed(draft, as_page)["file"].as_str().unwrap().to_owned()
}

fn opened(file: &str) -> Result<Draft, String> {
    ask(Request::File { name: "送审", bytes: file.as_bytes() }).map(|draft| Draft::read(&draft).unwrap())
}

fn sent(clerk: &Person) -> Draft {
    opened(&package(&clerk.draft, false)).unwrap()
}

/// The review file of somebody who said one thing of each kind.
fn review_file() -> String {
    let mut reviewer = Person::reviewer("李明", sent(&Person::clerk()), 2000);
    reviewer.comments(CELL, "与台账不符", "41");
    reviewer.does("returned", json!({ "verdict": "请修改" })).unwrap();
    reviewer.exports()
}

#[test]
fn a_package_becomes_a_draft_to_be_reviewed_with_all_that_the_clerk_put_in() {
    let mut clerk = Person::clerk();
    clerk.comments(CELL, "这一格我不确定", "");
    let mut last_year = example();
    last_year.year -= 1;
    clerk.draft.last_year = Some(last_year.clone());
    let mut before = clerk.draft.report.clone();
    before.narrative.put(Prose::Problems, "上一稿".to_owned());
    clerk.draft.round.reviewed_before = write_compact_json(&before);
    let notice =
        |code: &str| KeptNotice { code: code.into(), place: String::new(), text: "行名不同".into() };
    // What is no finding is the clerk's own affair.
    clerk.draft.notices = vec![notice("P03"), notice("I06")];
    for as_page in [false, true] {
        let Draft { report, last_year: beside, notices, round, .. } =
            opened(&package(&clerk.draft, as_page)).unwrap();
        assert_eq!((&report, beside.as_ref()), (&clerk.draft.report, Some(&last_year)));
        assert_eq!(notices, [notice("P03")]);
        let expected = Round {
            thread: "round-1".into(),
            reviewing: true,
            sent_by: "王芳".into(),
            reviewed_before: write_compact_json(&before),
            notes: clerk.draft.round.notes.clone(),
            unknown: Map::new(),
        };
        assert_eq!(round, expected);
    }
    let page = packed(&clerk.draft, true);
    assert!(page["name"].as_str().unwrap().ends_with("送审.html"), "{}", page["name"]);
    assert_eq!(page["fingerprint"], gongkai::report::fingerprint(&clerk.draft.report).to_string());
}

#[test]
fn comments_find_their_words_in_a_report_that_was_edited_meanwhile() {
    let mut clerk = Person::clerk();
    let mut reviewer = Person::reviewer("李明", sent(&clerk), 2000);
    reviewer.comments_on("98条", "九十八条");
    reviewer.comments(CELL, "与台账不符", "41");
    reviewer.comments("", "总体不错", "");
    reviewer.does("returned", json!({ "verdict": "请修改" })).unwrap();
    let file = reviewer.exports();
    clerk.draft.report.narrative.put(Prose::Proactive, format!("一年来，工作扎实。{LINE}"));

    let answer = clerk.takes_in(&file);

    let word = &answer["words"][0];
    let bound = |index: usize| usize::try_from(word[index].as_u64().unwrap()).unwrap();
    assert_eq!((word[0].as_str(), &clerk.text()[bound(1)..bound(2)]), (Some(PROSE), "98条"));
    assert_eq!(answer["cells"], json!({ CELL: 1, "": 1 }));
    assert_eq!(answer["open"], 3);
    let say = answer["say"].as_str().unwrap();
    assert_eq!(
        say,
        "已导入审核意见，新增 4 条。“李明”的结论：退回修改。审核之后报告又有改动，意见已尽量对应到现在的位置。"
    );
    assert_eq!(clerk.draft.round.notes, reviewer.draft.round.notes);
    assert_eq!(clerk.approval(), "returned");

    let again = clerk.takes_in(&file);
    assert_eq!(again["say"], "这份审核意见已经导入过，没有新的内容。");
    assert_eq!(again["notes"], answer["notes"]);
}

#[test]
fn files_of_two_reviewers_give_the_same_notes_in_either_order() {
    let clerk = Person::clerk();
    let mut one = Person::reviewer("李明", sent(&clerk), 2000);
    one.comments_on("98条", "");
    let mut other = Person::reviewer("赵敏", sent(&clerk), 2000);
    other.comments(CELL, "请核对", "7");
    other.does("passed", json!({})).unwrap();
    let files = [one.exports(), other.exports()];
    let notes = |order: [usize; 2]| {
        let mut clerk = Person::clerk();
        order.map(|file| clerk.takes_in(&files[file])["notes"].clone())[1].clone()
    };
    assert_eq!(notes([0, 1]), notes([1, 0]));
    assert_eq!(serde_json::from_str::<Value>(notes([0, 1]).as_str().unwrap()).unwrap()[2]["by"], "赵敏");
}

#[test]
fn a_proposal_that_is_accepted_is_put_into_the_report() {
    let mut clerk = Person::clerk();
    let (words, cell) = (clerk.comments_on("98条", "99条"), clerk.comments(CELL, "", "41"));
    let before = clerk.draft.report.clone();

    clerk.does("accept", json!({ "on": words })).unwrap();
    assert_eq!(clerk.text(), LINE.replace("98条", "99条"));
    clerk.does("accept", json!({ "on": cell })).unwrap();
    assert_eq!(clerk.draft.report.at(CELL), &Entry::Count(41));

    assert_eq!(clerk.shown(&cell, "data-status"), "accepted");
    assert_eq!(clerk.does("look", json!({})).unwrap()["open"], 0);
    assert_ne!(clerk.draft.report, before);
}

#[test]
fn what_becomes_of_a_comment_is_told_and_can_be_reopened() {
    let mut clerk = Person::clerk();
    let on = clerk.comments(CELL, "请核对", "41");
    let mut status = |what: &str| {
        let answer = clerk.does(what, json!({ "on": on, "text": "知道了" })).unwrap();
        assert_eq!(answer.get("report"), None, "{what}");
        clerk.shown(&on, "data-status")
    };
    let seen = ["refuse", "reopen", "close", "reopen", "reply", "take-back"].map(&mut status);
    assert_eq!(seen, ["refused", "open", "closed", "open", "open", ""]);
}

#[test]
fn accepting_all_makes_one_report_and_tells_what_was_left() {
    let mut clerk = Person::clerk();
    clerk.comments_on("98条", "99条");
    clerk.comments_on("120条", "121条");
    clerk.comments(CELL, "", "41");
    clerk.comments("applications.total.received", "", "41");
    let reply = clerk.comments("", "没有建议", "");

    let answer = clerk.does("accept-all", json!({})).unwrap();

    assert_eq!(clerk.text(), LINE.replace("98条", "99条").replace("120条", "121条"));
    assert_eq!(clerk.draft.report.at(CELL), &Entry::Count(41));
    let say = answer["say"].as_str().unwrap();
    assert!(say.starts_with("已采纳 3 条建议，可以撤销。另有 1 条没有采纳，例如："), "{say}");
    assert_eq!(answer["open"], 2);
    assert_eq!(clerk.shown(&reply, "data-status"), "open");
    // Nothing is left that could be carried out; nothing is written down either.
    let again = clerk.does("accept-all", json!({})).unwrap();
    assert_eq!((again.get("report"), &again["notes"]), (None, &answer["notes"]));
}

#[test]
fn an_approval_holds_for_the_report_as_it_was_and_for_no_other() {
    let mut clerk = Person::clerk();
    assert_eq!(clerk.approval(), "none");
    let mut reviewer = Person::reviewer("李明", sent(&clerk), 2000);
    reviewer.does("passed", json!({})).unwrap();
    clerk.takes_in(&reviewer.exports());
    assert_eq!(clerk.approval(), "passed");
    let approved = clerk.draft.report.clone();
    let id = approved.edition().find(CELL).unwrap();
    let changes: [fn(&mut Report); 4] = [
        |report| report.agency.name.push('厅'),
        |report| report.year -= 1,
        |report| report.period.to.push('0'),
        |report| drop(report.narrative.put(Prose::Other, "又写了一句。".to_owned())),
    ];
    for change in changes {
        change(&mut clerk.draft.report);
        assert_eq!(clerk.approval(), "stale");
        clerk.draft.report = approved.clone();
        assert_eq!(clerk.approval(), "passed");
    }
    clerk.draft.report.figures.put(id, Entry::Count(777));
    assert_eq!(clerk.approval(), "stale");
    assert!(clerk.panel().contains("结论已失效，请重新送审。"));
}

#[test]
fn what_cannot_be_done_is_told_in_a_sentence() {
    let mut clerk = Person::clerk();
    let cell = clerk.comments(CELL, "请核对", "41");
    let whole = clerk.comments("", "重写", "重写");
    let silent = clerk.comments(CELL, "请核对", "");
    let id = clerk.draft.report.edition().find(CELL).unwrap();
    clerk.draft.report.figures.put(id, Entry::Count(12));
    let before = clerk.draft.clone();
    let gone = "找不到这条意见，可能已经撤回。";
    let invalid = "操作无效，没有改动。请刷新页面后再试。";
    let cases = [
        ("comment", json!({ "by": " ", "text": "好" }), "请先填写您的姓名。"),
        ("passed", json!({ "by": "" }), "请先填写您的姓名。"),
        ("comment", json!({ "text": " \n" }), "请写下意见，或写明建议改成什么。"),
        ("comment", json!({ "text": "好", "id": "" }), invalid),
        ("reply", json!({ "on": cell, "text": "" }), "请写下回复。"),
        ("reply", json!({ "on": "没有", "text": "好" }), gone),
        ("refuse", json!({ "on": "没有" }), gone),
        ("accept", json!({}), gone),
        ("accept", json!({ "on": cell }), "意见所指的内容已经改成“12”，没有自动修改。请核对后手工修改。"),
        ("accept", json!({ "on": whole }), "这条意见不是针对某一格或某段文字的，请按意见手工修改。"),
        ("accept", json!({ "on": silent }), "这条意见没有给出建议的内容，请按意见手工修改。"),
        ("take-back", json!({ "on": cell, "by": "李明" }), "这条意见是“王芳”写的，只能由本人撤回。"),
        ("merge", json!({ "file": "" }), "文件不完整：内容在第 1 行突然中断。请重新复制或重新导出这份文件。"),
        ("merge", json!({}), "文件不完整：内容在第 1 行突然中断。请重新复制或重新导出这份文件。"),
        ("publish", json!({}), invalid),
        ("", json!({}), invalid),
    ];
    for (what, words, sentence) in cases {
        assert_eq!(clerk.does(what, words.clone()).unwrap_err(), sentence, "{what} {words}");
        assert_eq!(clerk.draft, before, "{what} {words}");
    }
    for deed in ["", "[]", "{\"do\":", "null"] {
        assert_eq!(review(&clerk.draft, deed).unwrap_err(), invalid);
    }
    for (draft, sentence) in [
        ("", "草稿的内容已经损坏，无法打开。"),
        (&clerk.draft.write()[..99], "草稿的内容已经损坏，无法打开。"),
        (
            &clerk.draft.write().replacen("\"version\":1", "\"version\":9", 1),
            "这份草稿是新版本软件保存的（版本 9）。请使用新版本打开；草稿仍然保留，没有改动。",
        ),
    ] {
        let request = Request::Review { draft, deed: "{\"do\":\"look\"}" };
        assert_eq!(ask(request).unwrap_err(), sentence);
    }
}

#[test]
fn a_review_of_something_else_is_not_taken_in() {
    let file = review_file();
    let mut elsewhere = Person::clerk();
    elsewhere.draft.round.thread = "round-2".into();
    let name = example().agency.name;
    let year = example().year;
    let sentence = |person: &mut Person, file: &str| {
        let notes = person.draft.round.notes.clone();
        let error = person.does("merge", json!({ "file": file, "altered": true })).unwrap_err();
        assert_eq!(person.draft.round.notes, notes);
        error
    };
    assert_eq!(
        sentence(&mut elsewhere, &file),
        format!("这份审核意见是对“{name}”{year}年报告的另一份稿子提的。请打开当时送审的那一份再导入。")
    );
    elsewhere.draft.report.agency.name = "云川县教育局".into();
    assert_eq!(
        sentence(&mut elsewhere, &file),
        format!("这份审核意见是对“{name}”{year}年报告提的，不是对这份报告。请打开那份报告再导入。")
    );
    let mut clerk = Person::clerk();
    let newer = file.replacen("\"version\": 1", "\"version\": 5", 1);
    assert_ne!(newer, file);
    assert!(sentence(&mut clerk, &newer).contains("新版本软件保存的（版本 5）"));
    for end in [10, file.len() / 2, file.len() - 3] {
        let cut = String::from_utf8_lossy(&file.as_bytes()[..end]).into_owned();
        assert!(sentence(&mut clerk, &cut).starts_with("文件"), "{end}");
    }
    assert!(sentence(&mut clerk, &package(&Person::clerk().draft, false)).starts_with("这是送审文件，"));
}

#[test]
fn a_review_file_that_was_changed_by_hand_is_taken_in_only_when_the_user_agrees() {
    let mut clerk = Person::clerk();
    let file = review_file().replacen("与台账不符", "没有问题", 1);

    let asked = clerk.takes_in(&file);
    assert_eq!((asked["altered"].as_str(), &asked["notes"]), (Some(file.trim()), &json!("")));
    assert_eq!(asked["say"], "");
    for almost in [json!(1), json!("true"), json!(false)] {
        let asked = clerk.does("merge", json!({ "file": file, "altered": almost })).unwrap();
        assert_eq!(asked["notes"], "");
    }

    let agreed = clerk.does("merge", json!({ "file": file, "altered": true })).unwrap();
    assert_eq!((agreed.get("altered"), &agreed["open"]), (None, &json!(1)));
    assert!(agreed["panel"].as_str().unwrap().contains("没有问题"));
}

#[test]
fn what_is_no_note_in_a_review_file_is_handed_back_word_by_word() {
    let mut file: Value = serde_json::from_str(&review_file()).unwrap();
    file["notes"].as_array_mut().unwrap().push(json!({ "id": 7 }));
    let mut clerk = Person::clerk();
    let answer = clerk.does("merge", json!({ "file": file.to_string(), "altered": true })).unwrap();
    assert_eq!(answer["unread"], json!(["{\"id\":7}"]));
    assert!(answer["say"].as_str().unwrap().starts_with("已导入审核意见，新增 2 条。"));
}

#[test]
fn a_package_that_is_not_whole_is_never_taken_for_a_report_to_be_written_in() {
    let clerk = Person::clerk();
    let page = package(&clerk.draft, true);
    let begin = page.find("gongkai.package").unwrap();
    let end = begin + page[begin..].find("</script>").unwrap();
    for at in [begin, usize::midpoint(begin, end), end - 2] {
        let cut = String::from_utf8_lossy(&page.as_bytes()[..at]).into_owned();
        assert!(opened(&cut).unwrap_err().ends_with('。'), "{at}");
    }
    // What was cut off behind the data has lost nothing.
    for at in [end, end + 9, page.len() - 100] {
        let cut = String::from_utf8_lossy(&page.as_bytes()[..at]).into_owned();
        assert_eq!(opened(&cut).unwrap(), sent(&clerk), "{at}");
    }
    let broken = [page[..begin].to_owned(), "！".into(), page[begin..].to_owned()].concat();
    assert!(opened(&broken).unwrap_err().ends_with('。'));
    let newer = package(&clerk.draft, false).replacen("\"version\": 1", "\"version\": 3", 1);
    assert!(opened(&newer).unwrap_err().contains("新版本软件保存的（版本 3）"));
    let half = package(&clerk.draft, false);
    let half = String::from_utf8_lossy(&half.as_bytes()[..half.len() / 2]);
    assert!(opened(&half).unwrap_err().starts_with("文件不完整："));
}

#[test]
fn a_package_that_was_changed_by_hand_says_so() {
    let file = package(&Person::clerk().draft, false).replacen("王芳", "赵敏", 1);
    let draft = opened(&file).unwrap();
    assert_eq!(draft.round.sent_by, "赵敏");
    let codes: Vec<_> = draft.notices.iter().map(|notice| notice.code.as_str()).collect();
    assert_eq!(codes, ["I11"]);
    assert_eq!(draft.notices[0].text, "这份送审文件导出后被人改动过，请向送审人核实。");
}

#[test]
fn a_review_file_and_a_history_come_back_as_they_are() {
    let file = review_file();
    assert_eq!(ask(Request::File { name: "", bytes: format!("\u{feff} {file}").as_bytes() }), Ok(file));
    let history = "{\"format\": \"gongkai.history\", \"version\": 1";
    assert_eq!(ask(Request::File { name: "", bytes: history.as_bytes() }).as_deref(), Ok(history));
}

/// A draft in which everything that somebody writes is hostile.
fn hostile(text: &str) -> Draft {
    let mut report = example();
    report.agency.name = text.into();
    let mut last_year = report.clone();
    last_year.year -= 1;
    for prose in Prose::ALL {
        report.narrative.put(prose, format!("{text}\n全年公开98条。{text}"));
    }
    let reason = Explanation { reason: text.into(), ..Explanation::default() };
    report.explanations = vec![reason];
    let id = report.edition().find(CELL).unwrap();
    report.figures.put(id, Entry::Text(format!("x{text}").into()));
    let by = format!("某{text}");
    let sign = |at: u64| Signature { id: format!("{at}{text}"), by: by.clone(), at };
    let start = text.len() + 1;
    let words = Some(start..start + "全年".len());
    let mut review = Review::default();
    review.extend([
        Note::comment(sign(1), &report, PROSE, words, text, Some(format!("改{text}"))),
        Note::comment(sign(2), &report, CELL, None, text, Some(format!("改{text}"))),
        Note::comment(sign(3), &report, &format!("x{text}"), None, text, None),
        Note::reply(sign(4), &format!("1{text}"), text),
        Note::verdict(sign(5), &report, gongkai::review::Outcome::Passed, &format!("好{text}")),
    ]);
    let mut draft = Draft::new(report);
    draft.last_year = Some(last_year);
    draft.notices = vec![KeptNotice { code: "P03".into(), place: text.into(), text: text.into() }];
    draft.round.thread = text.into();
    draft.round.notes = review.to_value().to_string();
    draft
}

/// What stands in a page other than text: tags, and the names of their attributes.
fn skeleton(html: &str) -> Vec<String> {
    let name = |piece: Piece| match piece {
        Piece::Open { tag, attributes } => {
            let names = attributes.into_iter().map(|(name, _)| name);
            Some([tag].into_iter().chain(names).collect::<Vec<_>>().join(" "))
        }
        Piece::Close(tag) => Some(format!("/{tag}")),
        Piece::Text(_) => None,
    };
    pieces(html).into_iter().filter_map(name).collect()
}

#[test]
fn nothing_that_anybody_writes_becomes_markup_in_the_panel() {
    let panel = |text: &str| {
        let answer = review(&hostile(text), "{\"do\":\"look\",\"all\":true,\"by\":\"x\"}").unwrap();
        answer["panel"].as_str().unwrap().to_owned()
    };
    let tame = skeleton(&panel("文字"));
    assert!(tame.iter().filter(|piece| piece.contains("data-comment")).count() == 3);
    for text in HOSTILE {
        let panel = panel(text);
        assert_eq!(skeleton(&panel), tame, "{text:?}");
        for piece in pieces(&panel) {
            if let Piece::Text(shown) = piece {
                assert!(!shown.contains(['\0', '\u{1b}', '\u{85}']), "{shown:?}");
            }
        }
    }
}

#[test]
fn a_package_page_holds_the_same_package_whatever_is_written_in_it() {
    for text in HOSTILE {
        let draft = hostile(text);
        let page = package(&draft, true);
        let shown = skeleton(&page);
        let count = |tag: &str| shown.iter().filter(|piece| piece.split(' ').next() == Some(tag)).count();
        assert_eq!((count("script"), count("style"), count("img")), (1, 1, 0), "{text:?}");
        assert!(!shown.iter().any(|piece| piece.contains("onerror")), "{text:?}");
        let texts = markup::texts(&pieces(&page), "script");
        let inside = Package::read(&texts[0]).unwrap();
        let alone = Package::read(&package(&draft, false)).unwrap();
        assert!(!inside.altered && inside == alone, "{text:?}");
        assert_eq!(alone.file.report, draft.report, "{text:?}");
        assert_eq!(opened(&page), opened(&package(&draft, false)), "{text:?}");
        assert_eq!(opened(&page).unwrap().round.notes, draft.round.notes, "{text:?}");
    }
}

#[test]
fn nothing_that_anybody_writes_becomes_markup_side_by_side() {
    for text in HOSTILE {
        let (before, now) = (write_json(&example()), write_json(&hostile(text).report));
        let request = Request::Compare { before: &before, now: &now, before_name: text, now_name: text };
        let shown = skeleton(&ask(request).unwrap());
        let count =
            |name: &str| shown.iter().filter(|piece| piece.split(' ').any(|word| word == name)).count();
        // The piece brings one style of its own.
        assert_eq!(["style", "script", "img", "onerror"].map(count), [1, 0, 0, 0], "{text:?}");
    }
}

fn with_comments(count: u64) -> Draft {
    let mut draft = Person::clerk().draft;
    let report = &draft.report;
    let notes = (0..count).map(|number| {
        let signature = Signature { id: format!("n{number}"), by: "李明".into(), at: 2000 + number };
        if number % 2 == 0 {
            Note::comment(signature, report, CELL, None, "请核对", Some("41".into()))
        } else {
            let start = report.narrative.get(Prose::Proactive).find("98条").unwrap();
            Note::comment(signature, report, PROSE, Some(start..start + 5), "请核对", None)
        }
    });
    let mut review = Review::default();
    review.extend(notes);
    draft.round.notes = review.to_value().to_string();
    draft
}

#[test]
fn of_very_many_comments_a_hundred_are_shown_and_more_on_demand() {
    let draft = with_comments(2000);
    let look = |deed: Value| {
        let answer = review(&draft, &deed.to_string()).unwrap();
        let panel = answer["panel"].as_str().unwrap().to_owned();
        (panel.matches("data-comment=").count(), panel, answer)
    };
    let (cards, panel, answer) = look(json!({ "do": "look" }));
    assert_eq!((cards, &answer["open"], &answer["cells"]), (100, &json!(2000), &json!({ CELL: 1000 })));
    assert!(panel.contains("data-limit=\"200\">再显示 100 条（共 2000 条）<"), "{panel}");
    let (cards, panel, _) = look(json!({ "do": "look", "limit": 1950 }));
    assert!(cards == 1950 && panel.contains("再显示 50 条（共 2000 条）"));
    for (limit, count) in [(json!(2000), 2000), (json!(u64::MAX), 2000), (json!(-5), 100), (json!("9"), 100)]
    {
        assert_eq!(look(json!({ "do": "look", "limit": limit })).0, count, "{limit}");
    }
    assert!(!look(json!({ "do": "look", "limit": 2000 })).1.contains("再显示"));
}

#[test]
fn accepting_very_many_proposals_gives_each_ruling_an_id_of_its_own() {
    let mut clerk = Person { draft: with_comments(300), ..Person::clerk() };
    let answer = clerk.does("accept-all", json!({})).unwrap();
    assert_eq!((&answer["open"], clerk.draft.report.at(CELL)), (&json!(150), &Entry::Count(41)));
    let notes: Value = serde_json::from_str(&clerk.draft.round.notes).unwrap();
    let ids: std::collections::BTreeSet<_> =
        notes.as_array().unwrap().iter().map(|note| note["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(ids.len(), 450);
}

#[test]
fn a_comment_on_what_the_form_does_not_have_goes_by_no_other_name() {
    let mut clerk = Person::clerk();
    clerk.comments("applications.nobody.received", "请核对", "");
    clerk.comments("agency.name", "请核对", "");
    let tops = markup::texts(&pieces(&clerk.panel()), "p");
    let count = |words: &str| tops.iter().filter(|top| *top == words).count();
    assert_eq!((count("待处理 报告里没有的位置"), count("待处理 单位名称")), (1, 1), "{tops:?}");
}

#[test]
fn notes_of_a_newer_program_survive_every_deed_and_are_told_of() {
    let mut clerk = Person::clerk();
    let newer = json!({ "id": "z", "by": "李明", "kind": "drawing", "at": 1, "lines": [[1, 2]] });
    clerk.draft.round.notes = json!([newer]).to_string();
    clerk.comments(CELL, "请核对", "");
    let notes: Value = serde_json::from_str(&clerk.draft.round.notes).unwrap();
    assert_eq!(notes[0], json!({ "id": "z", "by": "李明", "kind": "drawing", "at": 1, "lines": [[1, 2]] }));
    assert!(clerk.panel().contains("有 1 条意见是新版本软件写的"));
    let received = sent(&clerk);
    assert_eq!(received.round.notes, clerk.draft.round.notes);
    let again = ReviewFile::read(&Person::reviewer("赵敏", received, 9).exports()).unwrap();
    assert_eq!(again.file.review.to_value(), notes);
}

#[test]
fn a_draft_without_a_round_has_none_and_one_that_is_broken_is_kept() {
    let older = Draft::new(example()).write();
    assert!(!older.contains("\"round\""));
    assert_eq!(Draft::read(&older).unwrap().round, Round::default());
    for broken in ["7", "\"x\"", "[]", "null"] {
        let text = older.replacen('{', &format!("{{\"round\":{broken},"), 1);
        let draft = Draft::read(&text).unwrap();
        assert_eq!(
            (draft.round.clone(), draft.unknown["round"].to_string()),
            (Round::default(), broken.into())
        );
        assert!(draft.write().contains(&format!("\"round\":{broken}")));
    }
}

#[test]
fn what_stands_in_a_round_and_cannot_be_read_is_written_out_again() {
    let older = Draft::new(example()).write();
    let round = json!({ "thread": "a", "notes": [{ "id": "x" }], "reviewing": "later", "colour": "青" });
    let draft = Draft::read(&older.replacen('{', &format!("{{\"round\":{round},"), 1)).unwrap();
    assert_eq!((draft.round.thread.as_str(), draft.round.notes.as_str()), ("a", ""));
    let written: Value = serde_json::from_str(&draft.write()).unwrap();
    assert_eq!(written["round"], round);
    assert_eq!(Draft::read(&draft.write()).unwrap(), draft);
}

#[test]
fn a_data_file_says_what_it_is_even_when_it_is_cut_off() {
    let review = review_file();
    let package = package(&Person::clerk().draft, false);
    let (report, draft) = (write_json(&example()), Draft::new(example()).write());
    let cases = [
        (review.as_str(), Some("gongkai.review")),
        (&review[..40], Some("gongkai.review")),
        (&package, Some("gongkai.package")),
        (&report, Some("gongkai.report")),
        (&draft, Some("gongkai.draft")),
        ("{\n\t\"format\" : \"x\"", Some("x")),
        ("{\"format\":\"gong", None),
        ("{\"format\":7}", None),
        ("{\"notes\":[],\"format\":\"gongkai.review\"}", None),
        ("[\"format\"]", None),
        ("", None),
    ];
    for (text, format) in cases {
        assert_eq!(format_of(text), format, "{text}");
    }
}

#[test]
fn a_package_holds_nothing_of_earlier_versions() {
    let memory = Memory::default();
    let drafts = Drafts::new(&memory);
    let mut draft = Person::clerk().draft;
    draft.report.narrative.put(Prose::Problems, "只在旧稿里的一句话".to_owned());
    let saved = drafts.create("x", &draft, 100).unwrap();
    drafts.versions().keep("x", &draft.report, Cause::Sent("1".into()), "旧稿名", 100).unwrap();
    draft.report.narrative.put(Prose::Problems, "新稿".to_owned());
    draft.unknown.insert("versions".into(), json!(["只在旧稿里的一句话"]));
    drafts.save("x", &draft, saved, 200).unwrap();
    assert!(drafts.history("x").unwrap().contains("旧稿名"));
    let draft = drafts.open("x").unwrap().0;
    for as_page in [false, true] {
        let file = package(&draft, as_page);
        assert!(file.contains("新稿") && !file.contains("旧稿"));
    }
    let file: Value = serde_json::from_str(&package(&draft, false)).unwrap();
    let keys: Vec<_> = file.as_object().unwrap().keys().map(String::as_str).collect();
    let expected = [
        "format",
        "version",
        "thread",
        "fingerprint",
        "sent_at",
        "sent_by",
        "report",
        "last_year",
        "reviewed_before",
        "notices",
        "review",
        "seal",
    ];
    assert_eq!(keys, expected);
}

/// All that a file holds, as text; of an office file what its parts hold.
fn inside(bytes: &[u8]) -> String {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else {
        return String::from_utf8(bytes.to_vec()).unwrap();
    };
    let mut all = Vec::new();
    for index in 0..archive.len() {
        archive.by_index(index).unwrap().read_to_end(&mut all).unwrap();
    }
    String::from_utf8_lossy(&all).into_owned()
}

#[test]
fn what_is_published_holds_neither_what_was_said_nor_last_years_words_nor_reasons() {
    let mut clerk = Person::clerk();
    clerk.comments(CELL, "只在意见里的话", "");
    let mut last_year = example();
    last_year.year -= 1;
    last_year.narrative.put(Prose::Problems, "只在去年的话".to_owned());
    clerk.draft.last_year = Some(last_year.clone());
    let reason = Explanation { reason: "只给审核人看的话".into(), ..Explanation::default() };
    clerk.draft.report.explanations = vec![reason];
    // What the reviewer is to see, the package holds.
    let package = package(&clerk.draft, true);
    for words in ["只在意见里的话", "只在去年的话", "只给审核人看的话"] {
        assert!(package.contains(words), "{words}");
    }
    let (report, last_year) = (write_json(&clerk.draft.report), write_json(&last_year));
    for name in ["html", "json", "docx", "docx official", "xlsx"] {
        let format = Format::named(name).unwrap();
        let request = Request::Export {
            format,
            report: &report,
            unfinished: None,
            charts: true,
            last_year: Some(&last_year),
        };
        let file = inside(&answer(request, decode).unwrap());
        assert!(file.contains("120条"), "{name}");
        assert!(!file.contains("只在"), "{name}");
        assert!(name != "html" || !file.contains("只给审核人看的话"));
    }
}

/// Two reports in one edition that share about half of what they hold.
fn alike() -> impl Strategy<Value = (Report, Report)> {
    let pair = generate::edition().prop_flat_map(|edition| {
        let shared = prop::collection::vec(any::<bool>(), edition.cells.len() + Prose::ALL.len() + 4);
        (generate::report_in(edition), generate::report_in(edition), shared)
    });
    pair.prop_map(|(report, mut other, shared)| {
        let mut shared = shared.into_iter();
        for id in report.edition().ids().filter(|_| shared.next() == Some(true)) {
            other.figures.put(id, report.figures.get(id).clone());
        }
        for prose in Prose::ALL.into_iter().filter(|_| shared.next() == Some(true)) {
            other.narrative.put(prose, report.narrative.get(prose).to_owned());
        }
        let rest: Vec<bool> = shared.collect();
        if rest[0] {
            (other.agency, other.year) = (report.agency.clone(), report.year);
        }
        if rest[1] {
            other.period = report.period.clone();
        }
        if rest[2] {
            other.explanations.clone_from(&report.explanations);
        }
        other.unknown.clone_from(&report.unknown);
        (report, other)
    })
}

/// Applies the edit towards another report, and takes it back.
fn there_and_back(report: &Report, other: &Report) -> Result<(), TestCaseError> {
    let mut changed = report.clone();
    let inverse = Edit::towards(report, other.clone()).apply(&mut changed);
    prop_assert_eq!(&changed, other);
    inverse.apply(&mut changed);
    prop_assert_eq!(&changed, report);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn the_edit_towards_a_report_touches_what_differs_and_nothing_else((report, other) in alike()) {
        there_and_back(&report, &other)?;
        let changes = History::default().perform(&mut report.clone(), Edit::towards(&report, other.clone()));
        let ids = report.edition().ids().filter(|id| report.figures.get(*id) != other.figures.get(*id));
        prop_assert_eq!(changes.cells, ids.collect::<Vec<_>>());
        let prose = Prose::ALL.into_iter().filter(|prose| report.narrative.get(*prose) != other.narrative.get(*prose));
        prop_assert_eq!(changes.prose, prose.collect::<Vec<_>>());
        let head = |report: &Report| {
            (report.agency.clone(), report.year, report.period.clone(), report.explanations.clone())
        };
        prop_assert_eq!(changes.head, head(&report) != head(&other));
        prop_assert!(!changes.whole);
    }

    #[test]
    fn the_edit_towards_a_report_itself_is_no_step(report in generate::report()) {
        prop_assert!(Edit::towards(&report, report.clone()).is_idle(&report));
    }

    #[test]
    fn across_editions_the_whole_report_is_replaced(
        report in generate::report_in(&EDITION_2021), other in generate::report_in(&EDITION_2019),
    ) {
        there_and_back(&report, &other)?;
        there_and_back(&other, &report)?;
        let changes = History::default().perform(&mut report.clone(), Edit::towards(&report, other));
        prop_assert!(changes.whole && changes.cells.is_empty());
    }

    #[test]
    fn any_report_can_be_made_of_any_other(report in generate::report(), other in generate::report()) {
        there_and_back(&report, &other)?;
    }

    #[test]
    fn a_round_is_read_as_it_was_written(
        texts in prop::collection::vec(generate::text(), 4),
        reviewing in any::<bool>(),
        unknown in generate::review::unknown(),
    ) {
        let [thread, sent_by, reviewed_before, notes] = <[String; 4]>::try_from(texts).unwrap();
        let round = Round { thread, reviewing, sent_by, reviewed_before, notes, unknown };
        let draft = Draft { round, ..Draft::new(example()) };
        prop_assert_eq!(Draft::read(&draft.write()).unwrap(), draft);
    }

    #[test]
    fn any_deed_on_any_notes_is_answered(
        notes in generate::review::review(),
        what in prop::sample::select(vec![
            "look", "comment", "reply", "take-back", "passed", "returned", "accept", "refuse", "close", "reopen",
            "accept-all", "merge", "export", "?",
        ]),
        key in prop::sample::select(vec!["by", "at", "id", "offset", "all", "limit", "place", "start", "end", "on", "file"]),
        value in generate::value(),
    ) {
        let mut draft = Person::clerk().draft;
        draft.round.notes = notes.to_value().to_string();
        let mut deed = json!({ "do": what, "by": "李明", "at": 5, "id": "n", "on": "a", "place": PROSE, "text": "好", "end": 9, "start": 3 });
        deed[key] = value;
        match review(&draft, &deed.to_string()) {
            // Whatever is done, what was said before is still there.
            Ok(answer) => {
                let text = answer["notes"].as_str().unwrap();
                let after: Value = serde_json::from_str(text).unwrap_or(json!([]));
                let (after, oddities) = Review::from_value(after);
                prop_assert_eq!(oddities, vec![]);
                prop_assert!(notes.notes().iter().all(|note| after.notes().contains(note)));
            }
            Err(sentence) => prop_assert!(sentence.ends_with('。'), "{}", sentence),
        }
    }
}
