//! Slots: the values of a query, ready to be filled. What can be known of a token's place before any call is worked out here, once per template.

use super::token::{TemplatePart, Token};
use engine_fhir::{
    query::{Parameter, Query, Search, escape::escape},
    reference::{Reference, is_id},
    search_parameter::{self, ParameterKind},
    types,
};

/// A value that is filled at each call: pieces of text, and tokens.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    pub(super) pieces: Vec<Piece>,
}

#[derive(Clone, Debug)]
pub(super) enum Piece {
    Text(String),
    Token { token: Token, place: TokenPlace },
}

/// What may stand where a token stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenPlace {
    /// An id of this type: in a read, in `_id`, after `Type/`, or in a parameter that points at one type alone.
    Id(&'static str),
    /// A reference, in a parameter that may point at these types. Its type stays, since the id alone would be ambiguous.
    Reference(&'static [&'static str]),
    /// Anything.
    Free,
}

/// Why a token's value can't stand in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unplaceable {
    /// It names a resource that can't be meant here, since it is of another type or not on the server. It is left out.
    Elsewhere,
    /// It doesn't fit the grammar of ids or references. The request is refused.
    Malformed,
}

impl TokenPlace {
    /// The value as the query has it.
    pub(super) fn enter(self, value: &str) -> Result<String, Unplaceable> {
        match self {
            // Escaped, it stays one value.
            TokenPlace::Free => Ok(escape(value)),
            TokenPlace::Id(resource_type) => enter_id(value, resource_type),
            TokenPlace::Reference(targets) => enter_reference(value, targets),
        }
    }

    /// What fits, for messages.
    pub(super) fn expected(self) -> String {
        const ID: &str = "a FHIR id: letters, digits, `-` and `.`, at most 64";
        match self {
            TokenPlace::Id(resource_type) => format!("{ID}, with or without `{resource_type}/` before it"),
            TokenPlace::Reference(_) => format!("a reference as `Type/id`, or {ID}"),
            TokenPlace::Free => "a value".to_owned(),
        }
    }
}

fn enter_id(value: &str, resource_type: &str) -> Result<String, Unplaceable> {
    match relative(value)? {
        (None, id) => Ok(id.to_owned()),
        (Some(found), id) if found == resource_type => Ok(id.to_owned()),
        _ => Err(Unplaceable::Elsewhere),
    }
}

fn enter_reference(value: &str, targets: &[&str]) -> Result<String, Unplaceable> {
    match relative(value)? {
        (None, id) => Ok(id.to_owned()),
        (Some(found), id) if targets.contains(&found) || targets.contains(&"Resource") => Ok(format!("{found}/{id}")),
        _ => Err(Unplaceable::Elsewhere),
    }
}

/// The type, if there is one, and the id of a reference on the client's own server.
fn relative(value: &str) -> Result<(Option<&str>, &str), Unplaceable> {
    match Reference::parse(value) {
        Some(Reference::Relative { resource_type, id }) if is_id(id) => Ok((Some(resource_type), id)),
        Some(Reference::Bare(id)) if is_id(id) => Ok((None, id)),
        Some(Reference::Contained { .. } | Reference::Urn(_)) => Err(Unplaceable::Elsewhere),
        _ => Err(Unplaceable::Malformed),
    }
}

/// The query with each token's place settled.
pub(super) fn of_query(query: &Query<Vec<TemplatePart>>) -> Query<Slot> {
    match query {
        Query::Read { resource_type, id } => Query::Read { resource_type, id: of_parts(id, TokenPlace::Id(resource_type.name)) },
        Query::Search(search) => {
            let parameters = search.parameters.iter().map(|parameter| of_parameter(search.resource_type.name, parameter));
            Query::Search(Search { resource_type: search.resource_type, parameters: parameters.collect() })
        }
    }
}

fn of_parameter(resource_type: &'static str, parameter: &Parameter<Vec<TemplatePart>>) -> Parameter<Slot> {
    let place = place_alone(resource_type, parameter);
    parameter.with_values(parameter.values.iter().map(|parts| of_parts(parts, place)).collect())
}

/// What may stand where a token is the whole value.
fn place_alone(resource_type: &'static str, parameter: &Parameter<Vec<TemplatePart>>) -> TokenPlace {
    let definition = search_parameter::find(resource_type, &parameter.name);
    let as_type = parameter.modifier.as_deref().and_then(types::resource);
    match (definition, as_type, &parameter.modifier) {
        (Some(found), None, None) if found.name == "_id" => TokenPlace::Id(resource_type),
        (Some(found), Some(target), _) if found.kind == ParameterKind::Reference => TokenPlace::Id(target.name),
        (Some(found), None, None) if found.kind == ParameterKind::Reference => match found.targets {
            &[only] if only != "Resource" => TokenPlace::Id(only),
            targets => TokenPlace::Reference(targets),
        },
        _ => TokenPlace::Free,
    }
}

fn of_parts(parts: &[TemplatePart], alone: TokenPlace) -> Slot {
    let place = |index: usize| match index.checked_sub(1).map(|before| &parts[before]) {
        Some(TemplatePart::Literal(before)) => type_before(before).map_or(TokenPlace::Free, TokenPlace::Id),
        None if parts.len() == 1 => alone,
        _ => TokenPlace::Free,
    };
    let pieces = parts.iter().enumerate().map(|(index, part)| match part {
        TemplatePart::Literal(text) => Piece::Text(text.clone()),
        TemplatePart::Token(token) => Piece::Token { token: token.clone(), place: place(index) },
    });
    Slot { pieces: pieces.collect() }
}

/// `Patient` of text that ends in `Patient/`.
fn type_before(text: &str) -> Option<&'static str> {
    let name = text.strip_suffix('/')?;
    let name = name.rsplit(|character: char| !character.is_ascii_alphanumeric()).next()?;
    types::resource(name).map(|found| found.name)
}
