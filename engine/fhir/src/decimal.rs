//! FHIR decimals: exact, computed to 28 digits, compared to 18 significant ones.
//!
//! Knows how numbers are written, ordered and printed. Must never know of units or intervals, and never holds a binary float.

use rust_decimal::Decimal;
use std::cmp::Ordering;

/// The most digits of a number, before and after its point together.
const DIGITS: i32 = 28;

/// The digits that a comparison looks at, as many as FHIR's decimals have at most (FHIR R4, 2.24.0.1).
const COMPARED_DIGITS: u32 = 18;

/// Reads a JSON or FHIR number, exponent included. `None` if the text isn't a number, or the number doesn't fit 28 digits.
pub fn parse(digits: &str) -> Option<Decimal> {
    let (written, exponent) = match digits.split_once(['e', 'E']) {
        Some((written, exponent)) => (written, parse_exponent(exponent)?),
        None => (digits, 0),
    };
    let (is_negative, unsigned) = match written.strip_prefix('-') {
        Some(unsigned) => (true, unsigned),
        None => (false, written),
    };
    let (whole, fraction) = match unsigned.split_once('.') {
        Some((_, "")) => return None,
        Some(parts) => parts,
        None => (unsigned, ""),
    };
    if whole.is_empty() || (whole.len() > 1 && whole.starts_with('0')) {
        return None;
    }
    let (mantissa, power) = significant(whole, fraction)?;
    assemble(if is_negative { -mantissa } else { mantissa }, i64::from(power) + exponent)
}

/// Compares to 18 significant digits (so that `1 / 3 * 150 >= 50`), as FHIR's decimals have at most.
///
/// Both sides are rounded before they are compared, rather than compared by whether their difference is small: this way equality is transitive,
/// and sorting by it is safe.
pub fn compare(left: Decimal, right: Decimal) -> Ordering {
    rounded(left).cmp(&rounded(right))
}

/// The shortest decimal form: `7`, `7.5`; never an exponent, never trailing zeros.
pub fn print(value: Decimal) -> String {
    value.normalize().to_string()
}

/// `mantissa` times ten to the power of `exponent`, where that fits.
pub(crate) fn assemble(mantissa: i128, exponent: i64) -> Option<Decimal> {
    if mantissa == 0 {
        return Some(Decimal::ZERO);
    }
    if exponent <= 0 {
        return Decimal::try_from_i128_with_scale(mantissa, u32::try_from(-exponent).ok()?).ok();
    }
    let whole = mantissa.checked_mul(10_i128.checked_pow(u32::try_from(exponent).ok()?)?)?;
    Decimal::try_from_i128_with_scale(whole, 0).ok()
}

/// The digits after `e`. One that is absurdly large is as good as any other that doesn't fit.
fn parse_exponent(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let size = digits.parse::<i64>().unwrap_or(i64::from(i32::MAX)).min(i64::from(i32::MAX));
    Some(if text.starts_with('-') { -size } else { size })
}

/// The significant digits as a whole number, and the power of ten that they are multiplied by. Zeros at either end aren't significant.
fn significant(whole: &str, fraction: &str) -> Option<(i128, i32)> {
    let (mut mantissa, mut power, mut zeros) = (0_i128, 0_i32, 0_i32);
    let mut count = 0;
    for (index, byte) in whole.bytes().chain(fraction.bytes()).enumerate() {
        if !byte.is_ascii_digit() {
            return None;
        }
        let is_fraction = index >= whole.len();
        if byte == b'0' {
            zeros += 1;
        } else {
            let step = zeros + 1;
            count = if mantissa == 0 { 1 } else { count + step };
            if count > DIGITS {
                return None;
            }
            let shift = if mantissa == 0 { 1 } else { 10_i128.pow(u32::try_from(step).ok()?) };
            mantissa = mantissa * shift + i128::from(byte - b'0');
            zeros = 0;
        }
        power -= i32::from(is_fraction);
    }
    Some((mantissa, power + zeros))
}

