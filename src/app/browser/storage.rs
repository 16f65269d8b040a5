//! localStorage as a medium for drafts.

use std::thread_local;

use gloo_storage::{LocalStorage, Storage as _};
use leptos::prelude::window;

use crate::store::{Medium, Memory};

thread_local! {
    /// Where a browser offers no storage (it is switched off), drafts last as long as the page.
    static MEMORY: Memory = Memory::default();
}

/// Whether this browser keeps anything.
pub(in crate::app) fn keeps() -> bool {
    window().local_storage().ok().flatten().is_some()
}

/// The storage of this browser for this page.
#[derive(Debug, Clone, Copy)]
pub(in crate::app) struct BrowserStorage;

impl Medium for BrowserStorage {
    fn read(&self, key: &str) -> Option<String> {
        if !keeps() {
            return MEMORY.with(|memory| memory.read(key));
        }
        LocalStorage::raw().get_item(key).ok().flatten()
    }

    fn write(&self, key: &str, text: &str) -> Result<(), String> {
        if !keeps() {
            return MEMORY.with(|memory| memory.write(key, text));
        }
        LocalStorage::raw().set_item(key, text).map_err(|error| {
            let name = js_sys::Reflect::get(&error, &"name".into()).ok().and_then(|name| name.as_string());
            match name.as_deref() {
                Some("QuotaExceededError") => "浏览器给本软件的空间已满".to_owned(),
                Some(other) => other.to_owned(),
                None => "原因不明".to_owned(),
            }
        })
    }

    fn remove(&self, key: &str) {
        if keeps() {
            LocalStorage::delete(key);
        } else {
            MEMORY.with(|memory| memory.remove(key));
        }
    }

    fn keys(&self) -> Vec<String> {
        if !keeps() {
            return MEMORY.with(Memory::keys);
        }
        let storage = LocalStorage::raw();
        let length = storage.length().unwrap_or(0);
        (0..length).filter_map(|index| storage.key(index).ok().flatten()).collect()
    }
}

/// What the user has chosen, in an earlier session perhaps.
pub(in crate::app) fn preference(name: &str) -> Option<String> {
    BrowserStorage.read(&preference_key(name))
}

/// Remembers what the user has chosen, as far as there is room.
pub(in crate::app) fn set_preference(name: &str, chosen: Option<&str>) {
    match chosen {
        Some(chosen) => drop(BrowserStorage.write(&preference_key(name), chosen)),
        None => BrowserStorage.remove(&preference_key(name)),
    }
}

fn preference_key(name: &str) -> String {
    format!("gongkai/preference/{name}")
}

/// An identifier for a draft that no other draft on this machine has.
pub(in crate::app) fn new_id() -> String {
    const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let mut number = super::now();
    let mut id = String::new();
    for _ in 0..9 {
        id.push(char::from(DIGITS[usize::try_from(number % 32).unwrap_or(0)]));
        number /= 32;
    }
    for _ in 0..6 {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 ≤ random < 1")]
        let digit = (js_sys::Math::random() * 32.0) as usize;
        id.push(char::from(DIGITS[digit % 32]));
    }
    id
}
