//! A test of a rule that isn't there.
//!
//! Reported where tests are held against their rule: engine/rule/src/lint/test_file/check.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "unknown-rule",
    severity: Severity::Error,
    summary: "a test of a rule that isn't there",
    explanation: "The tests of a file run the rule whose id stands in it under `rule`. Where no rule has that id, nothing is tested.",
    wrong: Example::Test("rule: exmaple\ntoday: 2026-01-15\ntests: [ { name: nobody, patient: [], expect: { status: 400 } } ]"),
    right: Example::Test("rule: example\ntoday: 2026-01-15\ntests: [ { name: nobody, patient: [], expect: { status: 400 } } ]"),
};
