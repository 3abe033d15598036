//! What is asked of a whole folder: what is unused, what its governance lacks, whether tests and rules agree, and which rules a change concerns.
//!
//! Knows the compiled rules, the model and the texts of a folder. Must never know of files on a disk or of the terminal.

pub mod catalogue;
#[cfg(test)]
mod examples;
mod folder;
mod parallel;
mod test_file;
pub mod unit;
mod words;

pub use catalogue::checks;

use crate::rule_set::RuleSet;
use catalogue::TestedRule;
use engine_hooks::catalogue::Catalogue;
use engine_syntax::{
    diagnostic::Diagnostics,
    model::{Mode, Rule, test_file::TestFile},
    reader,
    source::{
        FileId, Sources,
        file_kind::{FileKind, of_kind},
    },
    suppression, yaml,
};
use folder::{CompiledFolder, is_among};
use jiff::civil::Date;
use std::collections::BTreeSet;
use unit::{affected, named_rule};

/// What linting gave.
#[derive(Debug)]
pub struct Linted {
    /// The rules that were compiled.
    pub rules: RuleSet,
    /// The test files that were read.
    pub tests: Vec<TestFile>,
    /// What was found.
    pub diagnostics: Diagnostics,
    /// The files that were read without a finding, suppressed ones aside, and that caused no finding in another file either.
    pub clean: BTreeSet<FileId>,
}

impl RuleSet {
    /// Compiles every rule of `sources`; each file is read as its path says: `valuesets/…`, `tables/…`, `common/…`, `….test.yaml`, else a rule.
    /// Where a diagnostic is an error, the set must not be served.
    pub fn compile(sources: &Sources, catalogue: &Catalogue) -> (RuleSet, Diagnostics) {
        let compiled = CompiledFolder::compile(None, None, sources, catalogue);
        (compiled.rules, suppression::apply(compiled.diagnostics, checks(), sources, |_| true))
    }

    /// All that is wrong with the files `asked` for, and what concerns their authors alone: reviews that were due before `today`, rules without
    /// tests. Other rules and tests are looked at where they affect these and aren't `known` to be clean.
    pub fn lint(today: Date, asked: &BTreeSet<FileId>, known: &BTreeSet<FileId>, sources: &Sources, catalogue: &Catalogue) -> Linted {
        let wanted = without(affected(asked, sources), known, sources);
        let is_wanted = |file| is_among(file, wanted.as_ref());
        let CompiledFolder { rules, written, flawing_others, mut diagnostics } =
            CompiledFolder::compile(Some(today), wanted.as_ref(), sources, catalogue);
        let tests = rules.read_some_tests(wanted.as_ref(), sources, &mut diagnostics);
        // A file whose line names another id than YAML reads may belong to a rule that was left out: then all are looked at.
        let is_one_misnamed = is_any_misnamed(written.values(), &tests, sources);
        if is_one_misnamed && !known.is_empty() {
            return RuleSet::lint(today, asked, &BTreeSet::new(), sources, catalogue);
        }
        if of_kind(sources, FileKind::Test).next().is_some() {
            inspect_beside_tests(written.values(), &tests, &mut diagnostics);
        }
        let diagnostics = suppression::apply(diagnostics, checks(), sources, is_wanted);
        let flawed: BTreeSet<FileId> = diagnostics.files().chain(flawing_others).collect();
        let is_clean = |file: &FileId| is_wanted(*file) && !flawed.contains(file) && !is_one_misnamed;
        let clean = sources.files().map(|(file, _)| file).filter(is_clean).collect();
        Linted { rules, tests, diagnostics, clean }
    }

    /// Reads the test files of `sources` and checks that they speak of what these rules have.
    pub fn read_tests(&self, sources: &Sources, diagnostics: &mut Diagnostics) -> Vec<TestFile> {
        self.read_some_tests(None, sources, diagnostics)
    }

    fn read_some_tests(&self, wanted: Option<&BTreeSet<FileId>>, sources: &Sources, diagnostics: &mut Diagnostics) -> Vec<TestFile> {
        let mut files = Vec::new();
        for (id, file) in of_kind(sources, FileKind::Test).filter(|(id, _)| is_among(*id, wanted)) {
            let read = yaml::parse(id, &file.text, diagnostics).and_then(|yaml| reader::read_test_file(&yaml, diagnostics));
            if let Some(mut read) = read {
                test_file::resource::type_resources(&mut read, diagnostics);
                test_file::check::check(&read, self, diagnostics);
                files.push(read);
            }
        }
        files
    }
}

/// Looks at rules beside their tests. Only for a folder that has tests: where there are none, nothing is known of how its rules are tested.
fn inspect_beside_tests<'r>(rules: impl Iterator<Item = &'r Rule>, tests: &[TestFile], diagnostics: &mut Diagnostics) {
    for rule in rules.filter(|rule| rule.mode != Mode::Off) {
        let tested = TestedRule::new(rule, tests, diagnostics);
        catalogue::inspect_tested(&tested, diagnostics);
    }
}

/// Whether the line that names the rule in any of these files differs from what YAML reads, as in a text over several lines.
/// A second rule of an id isn't among them: it has an error, so that it is never left out.
fn is_any_misnamed<'r>(rules: impl Iterator<Item = &'r Rule>, tests: &'r [TestFile], sources: &Sources) -> bool {
    let mut named = rules.map(|rule| (rule.span.file, &rule.id)).chain(tests.iter().map(|test| (test.span.file, &test.rule)));
    named.any(|(file, id)| named_rule(sources.file(file)).is_some_and(|name| name != id.as_str()))
}

/// These files but those `known`; `None`: all.
fn without(wanted: Option<BTreeSet<FileId>>, known: &BTreeSet<FileId>, sources: &Sources) -> Option<BTreeSet<FileId>> {
    if known.is_empty() {
        return wanted;
    }
    let wanted = wanted.unwrap_or_else(|| sources.files().map(|(id, _)| id).collect());
    Some(&wanted - known)
}
