//! Reads the XML of office programs piece by piece, without following anything out of it.

use std::borrow::Cow;

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event as Piece};
use quick_xml::{Reader, XmlVersion};

use super::package::OfficeError;

/// Elements within elements that are followed.
const DEEPEST: usize = 1000;

/// A piece of XML.
pub(super) enum Event<'a> {
    /// An element begins. One without content begins and ends.
    Open(Element<'a>),
    /// The element that began last ends.
    Close,
    /// Text.
    Text(Cow<'a, str>),
}

/// An element with its attributes. Names are compared without their prefixes, for programs choose those freely.
pub(super) struct Element<'a>(BytesStart<'a>);

impl Element<'_> {
    /// The name without its prefix.
    pub(super) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        self.0.attributes().with_checks(false).flatten().find_map(|attribute| {
            (attribute.key.local_name().into_inner() == name)
                .then(|| attribute.normalized_value(XmlVersion::Implicit1_0).ok())
                .flatten()
                .map(Cow::into_owned)
        })
    }

    /// The attribute `val`, in which Word keeps nearly everything.
    pub(super) fn value(&self) -> Option<String> {
        self.attribute("val")
    }

    /// The number in `val`.
    pub(super) fn number(&self) -> Option<usize> {
        self.value()?.trim().parse().ok()
    }

    /// Whether a property that is on by its presence is on.
    pub(super) fn is_on(&self) -> bool {
        !self.value().is_some_and(|value| matches!(value.as_str(), "0" | "false" | "off" | "none"))
    }
}

/// Reads XML piece by piece.
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    depth: usize,
    kind: &'static str,
}

impl<'a> Xml<'a> {
    /// Reads a part; `kind` names the file in messages.
    pub(super) fn new(text: &'a str, kind: &'static str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, depth: 0, kind }
    }

    /// The next piece; nothing at the end.
    pub(super) fn next(&mut self) -> Result<Option<Event<'a>>, OfficeError> {
        let broken = OfficeError::Broken(self.kind);
        loop {
            return Ok(Some(match self.reader.read_event().map_err(|_| broken)? {
                Piece::Start(start) => {
                    self.depth += 1;
                    if self.depth > DEEPEST {
                        return Err(OfficeError::TooDeep(self.kind));
                    }
                    Event::Open(Element(start))
                }
                Piece::End(_) => {
                    self.depth = self.depth.checked_sub(1).ok_or(broken)?;
                    Event::Close
                }
                Piece::Text(text) => Event::Text(text.xml10_content()),
                Piece::CData(text) => Event::Text(text.xml10_content()),
                Piece::GeneralRef(reference) => Event::Text(resolved(&reference).ok_or(broken)?.into()),
                Piece::DocType(_) => return Err(OfficeError::Entities(self.kind)),
                Piece::Eof if self.depth == 0 => return Ok(None),
                Piece::Eof => return Err(broken),
                Piece::Empty(_) | Piece::Comment(_) | Piece::Decl(_) | Piece::PI(_) => continue,
            }));
        }
    }

    /// The text in the element that began last, which ends with it. Elements within it are passed over.
    pub(super) fn text(&mut self) -> Result<String, OfficeError> {
        let mut text = String::new();
        loop {
            match self.next()? {
                Some(Event::Text(piece)) => text.push_str(&piece),
                Some(Event::Open(_)) => self.skip()?,
                Some(Event::Close) | None => return Ok(text),
            }
        }
    }

    /// Passes over what is left of the element that began last.
    pub(super) fn skip(&mut self) -> Result<(), OfficeError> {
        let mut open = 1_usize;
        while open > 0 {
            match self.next()? {
                Some(Event::Open(_)) => open += 1,
                Some(Event::Close) => open -= 1,
                Some(Event::Text(_)) => {}
                None => return Ok(()),
            }
        }
        Ok(())
    }
}

/// A character by its number, or one of the five that XML itself names.
fn resolved(reference: &BytesRef) -> Option<String> {
    if reference.is_char_ref() {
        return reference.resolve_char_ref().ok()?.map(String::from);
    }
    resolve_predefined_entity(&reference.xml10_content()).map(str::to_owned)
}
