//! A value set or a table that no rule names.

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "unused-value-set",
    severity: Severity::Warning,
    summary: "a value set or table that no rule uses",
    explanation: "Codes that nobody looks for may be those that a rule was meant to look for: a misspelt copy, or a find that lost its `codes`. Remove the file, or use it.",
    wrong: Example::Words(
        "A file `valuesets/hba1c.yaml` or `tables/renal-limits.yaml` whose name stands in no rule, shared file or table.",
    ),
    right: Example::Words("`codes: hba1c` in a rule, or `valueset` cells of a table that name it."),
};
