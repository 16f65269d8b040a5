//! Arbitrary notes. Ids, people and times are few, so that notes often share them, as only forged ones do.

use gongkai::review::{
    Anchor, Comment, Matter, Note, Outcome, Package, Remark, Review, ReviewFile, Ruling, Verdict,
};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value};

use super::{report, text, value};

fn id() -> impl Strategy<Value = String> {
    select(vec!["a", "b", "c", "d"]).prop_map(str::to_owned)
}

fn person() -> impl Strategy<Value = String> {
    select(vec!["李明", "王芳"]).prop_map(str::to_owned)
}

pub(crate) fn place() -> impl Strategy<Value = String> {
    let known = vec![
        "",
        "agency.name",
        "year",
        "period",
        "narrative.overview.proactive",
        "applications.natural_person.received",
        "applications.total.received",
        "disclosure.fees.amount",
        "applications.nobody.received",
    ];
    prop_oneof![4 => select(known).prop_map(str::to_owned), 1 => text()]
}

fn anchor() -> impl Strategy<Value = Anchor> {
    (text(), text(), text(), prop_oneof![0..100_u64, any::<u64>()])
        .prop_map(|(quote, before, after, start)| Anchor { quote, before, after, start })
}

fn comment() -> impl Strategy<Value = Comment> {
    (place(), prop::option::of(anchor()), text(), prop::option::of(text()), text()).prop_map(
        |(place, anchor, text, proposal, fingerprint)| Comment { place, anchor, text, proposal, fingerprint },
    )
}

fn matter() -> impl Strategy<Value = Matter> {
    let ruling = select(vec![Ruling::Accepted, Ruling::Refused, Ruling::Closed, Ruling::Reopened]);
    let outcome = select(vec![Outcome::Passed, Outcome::Returned]);
    prop_oneof![
        4 => comment().prop_map(Matter::Comment),
        1 => (id(), text()).prop_map(|(to, text)| Matter::Reply { to, text }),
        1 => (id(), ruling).prop_map(|(on, outcome)| Matter::Ruling { on, outcome }),
        1 => id().prop_map(|of| Matter::Withdrawal { of }),
        1 => (outcome, text(), text())
            .prop_map(|(outcome, fingerprint, text)| Matter::Verdict(Verdict { outcome, fingerprint, text })),
        1 => text().prop_map(|kind| Matter::Newer(format!("+{kind}"))),
    ]
}

pub(crate) fn unknown() -> impl Strategy<Value = Map<String, Value>> {
    prop::collection::vec((text(), value()), 0..3)
        .prop_map(|pairs| pairs.into_iter().map(|(key, value)| (format!("+{key}"), value)).collect())
}

pub(crate) fn note() -> impl Strategy<Value = Note> {
    (id(), person(), prop_oneof![0..4_u64, any::<u64>()], matter(), unknown())
        .prop_map(|(id, by, at, matter, unknown)| Note { id, by, at, matter, unknown })
}

pub(crate) fn review() -> impl Strategy<Value = Review> {
    prop::collection::vec(note(), 0..8).prop_map(|notes| {
        let mut review = Review::default();
        for note in notes {
            review.add(note);
        }
        review
    })
}

pub(crate) fn file() -> impl Strategy<Value = ReviewFile> {
    (text(), report(), review(), unknown(), unknown()).prop_map(
        |(thread, report, review, mut unknown, agency)| {
            if !agency.is_empty() {
                unknown.insert("agency".into(), Value::Object(agency));
            }
            ReviewFile { unknown, ..ReviewFile::new(&thread, &report, review) }
        },
    )
}

pub(crate) fn package() -> impl Strategy<Value = Package> {
    let remark = (text(), text(), text(), unknown()).prop_map(|(code, place, text, unknown)| Remark {
        code,
        place,
        text,
        unknown,
    });
    let beside = || prop::option::of(report());
    let head = (text(), any::<u64>(), text());
    (head, report(), beside(), beside(), prop::collection::vec(remark, 0..3), review(), unknown()).prop_map(
        |((thread, sent_at, sent_by), report, last_year, reviewed_before, notices, review, unknown)| {
            Package { thread, sent_at, sent_by, report, last_year, reviewed_before, notices, review, unknown }
        },
    )
}
