//! `engine lint`: checks rules without serving them.

mod cache;
mod fix;

use crate::shared::{
    arguments::{self, RulePaths},
    exit,
    target::{Compiled, Target},
    terminal,
};
use cache::LintCache;
use clap::{Args, ValueEnum};
use engine_hooks::catalogue::Catalogue;
use engine_rule::{
    lint::{self, unit::LintUnit},
    rule_set::RuleSet,
};
use engine_syntax::{
    check::{self, Severity},
    report::Report,
};
use jiff::{Zoned, civil::Date};
use std::{mem, process::ExitCode};

/// Check rules, value sets, tables and shared definitions
///
/// Every mistake is shown with its file, line and column, and how to fix it. Exits with 0 if there is no error (warnings are allowed, unless
/// denied), with 1 if there is one, with 2 if it could not run. Only errors keep a rule from being served.
#[derive(Args)]
pub(crate) struct Lint {
    #[command(flatten)]
    asked: RulePaths,

    /// The day on which reviews may be overdue, as 2026-03-01 [default: the clock's]
    #[arg(long, value_name = "DATE", value_parser = arguments::date)]
    today: Option<Date>,

    /// Exit with 1 on warnings too
    #[arg(long)]
    deny_warnings: bool,

    /// How findings are printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,

    /// Apply every fix that is certain, then check again. Comments and layout stay as they are
    #[arg(long)]
    fix: bool,

    /// Check every rule. Without it, rules in which nothing was found last time are left out while nothing that their findings depend on has
    /// changed (known by fingerprints in your cache folder)
    #[arg(long)]
    no_cache: bool,

    /// List all checks, one a line
    #[arg(long, exclusive = true)]
    list: bool,

    /// Say what a check means, with a wrong and a right example
    #[arg(long, value_name = "CHECK", exclusive = true)]
    explain: Option<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// For people, with the lines themselves
    Text,
    /// For programs: one object
    Json,
    /// SARIF 2.1.0, for code hosts and editors
    Sarif,
    /// Annotations of a GitHub workflow
    Github,
}

impl Format {
    fn render(self, report: &Report<'_>) -> String {
        match self {
            Format::Text => report.text(terminal::is_coloured()),
            Format::Json => report.json(),
            Format::Sarif => report.sarif(),
            Format::Github => report.github(),
        }
    }
}

impl Lint {
    pub(crate) fn run(self) -> ExitCode {
        if self.list {
            return terminal::print(&check::list(lint::checks()));
        }
        let done = match &self.explain {
            Some(name) => explain(name),
            None => self.check(),
        };
        done.unwrap_or_else(|message| exit::could_not_run(&message))
    }

    /// Checks the paths; the error says what kept the command from running.
    fn check(&self) -> Result<ExitCode, String> {
        let hooks = self.asked.settings.hooks()?;
        let today = self.today.unwrap_or_else(|| Zoned::now().date());
        let mut is_wrong = false;
        for target in self.asked.targets()? {
            let cache = if self.no_cache || self.fix { LintCache::Off } else { LintCache::of(&target.root) };
            let compiled = if self.fix { fix::apply_all(&target, today, &hooks)? } else { lint(&target, today, &hooks, &cache) };
            let shown = target.shown(&compiled.sources);
            if shown.is_empty() {
                return Err(target.nothing_to_check());
            }
            let report = Report::of_files(&compiled.sources, &target.shown_root, &compiled.diagnostics, |file| shown.contains(&file));
            is_wrong |= report.count(Severity::Error) > 0 || self.deny_warnings && report.count(Severity::Warning) > 0;
            terminal::print(&self.format.render(&report));
            // The process ends soon, and freeing all of it piece by piece would take a tenth of the time that compiling took.
            mem::forget(compiled);
        }
        Ok(if is_wrong { ExitCode::from(exit::WRONG) } else { ExitCode::SUCCESS })
    }
}

/// Compiles what is asked for and what that affects, with the findings that are for authors alone: reviews that were due before `today`, and rules
/// without tests. What the cache knows to be clean is left out.
fn lint(target: &Target, today: Date, hooks: &Catalogue, cache: &LintCache) -> Compiled {
    target.read(|sources| {
        let units = LintUnit::all(today, sources, hooks);
        let linted = RuleSet::lint(today, &target.asked(sources), &cache.known(&units), sources, hooks);
        cache.keep(&units, &linted.clean);
        (linted.rules, linted.tests, linted.diagnostics)
    })
}

fn explain(name: &str) -> Result<ExitCode, String> {
    match check::find(lint::checks(), name) {
        Some(check) => Ok(terminal::print(&check.page())),
        None => Err(match check::closest_name(lint::checks(), name) {
            Some(meant) => format!("there is no check `{name}`; did you mean `{meant}`?"),
            None => format!("there is no check `{name}`; `engine lint --list` lists them"),
        }),
    }
}
