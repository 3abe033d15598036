//! The common type of two values of which one is the result, in `if` and `default`: the least type that both can be coerced to.
//!
//! Knows terms and types. Must never know which functions ask.

use super::{
    coerce::{coerce, coerce_date_literal},
    comparable::{both_labelled, read_like},
    typed_term::TypedTerm,
};
use crate::{
    expression::term::Term,
    value::{print::is_printable, types::Type},
};
use engine_fhir::{date::DateTime, unit::Unit};
use engine_syntax::{
    catalogue,
    diagnostic::{Diagnostic, Diagnostics},
    source::Span,
};
use std::sync::Arc;

/// Coerces both to their common type, which it gives; `None` where they have none, which has been reported. Beside a text the other is as it prints, so that a
/// text may stand in the place of any value: `default(a1c, 'not known')`.
pub(crate) fn common_type(left: &mut TypedTerm, right: &mut TypedTerm, whole: Span, diagnostics: &mut Diagnostics) -> Option<Type> {
    if left.is_mistaken() || right.is_mistaken() {
        return Some(Type::Any);
    }
    coerce_beside(left, &right.typed.kind);
    coerce_beside(right, &left.typed.kind);
    dates_where_both_are(left, right);
    if let (Type::Text, other) | (other, Type::Text) = (&left.typed.kind, &right.typed.kind)
        && is_printable(other)
    {
        as_it_prints(left);
        as_it_prints(right);
    }
    coerce_any_beside(left, &right.typed.kind);
    coerce_any_beside(right, &left.typed.kind);
    if let (Type::Quantity(Some(unit)), Type::Number) | (Type::Number, Type::Quantity(Some(unit))) = (&left.typed.kind, &right.typed.kind) {
        let unit = unit.clone();
        number_in_unit(left, &unit);
        number_in_unit(right, &unit);
    }
    let kind = same_sort(&left.typed.kind, &right.typed.kind);
    if kind.is_none() {
        let message = format!("one of these is {}, the other {}", left.typed.kind.with_article(), right.typed.kind.with_article());
        diagnostics.push(
            both_labelled(Diagnostic::new(&catalogue::incompatible_types::CHECK, whole, message), left, right)
                .help("both must be of one type"),
        );
    }
    kind
}

/// JSON beside a value is read; beside other JSON it stays.
fn coerce_beside(operand: &mut TypedTerm, other: &Type) {
    if !matches!(other, Type::Element(_) | Type::Any) {
        coerce(operand);
    }
}

/// JSON of any type beside a single value is read as the same.
fn coerce_any_beside(operand: &mut TypedTerm, other: &Type) {
    if matches!(operand.typed.kind, Type::Any) && !operand.is_mistaken() && !matches!(other, Type::Any | Type::List(_)) {
        read_like(operand, other);
    }
}

/// A text literal beside a date is one, if it can be.
fn dates_where_both_are(left: &mut TypedTerm, right: &mut TypedTerm) {
    let (date, literal) = if left.typed.kind.is_date() { (left, right) } else { (right, left) };
    if date.typed.kind.is_date() && literal.term.constant_text().is_some_and(|text| DateTime::parse(text).is_ok()) {
        coerce_date_literal(literal, &mut Diagnostics::default());
    }
}

fn as_it_prints(operand: &mut TypedTerm) {
    if !matches!(operand.typed.kind, Type::Text) {
        operand.wrap(Term::Printed);
        operand.typed.kind = Type::Text;
    }
}

/// A bare number beside a quantity is one of the same unit.
fn number_in_unit(operand: &mut TypedTerm, unit: &Arc<Unit>) {
    if matches!(operand.typed.kind, Type::Number) {
        operand.wrap(|term| Term::InUnit(term, unit.clone()));
        operand.typed.kind = Type::Quantity(Some(unit.clone()));
    }
}

fn same_sort(left: &Type, right: &Type) -> Option<Type> {
    match (left, right) {
        (Type::Any, other) | (other, Type::Any) => Some(other.clone()),
        (Type::Date, Type::DateTime) | (Type::DateTime, Type::Date) => Some(Type::DateTime),
        (Type::Quantity(Some(left)), Type::Quantity(Some(right))) => match left.code() == right.code() {
            true => Some(Type::Quantity(Some(left.clone()))),
            false => right.converts_to(left, false).then_some(Type::Quantity(None)),
        },
        (Type::Quantity(_), Type::Quantity(_)) => Some(Type::Quantity(None)),
        (Type::List(left), Type::List(right)) => same_sort(left, right).map(Type::list),
        (Type::Element(left), Type::Element(right)) if left == right => Some(Type::Element(left.clone())),
        (Type::Element(_), _) | (_, Type::Element(_)) => None,
        _ => left.is_like(right).then(|| left.clone()),
    }
}
