//! What tests of every room share: a folder is compiled, and what is found in it is listed.

use crate::rule_set::RuleSet;
use engine_hooks::catalogue::Catalogue;
use engine_syntax::{diagnostic::Diagnostic, source::Sources};

/// A finding, as tests look at it.
pub(crate) struct Finding {
    /// The name of the check.
    pub(crate) check: &'static str,
    /// The path of the file.
    pub(crate) path: String,
    /// The text that it points at.
    pub(crate) text: String,
    /// What is wrong.
    pub(crate) message: String,
    /// What stands beside the caret.
    pub(crate) label: String,
}

/// What is found in a folder of these files, each by its path, in the order in which it is found.
pub(crate) fn findings(files: &[(&str, &str)]) -> Vec<Finding> {
    let mut sources = Sources::default();
    for (path, text) in files {
        sources.add(*path, *text);
    }
    let (_, diagnostics) = RuleSet::compile(&sources, &Catalogue::hl7());
    let finding = |found: &Diagnostic| {
        let file = sources.file(found.span.file);
        Finding {
            check: found.check.name,
            path: file.path.clone(),
            text: file.text[found.span.start as usize..found.span.end as usize].to_owned(),
            message: found.message.clone(),
            label: found.label.clone(),
        }
    };
    diagnostics.iter().map(finding).collect()
}
