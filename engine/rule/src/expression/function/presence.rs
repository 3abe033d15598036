//! What `present`, `missing` and `known` share: whether a value is there, and whether that can be told.

use crate::{
    expression::term::{
        Term,
        flow::{self, Outcome},
        operation::Operation,
    },
    frame::Frame,
    value::{List, Value, slot::Slots, truth::Truth},
};
use engine_fhir::Kind;

/// `present(x)`, where `wanted`; else `missing(x)`.
pub(super) struct PresenceTest {
    pub(super) wanted: bool,
}

impl Operation for PresenceTest {
    fn evaluate<'d>(&self, arguments: &[Term], frame: &Frame<'d>) -> Value<'d> {
        let is_there = is_there(arguments, frame);
        if self.wanted { is_there.into() } else { (!is_there).into() }
    }
    /// Where it turns out to be there, what it needs is there too.
    fn required_present(&self, arguments: &[Term], outcome: Outcome) -> Slots {
        let says_present = if self.wanted { Outcome::True } else { Outcome::False };
        if outcome == says_present { flow::all_present(arguments) } else { Slots::default() }
    }
    fn required_absent(&self, arguments: &[Term], outcome: Outcome) -> Slots {
        let says_absent = if self.wanted { Outcome::False } else { Outcome::True };
        match arguments {
            [Term::Slot(slot)] if outcome == says_absent => Slots::from(*slot),
            _ => Slots::default(),
        }
    }
}

/// Whether the first argument is there.
pub(super) fn is_there(arguments: &[Term], frame: &Frame<'_>) -> Truth {
    arguments.first().map_or(Truth::False, |argument| argument.look(frame, state))
}

/// An empty list is absent, unless an element may be lacking; JSON's `null` and `[]` are absent.
pub(super) fn state(value: &Value<'_>) -> Truth {
    match value {
        Value::Missing(missing) if missing.is_absent() => Truth::False,
        Value::Missing(missing) => Truth::from(*missing),
        Value::List(list) => match &**list {
            List { items, open: Some(missing) } if items.is_empty() => Truth::from(*missing),
            List { items, .. } => Truth::from(!items.is_empty()),
        },
        Value::Json(node) => Truth::from(match node.kind() {
            Kind::Null => false,
            Kind::Array => !node.is_empty(),
            _ => true,
        }),
        _ => Truth::True,
    }
}
