//! `appContext` on a link that opens no SMART app.

use crate::{
    check::{Check, Example, Severity},
    diagnostic::{Diagnostic, Diagnostics},
    model::Rule,
};
use engine_hooks::card::LinkType;

/// See the module.
pub static CHECK: Check = Check {
    name: "app-context-needs-smart",
    severity: Severity::Error,
    summary: "`appContext` on a link that opens no SMART app",
    explanation: "Only SMART apps receive `appContext`; on a plain web link it is lost, and the page would miss what the author meant to pass.",
    wrong: Example::Keys(
        r##"cards:
  - id: reminder
    summary: Check the patient
    indicator: info
    source: { label: Clinic }
    links: [ { label: Guide, url: 'https://example.org', type: absolute, appContext: x } ]
"##,
    ),
    right: Example::Keys(
        r##"cards:
  - id: reminder
    summary: Check the patient
    indicator: info
    source: { label: Clinic }
    links: [ { label: Guide, url: 'https://example.org', type: smart, appContext: x } ]
"##,
    ),
};

pub(super) fn check(rule: &Rule, diagnostics: &mut Diagnostics) {
    for link in rule.cards.iter().flat_map(|card| &card.links).filter(|link| link.kind.value != LinkType::Smart) {
        if let Some(context) = &link.app_context {
            let diagnostic = Diagnostic::new(&CHECK, context.span(), "`appContext` is for SMART apps only")
                .related(link.kind.span, "the link is of this type")
                .help("use `type: smart` for an app, or leave `appContext` out");
            diagnostics.push(diagnostic);
        }
    }
}
