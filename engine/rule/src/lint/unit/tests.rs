//! What is remembered of a folder, and that it hides nothing.

use super::*;
use crate::{lint::Linted, rule_set::RuleSet};
use jiff::civil::date;
use proptest::prelude::*;

/// The texts of a folder by their paths.
type Folder = BTreeMap<&'static str, &'static str>;

const TODAY: Date = date(2026, 1, 15);

const ONE: &str = include_str!("fixtures/one.yaml");
const ONE_ALLOWED: &str = include_str!("fixtures/one_allowed.yaml");
const TWO: &str = include_str!("fixtures/two.yaml");
/// A rule with the id `one`, and a line that says `two`.
const MISNAMED: &str = include_str!("fixtures/misnamed.yaml");
const TEST: &str = include_str!("fixtures/one.test.yaml");
/// A test of the rule `one`, with a line that says `two`.
const TEST_MISNAMED: &str = include_str!("fixtures/misnamed.test.yaml");
const PERSON: &str = include_str!("fixtures/person.yaml");
const PERSON_ALLOWED: &str = include_str!("fixtures/person_allowed.yaml");
const HBA1C: &str = "codes: { http://loinc.org: [ 4548-4 ] }\n";

/// What the files of a folder may be, wrong and right.
const MAY_BE: [(&str, &[&str]); 6] = [
    ("a/one.yaml", &[ONE, ONE_ALLOWED, "id: one\nhook: patient-view\n", "{ id: one }\n"]),
    ("a/two.yaml", &[TWO, ONE, MISNAMED, "id: two\n", "not a rule\n"]),
    ("a/one.test.yaml", &[TEST, TEST_MISNAMED, "rule: one\ntoday: 2026-01-01\ntests: []\n", "rule: oen\n"]),
    ("common/person.yaml", &[PERSON, PERSON_ALLOWED, "values: { age: { form: x } }\n"]),
    ("valuesets/hba1c.yaml", &[HBA1C, "codes: { http://loinc.org: [ 4548-5 ] }\n"]),
    ("tables/factors.yaml", &["columns: { x: number }\n"]),
];

fn good() -> Folder {
    Folder::from([("a/one.yaml", ONE), ("a/two.yaml", TWO), ("common/person.yaml", PERSON), ("valuesets/hba1c.yaml", HBA1C)])
}

fn good_with(path: &'static str, text: &'static str) -> Folder {
    let mut folder = good();
    folder.insert(path, text);
    folder
}

fn sources(folder: &Folder) -> Sources {
    let mut sources = Sources::default();
    for (path, text) in folder {
        sources.add(*path, *text);
    }
    sources
}

fn lint(sources: &Sources, known: &BTreeSet<FileId>) -> Linted {
    let all = sources.files().map(|(id, _)| id).collect();
    RuleSet::lint(TODAY, &all, known, sources, &Catalogue::hl7())
}

/// The fingerprints of units of which all files were found clean.
fn clean(folder: &Folder) -> BTreeSet<u128> {
    let sources = sources(folder);
    let clean = lint(&sources, &BTreeSet::new()).clean;
    let units = LintUnit::all(TODAY, &sources, &Catalogue::hl7()).into_iter();
    units.filter(|unit| unit.files.iter().all(|file| clean.contains(file))).map(|unit| unit.fingerprint).collect()
}

/// Their files, among these.
fn known(fingerprints: &BTreeSet<u128>, today: Date, sources: &Sources) -> BTreeSet<FileId> {
    let units = LintUnit::all(today, sources, &Catalogue::hl7()).into_iter();
    units.filter(|unit| fingerprints.contains(&unit.fingerprint)).flat_map(|unit| unit.files).collect()
}

/// What is known of a folder by its state before.
fn known_on(today: Date, before: &Folder, after: &Folder) -> Vec<String> {
    let sources = sources(after);
    known(&clean(before), today, &sources).into_iter().map(|id| sources.file(id).path.clone()).collect()
}

fn known_after(before: &Folder, after: &Folder) -> Vec<String> {
    known_on(TODAY, before, after)
}

#[test]
fn what_was_clean_is_known_until_it_changes() {
    assert_eq!(known_after(&good(), &good()), ["a/one.yaml", "a/two.yaml"]);
    assert_eq!(known_after(&good(), &good_with("a/one.yaml", "id: one\n")), ["a/two.yaml"]);
    let allowed = good_with("a/one.yaml", ONE_ALLOWED);
    assert_eq!(known_after(&allowed, &allowed), ["a/one.yaml", "a/two.yaml"], "what was found is allowed where it stands");
}

