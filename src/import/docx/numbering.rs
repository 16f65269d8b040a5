//! The numbers that Word puts before paragraphs by itself: in `一、总体情况` the 一、 is often not part of the text.

use std::collections::HashMap;

use crate::import::package::OfficeError;
use crate::import::xml::{Element, Event, Xml};

/// Levels of a list.
const LEVELS: usize = 9;

/// Styles that a style may be based on, one on the other; more are a circle.
const MOST_ANCESTORS: usize = 20;

/// The lists of a document, and how far each has been counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// Kinds of lists by their numbers.
    kinds: HashMap<usize, Kind>,
    lists: HashMap<usize, List>,
    styles: HashMap<String, Style>,
    /// For each kind the number last given at each level: lists of one kind are counted on together.
    counted: HashMap<usize, [Option<usize>; LEVELS]>,
}

#[derive(Debug, Default)]
struct Kind {
    levels: [Level; LEVELS],
    /// The style that says what kind it is.
    by_style: Option<String>,
}

#[derive(Debug, Clone)]
struct Level {
    format: String,
    /// What is printed; `%1` stands for the number of the first level.
    text: String,
    start: usize,
    /// Whether it is counted from the start again under each number of a wider level.
    restarts: bool,
    /// The style whose paragraphs stand at this level.
    style: Option<String>,
    /// Whether the numbers of all levels are printed in digits.
    in_digits: bool,
}

impl Default for Level {
    fn default() -> Self {
        Self {
            format: "decimal".into(),
            text: String::new(),
            start: 1,
            restarts: true,
            style: None,
            in_digits: false,
        }
    }
}

#[derive(Debug, Default)]
struct List {
    kind: usize,
    /// Levels at which the list begins anew, with the number it begins with.
    starts: HashMap<usize, usize>,
    begun: bool,
}

#[derive(Debug, Default)]
struct Style {
    based_on: Option<String>,
    list: Option<usize>,
    level: Option<usize>,
}

impl Numbering {
    /// Reads the lists (`numbering.xml`) and which styles belong to them (`styles.xml`).
    pub(super) fn read(
        lists: Option<&str>,
        styles: Option<&str>,
        file: &'static str,
    ) -> Result<Self, OfficeError> {
        let mut numbering = Self::default();
        if let Some(lists) = lists {
            numbering.read_lists(&mut Xml::new(lists, file))?;
        }
        if let Some(styles) = styles {
            numbering.read_styles(&mut Xml::new(styles, file))?;
        }
        Ok(numbering)
    }

    fn read_lists(&mut self, xml: &mut Xml) -> Result<(), OfficeError> {
        let mut kind = None;
        let mut list = None;
        let mut level = None;
        while let Some(event) = xml.next()? {
            let Event::Open(element) = event else { continue };
            let id = |name| number(&element, name);
            match element.name() {
                "abstractNum" => {
                    (kind, list, level) = (id("abstractNumId"), None, None);
                    if let Some(kind) = kind {
                        self.kinds.insert(kind, Kind::default());
                    }
                }
                "num" => {
                    (kind, list, level) = (None, id("numId"), None);
                    if let Some(list) = list {
                        self.lists.insert(list, List::default());
                    }
                }
                "abstractNumId" => {
                    if let (Some(list), Some(kind)) =
                        (list.and_then(|id| self.lists.get_mut(&id)), element.number())
                    {
                        list.kind = kind;
                    }
                }
                "startOverride" => {
                    let list = list.and_then(|id| self.lists.get_mut(&id));
                    if let (Some(list), Some(level), Some(start)) = (list, level, element.number()) {
                        list.starts.insert(level, start);
                    }
                }
                "numStyleLink" => {
                    if let Some(kind) = kind.and_then(|id| self.kinds.get_mut(&id)) {
                        kind.by_style = element.value();
                    }
                }
                "lvl" | "lvlOverride" => level = id("ilvl").filter(|level| *level < LEVELS),
                _ => {
                    let kind = kind.and_then(|id| self.kinds.get_mut(&id));
                    if let (Some(kind), Some(level)) = (kind, level) {
                        kind.levels[level].learn(&element);
                    }
                }
            }
        }
        Ok(())
    }

