//! Where the rules come from: their folder, read and compiled as a whole.

use super::{
    broken::Broken,
    folder::{self, Fingerprint},
    running::Running,
};
use engine_hooks::catalogue::Catalogue;
use engine_rule::rule_set::RuleSet;
use engine_syntax::{diagnostic::Diagnostics, source::Sources};
use std::path::PathBuf;

/// Where the rules come from.
#[derive(Clone, Debug)]
pub(crate) struct RuleSource {
    /// Their folder.
    pub(crate) folder: PathBuf,
    /// The hooks that they may answer.
    pub(crate) catalogue: Catalogue,
}

/// A set that compiled, and the warnings and notes on it.
#[derive(Debug)]
pub(crate) struct Loaded {
    pub(crate) running: Running,
    pub(crate) sources: Sources,
    pub(crate) diagnostics: Diagnostics,
}

impl RuleSource {
    /// The state of the folder, to see whether it changes.
    pub(crate) fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(&self.folder)
    }

    /// Reads and compiles the folder.
    pub(crate) fn load(&self) -> Result<Loaded, Broken> {
        let folder = folder::read(&self.folder);
        let (rules, diagnostics) = RuleSet::compile(&folder.sources, &self.catalogue);
        if !folder.problems.is_empty() || diagnostics.has_errors() {
            return Err(Broken { folder: self.folder.clone(), sources: folder.sources, problems: folder.problems, diagnostics });
        }
        Ok(Loaded { running: Running::of(rules, &folder.sources), sources: folder.sources, diagnostics })
    }
}
