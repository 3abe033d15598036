//! What is compiled of a folder: what all rules share, each rule on its own, and the rules by id.
//!
//! Knows which file is what. Must never know which of the findings an author wants to see.

use super::{
    catalogue::{self, FinishedRule},
    parallel,
    unit::named_rule,
};
use crate::{
    plan::{CompiledRule, Plan, compile_rule},
    rule_set::RuleSet,
    terminology::{Library, table::Table, value_set::ValueSet},
};
use engine_fhir::Document;
use engine_hooks::catalogue::Catalogue;
use engine_syntax::{
    catalogue::{duplicate_id, inspect_rule},
    diagnostic::{Diagnostic, Diagnostics},
    include::{self, Shared},
    model::{Definitions, Rule, ValueSetFile},
    reader,
    source::{
        FileId, SourceFile, Sources,
        file_kind::{FileKind, of_kind, stem},
    },
    yaml,
};
use jiff::civil::Date;
use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// The rules of a folder, compiled and as written.
pub(super) struct CompiledFolder {
    /// Compiled.
    pub(super) rules: RuleSet,
    /// As written, by id.
    pub(super) written: BTreeMap<String, Rule>,
    /// The rule files that caused a finding in another file.
    pub(super) flawing_others: BTreeSet<FileId>,
    /// What was found.
    pub(super) diagnostics: Diagnostics,
}

impl CompiledFolder {
    /// Compiles the rules among the files `wanted`; `None`: all.
    pub(super) fn compile(
        today: Option<Date>,
        wanted: Option<&BTreeSet<FileId>>,
        sources: &Sources,
        catalogue: &Catalogue,
    ) -> CompiledFolder {
        let mut diagnostics = Diagnostics::default();
        let library = library(sources, &mut diagnostics);
        let shared = shared(sources, &mut diagnostics);
        let files: Vec<(FileId, &SourceFile)> = of_kind(sources, FileKind::Rule).filter(|(id, _)| is_among(*id, wanted)).collect();
        let environment = CompileEnvironment { today, sources, shared: &shared, library: &library, catalogue };
        let compiled = parallel::map(&files, |(id, file)| environment.compile(*id, file));
        let mut rules = CompiledRules { diagnostics, ..CompiledRules::default() };
        for ((id, file), (compiled, found)) in files.iter().zip(compiled) {
            rules.flawing_others.extend(found.files().any(|place| place != *id).then_some(*id));
            rules.diagnostics.append(found);
            match compiled {
                Some((rule, plan)) => rules.add(rule, plan, sources),
                None => rules.invalid.extend(named_rule(file).map(str::to_owned)),
            }
        }
        let CompiledRules { plans, invalid, written, flawing_others, mut diagnostics } = rules;
        if !diagnostics.has_errors() {
            catalogue::inspect_folder(sources, &mut diagnostics);
        }
        CompiledFolder { rules: RuleSet::new(plans, invalid, library), written, flawing_others, diagnostics }
    }
}

/// The rules compiled so far.
#[derive(Default)]
struct CompiledRules {
    plans: BTreeMap<String, Arc<Plan>>,
    invalid: BTreeSet<String>,
    written: BTreeMap<String, Rule>,
    flawing_others: BTreeSet<FileId>,
    diagnostics: Diagnostics,
}

impl CompiledRules {
    /// Adds a rule, unless another has its id.
    fn add(&mut self, rule: Rule, plan: Option<Plan>, sources: &Sources) {
        if let Some(first) = self.written.get(rule.id.as_str()).filter(|first| !first.id.is_missing()) {
            report_same_id(&rule, first, sources, &mut self.diagnostics);
            return;
        }
        match plan {
            Some(plan) => drop(self.plans.insert(plan.id.clone(), Arc::new(plan))),
            None => drop(self.invalid.insert(rule.id.as_str().to_owned())),
        }
        self.written.insert(rule.id.as_str().to_owned(), rule);
    }
}

/// What each rule is compiled with: what all rules share.
struct CompileEnvironment<'s> {
    today: Option<Date>,
    sources: &'s Sources,
    shared: &'s Shared,
    library: &'s Library,
    catalogue: &'s Catalogue,
}

impl CompileEnvironment<'_> {
    /// A rule with its plan, where it has no errors; `None` where the file isn't a rule.
    fn compile(&self, id: FileId, file: &SourceFile) -> (Option<(Rule, Option<Plan>)>, Diagnostics) {
        let mut diagnostics = Diagnostics::default();
        let read = yaml::parse(id, &file.text, &mut diagnostics).and_then(|yaml| reader::read_rule(&yaml, &mut diagnostics));
        let Some(rule) = read else { return (None, diagnostics) };
        let definitions = include::resolve(&rule, self.shared, self.sources, &mut diagnostics);
        let library = with_inline(self.library, &definitions, &mut diagnostics);
        let found_before = diagnostics.len();
        inspect_rule(&rule, &mut diagnostics);
        let CompiledRule { plan, usage } = compile_rule(&rule, &definitions, &library, self.catalogue, &mut diagnostics);
        if !diagnostics.has_errors_in(id) {
            let finished = FinishedRule { rule: &rule, usage: &usage, today: self.today, shared: self.shared, sources: self.sources };
            catalogue::inspect_finished(&finished, &mut diagnostics);
        }
        let plan = plan.filter(|_| !diagnostics.has_errors_since(found_before));
        (Some((rule, plan)), diagnostics)
    }
}

/// The value sets and tables of a folder.
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

/// The shared files of a folder, by path.
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

/// Whether a file is one of those `wanted`; `None`: all are.
pub(super) fn is_among(id: FileId, wanted: Option<&BTreeSet<FileId>>) -> bool {
    wanted.is_none_or(|wanted| wanted.contains(&id))
}
