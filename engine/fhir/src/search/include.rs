//! `_include` and `_revinclude` (FHIR R4, 3.1.1.5.4): what the matches of a page refer to, and what refers to them.
//!
//! Each resource is included once, and a match of the page isn't included. `:iterate` goes on from what was included until nothing new comes (a transitive
//! closure); without it, only the matches count. What the record doesn't hold is left out. A contained resource comes with the one that contains it.

use super::{error::SearchErrorReason, parameter::reference_parameter, walk::Subject};
use crate::{
    query::{Include, Parameter},
    record::Record,
    search_parameter::{self, ParameterKind, SearchParameter},
    types::{self, TypeDefinition},
};
use std::collections::BTreeSet;

/// Which way a join goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    /// `_include`
    Forward,
    /// `_revinclude`
    Reverse,
}

/// One `_include` or `_revinclude`.
pub(super) struct Join {
    direction: Direction,
    is_iterated: bool,
    /// The type whose references are followed; `None` for any type.
    source: Option<&'static TypeDefinition>,
    /// The reference parameter; `None` for all of them.
    parameter: Option<&'static SearchParameter>,
    /// The only type that references are followed to; `None` for any type.
    target: Option<&'static TypeDefinition>,
}

const EXPECTED: &str = "one `Type:parameter`, `Type:parameter:Target`, `Type:*` or `*`; for more, repeat the parameter";

impl Join {
    pub(super) fn of(parameter: &Parameter<String>, direction: Direction) -> Result<Join, SearchErrorReason> {
        let is_iterated = match parameter.modifier.as_deref() {
            None => false,
            Some("iterate") => true,
            Some(modifier) => {
                return Err(SearchErrorReason::UnsupportedModifier { modifier: modifier.to_owned(), supported: vec!["iterate"] });
            }
        };
        let [value] = parameter.values.as_slice() else { return Err(SearchErrorReason::bad(EXPECTED)) };
        let resource_type = |name: &str| types::resource(name).ok_or_else(|| SearchErrorReason::UnknownType(name.to_owned()));
        let (source, parameter, target) = match Include::parse(value).ok_or(SearchErrorReason::bad(EXPECTED))? {
            Include::Everything => (None, None, None),
            Include::AllOf { resource_type: source } => (Some(resource_type(source)?), None, None),
            Include::Along { resource_type: source, reference, target } => {
                let source = resource_type(source)?;
                (Some(source), Some(reference_parameter(source, reference)?), target.map(resource_type).transpose()?)
            }
        };
        Ok(Join { direction, is_iterated, source, parameter, target })
    }

    /// The resources that a step from `from` leads to.
    fn step(&self, from: &BTreeSet<usize>, record: &Record<'_>, reached: &mut BTreeSet<usize>) {
        match self.direction {
            Direction::Forward => {
                from.iter().for_each(|source| self.each_target(*source, record, &mut |target| _ = reached.insert(target)))
            }
            Direction::Reverse => self.sources(record).for_each(|source| {
                self.each_target(source, record, &mut |target| {
                    if from.contains(&target) {
                        reached.insert(source);
                    }
                });
            }),
        }
    }

    /// All resources whose references are followed.
    fn sources(&self, record: &Record<'_>) -> impl Iterator<Item = usize> {
        let sources = match self.source {
            Some(source) => record.indices(source.name).to_vec(),
            None => (0..record.resources().len()).collect(),
        };
        sources.into_iter()
    }

    /// The resources that one refers to along this join.
    fn each_target(&self, source: usize, record: &Record<'_>, take: &mut dyn FnMut(usize)) {
        let (Some(resource), Some(subject)) = (record.resource(source), Subject::in_record(record, source)) else { return };
        let name = resource.resource_type.name;
        if self.source.is_some_and(|source| source.name != name) {
            return;
        }
        let all = search_parameter::of(name).filter(|parameter| parameter.kind == ParameterKind::Reference);
        let parameters = self.parameter.into_iter().chain(all.filter(|_| self.parameter.is_none()));
        for parameter in parameters {
            subject.any_value(record, &parameter.element_paths, &mut |value| {
                value.index_in_record(record).filter(|target| self.wants(*target, record)).into_iter().for_each(&mut *take);
                false
            });
        }
    }

    fn wants(&self, target: usize, record: &Record<'_>) -> bool {
        let Some(wanted) = self.target else { return true };
        record.resource(target).is_some_and(|held| held.resource_type == wanted)
    }
}

/// The resources that joins add to matches, in the order in which they are found.
pub(super) fn included(matches: &[usize], joins: &[Join], record: &Record<'_>) -> Vec<usize> {
    let mut from: BTreeSet<usize> = matches.iter().copied().collect();
    let mut seen = from.clone();
    let mut included = Vec::new();
    let mut is_first_round = true;
    while !from.is_empty() {
        let mut reached = BTreeSet::new();
        for join in joins.iter().filter(|join| is_first_round || join.is_iterated) {
            join.step(&from, record, &mut reached);
        }
        from = reached.into_iter().filter(|index| seen.insert(*index)).collect();
        included.extend(&from);
        is_first_round = false;
    }
    included
}
