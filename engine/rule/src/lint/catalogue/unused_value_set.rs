//! A value set or a table that no rule names.

use crate::lint::words::words;
use engine_syntax::{
    check::{Check, Example, Severity},
    diagnostic::{Diagnostic, Diagnostics},
    source::{
        FileId, SourceFile, Sources, Span,
        file_kind::{FileKind, stem},
    },
};
use std::collections::BTreeMap;

/// See the module.
pub static CHECK: Check = Check {
    name: "unused-value-set",
    severity: Severity::Warning,
    summary: "a value set or table that no rule uses",
    explanation: "Codes that nobody looks for may be those that a rule was meant to look for: a misspelt copy, or a find that lost its `codes`. Remove the file, or use it.",
    wrong: Example::Words(
        "A file `valuesets/hba1c.yaml` or `tables/renal-limits.yaml` whose name stands in no rule, shared file or table.",
    ),
    right: Example::Words("`codes: hba1c` in a rule, or `valueset` cells of a table that name it."),
};

/// Looks for value sets and tables that no rule, no shared file and no table names. A folder without rules is a library of others, and all may be used.
pub(super) fn check(sources: &Sources, diagnostics: &mut Diagnostics) {
    let is = |file: &SourceFile, kinds: &[FileKind]| kinds.contains(&FileKind::of(&file.path));
    if !sources.files().any(|(_, file)| is(file, &[FileKind::Rule])) {
        return;
    }
    let sets = sources.files().filter(|(_, file)| is(file, &[FileKind::ValueSet, FileKind::Table]));
    let mut unused: BTreeMap<&str, FileId> = sets.map(|(id, file)| (stem(&file.path), id)).collect();
    for (user, file) in sources.files().filter(|(_, file)| is(file, &[FileKind::Rule, FileKind::Shared, FileKind::Table])) {
        if unused.is_empty() {
            return;
        }
        for word in words(&file.text) {
            if unused.get(word).is_some_and(|own| *own != user) {
                unused.remove(word);
            }
        }
    }
    for (name, file) in unused {
        let start = Span { file, start: 0, end: 0 };
        let diagnostic = Diagnostic::new(&CHECK, start, format!("no rule uses `{name}`"));
        diagnostics.push(diagnostic.help("name it where it is meant, as in `codes:` of a find, or remove the file"));
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::findings;

    const RULE: &str = "id: a\nhook: patient-view\nversion: 1.0.0\ndescription: x\nprefetch: { patient: 'Patient/{{context.patientId}}' }\n\
        values:\n  problem: { from: patient, path: $.maritalStatus, as: code }\n\
        when: code_in(problem, 'used')\ncards: [ { id: a, summary: x, indicator: info, source: { label: x } } ]\n";

    fn said(files: &[(&str, &str)]) -> Vec<String> {
        findings(files).iter().map(|finding| format!("{}: {}", finding.path, finding.message)).collect()
    }

    #[test]
    fn a_value_set_that_no_rule_names_is_reported() {
        let set = "codes: { urn:x: [ a ] }\n";
        let files = [("a/a.yaml", RULE), ("valuesets/used.yaml", set), ("valuesets/other.yaml", set)];
        assert_eq!(said(&files), ["valuesets/other.yaml: no rule uses `other`"]);
    }

    #[test]
    fn a_library_without_rules_may_be_used_by_others() {
        assert!(said(&[("valuesets/other.yaml", "codes: { urn:x: [ a ] }\n")]).is_empty());
    }
}
