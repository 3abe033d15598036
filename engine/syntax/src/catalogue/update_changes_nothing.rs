//! An update that leaves a resource as it is.

use crate::{
    check::{Check, Example, Severity},
    diagnostic::{Diagnostic, Diagnostics},
    model::{Action, JsonKind, Rule},
};
use engine_hooks::card::ActionType;

/// See the module.
pub static CHECK: Check = Check {
    name: "update-changes-nothing",
    severity: Severity::Warning,
    summary: "an update that leaves the resource as it is",
    explanation: "An `update` action writes a resource whole. With `$merge` and no other member it writes back what the EHR has sent: a clinician who takes the suggestion believes that something was changed, and nothing was. Name the elements that change beside `$merge`.",
    wrong: Example::Keys(
        r##"cards:
  - id: reminder
    summary: Check the patient
    indicator: info
    source: { label: Clinic }
    selectionBehavior: any
    suggestions:
      - label: Resolve the problem
        for: { problem: problems }
        actions:
          - { type: update, description: Resolve the problem, resource: { $merge: problem } }
"##,
    ),
    right: Example::Keys(
        r##"cards:
  - id: reminder
    summary: Check the patient
    indicator: info
    source: { label: Clinic }
    selectionBehavior: any
    suggestions:
      - label: Date the problem
        for: { problem: problems }
        actions:
          - { type: update, description: Date the problem, resource: { $merge: problem, recordedDate: '2026-01-01' } }
"##,
    ),
};

pub(super) fn check(rule: &Rule, diagnostics: &mut Diagnostics) {
    let suggested = rule.cards.iter().flat_map(|card| &card.suggestions).flat_map(|suggestion| &suggestion.actions);
    suggested.chain(&rule.system_actions).for_each(|action| check_action(action, diagnostics));
}

fn check_action(action: &Action, diagnostics: &mut Diagnostics) {
    let Some(resource) = action.resource.as_ref().filter(|_| action.kind.value == ActionType::Update) else { return };
    let JsonKind::Object(members) = &resource.kind else { return };
    if let [(name, _)] = members.as_slice()
        && name.as_str() == "$merge"
    {
        let diagnostic = Diagnostic::new(&CHECK, name.span(), "this update leaves the resource as it is");
        diagnostics.push(diagnostic.help("name beside `$merge` the elements that change"));
    }
}
