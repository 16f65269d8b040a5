//! Finds commented words again in a prose that has changed since.
//!
//! Whoever takes words for those that were commented on may put a wrong figure into a report: "5" stands in many
//! places. So words count as found only with what stood around them, and where the surroundings now hold other
//! words, the words were changed, even if the old ones stand somewhere else as well.

use std::ops::Range;

use super::note::{Anchor, first, last};
use super::thread::Standing;

/// So many characters, words and surroundings together, are the same by no accident.
const CERTAIN: usize = 12;

/// Near by: so many characters from where the words stood, less of the surroundings is enough.
const NEAR: u64 = 40;

/// How many characters of the surroundings are looked for when the whole of them is not there.
const SHORT: usize = 8;

const BUCKETS: usize = 1024;
const NONE: usize = usize::MAX;

/// A prose with its characters indexed: for each, the next one that may be the same. Words are found by following
/// their first character, so that many comments on a long prose do not each read the whole of it.
pub(super) struct Ground<'a> {
    text: &'a str,
    /// Where each character begins, in bytes; the end of the text last.
    bytes: Vec<usize>,
    /// The first character in each bucket.
    heads: Vec<usize>,
    /// After each character, the next one in the same bucket.
    next: Vec<usize>,
}

/// Words found at a place.
struct Found {
    /// Characters before them.
    at: usize,
    /// How many characters before and after are as they were.
    around: (usize, usize),
    /// Characters of the words and of the surroundings that are as they were.
    evidence: usize,
}

