//! A test that expects nothing.

use crate::{
    check::{Check, Example, Severity},
    diagnostic::{Diagnostic, Diagnostics},
    model::test_file::{Test, TestFile},
    source::Span,
};

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

/// Looks at what has no mistake that was found before: what is meant may be what has the slip.
pub(super) fn check(file: &TestFile, diagnostics: &mut Diagnostics) {
    if file.tests.is_empty() && !diagnostics.has_errors_in(file.span.file) {
        let diagnostic = Diagnostic::new(&CHECK, file.rule.span(), "no tests stand in this file");
        diagnostics.push(diagnostic.help("write the first under `tests:`, `- name: …` with what it is to `expect`"));
    }
    for test in &file.tests {
        let is_within = |span: Span| span.file == test.span.file && test.span.start <= span.start && span.end <= test.span.end;
        if !diagnostics.iter().any(|found| is_within(found.span)) {
            check_test(test, diagnostics);
        }
    }
}

fn check_test(test: &Test, diagnostics: &mut Diagnostics) {
    let empty = test.cases.iter().map(|case| &case.expect).find(|expect| expect.is_empty()).map(|expect| expect.span);
    if let Some(span) = if test.cases.is_empty() { Some(test.name.span()) } else { empty } {
        let message = "this test expects nothing, so it passes whatever the rule does";
        let help = "say what is to come: `expect: { cards: [] }` for no card, `expect: { status: 412 }` for a refusal";
        diagnostics.push(Diagnostic::new(&CHECK, span, message).help(help));
    }
}
