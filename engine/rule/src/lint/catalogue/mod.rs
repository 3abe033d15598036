//! The checks of finished rules and whole folders, one a file. To add one: the file, with its function `check`, and its name in this list, in alphabetical order,
//! with what it looks at.
//!
//! Knows what compiling a rule came to, and the folder that the rule stands in. The checks of what a file says as it is written stand in `engine/syntax`;
//! [`checks`] lists both.

mod finished;
mod tested;
#[cfg(test)]
mod tests;

pub(crate) use finished::FinishedRule;
pub(crate) use tested::TestedRule;

use engine_syntax::{check::Check, diagnostic::Diagnostics, source::Sources};
use std::sync::LazyLock;

/// What looks at something finished.
enum Inspection {
    /// A rule in whose file there is no error: what an error hides may be the use, or the word that is missed.
    Rule(fn(&FinishedRule<'_>, &mut Diagnostics)),
    /// A rule beside its tests, in a folder that has tests.
    Tested(fn(&TestedRule<'_>, &mut Diagnostics)),
    /// A folder in which there is no error.
    Folder(fn(&Sources, &mut Diagnostics)),
}

engine_syntax::checks! {
    live_before_release: Rule,
    no_test_file: Tested,
    no_test_shows: Tested,
    no_test_withholds: Tested,
    one_without_count: Rule,
    overdue_review: Rule,
    unused_include: Rule,
    unused_prefetch: Rule,
    unused_value: Rule,
    unused_value_set: Folder,
}

/// Every check that there is, by name.
pub fn checks() -> &'static [&'static Check] {
    static CHECKS: LazyLock<Vec<&Check>> = LazyLock::new(|| {
        let mut checks: Vec<&Check> = engine_syntax::catalogue::ALL.iter().chain(ALL).copied().collect();
        checks.sort_by_key(|check| check.name);
        checks
    });
    &CHECKS
}

/// Reports what the checks of finished rules find.
pub(crate) fn inspect_finished(rule: &FinishedRule<'_>, diagnostics: &mut Diagnostics) {
    for inspection in INSPECTIONS {
        if let Inspection::Rule(check) = inspection {
            check(rule, diagnostics);
        }
    }
}

/// Reports what the checks of rules beside their tests find.
pub(crate) fn inspect_tested(rule: &TestedRule<'_>, diagnostics: &mut Diagnostics) {
    for inspection in INSPECTIONS {
        if let Inspection::Tested(check) = inspection {
            check(rule, diagnostics);
        }
    }
}

/// Reports what the checks of folders find.
pub(crate) fn inspect_folder(sources: &Sources, diagnostics: &mut Diagnostics) {
    for inspection in INSPECTIONS {
        if let Inspection::Folder(check) = inspection {
            check(sources, diagnostics);
        }
    }
}
