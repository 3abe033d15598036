//! A test that expects nothing.

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "expects-nothing",
    severity: Severity::Error,
    summary: "a test that expects nothing",
    explanation: "A test that compares nothing passes whatever the rule does, and looks as if somebody had made sure. Say which cards are to come, or that none is.",
    wrong: Example::Test(
        "rule: example\ntoday: 2026-01-15\ntests:\n  - name: a child\n    patient: [ { resourceType: Patient, id: p, birthDate: 2020-01-01 } ]\n    expect: {}",
    ),
    right: Example::Test(
        "rule: example\ntoday: 2026-01-15\ntests:\n  - name: a child\n    patient: [ { resourceType: Patient, id: p, birthDate: 2020-01-01 } ]\n    expect: { cards: [] }",
    ),
};
