//! Powers and roots of decimals, without a result where there is none.

use engine_fhir::Decimal;
use rust_decimal::MathematicalOps;

/// `base ^ exponent`. Zero has no negative power, a negative number none with a fraction.
pub(crate) fn power(base: Decimal, exponent: Decimal) -> Option<Decimal> {
    let is_negative = exponent < Decimal::ZERO;
    if base.is_zero() {
        return (!is_negative).then(|| if exponent.is_zero() { Decimal::ONE } else { Decimal::ZERO });
    }
    if exponent.fract().is_zero() {
        return base.checked_powd(exponent);
    }
    if base < Decimal::ZERO {
        return None;
    }
    base.checked_ln()?.checked_mul(exponent)?.checked_exp()
}

/// The square root, to the last digit that a decimal has.
pub(crate) fn square_root(value: Decimal) -> Option<Decimal> {
    if value < Decimal::ZERO {
        return None;
    }
    if value.is_zero() {
        return Some(Decimal::ZERO);
    }
    let half = Decimal::new(5, 1);
    let mut root = value.checked_ln()?.checked_mul(half)?.checked_exp()?;
    for _ in 0..4 {
        root = root.checked_add(value.checked_div(root)?)?.checked_mul(half)?;
    }
    Some(root)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn powers_are_exact_where_the_exponent_is_whole() {
        assert_eq!(power(decimal("1.1"), 2.into()), Some(decimal("1.21")));
        assert_eq!(power(2.into(), (-2).into()), Some(decimal("0.25")));
        assert_eq!(power(0.into(), 0.into()), Some(Decimal::ONE));
    }
    #[test]
    fn what_has_no_result_has_none() {
        assert_eq!(power(0.into(), (-1).into()), None);
        assert_eq!(power((-4).into(), decimal("0.5")), None);
        assert_eq!(power(10.into(), 40.into()), None);
        assert_eq!(power(decimal("1.5"), Decimal::MAX), None);
        assert_eq!(square_root((-1).into()), None);
    }
    proptest! {
        #[test]
        fn a_root_of_a_square_is_the_number(mantissa in 1i64..1_000_000_000, scale in 0u32..9) {
            let number = Decimal::new(mantissa, scale);
            let root = square_root(number * number).unwrap();
            prop_assert_eq!(root.round_sf(18), number.round_sf(18));
        }
    }
}
