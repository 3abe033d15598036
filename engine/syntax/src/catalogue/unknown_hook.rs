//! A hook that nobody defines.
//!
//! Reported while a rule is compiled: engine/rule/src/plan/compile_rule.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "unknown-hook",
    severity: Severity::Error,
    summary: "a hook that nobody defines",
    explanation: "An EHR calls a service at a hook; of a hook that is neither in HL7’s library nor declared in engine.yaml no call will ever come.",
    wrong: Example::Keys("hook: patient-veiw"),
    right: Example::Keys("hook: patient-view"),
};
