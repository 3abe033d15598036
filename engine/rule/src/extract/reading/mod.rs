//! Readings: what `as` makes of an element, typed when the rule is compiled and done when it runs.
//!
//! Without `as` an element stays the JSON it came as, but for primitives: those are read as what they plainly are (a `string` is text, a `decimal` a
//! number, a `dateTime` a date), since nothing else can be done with one.

mod fit;
mod read;

use super::{main_elements::MainElements, path::place::Place};
use crate::value::types::{Elements, Type};
use engine_fhir::{Decimal, decimal, unit::Unit};
use engine_syntax::{
    check::catalogue::{no_main_code, no_main_date, unit_needs_quantity, unknown_unit, wrong_reading},
    diagnostic::{Diagnostic, Diagnostics},
    model::{self, As, Spanned},
};
use std::sync::Arc;

/// How an element is read.
#[derive(Debug)]
pub(crate) struct Reading {
    form: Form,
}

#[derive(Debug)]
enum Form {
    /// JSON as it came.
    AsItCame,
    /// As what the JSON plainly is; where FHIR doesn't type it.
    Plain,
    Text,
    Number,
    Boolean,
    Moment(Grain),
    Age,
    Quantity {
        unit: Option<Arc<Unit>>,
        molar_mass: Option<Decimal>,
    },
    Code,
    Resource,
    MainCode(Arc<MainElements>),
    MainDate(Arc<MainElements>, Grain),
}

/// How fine a date is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Grain {
    /// A time of day is left out; the day is the one that was written, in its own offset.
    Day,
    AsWritten,
}

/// A reading, and what it gives.
#[derive(Debug)]
pub(crate) struct TypedReading {
    /// The reading.
    pub(crate) reading: Reading,
    /// The type of each value.
    pub(crate) kind: Type,
    /// Whether one element may give several.
    pub(crate) gives_several: bool,
}

/// Compiles `as`, `unit` and `molarMass` at a place. `resources` are those at the place where no `path` leads away from them.
pub(crate) fn compile(
    written: &model::Reading,
    place: &Place,
    resources: Option<&Arc<MainElements>>,
    diagnostics: &mut Diagnostics,
) -> Option<TypedReading> {
    let (unit, molar_mass) = conversion(written, diagnostics)?;
    let Some(kind) = &written.kind else { return Some(natural(place)) };
    let elements = place.elements();
    if let (Some(elements), Some(main_elements)) = (&elements, resources)
        && elements.are_resources()
        && matches!(kind.value, As::Code | As::Date | As::DateTime)
    {
        return main_element(kind, elements, main_elements, diagnostics);
    }
    if let Some(elements) = &elements
        && !elements.alternatives.iter().any(|element| fit::fits(*element, kind.value))
    {
        diagnostics.push(misread(kind, elements));
        return None;
    }
    Some(single(kind.value, place, unit, molar_mass))
}

fn single(kind: As, place: &Place, unit: Option<Arc<Unit>>, molar_mass: Option<Decimal>) -> TypedReading {
    let (form, kind) = match kind {
        As::Text => (Form::Text, Type::Text),
        As::Number => (Form::Number, Type::Number),
        As::Boolean => (Form::Boolean, Type::Boolean),
        As::Date => (Form::Moment(Grain::Day), Type::Date),
        As::DateTime => (Form::Moment(Grain::AsWritten), Type::DateTime),
        As::Age => (Form::Age, Type::Number),
        As::Quantity => (Form::Quantity { unit: unit.clone(), molar_mass }, Type::Quantity(unit)),
        As::Code => (Form::Code, Type::Code),
        As::Resource => (Form::Resource, Type::Element(fit::resources_at(place))),
    };
    TypedReading { reading: Reading { form }, kind, gives_several: false }
}

