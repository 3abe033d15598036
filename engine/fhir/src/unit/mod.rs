//! UCUM units and what converts into what.
//!
//! Knows UCUM and, beyond it, what is not safe to convert though UCUM would: UCUM counts a mole as a bare number and takes an equivalent and an osmole for
//! a mole; here each is an amount of its own, so that `mmol/L` isn't a count of cells, and calcium in `meq/L` isn't taken for `mmol/L`. Must never know
//! what a quantity measures.

mod dimension;
mod number;
mod print;
mod suggestion;

pub use print::print;

use dimension::Dimension;
use octofhir_ucum::{EvalResult, Number, SpecialKind, evaluate, parse_expression};
use rust_decimal::Decimal;
use std::fmt;

/// A unit of UCUM, parsed once: its code, dimension and exact factor.
#[derive(Clone, Debug)]
pub struct Unit {
    code: String,
    /// The code as UCUM would write it: what a unit that converts only into itself is known by.
    canonical: String,
    conversion: Conversion,
}

/// The units into which values of a unit convert.
#[derive(Clone, Debug)]
enum Conversion {
    /// Only the unit itself: dimensionless units, and units on a scale that isn't linear.
    Itself,
    /// All units of the dimension.
    Dimension(Dimension, Scale),
}

/// A value `v` of a unit is `(v × step + offset) × factor` in base units; the offset is that of a temperature.
#[derive(Clone, Copy, Debug)]
struct Scale {
    step: Number,
    offset: Number,
    factor: Number,
}

/// A text isn't a unit of UCUM.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitError {
    /// Codes that may have been meant.
    pub suggestions: Vec<String>,
}

impl fmt::Display for UnitError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("not a UCUM code")?;
        if self.suggestions.is_empty() { Ok(()) } else { write!(formatter, "; did you mean {}?", self.suggestions.join(" or ")) }
    }
}

impl std::error::Error for UnitError {}

/// The length of the longest text that is read as a unit; no unit is longer.
const MAX_LENGTH: usize = 200;

impl Unit {
    /// Parses a UCUM code, case-sensitive.
    pub fn parse(code: &str) -> Result<Unit, UnitError> {
        Unit::find(code).ok_or_else(|| UnitError { suggestions: suggestion::suggest(code) })
    }
    /// The unit of a UCUM code, without looking for what else may have been meant: for units that come with data.
    pub fn find(code: &str) -> Option<Unit> {
        if code.len() > MAX_LENGTH {
            return None;
        }
        let expression = parse_expression(code).ok()?;
        let meaning = evaluate(&expression).ok()?;
        let dimension = Dimension::of(&expression, &meaning);
        let conversion = match Scale::of(&meaning) {
            Some(scale) if !dimension.is_dimensionless() => Conversion::Dimension(dimension, scale),
            _ => Conversion::Itself,
        };
        Some(Unit { code: code.to_owned(), canonical: expression.to_string(), conversion })
    }
    /// The code as written.
    pub fn code(&self) -> &str {
        &self.code
    }
    /// Whether a value converts into `other`; if `with_molar_mass`, also between mass and amount of substance.
    ///
    /// Dimensionless units (`%`, `mmol/mol`, `{score}`) convert only into themselves, and so do special ones (`[pH]`, `dB`) but for temperatures. An
    /// annotation is what such a unit counts, so `{tablet}` is not `{patch}`; on a unit that has a dimension it is a remark, as in UCUM: `{cells}/uL` is `/uL`.
    /// Arbitrary units (`[IU]`) convert among their own multiples.
    pub fn converts_to(&self, other: &Unit, with_molar_mass: bool) -> bool {
        self.canonical == other.canonical
            || match (&self.conversion, &other.conversion) {
                (Conversion::Dimension(from, _), Conversion::Dimension(to, _)) => {
                    from == to || (with_molar_mass && from.substance_for_mass(to).is_some())
                }
                _ => false,
            }
    }
    /// Converts `value` of this unit into `other`; `molar_mass` is in g/mol. `None` if it doesn't convert. Conversion is monotonic: greater values stay greater.
    pub fn convert(&self, value: Decimal, other: &Unit, molar_mass: Option<Decimal>) -> Option<Decimal> {
        if self.canonical == other.canonical {
            return Some(value);
        }
        let (Conversion::Dimension(from, scale), Conversion::Dimension(to, target)) = (&self.conversion, &other.conversion) else {
            return None;
        };
        let base = scale.to_base(number::from_decimal(value)?)?;
        let base = if from == to { base } else { trade(base, from.substance_for_mass(to)?, molar_mass?)? };
        number::to_decimal(target.to_value(base)?)
    }
}

