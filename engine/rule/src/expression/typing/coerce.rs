//! Coercion: readings that an author takes for granted. A FHIR `code` beside a text is a text, a text literal beside a date a date.
//!
//! Knows terms and types. Must never know the other operand.

use super::typed_term::TypedTerm;
use crate::{
    expression::term::{Constant, Term, WrittenDate},
    value::{reading::Reading, types::Type},
};
use engine_fhir::date::DateTime;
use engine_syntax::{
    catalogue,
    diagnostic::{Diagnostic, Diagnostics},
};

/// Coerces JSON whose FHIR type has one plain reading to it, and a list of such JSON likewise.
pub(crate) fn coerce(operand: &mut TypedTerm) {
    let (reading, kind) = match &operand.typed.kind {
        Type::Element(elements) => match Reading::natural(elements) {
            Some(found) => found,
            None => return,
        },
        Type::List(of) => match &**of {
            Type::Element(elements) => match Reading::natural(elements) {
                Some((reading, kind)) => (reading, kind.list()),
                None => return,
            },
            _ => return,
        },
        _ => return,
    };
    read_as(operand, reading, kind);
}

/// Reads an operand, which is JSON.
pub(crate) fn read_as(operand: &mut TypedTerm, reading: Reading, kind: Type) {
    operand.wrap(|term| Term::Read(term, reading));
    operand.typed.kind = kind;
}

/// Coerces a text literal, where a date is meant, to that date, and reports one that isn't a date. False of anything else.
pub(crate) fn coerce_date_literal(operand: &mut TypedTerm, diagnostics: &mut Diagnostics) -> bool {
    let Some(text) = operand.term.constant_text() else { return false };
    match DateTime::parse(text) {
        Ok(date) => {
            operand.typed.kind = if text.contains('T') { Type::DateTime } else { Type::Date };
            operand.term = Term::Constant(Constant::Date(WrittenDate(date)));
        }
        Err(_) => {
            let diagnostic = Diagnostic::new(&catalogue::bad_date_literal::CHECK, operand.span, format!("'{text}' is no date"))
                .help("a date is written year-month-day, as '2026-01-31', or less precisely as '2026-01' or '2026'; with a time, as '2026-01-31T08:30:00Z'");
            diagnostics.push(diagnostic);
            operand.term = Term::NOTHING;
            operand.typed.kind = Type::Any;
        }
    }
    true
}
