//! `pick: latest` or `earliest` where there are no dates to go by.

use crate::{
    check::{Check, Example},
    diagnostic::Severity,
};

/// See the module.
pub static CHECK: Check = Check {
    name: "wrong-pick",
    severity: Severity::Error,
    summary: "`pick` goes by dates that aren't there",
    explanation: "`latest` and `earliest` compare the main dates of resources, which only `find` does. An extraction knows the order in which elements came: `first` and `last`.",
    wrong: Example::Keys(
        r##"prefetch:
  patient: Patient/{{context.patientId}}
values:
  family: { from: patient, path: '$.name[*].family', as: text, pick: latest }
when: present(family)
"##,
    ),
    right: Example::Keys(
        r##"prefetch:
  patient: Patient/{{context.patientId}}
values:
  family: { from: patient, path: '$.name[*].family', as: text, pick: last }
when: present(family)
"##,
    ),
};
