//! Walks an element path from its root to the places it leads to.
//!
//! A reference followed by `resolve()` stays a name, `Type/id`, for as long as only its type and id are asked for: then
//! nothing must be at hand, and nothing is read.

use super::{
    resolve::Finder,
    token::{ElementPath, StepKind},
};
use engine_fhir::{
    Node,
    reference::{Reference, contained},
    types::TypeDefinition,
};
use std::borrow::Cow;

/// Where a path may lead.
enum Spot<'d> {
    /// A place, and the resource it lies in, whose `contained` its `#` references mean.
    Place { node: Node<'d>, owner: Option<Node<'d>> },
    /// A resource known by its reference `Type/id` alone.
    Named(Cow<'d, str>),
    /// Text that stands nowhere by itself: the id of a resource known by its name.
    Id(Cow<'d, str>),
}

/// The values that the path leads to, from `root`.
pub(super) fn values<'d>(path: &ElementPath, root: Node<'d>, finder: &mut Finder<'_, 'd>) -> Vec<Cow<'d, str>> {
    let mut spots = Vec::new();
    push(root, None, &mut spots);
    for step in &path.steps {
        spots = spots.into_iter().fold(Vec::new(), |mut next, spot| {
            take(spot, &step.kind, finder, &mut next);
            next
        });
    }
    spots.into_iter().filter_map(Spot::into_text).collect()
}

/// Takes one step from a spot.
fn take<'d>(spot: Spot<'d>, step: &StepKind, finder: &mut Finder<'_, 'd>, next: &mut Vec<Spot<'d>>) {
    match (step, spot) {
        (StepKind::Element { name, choices }, Spot::Place { node, owner }) => enter(node, owner, name, choices, next),
        (StepKind::Element { name, choices }, Spot::Named(reference)) => enter_named(reference, name, choices, finder, next),
        (StepKind::OfType(wanted), spot) => next.extend(spot.is_of_type(wanted).then_some(spot)),
        (StepKind::Resolve, Spot::Place { node, owner }) => follow(node, owner, finder, next),
        (_, Spot::Id(_)) | (StepKind::Resolve, Spot::Named(_)) => {}
    }
}

/// Goes to the element `name`, by whichever spelling is there.
fn enter<'d>(node: Node<'d>, owner: Option<Node<'d>>, name: &str, choices: &[String], next: &mut Vec<Spot<'d>>) {
    let child = node.get(name).or_else(|| choices.iter().find_map(|spelling| node.get(spelling)));
    let owner = match node.resource_type() {
        Some(_) if name != "contained" => Some(node),
        _ => owner,
    };
    if let Some(child) = child {
        push(child, owner, next);
    }
}

fn enter_named<'d>(reference: Cow<'d, str>, name: &str, choices: &[String], finder: &mut Finder<'_, 'd>, next: &mut Vec<Spot<'d>>) {
    if name == "id" {
        next.extend(reference.split_once('/').map(|(_, id)| Spot::Id(Cow::Owned(id.to_owned()))));
    } else if let Some(node) = finder.find(&reference) {
        enter(node, None, name, choices, next);
    }
}

/// Follows a Reference, or text that is one (as in `context.selections`).
fn follow<'d>(node: Node<'d>, owner: Option<Node<'d>>, finder: &mut Finder<'_, 'd>, next: &mut Vec<Spot<'d>>) {
    let Some(text) = node.as_text().or_else(|| node.get("reference")?.as_text()) else { return };
    match Reference::parse(&text) {
        Some(Reference::Relative { resource_type, id }) => next.push(Spot::Named(Cow::Owned(format!("{resource_type}/{id}")))),
        Some(Reference::Contained { id }) => {
            next.extend(owner.and_then(|owner| contained(owner, id)).map(|node| Spot::Place { node, owner }))
        }
        Some(Reference::Absolute { .. } | Reference::Urn(_)) => {
            next.extend(finder.find(&text).map(|node| Spot::Place { node, owner: None }))
        }
        Some(Reference::Bare(_)) | None => {}
    }
}

/// An array's elements one by one, anything else as it is.
fn push<'d>(node: Node<'d>, owner: Option<Node<'d>>, spots: &mut Vec<Spot<'d>>) {
    match node.kind() {
        engine_fhir::Kind::Array => spots.extend(node.elements().map(|node| Spot::Place { node, owner })),
        _ => spots.push(Spot::Place { node, owner }),
    }
}

impl<'d> Spot<'d> {
    fn is_of_type(&self, wanted: &TypeDefinition) -> bool {
        match self {
            Spot::Place { node, .. } => node.get("resourceType").is_some_and(|found| found.is_text(wanted.name)),
            Spot::Named(reference) => reference.split_once('/').is_some_and(|(found, _)| found == wanted.name),
            Spot::Id(_) => false,
        }
    }

    fn into_text(self) -> Option<Cow<'d, str>> {
        match self {
            Spot::Place { node, .. } => text(node),
            Spot::Named(text) | Spot::Id(text) => Some(text),
        }
    }
}

/// A primitive's text, or a Reference's `reference`; empty text is none.
pub(super) fn text(node: Node<'_>) -> Option<Cow<'_, str>> {
    let found = match node.as_boolean() {
        Some(true) => Some(Cow::Borrowed("true")),
        Some(false) => Some(Cow::Borrowed("false")),
        None => node.as_text().or_else(|| node.as_number().map(Cow::Borrowed)).or_else(|| node.get("reference")?.as_text()),
    };
    found.filter(|text| !text.is_empty())
}
