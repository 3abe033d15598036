//! What has to be in order around a rule before it meets a patient: that somebody still answers for it, and that it calls itself released.
//!
//! Knows what the file says of itself, and the day that the caller gives. Must never look at a clock.

use engine_syntax::{
    check::catalogue::{live_before_release, overdue_review},
    diagnostic::{Diagnostic, Diagnostics},
    model::{Mode, Rule},
};
use jiff::civil::Date;

/// Warns of what is out of order; of dates only where the day is known.
pub(crate) fn check(rule: &Rule, today: Option<Date>, diagnostics: &mut Diagnostics) {
    if let Some(today) = today {
        check_review(rule, today, diagnostics);
    }
    if rule.mode == Mode::Live && rule.version.as_str().starts_with("0.") {
        let message = format!("version {} answers clinicians", rule.version.as_str());
        let diagnostic = Diagnostic::new(&live_before_release::CHECK, rule.version.span(), message)
            .label("not released")
            .help("while it is tried, `mode: silent` evaluates it and shows no card; once it is released, its version is 1.0.0 or later");
        diagnostics.push(diagnostic);
    }
}

fn check_review(rule: &Rule, today: Date, diagnostics: &mut Diagnostics) {
    let Some(review) = &rule.review else { return };
    let Some(next) = &review.next else { return };
    if next.as_str().parse::<Date>().is_ok_and(|day| day < today) {
        let whose = review.owner.as_ref().map(|owner| format!(" by {}", owner.as_str())).unwrap_or_default();
        let message = format!("the review{whose} was due on {}", next.as_str());
        let help = "look whether the rule still holds, then set `last` to that day and `next` to the day of the next review";
        diagnostics.push(Diagnostic::new(&overdue_review::CHECK, next.span(), message).help(help));
    }
}
