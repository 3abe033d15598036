//! A condition that is turned round twice.
//!
//! Reported while an expression is compiled: engine/rule/src/expression/compile/logic.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "double-negation",
    severity: Severity::Warning,
    summary: "a condition that is turned round twice",
    explanation: "`!` of `!` is as it was. A reader who counts one of them too few reads the opposite of what the rule decides.",
    wrong: Example::Keys(
        r##"when: count(diabetes) > 0 && age >= 18 && not(not(missing(a1c_date)))
"##,
    ),
    right: Example::Keys(
        r##"when: count(diabetes) > 0 && age >= 18 && missing(a1c_date)
"##,
    ),
};
