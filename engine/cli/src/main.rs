//! The program `engine`: reads the command line and hands it to a command. Knows nothing else.

mod commands;
mod shared;

use clap::Parser;
use mimalloc::MiMalloc;
use std::process::ExitCode;

/// Compiling rules and answering calls both make many small pieces on several threads, which the system's allocator is slower at.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// A rules engine for CDS Hooks: clinicians' rules in YAML, served to an EHR as CDS Services.
#[derive(Parser)]
#[command(name = "engine", version, max_term_width = 100, arg_required_else_help = true)]
struct Program {
    #[command(subcommand)]
    command: commands::Command,
}

fn main() -> ExitCode {
    Program::parse().command.run()
}
