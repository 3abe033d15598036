//! Which elements can be read as what, and what an author can do instead.
//!
//! Knows FHIR's types. Must never know an element's value.

use crate::{extract::path::element_place::ElementPlace, value::types::Elements};
use engine_fhir::types::ElementType;
use engine_syntax::{model::As, wording::with_article};

const TEXTS: &[&str] = &["string", "markdown", "id", "uri", "url", "canonical", "oid", "uuid", "code", "time", "base64Binary", "xhtml"];
const NUMBERS: &[&str] = &["decimal", "integer", "positiveInt", "unsignedInt"];
const MOMENTS: &[&str] = &["dateTime", "instant"];
const QUANTITIES: &[&str] = &["Quantity", "Age", "Duration", "Count", "Distance", "Money"];
const CONCEPTS: &[&str] = &["CodeableConcept", "Coding", "code"];

/// All readings, in the order in which they are offered.
const ALL: &[As] = &[As::Quantity, As::Code, As::Number, As::Boolean, As::Age, As::DateTime, As::Date, As::Text, As::Resource];

/// Whether an element can be read so.
pub(super) fn is_readable(element: ElementType, kind: As) -> bool {
    match kind {
        As::Text => element.is_primitive() || is_one_of(element, &["CodeableConcept", "Coding", "Reference"]),
        As::Number => is_one_of(element, NUMBERS),
        As::Boolean => is_one_of(element, &["boolean"]),
        As::Date | As::DateTime | As::Age => is_one_of(element, &["date"]) || is_one_of(element, MOMENTS),
        As::Quantity => is_one_of(element, QUANTITIES),
        As::Code => is_one_of(element, CONCEPTS),
        As::Resource => element.is_resource() || element.is("Reference"),
    }
}

/// What primitives are read as where there is no `as`; `None` where they aren't all of a kind, or have parts.
pub(super) fn by_default(elements: &Elements) -> Option<As> {
    let all = |names: &[&str]| elements.alternatives.iter().all(|element| is_one_of(*element, names));
    let dates = || elements.alternatives.iter().all(|element| is_readable(*element, As::Date));
    match () {
        () if elements.alternatives.is_empty() => None,
        () if all(TEXTS) => Some(As::Text),
        () if all(NUMBERS) => Some(As::Number),
        () if all(&["boolean"]) => Some(As::Boolean),
        () if all(&["date"]) => Some(As::Date),
        () if dates() => Some(As::DateTime),
        () => None,
    }
}

/// The resources at a place, or those that the References there may point at.
pub(super) fn resources_at(place: &ElementPlace) -> Elements {
    let mut found = Elements { alternatives: Vec::new(), bundle_of: place.bundle_of.clone() };
    let mut add = |element: Option<ElementType>| found.alternatives.extend(element.filter(|element| !found.alternatives.contains(element)));
    for shape in place.shapes.iter().flatten() {
        match shape.targets {
            _ if shape.element.is_resource() => add(Some(shape.element)),
            _ if !shape.element.is("Reference") => {}
            [] => add(ElementType::named("Resource")),
            targets => targets.iter().for_each(|target| add(ElementType::named(target))),
        }
    }
    if found.alternatives.is_empty() {
        found.alternatives.extend(ElementType::named("Resource"));
    }
    found
}

/// `a date`, `an age`.
pub(super) fn article(kind: As) -> String {
    let word = kind.word();
    match word {
        "text" => word.to_owned(),
        _ => with_article(word),
    }
}

/// The types' names: `Quantity`, `Quantity or string`.
pub(super) fn names(elements: &Elements) -> String {
    let names: Vec<String> = elements.alternatives.iter().map(|element| element.name()).collect();
    match names.len() {
        0..=4 => names.join(" or "),
        more => format!("{} or one of {} others", names[..3].join(", "), more - 3),
    }
}

/// What can be done with such elements instead.
pub(super) fn advice(elements: &Elements, wanted: As) -> Vec<String> {
    let possible: Vec<String> = ALL
        .iter()
        .filter(|kind| elements.alternatives.iter().any(|element| is_readable(*element, **kind)))
        .map(|kind| format!("`as: {}`", kind.word()))
        .collect();
    let read_so = (!possible.is_empty()).then(|| format!("it can be read with {}", possible.join(", ")));
    let goes_on = elements
        .alternatives
        .iter()
        .find_map(|element| parts(*element, wanted))
        .map(|parts| format!("go on to the part that is meant: {parts}"));
    read_so.into_iter().chain(goes_on).collect()
}

/// ` as in `$.birthDate``: the first element of the type that could be read so.
pub(super) fn example(elements: &Elements, wanted: As) -> String {
    let found = elements.alternatives.iter().find_map(|element| first_part(*element, wanted));
    found.map(|name| format!(", as in `$.{name}`")).unwrap_or_default()
}

fn first_part(element: ElementType, wanted: As) -> Option<String> {
    let housekeeping = ["resourceType", "id", "implicitRules", "language"];
    element
        .child_names()
        .into_iter()
        .filter(|name| !housekeeping.contains(&name.as_str()))
        .find(|name| element.child(name).is_some_and(|child| !child.element.is_list && is_readable(child.element_type, wanted)))
}

/// The parts of an element that can be read so; `None` where it has none.
fn parts(element: ElementType, wanted: As) -> Option<String> {
    let fitting = |name: &String| *name != "id" && element.child(name).is_some_and(|child| is_readable(child.element_type, wanted));
    let names: Vec<String> = element.child_names().into_iter().filter(fitting).take(4).map(|name| format!("`.{name}`")).collect();
    (!names.is_empty() && !element.is_resource()).then(|| names.join(", "))
}

/// Whether a type is one of those named.
fn is_one_of(element: ElementType, names: &[&str]) -> bool {
    element.path().is_empty() && names.contains(&element.definition().name)
}
