//! `engine serve`: the server. Turns the command line into [`engine_serve::Options`], and says why the server can't start.

use crate::shared::{arguments::ServedFolder, exit};
use clap::Args;
use engine_serve::{Broken, Options, StartError};
use engine_syntax::report::Report;
use std::{
    io::{IsTerminal, stderr},
    net::SocketAddr,
    num::NonZeroUsize,
    process::ExitCode,
};
use tracing_subscriber::EnvFilter;

/// Serve the rules of a folder to an EHR, as CDS Services
///
/// Without options it reads ./rules and listens on 127.0.0.1:8080, for callers on this machine alone. Rules reload when their files change;
/// a broken change is reported and never replaces rules that work. GET /health/ready tells what is served, GET /metrics what was counted.
#[derive(Args)]
#[command(mut_arg("config", |config| config.help("Settings, as schemas/engine.schema.json describes them. Without it, the defaults hold")))]
pub(crate) struct Serve {
    #[command(flatten)]
    served: ServedFolder,

    /// Address and port to listen on; port 0 takes a free one. Goes before `listen` of the settings [default: 127.0.0.1:8080]
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
        let options = Options { listen: self.listen, workers: self.workers, is_insecure: self.insecure, ..self.served.options() };
        match engine_serve::serve(&options) {
            Ok(()) => ExitCode::SUCCESS,
            Err(StartError::Rules(broken)) => {
                print_broken(&broken);
                ExitCode::from(exit::WRONG)
            }
            Err(error) => exit::could_not_run(&error.to_string()),
        }
    }
}

/// Prints what is wrong with the rules as `engine lint` does.
fn print_broken(broken: &Broken) {
    let folder = broken.folder.to_string_lossy();
    let report = Report::new(&broken.sources, &folder, &broken.diagnostics);
    eprint!("{}", report.text(stderr().is_terminal()));
    for problem in &broken.problems {
        eprintln!("error: {folder}: {problem}");
    }
    eprintln!("error: these rules can't be served");
}

/// Logs go to stderr; `RUST_LOG` chooses what is logged.
fn log_to_stderr() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,actix_server=warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(stderr).with_ansi(stderr().is_terminal()).with_target(false).init();
}
