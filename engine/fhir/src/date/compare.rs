//! The partial order of dates that differ in precision, as FHIRPath defines it.

use super::{DateTime, Precision, clock::moment};
use jiff::{SignedDuration, Span, Timestamp, civil, tz::TimeZone};
use std::cmp::Ordering;

impl DateTime {
    /// Compares as FHIRPath does (FHIRPath N1, 6.2): component by component, as far as both are precise. `None` if their precision leaves the order open.
    /// Two times are compared as moments. A date has no zone: against it, a time is the day that it is in `zone`.
    pub fn compare(self, other: DateTime, zone: &TimeZone) -> Option<Ordering> {
        let shared = self.precision.min(other.precision);
        let order = match shared {
            Precision::Time => self.moment(zone).cmp(&other.moment(zone)),
            _ => self.components(shared, zone).cmp(&other.components(shared, zone)),
        };
        (order != Ordering::Equal || self.precision == other.precision).then_some(order)
    }

    /// The first and the last moment that the date may stand for. A time stands for one moment.
    pub fn bounds(self, zone: &TimeZone) -> (Timestamp, Timestamp) {
        if self.precision == Precision::Time {
            let moment = self.moment(zone);
            return (moment, moment);
        }
        let (first, last) = self.days(zone);
        (moment(first.to_datetime(civil::Time::midnight()), zone), moment(last.to_datetime(civil::Time::MAX), zone))
    }

    /// The first and the last moment of what was written: for a time, those of the second, or of the part of a second, that its digits name.
    pub fn moments(self, zone: &TimeZone) -> (Timestamp, Timestamp) {
        let (first, last) = self.bounds(zone);
        if self.precision < Precision::Time {
            return (first, last);
        }
        let width = 10_i64.pow(9 - u32::from(self.fraction_digits.min(9)));
        (first, first.checked_add(SignedDuration::from_nanos(width - 1)).unwrap_or(Timestamp::MAX))
    }

    /// The first and the last calendar day that the date may stand for; for a time, the day that it is in `zone`.
    pub fn days(self, zone: &TimeZone) -> (civil::Date, civil::Date) {
        match self.precision {
            Precision::Year => (self.date, self.date.last_of_year()),
            Precision::Month => (self.date, self.date.last_of_month()),
            Precision::Day => (self.date, self.date),
            Precision::Time => {
                let day = self.day(zone);
                (day, day)
            }
        }
    }

    /// The date `days` later, or earlier if negative; `None` outside the calendar, or if the date is less precise than a day.
    pub fn plus_days(self, days: i64) -> Option<DateTime> {
        if self.precision < Precision::Day {
            return None;
        }
        let date = self.date.checked_add(Span::new().try_days(days).ok()?).ok().filter(|date| date.year() > 0)?;
        Some(DateTime { date, ..self })
    }

    /// A time as clocks in `zone` show it. A date has no zone and stays as it is.
    pub fn in_zone(self, zone: &TimeZone) -> DateTime {
        match self.precision {
            Precision::Time => DateTime::from_timestamp(self.moment(zone), zone),
            _ => self,
        }
    }

    /// The moment of a time; the first moment of a date.
    fn moment(self, zone: &TimeZone) -> Timestamp {
        let written = self.date.to_datetime(self.time);
        match self.zone {
            Some(own) => moment(written, &TimeZone::fixed(own.offset())),
            None => moment(written, zone),
        }
    }

    /// The calendar day of the time in `zone`.
    fn day(self, zone: &TimeZone) -> civil::Date {
        match (self.precision, self.zone) {
            (Precision::Time, Some(_)) => zone.to_datetime(self.moment(zone)).date(),
            _ => self.date,
        }
    }

