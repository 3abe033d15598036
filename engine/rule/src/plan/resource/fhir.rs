//! Whether JSON that a rule writes is FHIR R4: its elements, how often they stand, their types and required codes.
//!
//! Knows FHIR's definitions and what was compiled. What an expression gives is judged by its type, never by a value.

use super::{Merge, Resource};
use crate::{
    plan::context::RuleContext,
    terminology::{self, binding::no_code_of},
    value::types::Type,
};
use engine_fhir::types::{self, Child, ElementType};
use engine_spelling::closest;
use engine_syntax::{
    catalogue::{resource_lacks_element, resource_without_type, unknown_resource_element, wrong_cardinality, wrong_element_value},
    diagnostic::Diagnostic,
    model::{Json, JsonKind},
    source::{Span, Text},
};

/// Checks a resource of an action, as written and as compiled.
pub(crate) fn check(json: &Json, compiled: &Resource, context: &mut RuleContext<'_>) {
    let JsonKind::Object(members) = &json.kind else { return };
    match compiled {
        Resource::Object(values) => {
            if let Some(element) = type_written(json.span, members, context) {
                check_object(json.span, members, values, element, IsWhole::Yes, context);
            }
        }
        Resource::Merge(merge) => check_merge(json.span, members, merge, context),
        _ => {}
    }
}

/// Whether what isn't written isn't there: of a merge the base has it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum IsWhole {
    Yes,
    No,
}

/// The type that `resourceType` names.
fn type_written(span: Span, members: &[(Text, Json)], context: &mut RuleContext<'_>) -> Option<ElementType> {
    let Some((_, named)) = members.iter().find(|(name, _)| name.as_str() == "resourceType") else {
        let diagnostic = Diagnostic::new(&resource_without_type::CHECK, first_key(members).unwrap_or(span), "a resource must say its type");
        context.report(diagnostic.help("begin it with `resourceType: ServiceRequest`, or whichever it is"));
        return None;
    };
    let JsonKind::Text(text) = &named.kind else { return None };
    let found = types::resource(text.as_str());
    if found.is_none() {
        let message = format!("FHIR R4 has no resource type `{}`", text.as_str());
        let names = types::resources().map(|definition| definition.name);
        context.report(with_meant(Diagnostic::new(&resource_without_type::CHECK, text.span(), message), text.as_str(), names));
    }
    found.map(ElementType::of)
}

fn check_merge(span: Span, members: &[(Text, Json)], merge: &Merge, context: &mut RuleContext<'_>) {
    let Type::Element(elements) = &merge.base.typed().kind else { return };
    let [element] = elements.alternatives.as_slice() else { return };
    if element.is("Resource") {
        return;
    }
    let laid_over: Vec<(Text, Json)> = members.iter().filter(|(name, _)| !name.as_str().starts_with('$')).cloned().collect();
    check_object(span, &laid_over, &merge.laid_over, *element, IsWhole::No, context);
    let appended = members.iter().find(|(name, _)| name.as_str() == "$append").map(|(_, json)| &json.kind);
    if let Some(JsonKind::Object(appended)) = appended {
        for (name, json) in appended {
            if let Some(child) = child(name, *element, context).filter(|child| !child.element.is_list) {
                report_cardinality(json.span, child, "holds one value, so nothing can be appended to it", context);
            }
        }
    }
}

fn check_object(
    span: Span,
    members: &[(Text, Json)],
    values: &[(String, Resource)],
    element: ElementType,
    is_whole: IsWhole,
    context: &mut RuleContext<'_>,
) {
    for ((name, json), (_, value)) in members.iter().zip(values) {
        if let Some(child) = child(name, element, context) {
            check_member(json, value, child, context);
        }
    }
    if is_whole == IsWhole::Yes {
        check_required(first_key(members).unwrap_or(span), members, values, element, context);
    }
}

/// The element that a member is; `resourceType` has been looked at.
fn child(name: &Text, element: ElementType, context: &mut RuleContext<'_>) -> Option<Child> {
    if name.as_str() == "resourceType" {
        return None;
    }
    let found = element.child(name.as_str());
    if found.is_none() {
        let message = format!("{} has no element `{}`", element.name(), name.as_str());
        let names = element.child_names();
        let diagnostic = Diagnostic::new(&unknown_resource_element::CHECK, name.span(), message);
        context.report(with_meant(diagnostic, name.as_str(), names.iter().map(String::as_str)));
    }
    found
}

