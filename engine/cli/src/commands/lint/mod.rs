//! `engine lint`: what the compiler has to say of rules, without serving them.

mod target;

use super::exit;
use clap::Args;
use engine_hooks::catalogue::Catalogue;
use engine_rule::{
    check::{Check, catalogue::unreadable_file},
    diagnostic::{Diagnostic, Diagnostics, Severity},
    report::Report,
    rule_set::RuleSet,
    source::{FileId, Sources, Span},
};
use engine_serve::{Options, config::Config, folder};
use std::{
    io::{IsTerminal, Write},
    path::PathBuf,
    process::ExitCode,
};
use target::Target;

/// Check rules, value sets, tables and shared definitions
///
/// Every mistake is shown with its file, line and column, and how to mend it. Exits with 0 if there is no error (warnings are allowed, unless
/// denied), with 1 if there is one, with 2 if it could not run. Only errors keep a rule from being served.
#[derive(Args)]
pub(crate) struct Lint {
    /// Files and folders to check [default: the folder of the rules]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Folder of the rules, whose value sets, tables and shared files the paths use [default: ./rules, or of each path the
    /// nearest folder above it that has `valuesets`, `tables` or `common`]
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,

    /// Settings, for hooks of your own that they declare
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,

    /// Exit with 1 on warnings too
    #[arg(long)]
    deny_warnings: bool,

    /// List all checks, one a line
    #[arg(long, exclusive = true)]
    list: bool,

    /// Say what a check means, with a wrong and a right example
    #[arg(long, value_name = "CHECK", exclusive = true)]
    explain: Option<String>,
}

impl Lint {
    pub(crate) fn run(self) -> ExitCode {
        if self.list {
            return print(&Check::list());
        }
        let done = match &self.explain {
            Some(name) => explain(name),
            None => self.check(),
        };
        done.unwrap_or_else(|message| {
            eprintln!("error: {message}");
            ExitCode::from(exit::COULD_NOT_RUN)
        })
    }

    /// Checks the paths; an error is what kept it from running.
    fn check(&self) -> Result<ExitCode, String> {
        let hooks = self.hooks()?;
        let mut is_wrong = false;
        for target in target::targets(&self.paths, self.rules.as_deref())? {
            let found = check(&target, &hooks);
            let shown = target.shown(&found.sources);
            if shown.is_empty() {
                return Err(target.nothing_to_check());
            }
            let report = Report::of_files(&found.sources, &target.shown_root, &found.diagnostics, |file| shown.contains(&file));
            is_wrong |= report.count(Severity::Error) > 0 || self.deny_warnings && report.count(Severity::Warning) > 0;
            print(&report.text(is_coloured()));
        }
        Ok(if is_wrong { ExitCode::from(exit::WRONG) } else { ExitCode::SUCCESS })
    }

    /// HL7's hooks, and those that the settings declare.
    fn hooks(&self) -> Result<Catalogue, String> {
        let Some(config) = &self.config else { return Ok(Catalogue::hl7()) };
        let options = Options { config: Some(config.clone()), ..Options::default() };
        Config::read(&options).map(|config| config.catalogue).map_err(|error| error.to_string())
    }
}

/// What was found in a folder of rules.
struct Found {
    sources: Sources,
    diagnostics: Diagnostics,
}

/// Compiles the rules of a folder. A file that can't be read is a finding like any other.
fn check(target: &Target, hooks: &Catalogue) -> Found {
    let folder::Folder { mut sources, problems } = folder::read(&target.root);
    let (_, mut diagnostics) = RuleSet::compile(&sources, hooks);
    for problem in problems {
        let file = sources.add(problem.path.clone(), "");
        diagnostics.push(unreadable(file, &problem));
    }
    Found { sources, diagnostics }
}

fn unreadable(file: FileId, problem: &folder::Problem) -> Diagnostic {
    Diagnostic::new(&unreadable_file::CHECK, Span { file, start: 0, end: 0 }, problem.reason.to_string())
}

fn explain(name: &str) -> Result<ExitCode, String> {
    match Check::find(name) {
        Some(check) => Ok(print(&check.page())),
        None => Err(match Check::closest_name(name) {
            Some(meant) => format!("there is no check `{name}`; did you mean `{meant}`?"),
            None => format!("there is no check `{name}`; `engine lint --list` lists them"),
        }),
    }
}

/// Prints to standard output; whoever reads it may have stopped reading, which is no failure.
fn print(text: &str) -> ExitCode {
    let _ = std::io::stdout().write_all(text.as_bytes());
    ExitCode::SUCCESS
}

fn is_coloured() -> bool {
    std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}
