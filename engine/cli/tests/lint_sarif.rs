//! `engine lint --format sarif` is SARIF 2.1.0, as OASIS's own schema has it, whatever was found.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use engine_tests::{Folder, printed, root, run_in};
use serde_json::Value;
use std::path::Path;

/// A report, its exit code aside.
fn sarif(folder: &Path, arguments: &[&str]) -> Value {
    let (report, error, _) = printed(&run_in(folder, &[&["lint", "--today", "2026-06-01", "--format", "sarif"], arguments].concat()));
    serde_json::from_str(&report).unwrap_or_else(|wrong| panic!("{wrong}: {report}{error}"))
}

/// What a report breaks of the schema, each with its place.
fn breaches(report: &Value) -> Vec<String> {
    let schema = std::fs::read_to_string(root().join("tests/schemas/sarif-2.1.0.schema.json")).expect("the schema");
    // A stray bracket in the pattern of languages, which makes it no regular expression.
    let schema: Value = serde_json::from_str(&schema.replace("{2}]?$", "{2}$")).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    validator.iter_errors(report).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
fn findings_of_every_kind_make_a_valid_report() {
    let report = sarif(root(), &["--rules", "tests/corpus", "tests/corpus/wrong"]);
    assert_eq!(breaches(&report), [""; 0]);
    let results = report["runs"][0]["results"].as_array().expect("results");
    assert!(results.len() >= 120);
    assert!(
        results.iter().any(|result| result.get("fixes").is_some()) && results.iter().any(|result| result.get("relatedLocations").is_some())
    );
}

#[test]
fn nothing_found_makes_a_valid_report() {
    let report = sarif(root(), &["tests/corpus/right"]);
    assert_eq!(breaches(&report), [""; 0]);
    assert_eq!(report["runs"][0]["results"], serde_json::json!([]));
}

#[test]
fn a_file_that_is_no_text_makes_a_valid_report() {
    let folder = Folder::with(&[("rules/a.yaml", "id: ä\u{1b}\n"), ("rules/päth with space.yaml", "x")]);
    std::fs::write(folder.path().join("rules/binary.yaml"), [0xff, 0]).expect("a file");
    assert_eq!(breaches(&sarif(folder.path(), &["rules"])), [""; 0]);
}

#[test]
fn what_is_no_sarif_is_refused() {
    let mut report = sarif(root(), &["tests/corpus/right"]);
    report["runs"][0]["results"] = serde_json::json!([{ "level": "fatal" }]);
    assert!(!breaches(&report).is_empty());
}
