//! Kleene's three-valued logic: unknown stays unknown, unless what is known decides.
//!
//! Knows truths and why one is unknown. Must never know what is asked, nor of what.

use super::{Cause, Missing, Value};
use std::ops::Not;

/// True, false, or unknown for a reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Truth<Reason = Missing> {
    /// It holds.
    True,
    /// It doesn't.
    False,
    /// It can't be told, because of this.
    Unknown(Reason),
}

impl Truth {
    /// The truth of a value; a value that is not a boolean, as JSON that FHIR doesn't type, is unknown.
    pub(crate) fn of(value: &Value<'_>) -> Truth {
        match value {
            Value::Boolean(truth) => Truth::from(*truth),
            Value::Missing(missing) => Truth::from(*missing),
            _ => Truth::from(Missing::unknown(Cause::Unreadable)),
        }
    }

    /// Kleene's "and". What can't be told is blamed on the first that is unknown.
    pub(crate) fn and(self, other: Truth) -> Truth {
        match (self, other) {
            (Truth::False, _) | (_, Truth::False) => Truth::False,
            (Truth::Unknown(missing), _) => Truth::Unknown(missing),
            (Truth::True, other) => other,
        }
    }

    /// Kleene's "or", by De Morgan's law.
    pub(crate) fn or(self, other: Truth) -> Truth {
        !(!self).and(!other)
    }

    /// The "and" of several: one false decides, and those after it are not taken.
    pub(crate) fn all(truths: impl IntoIterator<Item = Truth>) -> Truth {
        let mut joined = Truth::True;
        for truth in truths {
            joined = joined.and(truth);
            if joined == Truth::False {
                break;
            }
        }
        joined
    }

    /// The "or" of several: one true decides, and those after it are not taken.
    pub(crate) fn any(truths: impl IntoIterator<Item = Truth>) -> Truth {
        !Truth::all(truths.into_iter().map(Truth::not))
    }

    /// Whether it can be told.
    pub(crate) fn is_known(self) -> bool {
        !matches!(self, Truth::Unknown(_))
    }
}

impl<Reason> Truth<Reason> {
    /// The same, its reason described in other words.
    pub(crate) fn map_reason<R>(self, tell: impl FnOnce(Reason) -> R) -> Truth<R> {
        match self {
            Truth::True => Truth::True,
            Truth::False => Truth::False,
            Truth::Unknown(reason) => Truth::Unknown(tell(reason)),
        }
    }
}

impl Not for Truth {
    type Output = Truth;

    fn not(self) -> Truth {
        match self {
            Truth::True => Truth::False,
            Truth::False => Truth::True,
            unknown @ Truth::Unknown(_) => unknown,
        }
    }
}

impl From<bool> for Truth {
    fn from(truth: bool) -> Truth {
        if truth { Truth::True } else { Truth::False }
    }
}

/// What depends on a missing value is unknown, be that value absent or unknown itself.
impl From<Missing> for Truth {
    fn from(missing: Missing) -> Truth {
        Truth::Unknown(missing.as_operand())
    }
}

impl From<Result<bool, Missing>> for Truth {
    fn from(decided: Result<bool, Missing>) -> Truth {
        decided.map_or_else(Truth::from, Truth::from)
    }
}

impl<'d> From<Truth> for Value<'d> {
    fn from(truth: Truth) -> Value<'d> {
        match truth {
            Truth::True => Value::Boolean(true),
            Truth::False => Value::Boolean(false),
            Truth::Unknown(missing) => Value::Missing(missing),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::iter;

    const UNAVAILABLE: Truth = Truth::Unknown(Missing::unknown(Cause::Unavailable));
    const VAGUE: Truth = Truth::Unknown(Missing::unknown(Cause::Precision));

    fn truths() -> impl Strategy<Value = Vec<Truth>> {
        proptest::collection::vec(prop_oneof![Just(Truth::True), Just(Truth::False), Just(UNAVAILABLE), Just(VAGUE)], 0..6)
    }

    proptest! {
        #[test]
        fn one_false_decides_all_of_them_and_else_the_first_unknown_leaves_them_open(truths in truths()) {
            let first_unknown = truths.iter().copied().find(|truth| !truth.is_known());
            let expected = if truths.contains(&Truth::False) { Truth::False } else { first_unknown.unwrap_or(Truth::True) };
            prop_assert_eq!(Truth::all(truths.iter().copied()), expected);
            prop_assert_eq!(!Truth::any(truths.iter().map(|truth| !*truth)), expected);
            prop_assert_eq!(truths.into_iter().fold(Truth::True, Truth::and), expected);
        }
    }

    #[test]
    fn all_of_nothing_is_true_and_any_of_nothing_false() {
        assert_eq!((Truth::all([]), Truth::any([])), (Truth::True, Truth::False));
    }

    #[test]
    fn what_no_longer_matters_is_not_asked() {
        assert_eq!(Truth::all(iter::repeat(Truth::False)), Truth::False);
        assert_eq!(Truth::any(iter::repeat(Truth::True)), Truth::True);
    }

    #[test]
    fn what_depends_on_an_absent_value_is_unknown() {
        assert_eq!(Truth::of(&Value::ABSENT), Truth::Unknown(Missing::unknown(Cause::Operand)));
        assert_eq!(Truth::of(&Value::text("x")), Truth::Unknown(Missing::unknown(Cause::Unreadable)));
    }
}
