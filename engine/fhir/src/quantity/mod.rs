//! FHIR's Quantity as a value: number, unit, and the comparator that makes it an interval.
//!
//! Knows how a Quantity is read, compared, converted and printed. Must never know what it measures.

mod interval;

pub use interval::{Comparator, Interval, Orders};

use crate::{
    decimal,
    document::Node,
    unit::{self, Unit},
};
use rust_decimal::Decimal;
use std::{borrow::Cow, cmp::Ordering, fmt};

/// The system of UCUM's codes.
pub const UCUM: &str = "http://unitsofmeasure.org";

/// A number with a unit. The unit is its UCUM code, else its `unit` as it stands (which converts where it is valid UCUM); without either, the empty text.
#[derive(Clone)]
pub struct Quantity<'d> {
    /// The number.
    pub value: Decimal,
    /// The interval it stands for, where it has one.
    pub comparator: Option<Comparator>,
    /// UCUM code.
    pub unit: Cow<'d, str>,
}

/// Why a node can't be read as a quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuantityError {
    /// It has no `value`.
    NoValue,
    /// Its `value` isn't a decimal of at most 28 digits.
    BadValue,
    /// Its `comparator` isn't one of FHIR's.
    BadComparator,
}

impl fmt::Display for QuantityError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            QuantityError::NoValue => "the quantity has no `value`",
            QuantityError::BadValue => "the quantity's `value` isn't a number of at most 28 digits",
            QuantityError::BadComparator => "the quantity's `comparator` isn't `<`, `<=`, `>=` or `>`",
        })
    }
}

impl std::error::Error for QuantityError {}

impl<'d> Quantity<'d> {
    /// Reads a FHIR Quantity (or Age, Duration, Count, Distance, SimpleQuantity, Money without its currency).
    pub fn read(node: Node<'d>) -> Result<Quantity<'d>, QuantityError> {
        let present = |name| node.get(name).filter(|member| !member.is_null());
        let value = present("value").ok_or(QuantityError::NoValue)?;
        let value = value.as_number().and_then(decimal::parse).ok_or(QuantityError::BadValue)?;
        let comparator = match present("comparator") {
            None => None,
            Some(written) => {
                let known = written.as_text().and_then(|text| Comparator::parse(&text));
                Some(known.ok_or(QuantityError::BadComparator)?)
            }
        };
        Ok(Quantity { value, comparator, unit: read_unit(node) })
    }
    /// Every order in which it may stand to `other`, across convertible units; `None` if they don't convert.
    pub fn orders(&self, other: &Quantity<'_>) -> Option<Orders> {
        if self.unit == other.unit {
            return Some(self.interval().compare(other.interval()));
        }
        // Always converted the same way, so that both sides see the same numbers.
        if self.unit > other.unit {
            return other.orders(self).map(Orders::reverse);
        }
        let converted = other.convert(&Unit::find(&self.unit)?, None)?;
        Some(self.interval().compare(converted.interval()))
    }
    /// Compares across convertible units; `None` where they don't convert or a comparator leaves it open.
    /// Where `>=` is asked, [`Quantity::orders`] can decide more.
    pub fn compare(&self, other: &Quantity<'_>) -> Option<Ordering> {
        self.orders(other)?.only()
    }
    /// Its number, without the unit.
    pub fn interval(&self) -> Interval {
        Interval { value: self.value, comparator: self.comparator }
    }
    /// Converts into `unit` (UCUM), by `molar_mass` (g/mol) between mass and substance; `None` if it doesn't convert. The comparator stays.
    pub fn convert(&self, unit: &Unit, molar_mass: Option<Decimal>) -> Option<Quantity<'d>> {
        if self.unit == unit.code() {
            return Some(self.clone());
        }
        let value = Unit::find(&self.unit)?.convert(self.value, unit, molar_mass)?;
        Some(Quantity { value, comparator: self.comparator, unit: Cow::Owned(unit.code().to_owned()) })
    }
}

fn read_unit(node: Node<'_>) -> Cow<'_, str> {
    let text = |name| node.get(name).and_then(Node::as_text).filter(|text| !text.is_empty());
    let is_ucum = node.get("system").is_some_and(|system| system.is_text(UCUM));
    let code = if is_ucum { text("code") } else { None };
    code.or_else(|| text("unit")).or_else(|| text("code")).unwrap_or_default()
}

/// As a clinician writes it: `7.5 %`, `>60 mL/min`.
impl fmt::Display for Quantity<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.comparator.map_or("", Comparator::symbol))?;
        formatter.write_str(&decimal::print(self.value))?;
        match unit::print(&self.unit) {
            unit if unit.is_empty() => Ok(()),
            unit => write!(formatter, " {unit}"),
        }
    }
}

