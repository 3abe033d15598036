//! Fetches what a call needs and the client didn't send, with the access that was granted and within one deadline: all entries at once, except that an
//! entry whose query needs others comes after them.
//!
//! An entry whose data are unavailable is never taken for an empty one. Knows queries and a FHIR server; must never know what a rule does with the data.

mod arena;
mod entry;
mod pages;

pub use arena::DocumentArena;

use crate::{AccessGrant, AccessProvider, CallLimits, FetchError, FhirServer};
use engine_fhir::{Node, date::Clock};
use engine_hooks::request::Request;
use engine_rule::plan::PlannedEntry;
use futures_util::{
    StreamExt,
    future::{Either, select},
    stream::FuturesUnordered,
};
use std::{
    pin::pin,
    time::{Duration, Instant},
};

/// What was prefetched of an entry.
#[derive(Clone, Copy, Debug)]
pub enum Prefetched<'d> {
    /// The client sent nothing.
    Absent,
    /// The client sent `null`: it asked, and there is nothing.
    Empty,
    /// The client asked and failed.
    Failed,
    /// A resource, or a search's first page.
    Resource(Node<'d>),
}

/// The data of an entry: the resource of a read, or the Bundle of a search with all its pages. `None` where a server was asked and there is nothing.
pub type EntryData<'d> = Result<Option<Node<'d>>, FetchError>;

/// Where an entry's data came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The client sent them, or said that it failed to fetch them.
    Prefetched,
    /// The FHIR server was asked for them, or would have been.
    Fetched,
}

/// An entry as it was gathered.
#[derive(Clone, Debug)]
pub struct Gathered<'d> {
    /// Its data, or why they are unavailable.
    pub data: EntryData<'d>,
    /// Where its data came from.
    pub origin: Origin,
    /// How long fetching took.
    pub took: Duration,
}

/// Gathers the data of all entries for one call.
#[derive(Debug)]
pub struct Gathering<'c, 'd, S: AccessProvider> {
    /// The entries of the rule, each after those that it depends on.
    pub entries: &'c [PlannedEntry],
    /// The request.
    pub request: &'c Request<'d>,
    /// Who says how long fetching may take.
    pub access: &'c S,
    /// The access that was granted.
    pub grant: Option<&'c AccessGrant<S::Server>>,
    /// What it may cost.
    pub limits: &'c CallLimits,
    /// What "now" is.
    pub clock: &'c Clock,
    /// What holds the documents that are fetched.
    pub arena: &'d DocumentArena,
}

impl<'d, S: AccessProvider> Gathering<'_, 'd, S> {
    /// The data of each entry, in the order of the entries; `prefetched` has as many.
    pub async fn run(&self, prefetched: &[Prefetched<'d>]) -> Vec<Gathered<'d>> {
        let entries = self.entries.iter().zip(prefetched);
        let mut gathered: Vec<Option<Gathered<'d>>> = entries.map(|(entry, prefetched)| without_fetching(entry, *prefetched)).collect();
        let begun = Instant::now();
        if gathered.iter().any(Option::is_none) {
            self.fetch_all(prefetched, &mut gathered).await;
        }
        let timed_out = || Gathered { data: Err(FetchError::TimedOut), origin: Origin::Fetched, took: begun.elapsed() };
        gathered.into_iter().map(|gathered| gathered.unwrap_or_else(timed_out)).collect()
    }

    /// Starts each entry as soon as those that it depends on are there; ends with the last, or at the deadline.
    async fn fetch_all(&self, prefetched: &[Prefetched<'d>], gathered: &mut [Option<Gathered<'d>>]) {
        let mut deadline = pin!(self.access.deadline());
        let mut waiting: Vec<usize> = (0..gathered.len()).filter(|index| gathered[*index].is_none()).collect();
        let mut under_way = FuturesUnordered::new();
        loop {
            while under_way.len() < self.limits.fetches
                && let Some(position) = waiting.iter().position(|index| self.is_ready(*index, gathered))
            {
                let index = waiting.remove(position);
                under_way.push(self.fetch(index, prefetched, self.known(gathered)));
            }
            match select(under_way.next(), &mut deadline).await {
                Either::Left((Some((index, fetched)), _)) => gathered[index] = Some(fetched),
                Either::Left((None, _)) | Either::Right(_) => return,
            }
        }
    }

    fn is_ready(&self, index: usize, gathered: &[Option<Gathered<'d>>]) -> bool {
        self.entries[index].depends_on.iter().all(|needed| gathered[*needed].is_some())
    }

    /// What is known of the entries so far, for queries that need them.
    fn known(&self, gathered: &[Option<Gathered<'d>>]) -> Vec<(&str, Option<EntryData<'d>>)> {
        let data = gathered.iter().map(|gathered| gathered.as_ref().map(|gathered| gathered.data.clone()));
        self.entries.iter().map(|entry| entry.name.as_str()).zip(data).collect()
    }

    async fn fetch(&self, index: usize, prefetched: &[Prefetched<'d>], known: Vec<(&str, Option<EntryData<'d>>)>) -> (usize, Gathered<'d>) {
        let begun = Instant::now();
        let fetch = entry::EntryFetch { gathering: self, entry: &self.entries[index], known: &known };
        let data = fetch.data(prefetched[index]).await;
        (index, Gathered { data, origin: Origin::Fetched, took: begun.elapsed() })
    }

    /// The access that was granted, if it may be used.
    fn grant(&self) -> Result<&AccessGrant<S::Server>, FetchError> {
        let grant = self.grant.ok_or(FetchError::NoToken)?;
        grant.server.check().map(|()| grant)
    }
}

/// An entry that needs no fetching; `None` where it has to be fetched, all of it or its further pages.
fn without_fetching<'d>(entry: &PlannedEntry, prefetched: Prefetched<'d>) -> Option<Gathered<'d>> {
    let data = match prefetched {
        Prefetched::Absent => None,
        Prefetched::Empty => Some(Ok(None)),
        Prefetched::Failed => Some(Err(FetchError::ClientFailed)),
        Prefetched::Resource(first) => (!pages::has_more(&entry.template, first)).then_some(Ok(Some(first))),
    };
    data.map(|data| Gathered { data, origin: Origin::Prefetched, took: Duration::ZERO })
}
