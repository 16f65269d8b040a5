//! The difference between two texts in pieces that read well: a number is never cut in two, and what is left between
//! two changes is more than a letter or two.

use std::collections::HashMap;
use std::ops::Range;

use dissimilar::{Chunk, diff};

/// A piece of two texts. What stayed and is gone makes the earlier text, what stayed and is new the later one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a> {
    /// In both.
    Same(&'a str),
    /// In the earlier text alone.
    Gone(&'a str),
    /// In the later text alone.
    New(&'a str),
}

/// The difference between two texts. No two pieces of one kind stand side by side, what is gone stands before what is
/// new, and none is empty.
pub fn pieces<'a>(before: &'a str, now: &'a str) -> Vec<Piece<'a>> {
    let mut steps = Vec::new();
    let mut budget = BUDGET;
    steps_between(&Side::whole(before), &Side::whole(now), Cut::Words, &mut budget, &mut steps);
    let mut pieces = Vec::new();
    for Step { gone, new, same } in joined(steps, before, now) {
        if same {
            pieces.push(Piece::Same(&now[new]));
            continue;
        }
        pieces.extend(Some(&before[gone]).filter(|text| !text.is_empty()).map(Piece::Gone));
        pieces.extend(Some(&now[new]).filter(|text| !text.is_empty()).map(Piece::New));
    }
    pieces
}

/// A stretch of both texts (bytes), the same in both or not.
#[derive(Debug, Clone)]
struct Step {
    gone: Range<usize>,
    new: Range<usize>,
    same: bool,
}

/// A stretch of a text.
struct Side<'a> {
    text: &'a str,
    /// Where it begins in the whole.
    start: usize,
}

impl<'a> Side<'a> {
    const fn whole(text: &'a str) -> Self {
        Self { text, start: 0 }
    }

    fn range(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }

    /// A part of it, by its place in the whole.
    fn part(&self, range: &Range<usize>) -> Self {
        Self { text: &self.text[range.start - self.start..range.end - self.start], start: range.start }
    }
}

/// How much may be spent on a comparison, counted as the product of two lengths in tokens: the time grows with it where
/// nothing is alike. A prose of four thousand letters in both reports is within it.
const BUDGET: usize = 1 << 24;

/// How a text is cut into tokens, which are only compared as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cut {
    Words,
    Sentences,
}

/// Compares two stretches word by word; ones that are too long for that sentence by sentence, and what differs word by
/// word as far as the budget goes.
fn steps_between(before: &Side, now: &Side, cut: Cut, budget: &mut usize, steps: &mut Vec<Step>) {
    let (ours, theirs) = (tokens(before.text, cut), tokens(now.text, cut));
    let left = budget.checked_sub(ours.len().saturating_mul(theirs.len()));
    let encoded = left.and_then(|left| {
        let mut alphabet = Alphabet::default();
        let encoded = (alphabet.encode(&ours)?, alphabet.encode(&theirs)?);
        *budget = left;
        Some(encoded)
    });
    let Some((encoded_before, encoded_now)) = encoded else {
        match cut {
            Cut::Words => steps_between(before, now, Cut::Sentences, budget, steps),
            Cut::Sentences => {
                steps.push(Step { gone: before.range(), new: now.range(), same: before.text == now.text });
            }
        }
        return;
    };
    let mut side = (Taken::new(before, &ours), Taken::new(now, &theirs));
    let mut found: Vec<Step> = Vec::new();
    for chunk in diff(&encoded_before, &encoded_now) {
        let (gone, new, same) = match chunk {
            Chunk::Equal(text) => (text, text, true),
            Chunk::Delete(text) => (text, "", false),
            Chunk::Insert(text) => ("", text, false),
        };
        let step = Step { gone: side.0.take(gone), new: side.1.take(new), same };
        match found.last_mut().filter(|last| last.same == same) {
            Some(last) => (last.gone.end, last.new.end) = (step.gone.end, step.new.end),
            None => found.push(step),
        }
    }
    if cut == Cut::Words {
        steps.append(&mut found);
        return;
    }
    for step in found {
        if step.same || step.gone.is_empty() || step.new.is_empty() {
            steps.push(step);
        } else {
            let (gone, new) = (before.part(&step.gone), now.part(&step.new));
            // Words are no more than bytes, so that this does not come back to the sentences.
            if gone.text.len().saturating_mul(new.text.len()) <= *budget {
                steps_between(&gone, &new, Cut::Words, budget, steps);
            } else {
                steps.push(step);
            }
        }
    }
}

