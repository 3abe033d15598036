//! How dates are written: ISO 8601 as FHIR narrows it (FHIR R4, 2.24.0.1), and patterns for people.

use super::{DateError, DateTime, Precision, Zone};
use jiff::{civil, fmt::strtime::BrokenDownTime, tz::Offset};
use std::fmt;

/// A recursive-descent reader of dates: the text that is left to read.
struct Reader<'t> {
    rest: &'t [u8],
}

impl Reader<'_> {
    /// Exactly so many digits.
    fn number(&mut self, digits: usize) -> Result<i16, DateError> {
        let (number, rest) = self.rest.split_at_checked(digits).ok_or(DateError)?;
        self.rest = rest;
        number.iter().try_fold(0_i16, |sum, byte| match byte {
            b'0'..=b'9' => Ok(sum * 10 + i16::from(byte - b'0')),
            _ => Err(DateError),
        })
    }
    fn two(&mut self) -> Result<i8, DateError> {
        i8::try_from(self.number(2)?).map_err(|_| DateError)
    }
    fn skips(&mut self, mark: u8) -> bool {
        match self.rest.split_first() {
            Some((first, rest)) if *first == mark => {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }
    fn require(&mut self, mark: u8) -> Result<(), DateError> {
        if self.skips(mark) { Ok(()) } else { Err(DateError) }
    }
    /// The digits after a point as nanoseconds (more than nine are cut), and how many there are.
    fn fraction(&mut self) -> Result<(i32, u8), DateError> {
        if !self.skips(b'.') {
            return Ok((0, 0));
        }
        let count = self.rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let (digits, rest) = self.rest.split_at(count);
        self.rest = rest;
        let kept = count.min(9);
        let nanoseconds = digits.iter().chain(std::iter::repeat(&b'0')).take(9).fold(0, |sum, byte| sum * 10 + i32::from(byte - b'0'));
        u8::try_from(kept).ok().filter(|kept| *kept > 0).map(|kept| (nanoseconds, kept)).ok_or(DateError)
    }
    fn zone(&mut self) -> Result<Option<Zone>, DateError> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        if self.skips(b'Z') {
            return Ok(Some(Zone::Utc));
        }
        let is_behind = self.skips(b'-');
        if !is_behind {
            self.require(b'+')?;
        }
        let hours = self.number(2)?;
        self.require(b':')?;
        let minutes = self.number(2)?;
        if minutes > 59 || hours * 60 + minutes > 14 * 60 {
            return Err(DateError);
        }
        Ok(Some(Zone::Offset { is_behind, minutes: hours * 60 + minutes }))
    }
}

impl DateTime {
    /// Reads `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or `YYYY-MM-DDThh:mm:ss[.fff](Z|±hh:mm)` (FHIR R4, 2.24.0.1); a time without a zone is read too.
    pub fn parse(text: &str) -> Result<DateTime, DateError> {
        let mut reader = Reader { rest: text.as_bytes() };
        let (mut precision, mut month, mut day) = (Precision::Year, 1, 1);
        let year = reader.number(4)?;
        if reader.skips(b'-') {
            (precision, month) = (Precision::Month, reader.two()?);
            if reader.skips(b'-') {
                (precision, day) = (Precision::Day, reader.two()?);
            }
        }
        let date = civil::Date::new(year, month, day).ok().filter(|_| year > 0).ok_or(DateError)?;
        let whole = DateTime { date, precision, ..DateTime::from_date(date) };
        if reader.rest.is_empty() {
            return Ok(whole);
        }
        if precision < Precision::Day {
            return Err(DateError);
        }
        reader.require(b'T')?;
        read_time(&mut reader, whole)
    }

    /// Formats the date by strftime's pattern (`%d %B %Y`); `None` if the pattern isn't valid, or asks for more than the date says.
    pub fn format(self, pattern: &str) -> Option<String> {
        let mut known = BrokenDownTime::default();
        match self.precision {
            Precision::Year => known.set_year(Some(self.date.year())).ok()?,
            Precision::Month => {
                known.set_year(Some(self.date.year())).ok()?;
                known.set_month(Some(self.date.month())).ok()?;
            }
            Precision::Day => known = BrokenDownTime::from(self.date),
            Precision::Time => {
                known = BrokenDownTime::from(self.date.to_datetime(self.time));
                known.set_offset(self.zone.map(Zone::offset));
            }
        }
        known.to_string(pattern).ok()
    }
}

