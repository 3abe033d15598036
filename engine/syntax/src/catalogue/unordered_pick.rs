//! The first of a list whose order nothing guarantees.
//!
//! Reported where all that is known of a condition comes together: engine/rule/src/scope/search_guarantees.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "unordered-pick",
    severity: Severity::Warning,
    summary: "the first or last of a list that is in no order",
    explanation: "A server gives what a search finds in any order unless `_sort` asks for one. The first is then the latest on one day and the oldest on the next, and the card speaks of either. Find it with `pick: latest`, or sort the query.",
    wrong: Example::Keys(
        r##"prefetch:
  conditions: Condition?patient={{context.patientId}}
values:
  problem: { find: conditions, pick: first, as: code }
when: code_in(problem, 'diabetes-mellitus')
"##,
    ),
    right: Example::Keys(
        r##"prefetch:
  conditions: Condition?patient={{context.patientId}}
values:
  problem: { find: conditions, pick: latest, as: code }
when: code_in(problem, 'diabetes-mellitus')
"##,
    ),
};
