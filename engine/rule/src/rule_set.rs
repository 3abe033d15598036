//! The compiled rules of a folder, by id. `lint::folder` compiles them.

use crate::{plan::Plan, terminology::Library};
use engine_syntax::model::Mode;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// The compiled rules, and what they share.
#[derive(Clone, Debug, Default)]
pub struct RuleSet {
    plans: BTreeMap<String, Arc<Plan>>,
    /// The ids of rules that have no plan, since they have mistakes.
    invalid: BTreeSet<String>,
    library: Library,
}

impl RuleSet {
    /// A set of plans by id, the ids of rules with mistakes, and what all rules share.
    pub(crate) fn new(plans: BTreeMap<String, Arc<Plan>>, invalid: BTreeSet<String>, library: Library) -> RuleSet {
        RuleSet { plans, invalid, library }
    }
    /// Its value sets and tables.
    pub fn library(&self) -> &Library {
        &self.library
    }
    /// The rule of service `id`, unless its mode is off.
    pub fn find(&self, id: &str) -> Option<&Arc<Plan>> {
        self.find_any(id).filter(|plan| is_served(plan))
    }
    /// Whether there is a rule `id` that has mistakes, so that it can't be served.
    pub fn has_mistakes(&self, id: &str) -> bool {
        self.invalid.contains(id)
    }
    /// The rule `id`, whatever its mode.
    pub fn find_any(&self, id: &str) -> Option<&Arc<Plan>> {
        self.plans.get(id)
    }
    /// The rules that are served, by id: all but those of `mode: off`.
    pub fn served(&self) -> impl Iterator<Item = &Arc<Plan>> {
        self.all().filter(|plan| is_served(plan))
    }
    /// All rules, by id.
    pub fn all(&self) -> impl Iterator<Item = &Arc<Plan>> {
        self.plans.values()
    }
    /// How many are served.
    pub fn len(&self) -> usize {
        self.served().count()
    }
    /// Whether none is served.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

fn is_served(plan: &Plan) -> bool {
    plan.mode != Mode::Off
}
