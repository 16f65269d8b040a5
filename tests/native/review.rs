//! What reviewers say about a report: notes that are merged, comments that find their places again, proposals that
//! become edits, verdicts.

use crate::generate;

use generate::review::{note, review};
use gongkai::edit::Edit;
use gongkai::form::Prose;
use gongkai::report::{Entry, Report, example, fingerprint};
use gongkai::review::{
    Anchor, Approval, CannotAccept, Matter, Note, Outcome, Review, Ruling, Signature, Standing, Status,
    Thread,
};
use proptest::prelude::*;

const CELL: &str = "applications.natural_person.received";
const TOTAL: &str = "applications.total.received";
const PROSE: &str = Prose::Proactive.path();

fn sign(id: &str, by: &str, at: u64) -> Signature {
    Signature { id: id.to_owned(), by: by.to_owned(), at }
}

fn written(text: &str) -> Report {
    let mut report = example();
    report.narrative.put(Prose::Proactive, text.to_owned());
    report
}

/// A comment on words of a prose, the first time that they stand there.
fn on_words(report: &Report, id: &str, words: &str, proposal: Option<&str>) -> Note {
    let start = report.narrative.get(Prose::Proactive).find(words).expect("the words stand there");
    let range = Some(start..start + words.len());
    let at = u64::from(id.bytes().next().unwrap_or(0));
    Note::comment(sign(id, "李明", at), report, PROSE, range, "请核对", proposal.map(str::to_owned))
}

fn on(report: &Report, id: &str, place: &str, proposal: Option<&str>) -> Note {
    let at = u64::from(id.bytes().next().unwrap_or(0));
    Note::comment(sign(id, "李明", at), report, place, None, "请核对", proposal.map(str::to_owned))
}

fn review_of(notes: impl IntoIterator<Item = Note>) -> Review {
    let mut review = Review::default();
    for note in notes {
        review.add(note);
    }
    review
}

/// How words of a text stand in another, and what stands there.
fn stands(before: &str, words: &str, after: &str) -> (Standing, Option<String>) {
    let review = review_of([on_words(&written(before), "a", words, None)]);
    let report = written(after);
    let thread = review.threads(&report).remove(0);
    let now = thread.range.map(|range| report.narrative.get(Prose::Proactive)[range].to_owned());
    (thread.standing, now)
}

fn changed(now: &str) -> (Standing, Option<String>) {
    (Standing::Changed { now: now.to_owned() }, Some(now.to_owned()))
}

fn here(standing: Standing, words: &str) -> (Standing, Option<String>) {
    (standing, Some(words.to_owned()))
}

fn ids<'a>(threads: &[Thread<'a>]) -> Vec<&'a str> {
    threads.iter().map(|thread| thread.note.id.as_str()).collect()
}

const LINE: &str = "全年主动公开政府信息120条，通过网站发布98条。受理申请5件，全部在法定期限内办结。";

#[test]
fn words_are_found_where_they_stood() {
    assert_eq!(stands(LINE, "98条", LINE), here(Standing::Intact, "98条"));
    assert_eq!(stands(LINE, LINE, LINE), here(Standing::Intact, LINE));
}

#[test]
fn words_are_found_where_they_went() {
    let longer = format!("导语之后又写了一段。{LINE}");
    assert_eq!(stands(LINE, "98条", &longer), here(Standing::Moved, "98条"));
    let swapped = "受理申请5件，全部在法定期限内办结。全年主动公开政府信息120条，通过网站发布98条。";
    assert_eq!(stands(LINE, "全部在法定期限内办结", swapped), here(Standing::Moved, "全部在法定期限内办结"));
}

#[test]
fn changed_words_are_told_with_what_stands_there_now() {
    assert_eq!(stands(LINE, "98条", &LINE.replace("98条", "九十八条信息")), changed("九十八条信息"));
    assert_eq!(stands(LINE, "98条", &LINE.replace("98条", "")), changed(""));
    assert_eq!(stands(LINE, LINE, "没有。"), changed("没有。"));
}

