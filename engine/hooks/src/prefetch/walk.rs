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

/// What a path leads to.
enum PathTarget<'d> {
    /// A place, and the resource it lies in, whose `contained` its `#` references mean.
    Place { node: Node<'d>, owner: Option<Node<'d>> },
    /// A resource known by its reference `Type/id` alone.
    Named(Cow<'d, str>),
    /// Text that stands nowhere by itself: the id of a resource known by its name.
    Id(Cow<'d, str>),
}

/// The values that the path leads to, from `root`.
pub(super) fn values<'d>(path: &ElementPath, root: Node<'d>, finder: &mut Finder<'_, 'd>) -> Vec<Cow<'d, str>> {
    let mut targets = Vec::new();
    push(root, None, &mut targets);
    for step in &path.steps {
        targets = targets.into_iter().fold(Vec::new(), |mut next, target| {
            take(target, &step.kind, finder, &mut next);
            next
        });
    }
    targets.into_iter().filter_map(PathTarget::into_text).collect()
}

/// Takes one step from what the path has led to so far.
fn take<'d>(target: PathTarget<'d>, step: &StepKind, finder: &mut Finder<'_, 'd>, next: &mut Vec<PathTarget<'d>>) {
    match (step, target) {
        (StepKind::Element { name, choices }, PathTarget::Place { node, owner }) => enter(node, owner, name, choices, next),
        (StepKind::Element { name, choices }, PathTarget::Named(reference)) => enter_named(reference, name, choices, finder, next),
        (StepKind::OfType(wanted), target) => next.extend(target.is_of_type(wanted).then_some(target)),
        (StepKind::Resolve, PathTarget::Place { node, owner }) => follow(node, owner, finder, next),
        (_, PathTarget::Id(_)) | (StepKind::Resolve, PathTarget::Named(_)) => {}
    }
}

/// Goes to the element `name`, by whichever spelling is there.
fn enter<'d>(node: Node<'d>, owner: Option<Node<'d>>, name: &str, choices: &[String], next: &mut Vec<PathTarget<'d>>) {
    let child = node.get(name).or_else(|| choices.iter().find_map(|spelling| node.get(spelling)));
    let owner = match node.resource_type() {
        Some(_) if name != "contained" => Some(node),
        _ => owner,
    };
    if let Some(child) = child {
        push(child, owner, next);
    }
}

fn enter_named<'d>(reference: Cow<'d, str>, name: &str, choices: &[String], finder: &mut Finder<'_, 'd>, next: &mut Vec<PathTarget<'d>>) {
    if name == "id" {
        next.extend(reference.split_once('/').map(|(_, id)| PathTarget::Id(Cow::Owned(id.to_owned()))));
    } else if let Some(node) = finder.find(&reference) {
        enter(node, None, name, choices, next);
    }
}

/// Follows a Reference, or text that is one (as in `context.selections`).
fn follow<'d>(node: Node<'d>, owner: Option<Node<'d>>, finder: &mut Finder<'_, 'd>, next: &mut Vec<PathTarget<'d>>) {
    let Some(text) = node.as_text().or_else(|| node.get("reference")?.as_text()) else { return };
    match Reference::parse(&text) {
        Some(Reference::Relative { resource_type, id }) => next.push(PathTarget::Named(Cow::Owned(format!("{resource_type}/{id}")))),
        Some(Reference::Contained { id }) => {
            next.extend(owner.and_then(|owner| contained(owner, id)).map(|node| PathTarget::Place { node, owner }))
        }
        Some(Reference::Absolute { .. } | Reference::Urn(_)) => {
            next.extend(finder.find(&text).map(|node| PathTarget::Place { node, owner: None }))
        }
        Some(Reference::Bare(_)) | None => {}
    }
}

/// An array's elements one by one, anything else as it is.
fn push<'d>(node: Node<'d>, owner: Option<Node<'d>>, targets: &mut Vec<PathTarget<'d>>) {
    match node.kind() {
        engine_fhir::Kind::Array => targets.extend(node.elements().map(|node| PathTarget::Place { node, owner })),
        _ => targets.push(PathTarget::Place { node, owner }),
    }
}

impl<'d> PathTarget<'d> {
    fn is_of_type(&self, wanted: &TypeDefinition) -> bool {
        match self {
            PathTarget::Place { node, .. } => node.get("resourceType").is_some_and(|found| found.is_text(wanted.name)),
            PathTarget::Named(reference) => reference.split_once('/').is_some_and(|(found, _)| found == wanted.name),
            PathTarget::Id(_) => false,
        }
    }

    fn into_text(self) -> Option<Cow<'d, str>> {
        match self {
            PathTarget::Place { node, .. } => text(node),
            PathTarget::Named(text) | PathTarget::Id(text) => Some(text),
        }
    }
}

/// A primitive's text, or a Reference's `reference`; `None` if that is empty.
pub(super) fn text(node: Node<'_>) -> Option<Cow<'_, str>> {
    let found = match node.as_boolean() {
        Some(true) => Some(Cow::Borrowed("true")),
        Some(false) => Some(Cow::Borrowed("false")),
        None => node.as_text().or_else(|| node.as_number().map(Cow::Borrowed)).or_else(|| node.get("reference")?.as_text()),
    };
    found.filter(|text| !text.is_empty())
}
