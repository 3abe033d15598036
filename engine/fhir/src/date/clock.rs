//! The clock of one call: its "now" and "today" stay the same however long the call takes.

use jiff::{Timestamp, civil, tz::TimeZone};

/// What "now" and "today" are for one call.
#[derive(Clone, Debug)]
pub struct Clock {
    /// Now.
    pub now: Timestamp,
    /// The engine's time zone, in which `today` is and in which times without a zone are read.
    pub zone: TimeZone,
    /// The date of `now` in `zone`. It is needed too often to be worked out each time.
    today: civil::Date,
}

impl Clock {
    /// The machine's time in `zone`.
    pub fn system(zone: TimeZone) -> Clock {
        Clock::at(Timestamp::now(), zone)
    }
    /// Noon of `date` in `zone`: for tests and `--today`.
    pub fn fixed(date: civil::Date, zone: TimeZone) -> Clock {
        Clock::at(moment(date.at(12, 0, 0, 0), &zone), zone)
    }
    fn at(now: Timestamp, zone: TimeZone) -> Clock {
        let today = zone.to_datetime(now).date();
        Clock { now, zone, today }
    }
    /// Today's date in the engine's zone.
    pub fn today(&self) -> civil::Date {
        self.today
    }
}

/// The moment at which clocks in `zone` show `time`; the earlier one where they show it twice, and the nearest that there is at the calendar's ends
/// (`9999-12-31` is written for 'never').
pub(super) fn moment(time: civil::DateTime, zone: &TimeZone) -> Timestamp {
    let end = if time.year() > 0 { Timestamp::MAX } else { Timestamp::MIN };
    zone.to_timestamp(time).unwrap_or(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_fixed_clock_shows_its_date_in_its_zone() {
        for zone in [TimeZone::UTC, TimeZone::fixed(jiff::tz::offset(-11)), TimeZone::fixed(jiff::tz::offset(14))] {
            assert_eq!(Clock::fixed(date(2026, 1, 15), zone).today(), date(2026, 1, 15));
        }
    }

    #[test]
    fn the_end_of_the_calendar_is_no_accident() {
        assert_eq!(moment(date(9999, 12, 31).at(23, 59, 59, 0), &TimeZone::UTC), Timestamp::MAX);
    }
}
