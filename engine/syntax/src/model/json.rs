//! JSON that stands in YAML, as written.

use crate::source::{Span, Text};

/// JSON written in YAML, strings with `{{ }}`.
#[derive(Clone, Debug)]
pub struct Json {
    /// What it is.
    pub kind: JsonKind,
    /// Where it stands.
    pub span: Span,
}

impl Json {
    /// The member `name` of an object.
    pub fn member(&self, name: &str) -> Option<&Json> {
        let JsonKind::Object(members) = &self.kind else { return None };
        members.iter().find(|(member, _)| member.as_str() == name).map(|(_, json)| json)
    }

    /// As JSON text, strings and the digits of numbers as they are written.
    pub fn to_text(&self) -> String {
        match &self.kind {
            JsonKind::Null => "null".to_owned(),
            JsonKind::Boolean(value) => value.to_string(),
            JsonKind::Number(digits) => digits.clone(),
            JsonKind::Text(text) => quote(text),
            JsonKind::Array(elements) => format!("[{}]", elements.iter().map(Json::to_text).collect::<Vec<_>>().join(",")),
            JsonKind::Object(members) => {
                let members = members.iter().map(|(name, member)| format!("{}:{}", quote(name), member.to_text()));
                format!("{{{}}}", members.collect::<Vec<_>>().join(","))
            }
        }
    }
}

/// A text as a JSON string.
fn quote(text: &Text) -> String {
    serde_json::Value::from(text.as_str()).to_string()
}

/// What JSON is.
#[derive(Clone, Debug)]
pub enum JsonKind {
    /// `null`
    Null,
    /// `true`, `false`
    Boolean(bool),
    /// A number's digits, valid JSON.
    Number(String),
    /// A string.
    Text(Text),
    /// An array.
    Array(Vec<Json>),
    /// An object.
    Object(Vec<(Text, Json)>),
}
