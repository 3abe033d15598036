//! A name in an expression that nothing defines.
//!
//! Reported while an expression is compiled: engine/rule/src/expression/compile/name.rs
//! Reported while an extraction or a find is compiled: engine/rule/src/extract/source.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "unknown-name",
    severity: Severity::Error,
    summary: "an expression uses a name that nothing defines",
    explanation: "A condition over a name that doesn't exist can never be decided, so its card would never show. \
                  Names are those of `prefetch` entries, of `values` that stand earlier, of loop variables, and `context.…`.",
    wrong: Example::Keys("when: agee >= 18"),
    right: Example::Keys("when: age >= 18"),
};