#[test]
fn a_figure_that_stands_elsewhere_too_is_not_taken_for_the_one_that_was_changed() {
    let before = "制发文件5件。全年受理政府信息公开申请5件，全部办结，没有结转。";
    let after = "制发文件5件。全年受理政府信息公开申请6件，全部办结，没有结转。";
    let second = before.rfind("5件").unwrap();
    let comment = Note::comment(
        sign("a", "李明", 1),
        &written(before),
        PROSE,
        Some(second..second + "5件".len()),
        "",
        Some("7件".into()),
    );
    let review = review_of([comment]);
    let report = written(after);
    assert_eq!(review.threads(&report)[0].standing, Standing::Changed { now: "6件".into() });
    assert_eq!(review.accept(&report, "a"), Err(CannotAccept::Changed { now: "6件".into() }));
    // Nor when the sentence was written anew.
    assert_eq!(review.threads(&written("制发文件5件。申请不多。"))[0].standing, Standing::Gone);
}

#[test]
fn a_figure_is_not_found_within_a_longer_one() {
    assert_eq!(stands("受理申请5件，办结。", "5件", "受理申请15件，办结。"), changed("15件"));
    assert_eq!(stands("5件，全部在期限内办结。", "5件", "15件，全部在期限内办结。"), changed("15件"));
    // Nor when the words after it changed as well.
    assert_eq!(stands(LINE, "5件", &LINE.replace("5件，全部在", "15件，都在")), (Standing::Gone, None));
}

#[test]
fn of_several_places_the_one_with_the_same_surroundings_is_taken() {
    let before = "一季度公开5条；二季度公开5条；三季度公开5条。";
    let at = before.find("二季度公开").unwrap() + "二季度公开".len();
    let comment =
        Note::comment(sign("a", "李明", 1), &written(before), PROSE, Some(at..at + "5条".len()), "", None);
    let review = review_of([comment]);
    let after = format!("本年情况：{before}");
    let report = written(&after);
    let range = review.threads(&report)[0].range.clone().unwrap();
    assert_eq!(range.start, at + "本年情况：".len());
}

#[test]
fn of_places_with_equal_surroundings_the_nearest_is_taken() {
    let row = "公开政府信息一共有二十五条，都在网站上发布了，没有超过期限的。";
    let before = row.repeat(5);
    let at = 2 * row.len() + row.find("二十五条").unwrap();
    let comment = Note::comment(sign("a", "李明", 1), &written(&before), PROSE, Some(at..at + 12), "", None);
    let review = review_of([comment]);
    let report = written(&format!("。{before}"));
    assert_eq!(review.threads(&report)[0].range, Some(at + "。".len()..at + "。".len() + 12));
}

#[test]
fn words_that_are_gone_leave_the_comment_at_the_prose() {
    assert_eq!(stands(LINE, "98条", "本年度工作平稳。"), (Standing::Gone, None));
    assert_eq!(stands(LINE, "98条", ""), (Standing::Gone, None));
}

#[test]
fn a_comment_on_a_cell_tells_when_the_figure_has_changed() {
    let mut report = example();
    let review = review_of([on(&report, "a", CELL, None)]);
    assert_eq!(review.threads(&report)[0].standing, Standing::Intact);
    let id = report.edition().find(CELL).unwrap();
    Edit::enter(&report, vec![(id, Entry::Count(99))]).apply(&mut report);
    assert_eq!(review.threads(&report)[0].standing, Standing::Changed { now: "99".into() });
}

#[test]
fn a_place_that_the_form_does_not_have_is_gone() {
    let review = review_of([on(&example(), "a", "applications.nobody.received", Some("1"))]);
    assert_eq!(review.threads(&example())[0].standing, Standing::Gone);
    assert_eq!(review.accept(&example(), "a"), Err(CannotAccept::Gone));
}

#[test]
fn comments_come_in_the_order_of_the_report() {
    let report = written(LINE);
    let review = review_of([
        on(&report, "a", Prose::Other.path(), None),
        on(&report, "b", "nowhere", None),
        on(&report, "c", CELL, None),
        on_words(&report, "d", "申请", None),
        on_words(&report, "e", "98条", None),
        on(&report, "f", PROSE, None),
        on(&report, "g", "year", None),
        on(&report, "h", "", None),
        on(&report, "i", CELL, None),
        on(&report, "j", "disclosure.fees.amount", None),
        on(&report, "k", Prose::Problems.path(), None),
    ]);
    assert_eq!(ids(&review.threads(&report)), ["h", "g", "f", "e", "d", "j", "c", "i", "k", "a", "b"]);
}

