//! Drafts that survive: a crash, a broken write, a full disk, a second window, an older or newer program.
//!
//! The drafts live in any [`Medium`] of strings under keys; in the browser that is localStorage. Each draft
//! has two slots that are written in turn, so the last good one is never the one being written. Its [`Versions`] lie
//! beside it, and make room for it when the medium is full.

mod draft;
mod history;
mod memory;
mod room;
mod round;
mod slot;
mod version;
mod versions;

use thiserror::Error;

use room::Purpose;

pub use draft::{Draft, DraftError, KeptNotice};
pub use history::{HISTORY_FORMAT, HistoryError, read_history};
pub use memory::Memory;
pub use round::Round;
pub use slot::Slot;
pub use version::{Cause, Version};
pub use versions::{Kept, ListedVersion, TakenIn, Usage, Versions};

/// What a data file of this program says it is: its `format`, which stands first. A file that is cut off still says it.
pub fn format_of(text: &str) -> Option<&str> {
    let after = text.strip_prefix('{')?.trim_start().strip_prefix("\"format\"")?;
    let value = after.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
    value.split_once('"').map(|(format, _)| format)
}

/// Where strings are kept under keys.
pub trait Medium {
    /// The string under a key.
    fn read(&self, key: &str) -> Option<String>;
    /// Puts a string under a key.
    ///
    /// # Errors
    /// What the medium says, when it does not take the string (most often: it is full).
    fn write(&self, key: &str, text: &str) -> Result<(), String>;
    /// Forgets a key.
    fn remove(&self, key: &str);
    /// All keys.
    fn keys(&self) -> Vec<String>;
}

/// Why a draft could not be opened or saved. Display gives the sentence that users see.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum StoreError {
    /// No such draft, or neither of its slots can be read.
    #[error("找不到这份草稿，可能已经删除，或浏览器的数据被清理过。")]
    Missing,
    /// The draft is not readable by this program.
    #[error(transparent)]
    Draft(#[from] DraftError),
    /// The medium did not take the write, or gave back something else.
    #[error("浏览器没有存下（{0}）。请先把报告导出成文件，再删去不用的草稿或清理浏览器空间。")]
    Refused(String),
    /// Another window saved the draft in the meantime.
    #[error("这份草稿在另一个窗口里改动过。为避免互相覆盖，本窗口的修改还没有保存。")]
    Overtaken,
    /// No version with this number.
    #[error("找不到这个版本，可能已经在另一个窗口里删去。")]
    NoVersion,
    /// The version is not whole.
    #[error("这个版本的内容已经损坏，无法打开。可以把它删去，其他版本不受影响。")]
    DamagedVersion,
    /// What is left of the draft's versions does not go by itself.
    #[error(
        "这份报告的版本记录已满，留下的都是标记、命名、送审或刚刚保存的版本，不会自动删去。请在版本列表里删去不用的版本，再试一次。"
    )]
    ShareFull,
    /// What is left of all versions does not go by itself.
    #[error(
        "各份报告的版本记录合起来已满，留下的都是标记、命名、送审或刚刚保存的版本，不会自动删去。请在各份报告的版本列表里删去不用的版本，再试一次。"
    )]
    BudgetFull,
}

/// What a save or an open acknowledges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Saved {
    /// How often the draft has been saved.
    pub generation: u64,
    /// When, in milliseconds since 1970.
    pub at: u64,
}

/// A draft in the list.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Its identifier.
    pub id: String,
    /// When it was saved last.
    pub saved: Saved,
    /// The draft, or why this program cannot read it.
    pub draft: Result<Draft, DraftError>,
    /// When it was deleted, if it was; it can still be had back.
    pub deleted_at: Option<u64>,
}

/// All drafts in a medium.
#[derive(Debug, Clone)]
pub struct Drafts<M> {
    medium: M,
}

const PREFIX: &str = "gongkai/draft/";
const DELETED: &str = "gongkai/deleted/";

/// How long a deleted draft can be had back, in milliseconds: 30 days.
const KEPT_AFTER_DELETION: u64 = 30 * 24 * 60 * 60 * 1000;

impl<M: Medium> Drafts<M> {
    /// The drafts in a medium.
    pub const fn new(medium: M) -> Self {
        Self { medium }
    }

