//! Room for what is written: versions that nobody asked for go, oldest first, when there is none left.
//!
//! Two things can be full: the budget of all versions, and the medium itself. A draft comes before its history:
//! where the medium is full, saving a draft lets versions of any draft go. Whatever went comes back when the write
//! failed all the same.

use super::version::Stored;
use super::{Medium, StoreError};

/// What all versions in a medium may take, in characters as browsers count them.
pub(super) const BUDGET: usize = 2_000_000;

/// What the versions of one draft may take of it.
pub(super) const SHARE: usize = BUDGET / 2;

/// How many versions of a draft thinning out leaves as they are.
const NEWEST: usize = 5;

/// What was kept so short a time ago, in milliseconds, makes no room for another version: it may be the other half
/// of one step.
const MOMENT: u64 = 10_000;

const DAY: u64 = 24 * 60 * 60 * 1000;

/// Days are days in China: eight hours ahead.
const ZONE: u64 = 8 * 60 * 60 * 1000;

/// The 1st of January 1970 was a Thursday; weeks begin on Monday.
const THURSDAY: u64 = 3;

const VERSION: &str = "gongkai/version/";
const LABEL: &str = "gongkai/version-name/";
const LAST: &str = "gongkai/version-last/";

/// Where a version of a draft lies.
pub(super) fn version_key(draft: &str, number: u64) -> String {
    format!("{VERSION}{draft}/{number}")
}

/// Where lies what was said of it later.
pub(super) fn label_key(draft: &str, number: u64) -> String {
    format!("{LABEL}{draft}/{number}")
}

/// Where the highest number lies that a draft has used.
pub(super) fn last_key(draft: &str) -> String {
    format!("{LAST}{draft}")
}

/// The draft and the number of a version at a key.
pub(super) fn version_at(key: &str) -> Option<(&str, u64)> {
    numbered(key.strip_prefix(VERSION)?)
}

/// The draft and the number of a version at its key, or at that of what was said of it.
fn part_of(key: &str) -> Option<(&str, u64)> {
    version_at(key).or_else(|| numbered(key.strip_prefix(LABEL)?))
}

fn numbered(rest: &str) -> Option<(&str, u64)> {
    let (draft, digits) = rest.rsplit_once('/')?;
    let plain = digits.bytes().all(|digit| digit.is_ascii_digit()) && !digits.starts_with('0');
    Some((draft, digits.parse().ok()?)).filter(|_| plain)
}

/// The characters of a text as browsers count them: units of UTF-16.
pub(super) fn length(text: &str) -> usize {
    text.bytes().map(|byte| usize::from(byte & 0xc0 != 0x80) + usize::from(byte >= 0xf0)).sum()
}

/// What all versions take, and those of one draft.
pub(super) fn used(medium: &dyn Medium, draft: &str) -> (usize, usize) {
    let (mut all, mut own) = (0, 0);
    for key in medium.keys() {
        if let Some((of, _)) = part_of(&key) {
            let size = medium.read(&key).map_or(0, |text| length(&text));
            all += size;
            own += if of == draft { size } else { 0 };
        }
    }
    (all, own)
}

/// The stored version, if it is whole.
pub(super) fn stored(medium: &dyn Medium, draft: &str, number: u64) -> Option<Stored> {
    let label = medium.read(&label_key(draft, number));
    Stored::read(number, &medium.read(&version_key(draft, number))?, label.as_deref())
}

/// For what something is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose<'a> {
    /// A draft: it comes before all versions.
    Draft,
    /// A version of a draft, kept now; or what is said of the version with a number.
    History { draft: &'a str, now: u64, about: Option<u64> },
}

/// A version that may go.
struct Going {
    draft: String,
    number: u64,
    at: u64,
    /// How early it goes; what is of equal weight goes by age.
    weight: u8,
}

/// Writes, reads back, and says whether that went well; makes no room.
pub(super) fn placed(medium: &dyn Medium, key: &str, text: &str) -> bool {
    medium.write(key, text).is_ok() && medium.read(key).as_deref() == Some(text)
}

