//! A condition that nothing can make false.
//!
//! Reported while an expression is compiled: engine/rule/src/expression/compile/compared_text.rs
//! Reported where all that is known of a condition comes together: engine/rule/src/scope/contradiction.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "always-true",
    severity: Severity::Warning,
    summary: "a condition that can never be false",
    explanation: "A condition that holds for every patient decides nothing: `count(x) >= 0` holds of an empty list too. The card shows more often than its author meant, and clinicians learn to pass over it.",
    wrong: Example::Keys(
        r##"when: count(diabetes) >= 0 && age >= 18 && missing(a1c_date)
"##,
    ),
    right: Example::Keys(
        r##"when: count(diabetes) > 0 && age >= 18 && missing(a1c_date)
"##,
    ),
};
