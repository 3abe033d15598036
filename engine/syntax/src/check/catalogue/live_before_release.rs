//! A rule answers before it calls itself released.

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "live-before-release",
    severity: Severity::Warning,
    summary: "a rule of version 0.x that answers clinicians",
    explanation: "Semver keeps 0.x for what may still change at any time. A rule that is being tried runs silently, `mode: silent`: it is evaluated and audited, and shows no card. Once it is released its version is 1.0.0 or later.",
    wrong: Example::Keys(
        r##"version: 0.3.0
"##,
    ),
    right: Example::Keys(
        r##"version: 0.3.0
mode: silent
"##,
    ),
};
