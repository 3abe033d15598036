//! A table that isn't there.

use crate::{
    check::{Check, Example},
    diagnostic::Severity,
};

/// See the module.
pub static CHECK: Check = Check {
    name: "unknown-table",
    severity: Severity::Error,
    summary: "`lookup` names a table that isn't there",
    explanation: "Tables are files of `tables/`, named without `.yaml`.",
    wrong: Example::Keys(r##"prefetch:
  problems: Condition?patient={{context.patientId}}
values:
  problem: { find: problems, pick: latest, as: code }
  codes: { find: problems, as: code }
valueSets:
  diabetes: { codes: { http://snomed.info/sct: { 44054006: Type 2 diabetes } } }
when: lookup('mme', problem, 'factor') > 1"##),
    right: Example::Keys(r##"prefetch:
  problems: Condition?patient={{context.patientId}}
values:
  problem: { find: problems, pick: latest, as: code }
  codes: { find: problems, as: code }
valueSets:
  diabetes: { codes: { http://snomed.info/sct: { 44054006: Type 2 diabetes } } }
when: code_in(problem, 'diabetes')"##),
};
