//! A query whose result nothing uses.

use super::FinishedRule;
use engine_syntax::{
    check::{Check, Example, Severity},
    diagnostic::{Diagnostic, Diagnostics},
};

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

/// Entries of included files are meant for several rules, and what references may lead to needs no name.
pub(super) fn check(finished: &FinishedRule<'_>, diagnostics: &mut Diagnostics) {
    for entry in finished.own_entries().filter(|entry| !entry.is_used && !entry.is_read_by_another && !entry.may_be_followed) {
        let name = &entry.written.name;
        let diagnostic = Diagnostic::new(&CHECK, name.span(), format!("nothing uses `{}`", name.as_str()));
        diagnostics.push(diagnostic.help("use it in a value, a condition or a card, or remove it: it is asked for at every call"));
    }
}
