//! Values that can't be compared or computed with.
//!
//! Reported while an expression is compiled: engine/rule/src/expression/compile/arithmetic.rs
//! Reported while an expression is compiled: engine/rule/src/expression/compile/comparison.rs
//! Reported while an expression is compiled: engine/rule/src/expression/compile/logic.rs
//! Reported while the types of operands are made to agree: engine/rule/src/expression/typing/common_type.rs
//! Reported while the types of operands are made to agree: engine/rule/src/expression/typing/comparable.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "incompatible-types",
    severity: Severity::Error,
    summary: "values of different types are compared or computed with",
    explanation: "A text is never equal to a number, and a code is more than its text: such a comparison would be false for every patient. Read the value as what it is, with `as`.",
    wrong: Example::Keys("when: age >= 'old'"),
    right: Example::Keys("when: age >= 65"),
};
