//! What has been acknowledged as saved survives.

#![allow(clippy::unwrap_used)]

use gongkai::form::Prose;
use gongkai::report::example;
use gongkai::store::{Draft, DraftError, Drafts, Medium, Memory, Saved, StoreError};

fn draft(problems: &str) -> Draft {
    let mut report = example();
    report.narrative.put(Prose::Problems, problems.to_owned());
    Draft::new(report)
}

/// A draft saved three times.
fn saved_thrice(memory: &Memory) -> Saved {
    let drafts = Drafts::new(memory);
    let first = drafts.create("x", &draft("一"), 100).unwrap();
    let second = drafts.save("x", &draft("二"), first, 200).unwrap();
    drafts.save("x", &draft("三"), second, 300).unwrap()
}

#[test]
fn the_last_save_is_what_opens() {
    let memory = Memory::default();
    let saved = saved_thrice(&memory);
    assert_eq!(Drafts::new(&memory).open("x").unwrap(), (draft("三"), saved));
    assert_eq!(saved, Saved { generation: 3, at: 300 });
}

#[test]
fn a_slot_broken_anywhere_costs_only_the_save_it_held() {
    let reference = Memory::default();
    let saved = saved_thrice(&reference);
    let newest = reference.read("gongkai/draft/x/a").unwrap();
    for cut in (0..newest.len()).filter(|cut| newest.is_char_boundary(*cut)).step_by(97) {
        let memory = Memory::default();
        saved_thrice(&memory);
        memory.write("gongkai/draft/x/a", &newest[..cut]).unwrap();
        let drafts = Drafts::new(&memory);
        let (draft_there, saved_there) = drafts.open("x").unwrap();
        assert_eq!(
            (draft_there, saved_there.generation),
            (draft("二"), saved.generation - 1),
            "cut at {cut}"
        );
        // And work goes on from there.
        drafts.save("x", &draft("四"), saved_there, 400).unwrap();
        assert_eq!(drafts.open("x").unwrap().0, draft("四"));
    }
}

#[test]
fn a_flipped_character_is_noticed() {
    let memory = Memory::default();
    saved_thrice(&memory);
    let newest = memory.read("gongkai/draft/x/a").unwrap();
    memory.write("gongkai/draft/x/a", &newest.replacen('三', "四", 1)).unwrap();
    assert_eq!(Drafts::new(&memory).open("x").unwrap().0, draft("二"));
}

#[test]
fn a_full_medium_says_so_and_keeps_what_it_had() {
    let one = Memory::default();
    Drafts::new(&one).create("x", &draft("一"), 100).unwrap();
    let size = one.read("gongkai/draft/x/a").unwrap().len();
    let memory = Memory::with_capacity(size + size / 2);
    let drafts = Drafts::new(&memory);
    let saved = drafts.create("x", &draft("一"), 100).unwrap();
    let refused = drafts.save("x", &draft("二"), saved, 200).unwrap_err();
    assert!(matches!(&refused, StoreError::Refused(_)), "{refused}");
    assert_eq!(drafts.open("x").unwrap().0, draft("一"));
}

#[test]
fn two_windows_do_not_overwrite_each_other() {
    let memory = Memory::default();
    let (here, there) = (Drafts::new(&memory), Drafts::new(&memory));
    let created = here.create("x", &draft("一"), 100).unwrap();
    there.save("x", &draft("那边"), created, 200).unwrap();
    assert_eq!(here.save("x", &draft("这边"), created, 300), Err(StoreError::Overtaken));
    assert_eq!(here.open("x").unwrap().0, draft("那边"));
}

#[test]
fn a_newer_draft_is_listed_kept_and_not_opened() {
    let memory = Memory::default();
    let drafts = Drafts::new(&memory);
    drafts.create("x", &draft("一"), 100).unwrap();
    let newer = draft("一").write().replacen("\"version\":1", "\"version\":2", 1);
    let slot = gongkai::store::Slot { generation: 2, saved_at: 200, payload: newer };
    memory.write("gongkai/draft/x/b", &slot.write()).unwrap();
    assert_eq!(drafts.open("x"), Err(StoreError::Draft(DraftError::Newer(2))));
    assert_eq!(drafts.list()[0].draft, Err(DraftError::Newer(2)));
    assert_eq!(memory.read("gongkai/draft/x/b"), Some(slot.write()));
}

#[test]
fn unknown_keys_of_a_draft_are_kept() {
    let text = draft("一").write().replacen('{', "{\"colour\":\"青\",", 1);
    assert!(Draft::read(&text).unwrap().write().contains("\"colour\":\"青\""));
}

#[test]
fn the_report_of_last_year_is_kept_with_the_draft() {
    let mut last = example();
    last.year -= 1;
    let there = Draft { last_year: Some(last), ..draft("一") };
    assert_eq!(Draft::read(&there.write()).unwrap(), there);
}

#[test]
fn what_stands_for_last_year_and_cannot_be_read_stays_as_it_is_and_the_draft_opens() {
    for stranger in
        ["\"{\\\"format\\\":\\\"gongkai.report\\\",\\\"version\\\":2}\"", "\"青\"", "7", "{\"a\":[]}", "null"]
    {
        let text = draft("一").write().replacen('{', &format!("{{\"last_year\":{stranger},"), 1);
        let read = Draft::read(&text).unwrap();
        assert_eq!((read.last_year.as_ref(), &read.report), (None, &draft("一").report), "{stranger}");
        assert!(read.write().contains(&format!("\"last_year\":{stranger}")), "{}", read.write());
        // Another one put in its place replaces it.
        let replaced = Draft { last_year: Some(example()), ..read };
        let read = Draft::read(&replaced.write()).unwrap();
        assert_eq!((read.last_year, read.unknown.len()), (Some(example()), 0));
    }
}

#[test]
fn a_deleted_draft_can_be_had_back_for_thirty_days() {
    let memory = Memory::default();
    let drafts = Drafts::new(&memory);
    saved_thrice(&memory);
    drafts.delete("x", 1000).unwrap();
    assert_eq!(drafts.list()[0].deleted_at, Some(1000));
    drafts.forget_old(1000 + 29 * 24 * 3_600_000);
    drafts.restore("x");
    assert_eq!(drafts.list()[0].deleted_at, None);
    drafts.delete("x", 1000).unwrap();
    drafts.forget_old(1001 + 30 * 24 * 3_600_000);
    assert!(drafts.list().is_empty());
    assert_eq!(memory.keys(), Vec::<String>::new());
}

#[test]
fn what_is_not_ours_is_left_alone_and_what_is_broken_is_shown() {
    let memory = Memory::default();
    memory.write("other", "1").unwrap();
    memory.write("gongkai/draft/y/a", "rubbish").unwrap();
    let drafts = Drafts::new(&memory);
    assert_eq!(drafts.list().len(), 1);
    assert_eq!(drafts.list()[0].draft, Err(DraftError::Broken));
    assert_eq!(drafts.open("y"), Err(StoreError::Missing));
    assert_eq!(memory.read("other").as_deref(), Some("1"));
}

#[test]
fn a_draft_deleted_while_it_is_written_in_comes_back() {
    let memory = Memory::default();
    let drafts = Drafts::new(&memory);
    let saved = drafts.create("x", &draft("一"), 100).unwrap();
    drafts.delete("x", 150).unwrap();
    drafts.save("x", &draft("二"), saved, 200).unwrap();
    assert_eq!(drafts.list()[0].deleted_at, None);
}
