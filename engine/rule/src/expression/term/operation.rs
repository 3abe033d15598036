//! What a function does as it is evaluated, and the few forms that most functions have: strict in their arguments, over a list, some or every element of one.
//!
//! Knows terms and values. Must never know which functions there are.

use super::{
    Term,
    flow::{self, Outcome},
};
use crate::{
    frame::Frame,
    scope::names::Names,
    value::{Cause, List, Missing, Value, interval::Bounds, slot::Slots, truth::Truth},
};
use engine_fhir::Decimal;
use std::fmt;

/// A function with what was settled when its call was compiled.
pub(crate) trait Operation: Send + Sync {
    /// Its value.
    fn evaluate<'d>(&self, arguments: &[Term], frame: &Frame<'d>) -> Value<'d>;
    /// The names that must be present for it to turn out so. By default it needs all its arguments.
    fn required_present(&self, arguments: &[Term], outcome: Outcome) -> Slots {
        let _ = outcome;
        flow::all_present(arguments)
    }
    /// The names that must be absent for it to turn out so.
    fn required_absent(&self, arguments: &[Term], outcome: Outcome) -> Slots {
        let _ = (arguments, outcome);
        Slots::default()
    }
    /// What it gives where its first argument is absent, if that is a number: so that `count(x) > 0` requires that `x` is present.
    fn of_absent(&self) -> Option<Decimal> {
        None
    }
    /// The texts that it may give, where they are known before any call.
    fn texts(&self, arguments: &[Term], names: &dyn Names) -> Option<Vec<String>> {
        let _ = (arguments, names);
        None
    }
    /// The least and the most that it may be, where a partial date keeps it from being known.
    fn bounds(&self, arguments: &[Term], frame: &Frame<'_>) -> Option<Bounds> {
        let _ = (arguments, frame);
        None
    }
}

impl fmt::Debug for dyn Operation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("operation")
    }
}

/// What a function computes of one argument that is there.
pub(crate) trait StrictFn: for<'d> Fn(Value<'d>, &Frame<'d>) -> Value<'d> + Send + Sync + 'static {}
impl<F: for<'d> Fn(Value<'d>, &Frame<'d>) -> Value<'d> + Send + Sync + 'static> StrictFn for F {}

/// A function of one argument; unknown where that is missing.
pub(crate) struct Unary<F>(pub(crate) F);

impl<F: StrictFn> Operation for Unary<F> {
    fn evaluate<'d>(&self, arguments: &[Term], frame: &Frame<'d>) -> Value<'d> {
        match argument(arguments, 0, frame) {
            Value::Missing(missing) => Value::Missing(missing.as_operand()),
            value => (self.0)(value, frame),
        }
    }
}

/// A function of two arguments; unknown where one is missing.
pub(crate) struct Binary<F>(pub(crate) F);

impl<F> Operation for Binary<F>
where
    F: for<'d> Fn(Value<'d>, Value<'d>, &Frame<'d>) -> Value<'d> + Send + Sync,
{
    fn evaluate<'d>(&self, arguments: &[Term], frame: &Frame<'d>) -> Value<'d> {
        match (argument(arguments, 0, frame), argument(arguments, 1, frame)) {
            (Value::Missing(missing), _) | (_, Value::Missing(missing)) => Value::Missing(missing.as_operand()),
            (left, right) => (self.0)(left, right, frame),
        }
    }
}

/// A function without arguments.
pub(crate) struct Nullary<F>(pub(crate) F);

impl<F: for<'d> Fn(&Frame<'d>) -> Value<'d> + Send + Sync> Operation for Nullary<F> {
    fn evaluate<'d>(&self, _: &[Term], frame: &Frame<'d>) -> Value<'d> {
        (self.0)(frame)
    }
}

/// A function of a list: an absent one counts as empty, a single value as a list of one.
pub(crate) struct OverList<F> {
    pub(crate) function: F,
    /// The number that it gives of an empty list, where it gives one.
    pub(crate) of_empty: Option<Decimal>,
}

