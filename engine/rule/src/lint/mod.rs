//! What is asked of a whole folder: what is unused, what its governance lacks, whether tests and rules agree, and which rules a change concerns.
//!
//! Knows everything below it. Must never know of files on a disk or of the terminal.

pub mod catalogue;
#[cfg(test)]
mod examples;
pub mod family;
mod parallel;
mod test_file;
mod words;

pub use catalogue::checks;

use crate::{
    plan::{CompiledRule, Plan, compile_rule},
    rule_set::RuleSet,
    terminology::{Library, table::Table, value_set::ValueSet},
};
use catalogue::{FinishedRule, TestedRule};
use engine_fhir::Document;
use engine_hooks::catalogue::Catalogue;
use engine_syntax::{
    check::catalogue::duplicate_id,
    diagnostic::{Diagnostic, Diagnostics},
    include::{self, Shared},
    model::{Definitions, Mode, Rule, ValueSetFile, test_file::TestFile},
    reader,
    source::{
        FileId, SourceFile, Sources,
        file_kind::{FileKind, of_kind, stem},
    },
    suppression, yaml,
};
use family::{concerned, named_rule};
use jiff::civil::Date;
use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// What linting gave.
#[derive(Debug)]
pub struct Linted {
    /// The rules that were compiled.
    pub rules: RuleSet,
    /// The test files that were read.
    pub tests: Vec<TestFile>,
    /// What was found.
    pub diagnostics: Diagnostics,
    /// Of the files that were read, those in which nothing was found but what they allow, and nothing elsewhere by way of them.
    pub faultless: BTreeSet<FileId>,
}

/// Rules, compiled and as written.
struct Compiled {
    rules: RuleSet,
    written: BTreeMap<String, Rule>,
    /// The rules' files by way of which something was found in another file.
    flawing_others: BTreeSet<FileId>,
    diagnostics: Diagnostics,
}

impl RuleSet {
    /// Compiles every rule of `sources`; files are told apart by their path: `valuesets/…`, `tables/…`, `common/…`, `….test.yaml`, else a rule.
    /// Where a diagnostic is an error, the set must not be served.
    pub fn compile(sources: &Sources, catalogue: &Catalogue) -> (RuleSet, Diagnostics) {
        let compiled = RuleSet::compile_rules(None, None, sources, catalogue);
        (compiled.rules, suppression::apply(compiled.diagnostics, checks(), sources, |_| true))
    }

    /// All that is wrong with the files `asked` for, with what concerns none but their authors: reviews that were due before `today`, rules without
    /// tests. Of the other rules and tests, those that don't concern these are left out, and so are those `known` to be faultless.
    pub fn lint(today: Date, asked: &BTreeSet<FileId>, known: &BTreeSet<FileId>, sources: &Sources, catalogue: &Catalogue) -> Linted {
        let wanted = without(concerned(asked, sources), known, sources);
        let is_wanted = |file| is_among(file, wanted.as_ref());
        let Compiled { rules, written, flawing_others, mut diagnostics } =
            RuleSet::compile_rules(Some(today), wanted.as_ref(), sources, catalogue);
        let tests = rules.read_some_tests(wanted.as_ref(), sources, &mut diagnostics);
        // One whose line names another id may be of that of a rule which was left out: then all are looked at.
        let is_one_misnamed = is_any_misnamed(written.values(), &tests, sources);
        if is_one_misnamed && !known.is_empty() {
            return RuleSet::lint(today, asked, &BTreeSet::new(), sources, catalogue);
        }
        if of_kind(sources, FileKind::Test).next().is_some() {
            inspect_tests(written.values(), &tests, &mut diagnostics);
        }
        let diagnostics = suppression::apply(diagnostics, checks(), sources, is_wanted);
        let flawed: BTreeSet<FileId> = diagnostics.files().chain(flawing_others).collect();
        let is_faultless = |file: &FileId| is_wanted(*file) && !flawed.contains(file) && !is_one_misnamed;
        let faultless = sources.files().map(|(file, _)| file).filter(is_faultless).collect();
        Linted { rules, tests, diagnostics, faultless }
    }

