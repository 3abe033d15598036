//! Arguments that several commands have, and what they stand for. Knows settings and rules folders; must never know what is done with them.

use super::target::{self, Target};
use clap::Args;
use engine_fhir::date::Clock;
use engine_hooks::catalogue::Catalogue;
use engine_serve::{Options, config::Config};
use jiff::{civil::Date, tz::TimeZone};
use std::path::PathBuf;

/// `--config`: the settings.
#[derive(Args)]
pub(crate) struct SettingsFile {
    /// Settings, as schemas/engine.schema.json describes them, for hooks of your own that they declare
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

/// Paths of rules, in any rules folders.
#[derive(Args)]
pub(crate) struct RulePaths {
    /// Files and folders [default: the folder of the rules]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Folder of the rules, whose value sets, tables and shared files the paths use [default: ./rules, or of each path the
    /// nearest folder above it that has `valuesets`, `tables` or `common`]
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) settings: SettingsFile,
}

/// A rules folder, the whole of it.
#[derive(Args)]
pub(crate) struct RulesFolder {
    /// Folder of the rules
    #[arg(long, value_name = "DIR", default_value = "rules")]
    pub(crate) rules: PathBuf,

    #[command(flatten)]
    pub(crate) settings: SettingsFile,
}

/// A rules folder as a server has it: the settings may name it.
#[derive(Args)]
pub(crate) struct ServedFolder {
    #[command(flatten)]
    settings: SettingsFile,

    /// Folder of the rules. Goes before `rules` of the settings [default: ./rules]
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
}

impl SettingsFile {
    /// The settings; the defaults without a file.
    pub(crate) fn read(&self) -> Result<Config, String> {
        let options = Options { config: self.config.clone(), ..Options::default() };
        Config::read(&options).map_err(|error| error.to_string())
    }

    /// HL7's hooks, and those that the settings declare.
    pub(crate) fn hooks(&self) -> Result<Catalogue, String> {
        if self.config.is_none() { Ok(Catalogue::hl7()) } else { self.read().map(|config| config.catalogue) }
    }

    /// The time zone of the settings; without them the machine's.
    pub(crate) fn zone(&self) -> Result<TimeZone, String> {
        self.read().map(|config| config.zone)
    }

    /// The time zone of the settings; without them UTC, so that what is tested is the same everywhere.
    pub(crate) fn zone_or_utc(&self) -> Result<TimeZone, String> {
        if self.config.is_none() { Ok(TimeZone::UTC) } else { self.zone() }
    }
}

impl RulePaths {
    /// The rules folders of the paths, and what of each is asked for.
    pub(crate) fn targets(&self) -> Result<Vec<Target>, String> {
        target::targets(&self.paths, self.rules.as_deref())
    }
}

impl ServedFolder {
    /// The options of a server with this folder and these settings.
    pub(crate) fn options(&self) -> Options {
        Options { config: self.settings.config.clone(), rules: self.rules.clone(), ..Options::default() }
    }
}

/// Reads a day on the command line.
pub(crate) fn date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "expected a date, as in 2026-01-15".to_owned())
}

/// A clock on which it is `today`, else the day that it is.
pub(crate) fn clock(today: Option<Date>, zone: TimeZone) -> Clock {
    match today {
        Some(today) => Clock::fixed(today, zone),
        None => Clock::system(zone),
    }
}