    fn components(self, precision: Precision, zone: &TimeZone) -> (i16, i8, i8) {
        let day = self.day(zone);
        match precision {
            Precision::Year => (day.year(), 0, 0),
            Precision::Month => (day.year(), day.month(), 0),
            Precision::Day | Precision::Time => (day.year(), day.month(), day.day()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::strategies::{dates, zones};
    use super::*;
    use Ordering::{Equal, Greater, Less};
    use proptest::prelude::*;

    fn read(text: &str) -> DateTime {
        DateTime::parse(text).unwrap()
    }

    #[test]
    fn a_time_is_shown_as_clocks_elsewhere_show_it_and_a_date_stays() {
        let in_new_york = |text| read(text).in_zone(&TimeZone::fixed(jiff::tz::offset(-5))).to_string();
        assert_eq!(in_new_york("2026-01-02T03:00:00Z"), "2026-01-01T22:00:00-05:00");
        assert_eq!(in_new_york("2026-01-02"), "2026-01-02");
    }

    fn compare(left: &str, right: &str) -> Option<Ordering> {
        read(left).compare(read(right), &TimeZone::fixed(jiff::tz::offset(-5)))
    }

    #[test]
    fn components_decide_as_far_as_both_are_precise() {
        assert_eq!(compare("2023", "2024-05-01"), Some(Less));
        assert_eq!(compare("2024-06", "2024-05-01"), Some(Greater));
        assert_eq!(compare("2024-05-02", "2024-05-01T23:00:00-05:00"), Some(Greater));
    }

    #[test]
    fn unknown_where_precision_cannot_tell() {
        assert_eq!(compare("2024", "2024-05-01"), None);
        assert_eq!(compare("2024-05", "2024"), None);
        assert_eq!(compare("2024-05-01", "2024-05-01T00:00:00-05:00"), None);
    }

    #[test]
    fn equally_precise_dates_are_equal() {
        assert_eq!(compare("2024", "2024"), Some(Equal));
        assert_eq!(compare("2024-05", "2024-05"), Some(Equal));
        assert_eq!(compare("2024-05-01", "2024-05-01"), Some(Equal));
    }

    #[test]
    fn times_compare_as_moments_and_fractions_are_no_further_precision() {
        assert_eq!(compare("2024-05-01T12:00:00Z", "2024-05-01T07:00:00-05:00"), Some(Equal));
        assert_eq!(compare("2024-05-01T12:00:00.000Z", "2024-05-01T12:00:00Z"), Some(Equal));
        assert_eq!(compare("2024-05-01T12:00:00.001Z", "2024-05-01T12:00:00Z"), Some(Greater));
    }

    #[test]
    fn a_time_without_a_zone_is_in_the_engines() {
        assert_eq!(compare("2024-05-01T07:00:00", "2024-05-01T12:00:00Z"), Some(Equal));
    }

    #[test]
    fn against_a_date_a_time_is_the_day_that_it_is_here() {
        assert_eq!(compare("2024-05-02T03:00:00Z", "2024-05-02"), Some(Less));
        assert_eq!(compare("2024-05-02T03:00:00Z", "2024-05-01"), None);
    }

    #[test]
    fn bounds_are_the_first_and_last_moment() {
        let bounds = |text: &str| {
            let (first, last) = read(text).bounds(&TimeZone::UTC);
            format!("{first} {last}")
        };
        assert_eq!(bounds("2024-02"), "2024-02-01T00:00:00Z 2024-02-29T23:59:59.999999999Z");
        assert_eq!(bounds("2023"), "2023-01-01T00:00:00Z 2023-12-31T23:59:59.999999999Z");
        assert_eq!(bounds("2024-05-01T12:00:00+02:00"), "2024-05-01T10:00:00Z 2024-05-01T10:00:00Z");
        assert_eq!(read("9999").bounds(&TimeZone::UTC).1, Timestamp::MAX);
    }

    #[test]
    fn moments_are_as_wide_as_what_was_written() {
        let moments = |text: &str| {
            let (first, last) = read(text).moments(&TimeZone::UTC);
            format!("{first} {last}")
        };
        assert_eq!(moments("2024-05-01T12:00:00Z"), "2024-05-01T12:00:00Z 2024-05-01T12:00:00.999999999Z");
        assert_eq!(moments("2024-05-01T12:00:00.25Z"), "2024-05-01T12:00:00.25Z 2024-05-01T12:00:00.259999999Z");
        assert_eq!(moments("2024-05-01T12:00:00.123456789Z"), "2024-05-01T12:00:00.123456789Z 2024-05-01T12:00:00.123456789Z");
        assert_eq!(read("2024").moments(&TimeZone::UTC), read("2024").bounds(&TimeZone::UTC));
    }

    #[test]
    fn days_are_added_to_what_has_days() {
        assert_eq!(read("2024-02-28").plus_days(2).map(|date| date.to_string()).as_deref(), Some("2024-03-01"));
        assert_eq!(read("2024-03-01T08:00:00Z").plus_days(-1).map(|date| date.to_string()).as_deref(), Some("2024-02-29T08:00:00Z"));
        for (text, days) in [("2024-02", 1), ("9999-12-31", 1), ("0001-01-01", -1), ("2024-02-28", i64::MAX), ("2024-02-28", i64::MIN)] {
            assert!(read(text).plus_days(days).is_none(), "{text} {days}");
        }
    }

    proptest! {
        #[test]
        fn comparison_is_antisymmetric(left in dates(), right in dates(), zone in zones()) {
            prop_assert_eq!(left.compare(right, &zone), right.compare(left, &zone).map(Ordering::reverse));
            prop_assert_eq!(left.compare(left, &zone), Some(Equal));
        }

        #[test]
        fn what_is_earlier_lies_wholly_earlier(left in dates(), right in dates(), zone in zones()) {
            if left.compare(right, &zone) == Some(Less) {
                prop_assert!(left.bounds(&zone).1 <= right.bounds(&zone).0);
            }
        }

        #[test]
        fn adding_and_taking_away_days_gives_the_same(date in dates(), days in -100_000_i64..100_000) {
            if let Some(moved) = date.plus_days(days) {
                prop_assert_eq!(moved.plus_days(-days).map(|date| date.to_string()), Some(date.to_string()));
            }
        }
    }
}
