//! A text with a leading `!`, which YAML takes for a tag.
//!
//! Reported while YAML is parsed: engine/syntax/src/yaml/syntax.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "yaml-tag",
    severity: Severity::Error,
    summary: "a text begins with `!`, which YAML takes for a tag",
    explanation: "YAML would cut the first word off such a text, so that `!missing(x) && y` becomes `y`: a condition that shows a card where it should not. \
                  Write `not(…)` instead of `!`, or put the whole text in quotes.",
    wrong: Example::Keys("when: !missing(a1c) && age >= 18"),
    right: Example::Keys("when: not(missing(a1c)) && age >= 18"),
};
