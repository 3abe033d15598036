//! The `prefetch` member: names with FHIR R4 resources, or `null` where the client asked and there is nothing.
//!
//! Knows that an entry is a resource. Must never know which entries a service asked for, or of what type.

use crate::problem::{Object, Problems, kind_name, member_path, of_kind};
use engine_fhir::{Kind, Node, types};
use std::fmt::Display;

pub(super) fn read<'d>(body: Object<'d, '_>, problems: &mut Problems) -> Option<Node<'d>> {
    const PATH: &str = "$.prefetch";
    let member = body.optional("prefetch")?;
    let prefetch = of_kind(member, Kind::Object, || PATH.to_owned(), "an object: a name and a FHIR resource for each entry", problems)?;
    for (name, entry) in prefetch.members() {
        if !entry.is_null() {
            check_resource(entry, || member_path(PATH, &name), "a FHIR resource, or null where there is nothing", problems);
        }
    }
    Some(prefetch)
}

/// Checks that the node is a resource of a type that FHIR R4 has.
pub(super) fn check_resource(node: Node<'_>, path: impl Fn() -> String, expected: impl Display + Copy, problems: &mut Problems) {
    if node.kind() != Kind::Object {
        return problems.add(path(), format!("{}; expected {expected}", kind_name(node.kind())));
    }
    match node.resource_type() {
        None => problems.add(path(), format!("an object without `resourceType`; expected {expected}")),
        Some(name) if types::resource(&name).is_none() => {
            problems.add(member_path(&path(), "resourceType"), "not a resource type of FHIR R4; expected one, as Patient or Bundle");
        }
        Some(_) => {}
    }
}
