//! The language as JSON Schema (draft 2020-12): what editors complete and check by, before `engine lint` does.

use super::{Key, KeyKind, MappingSchema, Names, Pattern, RULE, SHARED, TABLE, TEST, VALUE_SET};
use crate::keyword::Keyword;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The schema of rule files.
pub fn rule() -> Value {
    file(&RULE)
}

/// The schema of shared files.
pub fn shared() -> Value {
    file(&SHARED)
}

/// The schema of value set files.
pub fn value_set() -> Value {
    file(&VALUE_SET)
}

/// The schema of table files.
pub fn table() -> Value {
    file(&TABLE)
}

/// The schema of test files.
pub fn test() -> Value {
    file(&TEST)
}

fn file(mapping: &'static MappingSchema) -> Value {
    let mut definitions = Definitions::default();
    let mut schema = object(mapping, &mut definitions);
    definitions.finish();
    let mut whole = Map::new();
    whole.insert("$schema".into(), json!("https://json-schema.org/draft/2020-12/schema"));
    whole.insert("title".into(), json!(mapping.name));
    if let Value::Object(members) = &mut schema {
        whole.append(members);
    }
    if !definitions.done.is_empty() {
        whole.insert("$defs".into(), json!(definitions.done));
    }
    Value::Object(whole)
}

/// Shapes that are referred to: each is described once.
#[derive(Default)]
struct Definitions {
    waiting: Vec<(String, &'static MappingSchema)>,
    done: BTreeMap<String, Value>,
}

impl Definitions {
    /// A reference to `mapping`.
    fn refer(&mut self, mapping: &'static MappingSchema) -> Value {
        let name: String = mapping
            .name
            .chars()
            .filter(|character| *character != '`')
            .map(|character| if character == ' ' { '-' } else { character })
            .collect();
        let reference = json!({ "$ref": format!("#/$defs/{name}") });
        if !self.done.contains_key(&name) {
            self.done.insert(name.clone(), Value::Null);
            self.waiting.push((name, mapping));
        }
        reference
    }

    /// Describes all that were referred to, and what those refer to.
    fn finish(&mut self) {
        while let Some((name, mapping)) = self.waiting.pop() {
            let schema = object(mapping, self);
            self.done.insert(name, schema);
        }
    }
}

fn object(mapping: &'static MappingSchema, definitions: &mut Definitions) -> Value {
    let properties: Map<String, Value> = mapping.keys.iter().map(|key| (key.name.to_owned(), property(key, definitions))).collect();
    let required: Vec<&str> = mapping.keys.iter().filter(|key| key.is_required).map(|key| key.name).collect();
    let mut schema = Map::new();
    schema.insert("description".into(), json!(mapping.about));
    schema.insert("type".into(), json!("object"));
    schema.insert("properties".into(), Value::Object(properties));
    if !required.is_empty() {
        schema.insert("required".into(), json!(required));
    }
    if !mapping.one_of.is_empty() {
        let alternatives: Vec<Value> = mapping.one_of.iter().map(|name| json!({ "required": [name] })).collect();
        schema.insert("oneOf".into(), json!(alternatives));
    }
    schema.insert("additionalProperties".into(), json!(false));
    Value::Object(schema)
}

fn property(key: &Key, definitions: &mut Definitions) -> Value {
    let schema = kind(&key.kind, definitions);
    let mut described = Map::new();
    described.insert("description".into(), json!(format!("{}\n\nExample: `{}: {}`", key.about, key.name, key.example)));
    if let Value::Object(mut members) = schema {
        described.append(&mut members);
    }
    Value::Object(described)
}

fn kind(of: &KeyKind, definitions: &mut Definitions) -> Value {
    match of {
        KeyKind::Text(_) => scalar(),
        KeyKind::Pattern(of) => pattern(of),
        KeyKind::Words(of) => words(of),
        KeyKind::Boolean => json!({ "type": "boolean" }),
        KeyKind::Number => json!({ "type": "number" }),
        KeyKind::List(of) => json!({ "type": "array", "items": kind(of, definitions) }),
        KeyKind::OneOrList(of) => {
            let one = kind(of, definitions);
            json!({ "anyOf": [one, { "type": "array", "items": one }] })
        }
        KeyKind::Map { keys, values } => match keys {
            Names::Any => json!({ "type": "object", "additionalProperties": kind(values, definitions) }),
            Names::Of(pattern) => {
                json!({ "type": "object", "propertyNames": { "pattern": pattern.expression }, "additionalProperties": kind(values, definitions) })
            }
        },
        KeyKind::Object(mapping) => definitions.refer(mapping),
        KeyKind::Either(kinds) => json!({ "anyOf": kinds.iter().map(|of| kind(of, definitions)).collect::<Vec<_>>() }),
        KeyKind::Json => json!({}),
        KeyKind::Resource => json!({
            "type": "object",
            "properties": {
                "resourceType": { "type": "string" },
                "$merge": { "type": "string", "description": "The value or loop variable that holds the resource to start from." },
                "$append": { "type": "object", "description": "Lists, each of whose elements is added to the list of that name." }
            }
        }),
    }
}

/// A text. An editor reads `1.0` and `true` without quotes as no strings, the engine as text.
fn scalar() -> Value {
    json!({ "type": ["string", "number", "boolean"] })
}

fn pattern(of: &Pattern) -> Value {
    json!({ "type": ["string", "number", "boolean"], "pattern": of.expression, "errorMessage": format!("expected {}", of.expected) })
}

fn words(of: &[Keyword]) -> Value {
    let alternatives: Vec<Value> = of.iter().map(|word| json!({ "const": word.word, "description": word.about })).collect();
    json!({ "oneOf": alternatives })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reference_leads_somewhere() {
        for schema in [rule(), shared(), value_set(), table()] {
            let text = schema.to_string();
            for reference in text.split("\"#/$defs/").skip(1) {
                let name = reference.split('"').next().unwrap();
                assert!(schema["$defs"][name].is_object(), "{name}");
            }
        }
    }

    #[test]
    fn the_schema_describes_what_the_language_has() {
        let schema = rule();
        assert_eq!(schema["required"], json!(["id", "hook", "version", "description"]));
        assert_eq!(schema["additionalProperties"], json!(false));
        assert_eq!(schema["$defs"]["card"]["required"], json!(["id", "summary", "indicator"]));
        assert_eq!(schema["properties"]["mode"]["oneOf"][1]["const"], "silent");
        assert_eq!(value_set()["oneOf"], json!([{ "required": ["codes"] }, { "required": ["fhir"] }]));
    }
}
