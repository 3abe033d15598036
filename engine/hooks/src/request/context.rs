//! The hook's context, checked against the fields that the hook defines.
//!
//! Knows the catalogue's fields and what HL7 says of `patientId`, `encounterId` and `userId`. Fields that the hook doesn't
//! define are ignored.

use super::{check_id, prefetch::check_resource};
use crate::{
    catalogue::{ContextField, FieldKind, Hook},
    problem::{Object, Problems, of_kind, text},
};
use engine_fhir::{
    Kind, Node,
    reference::{Reference, is_id},
};
use std::fmt::{self, Display};

pub(super) fn check(context: Object<'_, '_>, hook: &Hook, problems: &mut Problems) {
    for field in &hook.context {
        let expected = Expected { field, hook };
        let node = match field.is_required {
            true => context.required(&field.name, &expected, problems),
            false => context.optional(&field.name),
        };
        if let Some(node) = node {
            check_field(node, || context.path_of(&field.name), &expected, problems);
        }
    }
}

fn check_field(node: Node<'_>, path: impl Fn() -> String, expected: &Expected<'_>, problems: &mut Problems) {
    match expected.kind() {
        FieldKind::Any => {}
        FieldKind::Array => drop(of_kind(node, Kind::Array, path, expected, problems)),
        FieldKind::Object => check_resource(node, path, expected, problems),
        FieldKind::Text => {
            if let Some(text) = text(node, &path, expected, problems) {
                check_text(&text, &expected.field.name, path, problems);
            }
        }
    }
}

/// Checks what HL7 says of fields that most hooks have.
fn check_text(text: &str, name: &str, path: impl Fn() -> String, problems: &mut Problems) {
    match name {
        "patientId" => check_id(text, "Patient", path, problems),
        "encounterId" => check_id(text, "Encounter", path, problems),
        "userId" if !is_user(text) => problems.add(path(), "not a user; expected a reference as Practitioner/123 or PractitionerRole/123"),
        _ => {}
    }
}

/// Whether a text refers to a person or system of the FHIR server. HL7 expects some types and doesn't forbid the others; clients also send ids alone.
fn is_user(text: &str) -> bool {
    match Reference::parse(text) {
        Some(Reference::Relative { id, .. } | Reference::Bare(id)) => is_id(id),
        _ => false,
    }
}

/// What a field is, for messages.
struct Expected<'h> {
    field: &'h ContextField,
    hook: &'h Hook,
}

impl Expected<'_> {
    /// A hook of one's own may leave open what a field is; what HL7 defines is text everywhere.
    fn kind(&self) -> FieldKind {
        match (self.field.kind, self.field.name.as_str()) {
            (FieldKind::Any, "patientId" | "encounterId" | "userId") => FieldKind::Text,
            (kind, _) => kind,
        }
    }
}

impl Display for Expected<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match (self.field.name.as_str(), self.field.kind) {
            ("patientId", _) => "the patient's id, as text",
            ("encounterId", _) => "the encounter's id, as text",
            ("userId", _) => "the user, as Practitioner/123",
            (_, FieldKind::Text) => "text",
            (_, FieldKind::Array) => "an array",
            (_, FieldKind::Object) => "a FHIR resource",
            (_, FieldKind::Any) => "a value",
        };
        write!(formatter, "{what} (`{}` of the hook {})", self.field.name, self.hook.name)
    }
}
