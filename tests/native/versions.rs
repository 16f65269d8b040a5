//! Versions of a draft: kept exactly, never in the way of the draft, and never lost while somebody counts on them.

use crate::generate;

use std::cell::Cell;
use std::collections::BTreeMap;

use gongkai::form::Prose;
use gongkai::report::{Report, example, write_compact_json};
use gongkai::store::{
    Cause, Draft, DraftError, Drafts, HistoryError, Kept, ListedVersion, Medium, Memory, Saved, Slot,
    StoreError, TakenIn, Version, Versions, read_history,
};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

const HOUR: u64 = 3_600_000;
const DAY: u64 = 24 * HOUR;
/// Monday, the 5th of January 2026, nine o'clock in China.
const NOW: u64 = 1_767_574_800_000;

fn report(problems: &str) -> Report {
    let mut report = example();
    report.narrative.put(Prose::Problems, problems.to_owned());
    report
}

/// A report that takes about so many characters.
fn large(mark: &str, characters: usize) -> Report {
    report(&format!("{mark}{}", "字".repeat(characters)))
}

fn numbers(versions: Versions, draft: &str) -> Vec<u64> {
    versions.list(draft).iter().map(|listed| listed.number).collect()
}

/// Everything that is in a medium.
fn contents(memory: &Memory) -> BTreeMap<String, String> {
    memory.keys().into_iter().map(|key| (key.clone(), memory.read(&key).unwrap())).collect()
}

/// Automatic versions of distinct reports at given moments; gives the number of the first.
fn kept_at(versions: Versions, draft: &str, moments: impl IntoIterator<Item = u64>, characters: usize) {
    for at in moments {
        versions.keep(draft, &large(&at.to_string(), characters), Cause::Opened, "", at).unwrap();
    }
}

#[test]
fn a_version_opens_as_it_was_kept() {
    let memory = Memory::default();
    let versions = Versions::new(&memory);
    let sent = Cause::Sent("3F2A-91C0".into());
    let kept =
        [(Cause::Milestone, " 初稿 ", "初稿"), (Cause::Replaced, "", ""), (sent.clone(), "送局办", "送局办")];
    for (number, (cause, name, shown)) in (1..).zip(kept) {
        let at = NOW + number;
        let report = report(&number.to_string());
        assert_eq!(versions.keep("x", &report, cause.clone(), name, at), Ok(Kept::New(number)));
        let expected =
            Version { number, at, name: shown.into(), cause, report, unknown: serde_json::Map::new() };
        assert_eq!(versions.open("x", number), Ok(expected));
    }
    let listed = versions.list("x");
    let heads: Vec<_> =
        listed.iter().map(|l| (l.number, l.at, l.name.as_str(), l.cause.label(), l.automatic)).collect();
    assert_eq!(
        heads,
        [
            (3, NOW + 3, "送局办", "送审", false),
            (2, NOW + 2, "", "导入替换前", true),
            (1, NOW + 1, "初稿", "标记版本", false)
        ]
    );
    assert_eq!((versions.sent("x", "3F2A-91C0"), versions.sent("x", "0000")), (Some(3), None));
    assert!(versions.list("y").is_empty());
    assert_eq!(versions.open("x", 4), Err(StoreError::NoVersion));
    assert_eq!(versions.open("y", 1), Err(StoreError::NoVersion));
}

#[test]
fn a_report_equal_to_the_newest_is_not_stored_again() {
    let memory = Memory::default();
    let versions = Versions::new(&memory);
    let keep = |problems: &str, cause: Cause, name: &str| {
        versions.keep("x", &report(problems), cause, name, NOW).unwrap()
    };
    let sent = || Cause::Sent("3F2A".into());
    assert_eq!(keep("一", Cause::Opened, ""), Kept::New(1));
    assert_eq!(keep("一", Cause::Exported, ""), Kept::Same(1));
    assert_eq!(versions.open("x", 1).unwrap().cause, Cause::Opened);
    // Somebody asks for it: it becomes that.
    assert_eq!(keep("一", Cause::Milestone, "初稿"), Kept::Named(1));
    assert_eq!(keep("一", Cause::Milestone, "初稿"), Kept::Same(1));
    assert_eq!(keep("一", Cause::Restored, ""), Kept::Same(1));
    assert_eq!(keep("一", sent(), ""), Kept::Named(1));
    assert_eq!(keep("一", Cause::Milestone, ""), Kept::Same(1));
    let there = versions.open("x", 1).unwrap();
    assert_eq!((there.name.as_str(), there.cause, there.at), ("初稿", sent(), NOW));
    assert_eq!(versions.sent("x", "3F2A"), Some(1));
    // Two names are two versions, and so are two fingerprints.
    assert_eq!(keep("一", Cause::Milestone, "定稿"), Kept::New(2));
    assert_eq!(keep("一", sent(), ""), Kept::Named(2));
    assert_eq!(keep("一", Cause::Sent("0000".into()), ""), Kept::New(3));
    // Only the newest counts.
    assert_eq!(keep("二", Cause::Opened, ""), Kept::New(4));
    assert_eq!(keep("一", Cause::Opened, ""), Kept::New(5));
}

