//! A test that names what its rule doesn't have.
//!
//! Reported where tests are held against their rule: engine/rule/src/lint/test_file/check.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "unknown-in-test",
    severity: Severity::Error,
    summary: "a test names a card, value, entry or hook that its rule doesn't have",
    explanation: "What a test sets or expects is looked up in the rule by name. A name with a slip would set nothing, or wait for a card that can never come.",
    wrong: Example::Test(
        "rule: example\ntoday: 2026-01-15\ntests:\n  - name: a child\n    patient: [ { resourceType: Patient, id: p, birthDate: 2020-01-01 } ]\n    expect: { values: { aeg: 6 } }",
    ),
    right: Example::Test(
        "rule: example\ntoday: 2026-01-15\ntests:\n  - name: a child\n    patient: [ { resourceType: Patient, id: p, birthDate: 2020-01-01 } ]\n    expect: { values: { age: 6 } }",
    ),
};
