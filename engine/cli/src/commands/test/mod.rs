//! `engine test`: runs the tests of rules on patients' records, without a server.

mod folder_files;
mod watch;

use crate::shared::{
    arguments::RulePaths,
    exit,
    target::{Compiled, Target},
    terminal,
};
use clap::{Args, ValueEnum};
use engine_hooks::catalogue::Catalogue;
use engine_rehearse::test::{CaseRun, Suite, SuiteRun, coverage::Coverage, report::TestReport};
use engine_rule::plan::Plan;
use engine_syntax::{
    catalogue::unknown_rule,
    check::Severity,
    diagnostic::{Diagnostic, Diagnostics},
    fix,
    model::test_file::TestFile,
    report,
    source::Span,
};
use folder_files::FolderFiles;
use jiff::tz::TimeZone;
use std::{path::Path, process::ExitCode};

/// Run the tests of rules
///
/// A test says which patient a rule is asked about, and which cards are to come. Tests stand beside their rule, in `<id>.test.yaml`. Exits with 0 if
/// all passed, with 1 if one failed or too little was covered, with 2 if a test could not be run.
#[derive(Args)]
#[command(mut_arg("paths", |paths| paths.help("Test files, rules and folders whose tests are run [default: the folder of the rules]")))]
#[command(mut_arg("config", |config| config.help("Settings, for hooks of your own and the time zone; without them tests run in UTC")))]
pub(crate) struct Test {
    #[command(flatten)]
    asked: RulePaths,

    /// Run only the tests whose name, file or rule has this in it
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,

    /// How results are printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,

    /// Tell which conditions were never true or never false, and which cards were never shown
    #[arg(long)]
    coverage: bool,

    /// Exit with 1 if less than this is covered of any rule, in percent
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100))]
    min_coverage: Option<u8>,

    /// Write what came out in place of what was expected, for you to review
    #[arg(long, conflicts_with = "watch")]
    update: bool,

    /// Run again whenever a file changes
    #[arg(long)]
    watch: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs: one object
    Json,
    /// For build servers: JUnit's XML
    Junit,
}

/// What the tests of one rules folder printed, and the exit code.
struct TargetOutcome {
    printed: String,
    code: u8,
}

impl Test {
    pub(crate) fn run(self) -> ExitCode {
        self.start().unwrap_or_else(|message| exit::could_not_run(&message))
    }

    fn start(&self) -> Result<ExitCode, String> {
        let hooks = self.asked.settings.hooks()?;
        let zone = self.asked.settings.zone_or_utc()?;
        let targets = self.asked.targets()?;
        let once = || self.run_all(&targets, &hooks, &zone);
        if !self.watch {
            return once().map(ExitCode::from);
        }
        let folders: Vec<&Path> = targets.iter().map(|target| target.root.as_path()).collect();
        watch::again(&folders, || {
            if let Err(message) = once() {
                eprintln!("error: {message}");
            }
        })?;
        Ok(ExitCode::SUCCESS)
    }

    fn run_all(&self, targets: &[Target], hooks: &Catalogue, zone: &TimeZone) -> Result<u8, String> {
        if targets.len() > 1 && !matches!(self.format, Format::Text) {
            let roots: Vec<&str> = targets.iter().map(|target| target.shown_root.as_str()).collect();
            return Err(format!(
                "{} are folders of rules of their own, and a report for machines is of one: run it for each",
                roots.join(" and ")
            ));
        }
        let mut code = 0;
        for target in targets {
            let outcome = self.run_target(target, hooks, zone, self.update).unwrap_or_else(|message| {
                eprintln!("error: {message}");
                TargetOutcome { printed: String::new(), code: exit::COULD_NOT_RUN }
            });
            terminal::print(&outcome.printed);
            code = code.max(outcome.code);
        }
        Ok(code)
    }

    fn run_target(&self, target: &Target, hooks: &Catalogue, zone: &TimeZone, may_update: bool) -> Result<TargetOutcome, String> {
        let compiled = target.compile(hooks);
        if let Some(printed) = mistakes(target, &compiled) {
            // A report for machines holds the results of tests and nothing else.
            return match self.format {
                Format::Text => Ok(TargetOutcome { printed, code: exit::COULD_NOT_RUN }),
                Format::Json | Format::Junit => Err(format!("the rules or tests have mistakes\n\n{printed}")),
            };
        }
        let run = self.run_suite(target, &compiled, zone)?;
        if may_update && update(target, &compiled, run.updates())? {
            // Only once: what still fails then can't be helped by writing down what came out.
            return self.run_target(target, hooks, zone, false);
        }
        Ok(self.report(target, &compiled, &run))
    }

