//! `engine explain`: shows one decision of a rule, step by step.

use crate::shared::{
    arguments::{self, RulesFolder},
    exit,
    target::{self, Compiled},
    terminal,
};
use clap::{ArgGroup, Args, ValueEnum};
use engine_fhir::{Document, record::Record};
use engine_rehearse::{Documents, Harness, RunResult, explain::Explanation, patient};
use engine_rule::plan::{Plan, overrides::Overrides};
use jiff::civil::Date;
use std::{
    fmt,
    path::{Path, PathBuf},
    process::ExitCode,
};

/// Show how a rule decides about one patient, step by step
///
/// Which data it asked for and had, what each value was and where it came from, how each condition turned out, and why each card shows or doesn't. It
/// shows the patient's data.
#[derive(Args)]
#[command(group = ArgGroup::new("about").required(true).multiple(true).args(["request", "patient"]))]
#[command(mut_arg("config", |config| config.help("Settings, for hooks of your own and the time zone [default zone: the machine's]")))]
pub(crate) struct Explain {
    /// The id of the rule
    id: String,

    /// A request as an EHR sends it (CDS Hooks), in JSON
    #[arg(long, value_name = "FILE")]
    request: Option<PathBuf>,

    /// A patient's whole record, a FHIR Bundle or NDJSON; with a request, what it didn't send is asked of the record
    #[arg(long, value_name = "FILE")]
    patient: Option<PathBuf>,

    /// The day on which it is run [default: today]
    #[arg(long, value_name = "DATE", value_parser = arguments::date)]
    today: Option<Date>,

    /// How it is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,

    #[command(flatten)]
    folder: RulesFolder,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs: a list, an object a call
    Json,
}

/// A call to be explained.
struct ExplainedCall {
    body: Document,
    about: Option<String>,
}

impl Explain {
    pub(crate) fn run(self) -> ExitCode {
        match self.explained() {
            Ok(text) => terminal::print(&text),
            Err(message) => exit::could_not_run(&message),
        }
    }

    fn explained(&self) -> Result<String, String> {
        let hooks = self.folder.settings.hooks()?;
        let compiled = target::whole_folder(&self.folder.rules)?.compile(&hooks);
        let plan = self.plan(&compiled)?;
        let clock = arguments::clock(self.today, self.folder.settings.zone()?);
        let documents = self.patient.as_deref().map(documents).transpose()?;
        let record = documents.as_ref().map(|documents| documents.record().map_err(|error| self.of_patient(&error))).transpose()?;
        let calls = self.calls(plan, record.as_ref())?;
        let harness = Harness { record: record.as_ref(), value_sets: compiled.rules.library(), clock: &clock, is_open: record.is_some() };
        let results: Vec<RunResult> = calls.iter().map(|call| harness.run(plan, &call.body, Some(&Overrides::default()))).collect();
        if let Some(unanswerable) = results.iter().find_map(|result| result.unanswerable.first()) {
            return Err(unanswerable.to_string());
        }
        let today = clock.today().to_string();
        let explanations: Vec<Explanation<'_>> = calls
            .iter()
            .zip(&results)
            .map(|(call, result)| Explanation { plan, result, today: &today, about: call.about.as_deref() })
            .collect();
        Ok(self.format.render(&explanations))
    }

    /// Finds the rule by its id, which may have a topic or the path of its file before it.
    fn plan<'c>(&self, compiled: &'c Compiled) -> Result<&'c Plan, String> {
        let name = self.id.rsplit('/').next().unwrap_or(&self.id);
        target::find_rule(name.trim_end_matches(".yaml"), compiled, &self.folder.rules)
    }

    /// The call of the request that was given, else the calls that an EHR would make for the patient of the record.
    fn calls(&self, plan: &Plan, record: Option<&Record<'_>>) -> Result<Vec<ExplainedCall>, String> {
        let ids = record.map(|record| patient(record).map_err(|error| self.of_patient(&error))).transpose()?;
        if let Some(request) = &self.request {
            return Ok(vec![ExplainedCall { body: json(request)?, about: None }]);
        }
        let (Some(record), Some(_)) = (record, ids) else { return Ok(Vec::new()) };
        let made = engine_rehearse::ehr_calls(plan, record).map_err(|error| error.to_string())?;
        if made.is_empty() {
            let hooks: Vec<&str> = plan.hooks.iter().map(|hook| hook.name.as_str()).collect();
            let nothing = format!("has nothing that `{}` is about, so `{}` would not be called", hooks.join("`, `"), plan.id);
            return Err(self.of_patient(&nothing));
        }
        let body = |text| Document::parse(text).map_err(|error| format!("the request that was made is no JSON: {error}"));
        made.into_iter().map(|call| Ok(ExplainedCall { body: body(call.request.to_json())?, about: call.about })).collect()
    }

    fn of_patient(&self, said: &dyn fmt::Display) -> String {
        let path = self.patient.as_deref().unwrap_or(Path::new("the record"));
        format!("{} {said}", path.display())
    }
}

fn documents(path: &Path) -> Result<Documents, String> {
    Documents::parse(&terminal::read(path)?).map_err(|error| format!("{} {error}", path.display()))
}

fn json(path: &Path) -> Result<Document, String> {
    Document::parse(terminal::read(path)?).map_err(|error| format!("{} is no JSON: {error}", path.display()))
}

impl Format {
    fn render(self, explanations: &[Explanation<'_>]) -> String {
        match self {
            Format::Text => {
                let pages: Vec<String> = explanations.iter().map(|explanation| explanation.text(terminal::is_coloured())).collect();
                pages.join("\n\n")
            }
            Format::Json => {
                let list: Vec<serde_json::Value> = explanations.iter().map(Explanation::json).collect();
                format!("{:#}\n", serde_json::Value::Array(list))
            }
        }
    }
}
