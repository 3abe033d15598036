//! A name where a text in quotes is needed.
//!
//! Reported while an expression is compiled: engine/rule/src/expression/compile/call.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "argument-not-literal",
    severity: Severity::Error,
    summary: "an argument must be a text in quotes",
    explanation: "Value sets, tables, columns, units and patterns are looked up when the rule is read, so that a mistake is found now and not while a patient is waiting.",
    wrong: Example::Keys(
        r##"values:
  problem: { find: problems, pick: latest, as: code }
when: code_in(problem, problem)"##,
    ),
    right: Example::Keys(
        r##"values:
  problem: { find: problems, pick: latest, as: code }
when: code_in(problem, 'diabetes-mellitus')"##,
    ),
};