impl<'a> Ground<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut bytes: Vec<usize> = text.char_indices().map(|(byte, _)| byte).collect();
        let mut ground =
            Self { text, heads: vec![NONE; BUCKETS], next: vec![NONE; bytes.len()], bytes: Vec::new() };
        // Backwards, so that following leads forwards.
        for (at, c) in text.chars().rev().enumerate() {
            let at = bytes.len() - 1 - at;
            ground.next[at] = std::mem::replace(&mut ground.heads[bucket(c)], at);
        }
        bytes.push(text.len());
        ground.bytes = bytes;
        ground
    }

    /// How the commented words stand now, and where (bytes).
    pub(super) fn locate(&self, anchor: &Anchor) -> (Standing, Option<Range<usize>>) {
        let found = self.best(&anchor.quote, anchor);
        if let Some(found) = found.as_ref().filter(|found| found.is_full(anchor)) {
            return self.here(found, anchor);
        }
        let wide = self.between(&anchor.before, &anchor.after, anchor.start);
        if let Some(words) = wide.clone().filter(|words| !words.is_empty()) {
            return self.changed(words);
        }
        if let Some(found) = found.as_ref().filter(|found| found.holds(anchor)) {
            return self.here(found, anchor);
        }
        match self.narrowly_between(anchor).or(wide) {
            Some(words) => self.changed(words),
            None => (Standing::Gone, None),
        }
    }

    /// Where what was proposed in place of the commented words stands, if it does (bytes).
    pub(super) fn taken(&self, proposal: &str, anchor: &Anchor) -> Option<Range<usize>> {
        if proposal.is_empty() {
            let words = self.between(&anchor.before, &anchor.after, anchor.start);
            let words = words.or_else(|| self.narrowly_between(anchor));
            return words.filter(Range::is_empty).map(|words| self.in_bytes(words));
        }
        // One of the two may be a part of the other; what fits its surroundings better is what stands there.
        let new = self.best(proposal, anchor)?;
        let old = self.best(&anchor.quote, anchor).map_or(0, |old| old.evidence);
        (new.holds(anchor) && new.evidence > old).then(|| self.in_bytes(new.at..new.at + length(proposal)))
    }

    fn here(&self, found: &Found, anchor: &Anchor) -> (Standing, Option<Range<usize>>) {
        let standing = if found.at as u64 == anchor.start { Standing::Intact } else { Standing::Moved };
        (standing, Some(self.in_bytes(found.at..found.at + length(&anchor.quote))))
    }

    fn changed(&self, words: Range<usize>) -> (Standing, Option<Range<usize>>) {
        let words = self.in_bytes(words);
        (Standing::Changed { now: self.text[words.clone()].to_owned() }, Some(words))
    }

    fn in_bytes(&self, words: Range<usize>) -> Range<usize> {
        self.bytes[words.start]..self.bytes[words.end]
    }

    /// Where words stand, first to last; words of no length stand nowhere.
    fn occurrences<'b>(&'b self, words: &'b str) -> impl Iterator<Item = usize> + 'b {
        let head = words.chars().next().map_or(NONE, |c| self.heads[bucket(c)]);
        let all = std::iter::successors(Some(head), |at| self.next.get(*at).copied());
        all.take_while(|at| *at != NONE).filter(move |at| self.text[self.bytes[*at]..].starts_with(words))
    }

    /// The occurrence of words that best fits the surroundings; of equals, the nearest to where they stood.
    fn best(&self, words: &str, anchor: &Anchor) -> Option<Found> {
        // As long as nothing has changed, nothing has to be looked for.
        let size = length(words);
        let unmoved = usize::try_from(anchor.start).ok().and_then(|at| self.weigh(at, words, size, anchor));
        if unmoved.as_ref().is_some_and(|found| found.is_full(anchor)) {
            return unmoved;
        }
        let mut best: Option<Found> = None;
        for found in self.occurrences(words).filter_map(|at| self.weigh(at, words, size, anchor)) {
            let better = best.as_ref().is_none_or(|best| {
                found.evidence > best.evidence
                    || found.evidence == best.evidence
                        && distance(found.at, anchor.start) < distance(best.at, anchor.start)
            });
            if better {
                best = Some(found);
            }
        }
        best
    }

    /// How well words at a place fit the surroundings; nothing when they do not stand there.
    fn weigh(&self, at: usize, words: &str, size: usize, anchor: &Anchor) -> Option<Found> {
        let (head, tail) = self.text.split_at(*self.bytes.get(at)?);
        let tail = tail.strip_prefix(words).filter(|_| !words.is_empty())?;
        let around = (
            alike(head.chars().rev(), anchor.before.chars().rev()),
            alike(tail.chars(), anchor.after.chars()),
        );
        // "5" is not in "15", unless it was.
        let glued = around.0 == 0 && one_number(head, words) || around.1 == 0 && one_number(words, tail);
        (!glued).then_some(Found { at, around, evidence: size + around.0 + around.1 })
    }

    /// What stands between the surroundings; of several such places, the nearest to where the words stood.
    fn between(&self, before: &str, after: &str, start: u64) -> Option<Range<usize>> {
        let end = self.bytes.len() - 1;
        let size = length(before);
        let mut begins: Vec<usize> = self.occurrences(before).map(|at| at + size).collect();
        let mut ends: Vec<usize> = self.occurrences(after).collect();
        if before.is_empty() {
            begins.push(0);
        }
        if after.is_empty() {
            ends.push(end);
        }
        let pairs = begins.into_iter().filter_map(|begin| {
            let end = ends.get(ends.partition_point(|end| *end < begin))?;
            Some(begin..*end)
        });
        pairs.min_by_key(|words| distance(words.start, start))
    }

    fn narrowly_between(&self, anchor: &Anchor) -> Option<Range<usize>> {
        self.between(last(&anchor.before, SHORT), first(&anchor.after, SHORT), anchor.start)
    }
}

impl Found {
    /// Whether all that was kept of the surroundings is as it was.
    fn is_full(&self, anchor: &Anchor) -> bool {
        self.around == (length(&anchor.before), length(&anchor.after))
    }

    /// Whether this is no accident.
    fn holds(&self, anchor: &Anchor) -> bool {
        let enough = |found: usize, kept: &str| found >= length(kept).min(2);
        let near = distance(self.at, anchor.start) <= NEAR
            && enough(self.around.0, &anchor.before)
            && enough(self.around.1, &anchor.after);
        self.is_full(anchor) || self.evidence >= CERTAIN || near
    }
}

fn bucket(c: char) -> usize {
    c as usize % BUCKETS
}

fn distance(at: usize, start: u64) -> u64 {
    start.abs_diff(at as u64)
}

fn length(text: &str) -> usize {
    text.chars().count()
}

/// How many characters two texts have in common at their beginning.
fn alike(one: impl Iterator<Item = char>, other: impl Iterator<Item = char>) -> usize {
    one.zip(other).take_while(|(a, b)| a == b).count()
}

/// Whether one text ends, and the other begins, within one number.
fn one_number(left: &str, right: &str) -> bool {
    let figure = |c: char| c.is_numeric() || ".,．〇零两一二三四五六七八九十百千万亿".contains(c);
    match (left.chars().next_back(), right.chars().next()) {
        (Some(a), Some(b)) => figure(a) && figure(b),
        _ => false,
    }
}
