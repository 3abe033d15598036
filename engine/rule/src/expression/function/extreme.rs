//! What `min` and `max` share.

use crate::{
    expression::typing::{call_site::CallSite, typed_term::TypedTerm},
    value::{
        Cause, List, Missing, Number, Value,
        compare::{self, Context},
        reading::Reading,
    },
};
use engine_fhir::quantity::{Comparator, Quantity};
use jiff::tz::TimeZone;
use std::cmp::Ordering;

/// Which end of a list.
#[derive(Clone, Copy)]
pub(super) struct Extreme {
    /// How the element wanted lies to all others.
    pub(super) wanted: Ordering,
    /// How the element wanted of a list that may lack elements lies to the one found.
    pub(super) of_open: Comparator,
}

/// The call of `min` or `max`.
pub(super) fn build(call: &mut CallSite<'_>, extreme: Extreme) -> Option<TypedTerm> {
    let kind = call.kind(0).of_elements();
    let found = call.over_list(kind, move |list, _, frame| match extreme.of(list, &frame.clock.zone) {
        Ok(Some(value)) => value,
        Ok(None) => Value::ABSENT,
        Err(missing) => Value::Missing(missing),
    })?;
    Some(found.may_be_missing())
}

impl Extreme {
    fn of<'d>(self, list: &List<'d>, zone: &TimeZone) -> Result<Option<Value<'d>>, Missing> {
        let mut items = list.items.iter().map(|item| Reading::Plain.read(item.clone()));
        let Some(first) = items.next() else { return list.open.map_or(Ok(None), |open| Err(open.as_operand())) };
        if let Value::Missing(missing) = first {
            return Err(missing.as_operand());
        }
        let found = items.try_fold(first, |best, item| self.better(best, item, zone))?;
        match list.open {
            Some(open) => self.bound(found).map(Some).ok_or(open.as_operand()),
            None => Ok(Some(found)),
        }
    }

    fn better<'d>(self, best: Value<'d>, item: Value<'d>, zone: &TimeZone) -> Result<Value<'d>, Missing> {
        let ordering = compare::orders(&item, &best, Context { unit: None, zone })?.only();
        match ordering {
            Some(ordering) if ordering == self.wanted => Ok(item),
            Some(_) => Ok(best),
            None => Err(Missing::unknown(if matches!(best, Value::Date(_)) { Cause::Precision } else { Cause::Interval })),
        }
    }

    /// The extreme of a list that may lack elements, from the extreme of those found.
    fn bound(self, found: Value<'_>) -> Option<Value<'_>> {
        let is_exact_or = |comparator: Option<Comparator>| comparator.is_none() || comparator == Some(self.of_open);
        let comparator = Some(self.of_open);
        match found {
            Value::Number(number) if is_exact_or(number.comparator) => Some(Value::Number(Number { comparator, ..number })),
            Value::Quantity(quantity) if is_exact_or(quantity.comparator) => Some(Value::Quantity(Quantity { comparator, ..quantity })),
            _ => None,
        }
    }
}