/// Takes tokens off a text from its beginning.
struct Taken<'a> {
    lengths: std::slice::Iter<'a, &'a str>,
    at: usize,
}

impl<'a> Taken<'a> {
    fn new(side: &Side, tokens: &'a [&'a str]) -> Self {
        Self { lengths: tokens.iter(), at: side.start }
    }

    /// The bytes of as many tokens as there are letters.
    fn take(&mut self, encoded: &str) -> Range<usize> {
        let start = self.at;
        self.at +=
            self.lengths.by_ref().take(encoded.chars().count()).map(|token| token.len()).sum::<usize>();
        start..self.at
    }
}

fn tokens(mut text: &str, cut: Cut) -> Vec<&str> {
    let mut tokens = Vec::new();
    while !text.is_empty() {
        let (token, rest) = text.split_at(match cut {
            Cut::Words => word(text),
            Cut::Sentences => sentence(text),
        });
        tokens.push(token);
        text = rest;
    }
    tokens
}

/// Letters that stand for tokens: a single character for itself, anything longer for one of the private use area, so
/// that a token can only be compared as a whole.
#[derive(Default)]
struct Alphabet<'a> {
    known: HashMap<&'a str, char>,
}

const PRIVATE: u32 = 0xf_0000;

impl<'a> Alphabet<'a> {
    /// Nothing where there are more tokens than letters.
    fn encode(&mut self, tokens: &[&'a str]) -> Option<String> {
        tokens.iter().map(|token| self.letter(token)).collect()
    }

    fn letter(&mut self, token: &'a str) -> Option<char> {
        let mut letters = token.chars();
        if let (Some(letter), None) = (letters.next(), letters.next())
            && u32::from(letter) < PRIVATE
        {
            return Some(letter);
        }
        let next = PRIVATE + u32::try_from(self.known.len()).ok()?;
        let known = self.known.entry(token);
        match known {
            std::collections::hash_map::Entry::Occupied(letter) => Some(*letter.get()),
            std::collections::hash_map::Entry::Vacant(place) => Some(*place.insert(char::from_u32(next)?)),
        }
    }
}

/// The length of what a text begins with: a number (also one in Chinese numerals), a word in Latin letters, or a single
/// character.
fn word(text: &str) -> usize {
    let Some(first) = text.chars().next() else { return 0 };
    if is_digit(first) {
        let mut end = 0;
        let mut letters = text.char_indices().peekable();
        while let Some((place, letter)) = letters.next() {
            // A point or a comma belongs to the number where a digit follows.
            let inside =
                matches!(letter, '.' | ',') && letters.peek().is_some_and(|(_, next)| is_digit(*next));
            if !is_digit(letter) && !inside {
                break;
            }
            end = place + letter.len_utf8();
        }
        return end;
    }
    let alike: fn(char) -> bool = match first {
        _ if is_numeral(first) => is_numeral,
        _ if first.is_ascii_alphabetic() => |letter| letter.is_ascii_alphabetic(),
        _ => return first.len_utf8(),
    };
    text.find(|letter| !alike(letter)).unwrap_or(text.len())
}

/// The length of the sentence or clause with which a text begins, with what ends it.
fn sentence(text: &str) -> usize {
    let ends = |letter| matches!(letter, '。' | '！' | '？' | '；' | '，' | '\n');
    text.char_indices().find(|(_, letter)| ends(*letter)).map_or(text.len(), |(at, end)| at + end.len_utf8())
}

const fn is_digit(letter: char) -> bool {
    letter.is_ascii_digit() || matches!(letter, '０'..='９')
}

const fn is_numeral(letter: char) -> bool {
    matches!(
        letter,
        '〇' | '零'
            | '一'
            | '二'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '十'
            | '百'
            | '千'
            | '万'
            | '亿'
            | '两'
    )
}

/// What is left between two changes and shorter than this is joined with them.
const TINY: usize = 3;

/// Joins changes between which next to nothing stayed. Between two numbers even a single letter is worth keeping
/// (5条、3件), and so is the end of a paragraph anywhere.
fn joined(steps: Vec<Step>, before: &str, now: &str) -> Vec<Step> {
    let plain = |step: &Step| {
        let number = |letter| is_digit(letter) || is_numeral(letter) || matches!(letter, '.' | ',');
        before[step.gone.clone()].chars().all(number) && now[step.new.clone()].chars().all(number)
    };
    let mut joined: Vec<Step> = Vec::new();
    for step in steps {
        if let [.., last, same] = joined.as_mut_slice()
            && !step.same
            && same.same
            && !last.same
        {
            let left = &now[same.new.clone()];
            let tiny = left.chars().count() < TINY && !left.contains('\n');
            if tiny && !(plain(last) && plain(&step)) {
                (last.gone.end, last.new.end) = (step.gone.end, step.new.end);
                joined.pop();
                continue;
            }
        }
        match joined.last_mut().filter(|last| last.same == step.same) {
            Some(last) => (last.gone.end, last.new.end) = (step.gone.end, step.new.end),
            None => joined.push(step),
        }
    }
    joined.retain(|step| !step.gone.is_empty() || !step.new.is_empty());
    joined
}

#[cfg(test)]
mod tests {
    use super::{Piece, pieces};

