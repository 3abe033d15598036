//! An expression beyond what can be read.
//!
//! Reported while an expression is parsed: engine/rule/src/expression/syntax/report.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "expression-too-large",
    severity: Severity::Error,
    summary: "an expression is too long or nested too deep",
    explanation: "Nobody can check an expression of thousands of words, and reading it would take the engine's time. Give its parts names under `values`.",
    wrong: Example::Keys(
        "when: '((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((age >= 18))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))'",
    ),
    right: Example::Keys("when: age >= 18"),
};
