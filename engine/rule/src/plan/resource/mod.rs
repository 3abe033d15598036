//! JSON that a rule writes: resources of actions and `appContext`, with `{{ }}`, `$merge` and `$append`.
//!
//! A member whose text prints a missing value is left out, and so is what that empties. `fhir` checks what was written against FHIR's definitions, `merge`
//! changes a resource. Must never know which action a resource is for.

pub(crate) mod fhir;
mod merge;

use super::{
    context::RuleContext,
    template::{EscapeContext, Template, WhenMissing},
};
use crate::{
    expression::Expression,
    frame::Frame,
    value::{List, Number, Value, types::Type},
};
use engine_fhir::{decimal, quantity::Quantity, writer::JsonWriter};
use engine_syntax::{
    catalogue::merge_not_a_resource,
    diagnostic::Diagnostic,
    model::{Json, JsonKind},
    source::Text,
};
use merge::Patch;
use std::{error::Error, fmt};

/// Compiled JSON.
#[derive(Debug)]
pub(crate) enum Resource {
    /// JSON without expressions, as its text.
    Literal(String),
    /// A string with expressions.
    Text(Template),
    /// A string that is one expression: its value keeps its JSON type.
    Value(Expression),
    /// An array.
    Array(Vec<Resource>),
    /// An object.
    Object(Vec<(String, Resource)>),
    /// `$merge` and `$append`.
    Merge(Box<Merge>),
    /// What has a mistake, which has been reported; the rule isn't served.
    Broken,
}

/// A resource that changes another.
#[derive(Debug)]
pub(crate) struct Merge {
    base: Expression,
    laid_over: Vec<(String, Resource)>,
    appended: Vec<(String, Vec<Resource>)>,
}

/// Why JSON was left out of the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OmittedError {
    /// A value was missing, or what was left was empty.
    Missing,
    /// What it would change came cut short (SUBSETTED), so that changing it would lose the rest.
    CutShort,
}

impl fmt::Display for OmittedError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            OmittedError::Missing => "a value is missing, or nothing is left",
            OmittedError::CutShort => "the resource to change came cut short",
        })
    }
}

impl Error for OmittedError {}

impl Resource {
    /// Compiles JSON. What stands beside a mistake is compiled all the same, so that its own mistakes are reported too.
    pub(crate) fn compile(json: &Json, context: &mut RuleContext<'_>) -> Resource {
        match &json.kind {
            JsonKind::Null => Resource::Literal("null".to_owned()),
            JsonKind::Boolean(value) => Resource::Literal(value.to_string()),
            JsonKind::Number(digits) => Resource::Literal(digits.clone()),
            JsonKind::Text(text) => compile_text(text, context).unwrap_or(Resource::Broken),
            JsonKind::Array(elements) => Resource::Array(compile_array(elements, context)),
            JsonKind::Object(members) if members.iter().any(|(name, _)| is_merge_word(name.as_str())) => {
                Merge::compile(members, context).map_or(Resource::Broken, |merge| Resource::Merge(Box::new(merge)))
            }
            JsonKind::Object(members) => Resource::Object(compile_members(members.iter(), context)),
        }
    }

    /// Writes it; where it is left out, the writer is as it was.
    pub(crate) fn write<'d>(&'d self, frame: &Frame<'d>, writer: &mut JsonWriter) -> Result<(), OmittedError> {
        match self {
            Resource::Literal(json) => {
                writer.raw(json);
                Ok(())
            }
            Resource::Text(template) => {
                let text = template.text(frame).map_err(|_| OmittedError::Missing)?;
                writer.text(&text);
                Ok(())
            }
            Resource::Value(expression) => write_value(&expression.evaluate(frame), writer),
            Resource::Array(elements) => write_array(elements, frame, writer),
            Resource::Object(members) => write_object(members, frame, writer),
            Resource::Merge(merge) => merge.write(frame, writer),
            Resource::Broken => Err(OmittedError::Missing),
        }
    }
}

