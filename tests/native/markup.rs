//! Takes the pages apart that this program writes.

// Not every test asks for everything.
#![allow(dead_code)]

/// A piece of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    Open { tag: String, attributes: Vec<(String, String)> },
    Close(String),
    Text(String),
}

/// Takes a page apart. Only what the exporter writes is understood; anything else is a panic, and a finding.
pub(crate) fn pieces(html: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = html.strip_prefix("<!doctype html>").unwrap_or(html);
    while let Some(start) = rest.find('<') {
        if start > 0 {
            pieces.push(Piece::Text(unescaped(&rest[..start])));
        }
        rest = &rest[start + 1..];
        if let Some(close) = rest.strip_prefix('/') {
            let (tag, after) = close.split_once('>').unwrap();
            pieces.push(Piece::Close(tag.to_owned()));
            rest = after;
            continue;
        }
        let end = rest.find([' ', '>']).unwrap();
        let tag = &rest[..end];
        assert!(tag.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()), "a tag named {tag:?}");
        rest = &rest[end..];
        let mut attributes = Vec::new();
        while let Some(attribute) = rest.strip_prefix(' ') {
            let (name, value) = attribute.split_once("=\"").unwrap();
            let (value, after) = value.split_once('"').unwrap();
            attributes.push((name.to_owned(), unescaped(value)));
            rest = after;
        }
        rest = rest.strip_prefix('>').unwrap();
        pieces.push(Piece::Open { tag: tag.to_owned(), attributes });
        if matches!(tag, "style" | "script") {
            let end = rest.to_ascii_lowercase().find(&format!("</{tag}")).unwrap();
            pieces.push(Piece::Text(rest[..end].to_owned()));
            rest = &rest[end..];
        }
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(unescaped(rest)));
    }
    pieces
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

impl Piece {
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        match self {
            Self::Open { attributes, .. } => {
                attributes.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
            }
            _ => None,
        }
    }

    pub(crate) fn opens(&self, name: &str) -> bool {
        matches!(self, Self::Open { tag, .. } if tag == name)
    }
}

/// The text between a tag and its end, for every such tag.
pub(crate) fn texts(pieces: &[Piece], name: &str) -> Vec<String> {
    let starts = pieces.iter().enumerate().filter(|(_, piece)| piece.opens(name));
    starts
        .map(|(start, _)| {
            let inside = pieces[start + 1..].iter().take_while(|piece| **piece != Piece::Close(name.into()));
            inside
                .filter_map(|piece| if let Piece::Text(text) = piece { Some(text.as_str()) } else { None })
                .collect()
        })
        .collect()
}
