//! A find looks for codes that its query doesn't ask for.
//!
//! Reported where all that is known of a condition comes together: engine/rule/src/scope/queried_codes.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "codes-beyond-query",
    severity: Severity::Error,
    summary: "a find looks for codes that its query doesn't ask for",
    explanation: "The query asks the record for certain codes only. A code that the find looks for and the query doesn't ask for never comes, and its absence would read as 'never done'. \
                  Ask for the same value set in the query: `code={{codes.name}}`.",
    wrong: Example::Keys(
        r##"valueSets:
  a1c: { title: HbA1c, codes: { http://loinc.org: [ 4548-4, 17856-6 ] } }
  one: { title: One HbA1c, codes: { http://loinc.org: [ 4548-4 ] } }
prefetch:
  labs: Observation?patient={{context.patientId}}&code={{codes.one}}
values:
  results: { find: labs, codes: a1c }
when: count(results) == 0
"##,
    ),
    right: Example::Keys(
        r##"valueSets:
  a1c: { title: HbA1c, codes: { http://loinc.org: [ 4548-4, 17856-6 ] } }
prefetch:
  labs: Observation?patient={{context.patientId}}&code={{codes.a1c}}
values:
  results: { find: labs, codes: a1c }
when: count(results) == 0
"##,
    ),
};
