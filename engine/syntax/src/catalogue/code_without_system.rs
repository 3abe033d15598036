//! A code in a path's filter without its code system.
//!
//! Reported while a path is compiled: engine/rule/src/extract/path/report.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "code-without-system",
    severity: Severity::Warning,
    summary: "a filter on a code that doesn't ask for its code system",
    explanation: "The same code means one thing in LOINC and another in a local list, and the filter lets both through. Ask for the system in the same filter; or read the concept with `as: code` and ask whether it is in a value set, which knows the system of each of its codes.",
    wrong: Example::Keys(
        r##"values:
  local_name: { from: a1c_result, path: "$.code.coding[?@.code == '4548-4'].display" }
when: count(local_name) > 0
"##,
    ),
    right: Example::Keys(
        r##"values:
  local_name: { from: a1c_result, path: "$.code.coding[?@.system == 'http://loinc.org' && @.code == '4548-4'].display" }
when: count(local_name) > 0
"##,
    ),
};
