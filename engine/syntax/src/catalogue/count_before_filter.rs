//! A query bounded by `_count` under a find that leaves some of it out.
//!
//! Reported where all that is known of a condition comes together: engine/rule/src/scope/search_guarantees.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "count-before-filter",
    severity: Severity::Warning,
    summary: "a find that filters what `_count` has cut already",
    explanation: "The query brings so many resources and no more; the find then leaves out some of them. Where all that came are left out, older ones that would have been found were never asked for, and the find reads as 'none'. Ask the query for what the find looks for, or leave `_count` out.",
    wrong: Example::Keys(
        r##"prefetch:
  labs: Observation?patient={{context.patientId}}&code={{codes.hba1c}}&_sort=-date&_count=1
"##,
    ),
    right: Example::Keys(
        r##"prefetch:
  labs: Observation?patient={{context.patientId}}&code={{codes.hba1c}}&_sort=-date
"##,
    ),
};