#[test]
fn a_milestone_without_a_name_is_one_all_the_same() {
    let memory = Memory::default();
    let versions = Versions::new(&memory);
    versions.keep("x", &report("一"), Cause::Opened, "", NOW).unwrap();
    assert_eq!(versions.keep("x", &report("一"), Cause::Milestone, "", NOW), Ok(Kept::Named(1)));
    assert!(!versions.list("x")[0].automatic);
}

#[test]
fn naming_writes_nothing_of_the_report_anew() {
    let memory = Memory::default();
    let versions = Versions::new(&memory);
    versions.keep("x", &report("一"), Cause::Opened, "", NOW).unwrap();
    let text = memory.read("gongkai/version/x/1").unwrap();
    versions.rename("x", 1, "初稿", NOW).unwrap();
    assert_eq!((versions.list("x")[0].name.as_str(), versions.list("x")[0].automatic), ("初稿", false));
    assert_eq!(memory.read("gongkai/version/x/1"), Some(text));
    versions.rename("x", 1, "", NOW).unwrap();
    assert_eq!((versions.list("x")[0].name.as_str(), versions.list("x")[0].automatic), ("", true));
    assert_eq!(versions.rename("x", 2, "初稿", NOW), Err(StoreError::NoVersion));
}

#[test]
fn a_number_is_never_used_again() {
    let memory = Memory::default();
    let versions = Versions::new(&memory);
    for number in 1..=3 {
        let kept = versions.keep("x", &report(&number.to_string()), Cause::Milestone, "", NOW).unwrap();
        assert_eq!(kept, Kept::New(number));
        versions.delete("x", number);
    }
    assert!(versions.list("x").is_empty());
    // Also where the note of the last number was lost: those that are there are not written over.
    versions.keep("x", &report("四"), Cause::Opened, "", NOW).unwrap();
    memory.remove("gongkai/version-last/x");
    assert_eq!(versions.keep("x", &report("五"), Cause::Opened, "", NOW), Ok(Kept::New(5)));
}

#[test]
fn saving_a_draft_writes_no_version() {
    let memory = Memory::default();
    let drafts = Drafts::new(&memory);
    let saved = drafts.create("x", &Draft::new(report("一")), NOW).unwrap();
    drafts.versions().keep("x", &report("一"), Cause::Opened, "", NOW).unwrap();
    let versions = || -> Vec<_> {
        contents(&memory).into_iter().filter(|(key, _)| key.starts_with("gongkai/version")).collect()
    };
    let before = versions();
    drafts.save("x", &Draft::new(report("二")), saved, NOW).unwrap();
    assert_eq!(versions(), before);
}

#[test]
fn versions_stay_with_a_deleted_draft_and_go_with_a_forgotten_one() {
    let memory = Memory::default();
    let drafts = Drafts::new(&memory);
    for id in ["x", "x2"] {
        drafts.create(id, &Draft::new(report("一")), NOW).unwrap();
        drafts.versions().keep(id, &report("一"), Cause::Opened, "", NOW).unwrap();
        drafts.versions().rename(id, 1, "初稿", NOW).unwrap();
    }
    drafts.delete("x", NOW).unwrap();
    drafts.forget_old(NOW + 29 * DAY);
    assert_eq!(numbers(drafts.versions(), "x"), [1]);
    drafts.forget_old(NOW + 31 * DAY);
    assert!(memory.keys().iter().all(|key| key.contains("x2")), "{:?}", memory.keys());
    assert_eq!(numbers(drafts.versions(), "x2"), [1]);
}

#[test]
fn a_version_broken_anywhere_is_listed_as_damaged_and_can_be_deleted() {
    let memory = Memory::default();
    let versions = Versions::new(&memory);
    versions.keep("x", &report("一"), Cause::Milestone, "初稿", NOW).unwrap();
    versions.keep("x", &report("二"), Cause::Opened, "", NOW).unwrap();
    let text = memory.read("gongkai/version/x/1").unwrap();
    let cuts = (0..text.len()).filter(|cut| text.is_char_boundary(*cut)).step_by(41);
    let flipped = text.replacen("milestone", "kilestone", 1);
    let elsewhere = memory.read("gongkai/version/x/2").unwrap();
    for broken in cuts.map(|cut| text[..cut].to_owned()).chain([flipped, elsewhere]) {
        memory.write("gongkai/version/x/1", &broken).unwrap();
        let listed = versions.list("x");
        assert_eq!((listed.len(), listed[1].number, listed[1].damaged), (2, 1, true));
        assert_eq!(versions.open("x", 1), Err(StoreError::DamagedVersion));
        assert_eq!(versions.rename("x", 1, "初稿", NOW), Err(StoreError::DamagedVersion));
        assert!(versions.open("x", 2).is_ok());
    }
    versions.delete("x", 1);
    assert_eq!(numbers(versions, "x"), [2]);
}