    fn read_styles(&mut self, xml: &mut Xml) -> Result<(), OfficeError> {
        let mut style = None;
        while let Some(event) = xml.next()? {
            let Event::Open(element) = event else { continue };
            if element.name() == "style" {
                style = element.attribute("styleId");
                if let Some(id) = &style {
                    self.styles.insert(id.clone(), Style::default());
                }
            }
            let Some(style) = style.as_ref().and_then(|id| self.styles.get_mut(id)) else { continue };
            match element.name() {
                "basedOn" => style.based_on = element.value(),
                "numId" => style.list = element.number(),
                "ilvl" => style.level = element.number(),
                "rPr" | "tblPr" | "tblStylePr" => xml.skip()?,
                _ => {}
            }
        }
        Ok(())
    }

    /// The words that stand before the next paragraph, and counts it; nothing for one without a number.
    pub(super) fn next(
        &mut self,
        style: Option<&str>,
        list: Option<usize>,
        level: Option<usize>,
    ) -> Option<String> {
        let (list, by_style) = match list {
            Some(list) => (list, None),
            None => self.list_of(style?)?,
        };
        let kind = self.kind_of(list)?;
        let levels = &self.kinds.get(&kind)?.levels;
        let level = level.or_else(|| {
            let by_style = by_style?;
            levels
                .iter()
                .position(|level| level.style.as_ref() == Some(&by_style))
                .or_else(|| self.styles.get(&by_style)?.level)
        });
        let level = level.unwrap_or(0).min(LEVELS - 1);
        let counted = self.counted.entry(kind).or_default();
        if let Some(list) = self.lists.get_mut(&list).filter(|list| !list.begun) {
            list.begun = true;
            for (level, start) in &list.starts {
                counted[*level] = start.checked_sub(1);
            }
        }
        counted[level] = Some(counted[level].map_or(levels[level].start, |last| last.saturating_add(1)));
        for (wider, number) in counted[..level].iter_mut().enumerate() {
            number.get_or_insert(levels[wider].start);
        }
        for (narrower, number) in counted.iter_mut().enumerate().skip(level + 1) {
            if levels[narrower].restarts {
                *number = None;
            }
        }
        Some(levels[level].print(levels, counted)).filter(|words| !words.trim().is_empty())
    }

    /// The list to which the paragraphs of a style belong, and the style that says so.
    fn list_of(&self, style: &str) -> Option<(usize, Option<String>)> {
        let mut id = style;
        for _ in 0..MOST_ANCESTORS {
            let style = self.styles.get(id)?;
            if let Some(list) = style.list {
                return Some((list, Some(id.to_owned())));
            }
            id = style.based_on.as_deref()?;
        }
        None
    }

    fn kind_of(&self, list: usize) -> Option<usize> {
        let mut kind = self.lists.get(&list)?.kind;
        for _ in 0..MOST_ANCESTORS {
            let Some(style) = &self.kinds.get(&kind)?.by_style else { return Some(kind) };
            kind = self.lists.get(&self.styles.get(style)?.list?)?.kind;
        }
        None
    }
}

fn number(element: &Element, name: &str) -> Option<usize> {
    element.attribute(name)?.trim().parse().ok()
}

impl Level {
    fn learn(&mut self, element: &Element) {
        match element.name() {
            "start" => self.start = element.number().unwrap_or(1),
            "numFmt" => self.format = element.value().unwrap_or_default(),
            "lvlText" => self.text = element.value().unwrap_or_default(),
            "lvlRestart" => self.restarts = element.number() != Some(0),
            "pStyle" => self.style = element.value(),
            "isLgl" => self.in_digits = element.is_on(),
            _ => {}
        }
    }

    fn print(&self, levels: &[Self; LEVELS], counted: &[Option<usize>; LEVELS]) -> String {
        // A bullet says nothing.
        if matches!(self.format.as_str(), "bullet" | "none") && !self.text.contains('%') {
            return String::new();
        }
        let mut words = String::new();
        let mut chars = self.text.chars().peekable();
        while let Some(c) = chars.next() {
            let level = (c == '%').then(|| chars.peek()?.to_digit(10)?.checked_sub(1)).flatten();
            let level = level.and_then(|level| usize::try_from(level).ok()).filter(|level| *level < LEVELS);
            if let Some(level) = level {
                chars.next();
                let format = if self.in_digits { "decimal" } else { &levels[level].format };
                words.push_str(&printed(counted[level].unwrap_or(levels[level].start), format));
            } else {
                words.push(c);
            }
        }
        words
    }
}

