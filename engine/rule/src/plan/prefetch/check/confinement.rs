//! Whose data a query asks for: the patient's, named so that a scope can be proved to cover it, and nobody's who is written out in the rule.

use super::written::{Written, literal};
use crate::plan::context::RuleContext;
use engine_fhir::{
    compartment::SUBJECT_PARAMETERS,
    query::{Parameter, ParameterName, Query, Search},
    reference::Reference,
    search_parameter::{self, ParameterKind},
};
use engine_hooks::{
    catalogue::Hook,
    prefetch::{Template, TemplatePart, Token},
};
use engine_syntax::{
    catalogue::{bare_patient_id, literal_id, search_of_all_patients},
    diagnostic::Diagnostic,
    source::Text,
};

/// Reports an id or a server that is written out: the query would ask for the same resource in every call.
pub(super) fn check_ids(text: &Text, template: &Template, context: &mut RuleContext<'_>) {
    match template.query() {
        Query::Read { resource_type, id } if literal(id).is_some() => {
            let message = format!("this {} is the same for every patient and in every system", resource_type.name);
            let meant = if resource_type.name == "Patient" { "write `Patient/{{context.patientId}}`" } else { HELP };
            context.report(Diagnostic::new(&literal_id::CHECK, text.span(), message).help(meant));
        }
        Query::Read { .. } => {}
        Query::Search(search) => {
            for parameter in &search.parameters {
                check_values(&Written { text, resource_type: search.resource_type, parameter }, context);
            }
        }
    }
}

const HELP: &str = "take the id from a token, so that it is this call's; ids differ from system to system";

fn check_values(written: &Written<'_>, context: &mut RuleContext<'_>) {
    let Some(definition) = written.parameter.definition else { return };
    let is_missing = written.parameter.modifier.as_deref() == Some("missing");
    if is_missing || written.parameter.modifier.as_deref() == Some("identifier") {
        return;
    }
    for (index, value) in written.parameter.values.iter().enumerate() {
        let Some(value) = literal(value) else { continue };
        let names_one = match definition.kind {
            ParameterKind::Reference => {
                matches!(Reference::parse(value), Some(Reference::Relative { .. } | Reference::Absolute { .. } | Reference::Bare(_)))
            }
            _ => definition.name == "_id",
        };
        if names_one {
            let message = format!("`{value}` is the same resource for every patient and in every system");
            context.report(Diagnostic::new(&literal_id::CHECK, written.value(index), message).help(HELP));
        }
    }
}

/// Reports a search that goes through the data of all patients, and a patient named so that no scope of a patient covers it.
pub(super) fn check_search(text: &Text, search: &Search<Vec<TemplatePart>>, hooks: &[Hook], context: &mut RuleContext<'_>) {
    let name = search.resource_type.name;
    for parameter in &search.parameters {
        check_bare(&Written { text, resource_type: search.resource_type, parameter }, context);
    }
    let has_patient = hooks.iter().any(|hook| hook.field("patientId").is_some_and(|field| field.is_prefetch_token));
    if !has_patient || search.parameters.iter().any(names_something) {
        return;
    }
    let subject = SUBJECT_PARAMETERS
        .into_iter()
        .find(|subject| search_parameter::find(name, subject).is_some_and(|found| found.targets.contains(&"Patient")));
    let addition = match subject {
        Some("patient" | "beneficiary") => subject.map(|subject| format!("{subject}={{{{context.patientId}}}}")),
        Some(subject) => Some(format!("{subject}=Patient/{{{{context.patientId}}}}")),
        None if name == "Patient" => Some("_id={{context.patientId}}".to_owned()),
        None => None,
    };
    if let Some(addition) = addition {
        let message = format!("this asks for each {name} of every patient");
        context.report(Diagnostic::new(&search_of_all_patients::CHECK, text.span(), message).help(format!("add `{addition}`")));
    }
}

/// Whether a parameter confines the search to something of this call or to a resource named: a patient, an encounter, an identifier.
fn names_something(parameter: &Parameter<Vec<TemplatePart>>) -> bool {
    let is_of_call = |value: &Vec<TemplatePart>| {
        value.iter().any(|part| matches!(part, TemplatePart::Token(token) if !matches!(token, Token::Codes { .. })))
    };
    let of_call = parameter.values.iter().any(is_of_call);
    match (parameter.parsed_name(), parameter.definition) {
        (ParameterName::Chain { .. } | ParameterName::Has { .. }, _) => of_call,
        (_, Some(definition)) => match definition.kind {
            ParameterKind::Reference => of_call || parameter.values.iter().any(|value| literal(value).is_some()),
            ParameterKind::Token | ParameterKind::String | ParameterKind::Uri => of_call || definition.name == "_id",
            _ => false,
        },
        _ => false,
    }
}

/// The patient's id alone, where the parameter may point at others: whose it is can't be told, so no `patient/` scope covers it.
fn check_bare(written: &Written<'_>, context: &mut RuleContext<'_>) {
    let Some(definition) = written.parameter.definition else { return };
    let may_be_other = definition.kind == ParameterKind::Reference && !matches!(definition.targets, [_]);
    if !may_be_other || written.parameter.modifier.is_some() {
        return;
    }
    let has_patient = search_parameter::find(written.resource_type.name, "patient").is_some();
    for (index, value) in written.parameter.values.iter().enumerate() {
        let [TemplatePart::Token(Token::Context { field })] = value.as_slice() else { continue };
        if field == "patientId" {
            let place = written.value(index);
            let message = format!("`{}` may point at others than patients, and the id alone doesn't say whose it is", definition.name);
            let diagnostic = Diagnostic::new(&bare_patient_id::CHECK, place, message)
                .help("write `Patient/{{context.patientId}}`")
                .fix(place, "Patient/{{context.patientId}}");
            let or = "or ask by `patient={{context.patientId}}`, which points at patients alone";
            context.report(if has_patient { diagnostic.help(or) } else { diagnostic });
        }
    }
}
