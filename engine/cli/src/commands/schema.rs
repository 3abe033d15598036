//! `engine schema`: the JSON Schemas, which `schemas/` holds.

use clap::{Args, ValueEnum};
use engine_syntax::language;
use std::process::ExitCode;

/// Print the JSON Schema of a kind of file
///
/// Editors complete and check YAML by it: begin a rule file with
/// `# yaml-language-server: $schema=../../schemas/rule.schema.json`.
#[derive(Args)]
pub(crate) struct Schema {
    /// The kind of file
    #[arg(value_name = "FILE")]
    kind: Kind,
}

/// The kinds of files.
#[derive(Clone, Copy, ValueEnum)]
enum Kind {
    /// A rule
    Rule,
    /// Definitions that rules share, in `common/`
    Shared,
    /// A value set
    ValueSet,
    /// A table
    Table,
    /// Tests of a rule
    Test,
    /// The settings, engine.yaml
    Engine,
}

impl Schema {
    pub(crate) fn run(self) -> ExitCode {
        print!("{}", self.kind.schema());
        ExitCode::SUCCESS
    }
}

impl Kind {
    /// The schema, as `schemas/` holds it.
    fn schema(self) -> String {
        let schema = match self {
            Kind::Rule => language::schema::rule(),
            Kind::Shared => language::schema::shared(),
            Kind::ValueSet => language::schema::value_set(),
            Kind::Table => language::schema::table(),
            Kind::Test => language::schema::test(),
            Kind::Engine => engine_serve::config::schema().to_value(),
        };
        format!("{schema:#}\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{fs, path::Path};

    #[test]
    fn the_folder_schemas_holds_what_the_program_prints() {
        let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../schemas"));
        for kind in Kind::value_variants() {
            let name = kind.to_possible_value().expect("a name").get_name().to_owned();
            let held = fs::read_to_string(folder.join(format!("{name}.schema.json"))).unwrap_or_default();
            assert!(held == kind.schema(), "schemas/{name}.schema.json is not what `engine schema {name}` prints");
        }
    }
}
