//! A value that nothing uses.

use super::FinishedRule;
use engine_syntax::{
    check::{Check, Example, Severity},
    diagnostic::{Diagnostic, Diagnostics},
};

/// See the module.
pub static CHECK: Check = Check {
    name: "unused-value",
    severity: Severity::Warning,
    summary: "a value that nothing uses",
    explanation: "A value that no condition and no card reads is often a condition that somebody forgot: the rule fires more often than its author meant.",
    wrong: Example::Rule(
        "id: problems\nhook: patient-view\nversion: 1.0.0\ndescription: Counts problems.\nsource: { label: Clinic }\nprefetch:\n  problems: Condition?patient={{context.patientId}}\nvalues:\n  problem_count: count(problems)\nwhen: count(problems) > 0\ncards: [ { id: a, summary: Look at the problems, indicator: info } ]",
    ),
    right: Example::Rule(
        "id: problems\nhook: patient-view\nversion: 1.0.0\ndescription: Counts problems.\nsource: { label: Clinic }\nprefetch:\n  problems: Condition?patient={{context.patientId}}\nvalues:\n  problem_count: count(problems)\nwhen: problem_count > 0\ncards: [ { id: a, summary: Look at the problems, indicator: info } ]",
    ),
};

/// Values of included files are meant for several rules.
pub(super) fn check(finished: &FinishedRule<'_>, diagnostics: &mut Diagnostics) {
    for value in finished.usage.values.iter().filter(|value| !value.is_used && finished.is_own(value.name.span())) {
        let diagnostic = Diagnostic::new(&CHECK, value.name.span(), format!("nothing uses `{}`", value.name.as_str()));
        diagnostics.push(diagnostic.help("use it in a condition or a card, or remove it"));
    }
}