/// Rounds to the digits that a comparison looks at. A number that a [`Decimal`] couldn't hold if it were rounded up stays as it is: it is greater than
/// every number that is rounded.
fn rounded(value: Decimal) -> Decimal {
    if value.mantissa().unsigned_abs() < 10_u128.pow(COMPARED_DIGITS) {
        return value;
    }
    value.round_sf(COMPARED_DIGITS).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(digits: &str) -> Option<String> {
        parse(digits).map(print)
    }

    #[test]
    fn reads_what_json_and_fhir_write() {
        let cases = [
            ("0", "0"),
            ("-0", "0"),
            ("7", "7"),
            ("7.50", "7.5"),
            ("-0.001", "-0.001"),
            ("1e3", "1000"),
            ("1.0E-2", "0.01"),
            ("100e-2", "1"),
            ("1.25e+1", "12.5"),
            ("0e400", "0"),
            ("0.10000000000000000000000000000000000000", "0.1"),
            ("1000000000000000000000000000", "1000000000000000000000000000"),
            ("0.0000000000000000000000000001", "0.0000000000000000000000000001"),
            ("9999999999999999999999999999", "9999999999999999999999999999"),
        ];
        for (written, printed) in cases {
            assert_eq!(read(written).as_deref(), Some(printed), "{written}");
        }
    }

    #[test]
    fn refuses_what_does_not_fit_rather_than_rounding_it() {
        for written in ["1e29", "1e-29", "1.00000000000000000000000000001", "1e99999999999999999999", "12345678901234567890123456789"] {
            assert_eq!(parse(written), None, "{written}");
        }
    }

    #[test]
    fn refuses_what_is_no_number() {
        for written in ["", "-", ".5", "5.", "+5", "08", "1e", "1e+", "1.2.3", "--1", "1 ", "0x1", "NaN", "١", "1.-2", "1e-+2"] {
            assert_eq!(parse(written), None, "{written}");
        }
    }

    #[test]
    fn a_third_of_150_is_50_and_three_thirds_are_one() {
        let third = Decimal::ONE / Decimal::from(3);
        assert_ne!(third * Decimal::from(3), Decimal::ONE);
        assert_eq!(compare(third * Decimal::from(3), Decimal::ONE), Ordering::Equal);
        assert_eq!(compare(third * Decimal::from(150), Decimal::from(50)), Ordering::Equal);
        assert_eq!(compare(Decimal::from(5), parse("5.000").unwrap()), Ordering::Equal);
    }

    #[test]
    fn tells_18_digits_apart() {
        let almost = parse("0.999999999999999999").unwrap();
        assert_eq!(compare(almost, Decimal::ONE), Ordering::Less);
        assert_eq!(compare(Decimal::MAX, Decimal::MAX), Ordering::Equal);
        assert_eq!(compare(Decimal::MIN, Decimal::MAX), Ordering::Less);
    }

    fn decimals() -> impl Strategy<Value = Decimal> {
        (-99_999_999_999_999_999_999_999_999_i128..=99_999_999_999_999_999_999_999_999, 0_u32..=28)
            .prop_map(|(mantissa, scale)| Decimal::from_i128_with_scale(mantissa, scale))
    }

    /// A number and its neighbours in the digits that rounding touches.
    fn neighbours() -> impl Strategy<Value = Vec<Decimal>> {
        (decimals(), prop::collection::vec(-600_000_000_i64..600_000_000, 3)).prop_map(|(middle, steps)| {
            steps.into_iter().filter_map(|step| middle.checked_add(Decimal::from_i128_with_scale(step.into(), middle.scale()))).collect()
        })
    }

    proptest! {
        #[test]
        fn printing_and_reading_gives_the_same(value in decimals()) {
            prop_assert_eq!(parse(&print(value)), Some(value));
        }

        #[test]
        fn comparison_is_a_total_preorder(mut values in neighbours()) {
            values.sort_by(|left, right| compare(*left, *right));
            for pair in values.windows(2) {
                prop_assert_eq!(compare(pair[0], pair[1]), compare(pair[1], pair[0]).reverse());
                prop_assert_ne!(compare(pair[0], pair[1]), Ordering::Greater);
            }
            if let (Some(first), Some(last)) = (values.first(), values.last()) {
                prop_assert_ne!(compare(*first, *last), Ordering::Greater);
            }
        }

        #[test]
        fn comparison_never_contradicts_the_exact_order(left in decimals(), right in decimals()) {
            prop_assert!(compare(left, right) == left.cmp(&right) || compare(left, right) == Ordering::Equal);
        }

        #[test]
        fn any_text_is_read_or_refused(text in "[-+0-9.eE]{0,40}") {
            let _ = parse(&text);
        }
    }
}
