//! All rules of a folder, compiled together.

use crate::{diagnostic::Diagnostics, plan::Plan, source::Sources};
use engine_hooks::catalogue::Catalogue;
use std::{collections::BTreeMap, sync::Arc};

/// Compiled rules by id. Rules of `mode: off` are not in it.
#[derive(Clone, Debug, Default)]
pub struct RuleSet {
    plans: BTreeMap<String, Arc<Plan>>,
}

impl RuleSet {
    /// Compiles every rule of `sources`; files are told apart by their path: `valuesets/…`, `tables/…`, `common/…`, `….test.yaml`, else a rule.
    /// Where a diagnostic is an error, the set must not be served.
    pub fn compile(sources: &Sources, catalogue: &Catalogue) -> (RuleSet, Diagnostics) {
        let _ = (sources, catalogue);
        todo!()
    }
    /// The rule of service `id`.
    pub fn find(&self, id: &str) -> Option<&Arc<Plan>> {
        self.plans.get(id)
    }
    /// All rules, by id.
    pub fn plans(&self) -> impl Iterator<Item = &Arc<Plan>> {
        self.plans.values()
    }
    /// How many.
    pub fn len(&self) -> usize {
        self.plans.len()
    }
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.plans.is_empty()
    }
}
