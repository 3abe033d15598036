//! A required query with a token that a request may come without.
//!
//! Reported while queries are compiled: engine/rule/src/plan/prefetch/check/token.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "optional-token-in-required-query",
    severity: Severity::Warning,
    summary: "a required query with a token that a request may come without",
    explanation: "The hook lets a request leave this field out. Then the query can't be asked, and since the entry is required the whole rule is answered with 412. Say `required: false`, and the rest of the rule still answers.",
    wrong: Example::Keys(
        r##"hook: patient-view
prefetch:
  visit: Encounter/{{context.encounterId}}
when: present(visit)
"##,
    ),
    right: Example::Keys(
        r##"hook: patient-view
prefetch:
  visit: { query: 'Encounter/{{context.encounterId}}', required: false }
when: present(visit)
"##,
    ),
};
