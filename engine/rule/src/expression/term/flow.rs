//! Narrowing by control flow: which names must be present, or absent, for a term to have a value, or to be true or false. What is reached only where a
//! condition turned out so may count on them.
//!
//! Knows terms and slots. Must never know values.

use super::{Term, comparison::Comparison};
use crate::value::slot::Slots;

/// What is supposed of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It has a value.
    Present,
    /// It is true.
    True,
    /// It is false.
    False,
}

impl Outcome {
    /// What is supposed of `x` where this is supposed of `!x`.
    pub(crate) fn negated(self) -> Outcome {
        match self {
            Outcome::Present => Outcome::Present,
            Outcome::True => Outcome::False,
            Outcome::False => Outcome::True,
        }
    }
}

/// The names that must be present for `term` to turn out so.
pub(crate) fn required_present(term: &Term, outcome: Outcome) -> Slots {
    match term {
        Term::Constant(_) => Slots::default(),
        Term::Slot(slot) => Slots::from(*slot),
        Term::All(operands) => junction(operands, outcome, Outcome::True),
        Term::Any(operands) => junction(operands, outcome, Outcome::False),
        Term::Not(operand) => required_present(operand, outcome.negated()),
        Term::Comparison(comparison) => of_comparison(comparison, outcome),
        Term::Arithmetic(arithmetic) => all_present(arithmetic.operands()),
        Term::Negation(operand) | Term::Printed(operand) | Term::Read(operand, _) | Term::InUnit(operand, _) => {
            required_present(operand, Outcome::Present)
        }
        Term::Call(operation, arguments) => operation.required_present(arguments, outcome),
    }
}

/// The names that must be absent for `term` to turn out so.
pub(crate) fn required_absent(term: &Term, outcome: Outcome) -> Slots {
    match term {
        Term::Call(operation, arguments) => operation.required_absent(arguments, outcome),
        _ => Slots::default(),
    }
}

/// The names that must be present for all of these to be present.
pub(crate) fn all_present<'t>(terms: impl IntoIterator<Item = &'t Term>) -> Slots {
    joined(terms.into_iter().map(|term| required_present(term, Outcome::Present)))
}

/// Both sides of a comparison must be present. What `count(x)` gives of an absent `x` is known, so that `count(x) > 0` can only be true of one that is there.
fn of_comparison(comparison: &Comparison, outcome: Outcome) -> Slots {
    let mut found = all_present(comparison.operands());
    if let Some((arguments, of_absent)) = comparison.where_absent()
        && outcome != Outcome::Present
        && of_absent != (outcome == Outcome::True)
    {
        found.extend(&all_present(arguments));
    }
    found
}

/// Names that are in one of these.
fn joined(each: impl Iterator<Item = Slots>) -> Slots {
    each.fold(Slots::default(), |all, next| all.union(&next))
}

/// Every operand of `&&` (`unanimous` is true) is true where the whole is. Where the whole is false one of them is, and which one isn't known. For `||` it is
/// the other way round.
fn junction(operands: &[Term], outcome: Outcome, unanimous: Outcome) -> Slots {
    let everyone = || joined(operands.iter().map(|operand| required_present(operand, unanimous)));
    let someone = || {
        let mut each = operands.iter().map(|operand| required_present(operand, unanimous.negated()));
        let first = each.next().unwrap_or_default();
        each.fold(first, |common, next| common.intersection(&next))
    };
    match outcome {
        Outcome::Present => everyone().intersection(&someone()),
        _ if outcome == unanimous => everyone(),
        _ => someone(),
    }
}
