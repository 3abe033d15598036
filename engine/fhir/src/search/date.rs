//! Date parameters (FHIR R4, 3.1.1.4.7): over date, dateTime, instant, Period and Timing.
//!
//! A date without a zone is in the clock's. `ap` widens what is searched for by a tenth of the time between it and now, on both sides. Only the outer limits of a
//! Timing matter, those of its events and of its bounds; a Timing without either has no date.

use super::{
    error::SearchErrorReason,
    interval::{End, Interval, Prefix},
    walk::Value,
};
use crate::{
    date::{Clock, DateTime},
    document::{Kind, Node},
};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};

/// A date that is searched for.
pub(super) struct Date {
    prefix: Prefix,
    searched: Interval<Timestamp>,
    zone: TimeZone,
}

const EXPECTED: &str = "a date, with at most a prefix: `2024`, `ge2024-05`, `lt2024-05-01T08:30:00Z`, with `+` in a zone written as `%2B`";

impl Date {
    pub(super) fn parse(value: &str, clock: &Clock) -> Result<Date, SearchErrorReason> {
        let (prefix, written) = Prefix::split(value);
        let (first, last) = moments(written, &clock.zone).ok_or(SearchErrorReason::bad(EXPECTED))?;
        let slack = if prefix == Prefix::Approximately { tenth_of_gap(first, last, clock.now) } else { SignedDuration::ZERO };
        let searched =
            Interval::between(first.checked_sub(slack).unwrap_or(Timestamp::MIN), last.checked_add(slack).unwrap_or(Timestamp::MAX));
        Ok(Date { prefix, searched, zone: clock.zone.clone() })
    }

    pub(super) fn accepts(&self, value: Value<'_>) -> bool {
        interval(value, &self.zone).is_some_and(|found| self.prefix.holds(&self.searched, &found))
    }
}

/// The interval that a value stands for; `None` if it can't be read.
pub(super) fn interval(value: Value<'_>, zone: &TimeZone) -> Option<Interval<Timestamp>> {
    let Value::Element(node, path) = value else { return None };
    match path.element_type {
        "Period" => period(node, zone),
        "Timing" => timing(node, zone),
        "instant" => {
            let (moment, _) = DateTime::parse(&node.as_text()?).ok()?.bounds(zone);
            Some(Interval::of(moment))
        }
        _ => written(node, zone),
    }
}

fn written(node: Node<'_>, zone: &TimeZone) -> Option<Interval<Timestamp>> {
    let (first, last) = DateTime::parse(&node.as_text()?).ok()?.moments(zone);
    Some(Interval::between(first, last))
}

/// A Period is open at an end that isn't given, or that can't be read and so isn't known. If neither end can be read, there is no interval.
fn period(node: Node<'_>, zone: &TimeZone) -> Option<Interval<Timestamp>> {
    let [start, end] = node.get_each(["start", "end"]).map(|member| member.and_then(|member| written(member, zone)));
    (start.is_some() || end.is_some())
        .then(|| Interval { first: start.map_or(End::Least, |start| start.first), last: end.map_or(End::Most, |end| end.last) })
}

fn timing(node: Node<'_>, zone: &TimeZone) -> Option<Interval<Timestamp>> {
    let events = node.get("event").into_iter().flat_map(Node::elements).filter_map(|event| written(event, zone));
    let bounds = node.get("repeat").and_then(|repeat| repeat.get("boundsPeriod")).filter(|bounds| bounds.kind() == Kind::Object);
    let bounds = bounds.and_then(|bounds| period(bounds, zone));
    events.chain(bounds).reduce(|one, other| Interval { first: one.first.min(other.first), last: one.last.max(other.last) })
}

/// The moments of a date as it may be written in a search: with hours and minutes alone, too.
fn moments(written: &str, zone: &TimeZone) -> Option<(Timestamp, Timestamp)> {
    if let Ok(date) = DateTime::parse(written) {
        return Some(date.moments(zone));
    }
    let (minute, offset) = written.split_at_checked("YYYY-MM-DDThh:mm".len())?;
    let (first, _) = DateTime::parse(&format!("{minute}:00{offset}")).ok()?.moments(zone);
    Some((first, first.checked_add(SignedDuration::from_nanos(59_999_999_999)).unwrap_or(Timestamp::MAX)))
}

fn tenth_of_gap(first: Timestamp, last: Timestamp, now: Timestamp) -> SignedDuration {
    let gap = if now < first {
        now.duration_until(first)
    } else if last < now {
        last.duration_until(now)
    } else {
        SignedDuration::ZERO
    };
    gap / 10
}
