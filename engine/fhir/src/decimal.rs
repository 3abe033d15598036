//! FHIR decimals: exact, computed to 28 digits, compared to 18 significant ones.

use rust_decimal::Decimal;
use std::cmp::Ordering;

/// Reads a JSON or FHIR number, exponent included. `None` where it doesn't fit 28 digits.
pub fn parse(digits: &str) -> Option<Decimal> {
    let _ = digits;
    todo!()
}

/// Compares to 18 significant digits (so that `1 / 3 * 150 >= 50`), as FHIR's decimals have at most.
pub fn compare(left: Decimal, right: Decimal) -> Ordering {
    let _ = (left, right);
    todo!()
}

/// The shortest decimal form: `7`, `7.5`; never an exponent, never trailing zeros.
pub fn print(value: Decimal) -> String {
    value.normalize().to_string()
}
