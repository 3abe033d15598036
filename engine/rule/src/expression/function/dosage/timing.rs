//! How often: `Dosage.timing` (FHIR R4, 2.24.0.14) as a number of times in a number of days.

use super::{Problem, abbreviation};
use engine_fhir::{Decimal, Node, concept::Concept, decimal};

/// So many times in so many days. Kept apart until something is divided, so that a patch every three days stays exact.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rate {
    times: Decimal,
    days: Decimal,
}

impl Rate {
    pub(super) fn new(times: impl Into<Decimal>, days: impl Into<Decimal>) -> Rate {
        Rate { times: times.into(), days: days.into() }
    }
    /// What `each` time comes to on a day.
    pub(super) fn of_a_day(self, each: Decimal) -> Option<Decimal> {
        each.checked_mul(self.times)?.checked_div(self.days)
    }
    /// Only on so many days of each week.
    fn on_days(self, count: usize) -> Option<Rate> {
        let week = Decimal::from(7);
        let listed = Rate::new(Decimal::from(count), week);
        if self.times < self.days {
            // Less often than daily, the days of the week say which days are meant.
            return Some(self.higher(listed));
        }
        Some(Rate { times: self.times.checked_mul(listed.times)?, days: self.days.checked_mul(week)? })
    }
    /// The more frequent of the two.
    fn higher(self, other: Rate) -> Rate {
        if self.of_a_day(Decimal::ONE) < other.of_a_day(Decimal::ONE) { other } else { self }
    }
}

/// A length of time: so many parts of a day, which has so many.
#[derive(Clone, Copy, Debug)]
pub(super) struct Length {
    parts: Decimal,
    parts_of_a_day: Decimal,
}

impl Length {
    fn read(length: Decimal, unit: Node<'_>) -> Result<Length, Problem> {
        let (times, parts_of_a_day) = match unit.as_text().ok_or(Problem::Unreadable)?.as_ref() {
            "s" => (Decimal::ONE, 86_400),
            "min" => (Decimal::ONE, 1_440),
            "h" => (Decimal::ONE, 24),
            "d" => (Decimal::ONE, 1),
            "wk" => (Decimal::from(7), 1),
            // UCUM's mean month and year.
            "mo" => (Decimal::new(304_375, 4), 1),
            "a" => (Decimal::new(36_525, 2), 1),
            _ => return Err(Problem::Unreadable),
        };
        Ok(Length { parts: length.checked_mul(times).ok_or(Problem::TooLarge)?, parts_of_a_day: parts_of_a_day.into() })
    }
    /// What `of_a_day` comes to in it.
    pub(super) fn share(self, of_a_day: Decimal) -> Option<Decimal> {
        of_a_day.checked_mul(self.parts)?.checked_div(self.parts_of_a_day)
    }
}

/// How often a Dosage is given at most. `repeat` and `code` each state the whole (R4: either may be used); where they differ, the more frequent counts.
pub(super) fn read(dosage: Node<'_>) -> Result<Rate, Problem> {
    let timing = dosage.get("timing").ok_or(Problem::NoFrequency)?;
    let code = timing.get("code").and_then(Concept::read).and_then(abbreviation::read);
    match (timing.get("repeat").map(repeat), code) {
        (Some(Ok(repeat)), Some(code)) => Ok(repeat.higher(code)),
        (Some(Ok(rate)), None) | (Some(Err(Problem::NoFrequency)) | None, Some(rate)) => Ok(rate),
        (Some(Err(problem)), _) => Err(problem),
        (None, None) => Err(Problem::NoFrequency),
    }
}

/// The length of one administration: `durationMax`, else `duration`.
pub(super) fn duration(dosage: Node<'_>) -> Result<Option<Length>, Problem> {
    let Some(repeat) = dosage.get("timing").and_then(|timing| timing.get("repeat")) else { return Ok(None) };
    let Some(length) = positive(repeat, "durationMax")?.or(positive(repeat, "duration")?) else { return Ok(None) };
    let unit = repeat.get("durationUnit").ok_or(Problem::Unreadable)?;
    Length::read(length, unit).map(Some)
}

fn repeat(repeat: Node<'_>) -> Result<Rate, Problem> {
    let days = repeat.get("dayOfWeek").map_or(0, Node::len);
    let often = match daily_times(repeat) {
        Some(times) => Some(Rate::new(Decimal::from(times), 1)),
        None => frequency(repeat)?.or(events(repeat)?),
    };
    match (often, days) {
        (Some(rate), 0) => Ok(rate),
        (Some(rate), days) => rate.on_days(days).ok_or(Problem::TooLarge),
        (None, 0) => Err(Problem::NoFrequency),
        (None, days) => Ok(Rate::new(Decimal::from(days), 7)),
    }
}

/// `timeOfDay`: each of these times every day.
fn daily_times(repeat: Node<'_>) -> Option<usize> {
    repeat.get("timeOfDay").map(Node::len).filter(|times| *times > 0)
}

/// `frequency` times in `period`, at most: the upper frequency in the shorter period.
fn frequency(repeat: Node<'_>) -> Result<Option<Rate>, Problem> {
    let Some(times) = positive(repeat, "frequency")?.max(positive(repeat, "frequencyMax")?) else { return Ok(None) };
    let lengths = [positive(repeat, "period")?, positive(repeat, "periodMax")?];
    let Some(period) = lengths.into_iter().flatten().min() else { return Ok(None) };
    let unit = repeat.get("periodUnit").ok_or(Problem::Unreadable)?;
    let length = Length::read(period, unit)?;
    let times = times.checked_mul(length.parts_of_a_day).ok_or(Problem::TooLarge)?;
    Ok(Some(Rate { times, days: length.parts }))
}

/// `when`: each of these events every day; `C`, `AC` and `PC` are all three meals.
fn events(repeat: Node<'_>) -> Result<Option<Rate>, Problem> {
    let mut times = 0;
    for event in repeat.get("when").into_iter().flat_map(Node::elements) {
        times += match event.as_text().ok_or(Problem::Unreadable)?.as_ref() {
            "C" | "AC" | "PC" => 3,
            _ => 1,
        };
    }
    Ok((times > 0).then(|| Rate::new(times, 1)))
}

/// A number above zero.
fn positive(parent: Node<'_>, name: &str) -> Result<Option<Decimal>, Problem> {
    let Some(node) = parent.get(name).filter(|node| !node.is_null()) else { return Ok(None) };
    let number = node.as_number().and_then(decimal::parse).filter(|number| *number > Decimal::ZERO);
    number.map(Some).ok_or(Problem::Unreadable)
}