impl Merge {
    fn compile(members: &[(Text, Json)], context: &mut RuleContext<'_>) -> Option<Merge> {
        let base = members.iter().find(|(name, _)| name.as_str() == "$merge").and_then(|(_, json)| compile_base(json, context));
        let appended = members.iter().find(|(name, _)| name.as_str() == "$append").map(|(_, json)| compile_append(json, context));
        let laid_over = compile_members(members.iter().filter(|(name, _)| !is_merge_word(name.as_str())), context);
        if !members.iter().any(|(name, _)| name.as_str() == "$merge") {
            let span = members.first().map(|(name, _)| name.span())?;
            context.report(
                Diagnostic::new(&merge_not_a_resource::CHECK, span, "`$append` needs a `$merge` beside it")
                    .help("name the resource to change: `$merge: order`"),
            );
        }
        Some(Merge { base: base?, laid_over, appended: appended.unwrap_or_else(|| Some(Vec::new()))? })
    }

    fn write<'d>(&'d self, frame: &Frame<'d>, writer: &mut JsonWriter) -> Result<(), OmittedError> {
        let Value::Json(base) = self.base.evaluate(frame) else { return Err(OmittedError::Missing) };
        if merge::is_cut_short(base) {
            return Err(OmittedError::CutShort);
        }
        let patch = Patch {
            laid_over: self.laid_over.iter().filter_map(|(name, json)| Some((name.as_str(), written(json, frame)?))).collect(),
            appended: self
                .appended
                .iter()
                .map(|(name, elements)| (name.as_str(), elements.iter().filter_map(|element| written(element, frame)).collect()))
                .collect(),
        };
        let json = merge::apply(base, &patch).ok_or(OmittedError::Missing)?;
        writer.raw(&json);
        Ok(())
    }
}

fn is_merge_word(name: &str) -> bool {
    matches!(name, "$merge" | "$append")
}

/// What it writes on its own, where it isn't left out.
fn written<'d>(resource: &'d Resource, frame: &Frame<'d>) -> Option<String> {
    let mut writer = JsonWriter::new();
    resource.write(frame, &mut writer).ok()?;
    Some(writer.finish())
}

fn compile_text(text: &Text, context: &mut RuleContext<'_>) -> Option<Resource> {
    let template = Template::compile(text, EscapeContext::Data, WhenMissing::LeaveOut, context)?;
    if let Some(literal) = template.as_literal() {
        let mut writer = JsonWriter::new();
        writer.text(literal);
        return Some(Resource::Literal(writer.finish()));
    }
    Some(template.into_single().map_or_else(Resource::Text, Resource::Value))
}

fn compile_array(elements: &[Json], context: &mut RuleContext<'_>) -> Vec<Resource> {
    elements.iter().map(|element| Resource::compile(element, context)).collect()
}

fn compile_members<'m>(members: impl Iterator<Item = &'m (Text, Json)>, context: &mut RuleContext<'_>) -> Vec<(String, Resource)> {
    members.map(|(name, json)| (name.as_str().to_owned(), Resource::compile(json, context))).collect()
}

fn compile_base(json: &Json, context: &mut RuleContext<'_>) -> Option<Expression> {
    let base = match &json.kind {
        JsonKind::Text(text) => context.expression(text)?,
        _ => {
            let diagnostic =
                Diagnostic::new(&merge_not_a_resource::CHECK, json.span, "`$merge` names the resource to change").help("`$merge: order`");
            context.report(diagnostic);
            return None;
        }
    };
    if matches!(&base.typed().kind, Type::Element(elements) if elements.are_resources()) || matches!(base.typed().kind, Type::Any) {
        return Some(base);
    }
    let message = format!("`$merge` needs a resource, and this is a {}", base.typed().kind);
    context.report(Diagnostic::new(&merge_not_a_resource::CHECK, json.span, message).help("take one of a list with `for`, or with `pick`"));
    None
}

