//! Which rules and tests belong together: those of one id. What is found in them depends on nothing else but what all rules share, so that in a large
//! folder an author waits for one rule, not for all, and what was found faultless needn't be read again while its fingerprint stays.
//!
//! Goes by the lines that name a rule, without reading YAML. A rule that has no such line, by its layout, is held against others of its id only when the whole
//! folder is read.

use crate::{
    rule_set::FileKind,
    source::{FileId, SourceFile, Sources},
};
use engine_hooks::catalogue::Catalogue;
use jiff::civil::Date;
use siphasher::sip128::{Hasher128, SipHasher13};
use std::{
    collections::{BTreeMap, BTreeSet},
    hash::Hasher,
};

/// The rules of one id, and their tests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Family {
    /// Its files.
    pub files: Vec<FileId>,
    /// Equal for equal files among equal surroundings: whatever may be found in the family is found again.
    pub fingerprint: u128,
}

impl Family {
    /// All of `sources`; none where a rule or a test is of no family, since that may concern any.
    pub fn all(today: Date, sources: &Sources, catalogue: &Catalogue) -> Vec<Family> {
        let Some(Grouped { families, shared }) = Grouped::of(sources) else { return Vec::new() };
        // Where there are tests, a rule without one is told.
        let has_tests = sources.files().any(|(_, file)| FileKind::of(&file.path) == FileKind::Test);
        let mut surroundings = SipHasher13::new();
        surroundings.write(format!("{today} {has_tests} {catalogue:?}").as_bytes());
        let with = |mut hasher: SipHasher13, files: &[FileId]| {
            files.iter().for_each(|id| write(sources.file(*id), &mut hasher));
            hasher
        };
        let surroundings = with(surroundings, &shared);
        let family = |files: Vec<FileId>| Family { fingerprint: with(surroundings, &files).finish128().as_u128(), files };
        families.into_values().map(family).collect()
    }
}

/// The files of a folder.
struct Grouped<'s> {
    /// Of each family, by its rule's id.
    families: BTreeMap<&'s str, Vec<FileId>>,
    /// Those that all share.
    shared: Vec<FileId>,
}

impl Grouped<'_> {
    fn of(sources: &Sources) -> Option<Grouped<'_>> {
        let mut grouped = Grouped { families: BTreeMap::new(), shared: Vec::new() };
        let mut rules = BTreeSet::new();
        for (id, file) in sources.files() {
            let kind = FileKind::of(&file.path);
            if key_of(kind).is_none() {
                grouped.shared.push(id);
                continue;
            }
            let name = named_rule(kind, &file.text)?;
            grouped.families.entry(name).or_default().push(id);
            rules.extend((kind == FileKind::Rule).then_some(name));
        }
        grouped.families.keys().all(|name| rules.contains(name)).then_some(grouped)
    }
}

/// Lengths go before what they measure, so that no two lists of files look alike.
fn write(file: &SourceFile, hasher: &mut SipHasher13) {
    for part in [file.path.as_bytes(), file.text.as_bytes()] {
        hasher.write_usize(part.len());
        hasher.write(part);
    }
}

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

/// Whether a file that is the rule `id`, or tests it, has a line that says another: text over several lines may look like one.
pub(crate) fn is_misnamed(file: &SourceFile, id: &str) -> bool {
    named_rule(FileKind::of(&file.path), &file.text).is_some_and(|name| name != id)
}

/// The rule that a file is, or tests, as the line says that begins with the key.
fn named_rule(kind: FileKind, text: &str) -> Option<&str> {
    let key = key_of(kind)?;
    let value = text.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(':'))?;
    value.split(|character: char| character.is_whitespace() || matches!(character, '\'' | '"')).find(|word| !word.is_empty())
}

