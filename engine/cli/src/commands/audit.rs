//! `engine audit`: lists the records of calls that the store holds.

use crate::shared::store::{StoreSettings, When, describe_error};
use clap::{Args, ValueEnum};
use engine_serve::{
    audit::{Record, audit_event},
    config::Config,
    store::{Archive, Calls},
};
use std::{
    io::{self, Write, stdout},
    ops::ControlFlow,
    process::ExitCode,
};

/// List the records of calls: who asked what, and what was answered
///
/// Oldest first. A record holds the rule's queries as the rule has them, how each was had, the scopes needed and granted, and the cards by id;
/// never a token, a resource or a name.
#[derive(Args)]
pub(crate) struct Audit {
    /// Only calls from this day or time on
    #[arg(long, value_name = "DATE")]
    since: Option<When>,

    /// Only calls until this day, its end included, or before this time
    #[arg(long, value_name = "DATE")]
    until: Option<When>,

    /// Only calls of this service
    #[arg(long, value_name = "ID")]
    service: Option<String>,

    /// Only calls of this client
    #[arg(long, value_name = "NAME")]
    client: Option<String>,

    /// Only calls that ended so: `answered`, `refused`, or a refusal by its name, such as `scope` or `cannot-be-had`
    #[arg(long, value_name = "OUTCOME")]
    outcome: Option<String>,

    /// Only calls for the patient of this id. Where records hold a hash, it is hashed to be found
    #[arg(long, value_name = "ID")]
    patient: Option<String>,

    /// Only so many: the newest
    #[arg(long, value_name = "N")]
    limit: Option<u32>,

    /// How it is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,

    #[command(flatten)]
    store: StoreSettings,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// A line for each call, and each reason of a refusal below it
    Text,
    /// A record in each line, whole
    Json,
    /// A FHIR R4 AuditEvent in each line (NDJSON)
    Fhir,
}

impl Audit {
    pub(crate) fn run(self) -> ExitCode {
        self.store.run(|config, archive| self.list(config, archive))
    }

    fn list(&self, config: &Config, archive: &mut Archive) -> Result<(), String> {
        let (calls, mut out, mut listed) = (self.calls(config)?, stdout().lock(), 0_u64);
        let each = |record| match self.format.write(&mut out, &record) {
            Ok(()) => {
                listed += 1;
                ControlFlow::Continue(())
            }
            // Whoever reads standard output has stopped reading.
            Err(_) => ControlFlow::Break(()),
        };
        archive.calls(&calls, &config.audit, each).map_err(|error| describe_error(&config.store, &error))?;
        if listed == 0 && matches!(self.format, Format::Text) {
            eprintln!("no calls: the store {} holds none, or none that were asked for", config.store);
        }
        Ok(())
    }

    fn calls(&self, config: &Config) -> Result<Calls, String> {
        Ok(Calls {
            since: self.since.map(|since| since.begin(config)).transpose()?,
            until: self.until.map(|until| until.end(config)).transpose()?,
            service: self.service.clone(),
            client: self.client.clone(),
            outcome: self.outcome.clone(),
            patient: self.patient.clone(),
            limit: self.limit,
        })
    }
}

impl Format {
    fn write(self, out: &mut impl Write, record: &Record) -> io::Result<()> {
        match self {
            Format::Text => write_text(out, record),
            Format::Json => writeln!(out, "{}", serde_json::to_string(record)?),
            Format::Fhir => writeln!(out, "{}", audit_event(record)),
        }
    }
}

fn write_text(out: &mut impl Write, record: &Record) -> io::Result<()> {
    let service = match (&record.service, &record.version) {
        (Some(service), Some(version)) => format!("{service} {version}"),
        _ => "no such service".to_owned(),
    };
    let client = record.client.as_deref().unwrap_or("-");
    let milliseconds = format!("{:.1} ms", record.milliseconds);
    writeln!(out, "{:.3}  {service:<32}  {client:<16}  {milliseconds:>10}  {}", record.time, outcome(record))?;
    record.reasons.iter().try_for_each(|reason| writeln!(out, "    {reason}"))
}

fn outcome(record: &Record) -> String {
    if record.outcome != Record::ANSWERED {
        return format!("refused: {}", record.outcome);
    }
    let cards: Vec<&str> = record.cards.iter().map(|card| card.id.as_str()).collect();
    let found = if cards.is_empty() { "no cards".to_owned() } else { format!("cards: {}", cards.join(", ")) };
    let actions = match record.system_actions {
        0 => String::new(),
        1 => ", 1 system action".to_owned(),
        many => format!(", {many} system actions"),
    };
    let silent = if record.is_silent { " (silent)" } else { "" };
    format!("{found}{actions}{silent}")
}
