//! What was missing in the calls of a rule, and which parts of the rule it left undecided.

use super::{MissingCause, MissingValue};
use engine_rule::{
    frame::trace::{MissingReason, RulePart, Snapshot, Trace},
    value::truth::Truth,
};
use std::collections::{BTreeMap, BTreeSet};

/// The values that were missing in the calls of a rule, with the parts that they left undecided.
#[derive(Debug, Default)]
pub(super) struct MissingValues(BTreeMap<(Option<String>, MissingCause), BTreeSet<String>>);

impl MissingValues {
    /// Takes in a call.
    pub(super) fn note(&mut self, trace: &Trace) {
        for value in &trace.values {
            if let Snapshot::Missing(reason) = &value.value {
                self.parts(reason, Some(&value.name));
            }
        }
        for asked in &trace.conditions {
            if let Truth::Unknown(reason) = &asked.condition.truth {
                self.parts(reason, None).insert(part_name(&asked.part));
            }
        }
    }

    /// The parts that a missing value left undecided. Where no other name was missing first, the missing one is the value itself.
    fn parts(&mut self, reason: &MissingReason, value: Option<&str>) -> &mut BTreeSet<String> {
        let name = reason.name.as_deref().or(value).map(str::to_owned);
        self.0.entry((name, MissingCause::of(reason))).or_default()
    }

    pub(super) fn into_missing(self) -> Vec<MissingValue> {
        self.0.into_iter().map(|((name, why), undecided)| MissingValue { name, why, undecided }).collect()
    }
}

/// How lines and reports name a part of a rule.
fn part_name(part: &RulePart) -> String {
    match part {
        RulePart::Rule => "when".to_owned(),
        RulePart::Loop => "loop".to_owned(),
        RulePart::Card(id) => format!("card {id}"),
        RulePart::Paragraph => "paragraph".to_owned(),
        RulePart::Suggestion => "suggestion".to_owned(),
        RulePart::Action => "action".to_owned(),
        RulePart::SystemAction => "system action".to_owned(),
    }
}
