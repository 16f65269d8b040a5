//! How much of a text stands in another already.

use std::ops::Range;

/// So many characters in a row, the same in both texts, are no accident: terms of the trade are shorter.
const RUN: usize = 10;

/// How much of a text was taken from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Share {
    /// Characters of the text, white space left out.
    pub length: usize,
    /// How many of them were taken over.
    pub taken: usize,
}

impl Share {
    /// The share that was taken over, in whole per cent, rounded down.
    pub fn percent(self) -> usize {
        (self.taken * 100).checked_div(self.length).unwrap_or(0)
    }
}

/// What of a text was taken from another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shared {
    /// Characters of the text, white space left out.
    pub length: usize,
    /// How many of them were taken over.
    pub taken: usize,
    /// The runs that were taken over (bytes of the text), in order.
    pub runs: Vec<Range<usize>>,
}

impl Shared {
    /// The share that was taken over, in whole per cent, rounded down.
    pub fn percent(&self) -> usize {
        self.share().percent()
    }

    /// How much of how much.
    pub const fn share(&self) -> Share {
        Share { length: self.length, taken: self.taken }
    }
}

/// Finds what of `text` stands in `other`. White space does not count, and a number is as good as another: text that
/// was copied and given new figures is copied all the same.
pub fn shared(text: &str, other: &str) -> Shared {
    let (places, this) = letters(text);
    let (_, that) = letters(other);
    let known = Windows::of(&that);
    let (mut taken, mut runs) = (0, Vec::<Range<usize>>::new());
    let mut end = 0;
    for (start, hash) in hashes(&this) {
        if !known.has(hash, &this[start..start + RUN]) {
            continue;
        }
        if start > end || runs.is_empty() {
            runs.push(places[start].start..0);
        }
        taken += start + RUN - end.max(start);
        end = start + RUN;
        if let Some(run) = runs.last_mut() {
            run.end = places[end - 1].end;
        }
    }
    Shared { length: this.len(), taken, runs }
}

/// Where the characters stand that are not white space, and as what each is compared.
fn letters(text: &str) -> (Vec<Range<usize>>, Vec<char>) {
    text.char_indices()
        .filter_map(|(place, letter)| {
            let compared = match letter {
                // Nearly every letter is one of these: neither white space nor a number.
                '一'..='鿿' => letter,
                _ if letter.is_whitespace() => return None,
                _ if letter.is_numeric() => '0',
                _ => letter,
            };
            Some((place..place + letter.len_utf8(), compared))
        })
        .unzip()
}

/// Every [`RUN`] characters in a row of a text, to be found again: the places at which they begin (from 1; 0 is
/// none), in a table that is at most half full.
struct Windows<'a> {
    letters: &'a [char],
    places: Vec<u32>,
}

impl<'a> Windows<'a> {
    fn of(letters: &'a [char]) -> Self {
        let size = (letters.len() * 2).next_power_of_two();
        let mut windows = Self { letters, places: vec![0; size] };
        for (start, hash) in hashes(letters) {
            let slot = windows.slot(hash, &letters[start..start + RUN]);
            // Texts of more than four thousand million characters do not fit into memory.
            windows.places[slot] = u32::try_from(start + 1).unwrap_or(0);
        }
        windows
    }

    fn has(&self, hash: u64, window: &[char]) -> bool {
        self.places[self.slot(hash, window)] > 0
    }

    /// Where a window stands in the table, or would.
    fn slot(&self, hash: u64, window: &[char]) -> usize {
        let most = self.places.len() - 1;
        // The high bits are the well mixed ones.
        let mut slot = usize::try_from(hash >> 32).unwrap_or(0) & most;
        loop {
            let place = self.places[slot] as usize;
            if place == 0 || self.letters[place - 1..place - 1 + RUN] == *window {
                return slot;
            }
            slot = (slot + 1) & most;
        }
    }
}

