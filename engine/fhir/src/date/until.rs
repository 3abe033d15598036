//! Whole calendar units from one date to another.

use super::DateTime;
use jiff::{civil, tz::TimeZone};

/// A calendar unit to count in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CalendarUnit {
    /// Days.
    Days,
    /// Months.
    Months,
    /// Years.
    Years,
}

impl DateTime {
    /// The whole years, months or days from this date to `other`, negative if this date is the later one: the least and the most that there may be, which
    /// differ if either date is partial.
    ///
    /// Calendar days in `zone` are counted, not hours: this morning, yesterday evening is a day ago. A year is complete on its anniversary, and where the
    /// calendar lacks that day, on the next: someone born on 29 February is a year older on 1 March of a common year (CQL 1.5, appendix H).
    pub fn until(self, other: DateTime, unit: CalendarUnit, zone: &TimeZone) -> (i64, i64) {
        let (first, last) = self.days(zone);
        let (other_first, other_last) = other.days(zone);
        (count(last, other_first, unit), count(first, other_last, unit))
    }
}

fn count(from: civil::Date, to: civil::Date, unit: CalendarUnit) -> i64 {
    if from > to {
        return -count(to, from, unit);
    }
    match unit {
        CalendarUnit::Days => from.duration_until(to).as_hours() / 24,
        CalendarUnit::Months => whole_months(from, to),
        CalendarUnit::Years => whole_months(from, to) / 12,
    }
}

/// The whole months between two dates, the earlier first.
fn whole_months(from: civil::Date, to: civil::Date) -> i64 {
    let months = (i64::from(to.year()) - i64::from(from.year())) * 12 + i64::from(to.month()) - i64::from(from.month());
    months - i64::from(to.day() < from.day())
}

#[cfg(test)]
mod tests {
    use super::super::strategies::{dates, zones};
    use super::*;
    use proptest::prelude::*;

    fn until(from: &str, to: &str, unit: CalendarUnit) -> (i64, i64) {
        DateTime::parse(from).unwrap().until(DateTime::parse(to).unwrap(), unit, &TimeZone::UTC)
    }

    #[test]
    fn age_changes_on_the_birthday() {
        assert_eq!(until("1950-06-15", "2026-06-14", CalendarUnit::Years), (75, 75));
        assert_eq!(until("1950-06-15", "2026-06-15", CalendarUnit::Years), (76, 76));
    }

    #[test]
    fn a_leap_day_has_its_anniversary_on_the_first_of_march() {
        assert_eq!(until("2000-02-29", "2001-02-28", CalendarUnit::Years), (0, 0));
        assert_eq!(until("2000-02-29", "2001-03-01", CalendarUnit::Years), (1, 1));
        assert_eq!(until("2000-02-29", "2004-02-29", CalendarUnit::Years), (4, 4));
        assert_eq!(until("2024-01-31", "2024-02-29", CalendarUnit::Months), (0, 0));
        assert_eq!(until("2024-01-31", "2024-03-01", CalendarUnit::Months), (1, 1));
    }

    #[test]
    fn a_partial_date_gives_least_and_most() {
        assert_eq!(until("1990", "2026-05-01", CalendarUnit::Years), (35, 36));
        assert_eq!(until("2024-05", "2024-06-10", CalendarUnit::Days), (10, 40));
        assert_eq!(until("1990-05", "2026-05-31", CalendarUnit::Years), (36, 36));
        assert_eq!(until("2024", "2024-03-01", CalendarUnit::Days), (-305, 60));
    }

    #[test]
    fn what_lies_ahead_counts_down() {
        assert_eq!(until("2024-05-10", "2024-05-01", CalendarUnit::Days), (-9, -9));
        assert_eq!(until("2025-05-10", "2024-05-11", CalendarUnit::Years), (0, 0));
    }

    #[test]
    fn days_are_the_calendars_not_24_hours() {
        assert_eq!(until("2024-05-01T23:00:00Z", "2024-05-02T01:00:00Z", CalendarUnit::Days), (1, 1));
        assert_eq!(until("2024-05-02T01:00:00Z", "2024-05-02", CalendarUnit::Days), (0, 0));
        assert_eq!(until("0001-01-01", "9999-12-31", CalendarUnit::Days), (3_652_058, 3_652_058));
    }

    proptest! {
        #[test]
        fn the_way_back_is_as_long(left in dates(), right in dates(), zone in zones()) {
            for unit in [CalendarUnit::Days, CalendarUnit::Months, CalendarUnit::Years] {
                let (least, most) = left.until(right, unit, &zone);
                prop_assert!(least <= most);
                prop_assert_eq!(right.until(left, unit, &zone), (-most, -least));
            }
        }

        #[test]
        fn units_agree_with_each_other(left in dates(), right in dates(), zone in zones()) {
            let most = |unit| left.until(right, unit, &zone).1;
            prop_assert_eq!(most(CalendarUnit::Months) / 12, most(CalendarUnit::Years));
            prop_assert!(most(CalendarUnit::Days).abs() >= most(CalendarUnit::Months).abs() * 28);
            prop_assert!(most(CalendarUnit::Days).abs() <= (most(CalendarUnit::Months).abs() + 1) * 31);
        }

        #[test]
        fn adding_days_is_counted(date in dates(), days in -100_000_i64..100_000) {
            if let Some(moved) = date.plus_days(days) {
                prop_assert_eq!(date.until(moved, CalendarUnit::Days, &TimeZone::UTC), (days, days));
            }
        }
    }
}
