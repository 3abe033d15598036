//! Conditional references, `Type?identifier=system|value`: in a transaction they stand for the one resource that the search finds, and a server that loads it
//! writes that one's reference in their place (FHIR R4, RESTful API, transactions: conditional references).
//!
//! Knows identifiers alone, as that is what exporters write. A reference by anything else, or that several resources fit, leads nowhere.

use super::Record;
use crate::{
    document::Node,
    query::{Query, Search},
};

impl Record<'_> {
    /// The index of the resource that a conditional reference leads to.
    pub(super) fn conditional(&self, reference: &str) -> Option<usize> {
        if !reference.contains("?identifier=") {
            return None;
        }
        let Ok(Query::Search(Search { resource_type, parameters })) = Query::parse(reference) else { return None };
        let [parameter] = parameters.as_slice() else { return None };
        let ([value], None) = (parameter.values.as_slice(), &parameter.modifier) else { return None };
        let (system, value) = value.split_once('|').map_or((None, value.as_str()), |(system, value)| (Some(system), value));
        let all = self.indices(resource_type.name).iter().copied();
        let mut fits = all.filter(|index| self.resource(*index).is_some_and(|held| has_identifier(held.node, system, value)));
        let first = fits.next()?;
        fits.next().is_none().then_some(first)
    }
}

/// `system` is `None` if any system will do, and empty if there must not be one.
fn has_identifier(resource: Node<'_>, system: Option<&str>, value: &str) -> bool {
    let mut identifiers = resource.get("identifier").into_iter().flat_map(Node::elements);
    identifiers.any(|identifier| {
        let [own_system, own_value] = identifier.get_each(["system", "value"]);
        let is_of_system = match system {
            None => true,
            Some("") => own_system.is_none(),
            Some(system) => own_system.is_some_and(|own| own.is_text(system)),
        };
        is_of_system && own_value.is_some_and(|own| own.is_text(value))
    })
}
