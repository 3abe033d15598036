//! Two override reasons of a card with the same code.

use crate::{
    check::{Check, Example, Severity},
    diagnostic::{Diagnostic, Diagnostics},
    model::{Coding, Rule},
};

/// See the module.
pub static CHECK: Check = Check {
    name: "duplicate-override-reason",
    severity: Severity::Warning,
    summary: "two override reasons of a card with the same code",
    explanation: "Feedback names the reason why a card was not followed by its code. Two reasons of one code are counted as one, so that what clinicians said is lost.",
    wrong: Example::Keys(
        r##"cards:
  - id: reminder
    summary: Check the patient
    indicator: info
    source: { label: Clinic }
    overrideReasons:
      - { system: 'https://example.org/reasons', code: done, display: Measured elsewhere }
      - { system: 'https://example.org/reasons', code: done, display: Declined by the patient }
"##,
    ),
    right: Example::Keys(
        r##"cards:
  - id: reminder
    summary: Check the patient
    indicator: info
    source: { label: Clinic }
    overrideReasons:
      - { system: 'https://example.org/reasons', code: done, display: Measured elsewhere }
      - { system: 'https://example.org/reasons', code: declined, display: Declined by the patient }
"##,
    ),
};

pub(super) fn check(rule: &Rule, diagnostics: &mut Diagnostics) {
    for reasons in rule.cards.iter().map(|card| &card.override_reasons) {
        for (index, reason) in reasons.iter().enumerate().filter(|(_, reason)| !reason.code.is_missing()) {
            if let Some(first) = reasons.iter().take(index).find(|other| have_same_code(other, reason)) {
                let message = format!("two override reasons of this card have the code `{}`", reason.code.as_str());
                let diagnostic = Diagnostic::new(&CHECK, reason.code.span(), message).related(first.code.span(), "the first");
                diagnostics.push(diagnostic.help("give each reason a code of its own"));
            }
        }
    }
}

fn have_same_code(one: &Coding, other: &Coding) -> bool {
    let [one, other] = [one, other].map(|coding| (coding.system.as_ref().map(|system| system.as_str()), coding.code.as_str()));
    one == other
}
