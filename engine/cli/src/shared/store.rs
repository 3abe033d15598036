//! Opens the store that the settings name, to be read; and reads days and moments on the command line.

use super::{arguments::SettingsFile, exit};
use clap::Args;
use engine_serve::{
    config::Config,
    store::{Address, Archive, StoreError},
};
use jiff::{Timestamp, civil::Date};
use std::{process::ExitCode, str::FromStr};

/// The settings whose store a command reads.
#[derive(Args)]
#[command(mut_arg("config", |config| config.help("Settings, which name the store [default: the store is engine.db, in this folder]")))]
pub(crate) struct StoreSettings {
    #[command(flatten)]
    settings: SettingsFile,
}

/// A day or a moment.
#[derive(Clone, Copy)]
pub(crate) enum When {
    Day(Date),
    Moment(Timestamp),
}

impl StoreSettings {
    /// Runs a command with the settings and the store; says why where it can't be run.
    pub(crate) fn run(&self, command: impl FnOnce(&Config, &mut Archive) -> Result<(), String>) -> ExitCode {
        match self.open().and_then(|(config, mut archive)| command(&config, &mut archive)) {
            Ok(()) => ExitCode::SUCCESS,
            Err(message) => exit::could_not_run(&message),
        }
    }

    fn open(&self) -> Result<(Config, Archive), String> {
        let config = self.settings.read()?;
        let archive = Archive::open(&config.store).map_err(|error| describe_error(&config.store, &error))?;
        Ok((config, archive))
    }
}

/// Why the store can't be read, for people.
pub(crate) fn describe_error(store: &Address, error: &StoreError) -> String {
    match error {
        StoreError::Missing => {
            format!("there is no store {store} yet; `engine serve` makes it, where `store` of the settings (`--config FILE`) says")
        }
        error => format!("the store {store} can't be read: {error}"),
    }
}

impl When {
    /// When it begins.
    pub(crate) fn begin(self, config: &Config) -> Result<Timestamp, String> {
        match self {
            When::Moment(moment) => Ok(moment),
            When::Day(day) => match config.zone.to_zoned(day.into()) {
                Ok(begin) => Ok(begin.timestamp()),
                Err(error) => Err(format!("{day} has no beginning in this time zone: {error}")),
            },
        }
    }

    /// When it is over; a day is over at its end.
    pub(crate) fn end(self, config: &Config) -> Result<Timestamp, String> {
        match self {
            When::Moment(moment) => Ok(moment),
            When::Day(day) => day.tomorrow().map_or(Ok(Timestamp::MAX), |next| When::Day(next).begin(config)),
        }
    }
}

impl FromStr for When {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<When, Self::Err> {
        let day = || text.parse().map(When::Day);
        text.parse()
            .map(When::Moment)
            .or_else(|_| day())
            .map_err(|_| "expected a day such as 2026-01-15, or a time such as 2026-01-15T10:05:31Z")
    }
}
