//! UCUM units and what converts into what.

use rust_decimal::Decimal;

/// A unit of UCUM, parsed once: its code, dimension and exact factor.
#[derive(Clone, Debug)]
pub struct Unit {
    code: String,
}

/// Why a text is no unit, with UCUM codes that look like it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitError {
    /// Codes that may have been meant.
    pub suggestions: Vec<String>,
}

impl Unit {
    /// Parses a UCUM code, case-sensitive.
    pub fn parse(code: &str) -> Result<Unit, UnitError> {
        let _ = code;
        todo!()
    }
    /// The code as written.
    pub fn code(&self) -> &str {
        &self.code
    }
    /// Whether a value of it can be had in `other`, `molar_mass` between mass and substance included if `with_molar_mass`.
    /// Dimensionless units (`%`, `mmol/mol`, `{score}`) convert only into themselves.
    pub fn converts_to(&self, other: &Unit, with_molar_mass: bool) -> bool {
        let _ = (other, with_molar_mass);
        todo!()
    }
    /// `value` of this unit in `other`; `molar_mass` is in g/mol. `None` where it doesn't convert.
    pub fn convert(&self, value: Decimal, other: &Unit, molar_mass: Option<Decimal>) -> Option<Decimal> {
        let _ = (value, other, molar_mass);
        todo!()
    }
}
