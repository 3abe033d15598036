//! Small readings that an author takes for granted: a FHIR `code` beside a text is a text, a text literal beside a date a date.

use super::call::Argument;
use crate::{
    expression::term::{Constant, Term, Written},
    value::{reading::Reading, types::Type},
};
use engine_fhir::date::DateTime;
use engine_syntax::{
    check::catalogue,
    diagnostic::{Diagnostic, Diagnostics},
};

/// JSON whose FHIR type has one plain reading is read so; a list of such JSON likewise.
pub(crate) fn naturally(argument: &mut Argument) {
    let (reading, kind) = match &argument.typed.kind {
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
    read_as(argument, reading, kind);
}

/// Reads an argument as JSON.
pub(crate) fn read_as(argument: &mut Argument, reading: Reading, kind: Type) {
    argument.wrap(|term| Term::Read(term, reading));
    argument.typed.kind = kind;
}

/// A text literal where a date is meant is that date; one that is no date is reported. False of anything else.
pub(crate) fn as_date_literal(argument: &mut Argument, diagnostics: &mut Diagnostics) -> bool {
    let Some(text) = argument.term.constant_text() else { return false };
    match DateTime::parse(text) {
        Ok(date) => {
            argument.typed.kind = if text.contains('T') { Type::DateTime } else { Type::Date };
            argument.term = Term::Constant(Constant::Date(Written(date)));
        }
        Err(_) => {
            let diagnostic = Diagnostic::new(&catalogue::bad_date_literal::CHECK, argument.span, format!("'{text}' is no date"))
                .help("a date is written year-month-day, as '2026-01-31', or less precisely as '2026-01' or '2026'; with a time, as '2026-01-31T08:30:00Z'");
            diagnostics.push(diagnostic);
            argument.term = Term::NOTHING;
            argument.typed.kind = Type::Any;
        }
    }
    true
}
