//! Fetches one entry: fills its query, checks it against the token's scope, sends it, checks what the server answers, and joins the pages.

use super::{EntryData, Gathering, Prefetched, pages};
use crate::{
    AccessGrant, AccessProvider, Budget, FetchError, FhirServer,
    entry_data::{self, Completeness},
};
use engine_fhir::{Document, Node, bundle, query::Query, types::TypeDefinition};
use engine_hooks::prefetch::{Filled, Values};
use engine_rule::plan::PlannedEntry;
use engine_smart::cover;

/// How often `resolve()` may need more than is at hand.
const MAX_ROUNDS: usize = 4;

/// How many references `resolve()` may follow by reading them, for one entry.
const MAX_REFERENCES: usize = 50;

type Address<S> = <<S as AccessProvider>::Server as FhirServer>::Address;

/// The fetch of one entry, and what is known of the other entries by then.
pub(super) struct EntryFetch<'a, 'c, 'd, S: AccessProvider> {
    pub(super) gathering: &'a Gathering<'c, 'd, S>,
    pub(super) entry: &'a PlannedEntry,
    pub(super) known: &'a [(&'a str, Option<EntryData<'d>>)],
}

/// An entry's query with its values filled in.
enum FilledQuery {
    /// The query, with all its values.
    Ready(Query<String>),
    /// The entries that the query depends on are empty, so that it would ask for nothing.
    NothingToAsk,
}

impl<'d, S: AccessProvider> EntryFetch<'_, '_, 'd, S> {
    /// Fetches what was not prefetched.
    pub(super) async fn data(&self, prefetched: Prefetched<'d>) -> EntryData<'d> {
        match prefetched {
            Prefetched::Resource(first) => self.remaining_pages(first).await.map(Some),
            _ => self.ask().await,
        }
    }

    /// Sends the query and follows its pages.
    async fn ask(&self) -> EntryData<'d> {
        let mut budget = Budget::new(self.gathering.limits.response);
        let query = match self.filled_query(&mut budget).await? {
            FilledQuery::Ready(query) => query,
            FilledQuery::NothingToAsk => return Ok(None),
        };
        let address = self.grant()?.server.address(&query)?;
        match self.get(address.clone(), &mut budget).await {
            Ok(first) => self.pages(first, vec![address], &mut budget).await.map(Some),
            Err(FetchError::Answered { status: 404 | 410 }) if matches!(query, Query::Read { .. }) => Ok(None),
            Err(reason) => Err(reason),
        }
    }

    /// The whole of a search of which the first page was prefetched.
    async fn remaining_pages(&self, first: Node<'d>) -> Result<Node<'d>, FetchError> {
        self.grant().map_err(|reason| if reason == FetchError::NoToken { FetchError::NoTokenForPages } else { reason })?;
        let first = Document::parse(first.raw()).map_err(FetchError::BadJson)?;
        let first = self.gathering.arena.alloc(first).root();
        self.pages(first, Vec::new(), &mut Budget::new(self.gathering.limits.response)).await
    }

    /// Fills in the query's values, reading the resources that `resolve()` refers to.
    async fn filled_query(&self, budget: &mut Budget) -> Result<FilledQuery, FetchError> {
        self.check_dependencies()?;
        let mut resources: Vec<Node<'d>> = self.known.iter().filter_map(|(_, data)| node(data.as_ref()?)).collect();
        for _ in 0..MAX_ROUNDS {
            match self.fill(&resources)? {
                Filled::Query(query) => return self.check_scope(query).map(FilledQuery::Ready),
                Filled::NoValue { .. } if self.depends_on_empty_entries() => return Ok(FilledQuery::NothingToAsk),
                Filled::NoValue { token } => return Err(FetchError::NoValue { token }),
                Filled::Unresolved { references } => resources.extend(self.resolve(&references, budget).await?),
            }
        }
        Err(FetchError::TooManyReferences)
    }

    fn fill(&self, resources: &[Node<'d>]) -> Result<Filled, FetchError> {
        let entry = |name: &str| {
            let (_, data) = self.known.iter().find(|(known, _)| *known == name)?;
            Some(node(data.as_ref()?))
        };
        let Gathering { request, clock, .. } = self.gathering;
        let values = Values { context: request.context, entry: &entry, resources, clock };
        self.entry.template.fill(values).map_err(|_| FetchError::BadValue)
    }

    /// The entries that this one depends on, which have been asked for by now.
    fn dependencies(&self) -> impl Iterator<Item = &(&str, Option<EntryData<'d>>)> {
        self.entry.depends_on.iter().filter_map(|index| self.known.get(*index))
    }

    fn check_dependencies(&self) -> Result<(), FetchError> {
        let missing = self.dependencies().find(|(_, data)| !matches!(data, Some(Ok(_))));
        missing.map_or(Ok(()), |(name, _)| Err(FetchError::DependsOn { entry: (*name).to_owned() }))
    }

    /// Whether all entries that the query depends on are empty. An entry that is there but lacks the value doesn't count: what it refers to may exist.
    fn depends_on_empty_entries(&self) -> bool {
        let is_empty = |data: &Option<EntryData<'d>>| match data {
            Some(Ok(None)) => true,
            Some(Ok(Some(node))) => {
                node.get("resourceType").is_some_and(|found| found.is_text("Bundle")) && entry_data::entries(*node).next().is_none()
            }
            _ => false,
        };
        !self.entry.depends_on.is_empty() && self.dependencies().all(|(_, data)| is_empty(data))
    }

    /// The query with all its values known. The token's scope must cover it in this form too.
    fn check_scope(&self, query: Query<Option<String>>) -> Result<Query<String>, FetchError> {
        let grant = self.grant()?;
        cover::check(&query, &grant.scopes, grant.patient.as_deref(), &self.entry.resolved_names()).map_err(|_| FetchError::NotCovered)?;
        known_values(&query).ok_or(FetchError::BadValue)
    }

    async fn resolve(&self, references: &[String], budget: &mut Budget) -> Result<Vec<Node<'d>>, FetchError> {
        if references.len() > MAX_REFERENCES {
            return Err(FetchError::TooManyReferences);
        }
        let mut resources = Vec::with_capacity(references.len());
        for reference in references {
            let query = Query::parse(reference).map_err(|_| FetchError::BadValue)?;
            if !self.may_resolve(query.resource_type()) {
                return Err(FetchError::NotCovered);
            }
            let server = &self.grant()?.server;
            let document = server.get(server.address(&query)?, budget).await?;
            resources.push(self.gathering.arena.alloc(document).root());
        }
        Ok(resources)
    }

