//! Searches of a record, by the semantics of FHIR R4 (3.1.1).
//!
//! Knows what each kind of parameter compares, and how answers are sorted, paged and joined with what they include. Must never know who asks, and must fetch
//! nothing: a resource that the [`Record`] doesn't hold doesn't exist. Each kind of parameter is a file; where FHIR leaves a choice, that file says which was made.
//!
//! Whatever can't be answered as FHIR means it is a [`SearchError`], found before any resource is looked at, so that a query is right or wrong whatever the record holds.

mod chain;
mod condition;
mod context;
mod date;
mod elements;
mod error;
mod escape;
mod include;
mod interval;
mod number;
mod options;
mod parameter;
mod quantity;
mod reference;
mod reverse_chain;
mod searchset;
mod sort;
mod string;
mod token;
mod uri;
mod value_set;
mod walk;

pub use error::{SearchError, SearchErrorReason};
pub use searchset::{Searchset, SearchsetEntry};
pub use value_set::ValueSets;

use crate::{
    date::Clock,
    query::{Parameter, Search},
    record::Record,
};
use condition::Condition;
use context::SearchContext;
use options::Options;
use parameter::ParameterUse;
use walk::Subject;

impl<'d> Record<'d> {
    /// What a FHIR server with this record would answer. `clock` gives the now for `ap` of dates, and the zone of times without one.
    ///
    /// Without `_sort`, resources come in the order of the record. With `_count`, [`Searchset::next`] is the query for the following page, which this function answers too:
    /// the same query with `_offset`, how many matches are passed over. (`_offset` isn't FHIR's: a server's own parameters manage its pages, and this is the record's.)
    pub fn search<'r>(
        &'r self,
        search: &Search<String>,
        clock: &Clock,
        value_sets: &dyn ValueSets,
    ) -> Result<Searchset<'r, 'd>, SearchError> {
        let context = SearchContext { record: self, clock, value_sets };
        let mut conditions = Vec::new();
        let mut options = Options::default();
        for parameter in &search.parameters {
            let in_error = |reason| SearchError { span: parameter.span, parameter: asked_for(parameter), reason };
            if !options.read(parameter, search.resource_type).map_err(in_error)? {
                conditions.push(Condition::of(ParameterUse::of(parameter, search.resource_type), context).map_err(in_error)?);
            }
        }
        let is_match = |index: &usize| {
            let subject = Subject::in_record(context.record, *index);
            subject.is_some_and(|subject| conditions.iter().all(|condition| condition.holds(subject, context.record)))
        };
        let mut matches: Vec<usize> = self.indices(search.resource_type.name).iter().copied().filter(is_match).collect();
        sort::sort(&mut matches, &options.sort, context);
        Ok(Searchset::of(self, search, options, matches))
    }
}

/// The parameter's name with its modifier.
fn asked_for(parameter: &Parameter<String>) -> String {
    match &parameter.modifier {
        Some(modifier) => format!("{}:{modifier}", parameter.name),
        None => parameter.name.clone(),
    }
}

#[cfg(test)]
mod tests;
