//! Why a value was missing. The names of the causes are part of the stable shape of lines and reports.

use engine_rule::{
    frame::trace::MissingReason,
    value::{Cause, MissingKind},
};
use serde::{Deserialize, Serialize};
use std::fmt;

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
    /// It is unknown of some resource whether it belongs.
    Undecided,
    /// There are several where one is meant.
    Several,
    /// A calculation has no result.
    Arithmetic,
}

impl MissingCause {
    pub(super) fn of(reason: &MissingReason) -> MissingCause {
        let MissingKind::Unknown(cause) = reason.kind else { return MissingCause::Absent };
        match cause {
            Cause::Operand => MissingCause::Absent,
            Cause::Unavailable => MissingCause::Unavailable,
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
            MissingCause::Unavailable => Cause::Unavailable,
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
