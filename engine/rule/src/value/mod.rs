//! Values while a call is answered: present, absent or unknown; their types, their order, their three-valued truth, and how they print.
//!
//! Knows FHIR's data types. Must never know names, rules, or where a value comes from: a slot is a number here.

pub mod compare;
pub(crate) mod interval;
pub(crate) mod power;
pub mod print;
pub(crate) mod reading;
pub mod slot;
pub mod truth;
pub mod types;

use engine_fhir::{
    Decimal, Node,
    concept::Concept,
    date::DateTime,
    quantity::{Comparator, Quantity},
};
use slot::Slot;
use std::{borrow::Cow, fmt, rc::Rc};

/// A value. `'d` is the lifetime of the documents, out of which nothing is copied.
#[derive(Clone, Debug)]
pub enum Value<'d> {
    /// Absent or unknown.
    Missing(Missing),
    /// true or false
    Boolean(bool),
    /// A number, or an interval of numbers.
    Number(Number),
    /// Text.
    Text(Cow<'d, str>),
    /// A date or dateTime.
    Date(DateTime),
    /// A quantity.
    Quantity(Quantity<'d>),
    /// A concept.
    Code(Concept<'d>),
    /// A list.
    List(Rc<List<'d>>),
    /// JSON as it came.
    Json(Node<'d>),
}

/// A number; with a comparator, the interval of all numbers that it allows ("at least 2": a count of an open list).
#[derive(Clone, Copy, Debug)]
pub struct Number {
    /// The number or the interval's end.
    pub value: Decimal,
    /// How the interval lies to it.
    pub comparator: Option<Comparator>,
}

/// A list. An open one may lack elements, those of which it could not be decided whether they belong to it.
#[derive(Clone, Debug, Default)]
pub struct List<'d> {
    /// Its elements; some may be missing values.
    pub items: Vec<Value<'d>>,
    /// Why it may lack elements, where it may.
    pub open: Option<Missing>,
}

/// Why there is no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Whether there is none, or it isn't known.
    pub kind: MissingKind,
    /// The name that was missing first, where a name was.
    pub origin: Option<Slot>,
}

/// Whether there is no value, or it isn't known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MissingKind {
    /// It was asked for, and there is none.
    Absent,
    /// It isn't known, because of this.
    Unknown(Cause),
}

/// What kept a value from being known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The data of its entry are unavailable.
    Unavailable,
    /// What is there is malformed: no date, no decimal, no code.
    Unreadable,
    /// Its unit doesn't convert.
    Unit,
    /// A partial date's precision can't tell.
    Precision,
    /// A comparator or an open list leaves it open.
    Interval,
    /// A reference leads nowhere within the data at hand.
    Reference,
    /// An element's own test could not be decided.
    Undecided,
    /// Several matches where one was meant.
    Several,
    /// Arithmetic without a result: division by zero, root of a negative, more than 28 digits.
    Arithmetic,
    /// An operand was missing.
    Operand,
}

/// As it reads after a colon: "its query could not be answered".
impl fmt::Display for Cause {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Cause::Unavailable => "its query could not be answered",
            Cause::Unreadable => "what is there can't be read as what is wanted",
            Cause::Unit => "its unit doesn't convert",
            Cause::Precision => "its date is not precise enough to tell",
            Cause::Interval => "what is known is a range, which leaves it open",
            Cause::Reference => "a reference leads to nothing that was sent or fetched",
            Cause::Undecided => "it could not be told of every resource whether it belongs",
            Cause::Several => "there are several where one is meant",
            Cause::Arithmetic => "the calculation has no result",
            Cause::Operand => "a value that it needs is absent",
        })
    }
}

/// As a [`Cause`] reads; what is absent reads "there is none".
impl fmt::Display for MissingKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            MissingKind::Absent => formatter.write_str("there is none"),
            MissingKind::Unknown(cause) => cause.fmt(formatter),
        }
    }
}

impl Missing {
    /// There is none.
    pub const ABSENT: Missing = Missing { kind: MissingKind::Absent, origin: None };
    /// It isn't known, because of `cause`.
    pub const fn unknown(cause: Cause) -> Missing {
        Missing { kind: MissingKind::Unknown(cause), origin: None }
    }
    /// Whether there is none, which is known.
    pub fn is_absent(self) -> bool {
        self.kind == MissingKind::Absent
    }
    /// What an operation on this missing value gives: unknown, with the same origin.
    #[must_use]
    pub fn as_operand(self) -> Missing {
        match self.kind {
            MissingKind::Absent => Missing { kind: MissingKind::Unknown(Cause::Operand), ..self },
            MissingKind::Unknown(_) => self,
        }
    }
}

impl<'d> Value<'d> {
    /// There is none.
    pub const ABSENT: Value<'d> = Value::Missing(Missing::ABSENT);
    /// Unknown, because of `cause`.
    pub const fn unknown(cause: Cause) -> Value<'d> {
        Value::Missing(Missing::unknown(cause))
    }
    /// An exact number.
    pub fn number(value: impl Into<Decimal>) -> Value<'d> {
        Value::Number(Number { value: value.into(), comparator: None })
    }
    /// Text made by the engine or borrowed from data.
    pub fn text(text: impl Into<Cow<'d, str>>) -> Value<'d> {
        Value::Text(text.into())
    }
    /// A whole list of these.
    pub fn list(items: Vec<Value<'d>>) -> Value<'d> {
        Value::List(Rc::new(List { items, open: None }))
    }
    /// Why it is missing, if it is.
    pub fn missing(&self) -> Option<Missing> {
        match self {
            Value::Missing(missing) => Some(*missing),
            _ => None,
        }
    }
    /// The JSON that it is, if it is that.
    pub fn json(&self) -> Option<Node<'d>> {
        match self {
            Value::Json(node) => Some(*node),
            _ => None,
        }
    }
}
