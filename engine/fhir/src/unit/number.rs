//! Between decimals and UCUM's numbers, which have 28 digits too but any magnitude.

use crate::decimal;
use octofhir_ucum::Number;
use rust_decimal::Decimal;

/// The digits kept of a conversion. A few less than are computed, so that 98.6 \[degF\] is 37 Cel to the last digit though one is 5/9 of the other.
const KEPT_DIGITS: u32 = 24;

pub(super) fn from_decimal(value: Decimal) -> Option<Number> {
    match i64::try_from(value.mantissa()) {
        Ok(mantissa) => Number::from_i64(mantissa).checked_mul(Number::power_of_ten(-i32::try_from(value.scale()).ok()?)),
        Err(_) => Number::parse(&value.to_string()),
    }
}

/// `None` where it is too large for a decimal, or so small that nothing of it would be left.
pub(super) fn to_decimal(number: Number) -> Option<Decimal> {
    let (mantissa, exponent) = number.to_integer_and_exponent();
    let digits = mantissa.unsigned_abs().checked_ilog10().map_or(0, |power| power + 1);
    let beyond_scale = u32::try_from(-i64::from(exponent) - i64::from(Decimal::MAX_SCALE)).unwrap_or(0);
    let dropped = digits.saturating_sub(KEPT_DIGITS).max(beyond_scale);
    let kept = round(mantissa, 10_i128.checked_pow(dropped)?);
    if kept == 0 && mantissa != 0 {
        return None;
    }
    decimal::assemble(kept, i64::from(exponent) + i64::from(dropped))
}

/// The whole number nearest to `value / divisor`; halves away from zero.
fn round(value: i128, divisor: i128) -> i128 {
    let (quotient, rest) = (value / divisor, value % divisor);
    if rest.unsigned_abs() >= divisor.unsigned_abs().div_ceil(2) && rest != 0 { quotient + value.signum() } else { quotient }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_does_not_fit_is_refused() {
        assert_eq!(to_decimal(Number::parse("1e29").unwrap()), None);
        assert_eq!(to_decimal(Number::parse("1e-29").unwrap()), None);
        assert_eq!(to_decimal(Number::parse("1e-400").unwrap()), None);
        assert_eq!(to_decimal(Number::parse("1.5e-28").unwrap()).map(decimal::print).as_deref(), Some("0.0000000000000000000000000002"));
        assert_eq!(to_decimal(Number::ZERO), Some(Decimal::ZERO));
    }

    #[test]
    fn the_last_computed_digits_are_rounded_away() {
        assert_eq!(to_decimal(Number::parse("36.99999999999999999999999998").unwrap()), Some(Decimal::from(37)));
        assert_eq!(to_decimal(Number::parse("-36.99999999999999999999999998").unwrap()), Some(Decimal::from(-37)));
    }

    proptest! {
        #[test]
        fn there_and_back_gives_the_same(mantissa in -999_999_999_999_999_999_999_999_i128..=999_999_999_999_999_999_999_999, scale in 0_u32..=28) {
            let value = Decimal::from_i128_with_scale(mantissa, scale);
            prop_assert_eq!(from_decimal(value).and_then(to_decimal), Some(value));
        }
    }
}