    /// Compiles the rules among the files `wanted`; `None`: all.
    fn compile_rules(today: Option<Date>, wanted: Option<&BTreeSet<FileId>>, sources: &Sources, catalogue: &Catalogue) -> Compiled {
        let mut diagnostics = Diagnostics::default();
        let library = library(sources, &mut diagnostics);
        let shared = shared(sources, &mut diagnostics);
        let mut written: BTreeMap<String, Rule> = BTreeMap::new();
        let (mut plans, mut mistaken, mut flawing_others) = (BTreeMap::new(), BTreeSet::new(), BTreeSet::new());
        let files: Vec<(FileId, &SourceFile)> = of_kind(sources, FileKind::Rule).filter(|(id, _)| is_among(*id, wanted)).collect();
        let surroundings = Surroundings { today, sources, shared: &shared, library: &library, catalogue };
        let compiled = parallel::map(&files, |(id, file)| surroundings.compile(*id, file));
        for ((id, file), (compiled, found)) in files.iter().zip(compiled) {
            flawing_others.extend(found.files().any(|place| place != *id).then_some(*id));
            diagnostics.append(found);
            let Some((rule, plan)) = compiled else {
                mistaken.extend(named_rule(file).map(str::to_owned));
                continue;
            };
            if let Some(first) = written.get(rule.id.as_str()).filter(|first| !first.id.is_missing()) {
                report_same_id(&rule, first, sources, &mut diagnostics);
                continue;
            }
            match plan {
                Some(plan) => drop(plans.insert(plan.id.clone(), Arc::new(plan))),
                None => drop(mistaken.insert(rule.id.as_str().to_owned())),
            }
            written.insert(rule.id.as_str().to_owned(), rule);
        }
        if !diagnostics.has_errors() {
            catalogue::inspect_folder(sources, &mut diagnostics);
        }
        Compiled { rules: RuleSet::new(plans, mistaken, library), written, flawing_others, diagnostics }
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
fn inspect_tests<'r>(rules: impl Iterator<Item = &'r Rule>, tests: &[TestFile], diagnostics: &mut Diagnostics) {
    for rule in rules.filter(|rule| rule.mode != Mode::Off) {
        let tested = TestedRule::new(rule, tests, diagnostics);
        catalogue::inspect_tested(&tested, diagnostics);
    }
}

/// Whether the line of one of them says another id, as text over several lines may: then it may concern a rule that wasn't looked at beside it.
/// A second rule of an id isn't among these; it has an error, so that it is never left out.
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

fn is_among(id: FileId, wanted: Option<&BTreeSet<FileId>>) -> bool {
    wanted.is_none_or(|wanted| wanted.contains(&id))
}

/// What a rule is compiled with, and what all rules share.
struct Surroundings<'s> {
    today: Option<Date>,
    sources: &'s Sources,
    shared: &'s Shared,
    library: &'s Library,
    catalogue: &'s Catalogue,
}

impl Surroundings<'_> {
    /// A rule with its plan, where it has no errors; nothing where the file is no rule at all.
    fn compile(&self, id: FileId, file: &SourceFile) -> (Option<(Rule, Option<Plan>)>, Diagnostics) {
        let mut diagnostics = Diagnostics::default();
        let read = yaml::parse(id, &file.text, &mut diagnostics).and_then(|yaml| reader::read_rule(&yaml, &mut diagnostics));
        let Some(rule) = read else { return (None, diagnostics) };
        let definitions = include::gather(&rule, self.shared, self.sources, &mut diagnostics);
        let library = with_inline(self.library, &definitions, &mut diagnostics);
        let CompiledRule { plan, usage } = compile_rule(&rule, &definitions, &library, self.catalogue, &mut diagnostics);
        if !diagnostics.has_errors_in(id) {
            let finished = FinishedRule { rule: &rule, usage: &usage, today: self.today, shared: self.shared, sources: self.sources };
            catalogue::inspect_rule(&finished, &mut diagnostics);
        }
        (Some((rule, plan)), diagnostics)
    }
}

fn library(sources: &Sources, diagnostics: &mut Diagnostics) -> Library {
    let mut library = Library::default();
    for (id, file) in of_kind(sources, FileKind::ValueSet) {
        let Some(read) = yaml::parse(id, &file.text, diagnostics).and_then(|yaml| reader::read_value_set(&yaml, diagnostics)) else {
            continue;
        };
        let set = value_set(stem(&file.path), &read, &file.path, sources, diagnostics);
        library.value_sets.insert(set.name.clone(), Arc::new(set));
    }
    for (id, file) in of_kind(sources, FileKind::Table) {
        let Some(read) = yaml::parse(id, &file.text, diagnostics).and_then(|yaml| reader::read_table(&yaml, diagnostics)) else { continue };
        let table = Table::compile(stem(&file.path), &read, diagnostics);
        library.add_table(table);
    }
    library.check_tables(diagnostics);
    library
}

fn value_set(name: &str, read: &ValueSetFile, path: &str, sources: &Sources, diagnostics: &mut Diagnostics) -> ValueSet {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let json = read.fhir.as_ref().and_then(|fhir| {
        let beside = format!("{folder}/{}", fhir.as_str());
        sources.files().find(|(_, file)| file.path == beside.trim_start_matches('/')).map(|(_, file)| Document::parse(file.text.as_bytes()))
    });
    ValueSet::compile(name, read, json, diagnostics)
}

fn shared(sources: &Sources, diagnostics: &mut Diagnostics) -> Shared {
    of_kind(sources, FileKind::Shared)
        .filter_map(|(id, file)| {
            let yaml = yaml::parse(id, &file.text, diagnostics)?;
            Some((file.path.clone(), (id, reader::read_shared(&yaml, diagnostics)?)))
        })
        .collect()
}

/// The rule set's library, with the value sets that a rule or its includes write themselves; itself where they write none.
fn with_inline<'l>(library: &'l Library, definitions: &Definitions, diagnostics: &mut Diagnostics) -> Cow<'l, Library> {
    let mut library = Cow::Borrowed(library);
    for (name, read) in &definitions.value_sets {
        let set = ValueSet::compile(name.as_str(), read, None, diagnostics);
        library.to_mut().value_sets.insert(set.name.clone(), Arc::new(set));
    }
    library
}

fn report_same_id(rule: &Rule, first: &Rule, sources: &Sources, diagnostics: &mut Diagnostics) {
    let other = &sources.file(first.span.file).path;
    let message = format!("the id `{}` is taken by {other}", rule.id.as_str());
    diagnostics.push(Diagnostic::new(&duplicate_id::CHECK, rule.id.span(), message).related(first.id.span(), "the first"));
}
