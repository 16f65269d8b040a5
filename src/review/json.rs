//! A note as JSON. Reading takes the known keys out; whatever is left is unknown, kept, and written out again.

use serde_json::{Map, Value};

use super::note::{Anchor, Comment, Matter, Note, Outcome, Ruling, Verdict};
use crate::report::keep_unknown;

impl Note {
    /// The note as it is written.
    pub fn to_value(&self) -> Value {
        let mut map = Map::new();
        let mut put = |key: &str, text: &str| map.insert(key.to_owned(), text.into());
        put("id", &self.id);
        put("by", &self.by);
        put("kind", self.kind());
        match &self.matter {
            Matter::Comment(comment) => {
                put("place", &comment.place);
                if let Some(anchor) = &comment.anchor {
                    put("quote", &anchor.quote);
                    put("before", &anchor.before);
                    put("after", &anchor.after);
                }
                put("text", &comment.text);
                if let Some(proposal) = &comment.proposal {
                    put("proposal", proposal);
                }
                put("fingerprint", &comment.fingerprint);
                if let Some(anchor) = &comment.anchor {
                    map.insert("start".into(), anchor.start.into());
                }
            }
            Matter::Reply { to, text } => {
                put("to", to);
                put("text", text);
            }
            Matter::Ruling { on, outcome } => {
                put("on", on);
                put("outcome", outcome.key());
            }
            Matter::Withdrawal { of } => {
                put("of", of);
            }
            Matter::Verdict(verdict) => {
                put("outcome", verdict.outcome.key());
                put("fingerprint", &verdict.fingerprint);
                put("text", &verdict.text);
            }
            Matter::Newer(_) => {}
        }
        map.insert("at".into(), self.at.into());
        keep_unknown(&mut map, &self.unknown);
        Value::Object(map)
    }

    /// The note in a value; nothing when the value is no note.
    pub fn from_value(value: &Value) -> Option<Self> {
        let mut unknown = value.as_object()?.clone();
        // Two copies of a note are one note, in whatever order a program wrote the keys.
        unknown.sort_keys();
        unknown.values_mut().for_each(Value::sort_all_objects);
        let mut fields = Fields { map: unknown, broken: false };
        let (id, by, kind) = (fields.text("id"), fields.text("by"), fields.text("kind"));
        let at = fields.number("at");
        let matter = fields.matter(kind);
        let whole = !fields.broken && !id.is_empty();
        whole.then_some(Self { id, by, at: at?, matter, unknown: fields.map })
    }

    fn kind(&self) -> &str {
        match &self.matter {
            Matter::Comment(_) => "comment",
            Matter::Reply { .. } => "reply",
            Matter::Ruling { .. } => "ruling",
            Matter::Withdrawal { .. } => "withdrawal",
            Matter::Verdict(_) => "verdict",
            Matter::Newer(kind) => kind,
        }
    }
}

struct Fields {
    /// What has not been taken.
    map: Map<String, Value>,
    /// Whether anything was missing, or was something else.
    broken: bool,
}

impl Fields {
    fn optional(&mut self, key: &str) -> Option<String> {
        match self.map.shift_remove(key) {
            Some(Value::String(text)) => Some(text),
            None | Some(Value::Null) => None,
            Some(_) => {
                self.broken = true;
                None
            }
        }
    }

    fn text(&mut self, key: &str) -> String {
        let text = self.optional(key);
        self.broken |= text.is_none();
        text.unwrap_or_default()
    }

    fn number(&mut self, key: &str) -> Option<u64> {
        let value = self.map.shift_remove(key)?;
        let number = value.as_u64();
        self.broken |= number.is_none();
        number
    }

    fn matter(&mut self, kind: String) -> Matter {
        match kind.as_str() {
            "comment" => Matter::Comment(self.comment()),
            "reply" => Matter::Reply { to: self.text("to"), text: self.text("text") },
            "withdrawal" => Matter::Withdrawal { of: self.text("of") },
            "ruling" => match self.outcome(&Ruling::ALL, Ruling::key) {
                Some(outcome) => Matter::Ruling { on: self.text("on"), outcome },
                None => Matter::Newer(kind),
            },
            "verdict" => match self.outcome(&Outcome::ALL, Outcome::key) {
                Some(outcome) => Matter::Verdict(Verdict {
                    outcome,
                    fingerprint: self.text("fingerprint"),
                    text: self.text("text"),
                }),
                None => Matter::Newer(kind),
            },
            _ => Matter::Newer(kind),
        }
    }

    /// Takes an outcome; one that only a newer program knows stays where it is.
    fn outcome<T: Copy>(&mut self, all: &[T], key: fn(T) -> &'static str) -> Option<T> {
        let word = self.map.get("outcome").and_then(Value::as_str);
        self.broken |= word.is_none();
        let outcome = *all.iter().find(|outcome| Some(key(**outcome)) == word)?;
        self.map.shift_remove("outcome");
        Some(outcome)
    }

    fn comment(&mut self) -> Comment {
        let quote = self.optional("quote");
        let anchor = quote.map(|quote| Anchor {
            quote,
            before: self.optional("before").unwrap_or_default(),
            after: self.optional("after").unwrap_or_default(),
            start: self.number("start").unwrap_or_default(),
        });
        Comment {
            place: self.text("place"),
            anchor,
            text: self.text("text"),
            proposal: self.optional("proposal"),
            fingerprint: self.text("fingerprint"),
        }
    }
}