/// Where each window begins, with its hash, which rolls on from window to window.
fn hashes(letters: &[char]) -> impl Iterator<Item = (usize, u64)> + '_ {
    const BASE: u64 = 0x9e37_79b9_7f4a_7c15;
    // What a character weighs that has been passed by RUN others.
    let gone = (0..RUN).fold(1, |weight: u64, _| weight.wrapping_mul(BASE));
    let mut hash = 0_u64;
    letters.iter().enumerate().filter_map(move |(end, letter)| {
        hash = hash.wrapping_mul(BASE).wrapping_add(u64::from(*letter));
        let start = (end + 1).checked_sub(RUN)?;
        if let Some(before) = start.checked_sub(1) {
            hash = hash.wrapping_sub(gone.wrapping_mul(u64::from(letters[before])));
        }
        Some((start, hash))
    })
}

#[cfg(test)]
mod tests {
    use super::shared;

    const LAST: &str = "一是解读材料形式单一，图表少；二是基层更新不及时，个别栏目三个月没有内容。";

    #[test]
    fn a_text_shares_all_of_itself_and_nothing_of_another() {
        let same = shared(LAST, LAST);
        assert_eq!((same.percent(), same.runs.len(), same.runs.first()), (100, 1, Some(&(0..LAST.len()))));
        assert_eq!(
            shared(LAST, "今年的主要问题是网站改版后旧链接失效，群众反映查不到往年文件。").percent(),
            0
        );
        assert_eq!(shared("", LAST).percent(), 0);
    }

    #[test]
    fn new_figures_and_new_lines_make_no_new_text() {
        let copied = "全年受理申请25件，全部在法定期限内答复，没有发生行政复议。";
        let model = "全年受理申请31件，全部在法定期限内\n答复，没有发生行政复议。";
        assert_eq!(shared(copied, model).percent(), 100);
    }

    #[test]
    fn the_words_taken_over_are_told() {
        let text = format!("今年新出现的问题是人手不足。{LAST}");
        let found = shared(&text, LAST);
        assert!((60..80).contains(&found.percent()), "{}", found.percent());
        assert!(found.runs.iter().any(|run| text[run.clone()].contains("图表少；二是基层更新不及时")));
    }

    /// The same, said as plainly as can be.
    fn plainly(text: &str, other: &str) -> (usize, Vec<std::ops::Range<usize>>) {
        let places: Vec<_> = text.char_indices().filter(|(_, letter)| !letter.is_whitespace()).collect();
        let plain = |text: &str| -> Vec<char> {
            let letters = text.chars().filter(|letter| !letter.is_whitespace());
            letters.map(|letter| if letter.is_numeric() { '0' } else { letter }).collect()
        };
        let (this, that) = (plain(text), plain(other));
        let mut taken = vec![false; this.len()];
        for (start, window) in this.windows(super::RUN).enumerate() {
            if that.windows(super::RUN).any(|other| other == window) {
                taken[start..start + super::RUN].fill(true);
            }
        }
        let mut runs: Vec<std::ops::Range<usize>> = Vec::new();
        for (index, (place, letter)) in places.iter().enumerate().filter(|(index, _)| taken[*index]) {
            let end = place + letter.len_utf8();
            match runs.last_mut().filter(|_| index > 0 && taken[index - 1]) {
                Some(run) => run.end = end,
                None => runs.push(*place..end),
            }
        }
        (taken.iter().filter(|taken| **taken).count(), runs)
    }

    proptest::proptest! {
        /// Few letters, so that much is shared.
        #[test]
        fn quickly_and_plainly_the_same_is_shared(text in "[一二1２ \n]{0,80}", other in "[一二1２ \n]{0,80}") {
            let found = shared(&text, &other);
            assert_eq!((found.taken, found.runs), plainly(&text, &other));
        }

        #[test]
        fn what_is_cut_and_joined_is_found(cut in 0_usize..36, gap in "[年 \n。]{0,12}") {
            let at = LAST.char_indices().nth(cut).map_or(LAST.len(), |(place, _)| place);
            let text = format!("{}{gap}{}", &LAST[at..], &LAST[..at]);
            let found = shared(&text, LAST);
            assert_eq!((found.taken, found.runs), plainly(&text, LAST));
        }
    }
}