#[test]
fn answers_and_rulings_follow_a_comment() {
    let report = example();
    let mut review = review_of([
        Note::reply(sign("r2", "王芳", 300), "a", "已核对"),
        on(&report, "a", CELL, None),
        Note::reply(sign("r1", "李明", 200), "a", "再看一下"),
        Note::ruling(sign("x", "王芳", 400), "a", Ruling::Closed),
    ]);
    let threads = review.threads(&report);
    let replies: Vec<&str> = threads[0].replies.iter().map(|note| note.text()).collect();
    assert_eq!(replies, ["再看一下", "已核对"]);
    assert_eq!((threads[0].status, threads[0].ruled.map(|note| note.at)), (Status::Closed, Some(400)));
    // The newest counts, whenever it arrives.
    review.add(Note::ruling(sign("w", "王芳", 350), "a", Ruling::Refused));
    assert_eq!(review.threads(&report)[0].status, Status::Closed);
    review.add(Note::ruling(sign("y", "李明", 500), "a", Ruling::Reopened));
    assert_eq!(review.threads(&report)[0].status, Status::Open);
}

#[test]
fn only_whoever_wrote_a_comment_can_take_it_back() {
    let report = example();
    let mut review =
        review_of([on(&report, "a", CELL, Some("3")), Note::withdrawal(sign("w", "王芳", 200), "a")]);
    assert_eq!(review.threads(&report).len(), 1);
    review.add(Note::withdrawal(sign("v", "李明", 300), "a"));
    assert!(review.threads(&report).is_empty());
    assert_eq!(review.accept(&report, "a"), Err(CannotAccept::Missing));
    assert_eq!(review.notes().len(), 3);
}

#[test]
fn a_note_of_a_newer_program_is_counted_and_kept() {
    let value = serde_json::json!([
        { "id": "a", "by": "李明", "at": 1, "kind": "drawing", "lines": [1, 2] },
        { "id": "b", "by": "李明", "at": 2, "kind": "ruling", "on": "x", "outcome": "half" },
    ]);
    let (review, oddities) = Review::from_value(value.clone());
    assert!(oddities.is_empty());
    assert_eq!(review.newer().unwrap(), "有 2 条意见是新版本软件写的，这里显示不了，但会原样保留。");
    assert_eq!(review.to_value(), value);
    assert_eq!(Review::default().newer(), None);
}

#[test]
fn what_is_no_note_comes_back_verbatim() {
    let good = on(&example(), "a", CELL, None).to_value();
    let mut bad = Vec::new();
    for (key, value) in [
        ("id", "".into()),
        ("id", 1.into()),
        ("by", serde_json::Value::Null),
        ("at", (-1).into()),
        ("at", "1".into()),
        ("text", serde_json::json!([])),
        ("place", serde_json::Value::Null),
        ("proposal", 3.into()),
        ("start", serde_json::json!(1.5)),
    ] {
        let mut note = good.clone();
        note[key] = value;
        bad.push(note);
    }
    bad.push("意见".into());
    let mut all = bad.clone();
    all.push(good);
    let (review, oddities) = Review::from_value(all.into());
    assert_eq!(ids(&review.threads(&example())), ["a"]);
    let kept: Vec<String> = oddities.into_iter().map(|oddity| oddity.value).collect();
    assert_eq!(kept, bad.iter().map(ToString::to_string).collect::<Vec<_>>());
}

#[test]
fn an_accepted_figure_is_entered_as_typed_and_totals_follow() {
    let mut report = example();
    let review = review_of([on(&report, "a", CELL, Some(" ５０ "))]);
    let total = report.at(TOTAL).count().unwrap() - report.at(CELL).count().unwrap() + 50;
    review.accept(&report, "a").unwrap().apply(&mut report);
    assert_eq!(report.at(CELL), &Entry::Count(50));
    assert_eq!(report.at(TOTAL), &Entry::Count(total));
}

