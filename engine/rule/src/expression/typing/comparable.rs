//! Which types are comparable: whether two operands are, once both are coerced, and what to say where they aren't.
//!
//! Knows terms and types. Must never know which comparison is asked for.

use super::{
    coerce::{coerce, coerce_date_literal, read_as},
    typed_term::TypedTerm,
};
use crate::{
    expression::term::Term,
    value::{reading::Reading, types::Type},
};
use engine_fhir::unit::Unit;
use engine_syntax::{
    catalogue,
    diagnostic::{Diagnostic, Diagnostics},
    source::Span,
};
use std::sync::Arc;

/// How two operands compare.
#[derive(Clone, Debug)]
pub(crate) enum ComparisonKind {
    /// Numbers.
    Numbers,
    /// Quantities, or one and a bare number; the unit to compare in, where one is declared.
    Quantities(Option<Arc<Unit>>),
    /// Dates and dateTimes.
    Dates,
    /// Texts.
    Texts,
    /// Truths.
    Booleans,
    /// Codes.
    Codes,
    /// JSON that FHIR doesn't type.
    Json,
}

/// Coerces both and finds how they compare; reports why they can't be compared, where they can't. `whole` is the place of the comparison.
pub(crate) fn check_comparable(
    left: &mut TypedTerm,
    right: &mut TypedTerm,
    whole: Span,
    diagnostics: &mut Diagnostics,
) -> Option<ComparisonKind> {
    coerce(left);
    coerce(right);
    read_json_like_its_neighbour(left, right);
    if left.typed.kind.is_date() && right.typed.kind.is_like(&Type::Text) {
        coerce_date_literal(right, diagnostics);
    } else if right.typed.kind.is_date() && left.typed.kind.is_like(&Type::Text) {
        coerce_date_literal(left, diagnostics);
    }
    let found = comparison_kind(&left.typed.kind, &right.typed.kind);
    if let Err(mismatch) = &found {
        diagnostics.push(mismatch.report(left, right, whole));
    }
    found.ok()
}

/// JSON of any type is read as what it is compared with.
fn read_json_like_its_neighbour(left: &mut TypedTerm, right: &mut TypedTerm) {
    let is_any = |operand: &TypedTerm| matches!(operand.typed.kind, Type::Any);
    match (is_any(left), is_any(right)) {
        (true, true) => {
            read_as(left, Reading::Plain, Type::Any);
            read_as(right, Reading::Plain, Type::Any);
        }
        (true, false) => read_like(left, &right.typed.kind),
        (false, true) => read_like(right, &left.typed.kind),
        (false, false) => {}
    }
}

pub(crate) fn read_like(operand: &mut TypedTerm, kind: &Type) {
    if let Some(reading) = Reading::for_type(kind) {
        let kind = if matches!(kind, Type::List(_)) { Type::Any } else { kind.clone() };
        read_as(operand, reading, kind);
    }
}

/// Why two types aren't comparable.
enum Mismatch {
    List,
    Element,
    Units(Arc<Unit>, Arc<Unit>),
    UndeclaredUnit,
    Types,
}

fn comparison_kind(left: &Type, right: &Type) -> Result<ComparisonKind, Mismatch> {
    match (left, right) {
        (Type::List(_), _) | (_, Type::List(_)) => Err(Mismatch::List),
        (Type::Element(_), _) | (_, Type::Element(_)) => Err(Mismatch::Element),
        (Type::Any, _) | (_, Type::Any) => Ok(ComparisonKind::Json),
        (Type::Number, Type::Number) => Ok(ComparisonKind::Numbers),
        (Type::Text, Type::Text) => Ok(ComparisonKind::Texts),
        (Type::Boolean, Type::Boolean) => Ok(ComparisonKind::Booleans),
        (Type::Code, Type::Code) => Ok(ComparisonKind::Codes),
        (Type::Quantity(Some(left)), Type::Quantity(Some(right))) if !right.converts_to(left, false) => {
            Err(Mismatch::Units(left.clone(), right.clone()))
        }
        (Type::Quantity(left), Type::Quantity(right)) => Ok(ComparisonKind::Quantities(left.clone().or_else(|| right.clone()))),
        (Type::Quantity(unit), Type::Number) | (Type::Number, Type::Quantity(unit)) => match unit {
            Some(unit) => Ok(ComparisonKind::Quantities(Some(unit.clone()))),
            None => Err(Mismatch::UndeclaredUnit),
        },
        (left, right) if left.is_date() && right.is_date() => Ok(ComparisonKind::Dates),
        _ => Err(Mismatch::Types),
    }
}

