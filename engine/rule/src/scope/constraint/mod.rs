//! How a condition constrains the data, as far as that can be told before any call: so that constraints which contradict each other, or which no data can
//! contradict, show while a rule is written.
//!
//! ```text
//! tree, terms ──read──> Constraint ──flow_facts──> what holds where it is true or false; or a contradiction
//! ```
//!
//! This is abstract interpretation in small: intervals for numbers, equal and unequal texts, and presence for names. Knows shapes, constants and which names
//! must be there; whatever it doesn't understand may be true or false. Must never know the syntax tree.

pub(crate) mod flow_facts;
mod range;
mod sorted_map;

use crate::value::{
    compare::Comparator,
    slot::{Slot, Slots},
};
use engine_fhir::Decimal;
use engine_syntax::source::Span;
use std::{collections::BTreeSet, sync::Arc};

/// A condition, by how it constrains the data.
#[derive(Clone, Debug)]
pub(crate) struct Constraint {
    /// How it constrains them.
    pub(crate) kind: ConstraintKind,
    /// Where it stands.
    pub(crate) span: Span,
}

/// How a condition constrains the data.
#[derive(Clone, Debug)]
pub(crate) enum ConstraintKind {
    /// The same whatever the data: `1 < 2`.
    Constant(bool),
    /// Each of these.
    All(Vec<Constraint>),
    /// One of these.
    Any(Vec<Constraint>),
    /// The opposite.
    Not(Box<Constraint>),
    /// The constraint of the name used here, where that is defined.
    Named(Arc<Constraint>),
    /// What has no parts.
    Atom(Box<Atom>),
}

/// A constraint without parts.
#[derive(Clone, Debug)]
pub(crate) struct Atom {
    /// What it says of its subject.
    pub(crate) relation: Relation,
    /// What must be there, or must not, for it to be true.
    pub(crate) if_true: Needs,
    /// The same for it to be false.
    pub(crate) if_false: Needs,
}

/// What an atom says of its subject.
#[derive(Clone, Debug)]
pub(crate) enum Relation {
    /// How something lies to a number.
    Number { subject: Subject, comparator: Comparator, value: Decimal },
    /// That something is this text, or another.
    Text { subject: Subject, is_equal: bool, text: String },
    /// That something is true: a name, or a question as it is written.
    Truth(Subject),
}

/// What is spoken of. Equal keys are the same thing within one call.
#[derive(Clone, Debug)]
pub(crate) struct Subject {
    /// A name's slot, or an expression as written, white space aside.
    pub(crate) key: Arc<str>,
    /// The least that it can be.
    pub(crate) least: Option<Decimal>,
    /// Whether it is a whole number.
    pub(crate) is_whole: bool,
}

/// What must be there for a constraint to turn out so.
#[derive(Clone, Debug, Default)]
pub(crate) struct Needs {
    /// Names that must be there.
    pub(crate) present: Slots,
    /// Names that must be absent.
    pub(crate) absent: Slots,
    /// Calls of functions that must give a value, by the keys of their subjects.
    pub(crate) calls: BTreeSet<Arc<str>>,
}

/// What is known of a value that is defined by an expression.
#[derive(Clone, Debug, Default)]
pub struct ValueFacts {
    /// Its constraint, if it is true or false.
    pub(crate) constraint: Option<Arc<Constraint>>,
    /// What it is another name of.
    pub(crate) subject: Option<Subject>,
    /// The names that are there wherever it is.
    pub(crate) implies: Slots,
    /// The names that must be there for it to be, where no more is needed.
    pub(crate) derived_from: Option<Vec<Slot>>,
}
