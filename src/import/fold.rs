//! Folding: what makes two printed labels the same words. White space, punctuation and brackets fall away;
//! full-width and traditional characters become the plain ones.

use std::sync::LazyLock;

/// Folded characters, each with the place in the source (bytes) where it came from.
#[derive(Debug, Default)]
pub(super) struct Folded {
    /// The characters.
    pub(super) chars: Vec<char>,
    /// Byte range of each in the source.
    pub(super) at: Vec<(usize, usize)>,
}

/// Folds at most `limit` characters of a text, keeping their places.
pub(super) fn fold_with_places(text: &str, limit: usize) -> Folded {
    let mut folded = Folded::default();
    for (at, c) in text.char_indices() {
        if let Some(plain) = fold_char(c) {
            if folded.chars.len() == limit {
                break;
            }
            folded.chars.push(plain);
            folded.at.push((at, at + c.len_utf8()));
        }
    }
    folded
}

/// Folds a text.
pub(super) fn fold(text: &str) -> Vec<char> {
    text.chars().filter_map(fold_char).collect()
}

/// The plain form of a character; nothing for what carries no wording.
pub(super) fn fold_char(c: char) -> Option<char> {
    let c = narrow(c);
    match c {
        // Most of what carries nothing, told at a glance: these are asked of every character of a text.
        '\0'..='/'
        | ':'..='@'
        | '['..='`'
        | '{'..='\u{a0}'
        | '\u{2000}'..='\u{206f}'
        | '\u{3000}'..='\u{3006}'
        | '\u{3008}'..='\u{303f}' => None,
        '0'..='9' | 'a'..='z' | '〇' => Some(c),
        'A'..='Z' => Some(c.to_ascii_lowercase()),
        '①'..='⑨' => char::from_u32(c as u32 - '①' as u32 + '1' as u32),
        '⑴'..='⑼' => char::from_u32(c as u32 - '⑴' as u32 + '1' as u32),
        '⒈'..='⒐' => char::from_u32(c as u32 - '⒈' as u32 + '1' as u32),
        '㈠'..='㈩' => "一二三四五六七八九十".chars().nth(c as usize - '㈠' as usize),
        '\u{3400}'..='\u{9fff}' => Some(simplified(c)),
        _ if c.is_alphanumeric() => Some(c),
        _ => None,
    }
}

/// The half-width form of a full-width ASCII character.
pub(super) fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        other => other,
    }
}

/// Traditional and mistaken forms (隻 for 只, 製 for 制) beside the ones that the form prints.
const TRADITIONAL: &str = "條条項项內内製制發发數数廢废現现規规範范許许處处罰罚強强費费額额單单萬万業业據据係系繫系關关為为爲为與与於于請请況况織织總总計计構构會会務务機机結结轉转繼继續续辦办開开區区隻只祇只這这屬属國国類类過过執执詢询無无沒没補补確确訪访舉举報报訴诉複复復复覆复認认獲获繳缴納纳訟讼維维糾纠審审經经題题問问進进動动體体護护權权穩稳後后當当議议還还標标準准應应導导說说與与從从來来時时間间幾几兩两黨党縣县鎮镇鄉乡廳厅務务級级勵励電电話话網网統统聯联絡络屆届義义為为監监資资訊讯證证員员決决減减對对採采購购臺台設设門门眾众實实該该書书長长點点號号產产場场種种個个";

static SIMPLIFIED: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    let chars: Vec<char> = TRADITIONAL.chars().collect();
    let mut pairs: Vec<_> = chars.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect();
    pairs.sort_unstable();
    pairs
});

fn simplified(c: char) -> char {
    SIMPLIFIED.binary_search_by_key(&c, |pair| pair.0).map_or(c, |found| SIMPLIFIED[found].1)
}

/// How alike two folded texts are, in thousandths: twice the longest common subsequence over both lengths.
pub(super) fn likeness(a: &[char], b: &[char]) -> usize {
    if a.is_empty() || b.is_empty() {
        return 0;
    }
    if a == b {
        return 1000;
    }
    2000 * common(a, b) / (a.len() + b.len())
}

/// No two texts of these lengths can be more alike than this.
pub(super) fn likeness_bound(a: usize, b: usize) -> usize {
    2000 * a.min(b) / (a + b).max(1)
}

fn common(a: &[char], b: &[char]) -> usize {
    let mut row = vec![0_usize; b.len() + 1];
    for &x in a {
        let mut diagonal = 0;
        for (j, &y) in b.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = if x == y { diagonal + 1 } else { above.max(row[j]) };
            diagonal = above;
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn harmless_variants_fold_to_the_same_words() {
        for (left, right) in [
            ("（三）不予公开", "(三) 不予公開"),
            ("1.属于国家秘密", "１、屬於國家秘密"),
            ("只计这一情形", "隻計這一情形"),
            ("危及“三安全一稳定”", "危及\"三安全一穩定\""),
        ] {
            assert_eq!(fold(left), fold(right));
        }
        assert_ne!(fold("1.属于国家秘密"), fold("1.属于国家机密"));
    }

    #[test]
    fn likeness_is_1000_only_for_the_same_words() {
        let of = |a: &str, b: &str| likeness(&fold(a), &fold(b));
        assert_eq!(of("行政强制", "行政强制"), 1000);
        assert_eq!(of("行政强制", "行政许可"), 500);
        assert_eq!(of("总计", "自然人"), 0);
    }
}
