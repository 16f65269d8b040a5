//! The JSON schema of a report, put together from the form.

use serde_json::{Map, Value, json};

use super::{AgencyKind, FORMAT, VERSION};
use crate::form::{Edition, Prose};

/// The JSON schema (draft 2020-12) of reports in an edition. It describes what is written: every known key is
/// there. Unknown keys are allowed, for newer programs may add them.
pub fn schema(edition: &Edition) -> Value {
    let mut root = Node::default();
    root.leaf("format", json!({ "const": FORMAT }));
    root.leaf("version", json!({ "const": VERSION }));
    root.leaf("edition", json!({ "const": edition.year }));
    root.leaf("agency.name", json!({ "type": "string" }));
    root.leaf("agency.kind", json!({ "enum": AgencyKind::ALL.map(AgencyKind::key) }));
    root.leaf("year", json!({ "type": "integer", "minimum": 1900, "maximum": 9999 }));
    root.leaf("period.from", json!({ "type": "string", "description": "YYYY-MM-DD" }));
    root.leaf("period.to", json!({ "type": "string", "description": "YYYY-MM-DD" }));
    for prose in Prose::ALL {
        root.leaf(prose.path(), json!({ "type": "string", "title": prose.label() }));
    }
    for cell in &edition.cells {
        root.leaf(&cell.path, json!({ "type": ["null", "number", "string"], "title": cell.name() }));
    }
    let text = json!({ "type": "string" });
    root.leaf(
        "explanations",
        json!({ "type": "array", "items": {
            "type": "object",
            "required": ["rule", "place", "reason"],
            "properties": { "rule": text.clone(), "place": text.clone(), "reason": text.clone(), "about": text.clone() },
        }}),
    );
    let mut schema = root.schema();
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        properties.insert("unfinished".into(), text.clone());
    }
    if let Value::Object(map) = &mut schema {
        map.insert("$schema".into(), "https://json-schema.org/draft/2020-12/schema".into());
        map.insert(
            "title".into(),
            format!("gongkai report, version {VERSION}, edition {}", edition.year).into(),
        );
    }
    schema
}

/// An object under construction: keys in order, leaves as finished schemas.
#[derive(Default)]
struct Node {
    children: Vec<(String, Node)>,
    leaf: Option<Value>,
}

impl Node {
    fn leaf(&mut self, path: &str, schema: Value) {
        let (key, rest) = path.split_once('.').map_or((path, None), |(key, rest)| (key, Some(rest)));
        let index = self.children.iter().position(|(name, _)| name == key).unwrap_or_else(|| {
            self.children.push((key.to_owned(), Self::default()));
            self.children.len() - 1
        });
        match rest {
            Some(rest) => self.children[index].1.leaf(rest, schema),
            None => self.children[index].1.leaf = Some(schema),
        }
    }

    fn schema(&self) -> Value {
        if let Some(leaf) = &self.leaf {
            return leaf.clone();
        }
        let properties: Map<String, Value> =
            self.children.iter().map(|(key, node)| (key.clone(), node.schema())).collect();
        let required: Vec<&String> = self.children.iter().map(|(key, _)| key).collect();
        json!({ "type": "object", "required": required, "properties": properties })
    }
}