    /// `受理[20→21]件`.
    fn told(before: &str, now: &str) -> String {
        let found = pieces(before, now);
        let mut text = String::new();
        let mut open = false;
        for (place, piece) in found.iter().enumerate() {
            match piece {
                Piece::Same(same) => text.push_str(same),
                Piece::Gone(gone) => {
                    text.push('[');
                    text.push_str(gone);
                    open = true;
                    if !matches!(found.get(place + 1), Some(Piece::New(_))) {
                        text.push_str("→]");
                        open = false;
                    }
                }
                Piece::New(new) => {
                    text.push_str(if open { "→" } else { "[→" });
                    text.push_str(new);
                    text.push(']');
                    open = false;
                }
            }
        }
        text
    }

    #[test]
    fn numbers_are_never_cut_in_two() {
        assert_eq!(told("受理申请20件。", "受理申请21件。"), "受理申请[20→21]件。");
        assert_eq!(told("收费1,016.72万元，", "收费1,016.5万元，"), "收费[1,016.72→1,016.5]万元，");
        assert_eq!(told("共二十一条", "共二十二条"), "共[二十一→二十二]条");
        assert_eq!(told("２０件", "２１件"), "[２０→２１]件");
        assert_eq!(told("发布5条、3件，", "发布6条、4件，"), "发布[5→6]条、[3→4]件，");
    }

    #[test]
    fn words_are_not_shredded_into_letters() {
        assert_eq!(told("加强队伍建设，", "强化制度建设，"), "[加强队伍→强化制度]建设，");
        assert_eq!(
            told("开展主动公开信息工作", "开展依申请公开数据工作"),
            "开展[主动公开信息→依申请公开数据]工作"
        );
        assert_eq!(told("全局重视。\n无", "全局重视。另有安排。\n无"), "全局重视。[→另有安排。]\n无");
        assert_eq!(told("第一段\n第二段", "第一段\n新的\n第二段"), "第一段\n[→新的\n]第二段");
    }

    #[test]
    fn texts_too_long_for_letters_are_compared_by_sentences() {
        let sentence =
            |number: usize, word: &str| format!("第{number}句{word}，内容是关于{}的；", number * 7);
        let text = |word: &str| {
            (0..900).map(|n| sentence(n, if n == 450 { word } else { "旧" })).collect::<String>()
        };
        let (before, now) = (text("旧"), text("新"));
        let found = pieces(&before, &now);
        assert!(matches!(found[..], [Piece::Same(_), Piece::Gone("旧"), Piece::New("新"), Piece::Same(_)]));
        // Nor do texts of any length take for ever.
        let (long, other) = ("一。".repeat(300_000), "二；".repeat(300_000));
        assert_eq!(pieces(&long, &other).len(), 2);
        assert_eq!(pieces(&long, &long).len(), 1);
    }

    #[test]
    fn nothing_has_no_pieces() {
        assert_eq!(pieces("", ""), []);
        assert_eq!(pieces("", "新"), [Piece::New("新")]);
        assert_eq!(pieces("旧", ""), [Piece::Gone("旧")]);
    }
}
