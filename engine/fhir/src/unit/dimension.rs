//! Dimension analysis: the exponents of the base units of a unit. UCUM's seven base units, and amounts that UCUM takes for numbers or for each other.

use octofhir_ucum::{Case, EvalResult, UnitExpr, lookup_unit};

/// A dimension as a vector of exponents. Units of equal dimension convert into each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Dimension {
    /// The exponents of UCUM's base units.
    base: [i8; 7],
    /// The exponents of the amounts.
    amounts: Amounts,
    /// The exponents of arbitrary units, sorted.
    arbitrary: Vec<(&'static str, i32)>,
}

/// Exponents of amounts that UCUM takes for numbers of particles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Amounts {
    mole: i64,
    equivalent: i64,
    osmole: i64,
}

/// The index of the gram among UCUM's base units.
const GRAM: usize = 2;

impl Dimension {
    pub(super) fn of(expression: &UnitExpr, meaning: &EvalResult) -> Dimension {
        Dimension { base: meaning.dim.0, amounts: Amounts::of(expression), arbitrary: meaning.arbitrary.clone() }
    }
    /// Whether it is dimensionless: a unit of it is a bare number.
    pub(super) fn is_dimensionless(&self) -> bool {
        self.base == [0; 7] && self.amounts == Amounts::default() && self.arbitrary.is_empty()
    }
    /// Whether the two differ by one mass on one side for one amount of substance on the other: `true` if this one has the mass, `false` if `other` has it.
    pub(super) fn substance_for_mass(&self, other: &Dimension) -> Option<bool> {
        if other.amounts.mole < self.amounts.mole {
            return other.substance_for_mass(self).map(|gains| !gains);
        }
        let mut traded = self.clone();
        traded.amounts.mole = traded.amounts.mole.checked_add(1)?;
        traded.base[GRAM] = traded.base[GRAM].checked_sub(1)?;
        (traded == *other).then_some(true)
    }
}

impl Amounts {
    fn of(expression: &UnitExpr) -> Amounts {
        match expression {
            UnitExpr::Symbol(code) => Amounts::of_atom(lookup_unit(code, Case::Sensitive).map_or("", |(_, atom)| atom.code)),
            UnitExpr::Numeric(_) | UnitExpr::Annotation(_) => Amounts::default(),
            UnitExpr::Annotated(unit, _) => Amounts::of(unit),
            UnitExpr::Power(unit, exponent) => Amounts::default().plus(Amounts::of(unit), i64::from(*exponent)),
            UnitExpr::Product(units) => units.iter().fold(Amounts::default(), |sum, unit| sum.plus(Amounts::of(unit), 1)),
            UnitExpr::Quotient(above, below) => Amounts::of(above).plus(Amounts::of(below), -1),
            UnitExpr::Reciprocal(unit) => Amounts::default().plus(Amounts::of(unit), -1),
        }
    }
    /// The amounts in those of UCUM's atoms that are defined by the mole.
    fn of_atom(code: &str) -> Amounts {
        match code {
            "mol" | "kat" | "U" => Amounts { mole: 1, ..Amounts::default() },
            "eq" => Amounts { equivalent: 1, ..Amounts::default() },
            "osm" => Amounts { osmole: 1, ..Amounts::default() },
            _ => Amounts::default(),
        }
    }
    fn plus(self, other: Amounts, times: i64) -> Amounts {
        let sum = |left: i64, right: i64| left.saturating_add(right.saturating_mul(times));
        Amounts {
            mole: sum(self.mole, other.mole),
            equivalent: sum(self.equivalent, other.equivalent),
            osmole: sum(self.osmole, other.osmole),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use octofhir_ucum::{evaluate, get_all_units, parse_expression};

    fn dimension(code: &str) -> Dimension {
        let expression = parse_expression(code).unwrap();
        Dimension::of(&expression, &evaluate(&expression).unwrap())
    }

    #[test]
    fn amounts_follow_products_quotients_and_powers() {
        assert_eq!(dimension("mol/mol"), dimension("1"));
        assert_eq!(dimension("mmol2/L.umol"), dimension("mol3/m3"));
        assert_eq!(dimension("1/(mol/s)"), dimension("/kat"));
        assert_ne!(dimension("mmol"), dimension("1"));
    }

    #[test]
    fn one_mass_trades_for_one_amount() {
        assert_eq!(dimension("g/L").substance_for_mass(&dimension("mol/L")), Some(true));
        assert_eq!(dimension("mol/L").substance_for_mass(&dimension("g/L")), Some(false));
        assert_eq!(dimension("mol/L").substance_for_mass(&dimension("g")), None);
        assert_eq!(dimension("g2").substance_for_mass(&dimension("mol2")), None);
        assert_eq!(dimension("g").substance_for_mass(&dimension("g")), None);
    }

    #[test]
    fn every_atom_that_counts_particles_is_an_amount() {
        let avogadro = octofhir_ucum::Number::parse("1e20").unwrap();
        for atom in
            get_all_units().iter().filter(|atom| !atom.special.is_special() && atom.dim.is_dimensionless() && atom.factor > avogadro)
        {
            assert!(!dimension(atom.code).is_dimensionless(), "{}", atom.code);
        }
    }
}
