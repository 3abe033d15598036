//! The day on which a rule was to be looked at again has passed.

use super::FinishedRule;
use engine_syntax::{
    check::{Check, Example, Severity},
    diagnostic::{Diagnostic, Diagnostics},
};
use jiff::civil::Date;

/// See the module.
pub static CHECK: Check = Check {
    name: "overdue-review",
    severity: Severity::Warning,
    summary: "a rule whose review is overdue",
    explanation: "Guidelines change. `review.next` says until when somebody answers for the rule; after that nobody has checked that it still holds. The date compared with is that of `engine lint --today`, or else the clock's.",
    wrong: Example::Keys(
        r##"review: { owner: Diabetes committee, last: 2025-03-01, next: 2026-03-01 }
"##,
    ),
    right: Example::Keys(
        r##"review: { owner: Diabetes committee, last: 2026-03-01, next: 2027-03-01 }
"##,
    ),
};

/// Looks at reviews only where the caller gives the day.
pub(super) fn check(finished: &FinishedRule<'_>, diagnostics: &mut Diagnostics) {
    let (Some(today), Some(review)) = (finished.today, &finished.rule.review) else { return };
    let Some(next) = &review.next else { return };
    if next.as_str().parse::<Date>().is_ok_and(|day| day < today) {
        let whose = review.owner.as_ref().map(|owner| format!(" by {}", owner.as_str())).unwrap_or_default();
        let message = format!("the review{whose} was due on {}", next.as_str());
        let help = "look whether the rule still holds, then set `last` to that day and `next` to the day of the next review";
        diagnostics.push(Diagnostic::new(&CHECK, next.span(), message).help(help));
    }
}
