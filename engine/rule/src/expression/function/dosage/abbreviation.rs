//! The abbreviations of schedules: FHIR's TimingAbbreviation (v3-GTSAbbreviation), and `Q…H` of any hours.

use super::timing::Rate;
use engine_fhir::{Decimal, concept::Concept};

/// The systems whose codes these are.
const SYSTEMS: [&str; 2] = ["http://terminology.hl7.org/CodeSystem/v3-GTSAbbreviation", "http://terminology.hl7.org/CodeSystem/v2-0335"];

/// How often the concept's code says; of a code without a system, or a text, where that is one of the abbreviations. A code of another system may mean
/// anything (`MO` is Monday to some).
pub(super) fn read(concept: Concept<'_>) -> Option<Rate> {
    let is_theirs = |system: &str| SYSTEMS.contains(&system);
    let mut codings = concept.codings().filter(|coding| coding.system.as_deref().is_none_or(is_theirs));
    let coded = codings.find_map(|coding| rate(&coding.code?));
    coded.or_else(|| concept.node().get("text")?.as_text().and_then(|text| rate(text.trim())))
}

fn rate(code: &str) -> Option<Rate> {
    let code = code.to_ascii_uppercase();
    let daily = |times: i64| Some(Rate::new(times, 1));
    match code.as_str() {
        "QD" | "AM" | "PM" | "BED" => daily(1),
        "BID" => daily(2),
        "TID" => daily(3),
        "QID" => daily(4),
        "QOD" => Some(Rate::new(1, 2)),
        "WK" => Some(Rate::new(1, 7)),
        // UCUM's mean month.
        "MO" => Some(Rate::new(1, Decimal::new(304_375, 4))),
        _ => every_hours(&code),
    }
}

/// `Q4H`, `Q12H`.
fn every_hours(code: &str) -> Option<Rate> {
    let hours: u32 = code.strip_prefix('Q')?.strip_suffix('H')?.parse().ok()?;
    (hours > 0).then(|| Rate::new(24, hours))
}