#[test]
fn accepted_words_stand_in_place_of_the_old_ones() {
    let mut report = written(LINE);
    let review = review_of([on_words(&report, "a", "98条", Some("九十八条"))]);
    report.narrative.put(Prose::Proactive, format!("新的一段。\n{LINE}"));
    review.accept(&report, "a").unwrap().apply(&mut report);
    assert_eq!(
        report.narrative.get(Prose::Proactive),
        format!("新的一段。\n{}", LINE.replace("98条", "九十八条"))
    );
}

#[test]
fn a_whole_prose_can_be_proposed_and_is_replaced_only_while_it_is_the_same() {
    let mut report = written("");
    let review = review_of([on(&report, "a", PROSE, Some("本年度没有主动公开的规章。\r\n"))]);
    assert!(review.accept(&written("写好了。"), "a").is_err());
    review.accept(&report, "a").unwrap().apply(&mut report);
    assert_eq!(report.narrative.get(Prose::Proactive), "本年度没有主动公开的规章。\n");

    let mut report = written(LINE);
    let review = review_of([on(&report, "a", PROSE, Some("改写"))]);
    assert_eq!(review.accept(&written("别的。"), "a"), Err(CannotAccept::Changed { now: "别的。".into() }));
    review.accept(&report, "a").unwrap().apply(&mut report);
    assert_eq!(report.narrative.get(Prose::Proactive), "改写");
}

#[test]
fn the_name_of_the_agency_can_be_proposed() {
    let mut report = example();
    let kind = report.agency.kind;
    let review = review_of([on(&report, "a", "agency.name", Some("云川县水务局（移民办）"))]);
    review.accept(&report, "a").unwrap().apply(&mut report);
    assert_eq!((report.agency.name.as_str(), report.agency.kind), ("云川县水务局（移民办）", kind));
}

#[test]
fn what_cannot_be_accepted_says_why() {
    let report = written(LINE);
    let name = report.edition().cell(report.edition().find(TOTAL).unwrap()).name();
    let now = report.at(CELL).text().into_owned();
    let other = Note::comment(sign("e", "王芳", 900), &report, CELL, None, "", Some("8".into()));
    let review = review_of([
        on(&report, "a", TOTAL, Some("3")),
        on(&report, "b", CELL, None),
        on(&report, "c", "year", Some("2024")),
        on(&report, "d", CELL, Some(&now)),
        on(&report, "e", CELL, Some("9")),
        other,
        on_words(&report, "f", "98条", Some("98条")),
    ]);
    for (id, reason) in [
        ("a", CannotAccept::Computed { cell: name }),
        ("b", CannotAccept::NoProposal),
        ("c", CannotAccept::ByHand),
        ("d", CannotAccept::Already),
        ("e", CannotAccept::Twice),
        ("f", CannotAccept::Already),
        ("g", CannotAccept::Missing),
    ] {
        assert_eq!(review.accept(&report, id), Err(reason.clone()), "{id}");
        assert!(reason.to_string().ends_with('。'), "{reason}");
    }
    let all = review.accept_all(&report);
    assert!(all.accepted.is_empty() && all.edit.is_idle(&report));
    assert_eq!(all.left.len(), 6);
}

#[test]
fn all_proposals_are_accepted_in_one_step_and_of_two_for_one_place_the_earlier() {
    let mut report = written(LINE);
    let before = report.clone();
    let review = review_of([
        on_words(&report, "a", "98条", Some("99条")),
        on_words(&report, "b", "发布98条。受理", Some("")),
        on_words(&report, "c", "申请5件", Some("申请共6件")),
        on_words(&report, "d", "，全部", Some("、全部")),
        on(&report, "e", CELL, Some("41")),
        on(&report, "f", CELL, Some("42")),
        on_words(&report, "g", "全年", None),
    ]);
    let all = review.accept_all(&report);
    assert_eq!(all.accepted, ["a", "c", "d", "e"]);
    assert_eq!(
        all.left,
        [("b".to_owned(), CannotAccept::Overlaps), ("f".to_owned(), CannotAccept::Overlaps)]
    );
    let inverse = all.edit.apply(&mut report);
    assert_eq!(
        report.narrative.get(Prose::Proactive),
        "全年主动公开政府信息120条，通过网站发布99条。受理申请共6件、全部在法定期限内办结。"
    );
    assert_eq!(report.at(CELL), &Entry::Count(41));
    inverse.apply(&mut report);
    assert_eq!(report, before);
}