/// Writes and reads back, and makes room where that is needed.
pub(super) fn write(medium: &dyn Medium, key: &str, text: &str, purpose: Purpose) -> Result<(), StoreError> {
    let mut room =
        Room { medium, purpose, all: 0, own: 0, more: length(text), going: None, gone: Vec::new() };
    let mut before = None;
    if let Purpose::History { draft, .. } = purpose {
        before = medium.read(key);
        (room.all, room.own) = used(medium, draft);
        room.more = room.more.saturating_sub(before.as_deref().map_or(0, length));
    }
    let failure = loop {
        let full = room.full();
        let refused = match full.map_or_else(|| medium.write(key, text).map_err(StoreError::Refused), Err) {
            Ok(()) if medium.read(key).as_deref() == Some(text) => return Ok(()),
            Ok(()) => {
                // A draft has another slot; of a version there is only this.
                match before {
                    Some(before) => drop(medium.write(key, &before)),
                    None if purpose != Purpose::Draft => medium.remove(key),
                    None => {}
                }
                break StoreError::Refused("写入后读不回来".to_owned());
            }
            Err(refused) => refused,
        };
        if !room.make(refused == StoreError::ShareFull) {
            break refused;
        }
    };
    for (key, text) in &room.gone {
        // It was there before: there is room for it.
        drop(medium.write(key, text));
    }
    Err(failure)
}

struct Room<'a> {
    medium: &'a dyn Medium,
    purpose: Purpose<'a>,
    /// What all versions take, and those of the draft; and how much more that is to become.
    all: usize,
    own: usize,
    more: usize,
    going: Option<Vec<Going>>,
    /// What went, to be put back.
    gone: Vec<(String, String)>,
}

impl Room<'_> {
    /// What does not hold what is to be written: the draft's share, or the budget.
    fn full(&self) -> Option<StoreError> {
        match self.purpose {
            Purpose::Draft => None,
            Purpose::History { .. } if self.own + self.more > SHARE => Some(StoreError::ShareFull),
            Purpose::History { .. } => (self.all + self.more > BUDGET).then_some(StoreError::BudgetFull),
        }
    }

    /// Lets the next version go; false when there is none that may.
    fn make(&mut self, own_only: bool) -> bool {
        let (medium, purpose) = (self.medium, self.purpose);
        let own = |going: &Going| matches!(purpose, Purpose::History { draft, .. } if draft == going.draft);
        let going = self.going.get_or_insert_with(|| going(medium, purpose));
        let next = going
            .iter()
            .enumerate()
            .filter(|(_, going)| !own_only || own(going))
            .min_by_key(|(_, going)| (going.weight, going.at, going.number))
            .map(|(index, _)| index);
        let Some(next) = next.map(|index| going.swap_remove(index)) else { return false };
        for key in [version_key(&next.draft, next.number), label_key(&next.draft, next.number)] {
            let Some(text) = medium.read(&key) else { continue };
            // A medium that is full takes again what it has; one that does not is not full but unwilling, and
            // would not take back what is removed now.
            if self.gone.is_empty() && medium.write(&key, &text).is_err() {
                return false;
            }
            medium.remove(&key);
            let size = length(&text);
            self.all = self.all.saturating_sub(size);
            self.own = self.own.saturating_sub(if own(&next) { size } else { 0 });
            self.gone.push((key, text));
        }
        true
    }
}

/// All versions that may go.
fn going(medium: &dyn Medium, purpose: Purpose) -> Vec<Going> {
    let mut all: Vec<Going> = Vec::new();
    for key in medium.keys() {
        let Some((draft, number)) = version_at(&key) else { continue };
        // Whoever cannot tell what it is does not let it go.
        let Some(stored) = stored(medium, draft, number).filter(Stored::is_automatic) else { continue };
        all.push(Going { draft: draft.to_owned(), number, at: stored.at, weight: 0 });
    }
    let Purpose::History { draft, now, about } = purpose else { return all };
    for index in 0..all.len() {
        let rank = rank(&all, &all[index]);
        // The newest of each draft go after everything else.
        all[index].weight = match (rank, all[index].draft == draft) {
            (KEPT, own) => 2 * KEPT + u8::from(!own),
            (rank, own) => rank + if own { 0 } else { KEPT },
        };
    }
    all.retain(|going| {
        let meant = about == Some(going.number) && going.draft == draft;
        !meant && going.at.abs_diff(now) >= MOMENT
    });
    all
}

/// The rank of the newest versions of a draft.
const KEPT: u8 = 3;

/// How early a version goes among those of its draft: 0 where a later one of the same day is left, 1 where a later
/// one of the same week is, 2 where it is merely not among the newest.
fn rank(all: &[Going], one: &Going) -> u8 {
    let later = all
        .iter()
        .filter(|other| other.draft == one.draft && (other.at, other.number) > (one.at, one.number));
    let day = |going: &Going| going.at.saturating_add(ZONE) / DAY;
    let week = |going: &Going| (day(going) + THURSDAY) / 7;
    let (mut newer, mut same_day, mut same_week) = (0, false, false);
    for other in later {
        newer += 1;
        same_day |= day(other) == day(one);
        same_week |= week(other) == week(one);
    }
    match (newer < NEWEST, same_day, same_week) {
        (true, ..) => KEPT,
        (_, true, _) => 0,
        (_, _, true) => 1,
        _ => 2,
    }
}