#[test]
fn what_was_found_elsewhere_by_way_of_a_rule_is_found_again() {
    let allowed = good_with("common/person.yaml", PERSON_ALLOWED);
    assert_eq!(known_after(&allowed, &allowed), ["a/two.yaml"], "what the other includes needs its allowance");
}

#[test]
fn what_all_rules_share_makes_them_all_new() {
    assert_eq!(known_after(&good(), &good_with("valuesets/hba1c.yaml", "codes: {}\n")), [""; 0]);
    assert_eq!(known_on(date(2026, 1, 16), &good(), &good()), [""; 0], "a review may be overdue by now");
}

#[test]
fn tests_belong_to_their_rule_and_the_first_asks_for_others() {
    let tested = good_with("a/one.test.yaml", TEST);
    assert_eq!(known_after(&good(), &tested), [""; 0]);
    assert_eq!(known_after(&tested, &tested), ["a/one.test.yaml", "a/one.yaml"], "nothing tests the other");
}

#[test]
fn a_rule_that_may_be_of_any_id_makes_them_all_new() {
    assert_eq!(known_after(&good(), &good_with("a/two.yaml", ONE)), [""; 0], "it is of the same");
    assert_eq!(known_after(&good(), &good_with("a/two.yaml", "{ id: one }\n")), [""; 0], "no line says of which");
    let misnamed = Folder::from([("a/two.yaml", MISNAMED), ("valuesets/hba1c.yaml", HBA1C)]);
    assert_eq!(known_after(&misnamed, &misnamed), [""; 0], "its line says another");
}

#[test]
fn what_is_known_is_not_compiled() {
    let sources = sources(&good());
    let known = BTreeSet::from([sources.files().find(|(_, file)| file.path == "a/one.yaml").expect("a file").0]);
    let compiled = |known: BTreeSet<FileId>| lint(&sources, &known).rules.all().map(|plan| plan.id.clone()).collect::<Vec<_>>();
    assert_eq!(compiled(BTreeSet::new()), ["one", "two"]);
    assert_eq!(compiled(known), ["two"]);
}

/// A folder whose files are these of [`MAY_BE`]; where there is none, neither is the file.
fn folder_of(choices: &[usize; MAY_BE.len()]) -> Folder {
    let chosen = MAY_BE.iter().zip(choices).filter_map(|((path, texts), choice)| Some((*path, *texts.get(choice % (texts.len() + 1))?)));
    chosen.collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn what_is_known_hides_nothing(
        before in proptest::array::uniform6(0usize..60),
        changes in proptest::collection::vec((0..MAY_BE.len(), 0usize..60), 0..3),
    ) {
        let mut after = before;
        changes.into_iter().for_each(|(file, choice)| after[file] = choice);
        let sources = sources(&folder_of(&after));
        let known = known(&clean(&folder_of(&before)), TODAY, &sources);
        let found = |known: &BTreeSet<FileId>| format!("{:?}", lint(&sources, known).diagnostics);
        prop_assert_eq!(found(&known), found(&BTreeSet::new()));
    }
}

fn affected_by(asked: &[&str], files: &[(&str, &str)]) -> Option<Vec<String>> {
    let mut sources = Sources::default();
    let ids: Vec<FileId> = files.iter().map(|(path, text)| sources.add(*path, *text)).collect();
    let asked = files.iter().zip(ids).filter(|((path, _), _)| asked.contains(path)).map(|(_, id)| id).collect();
    affected(&asked, &sources).map(|files| files.into_iter().map(|id| sources.file(id).path.clone()).collect())
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
fn a_rule_affects_its_tests_and_the_rules_of_its_name() {
    let of_fever = Some(vec!["a/fever.yaml".to_owned(), "a/fever.test.yaml".to_owned(), "b/fever.yaml".to_owned()]);
    assert_eq!(affected_by(&["a/fever.yaml"], &FILES), of_fever);
    assert_eq!(affected_by(&["a/fever.test.yaml"], &FILES), of_fever);
    assert_eq!(affected_by(&["b/cough.yaml"], &FILES), Some(vec!["b/cough.yaml".to_owned()]));
}

#[test]
fn what_any_rule_may_use_affects_all() {
    assert_eq!(affected_by(&["valuesets/fever.yaml", "b/cough.yaml"], &FILES), None);
}

#[test]
fn a_test_of_no_rule_affects_all_that_may_have_been_meant() {
    assert_eq!(affected_by(&["b/other.test.yaml"], &FILES), None);
}

#[test]
fn a_rule_whose_name_stands_in_no_line_affects_all() {
    assert_eq!(affected_by(&["odd.yaml"], &[("odd.yaml", "{ id: odd }"), FILES[3]]), None);
}
