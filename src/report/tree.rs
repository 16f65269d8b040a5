//! A JSON document as a tree, without binary floats.
//!
//! `serde_json`'s own tree can be made of floats, and the code and tables for writing those are a fifteenth of
//! what the page has to load. Here a number is its digits and nothing else.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// The key under which `serde_json`, with its feature `arbitrary_precision`, hands over the digits of a number.
/// A test notices should it change.
const DIGITS: &str = "$serde_json::private::Number";

/// Reads a document.
///
/// # Errors
/// What `serde_json` says of it.
pub fn read_tree(text: &str) -> Result<Value, serde_json::Error> {
    serde_json::from_str::<Tree>(text).map(|tree| tree.0)
}

struct Tree(Value);

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Branch).map(Self)
    }
}

struct Branch;

impl<'de> Visitor<'de> for Branch {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::String(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(Value::String(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(Tree(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            if key == DIGITS && map.is_empty() {
                let digits: String = entries.next_value()?;
                return digits.parse::<Number>().map(Value::Number).map_err(A::Error::custom);
            }
            let Tree(value) = entries.next_value()?;
            map.insert(key, value);
        }
        Ok(Value::Object(map))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tree_is_the_one_that_serde_json_makes() {
        let text = r#" { "a": [null, true, "文\n", {}], "b": { "c": -0.50, "d": 1e400, "e": 18446744073709551616 } } "#;
        assert_eq!(read_tree(text).unwrap(), serde_json::from_str::<Value>(text).unwrap());
        assert_eq!(read_tree("[1016.720]").unwrap().to_string(), "[1016.720]");
        assert!(read_tree("{\"a\":").unwrap_err().is_eof());
    }
}
