//! How much is taken in a day.

use super::{Accepts, Attributes, Example, Function, Parameter, dosage};
use crate::value::{Value, types::Type};

pub(super) static FUNCTION: Function = Function {
    name: "daily_dose",
    signature: "daily_dose(dosages) -> quantity",
    documentation: "How much a Dosage, or a list of them, comes to on a day, in the dose's own unit (`mg`, `{tablet}`). Of alternatives in `doseAndRate` the highest \
                    counts, ranges at their high end. Dosages of equal or no `sequence` add up, of different ones the highest counts; as-needed counts in full. \
                    A rate without a dose runs all day. Unknown where one doesn't say how much or how often, or units don't convert.",
    example: Example { expression: "daily_dose(dosages)", result: "20 mg" },
    parameters: &[Parameter::one(Accepts::Elements("Dosage"))],
    attributes: Attributes::NONE,
    build: |call| {
        let dose =
            call.unary(Type::Quantity(None), |dosages, _| dosage::of(&dosages, |nodes| dosage::daily_dose(nodes).map(Value::Quantity)))?;
        Some(dose.may_be_missing())
    },
};