/// The key under which a file of this kind names its rule; none where all rules share the file.
fn key_of(kind: FileKind) -> Option<&'static str> {
    match kind {
        FileKind::Rule => Some("id"),
        FileKind::Test => Some("rule"),
        FileKind::Shared | FileKind::ValueSet | FileKind::Table | FileKind::Json => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule_set::{Linted, RuleSet};
    use jiff::civil::date;
    use proptest::prelude::*;

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

    /// Files as they may be at one time; one without a text isn't there.
    const MAY_BE: [(&str, &[&str]); 6] = [
        ("a/one.yaml", &[RULE, ONE_ALLOWED, "id: one\nhook: patient-view\n", "{ id: one }\n", RULE, ""]),
        ("a/two.yaml", &[TWO, RULE, "id: two\n", "not a rule\n", TWO_MISNAMED, ""]),
        ("a/one.test.yaml", &[TEST, TEST_MISNAMED, "rule: one\ntoday: 2026-01-01\ntests: []\n", "rule: oen\n", ""]),
        (
            "common/person.yaml",
            &[
                PERSON,
                "values: { age: { from: patient, path: $.birthDate, as: date } }\n",
                "values: { age: { form: x } }\n",
                PERSON_ALLOWED,
                "",
            ],
        ),
        ("valuesets/hba1c.yaml", &["codes: { http://loinc.org: [ 4548-4 ] }\n", "codes: { http://loinc.org: [ 4548-5 ] }\n", ""]),
        ("tables/factors.yaml", &["", "columns: { x: number }\n"]),
    ];

    const RULE: &str = "id: one\nhook: patient-view\nversion: 1.0.0\ndescription: x\nsource: { label: x, url: 'https://example.org' }\n\
        include: [ ../common/person.yaml ]\nwhen: age > 17\ncards: [ { id: adult, summary: x, indicator: info } ]\n";
    const ONE_ALLOWED: &str = "id: one\nhook: patient-view\nversion: 0.9.0 # lint: allow(live-before-release) on trial\ndescription: x\n\
        source: { label: x, url: 'https://example.org' }\ninclude: [ ../common/person.yaml ]\nwhen: age > 17\n\
        cards: [ { id: adult, summary: x, indicator: info } ]\n";
    const TWO: &str = "id: two\nhook: patient-view\nversion: 1.0.0\ndescription: x\nsource: { label: x, url: 'https://example.org' }\n\
        prefetch: { labs: 'Observation?patient={{context.patientId}}&code={{codes.hba1c}}' }\nwhen: count(labs) > 0\n\
        cards: [ { id: found, summary: x, indicator: info } ]\n";
    const TWO_MISNAMED: &str = "description: 'x\nid: two\n'\n'id': one\nhook: patient-view\nversion: 1.0.0\n\
        source: { label: x, url: 'https://example.org' }\n\
        prefetch: { labs: 'Observation?patient={{context.patientId}}&code={{codes.hba1c}}' }\nwhen: count(labs) > 0\n\
        cards: [ { id: found, summary: x, indicator: info } ]\n";
    const PERSON: &str =
        "prefetch: { patient: 'Patient/{{context.patientId}}' }\nvalues: { age: { from: patient, path: $.birthDate, as: age } }\n";
    const PERSON_ALLOWED: &str = "prefetch: { patient: 'Patient/{{context.patientId}}' }\nvalues:\n  age: { from: patient, path: $.birthDate, as: age }\n\
        \x20 old: not(not(age > 80)) # lint: allow(double-negation) as it stands in the guideline\n";
    const TEST: &str = "rule: one\ntoday: 2026-01-01\ntests:\n  - name: shows\n    prefetch: { patient: { resourceType: Patient, birthDate: 1950-01-01 } }\n\
        \x20   expect: { cards: [ { id: adult } ] }\n  - name: withholds\n    prefetch: { patient: { resourceType: Patient, birthDate: 2020-01-01 } }\n\
        \x20   expect: { cards: [] }\n";

    const TEST_MISNAMED: &str = "tests:\n  - name: 'shows\nrule: two\n'\n    prefetch: { patient: { resourceType: Patient, birthDate: 1950-01-01 } }\n\
        \x20   expect: { cards: [ { id: adult } ] }\n  - name: withholds\n    prefetch: { patient: { resourceType: Patient, birthDate: 2020-01-01 } }\n\
        \x20   expect: { cards: [] }\n'rule': one\ntoday: 2026-01-01\n";

    const TODAY: Date = date(2026, 1, 15);

    fn folder(choice: &[usize]) -> Sources {
        let mut sources = Sources::default();
        for ((path, texts), chosen) in MAY_BE.iter().zip(choice) {
            let text = texts[chosen % texts.len()];
            if !text.is_empty() {
                sources.add(*path, text);
            }
        }
        sources
    }

    fn lint(sources: &Sources, known: &BTreeSet<FileId>) -> Linted {
        let all = sources.files().map(|(id, _)| id).collect();
        RuleSet::lint(TODAY, &all, known, sources, &Catalogue::hl7())
    }

    /// The fingerprints of families of which all files were found faultless.
    fn faultless(sources: &Sources) -> BTreeSet<u128> {
        let faultless = lint(sources, &BTreeSet::new()).faultless;
        let families = Family::all(TODAY, sources, &Catalogue::hl7()).into_iter();
        families.filter(|family| family.files.iter().all(|file| faultless.contains(file))).map(|family| family.fingerprint).collect()
    }

    /// Their files, among these.
    fn known(fingerprints: &BTreeSet<u128>, today: Date, sources: &Sources) -> BTreeSet<FileId> {
        let families = Family::all(today, sources, &Catalogue::hl7()).into_iter();
        families.filter(|family| fingerprints.contains(&family.fingerprint)).flat_map(|family| family.files).collect()
    }

    fn known_paths(before: &[usize], after: &[usize]) -> Vec<String> {
        let sources = folder(after);
        known(&faultless(&folder(before)), TODAY, &sources).into_iter().map(|id| sources.file(id).path.clone()).collect()
    }

    #[test]
    fn what_was_faultless_stays_known_until_it_or_what_it_shares_changes() {
        const GOOD: [usize; 6] = [0, 0, 4, 0, 0, 0];
        assert_eq!(known_paths(&GOOD, &GOOD), ["a/one.yaml", "a/two.yaml"]);
        assert_eq!(known_paths(&GOOD, &[2, 0, 4, 0, 0, 0]), ["a/two.yaml"], "another rule was changed");
        assert_eq!(known_paths(&GOOD, &[0, 0, 4, 1, 0, 0]), [""; 0], "a shared file was changed");
        assert_eq!(known_paths(&GOOD, &[0, 0, 0, 0, 0, 0]), [""; 0], "the first test was written");
        assert_eq!(known_paths(&[0, 0, 0, 0, 0, 0], &[0, 0, 0, 0, 0, 0]), ["a/one.yaml", "a/one.test.yaml"], "the other has no test");
        assert_eq!(known_paths(&GOOD, &[0, 1, 4, 0, 0, 0]), [""; 0], "another rule took the id");
        assert_eq!(known_paths(&GOOD, &[0, 3, 4, 0, 0, 0]), [""; 0], "one may be of any id");
        assert_eq!(known_paths(&GOOD, &[0, 4, 4, 0, 0, 0]), ["a/one.yaml"], "that it is of this id shows when it is compiled");
        assert_eq!(known_paths(&[5, 4, 4, 0, 0, 0], &[5, 4, 4, 0, 0, 0]), [""; 0], "its line says another id");
        assert_eq!(known_paths(&[1, 0, 4, 0, 0, 0], &[1, 0, 4, 0, 0, 0]), ["a/one.yaml", "a/two.yaml"], "what was found is allowed");
        assert_eq!(known_paths(&[0, 0, 4, 3, 0, 0], &[0, 0, 4, 3, 0, 0]), ["a/two.yaml"], "a shared file allows what it finds");
        let sources = folder(&GOOD);
        assert!(known(&faultless(&sources), date(2026, 1, 16), &sources).is_empty(), "a review may be overdue by now");
    }

    #[test]
    fn what_is_known_is_not_compiled() {
        let sources = folder(&[0, 0, 4, 0, 0, 0]);
        let known = BTreeSet::from([sources.files().find(|(_, file)| file.path == "a/one.yaml").expect("a file").0]);
        let compiled = |known: BTreeSet<FileId>| lint(&sources, &known).rules.all().map(|plan| plan.id.clone()).collect::<Vec<_>>();
        assert_eq!(compiled(BTreeSet::new()), ["one", "two"]);
        assert_eq!(compiled(known), ["two"]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn what_is_known_to_be_faultless_hides_nothing(
            before in proptest::array::uniform6(0usize..60),
            changes in proptest::collection::vec((0usize..6, 0usize..60), 0..3),
        ) {
            let mut after = before;
            changes.into_iter().for_each(|(file, choice)| after[file] = choice);
            let sources = folder(&after);
            let known = known(&faultless(&folder(&before)), TODAY, &sources);
            let told = |known: &BTreeSet<FileId>| format!("{:?}", lint(&sources, known).diagnostics);
            prop_assert_eq!(told(&known), told(&BTreeSet::new()));
        }
    }
}
