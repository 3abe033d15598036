//! Resources that a test writes, read by FHIR's types: a code that looks like a number is text, as FHIR has it, and an element that FHIR doesn't have is a
//! slip that would make the test pass for the wrong reason.

use super::{Patient, TestFile};
use crate::{
    check::catalogue::{unknown_resource_element, wrong_cardinality},
    diagnostic::{Diagnostic, Diagnostics, closest},
    model::{Json, JsonKind},
    source::Text,
};
use engine_fhir::types::{self, Child, ElementType};

/// Types all resources of a test file, and reports what is none of FHIR's.
pub(crate) fn type_resources(file: &mut TestFile, diagnostics: &mut Diagnostics) {
    type_patient(&mut file.patient, diagnostics);
    for test in &mut file.tests {
        type_patient(&mut test.patient, diagnostics);
        test.context.iter_mut().chain(&mut test.prefetch).for_each(|(_, json)| type_anything(json, diagnostics));
    }
}

fn type_patient(patient: &mut Option<Patient>, diagnostics: &mut Diagnostics) {
    if let Some(Patient::Resources(json)) = patient {
        type_anything(json, diagnostics);
    }
}

/// JSON of which only what says its `resourceType` is a resource.
fn type_anything(json: &mut Json, diagnostics: &mut Diagnostics) {
    let named = resource_type(json);
    match &mut json.kind {
        JsonKind::Object(members) if named.is_some() => type_members(members, named, diagnostics),
        JsonKind::Object(members) => members.iter_mut().for_each(|(_, member)| type_anything(member, diagnostics)),
        JsonKind::Array(elements) => elements.iter_mut().for_each(|element| type_anything(element, diagnostics)),
        _ => {}
    }
}

/// The type that a resource says to be.
fn resource_type(json: &Json) -> Option<ElementType> {
    match &json.member("resourceType")?.kind {
        JsonKind::Text(name) => types::resource(name.as_str()).map(ElementType::of),
        _ => None,
    }
}

fn type_members(members: &mut [(Text, Json)], element: Option<ElementType>, diagnostics: &mut Diagnostics) {
    let Some(element) = element else { return };
    for (name, json) in members {
        match element.child(name.as_str()) {
            Some(child) => type_member(json, child, diagnostics),
            None => report_unknown(name, element, diagnostics),
        }
    }
}

fn type_member(json: &mut Json, child: Child, diagnostics: &mut Diagnostics) {
    match (&mut json.kind, child.element.is_list) {
        (JsonKind::Array(elements), true) => elements.iter_mut().for_each(|element| type_value(element, child, diagnostics)),
        (JsonKind::Null, _) => {}
        (JsonKind::Array(_), false) => {
            report_cardinality(json, child, "holds one value, not a list", "write the value without `[ ]`", diagnostics)
        }
        (_, true) => report_cardinality(json, child, "holds a list", "write it as a list: `[ … ]`", diagnostics),
        (_, false) => type_value(json, child, diagnostics),
    }
}

fn type_value(json: &mut Json, child: Child, diagnostics: &mut Diagnostics) {
    let element = child.element_type;
    let named = resource_type(json);
    match &mut json.kind {
        JsonKind::Object(members) if element.is("Resource") => type_members(members, named, diagnostics),
        JsonKind::Object(members) => type_members(members, Some(element), diagnostics),
        JsonKind::Number(digits) if element.is_primitive() && !is_number(element) => {
            json.kind = JsonKind::Text(Text::verbatim(digits.as_str(), json.span, json.span.start));
        }
        _ => {}
    }
}

fn is_number(element: ElementType) -> bool {
    ["decimal", "integer", "positiveInt", "unsignedInt"].iter().any(|name| element.is(name))
}

fn report_unknown(name: &Text, element: ElementType, diagnostics: &mut Diagnostics) {
    let message = format!("{} has no element `{}`", element.name(), name.as_str());
    let names = element.child_names();
    let mut diagnostic = Diagnostic::new(&unknown_resource_element::CHECK, name.span(), message);
    if let Some(meant) = closest(name.as_str(), names.iter().map(String::as_str)) {
        diagnostic = diagnostic.help(format!("did you mean `{meant}`?"));
    }
    diagnostics.push(diagnostic);
}

fn report_cardinality(json: &Json, child: Child, what: &str, help: &str, diagnostics: &mut Diagnostics) {
    let message = format!("`{}` {what}", child.element.path);
    diagnostics.push(Diagnostic::new(&wrong_cardinality::CHECK, json.span, message).help(help));
}
