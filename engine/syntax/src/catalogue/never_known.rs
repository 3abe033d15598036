//! A value that is unknown whatever the data.
//!
//! Reported while an expression is compiled: engine/rule/src/expression/compile/arithmetic.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "never-known",
    severity: Severity::Warning,
    summary: "a value that is unknown for every patient",
    explanation: "Nothing can be divided by 0. What is computed so is unknown, and no condition over it is ever true.",
    wrong: Example::Keys(
        r##"when: count(diabetes) > 0 && missing(a1c_date) && age / 0 > 18
"##,
    ),
    right: Example::Keys(
        r##"when: count(diabetes) > 0 && missing(a1c_date) && age / 2 > 9
"##,
    ),
};
