//! A test that expects of an answer what only a refusal has, or the other way round.

use crate::{
    check::{Check, Example, Severity},
    diagnostic::{Diagnostic, Diagnostics},
    model::test_file::{Expect, TestFile},
};

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

pub(super) fn check(file: &TestFile, diagnostics: &mut Diagnostics) {
    file.expectations().for_each(|expect| check_expectation(expect, diagnostics));
}

fn check_expectation(expect: &Expect, diagnostics: &mut Diagnostics) {
    let of_an_answer = [
        ("cards", expect.cards.as_ref().map(|json| json.span)),
        ("systemActions", expect.system_actions.as_ref().map(|json| json.span)),
        ("values", expect.values.first().map(|(name, _)| name.span())),
        ("missing", expect.missing.as_ref().map(|missing| missing.span)),
    ];
    let (impossible, why, help) = if expect.is_of_an_answer() {
        let diagnostics = expect.diagnostics.as_ref().map(|json| ("diagnostics", json.span));
        (diagnostics, "only a refusal has", "add the refusal's `status`, or leave it out")
    } else {
        let first = of_an_answer.into_iter().find_map(|(name, span)| Some((name, span?)));
        (first, "a refusal does not have", "leave it out, or expect `status: 200`; what a refusal says is compared under `diagnostics`")
    };
    if let Some((name, span)) = impossible {
        diagnostics.push(Diagnostic::new(&CHECK, span, format!("`{name}` is what {why}")).help(help));
    }
}