fn read_time(reader: &mut Reader<'_>, day: DateTime) -> Result<DateTime, DateError> {
    let hour = reader.two()?;
    reader.require(b':')?;
    let minute = reader.two()?;
    reader.require(b':')?;
    // A leap second is the last moment of its minute.
    let second = match reader.two()? {
        60 => 59,
        second => second,
    };
    let (nanoseconds, fraction_digits) = reader.fraction()?;
    let time = civil::Time::new(hour, minute, second, nanoseconds).map_err(|_| DateError)?;
    let zone = reader.zone()?;
    if !reader.rest.is_empty() {
        return Err(DateError);
    }
    Ok(DateTime { precision: Precision::Time, time, fraction_digits, zone, ..day })
}

impl Zone {
    pub(super) fn offset(self) -> Offset {
        let seconds = match self {
            Zone::Utc => 0,
            Zone::Offset { is_behind, minutes } => i32::from(minutes) * if is_behind { -60 } else { 60 },
        };
        Offset::from_seconds(seconds).unwrap_or(Offset::UTC)
    }
}

/// As ISO 8601, as precise as it was written.
impl fmt::Display for DateTime {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = (self.date.year(), self.date.month(), self.date.day());
        match self.precision {
            Precision::Year => write!(formatter, "{year:04}"),
            Precision::Month => write!(formatter, "{year:04}-{month:02}"),
            Precision::Day => write!(formatter, "{year:04}-{month:02}-{day:02}"),
            Precision::Time => {
                let (hour, minute, second) = (self.time.hour(), self.time.minute(), self.time.second());
                write!(formatter, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")?;
                if self.fraction_digits > 0 {
                    let digits = format!("{:09}", self.time.subsec_nanosecond());
                    write!(formatter, ".{}", digits.get(..self.fraction_digits.into()).unwrap_or(&digits))?;
                }
                self.zone.map_or(Ok(()), |zone| write!(formatter, "{zone}"))
            }
        }
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Zone::Utc => formatter.write_str("Z"),
            Zone::Offset { is_behind, minutes } => {
                write!(formatter, "{}{:02}:{:02}", if *is_behind { '-' } else { '+' }, minutes / 60, minutes % 60)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_read_prints_as_it_was_written() {
        for text in [
            "2024",
            "0001",
            "2024-05",
            "2024-02-29",
            "2024-05-01T09:30:00Z",
            "2024-05-01T09:30:00.120+05:30",
            "2024-05-01T00:00:00-00:00",
            "2024-05-01T23:59:59.999999999-10:00",
            "2024-05-01T09:30:00",
            "9999-12-31T23:59:59+14:00",
        ] {
            assert_eq!(DateTime::parse(text).map(|date| date.to_string()).as_deref(), Ok(text));
        }
    }

    #[test]
    fn refuses_what_fhir_does_not_allow() {
        for text in [
            "",
            "24",
            "0000",
            "20240501",
            "2024-",
            "2024-13",
            "2023-02-29",
            "2024-5-1",
            "2024-05-01T",
            "2024-05-01T09:30Z",
            "2024-05-01 09:30:00Z",
            "2024T09:30:00Z",
            "2024-05-01T24:00:00Z",
            "2024-05-01T09:30:61Z",
            "2024-05-01T09:30:00.Z",
            "2024-05-01T09:30:00+15:00",
            "2024-05-01T09:30:00+0530",
            "2024-05-01T09:30:00Zulu",
            " 2024",
            "+024",
            "2024-05-01T09:30:00+14:30",
            "２０２４",
        ] {
            assert!(DateTime::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn formats_what_is_known_and_refuses_more() {
        let format = |text: &str, pattern: &str| DateTime::parse(text).unwrap().format(pattern);
        assert_eq!(format("2024-05-01", "%d %B %Y").as_deref(), Some("01 May 2024"));
        assert_eq!(format("2024-05-01", "%A, %-d.%-m.%y").as_deref(), Some("Wednesday, 1.5.24"));
        assert_eq!(format("2024-05", "%B %Y").as_deref(), Some("May 2024"));
        assert_eq!(format("2024-05", "%d %B %Y"), None);
        assert_eq!(format("2024", "%Y").as_deref(), Some("2024"));
        assert_eq!(format("2024", "%B"), None);
        assert_eq!(format("2024-05-01", "%H:%M"), None);
        assert_eq!(format("2024-05-01T09:30:00-04:00", "%H:%M %:z").as_deref(), Some("09:30 -04:00"));
        assert_eq!(format("2024-05-01T09:30:00", "%z"), None);
        assert_eq!(format("2024-05-01", "%!"), None);
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "[0-9TZ:.+-]{0,30}") {
            if let Ok(date) = DateTime::parse(&text) {
                prop_assert!(date.precision() == Precision::Time || date.to_string() == text);
            }
        }
    }
}
