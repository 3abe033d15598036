//! A query for all of which one is read.

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "one-without-count",
    severity: Severity::Note,
    summary: "a query without `_count` of which only the first is read",
    explanation: "The query brings every result that the patient has, page by page, and the rule reads the latest. In a long record that takes time out of a call's few hundred milliseconds. Where the query asks for just what the find looks for, and keeps away what was entered in error, `_count=1` brings the same one alone.",
    wrong: Example::Keys(
        r##"prefetch:
  results: Observation?patient={{context.patientId}}&code={{codes.hba1c}}&status=final&_sort=-date
values:
  last_result: { find: results, codes: hba1c, pick: latest }
when: missing(last_result)
"##,
    ),
    right: Example::Keys(
        r##"prefetch:
  results: Observation?patient={{context.patientId}}&code={{codes.hba1c}}&status=final&_sort=-date&_count=1
values:
  last_result: { find: results, codes: hba1c, pick: latest }
when: missing(last_result)
"##,
    ),
};
