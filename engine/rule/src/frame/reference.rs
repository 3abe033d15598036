//! Following references within the data at hand: what contains them, the same Bundle, other entries, the context.
//!
//! A reference that leads nowhere there is unknown, never absent: the record may well hold what it points at.

use super::{
    bundle,
    data::{Data, EntryData},
};
use crate::value::{Cause, Missing};
use engine_fhir::{
    Kind, Node,
    reference::{Reference, contained},
};
use std::{borrow::Cow, collections::HashMap};

type ByText<'d, T> = HashMap<Cow<'d, str>, T>;

/// Where a call's resources are.
#[derive(Debug, Default)]
pub(crate) struct Index<'d> {
    /// Whole entries and context fields: what "the same Bundle" means.
    holders: Vec<Node<'d>>,
    resources: Vec<Node<'d>>,
    by_url: ByText<'d, Node<'d>>,
    by_type: ByText<'d, ByText<'d, Vec<Node<'d>>>>,
}

impl<'d> Data<'d> {
    /// The resource that a Reference points at.
    pub(crate) fn follow(&self, reference: Node<'d>) -> Result<Node<'d>, Missing> {
        const NOWHERE: Missing = Missing::unknown(Cause::Reference);
        let text = reference.get("reference").and_then(Node::as_text).ok_or(NOWHERE)?;
        let index = self.index.get_or_init(|| Index::of(self));
        let found = match Reference::parse(&text).ok_or(NOWHERE)? {
            Reference::Contained { id } => index.contained(reference, id),
            Reference::Relative { resource_type, id } => index.by_id(reference, resource_type, id),
            Reference::Absolute { base, resource_type, id } => match index.by_url.get(&text) {
                Some(found) => Some(*found),
                None if self.is_own_server(base) => index.by_id(reference, resource_type, id),
                None => None,
            },
            Reference::Urn(urn) => index.by_url.get(urn).copied(),
            Reference::Bare(_) => None,
        };
        found.ok_or(NOWHERE)
    }

    /// Whether `base` is the FHIR server that the request names.
    fn is_own_server(&self, base: &str) -> bool {
        let server = self.request.and_then(|request| request.get("fhirServer")).and_then(Node::as_text);
        server.is_some_and(|server| server.trim_end_matches('/') == base)
    }
}

impl<'d> Index<'d> {
    fn of(data: &Data<'d>) -> Index<'d> {
        let mut index = Index::default();
        for entry in &data.entries {
            if let EntryData::Available(node) = entry {
                index.add_holder(*node);
            }
        }
        for (_, field) in data.context.into_iter().flat_map(Node::members) {
            match field.kind() {
                Kind::Array => field.elements().for_each(|element| index.add_holder(element)),
                _ => index.add_holder(field),
            }
        }
        index
    }

    fn add_holder(&mut self, node: Node<'d>) {
        self.holders.push(node);
        if bundle::is_bundle(node) {
            for entry in bundle::bundle_entries(node) {
                self.add(entry.resource, entry.full_url());
            }
        } else {
            self.add(node, None);
        }
    }

    fn add(&mut self, resource: Node<'d>, full_url: Option<Cow<'d, str>>) {
        let Some(resource_type) = resource.resource_type() else { return };
        let id = resource.id().or_else(|| full_url.as_deref().and_then(id_of_url).map(Cow::Owned));
        self.resources.push(resource);
        if let Some(id) = id {
            self.by_type.entry(resource_type).or_default().entry(id).or_default().push(resource);
        }
        if let Some(full_url) = full_url {
            self.by_url.entry(full_url).or_insert(resource);
        }
    }

    /// A resource inside the one that the reference stands in; that one itself where `id` is empty.
    fn contained(&self, reference: Node<'d>, id: &str) -> Option<Node<'d>> {
        let container = self.resources.iter().copied().find(|resource| resource.contains(reference))?;
        if id.is_empty() { Some(container) } else { contained(container, id) }
    }

    /// The resource of this type and id; where there are several, the one in the reference's own Bundle.
    fn by_id(&self, reference: Node<'d>, resource_type: &str, id: &str) -> Option<Node<'d>> {
        let found = self.by_type.get(resource_type)?.get(id)?;
        let holder = self.holders.iter().find(|holder| holder.contains(reference));
        let near = holder.and_then(|holder| found.iter().find(|resource| holder.contains(**resource)));
        near.or(found.first()).copied()
    }
}

/// The id at the end of a `fullUrl`.
fn id_of_url(url: &str) -> Option<String> {
    match Reference::parse(url)? {
        Reference::Absolute { id, .. } => Some(id.to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine_fhir::Document;

    /// Where the reference at `/context/order/subject` leads to, by its `mark`.
    fn follows(reference: &str, entry: &str, rest: &str) -> String {
        let json = format!(
            r#"{{"fhirServer":"https://ehr.example.org/fhir/","entry":{entry},"context":{{"order":{{"resourceType":"ServiceRequest","id":"o",
            "contained":[{{"resourceType":"Patient","id":"in","mark":"contained"}}],"mark":"order","subject":{{"reference":"{reference}"}}}}{rest}}}}}"#
        );
        let document = Document::parse(json.as_bytes()).unwrap();
        let root = document.root();
        let context = root.get("context").unwrap();
        let data = Data::new(
            Some(root),
            Some(context),
            vec![EntryData::Available(root.get("entry").unwrap()), EntryData::Unavailable, EntryData::Empty],
        );
        let subject = context.get("order").and_then(|order| order.get("subject")).unwrap();
        match data.follow(subject) {
            Ok(found) => found.get("mark").and_then(Node::as_text).unwrap_or_default().into_owned(),
            Err(missing) => format!("{:?}", missing.kind),
        }
    }

