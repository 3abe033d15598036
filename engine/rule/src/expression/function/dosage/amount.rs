//! How much: `Dosage.doseAndRate` as the amount of a day.

use super::{Problem, highest, timing};
use engine_fhir::{
    Decimal, Node,
    quantity::{Comparator, Quantity},
    unit::Unit,
};
use std::{borrow::Cow, cmp::Ordering};

/// The highest of the alternatives. One that names neither dose nor rate says nothing.
pub(super) fn of_a_day(dosage: Node<'_>) -> Result<Quantity<'_>, Problem> {
    let alternatives = dosage.get("doseAndRate").into_iter().flat_map(Node::elements);
    let amounts: Vec<Quantity<'_>> =
        alternatives.filter_map(|alternative| of_alternative(dosage, alternative).transpose()).collect::<Result<_, _>>()?;
    highest(amounts, compare)?.ok_or(Problem::NoDose)
}

/// A dose as often as it is given. A rate matters where there is no dose, as of a patch or a pump: then it runs all day, or as long as each time lasts.
fn of_alternative<'d>(dosage: Node<'d>, alternative: Node<'d>) -> Result<Option<Quantity<'d>>, Problem> {
    if let Some(dose) = high_end(alternative, "doseQuantity", "doseRange")? {
        let value = timing::read(dosage)?.of_a_day(dose.value).ok_or(Problem::TooLarge)?;
        return Ok(Some(Quantity { value, ..dose }));
    }
    let Some(of_a_day) = rate(alternative)? else { return Ok(None) };
    let value = match timing::duration(dosage)? {
        None => Some(of_a_day.value),
        Some(duration) => {
            let each_time = duration.share(of_a_day.value).ok_or(Problem::TooLarge)?;
            timing::read(dosage)?.of_a_day(each_time)
        }
    };
    Ok(Some(Quantity { value: value.ok_or(Problem::TooLarge)?, ..of_a_day }))
}

/// What a rate comes to in a day.
fn rate(alternative: Node<'_>) -> Result<Option<Quantity<'_>>, Problem> {
    if let Some(ratio) = alternative.get("rateRatio") {
        let part = |name| ratio.get(name).ok_or(Problem::Unreadable).and_then(read);
        let (amount, time) = (part("numerator")?, part("denominator")?);
        let of_a_day = amount.value.checked_mul(a_day_in(&time.unit)?).ok_or(Problem::TooLarge)?;
        let value = of_a_day.checked_div(time.value).ok_or(Problem::Unreadable)?;
        return Ok(Some(Quantity { value, ..amount }));
    }
    let Some(rate) = high_end(alternative, "rateQuantity", "rateRange")? else { return Ok(None) };
    // `ug/h`, `mg/kg/h`: what stands last is the time.
    let (amount, time) = rate.unit.rsplit_once('/').filter(|(amount, _)| !amount.is_empty()).ok_or(Problem::Unreadable)?;
    let value = rate.value.checked_mul(a_day_in(time)?).ok_or(Problem::TooLarge)?;
    Ok(Some(Quantity { value, comparator: None, unit: Cow::Owned(amount.to_owned()) }))
}

/// How many of this unit of time a day has.
fn a_day_in(unit: &str) -> Result<Decimal, Problem> {
    Unit::find("d").and_then(|day| day.convert(Decimal::ONE, &Unit::find(unit)?, None)).ok_or(Problem::Unreadable)
}

/// A quantity, or the high end of a range; none, where there is neither.
fn high_end<'d>(parent: Node<'d>, quantity: &str, range: &str) -> Result<Option<Quantity<'d>>, Problem> {
    match (parent.get(quantity), parent.get(range)) {
        (Some(quantity), _) => read(quantity).map(Some),
        (None, Some(range)) => read(range.get("high").ok_or(Problem::Unreadable)?).map(Some),
        (None, None) => Ok(None),
    }
}

/// The most that a quantity stands for.
fn read(node: Node<'_>) -> Result<Quantity<'_>, Problem> {
    let quantity = Quantity::read(node).map_err(|_| Problem::Unreadable)?;
    let is_bounded = !matches!(quantity.comparator, Some(Comparator::Greater | Comparator::GreaterOrEqual));
    if !is_bounded || quantity.value < Decimal::ZERO {
        return Err(Problem::Unreadable);
    }
    Ok(Quantity { comparator: None, ..quantity })
}

/// The sum, in the unit of the first.
pub(super) fn add<'d>(one: Quantity<'d>, other: Quantity<'d>) -> Result<Quantity<'d>, Problem> {
    let other = if one.unit == other.unit { other } else { in_unit_of(&one, &other)? };
    let value = one.value.checked_add(other.value).ok_or(Problem::TooLarge)?;
    Ok(Quantity { value, ..one })
}

pub(super) fn compare(one: &Quantity<'_>, other: &Quantity<'_>) -> Result<Ordering, Problem> {
    one.compare(other).ok_or(Problem::MixedUnits)
}

fn in_unit_of<'d>(one: &Quantity<'_>, other: &Quantity<'d>) -> Result<Quantity<'d>, Problem> {
    Unit::find(&one.unit).and_then(|unit| other.convert(&unit, None)).ok_or(Problem::MixedUnits)
}
