//! Numbers as clerks write them: `75`, `７５`, `1,204`, `24252.311082`, `二十一`, `一百零三`, `两`, `廿三`, `3.2万`.

use rust_decimal::Decimal;

/// A number found in a text, with the byte at which it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) value: Decimal,
    pub(super) end: usize,
    /// Written in Chinese numerals (`二十一`), not in digits.
    pub(super) chinese: bool,
    /// Written in ten thousands (`3.2万`), and so seldom exact.
    pub(super) rounded: bool,
}

/// The longest number that begins at byte `at` of `text`, if one does and its value is certain.
///
/// `两三` or `十几` begin no number: their value is not certain. A multiplier is taken (`3.2万`) unless it belongs
/// to a unit of money (`3.2万元`).
pub(super) fn number(text: &str, at: usize) -> Option<Number> {
    let rest = text.get(at..)?;
    let first = rest.chars().next()?;
    let plain = if digit(first).is_some() { arabic(rest) } else { chinese(rest) }?;
    Some(Number { end: at + plain.end, ..plain })
}

/// Whether `letter` can begin a number.
pub(super) fn begins(letter: char) -> bool {
    digit(letter).is_some() || numeral(letter).is_some()
}

/// How many bytes of `rest` look like a number, certain or not, so that a scanner can step over it.
pub(super) fn run(rest: &str) -> usize {
    rest.chars().take_while(|&letter| begins(letter)).map(char::len_utf8).sum()
}

fn digit(letter: char) -> Option<u32> {
    match letter {
        '0'..='9' => Some(u32::from(letter) - u32::from('0')),
        '０'..='９' => Some(u32::from(letter) - u32::from('０')),
        _ => None,
    }
}

fn arabic(rest: &str) -> Option<Number> {
    let mut digits = Digits::default();
    let mut end = 0;
    loop {
        end += digits.take(&rest[end..])?;
        let Some(separator) = separator(&rest[end..], digits.wide) else { break };
        end += separator;
    }
    let mut after = rest[end..].chars();
    if let (Some(point @ ('.' | '．')), Some(next)) = (after.next(), after.next())
        && digit(next).is_some()
    {
        end += point.len_utf8();
        let whole = digits.count;
        end += digits.take(&rest[end..])?;
        digits.decimals = digits.count - whole;
    }
    let value = Decimal::try_from_i128_with_scale(i128::from(digits.mantissa), digits.decimals).ok()?;
    let Some((factor, length)) = multiplier(&rest[end..]) else {
        return Some(Number { value, end, chinese: false, rounded: false });
    };
    let value = value.checked_mul(Decimal::from(factor))?;
    Some(Number { value, end: end + length, chinese: false, rounded: factor >= 10_000 })
}

#[derive(Default)]
struct Digits {
    mantissa: u64,
    count: u32,
    decimals: u32,
    wide: bool,
}

impl Digits {
    /// Takes the digits at the start of `rest` and says how many bytes they fill; nothing on overflow.
    fn take(&mut self, rest: &str) -> Option<usize> {
        let mut length = 0;
        for letter in rest.chars() {
            let Some(value) = digit(letter) else { break };
            self.mantissa = self.mantissa.checked_mul(10)?.checked_add(u64::from(value))?;
            self.count += 1;
            self.wide = letter.len_utf8() > 1;
            length += letter.len_utf8();
        }
        Some(length)
    }
}

/// The length of a thousands separator: a comma that exactly three digits follow. A full-width comma separates
/// thousands only among full-width digits, or where a unit follows (`1，573件`); elsewhere it ends a clause.
fn separator(rest: &str, wide: bool) -> Option<usize> {
    let mut letters = rest.chars();
    let comma = letters.next().filter(|letter| matches!(letter, ',' | '，'))?;
    let group = letters.clone().take(3).filter(|&letter| digit(letter).is_some()).count();
    let after = letters.nth(3);
    let goes_on = after.is_some_and(|letter| digit(letter).is_some());
    let certain = comma == ',' || wide || after.is_none_or(|unit| "件份宗起条次项例元".contains(unit));
    (group == 3 && !goes_on && certain).then_some(comma.len_utf8())
}

fn multiplier(rest: &str) -> Option<(u32, usize)> {
    let mut letters = rest.chars();
    let letter = letters.next()?;
    let factor = match letter {
        '百' => 100,
        '千' => 1_000,
        '万' => 10_000,
        '亿' => 100_000_000,
        _ => return None,
    };
    let money_or_fraction = matches!(letters.next(), Some('元' | '分'));
    (!money_or_fraction).then_some((factor, letter.len_utf8()))
}

/// One Chinese numeral: a digit, or a power of ten.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Numeral {
    Digit(u64),
    Ten(u64),
    /// 廿 and 卅: tens that carry their own digit.
    Tens(u64),
    Section(u64),
}

fn numeral(letter: char) -> Option<Numeral> {
    use Numeral::{Digit, Section, Ten, Tens};
    Some(match letter {
        '零' | '〇' => Digit(0),
        '一' => Digit(1),
        '二' | '两' => Digit(2),
        '三' => Digit(3),
        '四' => Digit(4),
        '五' => Digit(5),
        '六' => Digit(6),
        '七' => Digit(7),
        '八' => Digit(8),
        '九' => Digit(9),
        '十' => Ten(10),
        '百' => Ten(100),
        '千' => Ten(1_000),
        '廿' => Tens(20),
        '卅' => Tens(30),
        '万' => Section(10_000),
        '亿' => Section(100_000_000),
        _ => return None,
    })
}

