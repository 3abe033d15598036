//! A query for the first few of an order that nobody names.
//!
//! Reported while queries are compiled: engine/rule/src/plan/prefetch/mod.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "count-without-sort",
    severity: Severity::Warning,
    summary: "`_count` without `_sort`",
    explanation: "`_count` bounds what comes to so many resources, and without `_sort` the server may choose which. The result that matters may be among those left out, which would read as if there were none.",
    wrong: Example::Keys(
        r##"prefetch:
  orders: MedicationRequest?patient={{context.patientId}}&_count=5
when: count(orders) == 5
"##,
    ),
    right: Example::Keys(
        r##"prefetch:
  orders: MedicationRequest?patient={{context.patientId}}&_sort=-authoredon&_count=5
when: count(orders) == 5
"##,
    ),
};
