//! Reference parameters (FHIR R4, 3.1.1.4.12 and 3.1.1.4.13): over Reference, canonical and uri.
//!
//! What is searched for and what is found are compared by where they lead, so that `urn:uuid:…`, a relative and an absolute reference to one resource are one. A
//! reference into its own resource (`#id`) is never found: nothing outside can name what it leads to. A version (`/_history/2`) is passed over.

use super::{context::SearchContext, error::SearchErrorReason, escape, token::Token, walk::Value};
use crate::{
    document::Node,
    record::{Record, ResolvedReference},
    reference::{is_id, without_type},
    search_parameter::{ElementPath, SearchParameter, Step},
    types,
};

/// A reference that is searched for.
pub(super) enum Pointer<'a> {
    /// `id`
    Id(String),
    /// `Type/id`, `https://…/Type/id`, `urn:…` of a resource in the record.
    InRecord(usize),
    /// The same of any other, or a canonical.
    To(String),
    /// The same of a canonical, which has nowhere to lead: the text itself.
    Canonical(String),
    /// `:below` of a canonical: its URL, and what its version begins with.
    CanonicalBelow { url: String, version: String },
    /// `:identifier`
    Identifier(Token<'a>),
}

const EXPECTED: &str = "`id`, `Type/id`, `https://server/Type/id` or `urn:uuid:…`";
const EXPECTED_OF_TYPE: &str = "an id, or `Type/id` of the type in the modifier";

/// The modifiers of a parameter; `[type]` stands for each resource type.
pub(super) fn modifiers(paths: &[ElementPath]) -> Vec<&'static str> {
    let has = |name| paths.iter().any(|path| path.element_type == name);
    [("missing", true), ("identifier", has("Reference")), ("[type]", has("Reference")), ("below", has("canonical"))]
        .into_iter()
        .filter_map(|(name, is_there)| is_there.then_some(name))
        .collect()
}

impl<'a> Pointer<'a> {
    /// `None` if the modifier isn't one of this kind of parameter.
    pub(super) fn parse(
        value: &str,
        modifier: Option<&str>,
        parameter: &'static SearchParameter,
        paths: &[ElementPath],
        context: SearchContext<'a>,
    ) -> Option<Result<Pointer<'a>, SearchErrorReason>> {
        let has_references = paths.iter().any(|path| path.element_type == "Reference");
        Some(match modifier {
            None if has_references => escape::unescape(value).and_then(|value| plain(value, parameter, paths, context.record)),
            None => escape::unescape(value).map(Pointer::Canonical),
            Some("below") if modifiers(paths).contains(&"below") => escape::unescape(value).map(|value| {
                let (url, version) = value.split_once('|').unwrap_or((&value, ""));
                Pointer::CanonicalBelow { url: url.to_owned(), version: version.to_owned() }
            }),
            Some("identifier") if has_references => {
                const IDENTIFIER: &[ElementPath] = &[ElementPath { steps: &[], element_type: "Identifier" }];
                Token::parse(value, None, IDENTIFIER, context)?.map(Pointer::Identifier)
            }
            Some(name) if has_references && types::resource(name).is_some() => {
                escape::unescape(value).and_then(|value| of_type(&value, name, context.record))
            }
            Some(_) => return None,
        })
    }

    fn to(reference: String, record: &Record<'_>) -> Pointer<'a> {
        match record.locate(&reference) {
            Some(ResolvedReference::InRecord(index)) => Pointer::InRecord(index),
            _ => Pointer::To(reference),
        }
    }

    pub(super) fn accepts(&self, value: Value<'_>, record: &Record<'_>) -> bool {
        let Value::Element(node, path) = value else { return false };
        match (self, path.element_type) {
            (Pointer::Identifier(token), "Reference") => {
                node.get("identifier").is_some_and(|identifier| token.accepts_identifier(identifier))
            }
            (Pointer::Id(_) | Pointer::InRecord(_) | Pointer::To(_), "Reference") => {
                node.get("reference").and_then(Node::as_text).is_some_and(|literal| self.leads_there(&literal, record))
            }
            (Pointer::To(text) | Pointer::Canonical(text), "canonical" | "uri") => node.is_text(text),
            (Pointer::CanonicalBelow { url, version }, "canonical" | "uri") => node.as_text().is_some_and(|found| {
                let (found_url, found_version) = found.split_once('|').unwrap_or((&found, ""));
                found_url == url && found_version.starts_with(version.as_str())
            }),
            _ => false,
        }
    }

    fn leads_there(&self, literal: &str, record: &Record<'_>) -> bool {
        let Some(found) = record.locate(literal) else { return false };
        match (self, found) {
            (_, ResolvedReference::Contained(_)) => false,
            (Pointer::InRecord(wanted), found) => found == ResolvedReference::InRecord(*wanted),
            (Pointer::To(wanted), found) => record.locate(wanted) == Some(found),
            (Pointer::Id(wanted), ResolvedReference::InRecord(index)) => {
                record.resource(index).is_some_and(|held| held.id.as_deref() == Some(wanted))
            }
            (Pointer::Id(wanted), ResolvedReference::SameServer { id, .. }) => id == wanted,
            _ => false,
        }
    }
}

/// An id, or a reference.
fn plain<'a>(
    value: String,
    parameter: &SearchParameter,
    paths: &[ElementPath],
    record: &Record<'_>,
) -> Result<Pointer<'a>, SearchErrorReason> {
    if is_id(&value) {
        let holders = parameter.targets.iter().filter(|target| record.index_of(target, &value).is_some()).count();
        let is_narrowed = paths.iter().all(|path| matches!(path.steps.last(), Some(Step::PointsAt(_))));
        return if holders > 1 && !is_narrowed { Err(SearchErrorReason::AmbiguousId) } else { Ok(Pointer::Id(value)) };
    }
    match record.locate(&value) {
        Some(ResolvedReference::SameServer { resource_type, .. } | ResolvedReference::OtherServer { resource_type, .. })
            if types::resource(resource_type).is_none() =>
        {
            Err(SearchErrorReason::UnknownType(resource_type.to_owned()))
        }
        Some(ResolvedReference::Contained(_)) | None if !paths.iter().any(|path| path.element_type == "canonical") => {
            Err(SearchErrorReason::bad(EXPECTED))
        }
        _ => Ok(Pointer::to(value, record)),
    }
}

/// An id of the type that the modifier names. With a reference, it must be of that type.
fn of_type<'a>(value: &str, name: &str, record: &Record<'_>) -> Result<Pointer<'a>, SearchErrorReason> {
    let id = without_type(value, name);
    if is_id(id) { Ok(Pointer::to(format!("{name}/{id}"), record)) } else { Err(SearchErrorReason::bad(EXPECTED_OF_TYPE)) }
}
