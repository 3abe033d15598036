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

pub(super) fn check(context: Object<'_, '_>, hook: &Hook, problems: &mut Problems) {
    for field in &hook.context {
        let node = match field.is_required {
            true => context.required(&field.name, &expected(field, hook), problems),
            false => context.optional(&field.name),
        };
        if let Some(node) = node {
            check_field(node, field, || context.path_of(&field.name), hook, problems);
        }
    }
}

fn check_field(node: Node<'_>, field: &ContextField, path: impl Fn() -> String, hook: &Hook, problems: &mut Problems) {
    let expected = || expected(field, hook);
    match field.kind {
        FieldKind::Any => check_known_field(node, &field.name, path, problems),
        FieldKind::Array => drop(of_kind(node, Kind::Array, path, &expected(), problems)),
        FieldKind::Object => check_resource(node, path, &expected(), problems),
        FieldKind::Text => {
            if text(node, &path, &expected(), problems).is_some() {
                check_known_field(node, &field.name, path, problems);
            }
        }
    }
}

/// What HL7 says of fields that most hooks have.
fn check_known_field(node: Node<'_>, name: &str, path: impl Fn() -> String, problems: &mut Problems) {
    let Some(text) = node.as_text() else { return };
    match name {
        "patientId" => check_id(&text, "Patient", path, problems),
        "encounterId" => check_id(&text, "Encounter", path, problems),
        "userId" if !is_user(&text) => problems.add(path(), "not a user; expected a reference as Practitioner/123 or PractitionerRole/123"),
        _ => {}
    }
}

/// A reference to a person or system of the FHIR server. HL7 expects some types and forbids none; clients send ids alone too.
fn is_user(text: &str) -> bool {
    match Reference::parse(text) {
        Some(Reference::Relative { id, .. } | Reference::Bare(id)) => is_id(id),
        _ => false,
    }
}

fn expected(field: &ContextField, hook: &Hook) -> String {
    let what = match (field.name.as_str(), field.kind) {
        ("patientId", _) => "the patient's id, as text",
        ("encounterId", _) => "the encounter's id, as text",
        ("userId", _) => "the user, as Practitioner/123",
        (_, FieldKind::Text) => "text",
        (_, FieldKind::Array) => "an array",
        (_, FieldKind::Object) => "a FHIR resource",
        (_, FieldKind::Any) => "a value",
    };
    format!("{what} (`{}` of the hook {})", field.name, hook.name)
}
