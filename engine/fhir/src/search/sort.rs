//! `_sort` (FHIR R4, 3.1.1.5.1).
//!
//! If a resource has several values, the one that comes first in the wanted order counts. FHIR leaves open where resources without a value go: here they come
//! last, in either direction. Dates and Periods are sorted by their start, then by their end; texts folded, as they are searched; codes by their text;
//! quantities across units that convert. The sort is stable: resources that are equal by all keys stay in the order of the record.

use super::{
    context::SearchContext,
    date,
    error::SearchErrorReason,
    interval::Interval,
    number,
    parameter::{ParameterUse, find},
    quantity::Scale,
    string, token,
    walk::{Subject, Value},
};
use crate::{
    search_parameter::{ParameterKind, SearchParameter},
    types::TypeDefinition,
};
use jiff::Timestamp;
use rust_decimal::Decimal;
use std::cmp::Ordering;

/// One rule of `_sort`.
pub(super) struct Key {
    parameter: &'static SearchParameter,
    is_descending: bool,
}

/// What a resource is sorted by. All ranks of one key are of one variant.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Text(String),
    Date(Interval<Timestamp>),
    Number(Decimal),
    /// The number, after the unit that it is in.
    Quantity(usize, Decimal),
}

impl Key {
    pub(super) fn of(value: &str, resource_type: &'static TypeDefinition) -> Result<Key, SearchErrorReason> {
        let (name, is_descending) = value.strip_prefix('-').map_or((value, false), |name| (name, true));
        let (parameter, _) = find(&ParameterUse { resource_type, name, modifier: None, values: &[] })?;
        Ok(Key { parameter, is_descending })
    }

    /// The rank of each match; `None` if it has no value.
    fn ranks(&self, matches: &[usize], context: SearchContext<'_>) -> Vec<Option<Rank>> {
        let mut scale = Scale::default();
        matches.iter().map(|index| self.rank(Subject::in_record(context.record, *index)?, context, &mut scale)).collect()
    }

    fn rank(&self, subject: Subject<'_>, context: SearchContext<'_>, scale: &mut Scale) -> Option<Rank> {
        let mut first: Option<Rank> = None;
        let mut take = |rank: Rank| {
            if first.as_ref().is_none_or(|present| self.order(&rank, present).is_lt()) {
                first = Some(rank);
            }
        };
        subject.any_value(context.record, &self.parameter.element_paths, &mut |value| {
            self.each_rank(value, context, scale, &mut take);
            false
        });
        first
    }

    fn each_rank(&self, value: Value<'_>, context: SearchContext<'_>, scale: &mut Scale, take: &mut dyn FnMut(Rank)) {
        let rank = match self.parameter.kind {
            ParameterKind::Date => date::interval(value, &context.clock.zone).map(Rank::Date),
            ParameterKind::Number => number::sort_key(value).map(Rank::Number),
            ParameterKind::Quantity => scale.key(value).map(|(unit, number)| Rank::Quantity(unit, number)),
            ParameterKind::String => string::sort_key(value).map(Rank::Text),
            ParameterKind::Reference => value.literal().map(|literal| Rank::Text(literal.into_owned())),
            _ => return token::sort_keys(value, &mut |key| take(Rank::Text(key))),
        };
        rank.into_iter().for_each(take);
    }

    fn order(&self, one: &Rank, other: &Rank) -> Ordering {
        if self.is_descending { other.cmp(one) } else { one.cmp(other) }
    }

    fn order_with_missing(&self, one: &Option<Rank>, other: &Option<Rank>) -> Ordering {
        match (one, other) {
            (Some(one), Some(other)) => self.order(one, other),
            (one, other) => other.is_some().cmp(&one.is_some()),
        }
    }
}

/// Sorts resources, given by their index in the record.
pub(super) fn sort(matches: &mut [usize], keys: &[Key], context: SearchContext<'_>) {
    if keys.is_empty() {
        return;
    }
    let ranks: Vec<_> = keys.iter().map(|key| key.ranks(matches, context)).collect();
    let mut order: Vec<usize> = (0..matches.len()).collect();
    order.sort_by(|one, other| {
        let by_key = keys.iter().zip(&ranks).map(|(key, ranks)| match (ranks.get(*one), ranks.get(*other)) {
            (Some(one), Some(other)) => key.order_with_missing(one, other),
            _ => Ordering::Equal,
        });
        by_key.fold(Ordering::Equal, Ordering::then)
    });
    let sorted: Vec<usize> = order.iter().filter_map(|position| matches.get(*position).copied()).collect();
    matches.copy_from_slice(&sorted);
}
