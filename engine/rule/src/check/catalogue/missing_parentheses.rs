//! A function without parentheses.

use crate::{
    check::{Check, Example},
    diagnostic::Severity,
};

/// See the module.
pub static CHECK: Check = Check {
    name: "missing-parentheses",
    severity: Severity::Error,
    summary: "a function without its parentheses",
    explanation: "A function's arguments stand in parentheses behind its name.",
    wrong: Example::Keys(
        r##"prefetch:
  problems: Condition?patient={{context.patientId}}
values:
  problem: { find: problems, pick: latest, as: code }
  codes: { find: problems, as: code }
valueSets:
  diabetes: { codes: { http://snomed.info/sct: { 44054006: Type 2 diabetes } } }
when: count problems > 0"##,
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
