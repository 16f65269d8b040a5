//! How much of a text stands in another already.

use std::collections::HashSet;
use std::ops::Range;

/// So many characters in a row, the same in both texts, are no accident: terms of the trade are shorter.
const RUN: usize = 10;

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
        (self.taken * 100).checked_div(self.length).unwrap_or(0)
    }
}

/// Finds what of `text` stands in `other`. White space does not count, and a number is as good as another: text that
/// was copied and given new figures is copied all the same.
pub fn shared(text: &str, other: &str) -> Shared {
    let (this, that) = (pieces(text), pieces(other));
    let known: HashSet<Vec<char>> = that.windows(RUN).map(letters).collect();
    let mut taken = vec![false; this.len()];
    for (start, window) in this.windows(RUN).enumerate() {
        if known.contains(&letters(window)) {
            taken[start..start + RUN].fill(true);
        }
    }
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut last = false;
    for ((place, letter, _), taken) in this.iter().zip(&taken) {
        if *taken {
            let end = place + letter.len_utf8();
            match runs.last_mut().filter(|_| last) {
                Some(run) => run.end = end,
                None => runs.push(*place..end),
            }
        }
        last = *taken;
    }
    Shared { length: this.len(), taken: taken.iter().filter(|taken| **taken).count(), runs }
}

/// The characters with their places, and as what each is compared.
fn pieces(text: &str) -> Vec<(usize, char, char)> {
    text.char_indices()
        .filter(|(_, letter)| !letter.is_whitespace())
        .map(|(place, letter)| (place, letter, if letter.is_numeric() { '0' } else { letter }))
        .collect()
}

fn letters(window: &[(usize, char, char)]) -> Vec<char> {
    window.iter().map(|(.., letter)| *letter).collect()
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
}