#[test]
fn a_damaged_newest_version_does_not_keep_the_next_from_being_kept() {
    let memory = Memory::default();
    let versions = Versions::new(&memory);
    versions.keep("x", &report("一"), Cause::Opened, "", NOW).unwrap();
    memory.write("gongkai/version/x/1", "rubbish").unwrap();
    assert_eq!(versions.keep("x", &report("一"), Cause::Opened, "", NOW), Ok(Kept::New(2)));
}

#[test]
fn a_version_whose_name_is_damaged_may_have_been_named_and_does_not_go() {
    let memory = Memory::default();
    let versions = Versions::new(&memory);
    versions.keep("x", &report("一"), Cause::Opened, "", NOW).unwrap();
    versions.rename("x", 1, "初稿", NOW).unwrap();
    memory.write("gongkai/version-name/x/1", "rubbish").unwrap();
    assert_eq!(versions.open("x", 1).unwrap().report, report("一"));
    assert!(!versions.list("x")[0].automatic);
    versions.rename("x", 1, "初稿", NOW).unwrap();
    assert_eq!(versions.list("x")[0].name, "初稿");
}

#[test]
fn what_a_newer_program_wrote_is_kept_and_shown() {
    let memory = Memory::default();
    let versions = Versions::new(&memory);
    let line = json!({ "cause": "dreamt", "name": "", "colour": "青" });
    let write = |number: u64, report: &str| {
        let slot = Slot { generation: number, saved_at: NOW, payload: format!("{line}\n{report}") };
        memory.write(&format!("gongkai/version/x/{number}"), &slot.write()).unwrap();
    };
    write(1, &write_compact_json(&report("一")));
    write(2, &write_compact_json(&report("二")).replacen("\"version\":1", "\"version\":9", 1));
    assert_eq!(versions.list("x")[0].cause.label(), "自动");
    assert!(versions.list("x").iter().all(|listed| listed.automatic && !listed.damaged));
    let opened = versions.open("x", 1).unwrap();
    assert_eq!((opened.cause, &opened.unknown["colour"]), (Cause::Other("dreamt".into()), &json!("青")));
    assert!(matches!(versions.open("x", 2), Err(StoreError::Draft(DraftError::Report(_)))));
    versions.rename("x", 1, "初稿", NOW).unwrap();
    let named = versions.open("x", 1).unwrap();
    assert_eq!((named.cause, &named.unknown["colour"]), (Cause::Other("dreamt".into()), &json!("青")));
}

#[test]
fn keys_that_are_not_of_versions_are_left_alone() {
    let memory = Memory::default();
    for key in
        ["gongkai/version/x/", "gongkai/version/x/+1", "gongkai/version/x/01", "gongkai/version/x", "other"]
    {
        memory.write(key, "1").unwrap();
    }
    let versions = Versions::new(&memory);
    assert_eq!(versions.keep("x", &report("一"), Cause::Opened, "", NOW), Ok(Kept::New(1)));
    versions.forget("x");
    assert_eq!(memory.keys().len(), 5);
    memory.write(&format!("gongkai/version/x/{}", u64::MAX), "1").unwrap();
    assert!(matches!(versions.keep("x", &report("一"), Cause::Opened, "", NOW), Err(StoreError::Refused(_))));
}

/// Another window that writes between the look at the keys and the write.
struct Racing<'a>(&'a Memory, Cell<bool>);

impl Medium for Racing<'_> {
    fn read(&self, key: &str) -> Option<String> {
        if key == "gongkai/version/x/1" && !self.1.replace(true) {
            Versions::new(self.0).keep("x", &report("那边"), Cause::Milestone, "那边", NOW).unwrap();
        }
        self.0.read(key)
    }
    fn write(&self, key: &str, text: &str) -> Result<(), String> {
        self.0.write(key, text)
    }
    fn remove(&self, key: &str) {
        self.0.remove(key);
    }
    fn keys(&self) -> Vec<String> {
        self.0.keys()
    }
}

#[test]
fn two_windows_do_not_write_over_each_others_versions() {
    let memory = Memory::default();
    let racing = Racing(&memory, Cell::new(false));
    assert_eq!(Versions::new(&racing).keep("x", &report("这边"), Cause::Opened, "", NOW), Ok(Kept::New(2)));
    let versions = Versions::new(&memory);
    assert_eq!(versions.open("x", 1).unwrap().report, report("那边"));
    assert_eq!(versions.open("x", 2).unwrap().report, report("这边"));
}

#[test]
fn the_room_that_versions_take_is_told() {
    let memory = Memory::default();
    let versions = Versions::new(&memory);
    assert_eq!(versions.usage("x").to_string(), "版本记录占用 0.0 MB，共 2 MB");
    versions.keep("x", &large("𠮷", 200_000), Cause::Opened, "", NOW).unwrap();
    versions.keep("y", &large("一", 50_000), Cause::Opened, "", NOW).unwrap();
    let usage = versions.usage("x");
    let units = |key: &str| memory.read(key).unwrap().encode_utf16().count();
    assert_eq!(usage.of_draft, units("gongkai/version/x/1"));
    assert_eq!(usage.used, units("gongkai/version/x/1") + units("gongkai/version/y/1"));
    assert_eq!(usage.of_draft, versions.list("x")[0].size);
    assert_eq!(usage.to_string(), "版本记录占用 0.3 MB，共 2 MB");
}

