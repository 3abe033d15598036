//! `engine reference`: the reference pages, which `rules/reference/` holds.

use clap::{Args, ValueEnum};
use engine_rule::reference;
use std::process::ExitCode;

/// Print a reference page, in Markdown
///
/// The keys of the language, the functions of expressions, or the checks of `engine lint`,
/// each with examples.
#[derive(Args)]
pub(crate) struct Reference {
    /// The page
    page: Page,
}

/// The pages.
#[derive(Clone, Copy, ValueEnum)]
enum Page {
    /// Every key that a file may hold
    Language,
    /// Every function
    Functions,
    /// Every check
    Checks,
}

impl Reference {
    pub(crate) fn run(self) -> ExitCode {
        print!("{}", self.page.text());
        ExitCode::SUCCESS
    }
}

impl Page {
    /// The page, as `rules/reference/` holds it.
    fn text(self) -> String {
        match self {
            Page::Language => reference::language(),
            Page::Functions => reference::functions(),
            Page::Checks => reference::checks(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{fs, path::Path};

    #[test]
    fn the_folder_reference_holds_what_the_program_prints() {
        let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../rules/reference"));
        for page in Page::value_variants() {
            let name = page.to_possible_value().expect("a name").get_name().to_owned();
            let held = fs::read_to_string(folder.join(format!("{name}.md"))).unwrap_or_default();
            assert!(held == page.text(), "rules/reference/{name}.md is not what `engine reference {name}` prints");
        }
    }
}
