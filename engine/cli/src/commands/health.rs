//! `engine health`: asks a running server whether it is well, as a container's health check does.

use crate::shared::exit;
use clap::Args;
use reqwest::Url;
use std::{net::IpAddr, process::ExitCode, time::Duration};

/// Ask a running server whether it is well
///
/// Exits with 0 where it answers with success, else with 1. `/health/live` tells that it runs; `/health/ready` also that it can answer
/// calls.
#[derive(Args)]
pub(crate) struct Health {
    /// What to ask. On this machine, the certificate of a server that encrypts may be any
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:8080/health/live")]
    url: Url,

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
        let client = reqwest::blocking::Client::builder().no_proxy().timeout(Duration::from_secs(self.timeout));
        // A certificate is for the name by which clients call, and nothing is sent that it would have to protect.
        let client = client.tls_danger_accept_invalid_certs(is_this_machine(&self.url)).build();
        let answer =
            client.and_then(|client| client.get(self.url.clone()).send()).map_err(|error| format!("doesn't answer: {}", cause(&error)))?;
        match answer.status() {
            status if status.is_success() => Ok(()),
            status => Err(format!("answers {status}")),
        }
    }
}

fn is_this_machine(url: &Url) -> bool {
    let address = url.host_str().map(|host| host.trim_matches(['[', ']']));
    address == Some("localhost") || address.and_then(|address| address.parse().ok()).is_some_and(|address: IpAddr| address.is_loopback())
}

/// The innermost cause of an error, which says most.
fn cause(error: &dyn std::error::Error) -> String {
    let mut innermost = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    innermost.to_string()
}
