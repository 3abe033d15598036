//! A condition that nothing can make true.
//!
//! Reported while an expression is compiled: engine/rule/src/expression/compile/compared_text.rs
//! Reported where all that is known of a condition comes together: engine/rule/src/scope/contradiction.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "always-false",
    severity: Severity::Warning,
    summary: "a condition that can never be true",
    explanation: "Two of its parts rule each other out, as `age > 65 && age < 18`, or `missing(a1c) && a1c > 9`: of what is missing nothing else is true. The card never shows, and nobody misses it. As the condition of `if()`, it gives the same value to every patient. Often `any` was meant.",
    wrong: Example::Keys(
        r##"when: count(diabetes) > 0 && age >= 18 && missing(a1c_date) && days_since(a1c_date) > 183
"##,
    ),
    right: Example::Keys(
        r##"when: count(diabetes) > 0 && age >= 18 && (missing(a1c_date) || days_since(a1c_date) > 183)
"##,
    ),
};
