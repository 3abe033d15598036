//! Quantity parameters (FHIR R4, 3.1.1.4.11): over Quantity, Age, Duration, Money and Range.
//!
//! The number is compared as a number parameter's is. A quantity with a comparator stands for the interval that it allows. `|system|code` is an exact unit, and where it is
//! UCUM's, also every unit that converts into it without knowing what is measured (FHIR lets a server do so): the values are then converted. `||unit` is the code or
//! the unit as it is written for people.

use super::{
    error::SearchErrorReason,
    escape,
    interval::{End, Interval, Side},
    number::{self, Number},
    walk::Value,
};
use crate::{
    document::Node,
    quantity::{Comparator, UCUM},
    unit::Unit,
};
use rust_decimal::Decimal;

/// A quantity that is searched for.
pub(super) struct Measure {
    number: Number,
    unit: Wanted,
}

/// What the search asks of the unit.
enum Wanted {
    Any,
    /// `||unit`
    Named(String),
    /// `|system|`
    OfSystem(String),
    /// `|system|code`
    Coded {
        system: String,
        code: String,
    },
    /// `|http://unitsofmeasure.org|code`, where the code is valid UCUM.
    Ucum(Unit),
}

/// The system of currencies (FHIR R4, Money.currency).
const CURRENCIES: &str = "urn:iso:std:iso:4217";

const EXPECTED: &str = "`number`, `number||unit` or `number|system|code`, with at most a prefix: `gt5.4|http://unitsofmeasure.org|mg`";

impl Measure {
    pub(super) fn parse(value: &str) -> Result<Measure, SearchErrorReason> {
        let parts = escape::split_at_bars(value)?;
        let (number, unit) = match parts.as_slice() {
            [number] => (number, Wanted::Any),
            [number, system, code] => (number, Wanted::of(system, code)),
            _ => return Err(SearchErrorReason::bad(EXPECTED)),
        };
        let number = Number::read(number).ok_or(SearchErrorReason::bad(EXPECTED))?;
        Ok(Measure { number, unit })
    }

    pub(super) fn accepts(&self, value: Value<'_>) -> bool {
        let Value::Element(node, path) = value else { return false };
        let found = match path.element_type {
            "Range" => number::range(node, |end| self.unit.value_in(end)),
            "Money" => self.unit.of_money(node).map(Interval::of),
            _ => self.unit.value_in(node).and_then(|value| interval(value, node)),
        };
        found.is_some_and(|found| self.number.prefix.holds(&self.number.searched, &found))
    }
}

impl Wanted {
    fn of(system: &str, code: &str) -> Wanted {
        match (system, code) {
            ("", "") => Wanted::Any,
            ("", unit) => Wanted::Named(unit.to_owned()),
            (system, "") => Wanted::OfSystem(system.to_owned()),
            (system, code) => match Unit::find(code).filter(|_| system == UCUM) {
                Some(unit) => Wanted::Ucum(unit),
                None => Wanted::Coded { system: system.to_owned(), code: code.to_owned() },
            },
        }
    }

    /// The value of a quantity, in the unit that is wanted; `None` where its unit is another.
    fn value_in(&self, quantity: Node<'_>) -> Option<Decimal> {
        let [value, unit, system, code] = quantity.get_each(["value", "unit", "system", "code"]);
        let value = number::exact(value?)?;
        let is = |member: Option<Node<'_>>, text: &str| member.is_some_and(|member| member.is_text(text));
        let has_unit = match self {
            Wanted::Any => true,
            Wanted::Named(name) => is(code, name) || is(unit, name),
            Wanted::OfSystem(wanted) => is(system, wanted),
            Wanted::Coded { system: wanted, code: wanted_code } => is(system, wanted) && is(code, wanted_code),
            Wanted::Ucum(wanted) if is(system, UCUM) => {
                return if is(code, wanted.code()) { Some(value) } else { Unit::find(&code?.as_text()?)?.convert(value, wanted, None) };
            }
            Wanted::Ucum(_) => false,
        };
        has_unit.then_some(value)
    }

    fn of_money(&self, money: Node<'_>) -> Option<Decimal> {
        let [value, currency] = money.get_each(["value", "currency"]);
        let is = |code: &str| currency.is_some_and(|currency| currency.is_text(code));
        let has_unit = match self {
            Wanted::Any => true,
            Wanted::Named(name) => is(name),
            Wanted::OfSystem(system) => system == CURRENCIES,
            Wanted::Coded { system, code } => system == CURRENCIES && is(code),
            Wanted::Ucum(_) => false,
        };
        if has_unit { number::exact(value?) } else { None }
    }
}

/// The interval that a value stands for by the comparator of its quantity; `None` if that isn't one of FHIR's comparators.
fn interval(value: Decimal, quantity: Node<'_>) -> Option<Interval<Decimal>> {
    let Some(comparator) = quantity.get("comparator").filter(|comparator| !comparator.is_null()) else { return Some(Interval::of(value)) };
    Some(match Comparator::parse(&comparator.as_text()?)? {
        Comparator::Less => Interval { first: End::Least, last: End::At(value, Side::Below) },
        Comparator::LessOrEqual => Interval { first: End::Least, last: End::on(value) },
        Comparator::GreaterOrEqual => Interval { first: End::on(value), last: End::Most },
        Comparator::Greater => Interval { first: End::At(value, Side::Above), last: End::Most },
    })
}

/// The scale by which values are sorted: the number, in the first of the units met so far into which it converts. Values that don't convert come after,
/// unit by unit.
#[derive(Default)]
pub(super) struct Scale {
    units: Vec<(String, Option<Unit>)>,
}

impl Scale {
    pub(super) fn key(&mut self, value: Value<'_>) -> Option<(usize, Decimal)> {
        let Value::Element(node, path) = value else { return None };
        let quantity = if path.element_type == "Range" { node.get("low").or_else(|| node.get("high"))? } else { node };
        let [value, unit, system, code, currency] = quantity.get_each(["value", "unit", "system", "code", "currency"]);
        let value = number::exact(value?)?;
        let name = code.or(unit).or(currency).and_then(Node::as_text).unwrap_or_default();
        if let Some(index) = self.units.iter().position(|(known, _)| *known == *name) {
            return Some((index, value));
        }
        let own = if system.is_some_and(|system| system.is_text(UCUM)) { Unit::find(&name) } else { None };
        let converted = own.as_ref().and_then(|own| {
            let mut known = self.units.iter().enumerate();
            known.find_map(|(index, (_, unit))| Some((index, own.convert(value, unit.as_ref()?, None)?)))
        });
        converted.or_else(|| {
            self.units.push((name.into_owned(), own));
            Some((self.units.len() - 1, value))
        })
    }
}
