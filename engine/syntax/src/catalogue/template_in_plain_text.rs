//! A template where a text is shown as it is written.

use crate::{
    check::{Check, Example, Severity},
    diagnostic::{Diagnostic, Diagnostics},
    model::Rule,
};

/// See the module.
pub static CHECK: Check = Check {
    name: "template-in-plain-text",
    severity: Severity::Warning,
    summary: "`{{ }}` in a text that describes the service",
    explanation: "The title, the description and the usage requirements stand in the list of services that an EHR fetches before it calls any (CDS Hooks 2.0.1, Discovery). There is no patient then, and the braces show as they are.",
    wrong: Example::Keys("title: 'HbA1c of {{ a1c }}'\n"),
    right: Example::Keys("title: HbA1c monitoring\n"),
};

/// Looks at the texts that describe the service, which is done before any call.
pub(super) fn check(rule: &Rule, diagnostics: &mut Diagnostics) {
    for text in [rule.title.as_ref(), Some(&rule.description), rule.usage_requirements.as_ref()].into_iter().flatten() {
        if let Some(start) = text.as_str().find("{{") {
            let end = text.as_str()[start..].find("}}").map_or(start + 2, |length| start + length + 2);
            let message = "this text is shown as it is written, braces and all";
            let diagnostic = Diagnostic::new(&CHECK, text.span_of(start..end), message);
            diagnostics.push(diagnostic.help("write what holds for every patient; what is printed for one stands in a card"));
        }
    }
}