/// Shows the unit only: a measured value must not reach a log.
impl fmt::Debug for Quantity<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Quantity(in {:?})", self.unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Document;
    use proptest::prelude::*;

    fn quantity(written: &str) -> Quantity<'static> {
        let (number, unit) = written.split_once(' ').unwrap_or((written, ""));
        let digits = number.trim_start_matches(['<', '>', '=']);
        let comparator = Comparator::parse(&number[..number.len() - digits.len()]);
        Quantity { value: decimal::parse(digits).unwrap(), comparator, unit: unit.to_owned().into() }
    }

    fn read(json: &str) -> Result<String, QuantityError> {
        let document = Document::parse(json).unwrap();
        Quantity::read(document.root()).map(|quantity| format!("{}|{}", quantity, quantity.unit))
    }

    #[test]
    fn the_ucum_code_is_the_unit() {
        let json = r#"{"value": 7.50, "unit": "percent", "system": "http://unitsofmeasure.org", "code": "%"}"#;
        assert_eq!(read(json).as_deref(), Ok("7.5 %|%"));
    }

    #[test]
    fn without_a_ucum_code_the_unit_stands_as_it_is() {
        assert_eq!(read(r#"{"value": 7, "unit": "mg/dL"}"#).as_deref(), Ok("7 mg/dL|mg/dL"));
        assert_eq!(
            read(r#"{"value": 7, "unit": "tablet", "system": "http://snomed.info/sct", "code": "428673006"}"#).as_deref(),
            Ok("7 tablet|tablet")
        );
        assert_eq!(read(r#"{"value": 7, "code": "mg"}"#).as_deref(), Ok("7 mg|mg"));
        assert_eq!(read(r#"{"value": 7, "unit": ""}"#).as_deref(), Ok("7|"));
    }

    #[test]
    fn a_comparator_makes_it_an_interval() {
        assert_eq!(read(r#"{"value": 60, "comparator": ">", "unit": "mL/min"}"#).as_deref(), Ok(">60 mL/min|mL/min"));
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        assert_eq!(read(r#"{"unit": "mg"}"#), Err(QuantityError::NoValue));
        assert_eq!(read(r#"{"value": null}"#), Err(QuantityError::NoValue));
        assert_eq!(read(r#"{"value": "7"}"#), Err(QuantityError::BadValue));
        assert_eq!(read(r#"{"value": 1e99}"#), Err(QuantityError::BadValue));
        assert_eq!(read(r#"{"value": 7, "comparator": "ad"}"#), Err(QuantityError::BadComparator));
        assert_eq!(read(r#"{"value": 7, "comparator": 1}"#), Err(QuantityError::BadComparator));
        assert_eq!(read("[]"), Err(QuantityError::NoValue));
    }

    #[test]
    fn compares_across_convertible_units() {
        assert_eq!(quantity("1 g/L").compare(&quantity("100 mg/dL")), Some(Ordering::Equal));
        assert_eq!(quantity("38.5 Cel").compare(&quantity("101 [degF]")), Some(Ordering::Greater));
        assert_eq!(quantity("7 %").compare(&quantity("53 mmol/mol")), None);
        assert_eq!(quantity("7 tablets").compare(&quantity("6 tablets")), Some(Ordering::Greater));
        assert_eq!(quantity("7").compare(&quantity("7 1")), None);
    }

    #[test]
    fn an_interval_decides_what_it_can() {
        assert_eq!(quantity(">60 mL/min").compare(&quantity("1 mL/s")), Some(Ordering::Greater));
        assert_eq!(quantity(">60 mL/min").compare(&quantity("90 mL/min")), None);
        assert_eq!(quantity(">=5 g").orders(&quantity("5000 mg")).and_then(Orders::is_greater_or_equal), Some(true));
    }

    #[test]
    fn conversion_keeps_the_comparator() {
        let converted = quantity("<2 mmol/L").convert(&Unit::find("mg/dL").unwrap(), decimal::parse("180.16"));
        assert_eq!(converted.map(|quantity| quantity.to_string()).as_deref(), Some("<36.032 mg/dL"));
        assert!(quantity("2 tablets").convert(&Unit::find("mg").unwrap(), None).is_none());
    }

    #[test]
    fn prints_as_a_clinician_writes() {
        for (written, printed) in
            [("7.50 %", "7.5 %"), ("98.6 [degF]", "98.6 °F"), ("2 {tablet}", "2 tablet"), ("3 1", "3"), ("140 mm[Hg]", "140 mmHg")]
        {
            assert_eq!(quantity(written).to_string(), printed);
        }
    }

    #[test]
    fn debug_output_holds_no_value() {
        assert_eq!(format!("{:?}", quantity("7.5 %")), "Quantity(in \"%\")");
    }

    proptest! {
        #[test]
        fn comparison_is_antisymmetric(left in 0_i64..100_000, right in 0_i64..100_000, units in (0_usize..6, 0_usize..6)) {
            let units = [["g/L", "mg/dL", "Cel", "[degF]", "%", "odd"][units.0], ["g/L", "mg/dL", "Cel", "[degF]", "%", "odd"][units.1]];
            let (left, right) = (quantity(&format!("{left} {}", units[0])), quantity(&format!("{right} {}", units[1])));
            prop_assert_eq!(left.orders(&right), right.orders(&left).map(Orders::reverse));
        }
    }
}
