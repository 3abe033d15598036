//! A template where a text is shown as it is written.

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "template-in-plain-text",
    severity: Severity::Warning,
    summary: "`{{ }}` in a text that describes the service",
    explanation: "The title, the description and the usage requirements stand in the list of services that an EHR fetches before it calls any (CDS Hooks 2.0.1, Discovery). There is no patient then, and the braces show as they are.",
    wrong: Example::Keys("title: 'HbA1c of {{ a1c }}'\n"),
    right: Example::Keys("title: HbA1c monitoring\n"),
};
