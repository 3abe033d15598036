//! The source of an extraction: what `from` and `find` name.
//!
//! Knows names, and what a call holds under each. Must never know what is extracted from it.

use super::path::element_place::ElementPlace;
use crate::{
    frame::{Frame, data::EntryData},
    scope::names::{Name, NameSort, Names},
    value::{
        Cause, Missing, Value,
        slot::Slot,
        types::{Elements, Presence, Type},
    },
};
use engine_fhir::{Node, types::ElementType};
use engine_spelling::closest;
use engine_syntax::{
    catalogue::{from_needs_json, unknown_name},
    diagnostic::{Diagnostic, Diagnostics},
    source::Text,
};

/// What `from` names, ready to be read.
#[derive(Debug)]
pub(crate) struct ExtractionSource {
    kind: SourceKind,
    slot: Slot,
}

#[derive(Debug)]
enum SourceKind {
    /// An entry as it came, which is a Bundle where it is a search.
    Entry(usize),
    Context,
    Request,
    /// A field of the context as it came.
    ContextField(Box<str>),
    /// What the slot holds.
    Value,
}

/// What is known of a source before any call.
#[derive(Debug)]
pub(crate) struct Start {
    /// The JSON that a path starts at.
    pub(crate) place: ElementPlace,
    /// Whether a path starts at each element of a list.
    pub(crate) is_list: bool,
    /// Whether the source is always there.
    pub(crate) presence: Presence,
}

/// Finds a name; one that there isn't is reported.
pub(crate) fn find_name(text: &Text, names: &dyn Names, diagnostics: &mut Diagnostics) -> Option<Name> {
    let found = names.resolve(text.as_str());
    if found.is_none() && names.are_complete() {
        let mut diagnostic = Diagnostic::new(&unknown_name::CHECK, text.span(), format!("there is no `{}` here", text.as_str()));
        let all = names.all();
        if let Some(reason) = names.why_not(text.as_str()) {
            diagnostic = diagnostic.help(reason);
        } else if let Some(meant) = closest(text.as_str(), all.iter().map(String::as_str)) {
            diagnostic = diagnostic.did_you_mean(meant);
        }
        diagnostics.push(diagnostic);
    }
    found
}

/// The field of `context` that a name stands for.
fn context_field(text: &str) -> Option<&str> {
    text.strip_prefix("context.")
}

impl ExtractionSource {
    /// Compiles `from`.
    pub(crate) fn compile(text: &Text, names: &dyn Names, diagnostics: &mut Diagnostics) -> Option<(ExtractionSource, Start)> {
        let name = find_name(text, names, diagnostics)?;
        let kind = match (name.sort, context_field(text.as_str())) {
            (NameSort::Entry(index), _) => SourceKind::Entry(index as usize),
            (NameSort::Context, _) => SourceKind::Context,
            (NameSort::Request, _) => SourceKind::Request,
            (NameSort::Value, Some(field)) => SourceKind::ContextField(field.into()),
            (NameSort::Value, None) => SourceKind::Value,
        };
        let Some((place, is_list)) = kind.start(&name.typed.kind) else {
            let message = format!("`{}` is a {} and has no parts", text.as_str(), name.typed.kind);
            diagnostics.push(Diagnostic::new(&from_needs_json::CHECK, text.span(), message).help("use it as it is in an expression"));
            return None;
        };
        Some((ExtractionSource { kind, slot: name.slot }, Start { place, is_list, presence: name.typed.presence }))
    }

    /// Reads what it holds in a call: JSON, a list, or nothing.
    pub(crate) fn read<'d>(&self, frame: &Frame<'d>) -> Value<'d> {
        match &self.kind {
            SourceKind::Entry(index) => match frame.data.entries.get(*index) {
                Some(EntryData::Available(node)) => Value::Json(*node),
                Some(EntryData::Empty) => self.missing(Missing::ABSENT),
                Some(EntryData::Unavailable) | None => self.missing(Missing::unknown(Cause::Unavailable)),
            },
            SourceKind::Context => self.node(frame.data.context),
            SourceKind::Request => self.node(frame.data.request),
            SourceKind::ContextField(field) => self.node(frame.data.context.and_then(|context| context.get(field))),
            SourceKind::Value => frame.get(self.slot),
        }
    }

    fn node<'d>(&self, node: Option<Node<'d>>) -> Value<'d> {
        node.filter(|node| !node.is_null()).map_or(self.missing(Missing::ABSENT), Value::Json)
    }

    fn missing<'d>(&self, missing: Missing) -> Value<'d> {
        Value::Missing(Missing { origin: Some(self.slot), ..missing })
    }
}

impl SourceKind {
    /// The place that a path starts at, and whether it does so for each element of a list; `None` for what isn't JSON.
    fn start(&self, kind: &Type) -> Option<(ElementPlace, bool)> {
        match (self, kind) {
            (SourceKind::Context | SourceKind::Request, _) | (_, Type::Any) => Some((ElementPlace::untyped(), false)),
            (SourceKind::Entry(_) | SourceKind::ContextField(_), Type::List(of)) => match &**of {
                Type::Element(elements) if !elements.bundle_of.is_empty() => Some((bundle(elements)?, false)),
                Type::Element(elements) => Some((ElementPlace::of(elements), true)),
                _ => Some((ElementPlace::untyped(), true)),
            },
            (_, Type::Element(elements)) => Some((ElementPlace::of(elements), false)),
            (_, Type::List(of)) => match &**of {
                Type::Element(elements) => Some((ElementPlace::of(elements), true)),
                Type::Any => Some((ElementPlace::untyped(), true)),
                _ => None,
            },
            _ => None,
        }
    }
}

/// The Bundle that a list of resources came in.
fn bundle(elements: &Elements) -> Option<ElementPlace> {
    let bundle = Elements { alternatives: vec![ElementType::named("Bundle")?], bundle_of: elements.bundle_of.clone() };
    Some(ElementPlace::of(&bundle))
}
