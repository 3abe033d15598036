//! What was missing in a call, and which parts of the rule it left undecided. The names of the causes are part of the lines' stable shape.

use super::MissingValue;
use engine_rule::{
    trace::{Part, Reason, Snapshot, Trace, Truth},
    value::Cause,
};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

/// Why a value was missing, as lines and reports name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MissingCause {
    /// The data don't have it.
    Absent,
    /// The data of its query were unavailable.
    #[serde(rename = "not-had")]
    Unavailable,
    /// What is there can't be read.
    Unreadable,
    /// Its unit doesn't convert.
    Unit,
    /// Its date is too vague.
    Precision,
    /// A range leaves it open.
    Interval,
    /// A reference leads nowhere.
    Reference,
    /// Of some resource it is unknown whether it belongs.
    Undecided,
    /// There are several where one is meant.
    Several,
    /// A calculation has no result.
    Arithmetic,
}

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
            if let Truth::Missing(reason) = &asked.condition.truth {
                self.parts(reason, None).insert(part_name(&asked.part));
            }
        }
    }

    /// The parts that a missing value left undecided. Where no other name was missing first, the missing one is the value itself.
    fn parts(&mut self, reason: &Reason, value: Option<&str>) -> &mut BTreeSet<String> {
        let name = reason.name.as_deref().or(value).map(str::to_owned);
        self.0.entry((name, MissingCause::of(reason))).or_default()
    }

    pub(super) fn into_missing(self) -> Vec<MissingValue> {
        self.0.into_iter().map(|((name, why), undecided)| MissingValue { name, why, undecided }).collect()
    }
}

/// How lines and reports name a part of a rule.
fn part_name(part: &Part) -> String {
    match part {
        Part::Rule => "when".to_owned(),
        Part::Loop => "loop".to_owned(),
        Part::Card(id) => format!("card {id}"),
        Part::Paragraph => "paragraph".to_owned(),
        Part::Suggestion => "suggestion".to_owned(),
        Part::Action => "action".to_owned(),
        Part::SystemAction => "system action".to_owned(),
    }
}

impl MissingCause {
    fn of(reason: &Reason) -> MissingCause {
        match reason.cause {
            _ if reason.is_absent => MissingCause::Absent,
            Cause::None | Cause::Operand => MissingCause::Absent,
            Cause::NotHad => MissingCause::Unavailable,
            Cause::Unreadable => MissingCause::Unreadable,
            Cause::Unit => MissingCause::Unit,
            Cause::Precision => MissingCause::Precision,
            Cause::Interval => MissingCause::Interval,
            Cause::Reference => MissingCause::Reference,
            Cause::Undecided => MissingCause::Undecided,
            Cause::Several => MissingCause::Several,
            Cause::Arithmetic => MissingCause::Arithmetic,
        }
    }
}

/// Either `absent`, or the words of the rule's own cause.
impl fmt::Display for MissingCause {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cause = match self {
            MissingCause::Absent => return formatter.write_str("absent"),
            MissingCause::Unavailable => Cause::NotHad,
            MissingCause::Unreadable => Cause::Unreadable,
            MissingCause::Unit => Cause::Unit,
            MissingCause::Precision => Cause::Precision,
            MissingCause::Interval => Cause::Interval,
            MissingCause::Reference => Cause::Reference,
            MissingCause::Undecided => Cause::Undecided,
            MissingCause::Several => Cause::Several,
            MissingCause::Arithmetic => Cause::Arithmetic,
        };
        write!(formatter, "unknown: {cause}")
    }
}