/// Without `as`.
fn natural(place: &Place) -> TypedReading {
    let typed = |form, kind| TypedReading { reading: Reading { form }, kind, gives_several: false };
    let Some(elements) = place.elements() else { return typed(Form::Plain, Type::Any) };
    match fit::natural(&elements) {
        Some(As::Text) => typed(Form::Text, Type::Text),
        Some(As::Number) => typed(Form::Number, Type::Number),
        Some(As::Boolean) => typed(Form::Boolean, Type::Boolean),
        Some(As::Date) => typed(Form::Moment(Grain::AsWritten), Type::Date),
        Some(As::DateTime) => typed(Form::Moment(Grain::AsWritten), Type::DateTime),
        _ => typed(Form::AsItCame, Type::Element(elements)),
    }
}

/// `as: code`, `as: date` and `as: dateTime` of a resource without a path.
fn main_element(
    kind: &Spanned<As>,
    elements: &Elements,
    main_elements: &Arc<MainElements>,
    diagnostics: &mut Diagnostics,
) -> Option<TypedReading> {
    let is_code = kind.value == As::Code;
    if !(if is_code { main_elements.has_code() } else { main_elements.has_date() }) {
        let (check, what) = if is_code { (&no_main_code::CHECK, "code") } else { (&no_main_date::CHECK, "date") };
        let message = format!("{} has no main {what}", fit::names(elements));
        diagnostics.push(
            Diagnostic::new(check, kind.span, message)
                .help(format!("name the element that is meant with `path`{}", fit::example(elements, kind.value))),
        );
        return None;
    }
    let (form, of) = match kind.value {
        As::Code => (Form::MainCode(main_elements.clone()), Type::Code),
        As::Date => (Form::MainDate(main_elements.clone(), Grain::Day), Type::Date),
        _ => (Form::MainDate(main_elements.clone(), Grain::AsWritten), Type::DateTime),
    };
    Some(TypedReading { reading: Reading { form }, kind: of, gives_several: is_code && main_elements.has_several_codes() })
}

fn misread(kind: &Spanned<As>, elements: &Elements) -> Diagnostic {
    let message = format!("{} can't be read as {}", fit::names(elements), fit::article(kind.value));
    let diagnostic = Diagnostic::new(&wrong_reading::CHECK, kind.span, message);
    fit::advice(elements, kind.value).into_iter().fold(diagnostic, Diagnostic::help)
}

type Conversion = (Option<Arc<Unit>>, Option<Decimal>);

/// `unit` and `molarMass`.
fn conversion(written: &model::Reading, diagnostics: &mut Diagnostics) -> Option<Conversion> {
    let is_quantity = written.kind.as_ref().is_some_and(|kind| kind.value == As::Quantity);
    if let Some(unit) = written.unit.as_ref().filter(|_| !is_quantity) {
        diagnostics.push(Diagnostic::new(&unit_needs_quantity::CHECK, unit.span(), "`unit` needs `as: quantity`"));
        return None;
    }
    let unit = match &written.unit {
        None => None,
        Some(text) => match Unit::parse(text.as_str()) {
            Ok(unit) => Some(Arc::new(unit)),
            Err(error) => {
                let diagnostic = Diagnostic::new(&unknown_unit::CHECK, text.span(), format!("UCUM has no unit `{}`", text.as_str()));
                let named: Vec<String> = error.suggestions.iter().map(|code| format!("`{code}`")).collect();
                diagnostics.push(if named.is_empty() {
                    diagnostic
                } else {
                    diagnostic.label(format!("did you mean {}?", named.join(" or ")))
                });
                return None;
            }
        },
    };
    Some((unit, molar_mass(written, diagnostics)?))
}

fn molar_mass(written: &model::Reading, diagnostics: &mut Diagnostics) -> Option<Option<Decimal>> {
    let Some(text) = &written.molar_mass else { return Some(None) };
    let message = match decimal::parse(text.as_str()) {
        Some(grams) if grams > Decimal::ZERO && written.unit.is_some() => return Some(Some(grams)),
        Some(grams) if grams > Decimal::ZERO => "`molarMass` needs a `unit` to convert to",
        _ => "`molarMass` is a number of grams per mole",
    };
    diagnostics.push(
        Diagnostic::new(&unit_needs_quantity::CHECK, text.span(), message).help("as in `unit: mg/dL, molarMass: 113.12` for creatinine"),
    );
    None
}
