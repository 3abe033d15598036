//! A search that is not confined to the patient.
//!
//! Reported while queries are compiled: engine/rule/src/plan/prefetch/check/confinement.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "search-of-all-patients",
    severity: Severity::Warning,
    summary: "a search that is not confined to the patient",
    explanation: "Without the patient in the query the server gives the data of everybody, as far as the token allows it, and the rule counts other people's problems as this patient's. A token that is lent for one patient doesn't cover such a query either.",
    wrong: Example::Keys(
        r##"prefetch:
  found: Condition?clinical-status=active
when: count(found) > 0
"##,
    ),
    right: Example::Keys(
        r##"prefetch:
  found: Condition?patient={{context.patientId}}&clinical-status=active
when: count(found) > 0
"##,
    ),
};
