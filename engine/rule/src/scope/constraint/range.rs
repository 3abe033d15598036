//! The numbers that something may still be, after all constraints on it.

use super::{Subject, flow_facts::Contradiction};
use crate::value::compare::Comparator;
use engine_fhir::{Decimal, decimal};
use engine_syntax::source::Span;
use std::cmp::Ordering;

/// An end of a range, and the constraint that set it; `None`: the nature of what is spoken of.
#[derive(Clone, Copy, Debug)]
struct End {
    value: Decimal,
    is_included: bool,
    set_by: Option<Span>,
}

/// The numbers between two ends, without some.
#[derive(Clone, Debug, Default)]
pub(crate) struct Range {
    least: Option<End>,
    most: Option<End>,
    excluded: Vec<(Decimal, Span)>,
}

impl Range {
    /// All that a subject can be.
    pub(crate) fn of(subject: &Subject) -> Range {
        Range { least: subject.least.map(|value| End { value, is_included: true, set_by: None }), ..Range::default() }
    }

    /// Narrows it to the numbers that lie so to `value`.
    pub(crate) fn narrow(&mut self, subject: &Subject, comparator: Comparator, value: Decimal, span: Span) -> Result<(), Contradiction> {
        let end = |value, is_included| Some(End { value, is_included, set_by: Some(span) });
        // A whole number that is more than 2 is at least 3.
        let (least, most) = match (comparator, subject.is_whole) {
            (Comparator::Greater, true) => (end(value.floor() + Decimal::ONE, true), None),
            (Comparator::GreaterOrEqual, true) => (end(value.ceil(), true), None),
            (Comparator::Less, true) => (None, end(value.ceil() - Decimal::ONE, true)),
            (Comparator::LessOrEqual, true) => (None, end(value.floor(), true)),
            (Comparator::Greater, false) => (end(value, false), None),
            (Comparator::GreaterOrEqual, false) => (end(value, true), None),
            (Comparator::Less, false) => (None, end(value, false)),
            (Comparator::LessOrEqual, false) => (None, end(value, true)),
            (Comparator::Equal, _) => (end(value, true), end(value, true)),
            (Comparator::NotEqual, _) => {
                self.excluded.push((value, span));
                (None, None)
            }
        };
        self.least = tighter(self.least, least, Ordering::Greater);
        self.most = tighter(self.most, most, Ordering::Less);
        match self.conflict(span) {
            Some(other) => Err(Contradiction { here: span, with: other }),
            None if subject.is_whole && comparator == Comparator::Equal && !value.fract().is_zero() => {
                Err(Contradiction { here: span, with: None })
            }
            None => Ok(()),
        }
    }

    /// Whether nothing is left, and the other constraint that brought that about, if one did.
    fn conflict(&self, here: Span) -> Option<Option<Span>> {
        let (least, most) = (self.least?, self.most?);
        let earlier = || [least.set_by, most.set_by].into_iter().flatten().find(|set_by| *set_by != here);
        match decimal::compare(least.value, most.value) {
            Ordering::Greater => Some(earlier()),
            Ordering::Equal if !(least.is_included && most.is_included) => Some(earlier()),
            Ordering::Equal => self
                .excluded
                .iter()
                .find(|(value, _)| decimal::compare(*value, least.value).is_eq())
                .map(|(_, span)| Some(*span).filter(|span| *span != here).or_else(earlier)),
            Ordering::Less => None,
        }
    }
}

/// The end that leaves less; `direction`: how the tighter one's value lies to the other's.
fn tighter(known: Option<End>, new: Option<End>, direction: Ordering) -> Option<End> {
    let (Some(one), Some(other)) = (known, new) else { return known.or(new) };
    let ordering = decimal::compare(other.value, one.value);
    let is_tighter = ordering == direction || ordering.is_eq() && one.is_included && !other.is_included;
    Some(if is_tighter { other } else { one })
}
