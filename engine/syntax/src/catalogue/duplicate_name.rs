//! A name that is defined twice.
//!
//! Reported while a rule is compiled: engine/rule/src/plan/context.rs

use crate::{
    check::{Check, Example, Severity},
    diagnostic::{Diagnostic, Diagnostics},
    model::test_file::TestFile,
};

/// See the module.
pub static CHECK: Check = Check {
    name: "duplicate-name",
    severity: Severity::Error,
    summary: "a name that is defined twice",
    explanation: "Two things under one name: a condition would use one of them, and the reader expects the other. Entries, values and loop variables share one space of names.",
    wrong: Example::Keys(
        r##"values:
  age: { from: patient, path: $.birthDate, as: age }
  problems: count(labs)
when: age > 3"##,
    ),
    right: Example::Keys(
        r##"values:
  age: { from: patient, path: $.birthDate, as: age }
  tests: count(labs)
when: age > 3 && tests > 0"##,
    ),
};

/// Two tests of one name can't be told apart in a report.
pub(super) fn check(file: &TestFile, diagnostics: &mut Diagnostics) {
    for (index, test) in file.tests.iter().enumerate() {
        let name = test.name.as_str();
        if let Some(first) = file.tests[..index].iter().find(|other| !name.is_empty() && other.name.as_str() == name) {
            let diagnostic = Diagnostic::new(&CHECK, test.name.span(), format!("two tests are named `{name}`"));
            diagnostics.push(diagnostic.related(first.name.span(), "the first").help("name each by what it shows"));
        }
    }
}
