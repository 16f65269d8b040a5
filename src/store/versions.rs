//! The versions of drafts: what a report was at moments worth going back to.
//!
//! They lie beside the drafts under keys of their own, so that saving a draft on each key typed rewrites none of
//! them. They belong to the identifier of their draft: a copy of a draft begins a history of its own.

use std::fmt;

use serde_json::Map;

use super::room::{self, BUDGET, Purpose, SHARE, label_key, last_key, stored, version_at, version_key};
use super::version::{About, Cause, Stored, Version};
use super::{Medium, StoreError};
use crate::report::Report;

/// The versions of all drafts in a medium.
#[derive(Clone, Copy)]
pub struct Versions<'a> {
    // Not a type parameter: the page would hold all of this once for each way to hold a medium.
    medium: &'a dyn Medium,
}

/// What keeping a version acknowledges, with its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// It was stored.
    New(u64),
    /// The newest version is of the same report and has been named so.
    Named(u64),
    /// The newest version is of the same report, and says all that this one would.
    Same(u64),
}

impl Kept {
    /// The number of the version that holds the report.
    pub const fn number(self) -> u64 {
        match self {
            Self::New(number) | Self::Named(number) | Self::Same(number) => number,
        }
    }
}

/// A version in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedVersion {
    /// Its number.
    pub number: u64,
    /// How many characters it takes.
    pub size: usize,
    /// When it was kept, in milliseconds since 1970; 0 where it is damaged.
    pub at: u64,
    /// What the clerk calls it; empty where nobody named it.
    pub name: String,
    /// On what occasion it was kept.
    pub cause: Cause,
    /// Whether it is damaged: it can be deleted, and nothing else.
    pub damaged: bool,
    /// Whether it may make room for others.
    pub automatic: bool,
}

/// How much room versions take, in characters as browsers count them. Display gives the sentence that users see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Usage {
    /// What all versions take.
    pub used: usize,
    /// What they may take.
    pub budget: usize,
    /// What the versions of the draft take.
    pub of_draft: usize,
    /// What those may take.
    pub share: usize,
}

impl fmt::Display for Usage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Upwards: what is there is never called nothing.
        let tenths = self.used.div_ceil(100_000);
        write!(f, "版本记录占用 {}.{} MB，共 {} MB", tenths / 10, tenths % 10, self.budget / 1_000_000)
    }
}

/// What lies at the key of a version.
pub(super) struct Found {
    pub(super) number: u64,
    pub(super) size: usize,
    pub(super) stored: Result<Stored, String>,
}

/// What became of the versions of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TakenIn {
    /// How many were stored.
    pub kept: usize,
    /// How many did not fit.
    pub left_out: usize,
}

impl<'a> Versions<'a> {
    /// The versions in a medium.
    pub const fn new(medium: &'a dyn Medium) -> Self {
        Self { medium }
    }

    /// Keeps a report as a version of a draft. A report equal to the newest version's is not stored again: that
    /// version takes the name, where it had none, and becomes what somebody asked for, where nobody had.
    ///
    /// # Errors
    /// When the budget is taken by versions that do not go by themselves, or the medium does not take it. What was
    /// there before still is.
    pub fn keep(
        self,
        draft: &str,
        report: &Report,
        cause: Cause,
        name: &str,
        now: u64,
    ) -> Result<Kept, StoreError> {
        let about = About { name: name.trim().to_owned(), cause, unknown: Map::new() };
        let number = self.last(draft).checked_add(1).ok_or_else(no_number)?;
        let mut kept = Stored::new(number, now, about, report);
        let newest = self.numbers(draft).into_iter().max();
        if let Some(mut there) = newest.and_then(|number| stored(self.medium, draft, number))
            && there.report == kept.report
            && let Some(together) = together(&there, &kept)
        {
            let number = there.number;
            if together == there.about {
                return Ok(Kept::Same(number));
            }
            there.about = together;
            self.label(draft, &there, now)?;
            return Ok(Kept::Named(number));
        }
        self.put(draft, &mut kept, now)?;
        Ok(Kept::New(kept.number))
    }