#[test]
fn thinning_leaves_the_newest_five_then_one_a_day_then_one_a_week() {
    let memory = Memory::default();
    let versions = Versions::new(&memory);
    // Two a day for two weeks from Monday, at one and at half past eleven at night in China, then five on Monday.
    let days = (0..14).flat_map(|day| [NOW + day * DAY - 8 * HOUR, NOW + day * DAY + 14 * HOUR + HOUR / 2]);
    let last = NOW + 14 * DAY;
    kept_at(versions, "x", days.chain((0..5).map(|hour| last + hour * HOUR)), 20_000);
    assert_eq!(versions.list("x").len(), 33);
    let share = versions.usage("x").share;
    // One milestone after another takes the room away.
    let mut left = vec![numbers(versions, "x")];
    for round in 0.. {
        let at = last + DAY + round * HOUR;
        let milestone = large(&format!("标{round}"), 20_000);
        if versions.keep("x", &milestone, Cause::Milestone, "", at).is_err() {
            break;
        }
        let automatic = versions.list("x").iter().filter(|one| one.automatic).map(|one| one.number).collect();
        left.push(automatic);
    }
    assert!(versions.usage("x").of_draft <= share);
    let gone: Vec<u64> = left
        .windows(2)
        .flat_map(|two| {
            let mut gone: Vec<u64> =
                two[0].iter().filter(|number| !two[1].contains(number)).copied().collect();
            gone.sort_unstable();
            gone
        })
        .collect();
    let mornings = (1..=28).step_by(2);
    let evenings_but_sundays = (2..=28).step_by(2).filter(|number| ![14, 28].contains(number));
    let expected: Vec<u64> = mornings.chain(evenings_but_sundays).chain([14, 28]).chain(29..=33).collect();
    assert_eq!(gone, expected);
}

#[test]
fn a_full_history_of_milestones_refuses_in_a_sentence_and_keeps_them_all() {
    let memory = Memory::default();
    let versions = Versions::new(&memory);
    let mut kept = 0;
    let refused = loop {
        match versions.keep("x", &large(&kept.to_string(), 100_000), Cause::Milestone, "", NOW) {
            Ok(_) => kept += 1,
            Err(error) => break error,
        }
    };
    assert_eq!(kept, 9);
    assert_eq!(refused, StoreError::ShareFull);
    assert!(refused.to_string().contains("请在版本列表里删去不用的版本"), "{refused}");
    assert_eq!(versions.keep("x", &large("自动", 100_000), Cause::Sent("3F".into()), "", NOW), Err(refused));
    assert_eq!(versions.list("x").len(), 9);
    // Another draft has room of its own, until all of it is taken.
    for number in 0..9 {
        versions.keep("y", &large(&number.to_string(), 100_000), Cause::Milestone, "", NOW).unwrap();
    }
    let refused = versions.keep("z", &large("一", 150_000), Cause::Opened, "", NOW).unwrap_err();
    assert_eq!(refused, StoreError::BudgetFull);
    assert!(refused.to_string().ends_with("再试一次。"));
    versions.delete("x", 3);
    assert!(versions.keep("z", &large("一", 150_000), Cause::Opened, "", NOW).is_ok());
}

#[test]
fn the_surplus_of_another_draft_goes_before_the_newest_of_this_one() {
    let memory = Memory::default();
    let versions = Versions::new(&memory);
    for number in 0..9 {
        versions.keep("w", &large(&number.to_string(), 100_000), Cause::Milestone, "", NOW).unwrap();
    }
    kept_at(versions, "y", (0..7).map(|hour| NOW + hour * HOUR), 95_000);
    kept_at(versions, "x", (0..3).map(|hour| NOW + 8 * HOUR + hour), 95_000);
    versions.keep("x", &large("现", 95_000), Cause::Opened, "", NOW + DAY).unwrap();
    assert_eq!(numbers(versions, "x"), [4, 3, 2, 1]);
    assert_eq!(numbers(versions, "y"), [7, 6, 5, 4, 3, 2]);
}

#[test]
fn a_version_does_not_push_out_the_one_kept_a_moment_before() {
    let memory = Memory::default();
    let versions = Versions::new(&memory);
    for number in 0..9 {
        versions.keep("x", &large(&number.to_string(), 90_000), Cause::Milestone, "", NOW).unwrap();
    }
    versions.keep("x", &large("改前", 90_000), Cause::Opened, "", NOW + DAY).unwrap();
    let replaced = |at| versions.keep("x", &large("替换前", 90_000), Cause::Replaced, "", at);
    assert_eq!(replaced(NOW + DAY + 5), Err(StoreError::ShareFull));
    assert!(versions.open("x", 10).is_ok());
    let later = replaced(NOW + 2 * DAY).unwrap().number();
    assert_eq!(versions.open("x", 10), Err(StoreError::NoVersion));
    assert_eq!(versions.open("x", later).unwrap().report, large("替换前", 90_000));
}

