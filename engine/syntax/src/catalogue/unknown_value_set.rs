//! A value set that isn't there.
//!
//! Reported while a call of a function is compiled: engine/rule/src/expression/function/membership.rs
//! Reported while an extraction or a find is compiled: engine/rule/src/extract/find/codes.rs
//! Reported while queries are compiled: engine/rule/src/plan/prefetch/mod.rs
//! Reported while value sets and tables are compiled: engine/rule/src/terminology/mod.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "unknown-value-set",
    severity: Severity::Error,
    summary: "an expression names a value set that isn't there",
    explanation: "A code is never in a value set that doesn't exist, so the condition would never hold. Value sets are files of `valuesets/`, tables, and those under `valueSets`.",
    wrong: Example::Keys(
        r##"values:
  problem: { find: problems, pick: latest, as: code }
when: code_in(problem, 'diabetes-melitus')"##,
    ),
    right: Example::Keys(
        r##"values:
  problem: { find: problems, pick: latest, as: code }
when: code_in(problem, 'diabetes-mellitus')"##,
    ),
};
