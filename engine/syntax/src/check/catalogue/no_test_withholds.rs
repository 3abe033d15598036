//! A card that every test shows.

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "no-test-withholds",
    severity: Severity::Warning,
    summary: "a card that no test has not show",
    explanation: "A card that shows in each test may show for everyone. Clinicians pass over cards that they see too often, the right ones too. A test of a patient who needs none proves that the condition holds some back.",
    wrong: Example::Test(
        "rule: example\ntoday: 2026-01-15\ntests:\n  - name: an old result fires\n    patient: []\n    each: [ { set: { age: 50 }, expect: { cards: [ { id: overdue } ] } } ]\n",
    ),
    right: Example::Test(
        "rule: example\ntoday: 2026-01-15\ntests:\n  - name: an old result fires\n    patient: []\n    each: [ { set: { age: 50 }, expect: { cards: [ { id: overdue } ] } } ]\n  - name: nobody, no card\n    patient: []\n    expect: { cards: [] }\n",
    ),
};
