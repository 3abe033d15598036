//! FHIR's date, dateTime and instant: partial dates, as precise as they were written.
//!
//! Knows the calendar, zones, and how FHIR and FHIRPath read and compare dates. Must never know what a date is about, and never asks the machine what time
//! it is but for [`Clock::system`].

mod clock;
mod compare;
mod text;
mod until;

pub use clock::Clock;
pub use until::CalendarUnit;

use jiff::{Timestamp, civil, tz::TimeZone};
use std::fmt;

/// The precision of a date: how much of it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// `2024`
    Year,
    /// `2024-05`
    Month,
    /// `2024-05-01`
    Day,
    /// A time of day, to the second or finer.
    Time,
}

/// A FHIR date, dateTime or instant. It stands for the interval of all moments that begin as it was written.
///
/// A part that wasn't written has its first value: month 1, day 1, midnight. The zone is left out.
#[derive(Clone, Copy)]
pub struct DateTime {
    date: civil::Date,
    precision: Precision,
    time: civil::Time,
    /// How many digits the seconds' fraction prints with, at most nine.
    fraction_digits: u8,
    zone: Option<Zone>,
}

/// A zone as written.
#[derive(Clone, Copy, Debug)]
enum Zone {
    /// `Z`
    Utc,
    /// `+hh:mm`, `-hh:mm`; `-00:00` among them.
    Offset { is_behind: bool, minutes: i16 },
}

/// A text isn't a FHIR date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateError;

impl fmt::Display for DateError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("not a date; expected `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or `YYYY-MM-DDThh:mm:ss` with a zone")
    }
}

impl std::error::Error for DateError {}

impl DateTime {
    /// The date of a calendar day.
    pub fn from_date(date: civil::Date) -> DateTime {
        DateTime { date, precision: Precision::Day, time: civil::Time::midnight(), fraction_digits: 0, zone: None }
    }
    /// The time of a moment, in `zone`. It is exact, and prints to the second.
    pub fn from_timestamp(moment: Timestamp, zone: &TimeZone) -> DateTime {
        // Offsets are written in minutes; those of before standard time had seconds.
        let minutes = zone.to_offset(moment).seconds() / 60;
        let zone = Zone::Offset { is_behind: minutes < 0, minutes: i16::try_from(minutes.abs()).unwrap_or(0) };
        let written = zone.offset().to_datetime(moment);
        DateTime { date: written.date(), precision: Precision::Time, time: written.time(), fraction_digits: 0, zone: Some(zone) }
    }
    /// Its precision: how much of it was written.
    pub fn precision(self) -> Precision {
        self.precision
    }
    /// The calendar day as written, in its own offset; the first day of a year or a month.
    pub fn first_day(self) -> civil::Date {
        self.date
    }
}

/// Shows the precision only: a birth date must not reach a log.
impl fmt::Debug for DateTime {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "DateTime(to the {:?})", self.precision)
    }
}

#[cfg(test)]
mod strategies {
    //! Dates and zones of every sort, for properties.

    use super::*;
    use jiff::tz::Offset;
    use proptest::prelude::*;

    pub(super) fn zones() -> impl Strategy<Value = TimeZone> {
        (-14 * 60..=14 * 60).prop_map(|minutes| TimeZone::fixed(Offset::from_seconds(minutes * 60).unwrap()))
    }

    pub(super) fn dates() -> impl Strategy<Value = DateTime> {
        let day =
            (1900_i16..2100, 1_i8..=12, 1_i8..=31).prop_filter_map("a day of the calendar", |(y, m, d)| civil::Date::new(y, m, d).ok());
        let time = (0_i8..24, 0_i8..60, 0_i8..60).prop_map(|(h, m, s)| civil::time(h, m, s, 0));
        let zone = prop::option::of((any::<bool>(), 0_i16..=840).prop_map(|(is_behind, minutes)| Zone::Offset { is_behind, minutes }));
        (day, 0..4, time, zone).prop_map(|(date, precision, time, zone)| match precision {
            0 => DateTime { date: date.first_of_year(), precision: Precision::Year, ..DateTime::from_date(date) },
            1 => DateTime { date: date.first_of_month(), precision: Precision::Month, ..DateTime::from_date(date) },
            2 => DateTime::from_date(date),
            _ => DateTime { precision: Precision::Time, time, zone, ..DateTime::from_date(date) },
        })
    }

    proptest! {
        #[test]
        fn printing_and_reading_gives_the_same(date in dates(), zone in zones()) {
            let again = DateTime::parse(&date.to_string()).unwrap();
            prop_assert_eq!(again.to_string(), date.to_string());
            prop_assert_eq!(again.compare(date, &zone), Some(std::cmp::Ordering::Equal));
        }

        #[test]
        fn a_moment_stays_the_same_in_every_zone(seconds in -2_000_000_000_i64..4_000_000_000, zone in zones()) {
            let moment = Timestamp::from_second(seconds).unwrap();
            prop_assert_eq!(DateTime::from_timestamp(moment, &zone).bounds(&TimeZone::UTC), (moment, moment));
        }
    }

    #[test]
    fn debug_output_holds_no_date() {
        assert_eq!(format!("{:?}", DateTime::parse("1950-06-15").unwrap()), "DateTime(to the Day)");
    }
}
