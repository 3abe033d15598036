<<<<<<< HEAD
//! A value set that no file and no `valueSets` defines.
=======
//! A value set that isn't there.
>>>>>>> main

use crate::{
    check::{Check, Example},
    diagnostic::Severity,
};

/// See the module.
pub static CHECK: Check = Check {
    name: "unknown-value-set",
    severity: Severity::Error,
<<<<<<< HEAD
    summary: "a value set that nothing defines",
    explanation: "Codes are compared with those of a value set, and there is none of this name: nothing would ever be found. Value sets are the files of `valuesets/`, the tables (by their codes), and those under `valueSets` of the rule.",
    wrong: Example::Keys(
        r##"valueSets:
  hba1c: { title: HbA1c, codes: { http://loinc.org: { 4548-4: Hemoglobin A1c } } }
prefetch:
  labs: Observation?patient={{context.patientId}}&code=http://loinc.org|4548-4
values:
  results: { find: labs, codes: hba1 }
when: count(results) > 0
"##,
    ),
    right: Example::Keys(
        r##"valueSets:
  hba1c: { title: HbA1c, codes: { http://loinc.org: { 4548-4: Hemoglobin A1c } } }
prefetch:
  labs: Observation?patient={{context.patientId}}&code=http://loinc.org|4548-4
values:
  results: { find: labs, codes: hba1c }
when: count(results) > 0
"##,
=======
    summary: "an expression names a value set that isn't there",
    explanation: "A code is never in a value set that doesn't exist, so the condition would never hold. Value sets are files of `valuesets/`, tables, and those under `valueSets`.",
    wrong: Example::Keys(
        r##"prefetch:
  problems: Condition?patient={{context.patientId}}
values:
  problem: { find: problems, pick: latest, as: code }
  codes: { find: problems, as: code }
valueSets:
  diabetes: { codes: { http://snomed.info/sct: { 44054006: Type 2 diabetes } } }
when: code_in(problem, 'diabetis')"##,
    ),
    right: Example::Keys(
        r##"prefetch:
  problems: Condition?patient={{context.patientId}}
values:
  problem: { find: problems, pick: latest, as: code }
  codes: { find: problems, as: code }
valueSets:
  diabetes: { codes: { http://snomed.info/sct: { 44054006: Type 2 diabetes } } }
when: code_in(problem, 'diabetes')"##,
>>>>>>> main
    ),
};