    /// Runs the tests that are asked for; there must be some.
    fn run_suite(&self, target: &Target, compiled: &Compiled, zone: &TimeZone) -> Result<SuiteRun, String> {
        let asked: Vec<TestFile> = target.tests(compiled).cloned().collect();
        if asked.is_empty() {
            let root = &target.shown_root;
            return Err(format!("{root}: no tests here; they are files that end in .test.yaml, and `engine new` writes the first"));
        }
        let suite = Suite {
            rules: &compiled.rules,
            sources: &compiled.sources,
            files: &FolderFiles { root: target.root.clone() },
            value_sets: compiled.rules.library(),
            zone: zone.clone(),
            filter: self.filter.as_deref(),
        };
        let run = suite.run(&asked);
        match run.cases.is_empty() {
            true => Err(format!("no test has `{}` in its name, file or rule", self.filter.as_deref().unwrap_or_default())),
            false => Ok(run),
        }
    }

    fn report(&self, target: &Target, compiled: &Compiled, run: &SuiteRun) -> TargetOutcome {
        let coverage = self.coverage_of(target, compiled, &run.cases);
        let report =
            TestReport { run, sources: &compiled.sources, root: &target.shown_root, coverage: if self.coverage { &coverage } else { &[] } };
        let counts = run.counts();
        let uncovered = self.uncovered(&coverage);
        let code = match (counts.could_not_run, counts.failed, uncovered.is_empty()) {
            (0, 0, true) => 0,
            (0, ..) => exit::WRONG,
            _ => exit::COULD_NOT_RUN,
        };
        uncovered.iter().for_each(|line| eprintln!("{line}"));
        TargetOutcome { printed: self.format.render(&report), code }
    }

    /// The coverage of every rule asked for, with or without tests; where tests were filtered, of the rules that they tested.
    fn coverage_of(&self, target: &Target, compiled: &Compiled, cases: &[CaseRun]) -> Vec<Coverage> {
        if !self.coverage && self.min_coverage.is_none() {
            return Vec::new();
        }
        let is_tested = |plan: &&Plan| self.filter.is_none() || cases.iter().any(|case| case.rule == plan.id);
        target.rules(compiled).filter(is_tested).map(|plan| Coverage::of(plan, cases)).collect()
    }

    /// A line for each rule of which too little is covered.
    fn uncovered(&self, coverage: &[Coverage]) -> Vec<String> {
        let Some(least) = self.min_coverage.map(usize::from) else { return Vec::new() };
        let uncovered = coverage.iter().filter(|coverage| coverage.percent() < least);
        uncovered.map(|coverage| format!("{}: {} % covered, and {least} % are asked for", coverage.rule, coverage.percent())).collect()
    }
}

/// What is wrong with the rules and tests themselves, as `engine lint` prints it. Where a test's rule has mistakes, those are printed.
fn mistakes(target: &Target, compiled: &Compiled) -> Option<String> {
    let shown = target.shown(&compiled.sources);
    let is_error = |finding: &&Diagnostic| finding.check.severity == Severity::Error;
    let asked = |finding: &&Diagnostic| is_error(finding) && shown.contains(&finding.span.file);
    let is_of_a_lost_rule = compiled.diagnostics.iter().filter(asked).any(|finding| finding.check.name == unknown_rule::CHECK.name);
    let mut errors = Diagnostics::default();
    compiled
        .diagnostics
        .iter()
        .filter(is_error)
        .filter(|error| is_of_a_lost_rule || asked(error))
        .for_each(|error| errors.push(error.clone()));
    let is_shown = |file| is_of_a_lost_rule || shown.contains(&file);
    let report = report::Report::of_files(&compiled.sources, &target.shown_root, &errors, is_shown);
    (!errors.is_empty()).then(|| report.text(terminal::is_coloured()))
}

/// Writes what came out in place of what was expected; says whether anything was written.
fn update(target: &Target, compiled: &Compiled, updates: Vec<(Span, String)>) -> Result<bool, String> {
    let changed = fix::replace(&compiled.sources, updates);
    for (file, text) in &changed {
        let path = target.overwrite(&compiled.sources, *file, text)?;
        eprintln!("updated {}", path.display());
    }
    Ok(!changed.is_empty())
}

impl Format {
    fn render(self, report: &TestReport<'_>) -> String {
        match self {
            Format::Text => report.text(terminal::is_coloured()),
            Format::Json => report.json(),
            Format::Junit => report.junit(),
        }
    }
}
