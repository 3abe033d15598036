//! A symbol of another language.

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "unknown-operator",
    severity: Severity::Error,
    summary: "a symbol that means nothing in an expression",
    explanation: "Operators are `&&` `||` `!`, `==` `!=` `<` `<=` `>` `>=`, `+` `-` `*` `/` `%` `^`. Other languages write some of them otherwise.",
    wrong: Example::Keys("when: age <> 18"),
    right: Example::Keys("when: age != 18"),
};