impl Mismatch {
    fn report(&self, left: &TypedTerm, right: &TypedTerm, whole: Span) -> Diagnostic {
        let (left_kind, right_kind) = (&left.typed.kind, &right.typed.kind);
        match self {
            Mismatch::List => list_for_one(if matches!(left_kind, Type::List(_)) { left } else { right }),
            Mismatch::Element => {
                let element = if matches!(left_kind, Type::Element(_)) { left } else { right };
                Diagnostic::new(
                    &catalogue::incompatible_types::CHECK,
                    element.span,
                    format!("{} can't be compared", element.typed.kind.with_article()),
                )
                .label(element.typed.kind.to_string())
                .help("draw what you compare with a `path` under `values`, and say with `as` what it is")
            }
            Mismatch::Units(one, other) => {
                let message = format!("{} and {} can't be compared: neither converts into the other", one.code(), other.code());
                both_labelled(Diagnostic::new(&catalogue::incompatible_units::CHECK, whole, message), left, right)
                    .help("declare one `unit` for both, with `molarMass` between mass and substance")
            }
            Mismatch::UndeclaredUnit => {
                let quantity = if matches!(left_kind, Type::Quantity(_)) { left } else { right };
                Diagnostic::new(
                    &catalogue::undeclared_unit::CHECK,
                    quantity.span,
                    "a quantity without a declared unit is compared with a bare number",
                )
                .label("in which unit?")
                .help("give it a `unit` under `values`, or write `in_unit(x, 'mg')` of it")
            }
            Mismatch::Types => {
                let message = format!("{} and {} can't be compared", left_kind.with_article(), right_kind.with_article());
                let diagnostic = both_labelled(Diagnostic::new(&catalogue::incompatible_types::CHECK, whole, message), left, right);
                match help_for(left, right) {
                    Some(help) => diagnostic.help(help),
                    None => diagnostic,
                }
            }
        }
    }
}

pub(crate) fn both_labelled(diagnostic: Diagnostic, left: &TypedTerm, right: &TypedTerm) -> Diagnostic {
    diagnostic.related(left.span, left.typed.kind.to_string()).related(right.span, right.typed.kind.to_string())
}

fn is_literal(operand: &TypedTerm) -> bool {
    matches!(operand.term, Term::Constant(_))
}

fn help_for(left: &TypedTerm, right: &TypedTerm) -> Option<&'static str> {
    let is_number_in_quotes = |operand: &TypedTerm| operand.term.constant_text().is_some_and(|text| text.parse::<f64>().is_ok());
    match (&left.typed.kind, &right.typed.kind) {
        (Type::Code, Type::Text) | (Type::Text, Type::Code) => {
            Some("ask whether a code is in a value set, `code_in(code, 'set')`, or is this one, `has_code(code, 'system', 'code')`")
        }
        (Type::Text, other) if other.is_date() => Some("read the text `as: date` under `values`"),
        (other, Type::Text) if other.is_date() => Some("read the text `as: date` under `values`"),
        (Type::Number | Type::Quantity(_), Type::Text) if is_number_in_quotes(right) => Some("write the number without quotes"),
        (Type::Text, Type::Number | Type::Quantity(_)) if is_number_in_quotes(left) => Some("write the number without quotes"),
        (Type::Text, Type::Number | Type::Quantity(_)) if !is_literal(left) => Some("read the text `as: number` under `values`"),
        (Type::Number | Type::Quantity(_), Type::Text) if !is_literal(right) => Some("read the text `as: number` under `values`"),
        (date, Type::Number) if date.is_date() => Some("`days_since(date)` and `years_since(date)` are numbers"),
        (Type::Boolean, _) | (_, Type::Boolean) => Some("a condition is true or false already: join conditions with `&&` and `||`"),
        _ => None,
    }
}

/// A list where one value is meant.
pub(crate) fn list_for_one(list: &TypedTerm) -> Diagnostic {
    let help = match &list.typed.kind {
        Type::List(of) if matches!(**of, Type::Code) => {
            "ask of the list: `any_in(list, 'set')`, `all_in(list, 'set')`, `count(list)`; or take one: `first(list)`"
        }
        Type::List(of) if matches!(**of, Type::Element(_)) => {
            "ask of the list: `count(list)`, `present(list)`; or take one, with `pick` where it is found or with `first(list)`"
        }
        _ => "ask of the list: `contains(list, x)`, `count(list)`, `max(list)`; or take one: `first(list)`, `last(list)`",
    };
    Diagnostic::new(&catalogue::list_for_one::CHECK, list.span, "a list stands where one value is meant")
        .label(list.typed.kind.to_string())
        .help(help)
}
