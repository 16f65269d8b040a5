//! Edits and history: whatever was done can be taken back exactly.

use crate::generate;

use gongkai::edit::{Edit, History, Typing};
use gongkai::form::{CellId, Prose};
use gongkai::report::{Entry, Report, example};
use proptest::prelude::*;
use proptest::sample::select;

/// What a person does at the desk.
#[derive(Debug, Clone)]
enum Act {
    Perform(Edit),
    Enter(Vec<(CellId, Entry)>),
    TypeCell(CellId, Entry),
    TypeProse(Prose, String),
    Seal,
    Undo,
    Redo,
}

fn act() -> impl Strategy<Value = Act> {
    // Few places, so that typing often goes on where it was.
    let place = select(example().edition().ids().take(2).collect::<Vec<_>>());
    prop_oneof![
        1 => generate::edit().prop_map(Act::Perform),
        2 => generate::entries().prop_map(Act::Enter),
        4 => (place, generate::entry()).prop_map(|(id, entry)| Act::TypeCell(id, entry)),
        3 => "[a一]{0,2}".prop_map(|text| Act::TypeProse(Prose::Other, text)),
        1 => Just(Act::Seal),
        4 => Just(Act::Undo),
        3 => Just(Act::Redo),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn every_edit_has_an_exact_inverse(report in generate::report(), edit in generate::edit()) {
        let mut edited = report.clone();
        let idle = edit.is_idle(&edited);
        let inverse = edit.apply(&mut edited);
        prop_assert!(!idle || edited == report);
        let after = edited.clone();
        let again = inverse.apply(&mut edited);
        prop_assert_eq!(&edited, &report);
        // The inverse of the inverse is the edit.
        again.apply(&mut edited);
        prop_assert_eq!(edited, after);
    }

    /// The history is held against a list of the states that it must pass through.
    #[test]
    fn undo_and_redo_restore_every_state(acts in prop::collection::vec(act(), 1..24)) {
        let mut report = example();
        let mut history = History::default();
        let mut states = vec![report.clone()];
        let mut now = 0_usize;
        let mut typing: Option<Typing> = None;
        for act in acts {
            match act {
                Act::Undo | Act::Redo => {
                    let (changes, place) = match act {
                        Act::Undo => (history.undo(&mut report), now.checked_sub(1)),
                        _ => (history.redo(&mut report), Some(now + 1).filter(|next| *next < states.len())),
                    };
                    prop_assert_eq!(changes.is_some(), place.is_some());
                    if let Some(place) = place {
                        now = place;
                        typing = None;
                    }
                    prop_assert_eq!(&report, &states[now]);
                }
                Act::Seal => {
                    history.seal();
                    typing = None;
                }
                Act::Perform(_) | Act::Enter(_) => {
                    let edit = match act {
                        Act::Enter(entries) => Edit::enter(&report, entries),
                        Act::Perform(edit) => edit,
                        _ => continue,
                    };
                    // An edit that goes somewhere and back again makes a step of its own, or none.
                    prop_assume!(edit.is_idle(&report) || changes(&report, &edit));
                    let idle = edit.is_idle(&report);
                    history.perform(&mut report, edit);
                    if !idle {
                        step(&mut states, &mut now, &report);
                    }
                    typing = None;
                }
                Act::TypeCell(id, entry) => {
                    let build = |base: &Report| Edit::enter(base, vec![(id, entry)]);
                    history.typed(&mut report, Typing::Cell(id), build);
                    typed(&mut states, &mut now, &mut typing, Typing::Cell(id), &report);
                }
                Act::TypeProse(prose, text) => {
                    history.typed(&mut report, Typing::Prose(prose), |_| Edit::Prose(prose, text));
                    typed(&mut states, &mut now, &mut typing, Typing::Prose(prose), &report);
                }
            }
            prop_assert_eq!(history.can_undo(), now > 0);
            prop_assert_eq!(history.can_redo(), now + 1 < states.len());
        }
        while history.undo(&mut report).is_some() {
            now -= 1;
            prop_assert_eq!(&report, &states[now]);
        }
        prop_assert_eq!(&report, &example());
        while history.redo(&mut report).is_some() {
            now += 1;
            prop_assert_eq!(&report, &states[now]);
        }
        prop_assert_eq!(now + 1, states.len());
    }

    #[test]
    fn keys_typed_in_one_place_make_one_step(entries in prop::collection::vec(generate::entry(), 1..6)) {
        let mut report = example();
        let id = report.edition().find("applications.business.received").unwrap();
        let mut history = History::default();
        for entry in &entries {
            history.typed(&mut report, Typing::Cell(id), |base| Edit::enter(base, vec![(id, entry.clone())]));
        }
        // Where the keys went does not show: only the last one counts.
        let mut at_once = example();
        let edit = Edit::enter(&at_once, vec![(id, entries.last().unwrap().clone())]);
        edit.apply(&mut at_once);
        prop_assert_eq!(&report, &at_once);
        prop_assert_eq!(history.undo(&mut report).is_some(), at_once != example());
        prop_assert_eq!(&report, &example());
        prop_assert!(!history.can_undo());
    }

    #[test]
    fn totals_that_agreed_follow_and_printed_totals_are_kept(
        report in generate::report(), entries in generate::entries(), recompute in any::<bool>()
    ) {
        let mut report = report;
        if recompute {
            Edit::recompute(&report, None).apply(&mut report);
        }
        let before = report.clone();
        let edit = Edit::enter(&report, entries.clone());
        edit.apply(&mut report);
        for id in report.edition().ids() {
            let entered = entries.iter().rev().find(|(cell, _)| *cell == id);
            if let Some((_, entry)) = entered {
                prop_assert_eq!(report.figures.get(id), entry);
            } else if report.edition().cell(id).is_total() && *before.figures.get(id) == before.computed(id) {
                prop_assert_eq!(report.figures.get(id), &report.computed(id));
            } else {
                prop_assert_eq!(report.figures.get(id), before.figures.get(id));
            }
        }
    }

    #[test]
    fn recomputing_makes_every_total_agree_and_touches_nothing_else(report in generate::report()) {
        let mut after = report.clone();
        Edit::recompute(&report, None).apply(&mut after);
        for id in report.edition().ids() {
            if report.edition().cell(id).is_total() {
                prop_assert_eq!(after.figures.get(id), &after.computed(id));
            } else {
                prop_assert_eq!(after.figures.get(id), report.figures.get(id));
            }
        }
        prop_assert!(Edit::recompute(&after, None).is_idle(&after));
    }
}

fn changes(report: &Report, edit: &Edit) -> bool {
    let mut edited = report.clone();
    edit.clone().apply(&mut edited);
    edited != *report
}

fn step(states: &mut Vec<Report>, now: &mut usize, report: &Report) {
    states.truncate(*now + 1);
    states.push(report.clone());
    *now += 1;
}

/// What typing must come to: the step so far is replaced, and is none when nothing differs any more.
fn typed(
    states: &mut Vec<Report>,
    now: &mut usize,
    typing: &mut Option<Typing>,
    place: Typing,
    report: &Report,
) {
    if *typing == Some(place) {
        *now -= 1;
        states.truncate(*now + 1);
    }
    if states[*now] == *report {
        *typing = None;
    } else {
        step(states, now, report);
        *typing = Some(place);
    }
}

#[test]
fn typing_after_an_undo_is_a_step_of_its_own() {
    let mut report = example();
    let id = report.edition().find("applications.business.received").unwrap();
    let mut history = History::default();
    let key = |history: &mut History, report: &mut Report, digit| {
        history.typed(report, Typing::Cell(id), |base| Edit::enter(base, vec![(id, Entry::Count(digit))]));
    };
    key(&mut history, &mut report, 7);
    history.perform(&mut report, Edit::Year(2024));
    history.undo(&mut report);
    // Typing the old figure is a change of its own, and what was undone before it cannot be redone after it.
    key(&mut history, &mut report, 4);
    assert!(!history.can_redo());
    history.undo(&mut report);
    assert_eq!(report.figures.get(id), &Entry::Count(7));
}

#[test]
fn a_half_typed_figure_does_not_decide_whether_totals_follow() {
    let mut report = example();
    let id = report.edition().find("applications.business.received").unwrap();
    let total = report.edition().find("applications.total.received").unwrap();
    let mut history = History::default();
    for text in ["1", "1x", "12"] {
        history
            .typed(&mut report, Typing::Cell(id), |base| Edit::enter(base, vec![(id, Entry::typed(text))]));
    }
    assert_eq!(report.figures.get(total), &Entry::Count(33));
}
