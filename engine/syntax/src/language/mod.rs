//! The language described once, as data: each kind of mapping, its keys, and what each key takes.
//!
//! From it come the check of a file's structure (`conformance`), the JSON Schema for editors (`schema`) and the reference. Code that reads a file
//! which conforms needs no errors of its own. Knows what may be written where; must never know what it means (names, types, FHIR).

pub mod conformance;
mod files;
mod kinds;
mod mappings;
pub mod schema;
mod test_file;

use crate::{check::Check, keyword::Keyword};
use regex::Regex;
use std::sync::LazyLock;

pub use files::{RULE, SHARED, TABLE, VALUE_SET};
pub use test_file::TEST;

/// A kind of mapping.
#[derive(Debug)]
pub struct MappingSchema {
    /// As messages name it: "card". Unique.
    pub name: &'static str,
    /// What it is, in one sentence.
    pub about: &'static str,
    /// The key that tells it from the other mappings that may stand in its place.
    pub mark: Option<&'static str>,
    /// Its keys, in the order in which people write them.
    pub keys: &'static [Key],
    /// Keys of which exactly one must be there; may be empty. For the schema: what is wrong with both or none is reported where they are read.
    pub one_of: &'static [&'static str],
}

/// A key of a mapping.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// As written.
    pub name: &'static str,
    /// What it takes.
    pub kind: KeyKind,
    /// Whether it has to be there.
    pub is_required: bool,
    /// What it is for, in one sentence.
    pub about: &'static str,
    /// A value of it, as YAML in one line.
    pub example: &'static str,
}

/// What may stand somewhere.
#[derive(Clone, Copy, Debug)]
pub enum KeyKind {
    /// Text. Scalars without quotes are text as they are written: `1.0`, `no` and `08` too.
    Text(Use),
    /// Text of a certain form.
    Pattern(&'static Pattern),
    /// One of these words.
    Words(&'static [Keyword]),
    /// `true` or `false`.
    Boolean,
    /// A number.
    Number,
    /// A list of these.
    List(&'static KeyKind),
    /// One of these, or a list of them.
    OneOrList(&'static KeyKind),
    /// A mapping whose keys the author chooses.
    Map {
        /// What the keys are.
        keys: Names,
        /// What each holds.
        values: &'static KeyKind,
    },
    /// A mapping of this schema.
    Object(&'static MappingSchema),
    /// One of these, told apart by their kind, and mappings by their marks.
    Either(&'static [KeyKind]),
    /// Any JSON.
    Json,
    /// A FHIR resource as JSON, with `$merge` and `$append`.
    Resource,
}

/// The keys that an author chooses.
#[derive(Clone, Copy, Debug)]
pub enum Names {
    /// Anything; where it must be more than that, it is checked where it is read.
    Any,
    /// A name of this form.
    Of(&'static Pattern),
}

/// What a text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// Nothing but text.
    Plain,
    /// Text that may hold `{{ }}`.
    Template,
    /// An expression.
    Expression,
    /// A JSONPath.
    Path,
    /// A FHIR query with prefetch tokens.
    Query,
    /// The name of something that the file, or another file, defines.
    Name,
}

/// The form of a text.
#[derive(Debug)]
pub struct Pattern {
    /// As messages name it: "a date as in 2027-03-01".
    pub expected: &'static str,
    /// The regular expression, as JSON Schema takes it.
    pub expression: &'static str,
    /// What reports a text without that form.
    pub check: &'static Check,
    /// The regular expression, ready.
    regex: LazyLock<Option<Regex>>,
}

/// Whether a text has the form of a date, as 2026-01-15.
pub fn is_date(text: &str) -> bool {
    kinds::DATE.matches(text)
}

/// Whether a text can be the id of a rule.
pub fn is_id(text: &str) -> bool {
    kinds::ID.matches(text)
}

impl Pattern {
    /// Whether `text` has the form.
    pub fn matches(&self, text: &str) -> bool {
        self.regex.as_ref().is_some_and(|regex| regex.is_match(text))
    }
}

impl MappingSchema {
    /// The key `name`.
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, HashSet};

    /// All mappings that can be reached from the files.
    fn mappings() -> BTreeMap<&'static str, &'static MappingSchema> {
        let mut found = BTreeMap::new();
        for file in [&RULE, &SHARED, &VALUE_SET, &TABLE, &TEST] {
            visit(&KeyKind::Object(file), &mut found);
        }
        found
    }

    fn visit(kind: &KeyKind, found: &mut BTreeMap<&'static str, &'static MappingSchema>) {
        match kind {
            KeyKind::List(of) | KeyKind::OneOrList(of) | KeyKind::Map { values: of, .. } => visit(of, found),
            KeyKind::Either(kinds) => kinds.iter().for_each(|kind| visit(kind, found)),
            KeyKind::Object(mapping) => {
                if let Some(known) = found.insert(mapping.name, mapping) {
                    assert!(std::ptr::eq(known, *mapping), "two mappings are named {}", mapping.name);
                    return;
                }
                mapping.keys.iter().for_each(|key| visit(&key.kind, found));
            }
            _ => {}
        }
    }

    #[test]
    fn every_key_is_there_once_and_documented() {
        for mapping in mappings().values() {
            let names: HashSet<_> = mapping.keys.iter().map(|key| key.name).collect();
            assert_eq!(names.len(), mapping.keys.len(), "{}", mapping.name);
            assert!(mapping.mark.is_none_or(|mark| mapping.key(mark).is_some()), "{}", mapping.name);
            assert!(mapping.one_of.iter().all(|name| mapping.key(name).is_some()), "{}", mapping.name);
            for key in mapping.keys {
                assert!(key.about.ends_with('.') && !key.example.is_empty(), "{}.{}", mapping.name, key.name);
            }
        }
    }

    #[test]
    fn the_example_of_every_key_conforms() {
        use crate::{diagnostic::Diagnostics, source::FileId, yaml};
        for mapping in mappings().values() {
            for key in mapping.keys {
                let mut found = Diagnostics::default();
                let source = format!("{}: {}\n", key.name, key.example);
                if let Some(yaml::Yaml::Mapping { members, .. }) = yaml::parse(FileId(0), &source, &mut found) {
                    conformance::check(&members[0].1, &key.kind, key.name, &mut found);
                }
                let messages: Vec<_> = found.iter().map(|diagnostic| &diagnostic.message).collect();
                assert!(messages.is_empty(), "{}.{}: {messages:?}", mapping.name, key.name);
            }
        }
    }
}
