//! `appContext` on a link that opens no SMART app.

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "app-context-needs-smart",
    severity: Severity::Error,
    summary: "`appContext` on a link that opens no SMART app",
    explanation: "Only SMART apps receive `appContext`; on a plain web link it is lost, and the page would miss what the author meant to pass.",
    wrong: Example::Keys(
        r##"cards:
  - id: reminder
    summary: Check the patient
    indicator: info
    source: { label: Clinic }
    links: [ { label: Guide, url: 'https://example.org', type: absolute, appContext: x } ]
"##,
    ),
    right: Example::Keys(
        r##"cards:
  - id: reminder
    summary: Check the patient
    indicator: info
    source: { label: Clinic }
    links: [ { label: Guide, url: 'https://example.org', type: smart, appContext: x } ]
"##,
    ),
};
