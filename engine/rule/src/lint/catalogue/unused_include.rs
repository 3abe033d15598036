//! A shared file of whose definitions a rule uses none.

use super::FinishedRule;
use crate::lint::words::words;
use engine_syntax::{
    check::{Check, Example, Severity},
    diagnostic::{Diagnostic, Diagnostics},
    include,
    model::Definitions,
    source::{FileId, Text},
};

/// See the module.
pub static CHECK: Check = Check {
    name: "unused-include",
    severity: Severity::Warning,
    summary: "an included file of which nothing is used",
    explanation: "All queries of an included file are asked at every call, used or not. A file included in vain costs time and scopes, and makes its reader look for what it is there for.",
    wrong: Example::Rule(
        "id: example\nhook: patient-view\nversion: 1.0.0\ndescription: Counts problems.\nsource: { label: Clinic }\ninclude: [ ../common/shared.yaml ]\nprefetch:\n  problems: Condition?patient={{context.patientId}}\nwhen: count(problems) > 0\ncards: [ { id: a, summary: Look at the problems, indicator: info } ]",
    ),
    right: Example::Rule(
        "id: example\nhook: patient-view\nversion: 1.0.0\ndescription: Counts problems.\nsource: { label: Clinic }\ninclude: [ ../common/shared.yaml ]\nprefetch:\n  problems: Condition?patient={{context.patientId}}\nwhen: is_adult && count(problems) > 0\ncards: [ { id: a, summary: Look at the problems, indicator: info } ]",
    ),
};

/// Looks for includes of whose names neither the rule nor another of its includes uses one. A name that stands anywhere in a text, if only in a remark,
/// counts as used.
pub(super) fn check(finished: &FinishedRule<'_>, diagnostics: &mut Diagnostics) {
    let own = &finished.sources.file(finished.rule.span.file).text;
    for include in &finished.rule.includes {
        let Some(included) = include::reached(include, finished.shared, finished.sources) else { continue };
        if may_be_followed(&included, finished) || included.iter().all(|(_, definitions)| definitions.is_empty()) {
            continue;
        }
        let others = finished.rule.includes.iter().filter(|other| other.as_str() != include.as_str());
        let is_used_by = |other: &Text| {
            let files = include::reached(other, finished.shared, finished.sources).unwrap_or_default();
            files.iter().flat_map(|(file, _)| words(&finished.sources.file(*file).text)).any(|word| defines(&included, word))
        };
        if !words(own).any(|word| defines(&included, word)) && !others.into_iter().any(is_used_by) {
            let message = format!("nothing of `{}` is used", include.as_str());
            diagnostics.push(Diagnostic::new(&CHECK, include.span(), message).help("use what it defines, or remove it"));
        }
    }
}

/// Shared files that an include brings in, with what each defines.
type Included<'s> = Vec<(FileId, &'s Definitions)>;

/// Whether one of the files defines this name.
fn defines(included: &Included<'_>, word: &str) -> bool {
    included.iter().any(|(_, definitions)| {
        let entries = definitions.prefetch.iter().map(|entry| &entry.name);
        let values = definitions.values.iter().map(|value| &value.name);
        let sets = definitions.value_sets.iter().map(|(name, _)| name);
        entries.chain(values).chain(sets).any(|name| name.as_str() == word)
    })
}

/// Whether a query of the files may be there for what references lead to, and needn't be named.
fn may_be_followed(included: &Included<'_>, finished: &FinishedRule<'_>) -> bool {
    let is_included = |file: FileId| included.iter().any(|(other, _)| *other == file);
    finished.usage.entries.iter().any(|entry| entry.may_be_followed && is_included(entry.written.name.span().file))
}