#[test]
fn what_two_reviewers_propose_alike_is_accepted_for_both() {
    let mut report = written(LINE);
    let review = review_of([
        on_words(&report, "a", "98条", Some("99条")),
        on_words(&report, "b", "98条", Some("99条")),
        on(&report, "c", CELL, Some("41")),
        on(&report, "d", CELL, Some("４１")),
    ]);
    let all = review.accept_all(&report);
    assert_eq!(all.accepted, ["a", "b", "c", "d"]);
    all.edit.apply(&mut report);
    assert_eq!(report.narrative.get(Prose::Proactive), LINE.replace("98条", "99条"));
}

#[test]
fn what_was_ruled_on_is_not_accepted_with_all_others() {
    let report = example();
    let review = review_of([
        on(&report, "a", CELL, Some("41")),
        Note::ruling(sign("x", "王芳", 400), "a", Ruling::Refused),
    ]);
    let all = review.accept_all(&report);
    assert_eq!((all.accepted.len(), all.left.len()), (0, 0));
}

#[test]
fn an_accepted_proposal_is_taken_until_it_is_undone() {
    for (words, proposal) in [
        ("98条", "99条"),
        ("98条", "198条"),
        ("98条", "98条以上"),
        ("全部在法定期限内办结", "全部办结"),
        ("全部在法定期限内办结", "全部在法定期限内办结，无一超期"),
        ("通过网站发布98条", ""),
    ] {
        let mut report = written(LINE);
        let review = review_of([
            on_words(&report, "a", words, Some(proposal)),
            Note::ruling(sign("x", "王芳", 400), "a", Ruling::Accepted),
        ]);
        assert!(!review.threads(&report)[0].taken, "{proposal}");
        let inverse = review.accept(&report, "a").unwrap().apply(&mut report);
        let thread = review.threads(&report).remove(0);
        assert!(thread.taken, "{proposal}");
        assert_eq!(&report.narrative.get(Prose::Proactive)[thread.range.unwrap()], proposal);
        inverse.apply(&mut report);
        assert!(!review.threads(&report)[0].taken, "{proposal}");
    }
    let mut report = example();
    let review = review_of([
        on(&report, "a", CELL, Some("1,041")),
        Note::ruling(sign("x", "王芳", 400), "a", Ruling::Accepted),
    ]);
    assert!(!review.threads(&report)[0].taken);
    review.accept(&report, "a").unwrap().apply(&mut report);
    assert!(review.threads(&report)[0].taken);
}

#[test]
fn figures_side_by_side_can_be_accepted_one_after_another() {
    let mut report = written("其中自然人3件，法人2件，其他1件。");
    let mut review = review_of([
        on_words(&report, "a", "3件", Some("4件")),
        on_words(&report, "b", "2件", Some("12件")),
        on_words(&report, "c", "1件", Some("无")),
    ]);
    for id in ["a", "c", "b"] {
        review.accept(&report, id).unwrap().apply(&mut report);
        review.add(Note::ruling(sign(&format!("x{id}"), "王芳", 400), id, Ruling::Accepted));
    }
    assert_eq!(report.narrative.get(Prose::Proactive), "其中自然人4件，法人12件，其他无。");
    assert!(review.threads(&report).iter().all(|thread| thread.taken));
}

#[test]
fn the_newest_verdict_decides_and_a_pass_is_for_what_was_seen() {
    let mut report = example();
    let mut review = Review::default();
    assert_eq!(review.approval(fingerprint(&report)), Approval::None);
    review.add(Note::verdict(sign("a", "李明", 100), &report, Outcome::Returned, "请改"));
    let returned = Approval::Returned { by: "李明".into(), at: 100 };
    assert_eq!(review.approval(fingerprint(&report)), returned);
    report.year -= 1;
    assert_eq!(review.approval(fingerprint(&report)), returned);
    review.add(Note::verdict(sign("b", "王芳", 200), &report, Outcome::Passed, ""));
    assert_eq!(review.approval(fingerprint(&report)), Approval::Passed { by: "王芳".into(), at: 200 });
    report.year += 1;
    assert_eq!(review.approval(fingerprint(&report)), Approval::Stale { by: "王芳".into(), at: 200 });
    review.add(Note::verdict(sign("c", "王芳", 150), &report, Outcome::Returned, "旧的"));
    let newest: Vec<(&str, Outcome)> =
        review.verdicts().iter().map(|(note, verdict)| (note.by.as_str(), verdict.outcome)).collect();
    assert_eq!(newest, [("王芳", Outcome::Passed), ("李明", Outcome::Returned)]);
}

