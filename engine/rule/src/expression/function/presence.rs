//! What `present`, `missing` and `known` share: whether a value is there, and whether that can be told.

use crate::{
    expression::term::{
        Term,
        flow::{self, Outcome},
        logic,
        operation::Operation,
    },
    frame::Frame,
    value::{List, Missing, Value, slot::Slots},
};
use engine_fhir::Kind;

/// `present(x)`, where `wanted`; else `missing(x)`.
pub(super) struct Presence {
    pub(super) wanted: bool,
}

impl Operation for Presence {
    fn evaluate<'d>(&self, arguments: &[Term], frame: &Frame<'d>) -> Value<'d> {
        logic::value(is_there(arguments, frame).map(|is_there| is_there == self.wanted))
    }
    /// Where it turns out to be there, what it needs is there too.
    fn guards(&self, arguments: &[Term], outcome: Outcome) -> Slots {
        let says_present = if self.wanted { Outcome::True } else { Outcome::False };
        if outcome == says_present { flow::all_present(arguments) } else { Slots::default() }
    }
    fn absent(&self, arguments: &[Term], outcome: Outcome) -> Slots {
        let says_absent = if self.wanted { Outcome::False } else { Outcome::True };
        match arguments {
            [Term::Slot(slot)] if outcome == says_absent => Slots::from(*slot),
            _ => Slots::default(),
        }
    }
}

/// Whether the first argument is there; why that can't be told, where it can't.
pub(super) fn is_there(arguments: &[Term], frame: &Frame<'_>) -> Result<bool, Missing> {
    arguments.first().map_or(Ok(false), |argument| argument.look(frame, state))
}

/// An empty list is absent, unless an element may be lacking; JSON's `null` and `[]` are absent.
pub(super) fn state(value: &Value<'_>) -> Result<bool, Missing> {
    match value {
        Value::Missing(missing) if missing.is_absent() => Ok(false),
        Value::Missing(missing) => Err(missing.as_operand()),
        Value::List(list) => match &**list {
            List { items, open: Some(missing) } if items.is_empty() => Err(missing.as_operand()),
            List { items, .. } => Ok(!items.is_empty()),
        },
        Value::Json(node) => Ok(match node.kind() {
            Kind::Null => false,
            Kind::Array => !node.is_empty(),
            _ => true,
        }),
        _ => Ok(true),
    }
}
