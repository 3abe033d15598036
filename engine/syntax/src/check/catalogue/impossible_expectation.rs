//! A test that expects of an answer what only a refusal has, or the other way round.

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "impossible-expectation",
    severity: Severity::Error,
    summary: "a test expects cards of a refusal, or a refusal's words of an answer",
    explanation: "A call that is refused has no cards, no values and no system actions; one that is answered (status 200) gives no reason for a refusal. Such an \
                  expectation would never be compared, and the test would pass for the wrong reason.",
    wrong: Example::Test(
        "rule: example\ntoday: 2026-01-15\ntests:\n  - name: no token\n    fhirAuthorization: null\n    expect: { status: 412, cards: [] }",
    ),
    right: Example::Test(
        "rule: example\ntoday: 2026-01-15\ntests:\n  - name: no token\n    fhirAuthorization: null\n    expect: { status: 412, diagnostics: { contains: patient } }",
    ),
};
