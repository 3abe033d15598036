//! What a function accepts at one place, and how messages name it.

use crate::value::types::Type;
use std::fmt;

/// What fits at one place of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Accepts {
    /// A value of any type.
    Anything,
    /// true or false
    Boolean,
    /// A number.
    Number,
    /// A number or a quantity.
    Measure,
    /// A text.
    Text,
    /// A date or dateTime, or a text literal that is one.
    Date,
    /// A quantity.
    Quantity,
    /// A code.
    Code,
    /// A code or a list of codes.
    Codes,
    /// Any list.
    List,
    /// A list of numbers or quantities.
    Measures,
    /// A list of what has an order: numbers, quantities, dates.
    Ordered,
    /// A list of what prints.
    Printable,
    /// A resource.
    Resource,
    /// An element of this FHIR type, or a list of them.
    Elements(&'static str),
    /// A text in quotes, known when the rule is compiled.
    Literal,
}

impl Accepts {
    /// Whether a value of this type fits.
    pub(crate) fn fits(self, kind: &Type) -> bool {
        let is_measure = |kind: &Type| matches!(kind, Type::Number | Type::Quantity(_) | Type::Any);
        match (self, kind) {
            (_, Type::Any) | (Accepts::Anything, _) => true,
            (Accepts::Boolean, Type::Boolean) => true,
            (Accepts::Number, Type::Number) => true,
            (Accepts::Measure, kind) => is_measure(kind),
            (Accepts::Text | Accepts::Literal, Type::Text) => true,
            (Accepts::Date, Type::Date | Type::DateTime) => true,
            (Accepts::Quantity, Type::Quantity(_)) => true,
            (Accepts::Code | Accepts::Codes, Type::Code) => true,
            (Accepts::Codes, Type::List(of)) => matches!(**of, Type::Code | Type::Any),
            (Accepts::List, Type::List(_)) => true,
            (Accepts::Measures, Type::List(of)) => is_measure(of),
            (Accepts::Ordered, Type::List(of)) => is_measure(of) || of.is_date(),
            (Accepts::Printable, Type::List(of)) => crate::value::print::is_printable(of),
            (Accepts::Resource, Type::Element(elements)) => elements.are_resources(),
            (Accepts::Elements(name), Type::Element(elements)) => elements.alternatives.iter().all(|element| element.is(name)),
            (Accepts::Elements(_), Type::List(of)) => !matches!(**of, Type::List(_)) && self.fits(of),
            _ => false,
        }
    }
    /// Whether one value is meant, where a list was given.
    pub(crate) fn is_single(self) -> bool {
        use Accepts::*;
        matches!(self, Boolean | Number | Measure | Text | Date | Quantity | Code | Resource | Literal)
    }
    /// The type that JSON is read as here.
    pub(crate) fn reading(self) -> Option<Type> {
        Some(match self {
            Accepts::Boolean => Type::Boolean,
            Accepts::Number => Type::Number,
            Accepts::Text => Type::Text,
            Accepts::Date => Type::DateTime,
            Accepts::Quantity => Type::Quantity(None),
            Accepts::Code | Accepts::Codes => Type::Code,
            Accepts::Measure => Type::Any,
            Accepts::List | Accepts::Measures | Accepts::Ordered | Accepts::Printable => Type::Any.list(),
            Accepts::Anything | Accepts::Resource | Accepts::Elements(_) | Accepts::Literal => return None,
        })
    }
}

/// As messages name it, with its article: "a date".
impl fmt::Display for Accepts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self {
            Accepts::Anything => "a value",
            Accepts::Boolean => "a condition (true or false)",
            Accepts::Number => "a number",
            Accepts::Measure => "a number or a quantity",
            Accepts::Text => "a text",
            Accepts::Date => "a date",
            Accepts::Quantity => "a quantity",
            Accepts::Code => "a code",
            Accepts::Codes => "a code or a list of codes",
            Accepts::List => "a list",
            Accepts::Measures => "a list of numbers or quantities",
            Accepts::Ordered => "a list of numbers, quantities or dates",
            Accepts::Printable => "a list of what can be printed",
            Accepts::Resource => "a resource",
            Accepts::Elements(name) => return write!(formatter, "a {name} or a list of {name}"),
            Accepts::Literal => "a text in quotes",
        };
        formatter.write_str(name)
    }
}
