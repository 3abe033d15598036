//! A rule answers before it calls itself released.

use super::FinishedRule;
use engine_syntax::{
    check::{Check, Example, Severity},
    diagnostic::{Diagnostic, Diagnostics},
    model::Mode,
};

/// See the module.
pub static CHECK: Check = Check {
    name: "live-before-release",
    severity: Severity::Warning,
    summary: "a rule of version 0.x that answers clinicians",
    explanation: "Semver keeps 0.x for what may still change at any time. A rule that is being tried runs silently, `mode: silent`: it is evaluated and audited, and shows no card. Once it is released its version is 1.0.0 or later.",
    wrong: Example::Keys(
        r##"version: 0.3.0
"##,
    ),
    right: Example::Keys(
        r##"version: 0.3.0
mode: silent
"##,
    ),
};

pub(super) fn check(finished: &FinishedRule<'_>, diagnostics: &mut Diagnostics) {
    let rule = finished.rule;
    if rule.mode == Mode::Live && rule.version.as_str().starts_with("0.") {
        let message = format!("version {} answers clinicians", rule.version.as_str());
        let diagnostic = Diagnostic::new(&CHECK, rule.version.span(), message)
            .label("not released")
            .help("while it is tried, `mode: silent` evaluates it and shows no card; once it is released, its version is 1.0.0 or later");
        diagnostics.push(diagnostic);
    }
}