/// A medium with a draft and three automatic versions and a milestone, full to the last character.
fn full() -> (Memory, Saved) {
    let fill = |memory: &Memory| {
        let drafts = Drafts::new(memory);
        let saved = drafts.create("x", &Draft::new(report("一")), NOW).unwrap();
        for (id, hours) in [("y", 1), ("x", 2), ("x", 3)] {
            let report = report(&format!("{hours}"));
            drafts.versions().keep(id, &report, Cause::Opened, "", NOW + hours * HOUR).unwrap();
        }
        drafts.versions().keep("x", &report("四"), Cause::Milestone, "", NOW).unwrap();
        saved
    };
    let one = Memory::default();
    fill(&one);
    let memory = Memory::with_capacity(contents(&one).values().map(String::len).sum());
    let saved = fill(&memory);
    (memory, saved)
}

#[test]
fn a_draft_comes_before_its_history() {
    let (memory, saved) = full();
    let drafts = Drafts::new(&memory);
    let longer = Draft::new(report("二，更长"));
    drafts.save("x", &longer, saved, NOW + DAY).unwrap();
    assert_eq!(drafts.open("x").unwrap().0, longer);
    // The oldest first, of whichever draft, and no more than needed.
    let left = (numbers(drafts.versions(), "y"), numbers(drafts.versions(), "x"));
    let size =
        |draft: &str, number: u64| full().0.read(&format!("gongkai/version/{draft}/{number}")).unwrap().len();
    let needed = longer.write().len();
    assert!(size("y", 1) < needed && needed < size("y", 1) + size("x", 1) + size("x", 2));
    let expected = if needed < size("y", 1) + size("x", 1) { vec![3, 2] } else { vec![3] };
    assert_eq!(left, (vec![], expected));
}

#[test]
fn a_new_draft_is_saved_before_history_too_and_so_is_the_mark_of_a_deleted_one() {
    let (memory, _) = full();
    let drafts = Drafts::new(&memory);
    drafts.create("z", &Draft::new(report("新")), NOW + DAY).unwrap();
    assert_eq!(drafts.open("z").unwrap().0.report, report("新"));
    let (memory, _) = full();
    let drafts = Drafts::new(&memory);
    drafts.delete("x", NOW + DAY).unwrap();
    assert_eq!(drafts.list()[0].deleted_at, Some(NOW + DAY));
    assert_eq!(numbers(drafts.versions(), "x"), [3, 2, 1]);
}

#[test]
fn a_save_that_fails_all_the_same_leaves_every_version() {
    let (memory, saved) = full();
    let before = contents(&memory);
    let drafts = Drafts::new(&memory);
    let refused = drafts.save("x", &Draft::new(large("一", 100_000)), saved, NOW + DAY).unwrap_err();
    assert!(matches!(refused, StoreError::Refused(_)));
    assert_eq!(contents(&memory), before);
    let refused =
        drafts.versions().keep("x", &large("一", 100_000), Cause::Opened, "", NOW + DAY).unwrap_err();
    assert!(matches!(refused, StoreError::Refused(_)));
    let mut after = contents(&memory);
    assert_eq!(after.remove("gongkai/version-last/x").unwrap().trim_start_matches('0'), "4");
    assert_eq!(after.len() + 1, before.len());
    assert!(after.iter().all(|(key, text)| before[key] == *text));
}

#[test]
fn a_version_makes_room_for_itself_in_a_full_medium_but_not_at_the_cost_of_a_milestone() {
    let (memory, _) = full();
    let versions = Versions::new(&memory);
    let mut at = NOW + DAY;
    for round in 0..4 {
        let problems = format!("标记{round}");
        if versions.keep("x", &report(&problems), Cause::Milestone, "", at).is_err() {
            assert_eq!(versions.list("x").iter().filter(|listed| listed.automatic).count(), 0);
            break;
        }
        at += DAY;
    }
    assert_eq!(versions.open("x", 3).unwrap().report, report("四"));
}

/// A medium that takes nothing, or takes something else, once it is told to.
struct Moody<'a> {
    memory: &'a Memory,
    mood: Cell<Mood>,
}

#[derive(Clone, Copy, PartialEq)]
enum Mood {
    Good,
    Unwilling,
    Garbling,
}

impl Medium for Moody<'_> {
    fn read(&self, key: &str) -> Option<String> {
        self.memory.read(key)
    }
    fn write(&self, key: &str, text: &str) -> Result<(), String> {
        match self.mood.get() {
            Mood::Good => self.memory.write(key, text),
            Mood::Unwilling => Err("SecurityError".to_owned()),
            Mood::Garbling => {
                // Only the first write of several, so that what was there can be put back.
                self.mood.set(Mood::Good);
                self.memory.write(key, &text[..text.len() / 2])
            }
        }
    }
    fn remove(&self, key: &str) {
        self.memory.remove(key);
    }
    fn keys(&self) -> Vec<String> {
        self.memory.keys()
    }
}

#[test]
fn a_medium_that_takes_nothing_at_all_costs_no_version() {
    let (memory, saved) = full();
    let before = contents(&memory);
    let moody = Moody { memory: &memory, mood: Cell::new(Mood::Unwilling) };
    let drafts = Drafts::new(&moody);
    assert!(drafts.save("x", &Draft::new(report("二")), saved, NOW + DAY).is_err());
    assert!(drafts.versions().keep("x", &report("二"), Cause::Milestone, "", NOW + DAY).is_err());
    assert!(drafts.versions().rename("x", 1, "初稿", NOW + DAY).is_err());
    assert_eq!(contents(&memory), before);
}

