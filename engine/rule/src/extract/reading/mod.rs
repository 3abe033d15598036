//! Readings: what `as` makes of an element, typed when the rule is compiled and done when it runs.
//!
//! `readable` knows which elements can be read as what, `read` reads one. Must never know how the element was reached.
//!
//! Without `as` an element stays the JSON it came as, but for primitives: those are read as what they plainly are (a `string` is text, a `decimal` a
//! number, a `dateTime` a date), since nothing else can be done with one.

mod read;
mod readable;

use super::{main_elements::MainElements, path::element_place::ElementPlace};
use crate::value::types::{Elements, Type};
use engine_fhir::{Decimal, decimal, unit::Unit};
use engine_syntax::{
    catalogue::{no_main_code, no_main_date, unit_needs_quantity, unknown_unit, wrong_reading},
    diagnostic::{Diagnostic, Diagnostics},
    model::{self, As, Spanned},
};
use std::sync::Arc;

/// How an element is read.
#[derive(Debug)]
pub(crate) struct ElementReader {
    read_as: ReadAs,
}

/// What an element is read as.
#[derive(Debug)]
enum ReadAs {
    /// It stays the JSON that came.
    AsItCame,
    /// It becomes what the JSON plainly is, where FHIR doesn't type it.
    Plain,
    Text,
    Number,
    Boolean,
    Moment(DatePrecision),
    Age,
    Quantity {
        unit: Option<Arc<Unit>>,
        molar_mass: Option<Decimal>,
    },
    Code,
    Resource,
    MainCode(Arc<MainElements>),
    MainDate(Arc<MainElements>, DatePrecision),
}

/// How precise a date is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum DatePrecision {
    /// A time of day is left out; the day is the one that was written, in its own offset.
    Day,
    AsWritten,
}

/// A reader, and the type of what it gives.
#[derive(Debug)]
pub(crate) struct TypedReader {
    /// The reader.
    pub(crate) reader: ElementReader,
    /// The type of each value.
    pub(crate) kind: Type,
    /// Whether one element may give several.
    pub(crate) gives_several: bool,
}

/// Compiles `as`, `unit` and `molarMass` at a place. `resources` are those at the place where no `path` leads away from them.
pub(crate) fn compile(
    written: &model::Reading,
    place: &ElementPlace,
    resources: Option<&Arc<MainElements>>,
    diagnostics: &mut Diagnostics,
) -> Option<TypedReader> {
    let (unit, molar_mass) = conversion(written, diagnostics)?;
    let Some(kind) = &written.kind else { return Some(default_reader(place)) };
    let elements = place.elements();
    if let (Some(elements), Some(main_elements)) = (&elements, resources)
        && elements.are_resources()
        && matches!(kind.value, As::Code | As::Date | As::DateTime)
    {
        return main_element(kind, elements, main_elements, diagnostics);
    }
    if let Some(elements) = &elements
        && !elements.alternatives.iter().any(|element| readable::is_readable(*element, kind.value))
    {
        diagnostics.push(misread(kind, elements));
        return None;
    }
    Some(single(kind.value, place, unit, molar_mass))
}

fn single(kind: As, place: &ElementPlace, unit: Option<Arc<Unit>>, molar_mass: Option<Decimal>) -> TypedReader {
    let (read_as, kind) = match kind {
        As::Text => (ReadAs::Text, Type::Text),
        As::Number => (ReadAs::Number, Type::Number),
        As::Boolean => (ReadAs::Boolean, Type::Boolean),
        As::Date => (ReadAs::Moment(DatePrecision::Day), Type::Date),
        As::DateTime => (ReadAs::Moment(DatePrecision::AsWritten), Type::DateTime),
        As::Age => (ReadAs::Age, Type::Number),
        As::Quantity => (ReadAs::Quantity { unit: unit.clone(), molar_mass }, Type::Quantity(unit)),
        As::Code => (ReadAs::Code, Type::Code),
        As::Resource => (ReadAs::Resource, Type::Element(readable::resources_at(place))),
    };
    TypedReader { reader: ElementReader { read_as }, kind, gives_several: false }
}

/// The reader where there is no `as`.
fn default_reader(place: &ElementPlace) -> TypedReader {
    let typed = |read_as, kind| TypedReader { reader: ElementReader { read_as }, kind, gives_several: false };
    let Some(elements) = place.elements() else { return typed(ReadAs::Plain, Type::Any) };
    match readable::by_default(&elements) {
        Some(As::Text) => typed(ReadAs::Text, Type::Text),
        Some(As::Number) => typed(ReadAs::Number, Type::Number),
        Some(As::Boolean) => typed(ReadAs::Boolean, Type::Boolean),
        Some(As::Date) => typed(ReadAs::Moment(DatePrecision::AsWritten), Type::Date),
        Some(As::DateTime) => typed(ReadAs::Moment(DatePrecision::AsWritten), Type::DateTime),
        _ => typed(ReadAs::AsItCame, Type::Element(elements)),
    }
}

/// The reader of `as: code`, `as: date` and `as: dateTime` for a resource without a path.
fn main_element(
    kind: &Spanned<As>,
    elements: &Elements,
    main_elements: &Arc<MainElements>,
    diagnostics: &mut Diagnostics,
) -> Option<TypedReader> {
    let is_code = kind.value == As::Code;
    if !(if is_code { main_elements.has_code() } else { main_elements.has_date() }) {
        let (check, what) = if is_code { (&no_main_code::CHECK, "code") } else { (&no_main_date::CHECK, "date") };
        let message = format!("{} has no main {what}", readable::names(elements));
        diagnostics.push(
            Diagnostic::new(check, kind.span, message)
                .help(format!("name the element that is meant with `path`{}", readable::example(elements, kind.value))),
        );
        return None;
    }
    let (read_as, of) = match kind.value {
        As::Code => (ReadAs::MainCode(main_elements.clone()), Type::Code),
        As::Date => (ReadAs::MainDate(main_elements.clone(), DatePrecision::Day), Type::Date),
        _ => (ReadAs::MainDate(main_elements.clone(), DatePrecision::AsWritten), Type::DateTime),
    };
    Some(TypedReader { reader: ElementReader { read_as }, kind: of, gives_several: is_code && main_elements.has_several_codes() })
}

fn misread(kind: &Spanned<As>, elements: &Elements) -> Diagnostic {
    let message = format!("{} can't be read as {}", readable::names(elements), readable::article(kind.value));
    let diagnostic = Diagnostic::new(&wrong_reading::CHECK, kind.span, message);
    readable::advice(elements, kind.value).into_iter().fold(diagnostic, Diagnostic::help)
}

type Conversion = (Option<Arc<Unit>>, Option<Decimal>);

/// Compiles `unit` and `molarMass`.
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
