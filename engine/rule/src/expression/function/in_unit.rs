//! A quantity in another unit.

use super::{Accepts, Attributes, Example, Function, Parameter};
use crate::{
    expression::{term::operation::UNEXPECTED, typing::call_site::CallSite},
    value::{Cause, Value, types::Type},
};
use engine_fhir::unit::Unit;
use engine_syntax::{catalogue, diagnostic::Diagnostic};
use std::sync::Arc;

pub(super) static FUNCTION: Function = Function {
    name: "in_unit",
    signature: "in_unit(quantity, 'unit') -> quantity",
    documentation: "The quantity in this UCUM unit. Unknown where its own doesn't convert.",
    example: Example { expression: "in_unit(weight, 'g')", result: "80000 g" },
    parameters: &[Parameter::one(Accepts::Quantity), Parameter::one(Accepts::Literal)],
    attributes: Attributes::NONE,
    build: |call| {
        let unit = Arc::new(unit(call)?);
        call.unary(Type::Quantity(Some(unit.clone())), move |quantity, _| match quantity {
            Value::Quantity(quantity) => quantity.convert(&unit, None).map_or(Value::unknown(Cause::Unit), Value::Quantity),
            _ => Value::Missing(UNEXPECTED),
        })
    },
};

/// The unit named, which the quantity's declared one must convert into.
fn unit(call: &mut CallSite<'_>) -> Option<Unit> {
    let code = call.literal(1)?;
    let span = call.span_of(1);
    match (Unit::parse(&code), call.kind(0)) {
        (Ok(unit), Type::Quantity(Some(declared))) if !declared.converts_to(&unit, false) => {
            let message = format!("{} doesn't convert into {code}", declared.code());
            let help = "between mass and substance a `molarMass` is needed, which stands beside `unit` under `values`";
            call.report(Diagnostic::new(&catalogue::incompatible_units::CHECK, span, message).help(help));
            None
        }
        (Ok(unit), _) => Some(unit),
        (Err(error), _) => {
            let diagnostic = Diagnostic::new(&catalogue::unknown_unit::CHECK, span, format!("'{code}' is no UCUM unit"));
            call.report(match error.suggestions.as_slice() {
                [] => diagnostic.help("units are UCUM codes, with their case: 'mg/dL', 'mmol/L', 'kg', '%'"),
                suggestions => diagnostic.label(format!("did you mean '{}'?", suggestions.join("' or '"))),
            });
            None
        }
    }
}
