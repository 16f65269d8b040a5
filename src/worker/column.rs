//! One column of two texts side by side: paragraphs with what is gone or new in them, and the sentences that were taken
//! over.

use maud::{Markup, html as markup};

use crate::compare::{Piece, ProsePair};
use crate::report::visible;

/// Which of the two reports a column is of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// The earlier one: what is gone is struck.
    Before,
    /// The later one: what is new stands out, and what was taken over is marked.
    Now,
}

/// The text of one side, paragraph by paragraph.
pub(super) fn column(pair: &ProsePair, side: Side) -> Markup {
    let paragraphs = paragraphs(pair, side);
    let written = paragraphs.iter().flatten().any(|bit| !bit.text.trim().is_empty());
    markup! {
        @if !written { p.cmp-quiet { "没有写。" } }
        @for bits in paragraphs.iter().filter(|bits| !bits.is_empty()) {
            p.cmp-text {
                @for stretch in bits.chunk_by(|bit, next| bit.copied == next.copied) {
                    @if stretch[0].copied.is_some() {
                        mark.copied { @for bit in stretch { (shown(bit, side)) } }
                    } @else {
                        @for bit in stretch { (shown(bit, side)) }
                    }
                }
            }
        }
    }
}

/// A stretch of a column within a paragraph.
struct Bit<'a> {
    text: &'a str,
    changed: bool,
    /// Which of the copied sentences it belongs to.
    copied: Option<usize>,
}

fn shown(bit: &Bit, side: Side) -> Markup {
    // A paragraph that was parted or joined would not be seen otherwise.
    let text = visible(if bit.text == "\n" { "¶" } else { bit.text });
    markup! {
        @if !bit.changed {
            (text)
        } @else if side == Side::Before {
            span.cmp-hidden { "［删去：" } del { (text) } span.cmp-hidden { "］" }
        } @else {
            span.cmp-hidden { "［新增：" } ins { (text) } span.cmp-hidden { "］" }
        }
    }
}

fn paragraphs<'a>(pair: &'a ProsePair, side: Side) -> Vec<Vec<Bit<'a>>> {
    let mut paragraphs = vec![Vec::new()];
    let mut at = 0;
    for piece in &pair.pieces {
        let (text, changed) = match (*piece, side) {
            (Piece::Same(text), _) => (text, false),
            (Piece::Gone(text), Side::Before) | (Piece::New(text), Side::Now) => (text, true),
            _ => continue,
        };
        for line in text.split_inclusive('\n') {
            let words = line.strip_suffix('\n').unwrap_or(line);
            if let Some(bits) = paragraphs.last_mut() {
                bits.extend(cut(pair, side, words, at, changed));
                if changed && words != line {
                    bits.push(Bit { text: "\n", changed, copied: None });
                }
            }
            if words != line {
                paragraphs.push(Vec::new());
            }
            at += line.len();
        }
    }
    paragraphs
}

/// Words that begin at a place of the text, cut where copied sentences begin and end.
fn cut<'a>(pair: &ProsePair, side: Side, mut words: &'a str, mut at: usize, changed: bool) -> Vec<Bit<'a>> {
    let copied = if side == Side::Now { pair.copied.as_slice() } else { &[] };
    let mut bits = Vec::new();
    while !words.is_empty() {
        let place = copied.partition_point(|sentence| sentence.end <= at);
        let (end, inside) = match copied.get(place) {
            Some(sentence) if sentence.start <= at => (sentence.end, Some(place)),
            Some(sentence) => (sentence.start, None),
            None => (at + words.len(), None),
        };
        let (text, rest) = words.split_at((end - at).min(words.len()));
        bits.push(Bit { text, changed, copied: inside });
        at += text.len();
        words = rest;
    }
    bits
}