#[test]
fn a_write_that_comes_back_otherwise_is_refused_and_leaves_what_was_there() {
    let memory = Memory::default();
    let moody = Moody { memory: &memory, mood: Cell::new(Mood::Good) };
    let versions = Versions::new(&moody);
    versions.keep("x", &report("一"), Cause::Opened, "", NOW).unwrap();
    versions.rename("x", 1, "初稿", NOW).unwrap();
    moody.mood.set(Mood::Garbling);
    assert!(versions.rename("x", 1, "定稿", NOW).is_err());
    assert_eq!(versions.open("x", 1).unwrap().name, "初稿");
    // The note of the number is what is garbled first: it is written again.
    moody.mood.set(Mood::Garbling);
    assert_eq!(versions.keep("x", &report("二"), Cause::Opened, "", NOW), Ok(Kept::New(2)));
    assert_eq!(versions.open("x", 2).unwrap().report, report("二"));
}

// The file.

fn history(memory: &Memory) -> String {
    Drafts::new(memory).history("x").unwrap()
}

#[test]
fn a_history_comes_back_as_it_left() {
    let memory = Memory::default();
    let drafts = Drafts::new(&memory);
    let mut draft = Draft::new(report("三"));
    draft.last_year = Some(example());
    drafts.create("x", &draft, NOW).unwrap();
    let versions = drafts.versions();
    versions.keep("x", &report("一"), Cause::Opened, "", NOW).unwrap();
    versions.keep("x", &report("二"), Cause::Sent("3F2A".into()), "送审稿", NOW + HOUR).unwrap();
    versions.keep("x", &report("三"), Cause::Replaced, "", NOW + DAY).unwrap();
    versions.rename("x", 1, "初稿", NOW + DAY).unwrap();
    versions.delete("x", 2);
    let text = history(&memory);
    let (read, held) = read_history(&format!("\u{feff}{text}")).unwrap();
    assert_eq!(read, draft);
    assert_eq!(held, [3, 1].map(|number| versions.open("x", number).unwrap()));
    let elsewhere = Memory::default();
    let there = Versions::new(&elsewhere);
    assert_eq!(there.take_in("y", &held), TakenIn { kept: 2, left_out: 0 });
    assert_eq!([3, 1].map(|number| there.open("y", number).unwrap()).as_slice(), held);
    assert_eq!(there.keep("y", &report("五"), Cause::Opened, "", NOW), Ok(Kept::New(4)));
    assert_eq!(Drafts::new(&memory).history("z"), Err(StoreError::Missing));
}

#[test]
fn what_is_no_history_is_refused_in_a_sentence() {
    let memory = Memory::default();
    Drafts::new(&memory).create("x", &Draft::new(report("一")), NOW).unwrap();
    let text = history(&memory);
    let mut document: Value = serde_json::from_str(&text).unwrap();
    let mut with = |key: &str, value: Value| {
        let before = document[key].clone();
        document[key] = value;
        let text = document.to_string();
        document[key] = before;
        text
    };
    let draft = Draft::new(report("一")).write();
    for (text, error) in [
        (text[..text.len() / 2].to_owned(), HistoryError::Broken),
        (String::new(), HistoryError::Broken),
        ("[1]".to_owned(), HistoryError::NotAHistory),
        ("{}".to_owned(), HistoryError::NotAHistory),
        (with("format", json!("something")), HistoryError::NotAHistory),
        (write_compact_json(&report("一")), HistoryError::OtherFormat("gongkai.report".into())),
        (draft.clone(), HistoryError::OtherFormat("gongkai.draft".into())),
        (with("version", json!(2)), HistoryError::Newer(2)),
        (with("version", json!("1")), HistoryError::Broken),
        (with("draft", json!({})), HistoryError::Broken),
        (with("versions", json!(null)), HistoryError::Broken),
        (with("draft", json!("{}")), HistoryError::Draft(DraftError::Broken)),
        (
            with("draft", json!(draft.replacen("\"version\":1", "\"version\":3", 1))),
            HistoryError::Draft(DraftError::Newer(3)),
        ),
    ] {
        let found = read_history(&text).unwrap_err();
        assert_eq!(found, error);
        assert!(found.to_string().ends_with('。'), "{found}");
    }
    assert!(read_history(&text).is_ok());
}

