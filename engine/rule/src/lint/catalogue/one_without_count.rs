//! A query for all of which one is read.

use super::FinishedRule;
use engine_syntax::{
    check::{Check, Example, Severity},
    diagnostic::{Diagnostic, Diagnostics},
};

/// See the module.
pub static CHECK: Check = Check {
    name: "one-without-count",
    severity: Severity::Note,
    summary: "a query without `_count` of which only the first is read",
    explanation: "The query brings every result that the patient has, page by page, and the rule reads the latest. In a long record that takes time out of a call's few hundred milliseconds. Where the query asks for just what the find looks for, and keeps away what was entered in error, `_count=1` brings the same one alone.",
    wrong: Example::Keys(
        r##"prefetch:
  results: Observation?patient={{context.patientId}}&code={{codes.hba1c}}&status=final&_sort=-date
values:
  last_result: { find: results, codes: hba1c, pick: latest }
when: missing(last_result)
"##,
    ),
    right: Example::Keys(
        r##"prefetch:
  results: Observation?patient={{context.patientId}}&code={{codes.hba1c}}&status=final&_sort=-date&_count=1
values:
  last_result: { find: results, codes: hba1c, pick: latest }
when: missing(last_result)
"##,
    ),
};

/// Looks for queries of which one resource is read, by one value, and all are asked for.
pub(super) fn check(finished: &FinishedRule<'_>, diagnostics: &mut Diagnostics) {
    for entry in finished.own_entries().filter(|entry| !entry.is_read_by_another) {
        let Some(place) = entry.only_read_of_one else { continue };
        let diagnostic = Diagnostic::new(&CHECK, entry.written.query.span(), "all of these come, and one is read");
        let diagnostic = if finished.is_own(place) { diagnostic.related(place, "only this one") } else { diagnostic };
        diagnostics.push(diagnostic.help("ask for one: `&_count=1`"));
    }
}
