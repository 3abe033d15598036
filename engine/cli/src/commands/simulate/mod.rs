//! `engine simulate`: how often rules would show their cards, over the records of many patients.

mod ndjson;
mod parallel;
mod progress;
mod records;
mod sample;

use crate::shared::{
    arguments::{self, ServedFolder},
    exit,
    target::{self, Compiled},
};
use clap::{Args, ValueEnum};
use engine_rehearse::simulate::{Simulation, SimulationLine, SimulationReport, Skipped, Tally};
use engine_rule::plan::Plan;
use engine_serve::config::Config;
use jiff::civil::Date;
use progress::Progress;
use records::{Input, Records};
use std::{
    collections::BTreeSet,
    io::{self, Write},
    ops::ControlFlow,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

/// Simulate rules over patients' records: how often each card would show, for whom, what was missing, and how fast
///
/// Each record is one patient's, whole: a FHIR Bundle. It answers the queries of the rules as a FHIR server would. A hook that is about orders is called once for each
/// active order of the record, which stands in its context as a draft; what a rule of `mode: silent` would show is counted too, and one of `mode: off` only where it
/// is named.
///
/// A record that can't be used (no JSON, no Patient, several) is reported, counted and passed over. Exits with 0 if none was, with 1 if one was, with 2 if it could not
/// run. Nothing that is reported names a patient; lines of `--format ndjson` do.
#[derive(Args)]
#[command(mut_arg("config", |config| config.help("Settings: the time zone, and hooks of your own").conflicts_with("merge")))]
#[command(mut_arg("rules", |rules| rules.conflicts_with("merge")))]
pub(crate) struct Simulate {
    /// Ids of the rules [default: all that are served]
    #[arg(value_name = "ID", conflicts_with = "merge")]
    ids: Vec<String>,

    /// Where the records lie: a folder, with those in its folders (every `.json` is a record, every `.ndjson` has a record a line); a file; or `-`, a record a
    /// line of standard input. An `.ndjson` that begins with a resource other than a Bundle is one record, with a resource a line
    #[arg(long, value_name = "DIR|FILE|-", required_unless_present = "merge", conflicts_with = "merge")]
    patients: Option<PathBuf>,

    /// Make one report of lines that `--format ndjson` wrote, in whatever parts and order. It is, byte for byte, the report of all of them together
    #[arg(long, value_name = "FILE", num_args = 1..)]
    merge: Vec<PathBuf>,

    /// The day on which to simulate [default: today]
    #[arg(long, value_name = "DATE", value_parser = arguments::date, conflicts_with = "merge")]
    today: Option<Date>,

    /// How the report is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,

    /// Only so many of the records, drawn by chance; the same each time, of the same records with the same seed
    #[arg(long, value_name = "N", conflicts_with = "merge")]
    sample: Option<usize>,

    /// Draws another sample
    #[arg(long, value_name = "N", default_value_t = 0, requires = "sample")]
    seed: u64,

    /// Leave out how long calls took, which is all that differs from run to run
    #[arg(long, conflicts_with = "merge")]
    no_times: bool,

    #[command(flatten)]
    served: ServedFolder,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people, in a terminal
    Text,
    /// For programs: one object
    Json,
    /// For spreadsheets: a row for each card and group of patients
    Csv,
    /// A page for a browser or a printer
    Html,
    /// A line for each patient and rule, written as records are read: for `--merge`, and for analyses of your own
    Ndjson,
}

impl Simulate {
    pub(crate) fn run(self) -> ExitCode {
        let tally = if self.merge.is_empty() { self.simulate() } else { self.merge() };
        match tally.and_then(|tally| self.format.print(&tally).map(|()| tally)) {
            Ok(tally) if tally.skipped() > 0 => ExitCode::from(exit::WRONG),
            Ok(_) => ExitCode::SUCCESS,
            Err(message) => exit::could_not_run(&message),
        }
    }

    fn merge(&self) -> Result<Tally, String> {
        if self.format == Format::Ndjson {
            return Err("`--merge` makes a report of lines; with `--format ndjson` it would be the lines themselves".to_owned());
        }
        ndjson::tally(&self.merge)
    }

    fn simulate(&self) -> Result<Tally, String> {
        let config = Config::read(&self.served.options()).map_err(|error| error.to_string())?;
        let compiled = compiled(&config)?;
        let plans = self.asked_for(&compiled, &config.rules)?;
        let clock = arguments::clock(self.today, config.zone.clone());
        let simulation = Simulation::new(plans, compiled.rules.library(), &clock, !self.no_times);
        let records = Records::of(self.patients.as_deref().unwrap_or(Path::new("-")))?;
        let (expected, is_stream, nothing) = (records.expected(), records.is_stream(), records.nothing());
        let progress = |expected| Progress::new(expected, self.format == Format::Ndjson);
        let tally = match self.sample {
            Some(size) => {
                let drawn = sample::sample(records, size, self.seed);
                let progress = progress(Some(drawn.len() as u64));
                self.count(drawn.into_iter(), &simulation, &progress)
            }
            None => self.count(records, &simulation, &progress(expected)),
        }?;
        // A part of a stream may be empty, as a partition of a cluster is.
        let may_be_empty = is_stream && self.format == Format::Ndjson;
        if tally.is_empty() && !may_be_empty { Err(nothing) } else { Ok(tally) }
    }

    /// Simulates records on all processors; counts their lines in the order of the records, or writes them.
    fn count(
        &self,
        records: impl Iterator<Item = Input> + Send,
        simulation: &Simulation<'_>,
        progress: &Progress,
    ) -> Result<Tally, String> {
        let (mut tally, mut written) = (Tally::default(), Ok(()));
        let mut output = io::BufWriter::new(io::stdout().lock());
        parallel::in_order(
            records,
            |record| record.simulate(simulation).map_err(|skip| (record.place, skip)),
            |result| {
                let lines = result.map_or_else(
                    |(place, skip)| {
                        progress.print(&format!("{place}: {skip}; passed over"));
                        vec![SimulationLine::Skipped(Skipped { place, why: skip.kind() })]
                    },
                    |lines| lines.into_iter().map(|line| SimulationLine::Simulated(Box::new(line))).collect(),
                );
                progress.step();
                lines.iter().for_each(|line| tally.add(line));
                if self.format == Format::Ndjson {
                    written = lines.iter().try_for_each(|line| ndjson::write(line, &mut output));
                }
                if written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            },
        );
        progress.finish();
        ndjson::check_written(written.and_then(|()| output.flush()))?;
        Ok(tally)
    }

    /// The rules that are named; without names, all that are served.
    fn asked_for<'c>(&self, compiled: &'c Compiled, folder: &Path) -> Result<Vec<&'c Plan>, String> {
        if self.ids.is_empty() {
            let plans: Vec<&Plan> = compiled.rules.served().map(Arc::as_ref).collect();
            return if plans.is_empty() { Err(format!("{}: no rule of it is served", folder.display())) } else { Ok(plans) };
        }
        let ids: BTreeSet<&String> = self.ids.iter().collect();
        ids.into_iter().map(|id| target::find_rule(id, compiled, folder)).collect()
    }
}

/// Compiles the folder of the rules, nothing of which may have a mistake.
fn compiled(config: &Config) -> Result<Compiled, String> {
    let folder = &config.rules;
    if !folder.is_dir() {
        return Err(format!("{}: there is no such folder; name that of the rules: --rules DIR", folder.display()));
    }
    let target = target::whole_folder(folder)?;
    let compiled = target.compile(&config.catalogue);
    if compiled.diagnostics.has_errors() { Err(target.has_mistakes()) } else { Ok(compiled) }
}

impl Format {
    /// Prints the report. Lines of NDJSON were written as they came.
    fn print(self, tally: &Tally) -> Result<(), String> {
        let report = SimulationReport::of(tally);
        let text = match self {
            Format::Text => report.text(),
            Format::Json => report.json(),
            Format::Csv => report.csv().map_err(|error| error.to_string())?,
            Format::Html => report.html().map_err(|error| error.to_string())?,
            Format::Ndjson => return Ok(()),
        };
        ndjson::check_written(io::stdout().write_all(text.as_bytes()))
    }
}
