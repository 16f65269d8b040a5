//! Lays the words found in a text beside the words the form expects, both in their order, so that the whole
//! fits as well as it can. A word in the wrong wording is known by its place between words in the right one.

use std::ops::Range;

use super::label::{Expected, Role, Wording};

/// A word found.
#[derive(Debug)]
pub(super) struct Found {
    /// Its wording.
    pub(super) wording: Wording,
    /// Its token.
    pub(super) token: usize,
    /// Whether figures stand between it and the word before.
    pub(super) after_value: bool,
    /// Whether figures follow.
    pub(super) before_value: bool,
}

/// How many words may make one label: a label broken over cells.
const PARTS: usize = 3;

/// More words than any table has; what comes after them is not looked at.
pub(super) const MOST_WORDS: usize = 400;

/// For each expected word the found ones that make it.
pub(super) fn align(expected: &[Expected], found: &[Found]) -> Vec<Option<Range<usize>>> {
    let width = found.len() + 1;
    let mut best = vec![0_usize; (expected.len() + 1) * width];
    // 0: the expected word is missing; 1: the found word is passed over; 1 + k: k found words make it.
    let mut step = vec![0_usize; (expected.len() + 1) * width];
    for (i, wanted) in expected.iter().enumerate() {
        for j in 0..width {
            let here = (i + 1) * width + j;
            best[here] = best[i * width + j];
            if j > 0 && best[here - 1] > best[here] {
                best[here] = best[here - 1];
                step[here] = 1;
            }
            for parts in 1..=PARTS.min(j) {
                let Some(fit) = fit(wanted, &found[j - parts..j]) else { continue };
                let score = best[i * width + j - parts] + fit;
                if score > best[here] {
                    best[here] = score;
                    step[here] = 1 + parts;
                }
            }
        }
    }
    let mut placed = vec![None; expected.len()];
    let (mut i, mut j) = (expected.len(), found.len());
    while i > 0 {
        match step[i * width + j] {
            0 => i -= 1,
            1 => j -= 1,
            parts => {
                i -= 1;
                placed[i] = Some(j + 1 - parts..j);
                j -= parts - 1;
            }
        }
    }
    placed
}

fn fit(wanted: &Expected, words: &[Found]) -> Option<usize> {
    if let [word] = words {
        // Rows are known by their neighbours too, heads by their wording alone.
        let least = if matches!(wanted.role, Role::Line { .. } | Role::Title { .. }) { 500 } else { 650 };
        let fit = wanted.wording.fit(&word.wording, least)?;
        return Some(fit + if word.before_value { 50 } else { 0 });
    }
    if words[1..].iter().any(|word| word.after_value) {
        return None;
    }
    let joined = joined(words);
    // Several words make one label only when nothing but the break is wrong.
    (wanted.wording.is_printed_as(&joined)).then_some(2000)
}

/// Several words read as one.
pub(super) fn joined(words: &[Found]) -> Wording {
    let mut joined = Wording::default();
    for (index, word) in words.iter().enumerate() {
        if index == 0 {
            joined.ordinal.clone_from(&word.wording.ordinal);
            joined.body.clone_from(&word.wording.body);
        } else {
            joined.body.extend(&word.wording.whole);
        }
        joined.whole.extend(&word.wording.whole);
    }
    joined
}
