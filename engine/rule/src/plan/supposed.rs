//! Values that a test supposes instead of drawing them from data.

use super::{definition::Definition, rule::Plan};
use crate::{
    frame::bundle::plain_value,
    value::{Value, reading::Reading, types::Type},
};
use engine_fhir::{Kind, Node, decimal, quantity::Quantity, unit::Unit};

/// Values of a rule by their place in `values`, which hold instead of what would have been drawn.
#[derive(Clone, Debug, Default)]
pub struct Supposed<'d> {
    values: Vec<(usize, Value<'d>)>,
}

/// Why a value can't be supposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CannotSuppose {
    /// The rule has no value of this name.
    UnknownValue,
    /// It can't be read as what the value is.
    WrongType {
        /// What the value is.
        expected: String,
    },
}

impl<'d> Supposed<'d> {
    /// Supposes that the value `name` of `plan` is what `json` says: `null` for absent, a quantity and a code as text (`7.2 %`) or as FHIR has them.
    pub fn suppose(&mut self, plan: &Plan, name: &str, json: Node<'d>) -> Result<(), CannotSuppose> {
        let is_meant = |value: &Definition| plan.logic.names[value.slot.0 as usize] == name;
        let index = plan.logic.values.iter().position(is_meant).ok_or(CannotSuppose::UnknownValue)?;
        let kind = &plan.logic.values[index].kind;
        let value = read(json, kind).ok_or_else(|| CannotSuppose::WrongType { expected: kind.to_string() })?;
        self.values.push((index, value));
        Ok(())
    }

    /// What is supposed of the value at `index`.
    pub(crate) fn get(&self, index: usize) -> Option<&Value<'d>> {
        self.values.iter().find(|(supposed, _)| *supposed == index).map(|(_, value)| value)
    }
}

fn read<'d>(json: Node<'d>, kind: &Type) -> Option<Value<'d>> {
    if json.is_null() {
        return Some(Value::ABSENT);
    }
    match kind {
        Type::Boolean | Type::Number | Type::Text | Type::Date | Type::DateTime | Type::Code => Reading::giving(kind)?.value_of(json),
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