    /// The versions of a draft, newest first. Reports are not read.
    pub fn list(self, draft: &str) -> Vec<ListedVersion> {
        let listed = |Found { number, size, stored }: Found| match stored {
            Ok(stored) => ListedVersion {
                number,
                size,
                at: stored.at,
                automatic: stored.is_automatic(),
                name: stored.about.name,
                cause: stored.about.cause,
                damaged: false,
            },
            Err(_) => ListedVersion {
                number,
                size,
                at: 0,
                automatic: false,
                name: String::new(),
                cause: Cause::Other(String::new()),
                damaged: true,
            },
        };
        self.every(draft).into_iter().map(listed).collect()
    }

    /// Opens a version.
    ///
    /// # Errors
    /// When there is none with this number, it is damaged, or a newer program wrote its report.
    pub fn open(self, draft: &str, number: u64) -> Result<Version, StoreError> {
        self.whole(draft, number)?.version()
    }

    /// The number of the newest version that was handed to review with this fingerprint.
    pub fn sent(self, draft: &str, fingerprint: &str) -> Option<u64> {
        let sent = |listed: &ListedVersion| matches!(&listed.cause, Cause::Sent(of) if of == fingerprint);
        self.list(draft).iter().find(|listed| sent(listed)).map(|listed| listed.number)
    }

    /// Names a version, or takes its name away.
    ///
    /// # Errors
    /// When there is no such version, it is damaged, or the medium does not take the name.
    pub fn rename(self, draft: &str, number: u64, name: &str, now: u64) -> Result<(), StoreError> {
        let mut stored = self.whole(draft, number)?;
        name.trim().clone_into(&mut stored.about.name);
        self.label(draft, &stored, now)
    }

    /// Deletes a version for good, a damaged one too.
    pub fn delete(self, draft: &str, number: u64) {
        self.medium.remove(&version_key(draft, number));
        self.medium.remove(&label_key(draft, number));
    }

    /// Forgets all versions of a draft.
    pub fn forget(self, draft: &str) {
        for number in self.numbers(draft) {
            self.delete(draft, number);
        }
        self.medium.remove(&last_key(draft));
    }

    /// How much room versions take.
    pub fn usage(self, draft: &str) -> Usage {
        let (used, of_draft) = room::used(self.medium, draft);
        Usage { used, budget: BUDGET, of_draft, share: SHARE }
    }

    /// Puts versions under a new draft, as far as there is room: no other version goes for them. Those that somebody
    /// asked for come first, then the newest. A number that the draft has used becomes the next one.
    pub fn take_in(self, draft: &str, versions: &[Version]) -> TakenIn {
        let mut waiting: Vec<Stored> = Vec::new();
        for stored in versions.iter().map(Stored::of) {
            let weight = |one: &Stored| (one.is_automatic(), u64::MAX - one.at, u64::MAX - one.number);
            let place = waiting.partition_point(|other| weight(other) <= weight(&stored));
            waiting.insert(place, stored);
        }
        let mut taken = TakenIn::default();
        let used_before = self.last(draft);
        let Usage { mut used, budget, mut of_draft, share } = self.usage(draft);
        for mut stored in waiting {
            let taken_up = self.medium.read(&version_key(draft, stored.number)).is_some();
            if stored.number <= used_before || taken_up {
                stored.number = self.last(draft).saturating_add(1);
            }
            let text = stored.write();
            let size = room::length(&text);
            if used + size <= budget && of_draft + size <= share && self.place(draft, stored.number, &text) {
                used += size;
                of_draft += size;
                taken.kept += 1;
            } else {
                taken.left_out += 1;
            }
        }
        // Without it numbers go on from the versions that are there.
        room::placed(self.medium, &last_key(draft), &last_text(self.last(draft)));
        taken
    }

