//! FHIR's Quantity as a value: number, unit, and the comparator that makes it an interval.

use crate::document::Node;
use rust_decimal::Decimal;
use std::{borrow::Cow, cmp::Ordering};

/// `Quantity.comparator`: how the value is to be understood (FHIR R4, 2.24.0.10).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparator {
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>=`
    GreaterOrEqual,
    /// `>`
    Greater,
}

/// A number with a unit. The unit is its UCUM code, else its `unit` where that is valid UCUM; without either, the empty text.
#[derive(Clone, Debug)]
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
    /// Its `value` is no decimal of at most 28 digits.
    BadValue,
    /// Its `comparator` is none of FHIR's.
    BadComparator,
}

impl<'d> Quantity<'d> {
    /// Reads a FHIR Quantity (or Age, Duration, Count, Distance, SimpleQuantity, Money without its currency).
    pub fn read(node: Node<'d>) -> Result<Quantity<'d>, QuantityError> {
        let _ = node;
        todo!()
    }
    /// Compares across convertible units; `None` where they don't convert or a comparator leaves it open.
    pub fn compare(&self, other: &Quantity<'_>) -> Option<Ordering> {
        let _ = other;
        todo!()
    }
    /// In `unit` (UCUM), by `molar_mass` (g/mol) between mass and substance; `None` where it doesn't convert. The comparator stays.
    pub fn convert(&self, unit: &crate::unit::Unit, molar_mass: Option<Decimal>) -> Option<Quantity<'d>> {
        let _ = (unit, molar_mass);
        todo!()
    }
}

/// As a clinician writes it: `7.5 %`, `>60 mL/min`.
impl std::fmt::Display for Quantity<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let _ = formatter;
        todo!()
    }
}
