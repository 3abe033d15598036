//! How a value prints: as a clinician would write it, numbers in their shortest form, quantities with their unit.
//!
//! Knows values. Must never know what they are printed into, nor how that is escaped.

use super::{Number, Value, types::Type};
use engine_fhir::{Kind, Node, concept::Concept, decimal, quantity::Quantity};
use std::borrow::Cow;

/// Whether values of a type print. Resources don't, nor do elements that are neither texts, numbers, dates, quantities nor codes.
pub fn is_printable(kind: &Type) -> bool {
    match kind {
        Type::List(of) => !matches!(**of, Type::List(_)) && is_printable(of),
        Type::Element(elements) => super::reading::Reading::natural(elements).is_some(),
        _ => true,
    }
}

/// The value as text; `None` of a missing value and of what doesn't print.
pub fn print<'v>(value: &'v Value<'_>) -> Option<Cow<'v, str>> {
    match value {
        Value::Missing(_) => None,
        Value::Boolean(true) => Some("true".into()),
        Value::Boolean(false) => Some("false".into()),
        Value::Number(value) => Some(number(*value).into()),
        Value::Text(text) => Some(Cow::Borrowed(text)),
        Value::Date(date) => Some(date.to_string().into()),
        Value::Quantity(quantity) => Some(quantity.to_string().into()),
        Value::Code(concept) => concept.print(),
        Value::List(list) => Some(join(&list.items, ", ").into()),
        Value::Json(node) => json(*node),
    }
}

/// The elements as text with `separator` between them. What is absent is left out; what can't be read is not passed over in silence.
pub fn join(items: &[Value<'_>], separator: &str) -> String {
    let is_absent = |item: &&Value<'_>| item.missing().is_some_and(|missing| missing.is_absent());
    let texts: Vec<_> = items.iter().filter(|item| !is_absent(item)).map(|item| print(item).unwrap_or("unknown".into())).collect();
    texts.join(separator)
}

fn number(number: Number) -> String {
    let digits = decimal::print(number.value);
    match number.comparator {
        None => digits,
        Some(comparator) => format!("{}{digits}", comparator.symbol()),
    }
}

fn json(node: Node<'_>) -> Option<Cow<'_, str>> {
    match node.kind() {
        Kind::Null => None,
        Kind::Boolean => node.as_boolean().map(|value| value.to_string().into()),
        Kind::Number => {
            node.as_number().map(|digits| decimal::parse(digits).map_or(Cow::Borrowed(digits), |value| decimal::print(value).into()))
        }
        Kind::Text => node.as_text(),
        Kind::Array => Some(join(&node.elements().map(Value::Json).collect::<Vec<_>>(), ", ").into()),
        Kind::Object if node.get("value").is_some() => Quantity::read(node).ok().map(|quantity| quantity.to_string().into()),
        Kind::Object => node.resource_type().is_none().then(|| Concept::read(node)?.print()).flatten(),
    }
}
