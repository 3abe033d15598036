//! The corpus of rules through the built program: right ones, of which nothing is said, and wrong ones, each with one mistake, of which one thing is.
//!
//! A wrong rule bears the name of the check that finds it, `CHECK.yaml` or `CHECK--what.yaml`; what people read of it stands in `snapshots/wrong`.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use engine_tests::{Folder, copy, printed, root, run_in};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

const WRONG: &str = "tests/corpus/wrong";

/// On a day of our own, so that no review falls due by itself.
fn lint(folder: &Path, arguments: &[&str]) -> (String, String, i32) {
    printed(&run_in(folder, &[&["lint", "--today", "2026-06-01"], arguments].concat()))
}

/// The names of the wrong rules.
fn wrong() -> BTreeSet<String> {
    let files = std::fs::read_dir(root().join(WRONG)).expect("the corpus").map(|entry| entry.expect("an entry").file_name());
    files.filter_map(|name| Some(name.to_str()?.strip_suffix(".yaml")?.to_owned())).collect()
}

/// The findings of a report by the rule that they are about.
fn by_rule(report: &str) -> BTreeMap<String, String> {
    let mut findings: BTreeMap<String, String> = BTreeMap::new();
    for finding in report.split("\n\n").filter(|finding| finding.contains("--> ")) {
        let place = finding.split("--> ").nth(1).expect("a place");
        let rule = place.split(".yaml").next().expect("a file").rsplit('/').next().expect("a name");
        *findings.entry(rule.to_owned()).or_default() += &format!("{finding}\n\n");
    }
    findings
}

#[test]
fn nothing_is_said_of_right_rules() {
    let (report, _, code) = lint(root(), &["--deny-warnings", "tests/corpus/right"]);
    assert_eq!((report.contains("no problems"), code), (true, 0), "{report}");
}

#[test]
fn one_thing_is_said_of_each_wrong_rule_and_people_can_read_it() {
    let (report, _, code) = lint(root(), &["--rules", "tests/corpus", WRONG]);
    let (findings, rules) = (by_rule(&report), wrong());
    assert_eq!(code, 1);
    assert!(rules.len() >= 120, "{} wrong rules", rules.len());
    assert_eq!(findings.keys().collect::<Vec<_>>(), rules.iter().collect::<Vec<_>>());
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots/wrong");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| findings.iter().for_each(|(rule, text)| insta::assert_snapshot!(rule.as_str(), text)));
}

#[test]
fn each_mistake_is_found_by_its_check_alone() {
    let (json, _, _) = lint(root(), &["--rules", "tests/corpus", "--format", "json", WRONG]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let text = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
    let found = json["findings"].as_array().expect("findings").iter().map(|finding| (text(&finding["path"]), text(&finding["check"])));
    let mut found: Vec<(String, String)> = found.collect();
    found.sort();
    let expected = |rule: &String| (format!("{WRONG}/{rule}.yaml"), rule.split("--").next().expect("a name").to_owned());
    let mut wanted: Vec<(String, String)> = wrong().iter().map(expected).collect();
    wanted.sort();
    assert_eq!(found, wanted);
}

#[test]
fn the_caret_stands_under_a_name_wherever_it_is_written() {
    let (json, _, _) = lint(root(), &["--rules", "tests/corpus", "--format", "json", WRONG]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    for (rule, name) in [
        ("unknown-name--in-a-folded-block", "fall"),
        ("unknown-name--in-a-quoted-string", "lst"),
        ("unknown-name--in-a-list-of-a-resource", "agge"),
    ] {
        let path = format!("{WRONG}/{rule}.yaml");
        let finding = json["findings"].as_array().expect("findings").iter().find(|finding| finding["path"] == *path).expect("a finding");
        let at = |end: &str, part: &str| finding[end][part].as_u64().expect("a number") as usize;
        let text = std::fs::read_to_string(root().join(&path)).expect("the rule");
        let line: Vec<char> = text.lines().nth(at("start", "line") - 1).expect("the line").chars().collect();
        assert_eq!(line[at("start", "column") - 1..at("end", "column") - 1].iter().collect::<String>(), name, "{rule}");
    }
}

#[test]
fn what_can_be_mended_is_clean_afterwards_and_the_rest_is_not_touched() {
    let folder = Folder::with(&[]);
    copy(&root().join("tests/corpus"), &folder.path().join("rules"));
    let fixable = fixable(folder.path());
    assert!(fixable.len() >= 10, "{fixable:?}");
    let before = files(&folder.path().join("rules"));
    let paths: Vec<String> = wrong().iter().map(|rule| format!("rules/wrong/{rule}.yaml")).collect();
    let arguments: Vec<&str> = ["--rules", "rules", "--fix"].into_iter().chain(paths.iter().map(String::as_str)).collect();
    lint(folder.path(), &arguments);
    let after = files(&folder.path().join("rules"));
    let changed: BTreeSet<String> = before.iter().filter(|(path, text)| after[*path] != **text).map(|(path, _)| path.clone()).collect();
    assert_eq!(changed, fixable.iter().map(|rule| format!("wrong/{rule}.yaml")).collect::<BTreeSet<_>>());
    let (findings, _, _) = lint(folder.path(), &["--rules", "rules", "rules/wrong"]);
    let findings = by_rule(&findings);
    assert!(fixable.iter().all(|rule| !findings.contains_key(rule)), "{findings:#?}");
    for path in changed {
        let (before, after) = (&before[&path], &after[&path]);
        let lines = before.lines().zip(after.lines()).filter(|(one, other)| one != other).count();
        assert!(before.lines().count() == after.lines().count() && lines == 1, "{path}: a fix changes its line and no other");
    }
}

/// The wrong rules all of whose findings have a certain fix.
fn fixable(folder: &Path) -> BTreeSet<String> {
    let (json, _, _) = lint(folder, &["--rules", "rules", "--format", "json", "rules/wrong"]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let has_fix = |finding: &&serde_json::Value| finding["fix"].as_array().is_some_and(|fix| !fix.is_empty());
    let rule = |finding: &serde_json::Value| Some(finding["path"].as_str()?.rsplit('/').next()?.strip_suffix(".yaml")?.to_owned());
    json["findings"].as_array().expect("findings").iter().filter(has_fix).filter_map(rule).collect()
}

/// Every file below a folder, by its path there.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in std::fs::read_dir(next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else {
                let below = path.strip_prefix(folder).expect("below").to_string_lossy().into_owned();
                found.insert(below, std::fs::read_to_string(path).expect("a file"));
            }
        }
    }
    found
}
