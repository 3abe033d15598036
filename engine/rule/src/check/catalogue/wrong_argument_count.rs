//! Too many or too few arguments.

use crate::{
    check::{Check, Example},
    diagnostic::Severity,
};

/// See the module.
pub static CHECK: Check = Check {
    name: "wrong-argument-count",
    severity: Severity::Error,
    summary: "a function is given too many or too few arguments",
    explanation: "Each function takes the arguments that its signature names, no more and no fewer.",
    wrong: Example::Keys(
        r##"prefetch:
  problems: Condition?patient={{context.patientId}}
values:
  problem: { find: problems, pick: latest, as: code }
  codes: { find: problems, as: code }
valueSets:
  diabetes: { codes: { http://snomed.info/sct: { 44054006: Type 2 diabetes } } }
when: count(problems, age) > 0"##,
    ),
    right: Example::Keys(
        r##"prefetch:
  problems: Condition?patient={{context.patientId}}
values:
  problem: { find: problems, pick: latest, as: code }
  codes: { find: problems, as: code }
valueSets:
  diabetes: { codes: { http://snomed.info/sct: { 44054006: Type 2 diabetes } } }
when: count(problems) > 0"##,
    ),
};
