//! What was missing in a call, and what it left undecided.

use super::Missing;
use engine_rule::{
    trace::{Part, Reason, Snapshot, Trace, Truth},
    value::Cause,
};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

/// Why a value was missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// There is none.
    Absent,
    /// Its query could not be answered.
    NotHad,
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

/// What was missing, with the parts that it left undecided.
#[derive(Debug, Default)]
pub(super) struct Gaps(BTreeMap<(Option<String>, Why), BTreeSet<String>>);

impl Gaps {
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

    /// The parts that something missing left undecided; of a value that nothing else kept from being known, the value itself is missing.
    fn parts(&mut self, reason: &Reason, value: Option<&str>) -> &mut BTreeSet<String> {
        let name = reason.name.as_deref().or(value).map(str::to_owned);
        self.0.entry((name, Why::of(reason))).or_default()
    }

    pub(super) fn into_missing(self) -> Vec<Missing> {
        self.0.into_iter().map(|((name, why), undecided)| Missing { name, why, undecided }).collect()
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

impl Why {
    fn of(reason: &Reason) -> Why {
        match reason.cause {
            _ if reason.is_absent => Why::Absent,
            Cause::None | Cause::Operand => Why::Absent,
            Cause::NotHad => Why::NotHad,
            Cause::Unreadable => Why::Unreadable,
            Cause::Unit => Why::Unit,
            Cause::Precision => Why::Precision,
            Cause::Interval => Why::Interval,
            Cause::Reference => Why::Reference,
            Cause::Undecided => Why::Undecided,
            Cause::Several => Why::Several,
            Cause::Arithmetic => Why::Arithmetic,
        }
    }
}

/// `absent`; else the cause's own words.
impl fmt::Display for Why {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cause = match self {
            Why::Absent => return formatter.write_str("absent"),
            Why::NotHad => Cause::NotHad,
            Why::Unreadable => Cause::Unreadable,
            Why::Unit => Cause::Unit,
            Why::Precision => Cause::Precision,
            Why::Interval => Cause::Interval,
            Why::Reference => Cause::Reference,
            Why::Undecided => Cause::Undecided,
            Why::Several => Cause::Several,
            Why::Arithmetic => Cause::Arithmetic,
        };
        write!(formatter, "unknown: {cause}")
    }
}
