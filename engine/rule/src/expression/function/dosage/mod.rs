//! How much a patient takes in a day, out of FHIR's Dosages (R4, 2.46).
//!
//! Reads what an order allows at most: alternatives at their highest, ranges at their high end, as-needed in full. What isn't said is never guessed: one
//! Dosage that can't be read makes the whole unknown, for a dose that is left out would read as a safe one. Knows Dosage and Timing, and must never know
//! which drug is given or what the rule makes of it.

mod abbreviation;
mod amount;
mod timing;

use crate::value::{Cause, Missing, Value};
use engine_fhir::{Decimal, Node, decimal, quantity::Quantity};
use std::cmp::Ordering;

/// Why a day's dose can't be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Problem {
    /// There is no Dosage at all.
    NoDosage,
    /// It doesn't say how often.
    NoFrequency,
    /// It doesn't say how much.
    NoDose,
    /// What it says can't be read.
    Unreadable,
    /// Doses in units that don't convert into each other.
    MixedUnits,
    /// More digits than a number has.
    TooLarge,
}

impl Problem {
    /// As a missing value says it.
    fn cause(self) -> Cause {
        match self {
            Problem::NoDosage | Problem::NoFrequency | Problem::NoDose => Cause::Operand,
            Problem::Unreadable => Cause::Unreadable,
            Problem::MixedUnits => Cause::Unit,
            Problem::TooLarge => Cause::Arithmetic,
        }
    }
}

/// What `calculate` makes of the Dosages that a value holds. Unknown, where one of them may be lacking.
pub(super) fn of<'d>(dosages: &Value<'d>, calculate: impl FnOnce(Vec<Node<'d>>) -> Result<Value<'d>, Problem>) -> Value<'d> {
    let calculated = nodes(dosages).and_then(|nodes| calculate(nodes).map_err(|problem| Missing::unknown(problem.cause())));
    calculated.unwrap_or_else(|missing| Value::Missing(missing.as_operand()))
}

fn nodes<'d>(dosages: &Value<'d>) -> Result<Vec<Node<'d>>, Missing> {
    match dosages {
        Value::Json(node) => Ok(vec![*node]),
        Value::Missing(missing) => Err(*missing),
        Value::List(list) => match list.open {
            Some(missing) => Err(missing),
            None => list.items.iter().try_fold(Vec::new(), |mut found, item| {
                found.append(&mut nodes(item)?);
                Ok(found)
            }),
        },
        _ => Err(Missing::unknown(Cause::Unreadable)),
    }
}

/// How often a dose is given on a day, on average.
pub(super) fn doses_per_day<'d>(dosages: impl IntoIterator<Item = Node<'d>>) -> Result<Decimal, Problem> {
    let count = |dosage: Node<'d>| timing::read(dosage)?.of_a_day(Decimal::ONE).ok_or(Problem::TooLarge);
    combine(dosages, count, |one, other| one.checked_add(other).ok_or(Problem::TooLarge), |one, other| Ok(decimal::compare(*one, *other)))
}

/// How much is given on a day, on average, in the unit of the (first) dose.
pub(super) fn daily_dose<'d>(dosages: impl IntoIterator<Item = Node<'d>>) -> Result<Quantity<'d>, Problem> {
    combine(dosages, amount::of_a_day, amount::add, amount::compare)
}

/// Dosages of one `sequence` are given together and add up; of those of different ones, which follow each other, the highest counts. Those without one go
/// along with all.
fn combine<'d, T>(
    dosages: impl IntoIterator<Item = Node<'d>>,
    mut read: impl FnMut(Node<'d>) -> Result<T, Problem>,
    add: impl Fn(T, T) -> Result<T, Problem>,
    compare: impl Fn(&T, &T) -> Result<Ordering, Problem>,
) -> Result<T, Problem> {
    let mut together: Option<T> = None;
    let mut steps: Vec<(&str, T)> = Vec::new();
    for dosage in dosages {
        let amount = read(dosage)?;
        match dosage.get("sequence").map(|sequence| sequence.as_number().ok_or(Problem::Unreadable)).transpose()? {
            None => together = Some(join(together, amount, &add)?),
            Some(sequence) => match steps.iter().position(|(known, _)| *known == sequence) {
                None => steps.push((sequence, amount)),
                Some(at) => {
                    let (_, sum) = steps.swap_remove(at);
                    steps.push((sequence, add(sum, amount)?));
                }
            },
        }
    }
    let highest = highest(steps.into_iter().map(|(_, amount)| amount), &compare)?;
    match (together, highest) {
        (together, Some(highest)) => join(together, highest, &add),
        (together, None) => together.ok_or(Problem::NoDosage),
    }
}

fn join<T>(sum: Option<T>, amount: T, add: impl Fn(T, T) -> Result<T, Problem>) -> Result<T, Problem> {
    match sum {
        None => Ok(amount),
        Some(sum) => add(sum, amount),
    }
}

/// The highest of several, where all compare.
fn highest<T>(amounts: impl IntoIterator<Item = T>, compare: impl Fn(&T, &T) -> Result<Ordering, Problem>) -> Result<Option<T>, Problem> {
    amounts.into_iter().try_fold(None, |highest, amount| match highest {
        None => Ok(Some(amount)),
        Some(highest) => Ok(Some(if compare(&highest, &amount)? == Ordering::Less { amount } else { highest })),
    })
}

#[cfg(test)]
mod tests;
