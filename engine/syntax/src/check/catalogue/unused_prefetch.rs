//! A query whose result nothing uses.

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "unused-prefetch",
    severity: Severity::Warning,
    summary: "a query whose result nothing uses",
    explanation: "Every call asks the EHR for this data, and the token must cover it: a patient's data travels for nothing, and a rule that could answer may be refused for a scope that it does not need. Often a condition over it was forgotten.",
    wrong: Example::Keys(
        r##"prefetch:
  orders: MedicationRequest?patient={{context.patientId}}
"##,
    ),
    right: Example::Keys(
        r##"prefetch:
  orders: MedicationRequest?patient={{context.patientId}}
when: count(orders) > 0 && count(diabetes) > 0 && age >= 18 && missing(a1c_date)
"##,
    ),
};
