//! How a rule came to decide: what each value was and where it came from, and how each condition turned out.
//!
//! A watched [`Frame`](crate::frame::Frame) notes every condition as it is decided, with all its parts, those too that no longer matter: it is the same
//! evaluation, seen. A trace is owned text, for tests, coverage and explanations. Watching must never change what is decided, and so it spends no fuel.

mod snapshot;
mod value_origin;
mod watch;

pub use snapshot::{MissingReason, Snapshot};
pub use value_origin::ValueOrigin;
pub(crate) use watch::Watch;

use crate::value::{slot::Slot, truth::Truth};
use engine_syntax::source::Span;

/// How a rule came to decide.
#[derive(Clone, Debug, Default)]
pub struct Trace {
    /// `values` of the rule and of what it includes, in their order.
    pub values: Vec<ValueTrace>,
    /// Every condition that was decided, in the order in which it was.
    pub conditions: Vec<EvaluatedCondition>,
    /// Whether there were more conditions than a trace has room for: those of loops over long lists. The rule's own `when` is always there.
    pub is_cut: bool,
}

/// A value of the rule.
#[derive(Clone, Debug)]
pub struct ValueTrace {
    /// Its name.
    pub name: String,
    /// What it was.
    pub value: Snapshot,
    /// The places that it was extracted from; an expression or a loop has none.
    pub origins: Vec<ValueOrigin>,
    /// The expression as written.
    pub expression: Option<String>,
    /// How many resources a find looked at.
    pub looked_at: Option<usize>,
    /// Whether a test set it instead.
    pub is_overridden: bool,
}

/// A condition that was decided.
#[derive(Clone, Debug)]
pub struct EvaluatedCondition {
    /// Whose it is.
    pub part: RulePart,
    /// What the variables of a loop were.
    pub variables: Vec<(String, Snapshot)>,
    /// How it turned out.
    pub condition: ConditionTrace,
}

/// The part of a rule that a condition belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RulePart {
    /// `when` of the file.
    Rule,
    /// A loop under `values`.
    Loop,
    /// A card, by its id.
    Card(String),
    /// A paragraph of `detail`.
    Paragraph,
    /// A suggestion of a card.
    Suggestion,
    /// An action of a suggestion.
    Action,
    /// A system action.
    SystemAction,
}

/// How a condition turned out.
#[derive(Clone, Debug)]
pub struct ConditionTrace {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub form: ConditionForm,
    /// Its truth.
    pub truth: Truth<MissingReason>,
}

/// What a condition is.
#[derive(Clone, Debug)]
pub enum ConditionForm {
    /// An expression.
    Expression {
        /// As written.
        text: String,
        /// The names that it uses, with what they hold.
        names: Vec<(String, Snapshot)>,
        /// A comparison's left side, how it compares, and its right side.
        sides: Option<(Snapshot, &'static str, Snapshot)>,
    },
    /// True where all are.
    All(Vec<ConditionTrace>),
    /// True where one is.
    Any(Vec<ConditionTrace>),
    /// True where none is.
    None(Vec<ConditionTrace>),
}

impl ConditionTrace {
    /// The expressions in it, itself included if it is one.
    pub fn expressions(&self) -> Vec<&ConditionTrace> {
        match &self.form {
            ConditionForm::Expression { .. } => vec![self],
            ConditionForm::All(parts) | ConditionForm::Any(parts) | ConditionForm::None(parts) => {
                parts.iter().flat_map(ConditionTrace::expressions).collect()
            }
        }
    }
}

/// The name of a slot.
pub(crate) fn name(names: &[String], slot: Slot) -> String {
    names.get(slot.0 as usize).cloned().unwrap_or_default()
}
