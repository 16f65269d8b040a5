//! The prose of two reports: what was struck and put in, and which sentences were taken over.

use std::ops::Range;

use super::pieces::{Piece, pieces};
use crate::form::{Prose, Section};
use crate::report::Report;

/// A prose in both reports.
#[derive(Debug, Clone)]
pub struct ProsePair<'a> {
    /// Where it stands.
    pub prose: Prose,
    /// What is written in the earlier report.
    pub before: &'a str,
    /// What is written in the later report.
    pub now: &'a str,
    /// What stayed, what is gone, what is new.
    pub pieces: Vec<Piece<'a>>,
    /// The sentences of the later text that were taken over from the same section of the earlier report, new figures or
    /// not (bytes of the text, the stop included), in order.
    pub copied: Vec<Range<usize>>,
}

impl ProsePair<'_> {
    /// Whether both texts are the same to the letter.
    pub fn is_same(&self) -> bool {
        self.before == self.now
    }
}

/// So many characters make a sentence that is not the same by nature.
const LEAST: usize = 12;

/// A sentence is taken over when so many per cent of its characters lie in runs that are shared.
const NEARLY_ALL: usize = 80;

/// Each prose of a section; `runs` are those that the section as a whole shares with the earlier one.
pub(super) fn pairs<'a>(
    section: Section,
    before: &'a Report,
    now: &'a Report,
    runs: &[Range<usize>],
) -> Vec<ProsePair<'a>> {
    let mut start = 0;
    section
        .prose()
        .map(|prose| {
            let (then, text) = (before.narrative.get(prose), now.narrative.get(prose));
            let copied = sentences(text)
                .filter(|sentence| is_copied(&text[sentence.clone()], start + sentence.start, runs));
            let pair = ProsePair {
                prose,
                before: then,
                now: text,
                pieces: pieces(then, text),
                copied: copied.collect(),
            };
            // The line feed that parts it from the next one.
            start += text.len() + 1;
            pair
        })
        .collect()
}

/// Whether a sentence that begins at a place of the section was taken over.
fn is_copied(sentence: &str, start: usize, runs: &[Range<usize>]) -> bool {
    let (mut length, mut taken) = (0, 0);
    let mut runs = &runs[runs.partition_point(|run| run.end <= start)..];
    let words = sentence.trim_end_matches(|letter| ends(letter) || closes(letter));
    for (place, _) in words.char_indices().filter(|(_, letter)| !letter.is_whitespace()) {
        while let [first, rest @ ..] = runs
            && first.end <= start + place
        {
            runs = rest;
        }
        length += 1;
        taken += usize::from(runs.first().is_some_and(|run| run.start <= start + place));
    }
    length >= LEAST && taken * 100 >= length * NEARLY_ALL
}

/// The sentences of a text with what ends them, without the white space before them. A semicolon parts what could
/// stand by itself.
fn sentences(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        let start = text.len() - rest.len();
        if rest.is_empty() {
            return None;
        }
        let stop = rest.find(ends).unwrap_or(rest.len());
        let tail =
            rest[stop..].trim_start_matches(|letter| letter != '\n' && (ends(letter) || closes(letter)));
        rest = tail;
        Some(start..text.len() - tail.len())
    })
}

const fn ends(letter: char) -> bool {
    matches!(letter, '。' | '！' | '？' | '；' | '\n' | '!' | '?' | ';')
}

/// What stands behind a stop and belongs to the sentence.
const fn closes(letter: char) -> bool {
    matches!(letter, '”' | '’' | '）' | ')' | '》' | '」' | '』' | '"')
}

#[cfg(test)]
mod tests {
    use super::sentences;

    #[test]
    fn a_sentence_ends_with_its_stop_and_begins_without_white_space() {
        let text = "　　一是“少。”；二是慢\n\n 三是！？（旧）没有句号";
        let found: Vec<_> = sentences(text).map(|range| &text[range]).collect();
        assert_eq!(found, ["一是“少。”；", "二是慢", "三是！？", "（旧）没有句号"]);
        assert_eq!(sentences(" \n。").map(|range| &" \n。"[range]).collect::<Vec<_>>(), ["。"]);
        assert_eq!(sentences("").count(), 0);
    }
}