    /// Every draft, the one saved last first; deleted ones among them.
    pub fn list(&self) -> Vec<Listed> {
        let keys = self.medium.keys();
        let mut listed: Vec<Listed> = Vec::new();
        for key in &keys {
            let Some((id, _)) = key.strip_prefix(PREFIX).and_then(|slot| slot.rsplit_once('/')) else {
                continue;
            };
            if listed.iter().any(|other| other.id == id) {
                continue;
            }
            let (draft, saved) = match self.latest(id) {
                Some((slot, saved)) => (Draft::read(&slot.payload), saved),
                None => (Err(DraftError::Broken), Saved { generation: 0, at: 0 }),
            };
            let place = listed.partition_point(|other| other.saved.at >= saved.at);
            listed.insert(place, Listed { id: id.to_owned(), saved, draft, deleted_at: self.deleted_at(id) });
        }
        listed
    }

    /// Opens a draft from the newest slot that is whole.
    ///
    /// # Errors
    /// When there is none, or this program cannot read it.
    pub fn open(&self, id: &str) -> Result<(Draft, Saved), StoreError> {
        let (slot, saved) = self.latest(id).ok_or(StoreError::Missing)?;
        Ok((Draft::read(&slot.payload)?, saved))
    }

    /// Saves a new draft. Where the medium is full, automatic versions make room.
    ///
    /// # Errors
    /// When the medium does not take it.
    pub fn create(&self, id: &str, draft: &Draft, now: u64) -> Result<Saved, StoreError> {
        self.put(id, draft, 0, now)
    }

    /// Saves a draft that was opened or saved as `before`, and reads it back. Where the medium is full, automatic
    /// versions of any draft make room, the oldest first.
    ///
    /// # Errors
    /// When another window saved it since, or the medium does not take it. What was saved before is still
    /// there. A draft that was deleted while it was written in comes back.
    pub fn save(&self, id: &str, draft: &Draft, before: Saved, now: u64) -> Result<Saved, StoreError> {
        let saved = self.put(id, draft, before.generation, now)?;
        self.restore(id);
        Ok(saved)
    }

    fn put(&self, id: &str, draft: &Draft, expected: u64, now: u64) -> Result<Saved, StoreError> {
        let [a, b] = self.slots(id);
        let generation = |slot: &Option<Slot>| slot.as_ref().map_or(0, |slot| slot.generation);
        let (generation_a, generation_b) = (generation(&a), generation(&b));
        if generation_a.max(generation_b) != expected {
            return Err(StoreError::Overtaken);
        }
        let side = if generation_a > generation_b { 'b' } else { 'a' };
        let key = format!("{PREFIX}{id}/{side}");
        let slot = Slot { generation: expected + 1, saved_at: now, payload: draft.write() };
        room::write(&self.medium, &key, &slot.write(), Purpose::Draft)?;
        Ok(Saved { generation: expected + 1, at: now })
    }

    /// Takes a draft out of the list; it can be had back for 30 days, and its versions with it.
    ///
    /// # Errors
    /// When the medium does not take the mark.
    pub fn delete(&self, id: &str, now: u64) -> Result<(), StoreError> {
        room::write(&self.medium, &format!("{DELETED}{id}"), &now.to_string(), Purpose::Draft)
    }

    /// Puts a deleted draft back into the list.
    pub fn restore(&self, id: &str) {
        self.medium.remove(&format!("{DELETED}{id}"));
    }

    /// Forgets a draft and its versions for good.
    pub fn forget(&self, id: &str) {
        for side in ['a', 'b'] {
            self.medium.remove(&format!("{PREFIX}{id}/{side}"));
        }
        self.restore(id);
        self.versions().forget(id);
    }

    /// The versions of the drafts.
    pub fn versions(&self) -> Versions<'_> {
        Versions::new(&self.medium)
    }

    /// A draft and its versions as a file: the only way for them to leave the machine.
    ///
    /// # Errors
    /// When the draft cannot be opened.
    pub fn history(&self, id: &str) -> Result<String, StoreError> {
        Ok(history::write(&self.open(id)?.0, self.versions(), id))
    }

    /// Forgets drafts deleted more than 30 days ago.
    pub fn forget_old(&self, now: u64) {
        for listed in self.list() {
            if listed.deleted_at.is_some_and(|at| now.saturating_sub(at) > KEPT_AFTER_DELETION) {
                self.forget(&listed.id);
            }
        }
    }

    fn deleted_at(&self, id: &str) -> Option<u64> {
        self.medium.read(&format!("{DELETED}{id}")).map(|at| at.parse().unwrap_or(0))
    }

    fn slots(&self, id: &str) -> [Option<Slot>; 2] {
        ['a', 'b'].map(|side| Slot::read(&self.medium.read(&format!("{PREFIX}{id}/{side}"))?))
    }

    fn latest(&self, id: &str) -> Option<(Slot, Saved)> {
        let slot = self.slots(id).into_iter().flatten().max_by_key(|slot| slot.generation)?;
        let saved = Saved { generation: slot.generation, at: slot.saved_at };
        Some((slot, saved))
    }
}
