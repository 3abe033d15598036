//! A find looks for a type that its source never holds.
//!
//! Reported while an extraction or a find is compiled: engine/rule/src/extract/find/candidates.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "type-not-in-query",
    severity: Severity::Error,
    summary: "a find looks for a type that its source never holds",
    explanation: "The query doesn't ask for resources of this type, so none would ever be found. Find in the entry that asks for them, or add an `_include` to the query.",
    wrong: Example::Keys(
        r##"prefetch:
  problems: Condition?patient={{context.patientId}}
values:
  results: { find: problems, type: Observation }
when: count(results) > 0
"##,
    ),
    right: Example::Keys(
        r##"prefetch:
  problems: Condition?patient={{context.patientId}}
values:
  found: { find: problems, type: Condition }
when: count(found) > 0
"##,
    ),
};
