//! The problems of a body that a client sent, and the readers of its members that find them.
//!
//! Knows where something stands, and its kind of JSON. Must never quote what stands there: it may be a patient's data or
//! a token. All problems of a body are gathered, so that its sender can fix them in one go.

use engine_fhir::{Kind, Node};
use std::{borrow::Cow, fmt::Display};

/// What is wrong, where, and how to fix it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// JSON path (RFC 9535): `$.context.patientId`.
    pub path: String,
    /// What was there (its kind only) and what was expected.
    pub message: String,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}: {}", self.path, self.message)
    }
}

impl std::error::Error for Problem {}

/// The problems found so far.
#[derive(Debug, Default)]
pub(crate) struct Problems(Vec<Problem>);

impl Problems {
    pub(crate) fn add(&mut self, path: impl Into<String>, message: impl Into<String>) {
        self.0.push(Problem { path: path.into(), message: message.into() });
    }

    /// What was read, if there were no problems.
    pub(crate) fn or<T>(self, read: Option<T>) -> Result<T, Vec<Problem>> {
        match read {
            Some(read) if self.0.is_empty() => Ok(read),
            _ => Err(self.0),
        }
    }
}

/// An object of the body and where it stands.
#[derive(Clone, Copy)]
pub(crate) struct Object<'d, 'p> {
    pub(crate) node: Node<'d>,
    pub(crate) path: &'p str,
}

impl<'d> Object<'d, '_> {
    /// JSON path of the member `name`.
    pub(crate) fn path_of(&self, name: &str) -> String {
        member_path(self.path, name)
    }

    /// A member that may be left out. `null` is read as left out, as untidy clients send it.
    pub(crate) fn optional(&self, name: &str) -> Option<Node<'d>> {
        self.node.get(name).filter(|member| !member.is_null())
    }

    /// A member that must be there; `expected` says what it is.
    pub(crate) fn required(&self, name: &str, expected: impl Display + Copy, problems: &mut Problems) -> Option<Node<'d>> {
        let member = self.node.get(name);
        match member.map(Node::kind) {
            None => problems.add(self.path_of(name), format!("missing; expected {expected}")),
            Some(Kind::Null) => problems.add(self.path_of(name), format!("null; expected {expected}")),
            Some(_) => return member,
        }
        None
    }

    /// Text that must be there.
    pub(crate) fn required_text(&self, name: &str, expected: impl Display + Copy, problems: &mut Problems) -> Option<Cow<'d, str>> {
        let member = self.required(name, expected, problems)?;
        text(member, || self.path_of(name), expected, problems)
    }

    /// Text that may be left out.
    pub(crate) fn optional_text(&self, name: &str, expected: impl Display + Copy, problems: &mut Problems) -> Option<Cow<'d, str>> {
        text(self.optional(name)?, || self.path_of(name), expected, problems)
    }
}

/// The characters of a string that isn't empty (CDS Hooks allows no empty member).
pub(crate) fn text<'d>(
    node: Node<'d>,
    path: impl Fn() -> String,
    expected: impl Display + Copy,
    problems: &mut Problems,
) -> Option<Cow<'d, str>> {
    let found = node.as_text();
    match &found {
        None => problems.add(path(), format!("{}; expected {expected}", kind_name(node.kind()))),
        Some(text) if text.is_empty() => problems.add(path(), format!("empty text; expected {expected}")),
        Some(_) => return found,
    }
    None
}

/// The node, if it is of the kind; otherwise a problem is added.
pub(crate) fn of_kind<'d>(
    node: Node<'d>,
    kind: Kind,
    path: impl Fn() -> String,
    expected: impl Display + Copy,
    problems: &mut Problems,
) -> Option<Node<'d>> {
    if node.kind() == kind {
        return Some(node);
    }
    problems.add(path(), format!("{}; expected {expected}", kind_name(node.kind())));
    None
}

/// A kind of JSON as people say it.
pub(crate) fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Null => "null",
        Kind::Boolean => "a boolean",
        Kind::Number => "a number",
        Kind::Text => "text",
        Kind::Array => "an array",
        Kind::Object => "an object",
    }
}

/// The JSON path of a member: `.name`, or `['a name']` if the name isn't a plain word.
pub(crate) fn member_path(parent: &str, name: &str) -> String {
    let is_word =
        |name: &str| name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') && !name.starts_with(|c: char| c.is_ascii_digit());
    if !name.is_empty() && is_word(name) {
        return format!("{parent}.{name}");
    }
    let mut path = format!("{parent}['");
    for character in name.chars() {
        match character {
            '\'' | '\\' => path.extend(['\\', character]),
            control if control.is_control() => path.extend(control.escape_unicode()),
            plain => path.push(plain),
        }
    }
    path + "']"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_quotes_names_that_are_no_plain_words() {
        assert_eq!(member_path("$.prefetch", "labs_2"), "$.prefetch.labs_2");
        assert_eq!(member_path("$.prefetch", "hemoglobin-a1c"), "$.prefetch['hemoglobin-a1c']");
        assert_eq!(member_path("$", "it's\n"), "$['it\\'s\\u{a}']");
        assert_eq!(member_path("$", ""), "$['']");
    }
}
