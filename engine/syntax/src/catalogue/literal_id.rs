//! An id or a server that is written into a query.
//!
//! Reported while queries are compiled: engine/rule/src/plan/prefetch/check/confinement.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "literal-id",
    severity: Severity::Warning,
    summary: "an id or a server that is written into a query",
    explanation: "The query asks for this one resource whoever the patient is, and in another system the same id is another resource or none. In a test it works; with the next patient the card speaks of the wrong one.",
    wrong: Example::Keys(
        r##"prefetch:
  person: Patient/123
when: present(person)
"##,
    ),
    right: Example::Keys(
        r##"prefetch:
  person: Patient/{{context.patientId}}
when: present(person)
"##,
    ),
};
