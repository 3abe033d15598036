//! A negation that is unknown where its value is missing.
//!
//! Reported where all that is known of a condition comes together: engine/rule/src/scope/contradiction.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "negated-missing",
    severity: Severity::Warning,
    summary: "a negation that is not true where its value is missing",
    explanation: "Without a value `a1c > 9` is unknown, and so is `not(a1c > 9)`: unknown never becomes 'no'. A card that warns unless something is known to be safe would then not show for those of whom nothing is known. \
                  Say what a missing value means: `missing(a1c) || a1c <= 9` lets it count, `a1c <= 9` asks for one. Nothing is told where the value is used further down, and so has to be there.",
    wrong: Example::Keys(
        r##"when: count(diabetes) > 0 && age >= 18 && not(days_since(a1c_date) < 183)
cards: [ { id: overdue, summary: HbA1c is overdue, indicator: warning } ]
"##,
    ),
    right: Example::Keys(
        r##"when: count(diabetes) > 0 && age >= 18 && (missing(a1c_date) || days_since(a1c_date) >= 183)
cards: [ { id: overdue, summary: HbA1c is overdue, indicator: warning } ]
"##,
    ),
};