#[test]
fn a_damaged_version_of_a_file_is_a_notice_and_the_rest_comes_in() {
    let memory = Memory::default();
    let drafts = Drafts::new(&memory);
    drafts.create("x", &Draft::new(report("一")), NOW).unwrap();
    for number in 1..=3 {
        drafts.versions().keep("x", &report(&number.to_string()), Cause::Opened, "", NOW).unwrap();
    }
    memory.write("gongkai/version/x/2", "rubbish").unwrap();
    let text = history(&memory);
    assert!(text.contains("rubbish"));
    let (draft, versions) = read_history(&text).unwrap();
    assert_eq!(versions.iter().map(|version| version.number).collect::<Vec<_>>(), [3, 1]);
    assert_eq!(draft.notices.len(), 1);
    assert!(draft.notices[0].text.contains("有 1 个版本"), "{}", draft.notices[0].text);
    let mut document: Value = serde_json::from_str(&text).unwrap();
    let good = document["versions"][0].clone();
    let spoilt = |key: &str, value: Value| {
        let mut version = good.clone();
        version[key] = value;
        version
    };
    document["versions"] = json!([
        spoilt("number", json!(0)),
        spoilt("number", json!(u64::MAX)),
        spoilt("at", json!(-1)),
        spoilt("report", json!("{}")),
        spoilt("report", json!(null)),
        7,
        good,
    ]);
    let (draft, versions) = read_history(&document.to_string()).unwrap();
    assert_eq!(versions.len(), 1);
    assert!(draft.notices[0].text.contains("有 6 个版本"), "{}", draft.notices[0].text);
}

#[test]
fn what_is_taken_in_leaves_the_versions_of_others_and_says_what_did_not_fit() {
    let source = Memory::default();
    let versions = Versions::new(&source);
    for (hours, cause) in [(1, Cause::Milestone), (2, Cause::Opened), (3, Cause::Opened), (4, Cause::Opened)]
    {
        versions.keep("x", &large(&hours.to_string(), 220_000), cause, "", NOW + hours * HOUR).unwrap();
    }
    let held: Vec<Version> = (1..=4).map(|number| versions.open("x", number).unwrap()).collect();
    let memory = Memory::default();
    let there = Versions::new(&memory);
    kept_at(there, "y", [NOW, NOW + DAY], 480_000);
    kept_at(there, "z", [NOW], 480_000);
    // Of the budget there is room for two: the milestone and the newest.
    assert_eq!(there.take_in("x", &held), TakenIn { kept: 2, left_out: 2 });
    assert_eq!(numbers(there, "x"), [4, 1]);
    assert_eq!((numbers(there, "y").len(), numbers(there, "z").len()), (2, 1));
    // Numbers that the draft has used are not used for others.
    there.forget("y");
    there.delete("x", 4);
    assert_eq!(there.take_in("x", &held[1..2]), TakenIn { kept: 1, left_out: 0 });
    assert_eq!(numbers(there, "x"), [5, 1]);
    let twice = [held[1].clone(), held[1].clone()];
    assert_eq!(Versions::new(&Memory::default()).take_in("x", &twice).kept, 2);
}

