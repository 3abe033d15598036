//! A shared file of whose definitions a rule uses none.

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "unused-include",
    severity: Severity::Warning,
    summary: "an included file of which nothing is used",
    explanation: "All queries of an included file are asked at every call, used or not. A file included in vain costs time and scopes, and makes its reader look for what it is there for.",
    wrong: Example::Rule(
        "id: example\nhook: patient-view\nversion: 1.0.0\ndescription: Counts problems.\nsource: { label: Clinic }\ninclude: [ ../common/shared.yaml ]\nprefetch:\n  problems: Condition?patient={{context.patientId}}\nwhen: count(problems) > 0\ncards: [ { id: a, summary: Look at the problems, indicator: info } ]",
    ),
    right: Example::Rule(
        "id: example\nhook: patient-view\nversion: 1.0.0\ndescription: Counts problems.\nsource: { label: Clinic }\ninclude: [ ../common/shared.yaml ]\nprefetch:\n  problems: Condition?patient={{context.patientId}}\nwhen: is_adult && count(problems) > 0\ncards: [ { id: a, summary: Look at the problems, indicator: info } ]",
    ),
};
