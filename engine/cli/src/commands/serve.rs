//! `engine serve`: the server. Turns the command line into [`engine_serve::Options`].

use super::exit;
use clap::Args;
use engine_serve::{Options, StartError};
use std::{net::SocketAddr, num::NonZeroUsize, path::PathBuf, process::ExitCode};
use tracing_subscriber::EnvFilter;

/// Serve the rules of a folder to an EHR, as CDS Services
///
/// Without options it reads ./rules and listens on 127.0.0.1:8080, for callers on this machine alone. Rules reload when their files change;
/// a broken change is reported and never replaces rules that work.
#[derive(Args)]
pub(crate) struct Serve {
    /// Settings, as schemas/engine.schema.json describes them. Without it, the defaults hold
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,

    /// Folder of the rules. Overrides `rules` of the settings [default: ./rules]
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,

    /// Address and port to listen on. Overrides `listen` of the settings [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDR")]
    listen: Option<SocketAddr>,

    /// Threads that answer calls [default: one for each processor]
    #[arg(long, value_name = "N")]
    workers: Option<NonZeroUsize>,

    /// Listen on an address that other machines can reach, though nobody who calls is asked who they are.
    /// Only for a first try, behind something that keeps others out. It lifts nothing else
    #[arg(long)]
    insecure: bool,
}

impl Serve {
    pub(crate) fn run(self) -> ExitCode {
        log_to_stderr();
        let options =
            Options { config: self.config, rules: self.rules, listen: self.listen, workers: self.workers, is_insecure: self.insecure };
        match engine_serve::serve(&options) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("error: {error}");
                ExitCode::from(if matches!(error, StartError::Rules(_)) { exit::WRONG } else { exit::COULD_NOT_RUN })
            }
        }
    }
}

/// Logs go to stderr; `RUST_LOG` chooses what is logged.
fn log_to_stderr() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(false).init();
}
