//! A date in another form.

use super::{Accepts, Attributes, Example, Function, Parameter};
use crate::{
    expression::{term::operation::UNEXPECTED, typing::call_site::CallSite},
    value::{Cause, Value, types::Type},
};
use engine_fhir::date::DateTime;
use engine_syntax::{catalogue, diagnostic::Diagnostic};

pub(super) static FUNCTION: Function = Function {
    name: "format_date",
    signature: "format_date(date, 'pattern') -> text",
    documentation: "The date in the form of the pattern: `%d` day, `%m` month, `%B` its name, `%Y` year, `%H:%M` time, in the engine's time zone. Unknown where the pattern asks for more than the date has.",
    example: Example { expression: "format_date('2026-01-05', '%d %B %Y')", result: "05 January 2026" },
    parameters: &[Parameter::one(Accepts::Date), Parameter::one(Accepts::Literal)],
    attributes: Attributes::NONE,
    build: |call| {
        let pattern = call.literal(1)?;
        check(call, &pattern)?;
        call.unary(Type::Text, move |date, frame| match date {
            Value::Date(date) => date.in_zone(&frame.clock.zone).format(&pattern).map_or(Value::unknown(Cause::Precision), Value::text),
            _ => Value::Missing(UNEXPECTED),
        })
    },
};

/// The pattern must work of a whole date, and ask for no time of day where there is none.
fn check(call: &mut CallSite<'_>, pattern: &str) -> Option<()> {
    let works_of = |sample: &str| DateTime::parse(sample).is_ok_and(|sample| sample.format(pattern).is_some());
    let span = call.span_of(1);
    if !works_of("2026-01-15T08:30:00Z") {
        let diagnostic = Diagnostic::new(&catalogue::bad_date_pattern::CHECK, span, format!("'{pattern}' is no pattern of a date"))
            .help("a pattern is made of `%d` day, `%m` month, `%B` its name, `%Y` year, `%H` hour, `%M` minute: '%d %B %Y'");
        call.report(diagnostic);
        return None;
    }
    if matches!(call.kind(0), Type::Date) && !works_of("2026-01-15") {
        let diagnostic =
            Diagnostic::new(&catalogue::bad_date_pattern::CHECK, span, "this pattern asks for a time of day, and the date has none")
                .help("use `%d`, `%m`, `%B`, `%Y` only, or read the value `as: dateTime`");
        call.report(diagnostic);
        return None;
    }
    Some(())
}