#[test]
fn two_notes_with_one_id_and_different_content_are_both_kept() {
    let report = example();
    let one = on(&report, "a", CELL, Some("1"));
    let mut other = one.clone();
    if let Matter::Comment(comment) = &mut other.matter {
        comment.proposal = Some("2".into());
    }
    let review = review_of([one.clone(), other, one]);
    assert_eq!(review.notes().len(), 2);
    assert_eq!(review.threads(&report).len(), 2);
}

fn merged(reviews: &[&Review]) -> Review {
    let mut all = Review::default();
    for review in reviews {
        all.merge((*review).clone());
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(128) })]

    #[test]
    fn reviews_merge_without_loss_or_doubling_in_any_order(a in review(), b in review(), c in review()) {
        let ab = merged(&[&a, &b]);
        prop_assert_eq!(&ab, &merged(&[&b, &a]));
        prop_assert_eq!(merged(&[&ab, &c]), merged(&[&a, &merged(&[&b, &c])]));
        prop_assert_eq!(&merged(&[&ab, &a, &ab, &b]), &ab);
        for note in a.notes().iter().chain(b.notes()) {
            prop_assert_eq!(ab.notes().iter().filter(|other| *other == note).count(), 1);
        }
        prop_assert!(ab.notes().len() <= a.notes().len() + b.notes().len());
        prop_assert_eq!(ab.to_value().to_string(), merged(&[&b, &a]).to_value().to_string());
    }

    #[test]
    fn a_note_is_read_as_it_was_written(note in note()) {
        prop_assert_eq!(Note::from_value(&note.to_value()), Some(note));
    }

    #[test]
    fn no_notes_trouble_any_report(review in review(), report in generate::report()) {
        let threads = review.threads(&report);
        for thread in &threads {
            if let Some(range) = &thread.range {
                let prose = Prose::at(&thread.comment.place).unwrap();
                prop_assert!(report.narrative.get(prose).get(range.clone()).is_some());
            }
            let _ = review.accept(&report, &thread.note.id);
        }
        let all = review.accept_all(&report);
        let open = threads.iter().filter(|thread| thread.status == Status::Open);
        let proposed = open.filter(|thread| thread.comment.proposal.is_some()).count();
        prop_assert_eq!(all.accepted.len() + all.left.len(), proposed);
        review.approval(fingerprint(&report));
    }

    /// Words are chosen anywhere, and everything but them and twenty characters around them is written anew.
    #[test]
    fn words_are_found_again_whatever_happens_elsewhere(
        text in "[公开申请件、。\n]{1,80}",
        (from, to) in (0..100_usize, 0..100_usize),
        head in "[公开申请件、。\n]{0,80}",
        tail in "[公开申请件、。\n]{0,80}",
    ) {
        let letters: Vec<char> = text.chars().collect();
        let from = from % letters.len();
        let to = from + 1 + to % (letters.len() - from);
        let (kept_from, kept_to) = (from.saturating_sub(20), (to + 20).min(letters.len()));
        let string = |letters: &[char]| letters.iter().collect::<String>();
        let start = string(&letters[..from]).len();
        let words = string(&letters[from..to]);
        let report = written(&text);
        let range = Some(start..start + words.len());
        let review = review_of([Note::comment(sign("a", "李明", 1), &report, PROSE, range, "", None)]);
        prop_assert_eq!(&review.threads(&report)[0].standing, &Standing::Intact);
        let after = format!("{head}{}{tail}", string(&letters[kept_from..kept_to]));
        let report = written(&after);
        let thread = review.threads(&report).remove(0);
        prop_assert!(matches!(thread.standing, Standing::Intact | Standing::Moved), "{:?}", thread.standing);
        let found = thread.range.unwrap();
        prop_assert_eq!(&after[found.clone()], words.as_str());
        // And with the same surroundings: there or at another place that cannot be told from it.
        let before = string(&letters[kept_from..from]);
        let behind = string(&letters[to..kept_to]);
        prop_assert!(after[..found.start].ends_with(&before) && after[found.end..].starts_with(&behind));
    }

    /// Anchors that nobody could have made: whatever is found lies in the text and is what the standing says.
    #[test]
    fn forged_anchors_find_what_they_say_or_nothing(
        text in "[件5十、\n]{0,60}",
        parts in prop::array::uniform3("[件5十、\n]{0,4}"),
        start in prop_oneof![0..80_u64, any::<u64>()],
        proposal in "[件5十、\n]{0,4}",
    ) {
        let report = written(&text);
        let [quote, before, after] = parts;
        let mut note = on(&report, "a", PROSE, Some(&proposal));
        if let Matter::Comment(comment) = &mut note.matter {
            comment.anchor = Some(Anchor { quote: quote.clone(), before, after, start });
        }
        let mut review = review_of([note]);
        let thread = review.threads(&report).remove(0);
        let now = thread.range.clone().map(|range| text.get(range).unwrap());
        match &thread.standing {
            Standing::Intact | Standing::Moved => prop_assert_eq!(now, Some(quote.as_str())),
            Standing::Changed { now: there } => prop_assert_eq!(now, Some(there.as_str())),
            Standing::Gone => prop_assert_eq!(now, None),
        }
        let accepted = review.accept(&report, "a");
        prop_assert!(accepted.is_err() || matches!(thread.standing, Standing::Intact | Standing::Moved));
        review.add(Note::ruling(sign("x", "王芳", 400), "a", Ruling::Accepted));
        let thread = review.threads(&report).remove(0);
        if thread.taken {
            prop_assert_eq!(&text[thread.range.unwrap()], &proposal);
        }
    }

    #[test]
    fn all_that_is_accepted_stands_in_the_report_and_can_be_taken_back(
        choices in prop::collection::vec((0..60_usize, 1..12_usize, "[一二三改\n]{0,6}"), 1..10),
        cells in prop::collection::vec((generate::cell(), 0..50_u64), 0..6),
        moved in "[新增\n]{0,10}",
    ) {
        let text = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜金生丽水";
        let letters: Vec<(usize, char)> = text.char_indices().collect();
        let mut report = written(text);
        let mut review = Review::default();
        for (index, (from, count, proposal)) in choices.into_iter().enumerate() {
            let from = from % letters.len();
            let end = letters.get(from + count).map_or(text.len(), |(byte, _)| *byte);
            let signature = sign(&format!("w{index}"), "李明", 1000 + index as u64);
            review.add(Note::comment(signature, &report, PROSE, Some(letters[from].0..end), "", Some(proposal)));
        }
        for (index, (cell, count)) in cells.into_iter().enumerate() {
            let path = report.edition().cell(cell).path.clone();
            let signature = sign(&format!("c{index}"), "李明", 2000 + index as u64);
            review.add(Note::comment(signature, &report, &path, None, "", Some(count.to_string())));
        }
        report.narrative.put(Prose::Proactive, format!("{moved}{text}"));
        let before = report.clone();
        let all = review.accept_all(&report);
        let inverse = all.edit.apply(&mut report);
        for note in review.notes().iter().filter(|note| all.accepted.contains(&note.id)) {
            let Matter::Comment(comment) = &note.matter else { continue };
            let proposal = comment.proposal.as_deref().unwrap();
            match Prose::at(&comment.place) {
                Some(prose) => prop_assert!(report.narrative.get(prose).contains(proposal)),
                None => prop_assert_eq!(report.at(&comment.place).text(), proposal),
            }
        }
        // What was left overlaps an earlier one, is computed, or says nothing new.
        for (id, reason) in &all.left {
            prop_assert!(!matches!(reason, CannotAccept::Changed { .. } | CannotAccept::Gone), "{id}: {reason}");
        }
        inverse.apply(&mut report);
        prop_assert_eq!(report, before);
    }
}
