//! A compiled rule: typed, immutable, shared by all calls.

use crate::{
    data::Data,
    model::{Access, Mode},
};
use engine_fhir::{date::Clock, types::TypeDefinition};
use engine_hooks::{catalogue::Hook, prefetch::Template};

/// A rule, ready to run.
#[derive(Debug)]
pub struct Plan {
    /// The service id.
    pub id: String,
    /// The rule's version.
    pub version: String,
    /// `title`
    pub title: Option<String>,
    /// `description`
    pub description: String,
    /// `usageRequirements`
    pub usage_requirements: Option<String>,
    /// The hooks it answers.
    pub hooks: Vec<Hook>,
    /// `hookVersion`, where the rule names one.
    pub hook_version: Option<String>,
    /// `mode`
    pub mode: Mode,
    /// `access`
    pub access: Access,
    /// Its queries, each after those that it depends on. [`Data::entries`] has the same order.
    pub entries: Vec<PlannedEntry>,
}

/// A prefetch entry of a plan.
#[derive(Clone, Debug)]
pub struct PlannedEntry {
    /// Its name.
    pub name: String,
    /// Its query; `{{codes.…}}` already replaced.
    pub template: Template,
    /// Whether the rule can't do without it.
    pub is_required: bool,
    /// Whether discovery asks the EHR for it.
    pub is_advertised: bool,
    /// Indexes of the entries that its tokens read.
    pub depends_on: Vec<usize>,
    /// The resource types that it can give: the one searched or read, and those included.
    pub gives: Vec<&'static TypeDefinition>,
    /// Whether its query is confined to `context.patientId`.
    pub is_confined_to_patient: bool,
    /// Types that `resolve()` in its template may read.
    pub resolves: Vec<&'static TypeDefinition>,
}

/// What a rule decided for one call.
#[derive(Debug)]
pub struct Decision {
    /// The answer's body: `{"cards": […], "systemActions": […]}`.
    pub body: String,
    /// The cards shown: id in the file, and the uuid given.
    pub cards: Vec<ShownCard>,
    /// How many system actions there are.
    pub system_actions: usize,
    /// How many summaries were cut at 139 characters.
    pub cut_summaries: usize,
}

/// A card that was shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownCard {
    /// `id` in the file.
    pub id: String,
    /// Fresh for each call.
    pub uuid: String,
}

impl Plan {
    /// Decides. Pure: the same data and clock give the same cards, uuids aside.
    pub fn evaluate<'d>(&self, data: &'d Data<'d>, clock: &'d Clock) -> Decision {
        let _ = (data, clock);
        todo!()
    }
}