    /// Stores a version under the first number that is free.
    fn put(self, draft: &str, stored: &mut Stored, now: u64) -> Result<(), StoreError> {
        let purpose = Purpose::History { draft, now, about: None };
        // Another window may have come first.
        while self.medium.read(&version_key(draft, stored.number)).is_some() {
            stored.number = stored.number.checked_add(1).ok_or_else(no_number)?;
        }
        // The number before the version: it counts as used whatever becomes of the version.
        let (key, text) = (last_key(draft), last_text(stored.number));
        if !room::placed(self.medium, &key, &text) {
            room::write(self.medium, &key, &text, purpose)?;
        }
        room::write(self.medium, &version_key(draft, stored.number), &stored.write(), purpose)
    }

    /// Writes a version where none is, and makes no room for it.
    fn place(self, draft: &str, number: u64, text: &str) -> bool {
        let key = version_key(draft, number);
        let free = self.medium.read(&key).is_none();
        let placed = free && room::placed(self.medium, &key, text);
        if free && !placed {
            self.medium.remove(&key);
        }
        placed
    }

    /// Writes beside a version what is said of it now.
    fn label(self, draft: &str, stored: &Stored, now: u64) -> Result<(), StoreError> {
        let purpose = Purpose::History { draft, now, about: Some(stored.number) };
        room::write(self.medium, &label_key(draft, stored.number), &stored.write_label(), purpose)
    }

    /// The highest number that the draft has used.
    fn last(self, draft: &str) -> u64 {
        let noted = self.medium.read(&last_key(draft)).and_then(|text| text.parse().ok()).unwrap_or(0);
        self.numbers(draft).into_iter().fold(noted, u64::max)
    }

    fn numbers(self, draft: &str) -> Vec<u64> {
        let keys = self.medium.keys();
        keys.iter().filter_map(|key| version_at(key)).filter(|(of, _)| *of == draft).map(|at| at.1).collect()
    }

    /// Every version of a draft, newest first, damaged ones as their text.
    pub(super) fn every(self, draft: &str) -> Vec<Found> {
        let mut every: Vec<Found> = Vec::new();
        for number in self.numbers(draft) {
            let text = self.medium.read(&version_key(draft, number)).unwrap_or_default();
            let label = self.medium.read(&label_key(draft, number));
            let size = room::length(&text) + label.as_deref().map_or(0, room::length);
            let stored = Stored::read(number, &text, label.as_deref()).ok_or(text);
            let place = every.partition_point(|other| other.number > number);
            every.insert(place, Found { number, size, stored });
        }
        every
    }

    fn whole(self, draft: &str, number: u64) -> Result<Stored, StoreError> {
        if self.medium.read(&version_key(draft, number)).is_none() {
            return Err(StoreError::NoVersion);
        }
        stored(self.medium, draft, number).ok_or(StoreError::DamagedVersion)
    }
}

/// What is to be said of the version that is there when another of the same report is kept; nothing where one
/// version cannot say both.
fn together(there: &Stored, kept: &Stored) -> Option<About> {
    let (old, new) = (&there.about, &kept.about);
    if kept.is_automatic() {
        return Some(old.clone());
    }
    let name_agrees = old.name.is_empty() || new.name.is_empty() || old.name == new.name;
    if there.unsure || !name_agrees {
        return None;
    }
    let cause = match (&old.cause, &new.cause) {
        (old, new) if old == new || new.is_automatic() => old,
        (Cause::Sent(_), Cause::Sent(_)) => return None,
        (old @ Cause::Sent(_), _) => old,
        (_, new) => new,
    };
    let name = if new.name.is_empty() { &old.name } else { &new.name };
    Some(About { name: name.clone(), cause: cause.clone(), unknown: old.unknown.clone() })
}

/// Of the same length for each number, so that the next one fits where the last one did.
fn last_text(number: u64) -> String {
    format!("{number:020}")
}

fn no_number() -> StoreError {
    StoreError::Refused("版本的编号已经用完".to_owned())
}
