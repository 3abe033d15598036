//! Uri parameters (FHIR R4, 3.1.1.4.9): over uri, url and canonical. A match is of the whole, character by character; `:below` and `:above` match from the left.

use super::{error::SearchErrorReason, escape, walk::Value};

/// A URI that is searched for.
pub(super) struct Uri {
    uri: String,
    relation: Relation,
}

/// How the one that is found lies to it.
enum Relation {
    Same,
    /// It begins with the one searched for.
    Below,
    /// The one searched for begins with it.
    Above,
}

pub(super) const MODIFIERS: &[&str] = &["below", "above", "missing"];

const EXPECTED: &str = "a URL: `:below` and `:above` don't apply to URNs";

impl Uri {
    /// `None` if the modifier isn't one of this kind of parameter.
    pub(super) fn parse(value: &str, modifier: Option<&str>) -> Option<Result<Uri, SearchErrorReason>> {
        let relation = match modifier {
            None => Relation::Same,
            Some("below") => Relation::Below,
            Some("above") => Relation::Above,
            Some(_) => return None,
        };
        Some(escape::unescape(value).and_then(|uri| {
            let is_urn = uri.get(..4).is_some_and(|scheme| scheme.eq_ignore_ascii_case("urn:"));
            if is_urn && !matches!(relation, Relation::Same) { Err(SearchErrorReason::bad(EXPECTED)) } else { Ok(Uri { uri, relation }) }
        }))
    }

    pub(super) fn accepts(&self, value: Value<'_>) -> bool {
        let Value::Element(node, _) = value else { return false };
        match self.relation {
            Relation::Same => node.is_text(&self.uri),
            Relation::Below => node.as_text().is_some_and(|found| found.starts_with(&self.uri)),
            Relation::Above => node.as_text().is_some_and(|found| !found.is_empty() && self.uri.starts_with(&*found)),
        }
    }
}
