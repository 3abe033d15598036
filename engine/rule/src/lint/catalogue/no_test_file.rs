//! A rule that nothing tests.

use super::TestedRule;
use engine_syntax::{
    check::{Check, Example, Severity},
    diagnostic::{Diagnostic, Diagnostics},
};

/// See the module.
pub static CHECK: Check = Check {
    name: "no-test-file",
    severity: Severity::Warning,
    summary: "a rule without tests",
    explanation: "A rule is medicine in writing: what it does for a patient who needs it, and that it leaves the others alone, is shown by tests beside it, `ID.test.yaml`. Asked only in a folder that has tests; a rule of `mode: off` needs none.",
    wrong: Example::Words("A rule `statin.yaml` in a folder that has tests of other rules, and none that says `rule: statin`."),
    right: Example::Words("Beside it `statin.test.yaml`, which begins with `rule: statin`."),
};

pub(super) fn check(tested: &TestedRule<'_>, diagnostics: &mut Diagnostics) {
    if tested.has_tests {
        return;
    }
    let id = tested.rule.id.as_str();
    let help = format!("write `{id}.test.yaml` beside it, with a patient for whom a card shows and one for whom none does");
    diagnostics.push(Diagnostic::new(&CHECK, tested.rule.id.span(), format!("nothing tests `{id}`")).help(help));
}
