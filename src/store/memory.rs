//! A medium that forgets with the program: for tests, and where a browser offers no storage.

use std::cell::RefCell;

use super::Medium;

/// Strings in memory.
#[derive(Debug, Default)]
pub struct Memory {
    strings: RefCell<Vec<(String, String)>>,
    capacity: Option<usize>,
}

impl Memory {
    /// A medium that takes so many bytes in all and then refuses, as browsers do.
    pub fn with_capacity(bytes: usize) -> Self {
        Self { strings: RefCell::default(), capacity: Some(bytes) }
    }
}

impl Medium for Memory {
    fn read(&self, key: &str) -> Option<String> {
        let strings = self.strings.borrow();
        strings.iter().find(|(other, _)| other == key).map(|(_, text)| text.clone())
    }

    fn write(&self, key: &str, text: &str) -> Result<(), String> {
        let mut strings = self.strings.borrow_mut();
        let others: usize =
            strings.iter().filter(|(other, _)| other != key).map(|(_, text)| text.len()).sum();
        if self.capacity.is_some_and(|capacity| others + text.len() > capacity) {
            return Err("空间已满".to_owned());
        }
        strings.retain(|(other, _)| other != key);
        strings.push((key.to_owned(), text.to_owned()));
        Ok(())
    }

    fn remove(&self, key: &str) {
        self.strings.borrow_mut().retain(|(other, _)| other != key);
    }

    fn keys(&self) -> Vec<String> {
        self.strings.borrow().iter().map(|(key, _)| key.clone()).collect()
    }
}

impl<M: Medium> Medium for &M {
    fn read(&self, key: &str) -> Option<String> {
        (**self).read(key)
    }

    fn write(&self, key: &str, text: &str) -> Result<(), String> {
        (**self).write(key, text)
    }

    fn remove(&self, key: &str) {
        (**self).remove(key);
    }

    fn keys(&self) -> Vec<String> {
        (**self).keys()
    }
}
