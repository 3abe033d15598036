//! The day on which a rule was to be looked at again has passed.

use crate::check::{Check, Example, Severity};

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
