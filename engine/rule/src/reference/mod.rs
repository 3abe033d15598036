//! The reference pages, in Markdown: every key of the language, every function, every check. `rules/reference/` holds them.
//!
//! They are made of what the linter itself goes by, so that they can't say anything else than it does. Knows how to lay it out; must never know more of the
//! language than the descriptions tell.

mod checks;
mod functions;
mod language;

pub use checks::checks;
pub use functions::functions;
pub use language::language;

/// What stands first on each page, after its title.
const NOTICE: &str = "<!-- Made by `engine reference`; not edited by hand. -->";

/// Text as a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

/// The end of the address of the heading `name`, as GitHub makes it.
fn anchor(name: &str) -> String {
    let kept = name.to_lowercase().replace(' ', "-");
    kept.chars().filter(|character| character.is_alphanumeric() || "-_".contains(*character)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{expression::function, lint};
    use engine_syntax::language as described;

    /// Every link within a page leads to a heading of it.
    fn has_no_dead_link(page: &str) {
        let headings: Vec<String> =
            page.lines().filter(|line| line.starts_with('#')).map(|line| anchor(line.trim_start_matches(['#', ' ']))).collect();
        for link in page.split("](#").skip(1) {
            let target = link.split(')').next().unwrap_or_default();
            assert!(headings.iter().any(|heading| heading == target), "{target}");
        }
    }

    #[test]
    fn the_pages_tell_of_all_there_is() {
        let (language, functions, checks) = (language(), functions(), checks());
        for key in described::RULE.keys {
            assert!(language.contains(&format!("`{}: ", key.name)), "{}", key.name);
        }
        assert!(function::ALL.iter().all(|function| functions.contains(function.signature)));
        assert!(lint::checks().iter().all(|check| checks.contains(&format!("\n### {}\n", check.name))));
    }

    #[test]
    fn every_link_leads_to_a_heading_of_its_page() {
        [language(), functions(), checks()].iter().for_each(|page| has_no_dead_link(page));
    }

    #[test]
    fn a_page_ends_with_one_line_break() {
        assert!([language(), functions(), checks()].iter().all(|page| page.ends_with('\n') && !page.ends_with("\n\n")));
    }
}
