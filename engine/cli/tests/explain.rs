//! `engine explain` from outside: one decision, step by step.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use engine_tests::{Folder, printed, root, run_in};

const RECORD: &str = r#"{"resourceType":"Bundle","type":"collection","entry":[
{"resource":{"resourceType":"Patient","id":"p","birthDate":"1971-05-02"}},
{"resource":{"resourceType":"Condition","id":"diabetes","subject":{"reference":"Patient/p"},"clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"active"}]},"code":{"coding":[{"system":"http://snomed.info/sct","code":"44054006"}]}}},
{"resource":{"resourceType":"Observation","id":"last","status":"final","subject":{"reference":"Patient/p"},"effectiveDateTime":"2025-06-30","code":{"coding":[{"system":"http://loinc.org","code":"4548-4"}]},"valueQuantity":{"value":8.2,"unit":"%","system":"http://unitsofmeasure.org","code":"%"}}}]}"#;

const REQUEST: &str = r#"{"hook":"patient-view","hookInstance":"d1577c69-dfbe-44ad-ba6d-3e05e953b2ea","context":{"userId":"Practitioner/1","patientId":"p"}}"#;

fn explain(folder: &Folder, arguments: &[&str]) -> (String, String, i32) {
    printed(&run_in(folder.path(), &[&["explain"], arguments].concat()))
}

fn folder() -> Folder {
    let folder = Folder::with_shipped_rules();
    folder.write("p.json", RECORD);
    folder
}

#[test]
fn a_card_that_shows_and_one_that_does_not_are_explained() {
    let (output, _, code) = explain(&folder(), &["a1c-overdue", "--patient", "p.json", "--today", "2026-01-15"]);
    insta::assert_snapshot!(output);
    assert_eq!(code, 0);
}

#[test]
fn what_was_missing_is_named() {
    let folder = folder();
    folder.write("p.json", &RECORD.replace(r#","birthDate":"1971-05-02""#, ""));
    let (output, _, _) = explain(&folder, &["a1c-overdue", "--patient", "p.json", "--today", "2026-01-15"]);
    assert!(output.contains("The rule does not fire") && output.contains("age is absent"), "{output}");
}

#[test]
fn a_request_that_others_wrote_is_explained() {
    let request = root().join("tests/requests/cds-connect-unhealthy_patient.json");
    let (output, _, code) = explain(&folder(), &["record-counts", "--request", request.to_str().unwrap(), "--today", "2026-01-15"]);
    insta::assert_snapshot!(output);
    assert_eq!(code, 0);
}

#[test]
fn what_a_request_did_not_send_is_asked_of_the_record() {
    let folder = folder();
    folder.write("request.json", REQUEST);
    let (output, _, code) = explain(&folder, &["a1c-overdue", "--request", "request.json", "--patient", "p.json", "--today", "2026-01-15"]);
    assert!(output.contains("Card overdue: shown (warning)") && code == 0, "{output}");
}

#[test]
fn a_silent_rule_is_told_to_be_silent() {
    let folder = folder();
    let rule = std::fs::read_to_string(root().join("rules/diabetes/a1c-overdue.yaml")).unwrap();
    folder.write("rules/diabetes/a1c-overdue.yaml", &rule.replace("version: 1.0.0\n", "version: 1.0.0\nmode: silent\n"));
    let (output, _, _) = explain(&folder, &["diabetes/a1c-overdue", "--patient", "p.json", "--today", "2026-01-15"]);
    assert!(output.contains("mode: silent") && output.contains("Card overdue: shown"), "{output}");
}

#[test]
fn a_refusal_is_explained_too() {
    let folder = folder();
    folder.write("request.json", REQUEST);
    let (output, _, _) = explain(&folder, &["a1c-overdue", "--request", "request.json", "--today", "2026-01-15"]);
    insta::assert_snapshot!(output);
}

#[test]
fn machines_read_it_as_json() {
    let (output, _, _) = explain(&folder(), &["a1c-overdue", "--patient", "p.json", "--today", "2026-01-15", "--format", "json"]);
    insta::assert_snapshot!(output);
}

#[test]
fn what_cannot_be_explained_is_told() {
    let folder = folder();
    folder.write("empty.json", "");
    folder.write("two.ndjson", "{\"resourceType\":\"Patient\",\"id\":\"a\"}\n{\"resourceType\":\"Patient\",\"id\":\"b\"}\n");
    let output = |arguments: &[&str]| {
        let (_, output, code) = explain(&folder, arguments);
        assert_eq!(code, 2, "{output}");
        output
    };
    assert_eq!(
        output(&["a1c-overdeu", "--patient", "p.json"]),
        "error: there is no rule `a1c-overdeu` in rules; did you mean `a1c-overdue`?\n"
    );
    assert_eq!(output(&["a1c-overdue", "--patient", "nobody.json"]), "error: nobody.json: there is no such file\n");
    assert!(output(&["a1c-overdue", "--patient", "empty.json"]).starts_with("error: empty.json is empty"));
    assert!(output(&["a1c-overdue", "--patient", "two.ndjson"]).starts_with("error: two.ndjson has 2 Patients"));
    let nothing_to_sign = output(&["opioid-with-benzodiazepine", "--patient", "p.json"]);
    assert!(nothing_to_sign.contains("has nothing that `order-select` is about"), "{nothing_to_sign}");
    assert!(output(&["a1c-overdue"]).contains("--patient"));
}
