//! The patient of a record, as far as a report may describe one: an age band and a sex.

use engine_fhir::{
    Node,
    date::{CalendarUnit, Clock, DateTime},
};
use serde::{Deserialize, Serialize};
use std::fmt;

/// How old a patient is, in whole years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum AgeBand {
    /// A minor.
    #[serde(rename = "0-17")]
    To17,
    /// 18 to 39.
    #[serde(rename = "18-39")]
    To39,
    /// 40 to 64.
    #[serde(rename = "40-64")]
    To64,
    /// 65 to 79.
    #[serde(rename = "65-79")]
    To79,
    /// 80 and older.
    #[serde(rename = "80+")]
    From80,
    /// There is no birth date, or it isn't a date, lies ahead, or is too vague.
    #[serde(rename = "unknown")]
    Unknown,
}

/// `Patient.gender` (FHIR R4, AdministrativeGender).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sex {
    /// `female`
    Female,
    /// `male`
    Male,
    /// `other`
    Other,
    /// `unknown`, nothing, or anything else.
    Unknown,
}

impl AgeBand {
    /// The age band of a Patient on the clock's day.
    pub(super) fn of(patient: Node<'_>, clock: &Clock) -> AgeBand {
        let born = patient.get("birthDate").and_then(Node::as_text).and_then(|date| DateTime::parse(&date).ok());
        let until_today = |span| born.map(|born| born.until(DateTime::from_date(clock.today()), span, &clock.zone));
        match (until_today(CalendarUnit::Days), until_today(CalendarUnit::Years)) {
            (Some((_, days)), Some((least, most))) if days >= 0 && AgeBand::of_years(least) == AgeBand::of_years(most) => {
                AgeBand::of_years(least)
            }
            _ => AgeBand::Unknown,
        }
    }

    fn of_years(years: i64) -> AgeBand {
        match years {
            0..=17 => AgeBand::To17,
            18..=39 => AgeBand::To39,
            40..=64 => AgeBand::To64,
            65..=79 => AgeBand::To79,
            80.. => AgeBand::From80,
            _ => AgeBand::Unknown,
        }
    }
}

impl Sex {
    /// The sex of a Patient.
    pub(super) fn of(patient: Node<'_>) -> Sex {
        match patient.get("gender").and_then(Node::as_text).as_deref() {
            Some("female") => Sex::Female,
            Some("male") => Sex::Male,
            Some("other") => Sex::Other,
            _ => Sex::Unknown,
        }
    }
}

impl fmt::Display for AgeBand {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            AgeBand::To17 => "0-17",
            AgeBand::To39 => "18-39",
            AgeBand::To64 => "40-64",
            AgeBand::To79 => "65-79",
            AgeBand::From80 => "80+",
            AgeBand::Unknown => "unknown",
        })
    }
}

impl fmt::Display for Sex {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Sex::Female => "female",
            Sex::Male => "male",
            Sex::Other => "other",
            Sex::Unknown => "unknown",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine_fhir::Document;
    use jiff::{civil, tz::TimeZone};

    fn described(patient: &str) -> String {
        let document = Document::parse(patient).unwrap();
        let clock = Clock::fixed(civil::date(2026, 1, 15), TimeZone::UTC);
        format!("{} {}", AgeBand::of(document.root(), &clock), Sex::of(document.root()))
    }

    #[test]
    fn a_band_is_known_where_every_day_that_the_birth_date_may_mean_gives_it() {
        assert_eq!(described(r#"{"birthDate":"2008-01-16","gender":"female"}"#), "0-17 female");
        assert_eq!(described(r#"{"birthDate":"2008-01-15","gender":"male"}"#), "18-39 male");
        assert_eq!(described(r#"{"birthDate":"1970","gender":"other"}"#), "40-64 other");
        assert_eq!(described(r#"{"birthDate":"1946-01-16"}"#), "65-79 unknown");
        assert_eq!(described(r#"{"birthDate":"1946-01-15","gender":"unknown"}"#), "80+ unknown");
        for vague in [r#"{"birthDate":"2008"}"#, r#"{"birthDate":"2027-01-01"}"#, r#"{"birthDate":"soon","gender":7}"#, "{}"] {
            assert_eq!(described(vague), "unknown unknown", "{vague}");
        }
    }
}
