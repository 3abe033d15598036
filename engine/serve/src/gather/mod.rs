//! Gets what a call needs and wasn't sent: all entries at once with the lent token, those whose queries need others after them, inside one deadline.
//!
//! An entry that can't be had is never taken for an empty one. Knows queries and a FHIR server; must never know what a rule does with the answers.

mod entry;
mod fetch;
mod pages;
mod server;
mod shelf;
mod unavailable;

pub(crate) use fetch::client;
pub(crate) use server::Server;
pub(crate) use shelf::Shelf;
pub(crate) use unavailable::Unavailable;

use crate::config::Limits;
use engine_fhir::{Node, date::Clock};
use engine_hooks::request::Request;
use engine_rule::plan::PlannedEntry;
use engine_smart::scope::Scopes;
use futures_util::{StreamExt, stream::FuturesUnordered};
use std::time::Instant;
use tokio::time::timeout_at;

/// What was prefetched of an entry.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Given<'d> {
    /// Nothing was sent.
    Absent,
    /// `null`: asked for, and there is nothing.
    Empty,
    /// The client asked and failed.
    Failed,
    /// A resource, or a search's first page.
    Resource(Node<'d>),
}

/// What became of an entry.
#[derive(Clone, Debug)]
pub(crate) enum Outcome<'d> {
    /// The resource of a read, or the Bundle of a search with all its pages.
    Had(Node<'d>),
    /// Asked for, and there is nothing.
    Empty,
    /// It can't be had.
    NotHad(Unavailable),
}

/// The access that a call was lent.
#[derive(Debug)]
pub(crate) struct Lent {
    /// Where the token is for, and the token.
    pub(crate) server: Server,
    /// What it grants.
    pub(crate) scopes: Scopes,
    /// Whom `patient/` scopes are for.
    pub(crate) patient: Option<String>,
}

/// Gathers for one call.
#[derive(Debug)]
pub(crate) struct Gathering<'c, 'd> {
    /// For metrics.
    pub(crate) service: &'c str,
    /// Each after those that it depends on.
    pub(crate) entries: &'c [PlannedEntry],
    pub(crate) request: &'c Request<'d>,
    pub(crate) lent: Option<&'c Lent>,
    pub(crate) client: &'c reqwest::Client,
    pub(crate) limits: &'c Limits,
    pub(crate) clock: &'c Clock,
    pub(crate) shelf: &'d Shelf,
}

impl<'d> Gathering<'_, 'd> {
    /// What became of each entry, in their order; `given` has as many.
    pub(crate) async fn run(&self, given: &[Given<'d>]) -> Vec<Outcome<'d>> {
        let entries = self.entries.iter().zip(given);
        let mut outcomes: Vec<Option<Outcome<'d>>> = entries.map(|(entry, given)| decided(entry, *given)).collect();
        if outcomes.iter().any(Option::is_none) {
            self.fetch_all(given, &mut outcomes).await;
        }
        outcomes.into_iter().map(|outcome| outcome.unwrap_or(Outcome::NotHad(Unavailable::TimedOut))).collect()
    }

    /// Starts each entry as soon as those that it depends on are there; ends with the last, or at the deadline.
    async fn fetch_all(&self, given: &[Given<'d>], outcomes: &mut [Option<Outcome<'d>>]) {
        let deadline = (Instant::now() + self.limits.deadline).into();
        let mut waiting: Vec<usize> = (0..outcomes.len()).filter(|index| outcomes[*index].is_none()).collect();
        let mut under_way = FuturesUnordered::new();
        loop {
            while under_way.len() < self.limits.fetches
                && let Some(position) = waiting.iter().position(|index| self.is_ready(*index, outcomes))
            {
                let index = waiting.remove(position);
                under_way.push(self.fetch(index, given, self.known(outcomes)));
            }
            match timeout_at(deadline, under_way.next()).await {
                Ok(Some((index, outcome))) => outcomes[index] = Some(outcome),
                Ok(None) | Err(_) => return,
            }
        }
    }

    fn is_ready(&self, index: usize, outcomes: &[Option<Outcome<'d>>]) -> bool {
        self.entries[index].depends_on.iter().all(|needed| outcomes[*needed].is_some())
    }

    /// What is known of the entries so far, for queries that need them.
    fn known(&self, outcomes: &[Option<Outcome<'d>>]) -> Vec<(&str, Option<Outcome<'d>>)> {
        self.entries.iter().map(|entry| entry.name.as_str()).zip(outcomes.iter().cloned()).collect()
    }

    async fn fetch(&self, index: usize, given: &[Given<'d>], known: Vec<(&str, Option<Outcome<'d>>)>) -> (usize, Outcome<'d>) {
        let entry = &self.entries[index];
        let begun = Instant::now();
        let outcome = entry::Asking { gathering: self, entry, known: &known }.outcome(given[index]).await;
        let result = match &outcome {
            Outcome::Had(_) => "had",
            Outcome::Empty => "empty",
            Outcome::NotHad(why) => why.name(),
        };
        crate::metric::fetch(self.service, result, begun.elapsed());
        (index, outcome)
    }
}

/// What became of an entry that needs no fetching.
fn decided<'d>(entry: &PlannedEntry, given: Given<'d>) -> Option<Outcome<'d>> {
    match given {
        Given::Absent => None,
        Given::Empty => Some(Outcome::Empty),
        Given::Failed => Some(Outcome::NotHad(Unavailable::ClientFailed)),
        Given::Resource(first) => (!pages::has_more(&entry.template, first)).then_some(Outcome::Had(first)),
    }
}

#[cfg(test)]
mod tests;
