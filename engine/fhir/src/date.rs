//! FHIR's date, dateTime and instant: as precise as they were written.

use jiff::{Timestamp, civil, tz::TimeZone};
use std::cmp::Ordering;

/// What "now" and "today" are for one call.
#[derive(Clone, Debug)]
pub struct Clock {
    /// Now.
    pub now: Timestamp,
    /// The engine's time zone, in which `today` is and in which times without a zone are read.
    pub zone: TimeZone,
}

impl Clock {
    /// The machine's time in `zone`.
    pub fn system(zone: TimeZone) -> Clock {
        Clock { now: Timestamp::now(), zone }
    }
    /// Noon of `date` in `zone`: for tests and `--today`.
    pub fn fixed(date: civil::Date, zone: TimeZone) -> Clock {
        let _ = (date, zone);
        todo!()
    }
    /// Today's date in the engine's zone.
    pub fn today(&self) -> civil::Date {
        self.now.to_zoned(self.zone.clone()).date()
    }
}

/// How much of a date was written.
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

/// A FHIR date, dateTime or instant. Stands for the interval of all moments that begin as it was written.
#[derive(Clone, Copy, Debug)]
pub struct DateTime {
    date: civil::Date,
    precision: Precision,
    time: civil::Time,
    offset_seconds: Option<i32>,
}

/// A text that is no FHIR date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateError;

impl DateTime {
    /// Reads `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or `YYYY-MM-DDThh:mm:ss[.fff](Z|±hh:mm)` (FHIR R4, 2.24.0.1); a time without a zone is read too.
    pub fn parse(text: &str) -> Result<DateTime, DateError> {
        let _ = text;
        todo!()
    }
    /// Of a calendar day.
    pub fn from_date(date: civil::Date) -> DateTime {
        DateTime { date, precision: Precision::Day, time: civil::Time::midnight(), offset_seconds: None }
    }
    /// Of a moment, in `zone`.
    pub fn from_timestamp(moment: Timestamp, zone: &TimeZone) -> DateTime {
        let _ = (moment, zone);
        todo!()
    }
    /// How much of it was written.
    pub fn precision(self) -> Precision {
        self.precision
    }
    /// The calendar day as written (in its own offset; midnight's of a year or month its first day).
    pub fn first_day(self) -> civil::Date {
        self.date
    }
    /// The first and the last moment that it may stand for.
    pub fn bounds(self, zone: &TimeZone) -> (Timestamp, Timestamp) {
        let _ = zone;
        todo!()
    }
    /// As FHIRPath compares (FHIRPath N1, 6.2): component by component as far as both are precise; `None` where precision can't tell.
    pub fn compare(self, other: DateTime, zone: &TimeZone) -> Option<Ordering> {
        let _ = (other, zone);
        todo!()
    }
    /// Whole years, months or days from it to `other` (negative where it lies ahead); as an interval where it is partial: least and most.
    pub fn until(self, other: DateTime, unit: Span, zone: &TimeZone) -> (i64, i64) {
        let _ = (other, unit, zone);
        todo!()
    }
    /// It and `days` more (or fewer, where negative); `None` outside the calendar or where it is less precise than a day.
    pub fn plus_days(self, days: i64) -> Option<DateTime> {
        let _ = days;
        todo!()
    }
    /// By strftime's pattern (`%d %B %Y`); `None` where the pattern asks for more than is known or isn't one.
    pub fn format(self, pattern: &str) -> Option<String> {
        let _ = pattern;
        todo!()
    }
}

/// A calendar unit to count in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// Days.
    Days,
    /// Months.
    Months,
    /// Years.
    Years,
}

/// As ISO 8601, as precise as it was written.
impl std::fmt::Display for DateTime {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let _ = formatter;
        todo!()
    }
}
