//! Values that a test sets, in place of those that a rule would compute from its data.
//!
//! Knows the types of a rule's values and how each is written in JSON. Must never know tests or their files.

use super::{definition::Definition, rule::Plan};
use crate::{
    frame::bundle::plain_value,
    value::{Value, reading::Reading, types::Type},
};
use engine_fhir::{Kind, Node, decimal, quantity::Quantity, unit::Unit};
use std::{error::Error, fmt};

/// Values of a rule by their place in `values`, which hold instead of those that it would compute.
#[derive(Clone, Debug, Default)]
pub struct Overrides<'d> {
    values: Vec<(usize, Value<'d>)>,
}

/// Why a value can't be overridden.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OverrideError {
    /// The rule has no value of this name.
    UnknownValue,
    /// It can't be read as a value of this type.
    WrongType {
        /// The type of the value.
        expected: String,
    },
}

impl fmt::Display for OverrideError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OverrideError::UnknownValue => formatter.write_str("the rule has no value of this name"),
            OverrideError::WrongType { expected } => write!(formatter, "this can't be read as a {expected}"),
        }
    }
}

impl Error for OverrideError {}

impl<'d> Overrides<'d> {
    /// Sets the value `name` of `plan` to what `json` says: `null` for absent, a quantity and a code as text (`7.2 %`) or as FHIR has them.
    pub fn set(&mut self, plan: &Plan, name: &str, json: Node<'d>) -> Result<(), OverrideError> {
        let is_meant = |value: &Definition| plan.logic.names[value.slot.0 as usize] == name;
        let index = plan.logic.values.iter().position(is_meant).ok_or(OverrideError::UnknownValue)?;
        let kind = &plan.logic.values[index].kind;
        let value = read(json, kind).ok_or_else(|| OverrideError::WrongType { expected: kind.to_string() })?;
        self.values.push((index, value));
        Ok(())
    }

    /// The value that holds instead of the one at `index`.
    pub(crate) fn get(&self, index: usize) -> Option<&Value<'d>> {
        self.values.iter().find(|(overridden, _)| *overridden == index).map(|(_, value)| value)
    }
}

fn read<'d>(json: Node<'d>, kind: &Type) -> Option<Value<'d>> {
    if json.is_null() {
        return Some(Value::ABSENT);
    }
    match kind {
        Type::Boolean | Type::Number | Type::Text | Type::Date | Type::DateTime | Type::Code => Reading::for_type(kind)?.value_of(json),
        Type::Quantity(unit) => quantity(json, unit.as_deref()),
        Type::List(of) => (json.kind() == Kind::Array)
            .then(|| json.elements().map(|element| read(element, of)).collect::<Option<_>>().map(Value::list))?,
        Type::Element(elements) if elements.are_resources() => json.resource_type().map(|_| Value::Json(json)),
        Type::Element(_) | Type::Any => Some(plain_value(json)),
    }
}

/// A FHIR Quantity, a text as `7.2 %`, or a number of the unit that the value declares; in that unit, where it declares one.
fn quantity<'d>(json: Node<'d>, declared: Option<&Unit>) -> Option<Value<'d>> {
    let quantity = match json.kind() {
        Kind::Object => Quantity::read(json).ok()?,
        Kind::Number => of_unit(json.as_number()?, declared?.code())?,
        Kind::Text => {
            let text = json.as_text()?;
            let (digits, unit) = text.trim().split_once(' ')?;
            of_unit(digits, unit.trim())?
        }
        _ => return None,
    };
    declared.map_or(Some(quantity.clone()), |unit| quantity.convert(unit, None)).map(Value::Quantity)
}

fn of_unit<'d>(digits: &str, unit: &str) -> Option<Quantity<'d>> {
    Some(Quantity { value: decimal::parse(digits)?, comparator: None, unit: unit.to_owned().into() })
}
