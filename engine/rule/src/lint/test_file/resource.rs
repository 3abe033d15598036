//! Resources that a test writes, read by FHIR's types: a code that looks like a number is text, as FHIR has it, and an element that FHIR doesn't have is a
//! slip that would make the test pass for the wrong reason.

use crate::terminology::binding::no_code_of;
use engine_fhir::{
    date::DateTime,
    types::{self, Child, ElementType},
};
use engine_spelling::closest;
use engine_syntax::{
    catalogue::{resource_without_type, unknown_resource_element, wrong_cardinality, wrong_element_value},
    diagnostic::{Diagnostic, Diagnostics},
    model::{
        Json, JsonKind,
        test_file::{Patient, TestFile},
    },
    source::{Span, Text},
};

/// Types all resources of a test file, and reports what FHIR doesn't have.
pub(crate) fn type_resources(file: &mut TestFile, diagnostics: &mut Diagnostics) {
    type_patient(&mut file.patient, diagnostics);
    for test in &mut file.tests {
        type_patient(&mut test.patient, diagnostics);
        test.context.iter_mut().chain(&mut test.prefetch).for_each(|(_, json)| type_anything(json, diagnostics));
    }
}

/// A list of resources.
fn type_patient(patient: &mut Option<Patient>, diagnostics: &mut Diagnostics) {
    let Some(Patient::Resources(Json { kind: JsonKind::Array(resources), .. })) = patient else { return };
    for resource in resources {
        match resource_type(resource) {
            Some(_) => type_anything(resource, diagnostics),
            None => report_no_type(resource.member("resourceType").map_or(resource.span, |named| named.span), diagnostics),
        }
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
        JsonKind::Null => {}
        JsonKind::Object(members) if element.is("Resource") => match named {
            Some(_) => type_members(members, named, diagnostics),
            None => report_no_type(json.span, diagnostics),
        },
        JsonKind::Object(_) if element.is_primitive() => report_value(json.span, child, "an object", diagnostics),
        JsonKind::Object(members) => type_members(members, Some(element), diagnostics),
        JsonKind::Array(_) => report_value(json.span, child, "a list", diagnostics),
        JsonKind::Number(_) if is_number(element) => {}
        JsonKind::Number(digits) if element.is_primitive() && !element.is("boolean") => {
            json.kind = JsonKind::Text(Text::verbatim(digits.as_str(), json.span, json.span.start));
        }
        JsonKind::Number(_) => report_value(json.span, child, "a number", diagnostics),
        JsonKind::Boolean(_) if element.is("boolean") => {}
        JsonKind::Boolean(_) => report_value(json.span, child, "true or false", diagnostics),
        JsonKind::Text(_) if !element.is_primitive() || is_number(element) || element.is("boolean") => {
            report_value(json.span, child, "a text", diagnostics);
        }
        JsonKind::Text(text) => check_text(text, child, diagnostics),
    }
}

/// A date that is one, a code that FHIR allows.
fn check_text(text: &Text, child: Child, diagnostics: &mut Diagnostics) {
    let is_date = ["date", "dateTime", "instant"].iter().any(|name| child.element_type.is(name));
    if is_date && DateTime::parse(text.as_str()).is_err() {
        let message = format!("`{}` is no FHIR {}", text.as_str(), child.element_type.name());
        diagnostics.push(
            Diagnostic::new(&wrong_element_value::CHECK, text.span(), message).help("write it as 2026-01-15, or 2026-01-15T08:30:00Z"),
        );
    }
    let codes = child.element.codes;
    if !codes.is_empty() && !codes.contains(&text.as_str()) {
        diagnostics.push(no_code_of(text.as_str(), &format!("`{}`", child.element.path), codes, text.span()));
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
        diagnostic = diagnostic.did_you_mean(meant);
    }
    diagnostics.push(diagnostic);
}

fn report_no_type(span: Span, diagnostics: &mut Diagnostics) {
    let message = "a resource says its type, and this is none of FHIR R4's";
    diagnostics.push(
        Diagnostic::new(&resource_without_type::CHECK, span, message).help("begin it with `resourceType: Patient`, or whichever it is"),
    );
}

fn report_value(span: Span, child: Child, what: &str, diagnostics: &mut Diagnostics) {
    let message = format!("`{}` is a {}, and this is {what}", child.element.path, child.element_type.name());
    let help = match child.element_type.name().as_str() {
        "Reference" => "write it as { reference: Patient/p }",
        "CodeableConcept" => "write it as { text: … }, or { coding: [ { system: …, code: … } ] }",
        _ => "write it as FHIR has it",
    };
    diagnostics.push(Diagnostic::new(&wrong_element_value::CHECK, span, message).help(help));
}

fn report_cardinality(json: &Json, child: Child, what: &str, help: &str, diagnostics: &mut Diagnostics) {
    let message = format!("`{}` {what}", child.element.path);
    diagnostics.push(Diagnostic::new(&wrong_cardinality::CHECK, json.span, message).help(help));
}