fn chinese(rest: &str) -> Option<Number> {
    let mut end = run(rest);
    if rest[end..].starts_with('元') {
        end -= rest[..end]
            .chars()
            .next_back()
            .filter(|&last| last == '万' || last == '亿')
            .map_or(0, char::len_utf8);
    }
    let numerals = || rest[..end].chars().filter_map(numeral);
    let plain = numerals().all(|numeral| matches!(numeral, Numeral::Digit(_)));
    let value = if plain { positional(numerals())? } else { spoken(numerals())? };
    Some(Number { value: Decimal::from(value), end, chinese: true, rounded: false })
}

/// `二〇二二`: digits in places. Two or three digits without a zero (`两三`, `三五`) are an estimate, not a number.
fn positional(numerals: impl Iterator<Item = Numeral> + Clone) -> Option<u64> {
    let count = numerals.clone().count();
    let zero = numerals.clone().any(|numeral| numeral == Numeral::Digit(0));
    if count == 0 || (count > 1 && count != 4 && !zero) {
        return None;
    }
    numerals.into_iter().try_fold(0_u64, |value, numeral| match numeral {
        Numeral::Digit(digit) => value.checked_mul(10)?.checked_add(digit),
        _ => None,
    })
}

/// `一千零二十一`, `三万二千`: digits before descending powers of ten.
fn spoken(numerals: impl Iterator<Item = Numeral>) -> Option<u64> {
    let (mut total, mut section, mut digit) = (0_u64, 0_u64, None::<u64>);
    let (mut lowest, mut lowest_section) = (u64::MAX, u64::MAX);
    let (mut zero, mut anything) = (false, false);
    for numeral in numerals {
        match numeral {
            Numeral::Digit(0) if digit.is_none() && anything => zero = true,
            Numeral::Digit(value) if value > 0 && digit.is_none() => digit = Some(value),
            Numeral::Ten(power) if power < lowest => {
                let count = digit.take().or((power == 10).then_some(1))?;
                section += count * power;
                lowest = power;
                zero = false;
            }
            Numeral::Tens(value) if lowest > 10 && digit.is_none() => {
                section += value;
                lowest = 10;
                zero = false;
            }
            Numeral::Section(power) if power < lowest_section => {
                section += digit.take().unwrap_or(0);
                total = total.checked_add(section.checked_mul(power).filter(|&value| value > 0)?)?;
                (section, lowest, lowest_section, zero) = (0, u64::MAX, power, false);
            }
            _ => return None,
        }
        anything = true;
    }
    let colloquial = digit.is_some() && !zero && matches!(lowest, 100 | 1_000);
    (!colloquial).then(|| total.checked_add(section + digit.unwrap_or(0)))?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Option<String> {
        number(text, 0).map(|number| format!("{}|{}", number.value.normalize(), &text[number.end..]))
    }

    #[test]
    fn digits_with_separators_decimals_and_full_width_are_read_exactly() {
        for (text, expected) in [
            ("75件", "75|件"),
            ("７５件", "75|件"),
            ("1,204件", "1204|件"),
            ("１，２０４件", "1204|件"),
            ("3，200件", "3200|件"),
            ("3，200", "3200|"),
            ("3，200人", "3|，200人"),
            ("1,20件", "1|,20件"),
            ("24252.311082万元", "24252.311082|万元"),
            ("3.2万次", "32000|次"),
            ("0", "0|"),
            ("33.", "33|."),
        ] {
            assert_eq!(value(text).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(value("99999999999999999999件"), None);
    }

    #[test]
    fn chinese_numerals_are_read_exactly() {
        for (text, expected) in [
            ("零件", 0),
            ("两", 2),
            ("十", 10),
            ("十五", 15),
            ("二十一", 21),
            ("廿", 20),
            ("廿三", 23),
            ("卅一", 31),
            ("一百零三", 103),
            ("一百一十", 110),
            ("一百二十三", 123),
            ("一千零二十一", 1021),
            ("二千〇三", 2003),
            ("三万二千", 32_000),
            ("十二万", 120_000),
            ("一亿零五十万", 100_500_000),
            ("二〇二二", 2022),
            ("一九九八", 1998),
        ] {
            assert_eq!(number(text, 0).map(|number| number.value), Some(Decimal::from(expected)), "{text}");
        }
    }

    #[test]
    fn estimates_and_malformed_numerals_are_no_numbers() {
        for text in ["两三件", "三五", "十十", "百", "一百五", "万", "五六七十八九十", "几件", "件", ""]
        {
            assert_eq!(value(text), None, "{text}");
        }
    }

    #[test]
    fn every_count_up_to_ten_thousand_survives_being_written_out() {
        for count in 0..10_000_u32 {
            let written = write(count);
            assert_eq!(
                number(&written, 0).map(|number| number.value),
                Some(Decimal::from(count)),
                "{written}"
            );
        }
    }

    fn write(count: u32) -> String {
        const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
        let mut written = String::new();
        let mut gap = false;
        for (power, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
            let digit = count / power % 10;
            if digit == 0 {
                gap |= !written.is_empty();
                continue;
            }
            if gap {
                written.push('零');
            }
            gap = false;
            if !(digit == 1 && power == 10 && written.is_empty()) {
                written.push(DIGITS[digit as usize]);
            }
            written.push_str(name);
        }
        if written.is_empty() { "零".to_owned() } else { written }
    }
}
