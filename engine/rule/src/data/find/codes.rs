//! `codes`: the value set that a resource's main code must be in, and whether the query asks for all of it.

use super::super::{
    clinical::{Clinical, MainCode},
    path::place::Place,
};
use crate::{
    check::catalogue::{codes_beyond_query, no_main_code, unknown_value_set},
    codes::{Library, value_set::ValueSet},
    diagnostic::{Diagnostic, Diagnostics, closest},
    expression::Names,
    frame::{Frame, Slot},
    source::{Span, Text},
    types::Type,
    value::{Cause, Missing, Value},
};
use engine_fhir::Node;
use std::{collections::BTreeMap, sync::Arc};

/// The value set of a find.
#[derive(Debug)]
pub(super) enum Codes {
    /// Any code will do.
    Any,
    /// The set.
    Set(Arc<ValueSet>),
    /// The set that a column of a loop's table row names. The one look-up by name that a call makes: which set it is differs from row to row.
    Named { slot: Slot, sets: BTreeMap<String, Arc<ValueSet>> },
}

/// The value set of one call.
pub(super) enum Wanted<'f> {
    Any,
    Set(&'f ValueSet),
    /// The row names none.
    Missing(Missing),
}

impl Codes {
    /// Compiles `codes`; `None` after a mistake.
    pub(super) fn compile(
        written: Option<&Text>,
        clinical: &Clinical,
        place: &Place,
        names: &dyn Names,
        library: &Library,
        diagnostics: &mut Diagnostics,
    ) -> Option<Codes> {
        let Some(text) = written else { return Some(Codes::Any) };
        if !clinical.has_code() {
            let types = place.elements().map(|elements| Type::Element(elements).to_string()).unwrap_or_default();
            let message = format!("`codes` goes by a main code, and {types} has none");
            diagnostics
                .push(Diagnostic::new(&no_main_code::CHECK, text.span(), message).help("narrow it with `path` and a filter instead"));
            return None;
        }
        if let Some(set) = library.value_sets.get(text.as_str()) {
            return Some(Codes::Set(set.clone()));
        }
        let column =
            names.find(text.as_str()).filter(|name| text.as_str().contains('.') && matches!(name.typed.kind, Type::Text | Type::Any));
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
    /// Whether the main code of a resource is one of these. Of a type without main codes it surely isn't.
    pub(super) fn has<'d>(&self, resource: Node<'d>, clinical: &Clinical, frame: &Frame<'d>) -> Result<bool, Missing> {
        let set = match self {
            Wanted::Any => return Ok(true),
            Wanted::Missing(missing) => return Err(*missing),
            Wanted::Set(set) => set,
        };
        match clinical.code(resource, frame.data) {
            MainCode::NotOfType => Ok(false),
            MainCode::Missing(missing) => Err(missing),
            MainCode::Found(concepts) => {
                let mut answer = Ok(false);
                for concept in concepts {
                    match set.has_concept(concept) {
                        Some(true) => return Ok(true),
                        Some(false) => {}
                        None => answer = Err(Missing::unknown(Cause::Unreadable)),
                    }
                }
                answer
            }
        }
    }
}

fn unknown(text: &Text, library: &Library) -> Diagnostic {
    let diagnostic = Diagnostic::new(&unknown_value_set::CHECK, text.span(), format!("there is no value set `{}`", text.as_str()));
    match closest(text.as_str(), library.value_sets.keys().map(String::as_str)) {
        Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")).fix(text.span(), meant),
        None => diagnostic.help(format!("make it: `valuesets/{}.yaml`, or `valueSets` in this rule", text.as_str())),
    }
}

/// Reports the codes that a find looks for and its query doesn't ask for. `asked` are the tokens (`system|code`) of the query's `code` parameter,
/// where all of them are known; `query` is where they stand.
pub fn check_query(codes: &Text, asked: &[String], query: Span, library: &Library, diagnostics: &mut Diagnostics) {
    let Some(set) = library.value_sets.get(codes.as_str()) else { return };
    let beyond: Vec<String> = set.tokens().into_iter().filter(|token| !asked.contains(token)).collect();
    if let Some(first) = beyond.first() {
        let others = if beyond.len() > 1 { format!(" and {} more", beyond.len() - 1) } else { String::new() };
        let message = format!("the query doesn't ask for `{first}`{others} of `{}`", codes.as_str());
        let help = format!("ask for the same value set: `code={{{{codes.{}}}}}`", codes.as_str());
        let diagnostic = Diagnostic::new(&codes_beyond_query::CHECK, codes.span(), message);
        diagnostics.push(diagnostic.related(query, "this is what is asked for").help(help));
    }
}