fn check_member(json: &Json, value: &Resource, child: Child, context: &mut RuleContext<'_>) {
    match (&json.kind, value) {
        (JsonKind::Array(_), _) if !child.element.is_list => report_cardinality(json.span, child, "holds one value, not a list", context),
        (JsonKind::Array(elements), Resource::Array(values)) => {
            elements.iter().zip(values).for_each(|(json, value)| check_value(json, value, child, context));
        }
        (JsonKind::Object(_), _) if child.element.is_list => report_cardinality(json.span, child, "holds a list", context),
        (JsonKind::Text(_), Resource::Literal(_) | Resource::Text(_)) if child.element.is_list => {
            report_cardinality(json.span, child, "holds a list", context);
        }
        _ => check_value(json, value, child, context),
    }
}

fn check_value(json: &Json, value: &Resource, child: Child, context: &mut RuleContext<'_>) {
    let element = child.element_type;
    match (&json.kind, value) {
        (JsonKind::Object(members), Resource::Object(values)) if element.is("Resource") => {
            if let Some(named) = type_written(json.span, members, context) {
                check_object(json.span, members, values, named, IsWhole::Yes, context);
            }
        }
        (JsonKind::Object(members), Resource::Object(values)) if !element.is_primitive() => {
            check_object(json.span, members, values, element, IsWhole::Yes, context);
            if element.is("Coding") || element.is("Quantity") {
                check_coding(members, values, context);
            }
        }
        (JsonKind::Text(text), Resource::Literal(_)) => check_literal(text, child, context),
        (JsonKind::Text(text), Resource::Value(expression)) if !fits(&expression.typed().kind, child) => {
            let kind = &expression.typed().kind;
            report_value(text.span(), child, &format!("this is a {kind}"), context);
        }
        (JsonKind::Boolean(_), _) if !element.is("boolean") => report_value(json.span, child, "this is a boolean", context),
        (JsonKind::Number(_), _) if !is_number(element) => {
            report_value(json.span, child, "this is a number; put it in quotes where it is a text", context);
        }
        (JsonKind::Object(_), _) if element.is_primitive() => report_value(json.span, child, "this is an object", context),
        _ => {}
    }
}

/// A literal text: of an element that takes texts, and one of its codes where those are bound.
fn check_literal(text: &Text, child: Child, context: &mut RuleContext<'_>) {
    let element = child.element_type;
    if !element.is_primitive() || element.is("boolean") || is_number(element) {
        report_value(text.span(), child, "this is a text", context);
        return;
    }
    let codes = child.element.codes;
    if codes.is_empty() || codes.contains(&text.as_str()) {
        return;
    }
    context.report(no_code_of(text.as_str(), &format!("`{}`", child.element.path), codes, text.span()));
}

/// A code and its system, where both are written out, are those that data bear.
fn check_coding(members: &[(Text, Json)], values: &[(String, Resource)], context: &mut RuleContext<'_>) {
    let literal = |wanted: &str| {
        members.iter().zip(values).find_map(|((name, json), (_, value))| match (&json.kind, value) {
            (JsonKind::Text(text), Resource::Literal(_)) if name.as_str() == wanted => Some(text),
            _ => None,
        })
    };
    if let (Some(system), Some(code)) = (literal("system"), literal("code")) {
        terminology::check_coding(system, code, context.diagnostics);
    }
}