    const PATIENT: &str = r#"{"resourceType":"Patient","id":"1","mark":"read"}"#;
    const BUNDLE: &str = r#"{"resourceType":"Bundle","entry":[
        {"fullUrl":"urn:uuid:7","resource":{"resourceType":"Patient","id":"1","mark":"bundled"}},
        {"fullUrl":"https://other.example.org/Patient/9","resource":{"resourceType":"Patient","mark":"elsewhere"}}]}"#;

    #[test]
    fn a_relative_reference_goes_by_type_and_id() {
        assert_eq!(follows("Patient/1", PATIENT, ""), "read");
        assert_eq!(follows("Patient/1/_history/2", PATIENT, ""), "read");
        assert_eq!(follows("Group/1", PATIENT, ""), "Unknown(Reference)");
        assert_eq!(follows("Patient/9", BUNDLE, ""), "elsewhere", "its id stands in its fullUrl");
        assert_eq!(follows("ServiceRequest/o", PATIENT, ""), "order", "the context counts too");
    }

    #[test]
    fn an_absolute_one_goes_by_full_url_or_is_of_the_callers_server() {
        assert_eq!(follows("https://other.example.org/Patient/9", BUNDLE, ""), "elsewhere");
        assert_eq!(follows("https://ehr.example.org/fhir/Patient/1", PATIENT, ""), "read");
        assert_eq!(follows("https://other.example.org/Patient/1", PATIENT, ""), "Unknown(Reference)");
        assert_eq!(follows("urn:uuid:7", BUNDLE, ""), "bundled");
    }

    #[test]
    fn contained_ones_are_those_of_the_resource_it_stands_in() {
        assert_eq!(follows("#in", PATIENT, ""), "contained");
        assert_eq!(follows("#", PATIENT, ""), "order");
        assert_eq!(follows("#out", PATIENT, ""), "Unknown(Reference)");
    }

    #[test]
    fn what_says_nothing_of_the_type_leads_nowhere() {
        assert_eq!(follows("1", PATIENT, ""), "Unknown(Reference)");
        assert_eq!(follows("", PATIENT, ""), "Unknown(Reference)");
    }

    #[test]
    fn the_own_bundle_comes_before_others() {
        let drafts = r#","drafts":{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient","id":"1","mark":"draft"}}]}"#;
        assert_eq!(follows("Patient/1", PATIENT, drafts), "read");
        let document = Document::parse(
            br#"{"a":{"resourceType":"Patient","id":"1","mark":"a"},"b":{"resourceType":"Bundle","entry":[
            {"resource":{"resourceType":"Patient","id":"1","mark":"b"}},{"resource":{"subject":{"reference":"Patient/1"}}}]}}"#,
        )
        .unwrap();
        let root = document.root();
        let bundle = root.get("b").unwrap();
        let data = Data::new(None, None, vec![EntryData::Available(root.get("a").unwrap()), EntryData::Available(bundle)]);
        let order = bundle::bundle_entries(bundle).nth(1).unwrap().resource;
        assert!(data.follow(order.get("subject").unwrap()).unwrap().get("mark").unwrap().is_text("b"));
    }
}
