//! A link, or a source, whose URL is not an address in full.

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "link-not-absolute",
    severity: Severity::Error,
    summary: "a URL of a link or a source that is not an address in full",
    explanation: "An EHR opens a link outside of this service, so a relative URL leads nowhere; and a URL whose beginning comes from data could lead anywhere.",
    wrong: Example::Keys(
        r##"cards:
  - id: reminder
    summary: Check the patient
    indicator: info
    source: { label: Clinic }
    links: [ { label: Guide, url: /guide, type: absolute } ]
"##,
    ),
    right: Example::Keys(
        r##"cards:
  - id: reminder
    summary: Check the patient
    indicator: info
    source: { label: Clinic }
    links: [ { label: Guide, url: 'https://example.org/guide', type: absolute } ]
"##,
    ),
};
