//! `codes`: the value set that a resource's main code must be in.
//!
//! Knows value sets and main codes. Must never know the other criteria.

use super::candidates::CandidateTypes;
use crate::{
    extract::main_elements::{MainElements, TypeMainElements},
    frame::Frame,
    scope::{names::Names, queried_codes},
    terminology::{Library, value_set::ValueSet},
    value::{Cause, Missing, Value, slot::Slot, truth::Truth, types::Type},
};
use engine_fhir::Node;
use engine_spelling::closest;
use engine_syntax::{
    catalogue::{no_main_code, unknown_value_set},
    diagnostic::{Diagnostic, Diagnostics},
    source::Text,
};
use std::{collections::BTreeMap, sync::Arc};

/// The value set of a find.
#[derive(Debug)]
pub(super) enum Codes {
    /// Any code meets it.
    Any,
    /// This set.
    Set(Arc<ValueSet>),
    /// The set that a column of a loop's table row names. A call looks it up by that name, since it differs from row to row.
    Named { slot: Slot, sets: BTreeMap<String, Arc<ValueSet>> },
}

/// The value set of one call.
pub(super) enum Wanted<'f> {
    Any,
    Set(&'f ValueSet),
    /// The row doesn't name a set.
    Missing(Missing),
}

impl Codes {
    /// Compiles `codes`; `None` after a mistake.
    pub(super) fn compile(
        written: Option<&Text>,
        main_elements: &MainElements,
        candidate_types: &CandidateTypes,
        names: &dyn Names,
        library: &Library,
        diagnostics: &mut Diagnostics,
    ) -> Option<Codes> {
        let Some(text) = written else { return Some(Codes::Any) };
        if !main_elements.has_code() {
            let message = format!("`codes` goes by a main code, and {} has none", candidate_types.type_names());
            diagnostics
                .push(Diagnostic::new(&no_main_code::CHECK, text.span(), message).help("narrow it with `path` and a filter instead"));
            return None;
        }
        if let Some(set) = library.value_sets.get(text.as_str()) {
            queried_codes::check(text, set, &candidate_types.queried_codes, diagnostics);
            return Some(Codes::Set(set.clone()));
        }
        let column =
            names.resolve(text.as_str()).filter(|name| text.as_str().contains('.') && matches!(name.typed.kind, Type::Text | Type::Any));
        match column {
            Some(name) => Some(Codes::Named { slot: name.slot, sets: library.value_sets.clone() }),
            None => {
                diagnostics.push(unknown(text, library));
                None
            }
        }
    }

    /// The set to look for in this call.
    pub(super) fn wanted(&self, frame: &Frame<'_>) -> Wanted<'_> {
        match self {
            Codes::Any => Wanted::Any,
            Codes::Set(set) => Wanted::Set(set),
            Codes::Named { slot, sets } => match frame.get(*slot) {
                Value::Text(name) => sets.get(&*name).map_or(Wanted::Missing(Missing::unknown(Cause::Unreadable)), |set| Wanted::Set(set)),
                Value::Missing(missing) => Wanted::Missing(missing.as_operand()),
                _ => Wanted::Missing(Missing::unknown(Cause::Unreadable)),
            },
        }
    }
}

impl Wanted<'_> {
    /// Whether the main code of a resource is one of these. A resource of a type without main codes surely has none of them.
    pub(super) fn has<'d>(&self, resource: Node<'d>, known: Option<&TypeMainElements>, frame: &Frame<'d>) -> Truth {
        let set = match self {
            Wanted::Any => return Truth::True,
            Wanted::Missing(missing) => return Truth::from(*missing),
            Wanted::Set(set) => set,
        };
        let mut answer = None;
        let has_code = known.is_some_and(|known| {
            known.each_code(resource, frame.data, &mut |code| {
                let is_wanted = Truth::from(code.and_then(|concept| set.has_concept(concept).ok_or(Missing::unknown(Cause::Unreadable))));
                answer = Some(answer.map_or(is_wanted, |answer: Truth| answer.or(is_wanted)));
            })
        });
        // A resource that says no code may have any.
        if has_code { answer.unwrap_or(Truth::from(Missing::ABSENT)) } else { Truth::False }
    }
}

fn unknown(text: &Text, library: &Library) -> Diagnostic {
    let diagnostic = Diagnostic::new(&unknown_value_set::CHECK, text.span(), format!("there is no value set `{}`", text.as_str()));
    match closest(text.as_str(), library.value_sets.keys().map(String::as_str)) {
        Some(meant) => diagnostic.did_you_mean(meant),
        None => diagnostic.help(format!("make it: `valuesets/{}.yaml`, or `valueSets` in this rule", text.as_str())),
    }
}