/// What is done with versions.
#[derive(Debug, Clone)]
enum Act {
    Keep { draft: &'static str, words: usize, cause: Cause, name: &'static str, later: u64 },
    Delete(&'static str, u64),
    Rename(&'static str, u64, &'static str),
    Save(usize),
}

fn act() -> impl Strategy<Value = Act> {
    let draft = || select(vec!["x", "y"]);
    let name = || select(vec!["", "", "初稿", "定稿"]);
    let cause = select(vec![
        Cause::Opened,
        Cause::Replaced,
        Cause::Exported,
        Cause::Milestone,
        Cause::Sent("3F2A".into()),
    ]);
    let later = select(vec![1, 20_000, HOUR, DAY, 9 * DAY]);
    prop_oneof![
        6 => (draft(), 0..6_usize, cause, name(), later)
            .prop_map(|(draft, words, cause, name, later)| Act::Keep { draft, words, cause, name, later }),
        1 => (draft(), 1..12_u64).prop_map(|(draft, number)| Act::Delete(draft, number)),
        1 => (draft(), 1..12_u64, name()).prop_map(|(draft, number, name)| Act::Rename(draft, number, name)),
        2 => (0..6_usize).prop_map(Act::Save),
    ]
}

fn small(words: usize) -> Report {
    let mut report = Report::new(gongkai::report::Agency::default(), 2025);
    report.narrative.put(Prose::Problems, format!("{words}{}", "字".repeat(words * 40)));
    report
}

/// What has been acknowledged: the report of each version, and whether it was to stay.
type Model = BTreeMap<(&'static str, u64), (Report, bool)>;

fn agrees(versions: Versions, model: &mut Model) -> Result<(), TestCaseError> {
    let mut gone = Vec::new();
    for ((draft, number), (report, stays)) in &*model {
        match versions.open(draft, *number) {
            Ok(version) => prop_assert_eq!(&version.report, report),
            Err(error) => {
                prop_assert_eq!(&error, &StoreError::NoVersion);
                prop_assert!(!stays, "{draft} {number} was to stay");
                gone.push((*draft, *number));
            }
        }
    }
    for one in gone {
        model.remove(&one);
    }
    for draft in ["x", "y"] {
        let listed: Vec<ListedVersion> = versions.list(draft);
        prop_assert!(listed.windows(2).all(|two| two[0].number > two[1].number));
        prop_assert!(listed.iter().all(|one| !one.damaged));
        let there: Vec<_> = model.keys().filter(|(of, _)| *of == draft).map(|(_, number)| *number).collect();
        prop_assert_eq!(listed.iter().rev().map(|one| one.number).collect::<Vec<_>>(), there);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, max_shrink_iters: 400, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_was_acknowledged_and_is_to_stay_is_ever_lost(
        acts in prop::collection::vec(act(), 1..40),
        capacity in 3_000..9_000_usize,
    ) {
        let memory = Memory::with_capacity(capacity);
        let drafts = Drafts::new(&memory);
        let versions = drafts.versions();
        let mut model = Model::new();
        let mut highest: BTreeMap<&str, u64> = BTreeMap::new();
        let (mut now, mut saved) = (NOW, Saved { generation: 0, at: 0 });
        for act in acts {
            match act {
                Act::Keep { draft, words, cause, name, later } => {
                    now += later;
                    let report = small(words);
                    let stays = !name.is_empty() || !cause.is_automatic();
                    let kept = versions.keep(draft, &report, cause, name, now);
                    if let Ok(Kept::New(number)) = kept {
                        prop_assert!(highest.insert(draft, number).is_none_or(|before| before < number));
                    }
                    if let Ok(kept) = kept {
                        let stays = stays || model.get(&(draft, kept.number())).is_some_and(|one| one.1);
                        prop_assert_eq!(&versions.open(draft, kept.number()).unwrap().report, &report);
                        model.insert((draft, kept.number()), (report, stays));
                    }
                }
                Act::Delete(draft, number) => {
                    versions.delete(draft, number);
                    model.remove(&(draft, number));
                }
                Act::Rename(draft, number, name) => {
                    let there = versions.list(draft).into_iter().find(|one| one.number == number);
                    if versions.rename(draft, number, name, now).is_ok() {
                        let there = there.unwrap();
                        let stays = !name.is_empty() || !there.cause.is_automatic();
                        model.get_mut(&(draft, number)).unwrap().1 = stays;
                        prop_assert_eq!(versions.open(draft, number).unwrap().name, name);
                    }
                }
                Act::Save(words) => {
                    let draft = Draft::new(small(words));
                    match drafts.save("x", &draft, saved, now) {
                        Ok(again) => {
                            saved = again;
                            prop_assert_eq!(&drafts.open("x").unwrap().0, &draft);
                        }
                        // Then only what is to stay stands in the way, or nothing would have been enough.
                        Err(error) => prop_assert!(matches!(error, StoreError::Refused(_))),
                    }
                }
            }
            agrees(versions, &mut model)?;
        }
    }

    #[test]
    fn any_report_is_kept_exactly_and_travels_exactly(
        reports in prop::collection::vec(generate::report(), 1..4),
        name in generate::text(),
    ) {
        let memory = Memory::default();
        let drafts = Drafts::new(&memory);
        drafts.create("x", &Draft::new(reports[0].clone()), NOW).unwrap();
        let versions = drafts.versions();
        let mut kept = Vec::new();
        for (at, report) in (NOW..).zip(&reports) {
            let number = versions.keep("x", report, Cause::Milestone, &name, at).unwrap().number();
            let version = versions.open("x", number).unwrap();
            prop_assert_eq!(&version.report, report);
            prop_assert_eq!(&version.name, name.trim());
            kept.push(version);
        }
        kept.reverse();
        kept.dedup();
        let (draft, held) = read_history(&drafts.history("x").unwrap()).unwrap();
        prop_assert_eq!(draft.report, reports[0].clone());
        prop_assert_eq!(&held, &kept);
        let elsewhere = Memory::default();
        let there = Versions::new(&elsewhere);
        prop_assert_eq!(there.take_in("y", &held), TakenIn { kept: held.len(), left_out: 0 });
        for version in held {
            prop_assert_eq!(there.open("y", version.number).unwrap(), version);
        }
    }

    #[test]
    fn no_text_at_a_version_and_no_file_ends_in_a_panic(
        text in prop_oneof![
            generate::text(),
            (any::<u64>(), generate::text())
                .prop_map(|(at, payload)| Slot { generation: 1, saved_at: at, payload }.write()),
            (any::<u64>(), generate::text())
                .prop_map(|(at, rest)| Slot { generation: 1, saved_at: at, payload: format!("{{}}\n{rest}") }.write()),
        ],
        label in prop::option::of(generate::text()),
    ) {
        let memory = Memory::default();
        memory.write("gongkai/version/x/1", &text).unwrap();
        if let Some(label) = label {
            memory.write("gongkai/version-name/x/1", &label).unwrap();
        }
        let versions = Versions::new(&memory);
        prop_assert_eq!(versions.list("x").len(), 1);
        prop_assert!(versions.open("x", 1).is_err());
        let drafts = Drafts::new(&memory);
        drafts.create("x", &Draft::new(small(1)), NOW).unwrap();
        let (draft, held) = read_history(&drafts.history("x").unwrap()).unwrap();
        prop_assert_eq!((draft.notices.len(), held.len()), (1, 0));
        prop_assert!(read_history(&text).is_err());
        prop_assert_eq!(versions.keep("x", &small(1), Cause::Opened, "", NOW), Ok(Kept::New(2)));
    }
}
