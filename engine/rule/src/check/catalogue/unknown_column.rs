//! A column that a table doesn't have.

use crate::{
    check::{Check, Example},
    diagnostic::Severity,
};

/// See the module.
pub static CHECK: Check = Check {
    name: "unknown-column",
    severity: Severity::Error,
    summary: "`lookup` names a column that the table doesn't have",
    explanation: "The columns of a table are declared under its `columns`.",
    wrong: Example::Keys(r##"prefetch:
  problems: Condition?patient={{context.patientId}}
values:
  problem: { find: problems, pick: latest, as: code }
  codes: { find: problems, as: code }
valueSets:
  diabetes: { codes: { http://snomed.info/sct: { 44054006: Type 2 diabetes } } }
when: lookup('mme', problem, 'faktor') > 1"##),
    right: Example::Keys(r##"prefetch:
  problems: Condition?patient={{context.patientId}}
values:
  problem: { find: problems, pick: latest, as: code }
  codes: { find: problems, as: code }
valueSets:
  diabetes: { codes: { http://snomed.info/sct: { 44054006: Type 2 diabetes } } }
when: code_in(problem, 'diabetes')"##),
};
