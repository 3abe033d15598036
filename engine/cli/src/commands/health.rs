//! `engine health`: asks a running server whether it is well, as a container's health check does.

use super::exit;
use clap::Args;
use std::{process::ExitCode, time::Duration};

/// Ask a running server whether it is well
///
/// Exits with 0 where it answers with success, else with 1. `/health/live` tells that it runs; `/health/ready` also that the rules as they
/// stand on disk are the ones that it serves.
#[derive(Args)]
pub(crate) struct Health {
    /// What to ask
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:8080/health/live")]
    url: String,

    /// How long to wait for an answer
    #[arg(long, value_name = "SECONDS", default_value_t = 3)]
    timeout: u64,
}

impl Health {
    pub(crate) fn run(self) -> ExitCode {
        match self.ask() {
            Ok(()) => ExitCode::SUCCESS,
            Err(reason) => {
                eprintln!("error: {} {reason}", self.url);
                ExitCode::from(exit::WRONG)
            }
        }
    }

    fn ask(&self) -> Result<(), String> {
        let client = reqwest::blocking::Client::builder().no_proxy().timeout(Duration::from_secs(self.timeout)).build();
        let answer =
            client.and_then(|client| client.get(&self.url).send()).map_err(|error| format!("doesn't answer: {}", cause(&error)))?;
        match answer.status() {
            status if status.is_success() => Ok(()),
            status => Err(format!("answers {status}")),
        }
    }
}

/// The innermost cause, which says most.
fn cause(error: &dyn std::error::Error) -> String {
    let mut innermost = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    innermost.to_string()
}
