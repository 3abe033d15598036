//! A code in a rule that no value set has.
//!
//! Reported while value sets and tables are compiled: engine/rule/src/terminology/mod.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "code-in-no-value-set",
    severity: Severity::Note,
    summary: "a code that none of the value sets has, though some have codes of its system",
    explanation: "Value sets are where codes are looked after: when a code is replaced, or another comes to mean the same, they are mended, and a code that stands in a rule alone is forgotten. It may also be a slip for one of theirs, and a slip matches no patient. Told only where the folder keeps codes of that system in value sets.",
    wrong: Example::Keys(
        r##"values:
  test: { from: a1c_result, path: $.code, as: code }
when: has_code(test, 'http://loinc.org', '59261-8')
"##,
    ),
    right: Example::Keys(
        r##"values:
  test: { from: a1c_result, path: $.code, as: code }
when: code_in(test, 'hba1c')
"##,
    ),
};
