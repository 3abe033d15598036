//! Whether a find looks for codes that its query doesn't ask for: they never come, and would read as 'none'.

use crate::terminology::value_set::ValueSet;
use engine_fhir::query::{Parameter, Query};
use engine_syntax::{
    catalogue::codes_beyond_query,
    diagnostic::{Diagnostic, Diagnostics},
    source::{Span, Text},
};

/// The main codes that a search's query asks for.
#[derive(Clone, Debug)]
pub struct QueriedCodes {
    tokens: Vec<String>,
    span: Span,
}

impl QueriedCodes {
    /// Finds the codes of a query and of the text it was written as; `None` if it isn't narrowed to codes that are all known.
    pub fn of(query: &Query<Option<String>>, written: &Text) -> Option<QueriedCodes> {
        let Query::Search(search) = query else { return None };
        let name = search_parameter(search.resource_type)?;
        let mut by_code = search.parameters.iter().filter(|parameter| parameter.name == name);
        let (only, None) = (by_code.next()?, by_code.next()) else { return None };
        Some(QueriedCodes { tokens: tokens(only)?, span: written.span_of(only.span.0..only.span.1) })
    }

    /// Whether all of them are in a value set, so that looking for the set leaves nothing out.
    pub(crate) fn are_within(&self, set: &ValueSet) -> bool {
        let tokens = set.tokens();
        self.tokens.iter().all(|queried| tokens.contains(queried))
    }

    /// Whether they ask for a token of a value set: by system and code, by the code in any system, or by all codes of the system.
    fn ask_for(&self, token: &str) -> bool {
        let (system, code) = token.split_once('|').unwrap_or(("", token));
        self.tokens.iter().any(|queried| match queried.split_once('|') {
            Some((queried, "")) => queried == system,
            Some(_) => queried == token,
            None => queried == code,
        })
    }
}

/// The search parameter of a type's main code, where it has one.
pub(crate) fn search_parameter(definition: &engine_fhir::types::TypeDefinition) -> Option<&'static str> {
    match engine_fhir::main_element::find(definition.name)?.code? {
        "code" | "code[x]" | "medication[x]" => Some("code"),
        "vaccineCode" => Some("vaccine-code"),
        "type" => Some("type"),
        _ => None,
    }
}

fn tokens(parameter: &Parameter<Option<String>>) -> Option<Vec<String>> {
    if parameter.modifier.is_some() {
        return None;
    }
    let split = |value: &Option<String>| value.as_ref().map(|value| value.split(',').map(str::to_owned).collect::<Vec<_>>());
    Some(parameter.values.iter().map(split).collect::<Option<Vec<_>>>()?.concat())
}

/// Reports the codes of `set` that none of the queries asks for. Where one of them isn't narrowed to codes, all may come.
pub(crate) fn check(codes: &Text, set: &ValueSet, queries: &[Option<QueriedCodes>], diagnostics: &mut Diagnostics) {
    let Some(queries) = queries.iter().map(Option::as_ref).collect::<Option<Vec<&QueriedCodes>>>() else { return };
    let Some(query) = queries.first() else { return };
    let beyond: Vec<String> = set.tokens().into_iter().filter(|token| !queries.iter().any(|queried| queried.ask_for(token))).collect();
    let Some(first) = beyond.first() else { return };
    let others = if beyond.len() > 1 { format!(" and {} more", beyond.len() - 1) } else { String::new() };
    let message = format!("the query doesn't ask for `{first}`{others} of `{}`", codes.as_str());
    let help = format!("ask for the same value set: `{{{{codes.{}}}}}`", codes.as_str());
    let diagnostic = Diagnostic::new(&codes_beyond_query::CHECK, codes.span(), message);
    diagnostics.push(diagnostic.related(query.span, "this is what is asked for").help(help));
}