fn compile_append(json: &Json, context: &mut RuleContext<'_>) -> Option<Vec<(String, Vec<Resource>)>> {
    let JsonKind::Object(members) = &json.kind else {
        let diagnostic = Diagnostic::new(&merge_not_a_resource::CHECK, json.span, "`$append` needs an element and what to add to it")
            .help("`$append: { note: [ { text: … } ] }`");
        context.report(diagnostic);
        return None;
    };
    let appended = members.iter().map(|(name, json)| {
        let elements = match &json.kind {
            JsonKind::Array(elements) => compile_array(elements, context),
            _ => vec![Resource::compile(json, context)],
        };
        (name.as_str().to_owned(), elements)
    });
    Some(appended.collect())
}

fn write_array<'d>(elements: &'d [Resource], frame: &Frame<'d>, writer: &mut JsonWriter) -> Result<(), OmittedError> {
    let start = writer.mark();
    writer.begin_array();
    let mut is_empty = !elements.is_empty();
    for element in elements {
        is_empty &= element.write(frame, writer).is_err();
    }
    writer.end_array();
    leave_out_if(is_empty, start, writer)
}

fn write_object<'d>(members: &'d [(String, Resource)], frame: &Frame<'d>, writer: &mut JsonWriter) -> Result<(), OmittedError> {
    let start = writer.mark();
    writer.begin_object();
    let mut is_empty = !members.is_empty();
    for (name, json) in members {
        let before = writer.mark();
        writer.name(name);
        match json.write(frame, writer) {
            Ok(()) => is_empty = false,
            Err(_) => writer.rewind(before),
        }
    }
    writer.end_object();
    leave_out_if(is_empty, start, writer)
}

fn leave_out_if(is_empty: bool, start: engine_fhir::writer::Mark, writer: &mut JsonWriter) -> Result<(), OmittedError> {
    if is_empty {
        writer.rewind(start);
        return Err(OmittedError::Missing);
    }
    Ok(())
}

/// Writes a value as JSON and keeps its type.
fn write_value(value: &Value<'_>, writer: &mut JsonWriter) -> Result<(), OmittedError> {
    match value {
        Value::Missing(_) | Value::Number(Number { comparator: Some(_), .. }) => return Err(OmittedError::Missing),
        Value::Boolean(value) => writer.boolean(*value),
        Value::Number(number) => writer.number(&decimal::print(number.value)),
        Value::Text(text) => writer.text(text),
        Value::Date(date) => writer.text(&date.to_string()),
        Value::Quantity(quantity) => write_quantity(quantity, writer),
        Value::Code(concept) => writer.node(concept.node()),
        Value::Json(node) => writer.node(*node),
        Value::List(list) => return write_list(list, writer),
    }
    Ok(())
}

/// Writes a list; one that may lack elements is left out.
fn write_list(list: &List<'_>, writer: &mut JsonWriter) -> Result<(), OmittedError> {
    if list.open.is_some() || list.items.is_empty() {
        return Err(OmittedError::Missing);
    }
    let start = writer.mark();
    writer.begin_array();
    for item in &list.items {
        if let Err(left_out) = write_value(item, writer) {
            writer.rewind(start);
            return Err(left_out);
        }
    }
    writer.end_array();
    Ok(())
}

/// Writes a FHIR Quantity, its unit as a UCUM code.
fn write_quantity(quantity: &Quantity<'_>, writer: &mut JsonWriter) {
    writer.begin_object();
    writer.name("value");
    writer.number(&decimal::print(quantity.value));
    if let Some(comparator) = quantity.comparator {
        writer.member("comparator", comparator.symbol());
    }
    if !quantity.unit.is_empty() {
        writer.member("unit", &quantity.unit);
        writer.member("system", "http://unitsofmeasure.org");
        writer.member("code", &quantity.unit);
    }
    writer.end_object();
}
