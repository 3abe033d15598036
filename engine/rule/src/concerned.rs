//! Which rules and tests have to be read so that all that is wrong with some files is found: in a large folder an author waits for one rule, not for all.
//!
//! Goes by the lines that name a rule, without reading YAML. A rule that has no such line, by its layout, is held against others of its id only when the whole
//! folder is read.

use crate::{
    rule_set::FileKind,
    source::{FileId, Sources},
};
use std::collections::BTreeSet;

/// The asked rules and tests, with all that name the same rule; `None`: every file, since what is asked for may concern any.
pub(crate) fn concerned(asked: &BTreeSet<FileId>, sources: &Sources) -> Option<BTreeSet<FileId>> {
    let named: Vec<(FileId, FileKind, &str)> = sources
        .files()
        .filter_map(|(id, file)| {
            let kind = FileKind::of(&file.path);
            Some((id, kind, named_rule(kind, &file.text)?))
        })
        .collect();
    let of_asked: BTreeSet<&str> = named.iter().filter(|(id, ..)| asked.contains(id)).map(|(_, _, rule)| *rule).collect();
    let rules: BTreeSet<&str> = named.iter().filter(|(_, kind, _)| *kind == FileKind::Rule).map(|(_, _, rule)| *rule).collect();
    let are_all_named = named.iter().filter(|(id, ..)| asked.contains(id)).count() == asked.len();
    (are_all_named && of_asked.is_subset(&rules))
        .then(|| named.iter().filter(|(_, _, rule)| of_asked.contains(rule)).map(|(id, ..)| *id).collect())
}

/// The rule that a file is, or tests, as the line says that begins with the key.
fn named_rule(kind: FileKind, text: &str) -> Option<&str> {
    let key = match kind {
        FileKind::Rule => "id:",
        FileKind::Test => "rule:",
        FileKind::Shared | FileKind::ValueSet | FileKind::Table | FileKind::Json => return None,
    };
    let value = text.lines().find_map(|line| line.strip_prefix(key))?;
    value.split(|character: char| character.is_whitespace() || matches!(character, '\'' | '"')).find(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn concerned_by(asked: &[&str], files: &[(&str, &str)]) -> Option<Vec<String>> {
        let mut sources = Sources::default();
        let ids: Vec<FileId> = files.iter().map(|(path, text)| sources.add(*path, *text)).collect();
        let asked = files.iter().zip(ids).filter(|((path, _), _)| asked.contains(path)).map(|(_, id)| id).collect();
        concerned(&asked, &sources).map(|files| files.into_iter().map(|id| sources.file(id).path.clone()).collect())
    }

    const FILES: [(&str, &str); 6] = [
        ("a/fever.yaml", "# a rule\nid: fever # of children\n"),
        ("a/fever.test.yaml", "rule: fever\n"),
        ("b/fever.yaml", "id: 'fever'\n"),
        ("b/cough.yaml", "id: cough\n"),
        ("b/other.test.yaml", "rule: coguh\n"),
        ("valuesets/fever.yaml", "codes: {}\n"),
    ];

    #[test]
    fn a_rule_concerns_its_tests_and_the_rules_of_its_name() {
        let of_fever = Some(vec!["a/fever.yaml".to_owned(), "a/fever.test.yaml".to_owned(), "b/fever.yaml".to_owned()]);
        assert_eq!(concerned_by(&["a/fever.yaml"], &FILES), of_fever);
        assert_eq!(concerned_by(&["a/fever.test.yaml"], &FILES), of_fever);
        assert_eq!(concerned_by(&["b/cough.yaml"], &FILES), Some(vec!["b/cough.yaml".to_owned()]));
    }

    #[test]
    fn what_any_rule_may_use_concerns_all() {
        assert_eq!(concerned_by(&["valuesets/fever.yaml", "b/cough.yaml"], &FILES), None);
    }

    #[test]
    fn a_test_of_no_rule_concerns_all_that_may_have_been_meant() {
        assert_eq!(concerned_by(&["b/other.test.yaml"], &FILES), None);
    }

    #[test]
    fn a_rule_whose_name_stands_in_no_line_concerns_all() {
        assert_eq!(concerned_by(&["odd.yaml"], &[("odd.yaml", "{ id: odd }"), FILES[3]]), None);
    }
}
