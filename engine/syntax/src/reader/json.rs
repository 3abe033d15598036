//! JSON written in YAML.

use crate::{
    language::conformance::is_number,
    model::{Json, JsonKind},
    yaml::{Style, Yaml},
};

/// Reads JSON. Scalars without quotes are what YAML's core schema says, where JSON has it: `true`, `null`, `1.5`; all others are strings (`08`, `yes`, `.inf`).
pub fn read_json(yaml: &Yaml) -> Json {
    let kind = match yaml {
        Yaml::Unreadable(_) => JsonKind::Null,
        yaml if yaml.is_null() => JsonKind::Null,
        Yaml::Scalar { text, style: Style::Plain } => match text.as_str() {
            "true" => JsonKind::Boolean(true),
            "false" => JsonKind::Boolean(false),
            digits if is_number(digits) => JsonKind::Number(digits.to_owned()),
            _ => JsonKind::Text(text.clone()),
        },
        Yaml::Scalar { text, .. } => JsonKind::Text(text.clone()),
        Yaml::Sequence { elements, .. } => JsonKind::Array(elements.iter().map(read_json).collect()),
        Yaml::Mapping { members, .. } => JsonKind::Object(members.iter().map(|(name, value)| (name.clone(), read_json(value))).collect()),
    };
    Json { kind, span: yaml.span() }
}
