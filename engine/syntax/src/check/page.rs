//! Checks by name; one as `engine lint --explain` prints it, and a list of them as `--list` does.

use super::{Check, Example, Severity};
use engine_spelling::closest;
use std::fmt::Write;

/// The check `name` of `checks`.
pub fn find(checks: &[&'static Check], name: &str) -> Option<&'static Check> {
    checks.iter().find(|check| check.name == name).copied()
}

/// The name most like `name` that one of `checks` has.
pub fn closest_name(checks: &[&'static Check], name: &str) -> Option<&'static str> {
    closest(name, checks.iter().map(|check| check.name))
}

/// The checks one a line: name, severity, summary.
pub fn list(checks: &[&Check]) -> String {
    let width = checks.iter().map(|check| check.name.len()).max().unwrap_or_default();
    checks.iter().fold(String::new(), |mut list, check| {
        let _ = writeln!(list, "{:width$}  {:7}  {}", check.name, check.severity.name(), check.summary);
        list
    })
}

impl Check {
    /// What the check means, with its examples.
    pub fn page(&self) -> String {
        format!(
            "{} ({}): {}\n\n{}\n\nWrong:\n\n{}\nRight:\n\n{}",
            self.name,
            self.severity.name(),
            self.summary,
            wrap(self.explanation),
            indent(self.wrong.text()),
            indent(self.right.text())
        )
    }
}

impl Example {
    /// As written.
    pub fn text(&self) -> &'static str {
        match self {
            Example::Rule(text)
            | Example::Keys(text)
            | Example::ValueSet(text)
            | Example::Table(text)
            | Example::Test(text)
            | Example::Words(text) => text,
        }
    }
}

impl Severity {
    /// "error", "warning", "note".
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

fn indent(text: &str) -> String {
    text.lines().map(|line| if line.is_empty() { "\n".to_owned() } else { format!("    {line}\n") }).collect()
}

/// Paragraphs, in lines of 80 characters.
fn wrap(text: &str) -> String {
    text.split("\n\n").map(wrap_paragraph).collect::<Vec<_>>().join("\n\n")
}

fn wrap_paragraph(text: &str) -> String {
    const WIDTH: usize = 80;
    let mut lines: Vec<String> = vec![String::new()];
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if line.chars().count() + 1 + word.chars().count() <= WIDTH => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue;

    #[test]
    fn a_page_tells_what_it_means_with_both_examples() {
        insta::assert_snapshot!(catalogue::yaml_tag::CHECK.page());
    }

    #[test]
    fn the_list_begins_each_line_with_a_name() {
        let list = list(catalogue::ALL);
        assert!(list.lines().all(|line| line.split_whitespace().next().is_some_and(|name| find(catalogue::ALL, name).is_some())));
        assert_eq!(closest_name(catalogue::ALL, "yaml-tags"), Some("yaml-tag"));
    }
}
