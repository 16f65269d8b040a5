//! Cuts a text into words of the lexicon, quantities, years and punctuation.

use std::ops::Range;

use rust_decimal::Decimal;

use super::lexicon;
use super::number;
use super::word::Word;

/// One piece of the text.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Kind {
    Word(Word),
    Quantity(Quantity),
    Year(u16),
    /// 、
    Listing,
    /// ，
    Comma,
    /// ；
    Semicolon,
    /// 。！？, and the end of a table cell in pasted text.
    Stop,
    /// The end of a paragraph.
    Paragraph,
    Open,
    Close,
    /// Text that holds no word of the lexicon.
    Unknown,
}

/// A number with its unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Quantity {
    pub(super) value: Decimal,
    pub(super) measure: Measure,
    /// Where the number alone ends; it begins where the token does, or after 百分之.
    pub(super) number: (usize, usize),
    /// Written 零, which denies rather than counts.
    pub(super) nil: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Measure {
    /// A unit in which applications, cases, documents and decisions are counted: 件, 份, 宗 …
    Count(char),
    /// No unit: `申请数量为0。`
    Bare,
    /// 元, as many at once as the factor says.
    Money(Money),
    Percent,
    /// A unit of something else, an estimate, a range, or a number inside quotation marks.
    Other,
}

/// A unit of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Money {
    /// 元.
    Yuan,
    /// 万元, the unit of table two.
    TenThousandYuan,
    /// 亿元.
    HundredMillionYuan,
}

const COUNT_UNITS: [char; 12] = ['件', '份', '封', '宗', '起', '条', '次', '项', '个', '例', '部', '桩'];

/// Everything in `text`, in order, without spaces. Titles in 《》 are one unknown piece.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut scanner = Scanner { text, tokens: Vec::with_capacity(text.len() / 5), quoted: false };
    let mut at = 0;
    while let Some(letter) = text.get(at..).and_then(|rest| rest.chars().next()) {
        at = scanner.step(at, letter).max(at + letter.len_utf8());
    }
    scanner.tokens
}

struct Scanner<'text> {
    text: &'text str,
    tokens: Vec<Token>,
    quoted: bool,
}

