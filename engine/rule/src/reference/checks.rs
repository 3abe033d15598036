//! The page of checks.

use super::{NOTICE, anchor, cell};
use crate::lint;
use engine_syntax::check::{Check, Example};

/// Every check, with what it means and its examples, by name.
pub fn checks() -> String {
    let checks = lint::checks();
    let rows: String = checks.iter().map(|check| row(check)).collect();
    let sections: String = checks.iter().map(|check| section(check)).collect();
    format!(
        "# The checks of `engine lint`\n\n{NOTICE}\n\nAn error keeps a rule from being served, a warning is probably a mistake, a note is worth knowing. Most examples are lines of a rule, \
         not a whole one.\n\n| check | | finds |\n|---|---|---|\n{rows}\n## Every check\n{sections}"
    )
}

fn row(check: &Check) -> String {
    format!("| [{}](#{}) | {} | {} |\n", check.name, anchor(check.name), check.severity.name(), cell(check.summary))
}

fn section(check: &Check) -> String {
    format!(
        "\n### {}\n\n**{}**: {}.\n\n{}\n\nWrong:\n\n{}\nRight:\n\n{}",
        check.name,
        check.severity.name(),
        check.summary,
        check.explanation,
        example(&check.wrong),
        example(&check.right)
    )
}

fn example(example: &Example) -> String {
    match example {
        Example::Words(words) => format!("{words}\n"),
        _ => format!("```yaml\n{}\n```\n", example.text().trim_end()),
    }
}
