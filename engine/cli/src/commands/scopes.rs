//! `engine scopes`: the least SMART scopes that each service needs.

use crate::shared::{arguments::RulePaths, exit, target::Target};
use clap::{Args, ValueEnum};
use engine_hooks::catalogue::Catalogue;
use engine_rule::plan::Plan;
use engine_syntax::check::Severity;
use serde_json::json;
use std::{process::ExitCode, sync::Arc};

/// Print the least SMART scopes that each service needs
///
/// What an EHR must grant to the token that it lends, so that the queries of a rule are covered; no less is enough, and no more is needed.
/// The same list stands in what `GET /cds-services` answers.
#[derive(Args)]
pub(crate) struct Scopes {
    #[command(flatten)]
    asked: RulePaths,

    /// How it is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// A line for each service, its scopes behind it as a token request has them
    Text,
    /// An object: each service's id, and the list of its scopes
    Json,
}

impl Scopes {
    pub(crate) fn run(self) -> ExitCode {
        match self.plans() {
            Ok(plans) => {
                print!("{}", self.format.render(&plans));
                ExitCode::SUCCESS
            }
            Err((message, code)) => {
                eprintln!("error: {message}");
                ExitCode::from(code)
            }
        }
    }

    /// The rules asked for, by id.
    fn plans(&self) -> Result<Vec<Arc<Plan>>, (String, u8)> {
        let could_not_run = |message: String| (message, exit::COULD_NOT_RUN);
        let hooks = self.asked.settings.hooks().map_err(could_not_run)?;
        let mut plans = Vec::new();
        for target in self.asked.targets().map_err(could_not_run)? {
            plans.extend(plans_of(&target, &hooks)?);
        }
        Ok(plans)
    }
}

fn plans_of(target: &Target, hooks: &Catalogue) -> Result<Vec<Arc<Plan>>, (String, u8)> {
    let compiled = target.compile(hooks);
    let asked = target.shown(&compiled.sources);
    if asked.is_empty() {
        return Err((target.nothing_to_check(), exit::COULD_NOT_RUN));
    }
    let mut errors = compiled.diagnostics.iter().filter(|finding| finding.check.severity == Severity::Error);
    if errors.any(|error| asked.contains(&error.span.file)) {
        return Err((target.has_mistakes(), exit::WRONG));
    }
    Ok(compiled.rules.served().filter(|plan| asked.contains(&plan.file)).cloned().collect())
}

impl Format {
    fn render(self, plans: &[Arc<Plan>]) -> String {
        match self {
            Format::Text => {
                let width = plans.iter().map(|plan| plan.id.len()).max().unwrap_or_default();
                plans.iter().map(|plan| format!("{:width$}  {}\n", plan.id, shown(&plan.required_scopes()))).collect()
            }
            Format::Json => {
                let services: serde_json::Map<_, _> = plans.iter().map(|plan| (plan.id.clone(), json!(plan.required_scopes()))).collect();
                format!("{:#}\n", serde_json::Value::Object(services))
            }
        }
    }
}

fn shown(scopes: &[String]) -> String {
    if scopes.is_empty() { "none: it has no queries".to_owned() } else { scopes.join(" ") }
}
