//! The static types of expressions and values, and whether a value of one is always present.
//!
//! Knows FHIR's types and units. Must never know how a type is inferred.

use engine_fhir::{types::ElementType, unit::Unit};
use engine_syntax::wording::with_article;
use std::{fmt, sync::Arc};

/// The type of a value.
#[derive(Clone, Debug)]
pub enum Type {
    /// true or false
    Boolean,
    /// An exact decimal.
    Number,
    /// Text.
    Text,
    /// A FHIR date.
    Date,
    /// A FHIR dateTime or instant; compares with dates.
    DateTime,
    /// A number with a unit; the unit it was declared in, where it was.
    Quantity(Option<Arc<Unit>>),
    /// A concept with all its codings.
    Code,
    /// A list.
    List(Box<Type>),
    /// FHIR JSON as it came: a resource or an element, one of these types.
    Element(Elements),
    /// JSON that FHIR doesn't type (a hook of one's own), or a value whose mistake has been reported: fits everywhere.
    Any,
}

/// What FHIR JSON may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elements {
    /// One of these. `Resource` among them stands for any resource.
    pub alternatives: Vec<ElementType>,
    /// The resource types that the entries of a Bundle may hold, where its query says so.
    pub bundle_of: Vec<ElementType>,
}

/// Whether a value is always there, from the most that can be told to the least: where several values are needed, the greatest holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Presence {
    /// Always.
    Present,
    /// Wherever all the names are that its expression uses.
    WithItsNames,
    /// It may be absent or unknown, whatever else is there.
    MayBeMissing,
}

/// A type, and whether a value of it is always there.
#[derive(Clone, Debug)]
pub struct Typed {
    /// The type.
    pub kind: Type,
    /// Whether it is always there.
    pub presence: Presence,
}

impl Typed {
    /// Always there.
    pub fn present(kind: Type) -> Typed {
        Typed { kind, presence: Presence::Present }
    }
    /// Maybe not there.
    pub fn maybe(kind: Type) -> Typed {
        Typed { kind, presence: Presence::MayBeMissing }
    }
    /// Whether it may be missing, for whatever reason.
    pub(crate) fn may_be_missing(&self) -> bool {
        self.presence != Presence::Present
    }
}

impl Elements {
    /// A value of one type.
    pub fn one(element: ElementType) -> Elements {
        Elements { alternatives: vec![element], bundle_of: Vec::new() }
    }
    /// Whether all alternatives are whole resources.
    pub fn are_resources(&self) -> bool {
        self.alternatives.iter().all(|element| element.is_resource())
    }
}

impl Type {
    /// The type of a list's elements; any, where it is not a list.
    pub(crate) fn of_elements(&self) -> Type {
        match self {
            Type::List(of) => (**of).clone(),
            _ => Type::Any,
        }
    }
    /// A list of this.
    pub fn list(self) -> Type {
        Type::List(Box::new(self))
    }
    /// Whether both are the same kind; units and FHIR types aside, and anything equals [`Type::Any`].
    pub fn is_like(&self, other: &Type) -> bool {
        match (self, other) {
            (Type::Any, _) | (_, Type::Any) => true,
            (Type::List(left), Type::List(right)) => left.is_like(right),
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }
    /// Its name with an article: "a number", "an Observation".
    pub(crate) fn with_article(&self) -> String {
        with_article(&self.to_string())
    }
    /// Whether it is a date or a dateTime.
    pub fn is_date(&self) -> bool {
        matches!(self, Type::Date | Type::DateTime)
    }
}

/// As messages name it: "number", "quantity in mg/dL", "list of Condition".
impl fmt::Display for Type {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Type::Boolean => formatter.write_str("boolean"),
            Type::Number => formatter.write_str("number"),
            Type::Text => formatter.write_str("text"),
            Type::Date => formatter.write_str("date"),
            Type::DateTime => formatter.write_str("dateTime"),
            Type::Quantity(None) => formatter.write_str("quantity"),
            Type::Quantity(Some(unit)) => write!(formatter, "quantity in {}", unit.code()),
            Type::Code => formatter.write_str("code"),
            Type::List(of) => write!(formatter, "list of {of}"),
            Type::Element(elements) => {
                let names: Vec<String> = elements.alternatives.iter().map(|element| element.name()).collect();
                formatter.write_str(&names.join(" or "))
            }
            Type::Any => formatter.write_str("JSON of any type"),
        }
    }
}

/// Whether all of these are there.
pub(crate) fn joint_presence<'t>(types: impl IntoIterator<Item = &'t Typed>) -> Presence {
    types.into_iter().map(|typed| typed.presence).max().unwrap_or(Presence::Present)
}
