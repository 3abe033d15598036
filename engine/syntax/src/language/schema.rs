//! The language as JSON Schema (draft 2020-12): what editors complete and check by, before `engine lint` does.

use super::{Form, Key, Names, Pattern, RULE, SHARED, Shape, TABLE, TEST, VALUE_SET};
use crate::word::Word;
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

fn file(shape: &'static Shape) -> Value {
    let mut definitions = Definitions::default();
    let mut schema = object(shape, &mut definitions);
    definitions.finish();
    let mut whole = Map::new();
    whole.insert("$schema".into(), json!("https://json-schema.org/draft/2020-12/schema"));
    whole.insert("title".into(), json!(shape.name));
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
    waiting: Vec<(String, &'static Shape)>,
    done: BTreeMap<String, Value>,
}

impl Definitions {
    /// A reference to `shape`.
    fn refer(&mut self, shape: &'static Shape) -> Value {
        let name: String = shape
            .name
            .chars()
            .filter(|character| *character != '`')
            .map(|character| if character == ' ' { '-' } else { character })
            .collect();
        let reference = json!({ "$ref": format!("#/$defs/{name}") });
        if !self.done.contains_key(&name) {
            self.done.insert(name.clone(), Value::Null);
            self.waiting.push((name, shape));
        }
        reference
    }

    /// Describes all that were referred to, and what those refer to.
    fn finish(&mut self) {
        while let Some((name, shape)) = self.waiting.pop() {
            let schema = object(shape, self);
            self.done.insert(name, schema);
        }
    }
}

fn object(shape: &'static Shape, definitions: &mut Definitions) -> Value {
    let properties: Map<String, Value> = shape.keys.iter().map(|key| (key.name.to_owned(), property(key, definitions))).collect();
    let required: Vec<&str> = shape.keys.iter().filter(|key| key.is_required).map(|key| key.name).collect();
    let mut schema = Map::new();
    schema.insert("description".into(), json!(shape.about));
    schema.insert("type".into(), json!("object"));
    schema.insert("properties".into(), Value::Object(properties));
    if !required.is_empty() {
        schema.insert("required".into(), json!(required));
    }
    if !shape.one_of.is_empty() {
        let alternatives: Vec<Value> = shape.one_of.iter().map(|name| json!({ "required": [name] })).collect();
        schema.insert("oneOf".into(), json!(alternatives));
    }
    schema.insert("additionalProperties".into(), json!(false));
    Value::Object(schema)
}

fn property(key: &Key, definitions: &mut Definitions) -> Value {
    let schema = form(&key.form, definitions);
    let mut described = Map::new();
    described.insert("description".into(), json!(format!("{}\n\nExample: `{}: {}`", key.about, key.name, key.example)));
    if let Value::Object(mut members) = schema {
        described.append(&mut members);
    }
    Value::Object(described)
}

fn form(of: &Form, definitions: &mut Definitions) -> Value {
    match of {
        Form::Text(_) => scalar(),
        Form::Pattern(of) => pattern(of),
        Form::Words(of) => words(of),
        Form::Boolean => json!({ "type": "boolean" }),
        Form::Number => json!({ "type": "number" }),
        Form::List(of) => json!({ "type": "array", "items": form(of, definitions) }),
        Form::OneOrList(of) => {
            let one = form(of, definitions);
            json!({ "anyOf": [one, { "type": "array", "items": one }] })
        }
        Form::Map { keys, values } => match keys {
            Names::Any => json!({ "type": "object", "additionalProperties": form(values, definitions) }),
            Names::Of(pattern) => {
                json!({ "type": "object", "propertyNames": { "pattern": pattern.expression }, "additionalProperties": form(values, definitions) })
            }
        },
        Form::Object(shape) => definitions.refer(shape),
        Form::Either(forms) => json!({ "anyOf": forms.iter().map(|of| form(of, definitions)).collect::<Vec<_>>() }),
        Form::Json => json!({}),
        Form::Resource => json!({
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

fn words(of: &[Word]) -> Value {
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