/// Mass (in grams) for substance (in UCUM's count of particles), or the other way round.
fn trade(base: Number, gains_substance: bool, molar_mass: Decimal) -> Option<Number> {
    let molar_mass = number::from_decimal(molar_mass).filter(|mass| !mass.is_zero() && !mass.is_negative())?;
    let mole = octofhir_ucum::find_unit("mol")?.factor;
    if gains_substance { base.checked_mul(mole)?.checked_div(molar_mass) } else { base.checked_div(mole)?.checked_mul(molar_mass) }
}

impl Scale {
    /// The scale of a proper unit or of a temperature; `None` for any other special unit, whose scale isn't linear.
    fn of(meaning: &EvalResult) -> Option<Scale> {
        let Some(special) = meaning.special else {
            return Some(Scale { step: Number::ONE, offset: Number::ZERO, factor: meaning.factor });
        };
        let offset = match special.unit.special {
            SpecialKind::Celsius => Number::parse("273.15"),
            SpecialKind::Fahrenheit => Number::parse("459.67"),
            SpecialKind::Reaumur => Number::parse("218.52"),
            _ => None,
        }?;
        Some(Scale { step: special.scale, offset, factor: meaning.factor })
    }
    fn to_base(self, value: Number) -> Option<Number> {
        value.checked_mul(self.step)?.checked_add(self.offset)?.checked_mul(self.factor)
    }
    fn to_value(self, base: Number) -> Option<Number> {
        base.checked_div(self.factor)?.checked_sub(self.offset)?.checked_div(self.step)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decimal;
    use proptest::prelude::*;

    fn convert(value: &str, from: &str, to: &str, molar_mass: Option<&str>) -> Option<String> {
        let (from, to) = (Unit::parse(from).unwrap(), Unit::parse(to).unwrap());
        let converted = from.convert(decimal::parse(value).unwrap(), &to, molar_mass.and_then(decimal::parse));
        assert_eq!(converted.is_some(), from.converts_to(&to, molar_mass.is_some()), "{from:?} {to:?}");
        converted.map(decimal::print)
    }

    #[test]
    fn converts_exactly_where_the_factor_is_exact() {
        let cases = [
            ("1.2", "mg/dL", "mg/L", "12"),
            ("7.5", "g/dL", "g/L", "75"),
            ("72", "[in_i]", "cm", "182.88"),
            ("150", "[lb_av]", "kg", "68.0388555"),
            ("120", "/min", "Hz", "2"),
            ("1", "wk", "d", "7"),
            ("4.5", "10*3/uL", "10*9/L", "4.5"),
            ("4500", "{cells}/uL", "10*9/L", "4.5"),
            ("0.1", "mmol/L", "umol/L", "100"),
            ("60", "U/L", "ukat/L", "1"),
            ("1", "mg/dl", "mg/dL", "1"),
            ("2", "g{creat}", "mg", "2000"),
        ];
        for (value, from, to, result) in cases {
            assert_eq!(convert(value, from, to, None).as_deref(), Some(result), "{value} {from} in {to}");
        }
    }

    #[test]
    fn temperatures_convert_with_their_offset() {
        assert_eq!(convert("98.6", "[degF]", "Cel", None).as_deref(), Some("37"));
        assert_eq!(convert("32", "[degF]", "Cel", None).as_deref(), Some("0"));
        assert_eq!(convert("38.5", "Cel", "[degF]", None).as_deref(), Some("101.3"));
        assert_eq!(convert("-40", "Cel", "[degF]", None).as_deref(), Some("-40"));
        assert_eq!(convert("0", "K", "Cel", None).as_deref(), Some("-273.15"));
    }

    #[test]
    fn mass_and_substance_convert_by_molar_mass() {
        assert_eq!(convert("180.16", "mg/dL", "mmol/L", Some("180.16")).as_deref(), Some("10"));
        assert_eq!(convert("10", "mmol/L", "mg/dL", Some("180.16")).as_deref(), Some("180.16"));
        assert_eq!(convert("1", "mg/dL", "umol/L", Some("113.12")).as_deref().map(|value| &value[..7]), Some("88.4016"));
        assert_eq!(convert("1", "mol", "kg", Some("18")).as_deref(), Some("0.018"));
        assert_eq!(convert("1", "mg/dL", "mmol/L", None), None);
    }

    #[test]
    fn a_molar_mass_of_nothing_converts_nothing() {
        let (from, to) = (Unit::parse("mg/dL").unwrap(), Unit::parse("mmol/L").unwrap());
        assert_eq!(from.convert(Decimal::ONE, &to, Some(Decimal::ZERO)), None);
        assert_eq!(from.convert(Decimal::ONE, &to, Some(-Decimal::ONE)), None);
    }

    #[test]
    fn dimensionless_units_convert_only_into_themselves() {
        for (from, to) in [
            ("%", "mmol/mol"),
            ("%", "1"),
            ("{score}", "1"),
            ("{tablet}", "{patch}"),
            ("mg/g", "%"),
            ("[pH]", "mol/L"),
            ("10*3", "1"),
            ("dB", "1"),
        ] {
            assert_eq!(convert("1", from, to, Some("18")), None, "{from} {to}");
            assert_eq!(convert("1", to, from, Some("18")), None, "{to} {from}");
            assert_eq!(convert("1", from, from, None).as_deref(), Some("1"));
        }
    }

    #[test]
    fn arbitrary_units_convert_among_their_own_multiples() {
        assert_eq!(convert("5", "k[IU]", "[IU]", None).as_deref(), Some("5000"));
        assert_eq!(convert("5", "m[IU]/mL", "[IU]/L", None).as_deref(), Some("5"));
        assert_eq!(convert("5", "[IU]", "[arb'U]", None), None);
        assert_eq!(convert("5", "[IU]/mL", "/mL", None), None);
    }

    #[test]
    fn amounts_of_substance_are_no_numbers_nor_each_other() {
        for (from, to) in [("mmol/L", "/L"), ("meq/L", "mmol/L"), ("mosm/L", "mmol/L"), ("mmol", "1"), ("mg", "mL"), ("U", "[IU]")] {
            assert_eq!(convert("1", from, to, None), None, "{from} {to}");
        }
        assert_eq!(convert("1", "eq/L", "meq/L", None).as_deref(), Some("1000"));
    }

    #[test]
    fn what_cannot_be_held_is_not_converted() {
        assert_eq!(Unit::find("Ym").unwrap().convert(Decimal::MAX, &Unit::find("ym").unwrap(), None), None);
        assert_eq!(Unit::find("ym").unwrap().convert(Decimal::ONE, &Unit::find("Ym").unwrap(), None), None);
        assert!(Unit::find(&"m.".repeat(1_000_000)).is_none());
        assert!(Unit::find("").is_none());
        assert!(Unit::find("mol2147483647").is_none());
    }

    proptest! {
        #[test]
        fn there_and_back_gives_the_same(mantissa in -1_000_000_000_i64..1_000_000_000, scale in 0_u32..6, pair in 0_usize..8) {
            let (from, to) = [("mg/dL", "mmol/L"), ("[lb_av]", "kg"), ("[degF]", "Cel"), ("d", "min"), ("mm[Hg]", "kPa"), ("U/L", "ukat/L"), ("[ft_i]", "m"), ("/min", "Hz")][pair];
            let (from, to) = (Unit::find(from).unwrap(), Unit::find(to).unwrap());
            let (value, mass) = (Decimal::new(mantissa, scale), Some(Decimal::new(18016, 2)));
            let back = from.convert(value, &to, mass).and_then(|there| to.convert(there, &from, mass)).unwrap();
            prop_assert_eq!(decimal::compare(back, value), std::cmp::Ordering::Equal);
        }

        #[test]
        fn any_text_is_a_unit_or_not(text in "\\PC{0,40}") {
            let _ = Unit::parse(&text);
        }
    }
}
