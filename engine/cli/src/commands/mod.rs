//! The commands. Each is a file, or a folder where it has parts of its own: a `clap::Args` struct, whose doc comments are its help, with
//! `run(self) -> ExitCode`. A new one is a file and two lines here: its `mod`, and its name in the list. What commands share lies in `shared`.

/// Declares [`Command`], a variant for each command.
macro_rules! commands {
    ($($module:ident::$name:ident),+ $(,)?) => {
        /// What the program is asked to do.
        #[derive(clap::Subcommand)]
        pub(crate) enum Command {
            $(#[allow(missing_docs)] $name($module::$name)),+
        }

        impl Command {
            /// Does it.
            pub(crate) fn run(self) -> std::process::ExitCode {
                match self {
                    $(Command::$name(command) => command.run()),+
                }
            }
        }
    };
}

mod audit;
mod explain;
mod health;
mod lint;
mod new;
mod reference;
mod report;
mod schema;
mod scopes;
mod serve;
mod simulate;
mod test;

commands! {
    lint::Lint,
    schema::Schema,
    reference::Reference,
    serve::Serve,
    new::New,
    test::Test,
    explain::Explain,
    simulate::Simulate,
    scopes::Scopes,
    health::Health,
    audit::Audit,
    report::Report,
}