impl Scanner<'_> {
    /// Takes what begins at `at` and says where it ends.
    fn step(&mut self, at: usize, letter: char) -> usize {
        let next = at + letter.len_utf8();
        let mark = match letter {
            '\n' | '\r' => Kind::Paragraph,
            '\t' => Kind::Stop,
            _ if letter.is_whitespace() => return next,
            '，' | ',' => Kind::Comma,
            '、' => Kind::Listing,
            '；' | ';' => Kind::Semicolon,
            '。' | '！' | '？' | '!' | '?' => Kind::Stop,
            '（' | '(' | '【' | '[' => Kind::Open,
            '）' | ')' | '】' | ']' => Kind::Close,
            '：' | ':' => Kind::Word(Word::Filler),
            '《' => return self.title(at).unwrap_or(next),
            _ => return self.text(at, letter),
        };
        if matches!(mark, Kind::Paragraph | Kind::Stop) {
            self.quoted = false;
        }
        self.push(mark, at, next)
    }

    /// A title in 《》, if it closes in the same paragraph and is no longer than titles are.
    fn title(&mut self, at: usize) -> Option<usize> {
        const LONGEST: usize = 200;
        let rest = self.text.get(at..)?;
        let (length, mark) =
            rest.char_indices().take(LONGEST).find(|&(_, letter)| matches!(letter, '》' | '\n'))?;
        (mark == '》').then(|| self.push(Kind::Unknown, at, at + length + mark.len_utf8()))
    }

    fn text(&mut self, at: usize, letter: char) -> usize {
        let rest = &self.text[at..];
        let known = lexicon::word(rest);
        if let Some((word, length)) = known
            && !(number::begins(letter) && length == letter.len_utf8())
            && !self.denies_in_quotes(word)
        {
            return self.push(Kind::Word(word), at, at + length);
        }
        if number::begins(letter) {
            return self.number(at);
        }
        match letter {
            '“' | '「' => self.quoted = true,
            '”' | '」' => self.quoted = false,
            '第' => return self.ordinal(at).unwrap_or_else(|| self.unknown(at, letter)),
            _ => return self.unknown(at, letter),
        }
        at + letter.len_utf8()
    }

    fn denies_in_quotes(&self, word: Word) -> bool {
        self.quoted && matches!(word, Word::Not | Word::Every)
    }

    /// 第二十条: a place in a row, not a quantity.
    fn ordinal(&mut self, at: usize) -> Option<usize> {
        let rest = &self.text[at + '第'.len_utf8()..];
        let length = number::run(rest);
        let unit = rest[length..].chars().next().filter(|_| length > 0)?;
        let unit = if COUNT_UNITS.contains(&unit) { unit.len_utf8() } else { 0 };
        Some(self.push(Kind::Unknown, at, at + '第'.len_utf8() + length + unit))
    }

    fn unknown(&mut self, at: usize, letter: char) -> usize {
        self.push(Kind::Unknown, at, at + letter.len_utf8())
    }

    fn push(&mut self, kind: Kind, start: usize, end: usize) -> usize {
        match self.tokens.last_mut() {
            Some(last) if last.kind == Kind::Unknown && kind == Kind::Unknown => last.end = end,
            _ => self.tokens.push(Token { kind, start, end }),
        }
        end
    }

    /// A number and what it counts: a quantity, a year or another part of a date.
    fn number(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        let percent = rest.strip_prefix("百分之").map_or(0, |_| "百分之".len());
        let Some(found) = number::number(self.text, at + percent) else {
            let length = number::run(rest);
            return self.push(Kind::Unknown, at, at + length);
        };
        if let Some(end) = self.range(at, found.end) {
            return end;
        }
        let gap = self.gap(found.end);
        if let Some(end) = self.date(at, found, gap) {
            return end;
        }
        let (measure, unit) =
            if percent > 0 { (Measure::Percent, 0) } else { measure(&self.text[gap..], found) };
        if measure == Measure::Other && rest.starts_with('零') {
            return self.push(Kind::Word(Word::Not), at, at + '零'.len_utf8());
        }
        let end = if unit == 0 { found.end } else { gap + unit };
        let rough = matches!(self.tokens.last(), Some(Token { kind: Kind::Word(Word::Roughly), .. }));
        if self.quoted {
            return self.push(Kind::Unknown, at, end);
        }
        let measure = if rough { Measure::Other } else { measure };
        let nil = rest.starts_with('零');
        let quantity = Quantity { value: found.value, measure, number: (at + percent, found.end), nil };
        self.push(Kind::Quantity(quantity), at, end)
    }

    fn gap(&self, at: usize) -> usize {
        let rest = &self.text[at..];
        at + (rest.len() - rest.trim_start_matches([' ', '\u{a0}', '\u{3000}']).len())
    }

    /// `3-5件`, `2019年至2021年`, `1—6月`: from one number to another.
    fn range(&mut self, at: usize, end: usize) -> Option<usize> {
        const MARKS: [char; 9] = ['-', '－', '–', '—', '~', '～', '至', '到', '─'];
        let after = self.text[end..].trim_start_matches('年');
        let rest = after.trim_start_matches(MARKS);
        if rest.len() == after.len() {
            return None;
        }
        let second = number::number(self.text, self.text.len() - rest.len())?;
        let gap = self.gap(second.end);
        let unit = self.text[gap..].chars().next()?;
        let years = after.len() < self.text[end..].len();
        let word = match unit {
            '年' => Word::OtherYears,
            '月' if !years => Word::PartOfYear,
            '日' => Word::Filler,
            _ if years => return None,
            _ => Word::Unrelated,
        };
        Some(self.push(Kind::Word(word), at, gap + unit.len_utf8()))
    }

    /// Whether `1日` stands at `at`, so that the date begins the year.
    fn first_day(&self, at: usize) -> bool {
        let day = number::number(self.text, self.gap(at)).filter(|day| day.value == Decimal::ONE);
        day.is_some_and(|day| self.text[self.gap(day.end)..].starts_with('日'))
    }

    /// Whether the last month is named as the end of the year: 12月31日, 12月底.
    fn end_of_year(&self, at: usize) -> bool {
        let rest = self.text[at..].trim_start();
        rest.starts_with(['底', '末', '，', '。', '、']) || rest.starts_with("31") || rest.starts_with("３１")
    }

    /// `2022年度`, `12月31日`.
    fn date(&mut self, at: usize, found: number::Number, gap: usize) -> Option<usize> {
        let unit = self.text[gap..].chars().next()?;
        let end = gap + unit.len_utf8();
        let value = u16::try_from(found.value).ok().filter(|_| found.value.scale() == 0);
        let word = match (unit, value?) {
            ('年', year @ 1900..=2100) => {
                let degree = if self.text[end..].starts_with('度') { '度'.len_utf8() } else { 0 };
                return Some(self.push(Kind::Year(year), at, end + degree));
            }
            ('月', 1) if self.first_day(end) => Word::Filler,
            ('月', 12) if !self.end_of_year(end) => Word::PartOfYear,
            ('月', 12) | ('日' | '号' | '时' | '点', _) => Word::Filler,
            ('月', 1..=11) => Word::PartOfYear,
            _ => return None,
        };
        Some(self.push(Kind::Word(word), at, end))
    }
}

/// What the number counts, by the text that follows it, and the length of the unit.
fn measure(rest: &str, found: number::Number) -> (Measure, usize) {
    const MONEY: [(&str, Money); 3] =
        [("亿元", Money::HundredMillionYuan), ("万元", Money::TenThousandYuan), ("元", Money::Yuan)];
    let mut letters = rest.chars();
    let Some(unit) = letters.next() else { return (Measure::Bare, 0) };
    if let Some((name, money)) = MONEY.iter().find(|(name, _)| rest.starts_with(name)) {
        return (Measure::Money(*money), name.len());
    }
    let following = letters.next();
    match unit {
        '%' | '％' => {
            let bound =
                ["以上", "左右", "多", "以内"].iter().any(|word| rest[unit.len_utf8()..].starts_with(word));
            (if bound { Measure::Other } else { Measure::Percent }, unit.len_utf8())
        }
        '个' if matches!(following, Some('工' | '自' | '月' | '小' | '百' | '方' | '渠' | '栏' | '点')) => {
            (Measure::Other, 0)
        }
        _ if COUNT_UNITS.contains(&unit) => {
            let after = &rest[unit.len_utf8()..];
            let doubled = if after.starts_with('次') { '次'.len_utf8() } else { 0 };
            let vague =
                ["以上", "左右", "以内", "以下", "多", "套"].iter().any(|word| after.starts_with(word));
            let measure = if vague || found.rounded { Measure::Other } else { Measure::Count(unit) };
            (measure, unit.len_utf8() + doubled)
        }
        '，' | ',' | '、' | '。' | '；' | ';' | '）' | ')' | '\n' | '\r' | '和' | '与' | '及' => {
            let measure =
                if found.chinese && found.value > Decimal::ZERO { Measure::Other } else { Measure::Bare };
            (measure, 0)
        }
        _ => (Measure::Other, 0),
    }
}

impl Quantity {
    /// Where the number alone stands.
    pub(super) fn range(&self) -> Range<usize> {
        self.number.0..self.number.1
    }
}
