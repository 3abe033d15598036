//! What JSON reads as where an operator or a function wants a value: a `code` as text, a CodeableConcept as a code, a Quantity as a quantity.

use super::{
    Cause, List, Value,
    types::{Elements, Type},
};
use engine_fhir::{Kind, Node, concept::Concept, date::DateTime, decimal, quantity::Quantity, types::ElementType};
use std::rc::Rc;

/// What JSON is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub(crate) enum Reading {
    Boolean,
    Number,
    Text,
    Date,
    Quantity,
    Code,
    /// A JSON array as a list of JSON.
    List,
    /// By what it is: `true`, a number, a text.
    Plain,
}

impl Reading {
    /// What an element of FHIR's is read as, and the type that gives; `None` where it has no such reading.
    pub(crate) fn natural(elements: &Elements) -> Option<(Reading, Type)> {
        let mut readings = elements.alternatives.iter().map(|element| of_element(*element));
        let first = readings.next()??;
        readings.all(|other| other.as_ref().is_some_and(|other| other.0 == first.0)).then_some(first)
    }

    /// The reading that gives this type, where JSON may be read as it.
    pub(crate) fn for_type(kind: &Type) -> Option<Reading> {
        Some(match kind {
            Type::Boolean => Reading::Boolean,
            Type::Number => Reading::Number,
            Type::Text => Reading::Text,
            Type::Date | Type::DateTime => Reading::Date,
            Type::Quantity(_) => Reading::Quantity,
            Type::Code => Reading::Code,
            Type::List(_) => Reading::List,
            Type::Any => Reading::Plain,
            Type::Element(_) => return None,
        })
    }

    /// Reads JSON; the elements of a list or an array one by one, all else as it is.
    pub(crate) fn read(self, value: Value<'_>) -> Value<'_> {
        match value {
            Value::Json(node) if node.kind() == Kind::Array && self != Reading::List => self.read(Reading::List.read_node(node)),
            Value::Json(node) => self.read_node(node),
            Value::List(list) if self != Reading::List => {
                Value::List(Rc::new(List { items: list.items.iter().map(|item| self.read(item.clone())).collect(), open: list.open }))
            }
            other => other,
        }
    }

    fn read_node(self, node: Node<'_>) -> Value<'_> {
        if node.is_null() {
            return Value::ABSENT;
        }
        self.value_of(node).unwrap_or(Value::unknown(Cause::Unreadable))
    }

    /// The value that JSON holds; `None` where it can't be read so.
    pub(crate) fn value_of(self, node: Node<'_>) -> Option<Value<'_>> {
        match self {
            Reading::Boolean => node.as_boolean().map(Value::Boolean),
            Reading::Number => node.as_number().and_then(decimal::parse).map(Value::number),
            Reading::Text => node.as_text().map(Value::Text),
            Reading::Date => node.as_text().and_then(|text| DateTime::parse(&text).ok()).map(Value::Date),
            Reading::Quantity => Quantity::read(node).ok().map(Value::Quantity),
            Reading::Code => Concept::read(node).map(Value::Code),
            Reading::List => (node.kind() == Kind::Array).then(|| Value::list(node.elements().map(Value::Json).collect())),
            Reading::Plain => plain(node),
        }
    }
}

fn plain(node: Node<'_>) -> Option<Value<'_>> {
    match node.kind() {
        Kind::Boolean => Reading::Boolean.value_of(node),
        Kind::Number => Reading::Number.value_of(node),
        Kind::Text => Reading::Text.value_of(node),
        Kind::Null | Kind::Array | Kind::Object => None,
    }
}

fn of_element(element: ElementType) -> Option<(Reading, Type)> {
    if !element.path().is_empty() {
        return None;
    }
    Some(match element.definition().name {
        "boolean" => (Reading::Boolean, Type::Boolean),
        "decimal" | "integer" | "positiveInt" | "unsignedInt" => (Reading::Number, Type::Number),
        "date" => (Reading::Date, Type::Date),
        "dateTime" | "instant" => (Reading::Date, Type::DateTime),
        "Quantity" | "SimpleQuantity" | "Age" | "Duration" | "Count" | "Distance" => (Reading::Quantity, Type::Quantity(None)),
        "CodeableConcept" | "Coding" => (Reading::Code, Type::Code),
        _ if element.is_primitive() => (Reading::Text, Type::Text),
        _ => return None,
    })
}