/// A number in one of the ways that Word knows; in digits where it is another.
fn printed(number: usize, format: &str) -> String {
    let of = |row: &str| row.chars().nth(number.checked_sub(1)?).map(String::from);
    let words = match format {
        "none" => Some(String::new()),
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand" => chinese(number, "〇一二三四五六七八九", ["", "十", "百", "千"]),
        "chineseLegalSimplified" => chinese(number, "零壹贰叁肆伍陆柒捌玖", ["", "拾", "佰", "仟"]),
        "ideographDigital" => Some(in_digits_of(number, "〇一二三四五六七八九")),
        "decimalFullWidth" | "decimalFullWidth2" => Some(in_digits_of(number, "０１２３４５６７８９")),
        "ideographTraditional" => of("甲乙丙丁戊己庚辛壬癸"),
        "ideographZodiac" => of("子丑寅卯辰巳午未申酉戌亥"),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => of("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
        "ideographEnclosedCircle" => of("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
        "decimalEnclosedParen" => Some(format!("({number})")),
        "decimalEnclosedFullstop" => Some(format!("{number}.")),
        "decimalZero" => Some(format!("{number:02}")),
        "upperLetter" => letters(number),
        "lowerLetter" => letters(number).map(|letters| letters.to_lowercase()),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).map(|roman| roman.to_lowercase()),
        _ => None,
    };
    words.unwrap_or_else(|| number.to_string())
}

fn in_digits_of(number: usize, digits: &str) -> String {
    let digits: Vec<char> = digits.chars().collect();
    number.to_string().chars().filter_map(|c| Some(digits[usize::try_from(c.to_digit(10)?).ok()?])).collect()
}

/// A number below ten thousand in words: 十二, 二十, 一百〇三.
fn chinese(number: usize, digits: &str, places: [&str; 4]) -> Option<String> {
    if number == 0 || number > 9999 {
        return None;
    }
    let digits: Vec<char> = digits.chars().collect();
    let figures: Vec<usize> =
        number.to_string().chars().filter_map(|c| usize::try_from(c.to_digit(10)?).ok()).collect();
    let mut words = String::new();
    let mut gap = false;
    for (index, figure) in figures.iter().enumerate() {
        if *figure == 0 {
            gap = true;
            continue;
        }
        if gap && !words.is_empty() {
            words.push(digits[0]);
        }
        gap = false;
        let place = places[figures.len() - 1 - index];
        // Ten to nineteen begin with the ten itself.
        if !(index == 0 && figures.len() == 2 && *figure == 1) {
            words.push(digits[*figure]);
        }
        words.push_str(place);
    }
    Some(words)
}

/// A, B … Z, AA, BB …, as Word goes on.
fn letters(number: usize) -> Option<String> {
    const MOST: usize = 26 * 20;
    let index = number.checked_sub(1).filter(|index| *index < MOST)?;
    let letter = char::from(b'A' + u8::try_from(index % 26).ok()?);
    Some(String::from(letter).repeat(index / 26 + 1))
}

fn roman(number: usize) -> Option<String> {
    const PARTS: [(usize, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..4000).contains(&number) {
        return None;
    }
    let mut left = number;
    let mut words = String::new();
    for (value, letters) in PARTS {
        words.push_str(&letters.repeat(left / value));
        left %= value;
    }
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_printed_as_word_prints_them() {
        for (number, format, expected) in [
            (1, "chineseCountingThousand", "一"),
            (10, "chineseCounting", "十"),
            (12, "japaneseCounting", "十二"),
            (20, "chineseCounting", "二十"),
            (103, "chineseCounting", "一百〇三"),
            (110, "chineseCounting", "一百一十"),
            (2, "chineseLegalSimplified", "贰"),
            (12, "ideographDigital", "一二"),
            (3, "decimalEnclosedCircle", "③"),
            (4, "lowerRoman", "iv"),
            (28, "upperLetter", "BB"),
            (7, "decimal", "7"),
            (7, "somethingNew", "7"),
            (10000, "chineseCounting", "10000"),
        ] {
            assert_eq!(printed(number, format), expected, "{number} in {format}");
        }
    }
}