    /// Whether the check of the scope counted on `resolve()` to read this type.
    fn may_resolve(&self, resource_type: &TypeDefinition) -> bool {
        self.entry.resolves.iter().any(|may| *may == resource_type || may.name == "Resource")
    }

    /// All pages from the first on, joined into one Bundle.
    async fn pages(&self, first: Node<'d>, mut visited: Vec<Address<S>>, budget: &mut Budget) -> Result<Node<'d>, FetchError> {
        let Gathering { limits, arena, .. } = self.gathering;
        let count = pages::count(&self.entry.template);
        let (mut all, mut last) = (vec![first], first);
        let mut resources = pages::resources(limits.resources, 0, first)?;
        while let Some(link) = bundle::next_link(last).filter(|_| entry_data::is_search(self.entry) && !pages::is_enough(count, &all)) {
            let address = self.grant()?.server.page(&link)?;
            if visited.contains(&address) {
                return Err(FetchError::PageRepeated);
            }
            if all.len() >= limits.pages {
                return Err(FetchError::TooManyPages { limit: limits.pages });
            }
            visited.push(address.clone());
            last = self.get(address, budget).await?;
            resources = pages::resources(limits.resources, resources, last)?;
            all.push(last);
        }
        if all.len() == 1 {
            return Ok(first);
        }
        let pages: Vec<&Document> = all.iter().map(|page| page.document()).collect();
        Ok(arena.alloc(bundle::join(&pages).map_err(FetchError::BadJson)?).root())
    }

    /// Gets one answer and checks it as prefetch is checked.
    async fn get(&self, address: Address<S>, budget: &mut Budget) -> Result<Node<'d>, FetchError> {
        let Gathering { arena, request, .. } = self.gathering;
        let found = arena.alloc(self.grant()?.server.get(address, budget).await?).root();
        let completeness = entry_data::check_types(self.entry, found).map_err(FetchError::UnusableData)?;
        entry_data::check_patient(self.entry, found, request.patient_id.as_deref()).map_err(FetchError::UnusableData)?;
        if completeness == Completeness::Whole { Ok(found) } else { Err(FetchError::ServerFailed) }
    }

    fn grant(&self) -> Result<&AccessGrant<S::Server>, FetchError> {
        self.gathering.grant()
    }
}

/// The node of data that are available.
fn node<'d>(data: &EntryData<'d>) -> Option<Node<'d>> {
    data.as_ref().ok().copied().flatten()
}

/// The query, where all its values are known.
fn known_values(query: &Query<Option<String>>) -> Option<Query<String>> {
    let is_known = match query {
        Query::Read { id, .. } => id.is_some(),
        Query::Search(search) => search.parameters.iter().all(|parameter| parameter.values.iter().all(Option::is_some)),
    };
    is_known.then(|| query.map_values(|id| id.clone().unwrap_or_default(), Option::clone))
}
