//! `within`: whether a date lies in the period back from now, or ahead of it.
//!
//! In days, weeks, months and years it goes by calendar days: six months back from 15 January is 15 July, that whole day included. In hours it goes by the
//! clock. What is dated to the day counts as now for the whole of today. A partial date that could lie on both sides is undecided.

use engine_fhir::date::{Clock, DateTime, Precision};
use engine_syntax::model::{CalendarUnit, Within};
use jiff::{SignedDuration, Timestamp, ToSpan, civil};

/// A period of time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Window {
    first: Timestamp,
    last: Timestamp,
    is_ahead: bool,
}

impl Window {
    /// The period back from now, or ahead of it.
    pub(super) fn of(within: Within, clock: &Clock) -> Window {
        let edge = edge(within, clock);
        match within.is_ahead {
            true => Window { first: clock.now, last: edge.1, is_ahead: true },
            false => Window { first: edge.0, last: clock.now, is_ahead: false },
        }
    }

    /// Whether a date lies in it; `None` where its precision can't tell.
    pub(super) fn contains(self, date: DateTime, clock: &Clock) -> Option<bool> {
        let (least, most) = date.bounds(&clock.zone);
        let today = now_of(date, clock);
        let (first, last) = if self.is_ahead { (today.0, self.last) } else { (self.first, today.1) };
        if least >= first && most <= last {
            Some(true)
        } else if most < first || least > last {
            Some(false)
        } else {
            None
        }
    }
}

/// Whether a date surely lies after now.
pub(super) fn is_ahead(date: DateTime, clock: &Clock) -> bool {
    date.bounds(&clock.zone).0 > now_of(date, clock).1
}

/// What counts as now for such a date: this moment, or all of today.
fn now_of(date: DateTime, clock: &Clock) -> (Timestamp, Timestamp) {
    match date.precision() {
        Precision::Time => (clock.now, clock.now),
        _ => DateTime::from_date(clock.today()).bounds(&clock.zone),
    }
}

/// The far end: its first and its last moment.
fn edge(within: Within, clock: &Clock) -> (Timestamp, Timestamp) {
    if within.unit == CalendarUnit::Hours {
        let hours = SignedDuration::from_hours(i64::from(within.count));
        let (moment, end) = match within.is_ahead {
            true => (clock.now.checked_add(hours), Timestamp::MAX),
            false => (clock.now.checked_sub(hours), Timestamp::MIN),
        };
        let moment = moment.unwrap_or(end);
        return (moment, moment);
    }
    let today = clock.today();
    let (day, end) = match (span(within), within.is_ahead) {
        (Some(span), true) => (today.checked_add(span).ok(), civil::Date::MAX),
        (Some(span), false) => (today.checked_sub(span).ok(), civil::Date::MIN),
        (None, true) => (None, civil::Date::MAX),
        (None, false) => (None, civil::Date::MIN),
    };
    DateTime::from_date(day.unwrap_or(end)).bounds(&clock.zone)
}

/// The period as a calendar span; `None` where it is longer than the calendar.
fn span(within: Within) -> Option<jiff::Span> {
    let count = i64::from(within.count);
    match within.unit {
        CalendarUnit::Hours => 0.days().try_hours(count).ok(),
        CalendarUnit::Days => 0.days().try_days(count).ok(),
        CalendarUnit::Weeks => 0.days().try_weeks(count).ok(),
        CalendarUnit::Months => 0.days().try_months(count).ok(),
        CalendarUnit::Years => 0.days().try_years(count).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::tz::TimeZone;

    fn clock() -> Clock {
        Clock::fixed(civil::date(2026, 1, 15), TimeZone::UTC)
    }

    fn contains(count: u32, unit: CalendarUnit, is_ahead: bool, date: &str) -> Option<bool> {
        Window::of(Within { count, unit, is_ahead }, &clock()).contains(DateTime::parse(date).unwrap(), &clock())
    }

    #[test]
    fn back_counts_calendar_days_and_includes_the_first() {
        let back = |date| contains(6, CalendarUnit::Months, false, date);
        assert_eq!(back("2025-07-15"), Some(true));
        assert_eq!(back("2025-07-15T00:00:00Z"), Some(true));
        assert_eq!(back("2025-07-14T23:59:59Z"), Some(false));
        assert_eq!(back("2026-01-15"), Some(true), "today is not ahead");
        assert_eq!(back("2026-01-15T11:00:00Z"), Some(true));
        assert_eq!(back("2026-01-15T13:00:00Z"), Some(false), "later today is ahead");
        assert_eq!(back("2026-01-16"), Some(false));
    }

    #[test]
    fn a_partial_date_on_both_sides_is_undecided() {
        let back = |date| contains(6, CalendarUnit::Months, false, date);
        assert_eq!(back("2025-07"), None);
        assert_eq!(back("2025-08"), Some(true));
        assert_eq!(back("2025"), None);
        assert_eq!(back("2024"), Some(false));
        assert_eq!(back("2026-01"), None, "it may be ahead");
    }

    #[test]
    fn ahead_is_the_other_way() {
        let ahead = |date| contains(2, CalendarUnit::Weeks, true, date);
        assert_eq!(ahead("2026-01-15"), Some(true));
        assert_eq!(ahead("2026-01-29T23:00:00Z"), Some(true));
        assert_eq!(ahead("2026-01-30"), Some(false));
        assert_eq!(ahead("2026-01-14"), Some(false));
        assert_eq!(ahead("2026-01-15T11:00:00Z"), Some(false));
    }

    #[test]
    fn hours_go_by_the_clock() {
        let back = |date| contains(24, CalendarUnit::Hours, false, date);
        assert_eq!(back("2026-01-14T12:00:00Z"), Some(true));
        assert_eq!(back("2026-01-14T11:59:59Z"), Some(false));
        assert_eq!(back("2026-01-15"), Some(true));
        assert_eq!(back("2026-01-14"), None);
    }

    #[test]
    fn a_stretch_longer_than_the_calendar_has_no_end() {
        assert_eq!(contains(u32::MAX, CalendarUnit::Years, false, "0001-01-01"), Some(true));
        assert_eq!(contains(u32::MAX, CalendarUnit::Hours, true, "2300-01-01"), Some(true));
    }
}