impl<F: for<'d> Fn(&List<'d>, &[Term], &Frame<'d>) -> Value<'d> + Send + Sync> Operation for OverList<F> {
    fn evaluate<'d>(&self, arguments: &[Term], frame: &Frame<'d>) -> Value<'d> {
        match argument(arguments, 0, frame) {
            Value::List(list) => (self.function)(&list, arguments, frame),
            Value::Missing(missing) if missing.is_absent() => (self.function)(&List::default(), arguments, frame),
            Value::Missing(missing) => Value::Missing(missing.as_operand()),
            single => (self.function)(&List { items: vec![single], open: None }, arguments, frame),
        }
    }
    /// An absent list has a count: nothing is required.
    fn required_present(&self, _: &[Term], _: Outcome) -> Slots {
        Slots::default()
    }
    fn of_absent(&self) -> Option<Decimal> {
        self.of_empty
    }
}

/// Whether some element of a list passes: found is found; an element that can't be told, or one that may be lacking, leaves it unknown.
pub(crate) struct SomeOf<F>(pub(crate) F);

impl<F: for<'d> Fn(&Value<'d>, &[Term], &Frame<'d>) -> Result<bool, Missing> + Send + Sync> Operation for SomeOf<F> {
    fn evaluate<'d>(&self, arguments: &[Term], frame: &Frame<'d>) -> Value<'d> {
        quantified(arguments, frame, |truths| Truth::any(truths), |item| (self.0)(item, arguments, frame))
    }
    /// Something was found only in what is there.
    fn required_present(&self, arguments: &[Term], outcome: Outcome) -> Slots {
        required_of_list(arguments, outcome, Outcome::True)
    }
}

/// Whether every element of a list passes; one that doesn't decides.
pub(crate) struct EveryOf<F>(pub(crate) F);

impl<F: for<'d> Fn(&Value<'d>, &[Term], &Frame<'d>) -> Result<bool, Missing> + Send + Sync> Operation for EveryOf<F> {
    fn evaluate<'d>(&self, arguments: &[Term], frame: &Frame<'d>) -> Value<'d> {
        quantified(arguments, frame, |truths| Truth::all(truths), |item| (self.0)(item, arguments, frame))
    }
    fn required_present(&self, arguments: &[Term], outcome: Outcome) -> Slots {
        required_of_list(arguments, outcome, Outcome::False)
    }
}

fn required_of_list(arguments: &[Term], outcome: Outcome, decisive: Outcome) -> Slots {
    if outcome == decisive { flow::all_present(arguments) } else { Slots::default() }
}

/// The elements' truths, joined by Kleene's "or" or "and"; what the list may lack is unknown.
fn quantified<'d>(
    arguments: &[Term],
    frame: &Frame<'d>,
    join: fn(&mut dyn Iterator<Item = Truth>) -> Truth,
    passes: impl Fn(&Value<'d>) -> Result<bool, Missing>,
) -> Value<'d> {
    let list = argument(arguments, 0, frame);
    let (items, open) = match &list {
        Value::List(list) => (list.items.as_slice(), list.open),
        Value::Missing(missing) if missing.is_absent() => (&[][..], None),
        Value::Missing(missing) => return Value::Missing(missing.as_operand()),
        single => (std::slice::from_ref(single), None),
    };
    join(&mut open.map(Truth::from).into_iter().chain(items.iter().map(|item| passes(item).into()))).into()
}

/// An argument's value. A place without one is never asked for, since the number of arguments has been checked.
pub(crate) fn argument<'d>(arguments: &[Term], index: usize, frame: &Frame<'d>) -> Value<'d> {
    arguments.get(index).map_or(Value::ABSENT, |term| term.evaluate(frame))
}

/// What a value of a kind that the types rule out gives: unknown, never a guess.
pub(crate) const UNEXPECTED: Missing = Missing::unknown(Cause::Unreadable);
