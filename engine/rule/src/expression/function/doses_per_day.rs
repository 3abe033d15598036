//! How often something is taken in a day.

use super::{Accepts, Attributes, Example, Function, Parameter, dosage};
use crate::value::{Value, types::Type};

pub(super) static FUNCTION: Function = Function {
    name: "doses_per_day",
    signature: "doses_per_day(dosages) -> number",
    documentation: "How many doses a Dosage, or a list of them, comes to on a day: a third for one every three days. The highest frequency counts, and timing codes \
                    such as BID are read. Dosages of equal or no `sequence` add up, of different ones the highest counts; as-needed counts in full. Unknown where \
                    one doesn't say how often.",
    example: Example { expression: "doses_per_day(dosages)", result: "2" },
    parameters: &[Parameter::one(Accepts::Elements("Dosage"))],
    attributes: Attributes::NONE,
    build: |call| {
        let times = call.unary(Type::Number, |dosages, _| dosage::of(&dosages, |nodes| dosage::doses_per_day(nodes).map(Value::number)))?;
        Some(times.may_be_missing())
    },
};
