//! A card that no test shows.

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "no-test-shows",
    severity: Severity::Warning,
    summary: "a card that no test shows",
    explanation: "A card that never showed in a test may never show at all: a condition too many, a unit that doesn't convert, and nobody would notice.",
    wrong: Example::Test(
        "rule: example\ntoday: 2026-01-15\ntests:\n  - name: nobody, no card\n    patient: []\n    expect: { cards: [] }\n",
    ),
    right: Example::Test(
        "rule: example\ntoday: 2026-01-15\ntests:\n  - name: an old result fires\n    patient: []\n    each: [ { set: { age: 50 }, expect: { cards: [ { id: overdue } ] } } ]\n  - name: nobody, no card\n    patient: []\n    expect: { cards: [] }\n",
    ),
};