/// Every element that FHIR requires must be written, and must always print.
fn check_required(
    span: Span,
    members: &[(Text, Json)],
    values: &[(String, Resource)],
    element: ElementType,
    context: &mut RuleContext<'_>,
) {
    for name in element.child_names() {
        let Some(child) = element.child(&name).filter(|child| child.element.is_required) else { continue };
        let choice = child.element.path.rsplit('.').next().unwrap_or_default();
        let stem = choice.strip_suffix("[x]");
        let is_this = |written: &str| stem.map_or(written == name, |stem| written.starts_with(stem));
        if stem.is_some() && !is_first_choice(&name, child) {
            continue;
        }
        match values.iter().zip(members).find(|((written, _), _)| is_this(written)) {
            None if is_misspelt(&name, members, element) => {}
            None => {
                let message = format!("FHIR R4 requires `{choice}` of {}", element.name());
                context.report(Diagnostic::new(&resource_lacks_element::CHECK, span, message).help(format!("add `{choice}`")));
            }
            Some(((_, value), (_, json))) if value.may_be_left_out() => {
                let message = format!("FHIR R4 requires `{choice}` of {}, and this may be missing", element.name());
                let diagnostic = Diagnostic::new(&resource_lacks_element::CHECK, json.span, message).label("may be missing here");
                context.report(diagnostic.help("guard the action with `when: present(x)`, or say what to write instead: `default(x, …)`"));
            }
            Some(_) => {}
        }
    }
}

/// Whether a member that the element doesn't have was meant for this one, as has been said of it.
fn is_misspelt(name: &str, members: &[(Text, Json)], element: ElementType) -> bool {
    let names = element.child_names();
    let unknown = members.iter().map(|(written, _)| written.as_str()).filter(|written| element.child(written).is_none());
    unknown.into_iter().any(|written| closest(written, names.iter().map(String::as_str)) == Some(name))
}

/// Whether a choice is named by its first type, so that it is looked at once.
fn is_first_choice(name: &str, child: Child) -> bool {
    child.element.types.first().is_some_and(|first| name.to_lowercase().ends_with(&first.to_lowercase()))
}

/// Whether a value of this type can stand at the element.
fn fits(kind: &Type, child: Child) -> bool {
    let element = child.element_type;
    match kind {
        Type::Any => true,
        Type::List(of) => child.element.is_list && fits(of, child),
        Type::Boolean => element.is("boolean"),
        Type::Number => is_number(element),
        Type::Text => element.is_primitive() && !element.is("boolean") && !is_number(element),
        Type::Date | Type::DateTime => ["date", "dateTime", "instant", "string"].iter().any(|name| element.is(name)),
        Type::Quantity(_) => QUANTITIES.iter().any(|name| element.is(name)),
        Type::Code => ["CodeableConcept", "Coding", "code"].iter().any(|name| element.is(name)),
        Type::Element(elements) => {
            elements.alternatives.iter().any(|given| *given == element || element.is("Resource") && given.is_resource())
        }
    }
}

const QUANTITIES: [&str; 7] = ["Quantity", "Age", "Count", "Distance", "Duration", "Money", "SimpleQuantity"];

fn is_number(element: ElementType) -> bool {
    ["decimal", "integer", "positiveInt", "unsignedInt"].iter().any(|name| element.is(name))
}

impl Resource {
    /// Whether a value that it needs may be missing, so that it would be left out.
    fn may_be_left_out(&self) -> bool {
        match self {
            Resource::Literal(_) | Resource::Broken => false,
            Resource::Text(template) => template.may_be_missing(),
            Resource::Value(expression) => expression.typed().may_be_missing(),
            Resource::Array(elements) => elements.iter().all(Resource::may_be_left_out),
            Resource::Object(members) => members.iter().all(|(_, value)| value.may_be_left_out()),
            Resource::Merge(merge) => merge.base.typed().may_be_missing(),
        }
    }
}

fn report_cardinality(span: Span, child: Child, what: &str, context: &mut RuleContext<'_>) {
    let message = format!("`{}` {what}", child.element.path);
    let help = if child.element.is_list { "write it as a list: `[ … ]`" } else { "write the value without `[ ]`" };
    context.report(Diagnostic::new(&wrong_cardinality::CHECK, span, message).help(help));
}

fn report_value(span: Span, child: Child, what: &str, context: &mut RuleContext<'_>) {
    let message = format!("`{}` is a {}, and {what}", child.element.path, child.element_type.name());
    context.report(Diagnostic::new(&wrong_element_value::CHECK, span, message));
}

fn first_key(members: &[(Text, Json)]) -> Option<Span> {
    members.first().map(|(name, _)| name.span())
}

fn with_meant<'c>(diagnostic: Diagnostic, word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Diagnostic {
    match closest(word, candidates) {
        Some(meant) => diagnostic.did_you_mean(meant),
        None => diagnostic,
    }
}
