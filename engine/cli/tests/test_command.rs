//! `engine test` from outside: what passes, how a failure is reported, and that nothing broken passes for a test.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use engine_tests::{Folder, printed, run_in};

const RULE: &str = "id: fever
hook: patient-view
version: 1.0.0
description: Tells a fever.
source: { label: Clinic }
prefetch:
  patient: Patient/{{context.patientId}}
  temperatures: Observation?patient={{context.patientId}}&code=http://loinc.org|8310-5
values:
  age: { from: patient, path: $.birthDate, as: age }
  temperature: { find: temperatures, pick: latest, path: $.valueQuantity, as: quantity, unit: Cel }
when: age >= 18 && temperature >= 38
cards:
  - { id: fever, summary: 'Fever of {{ temperature }}', indicator: warning }
";

const RECORD: &str = r#"{"resourceType":"Patient","id":"p","birthDate":"1970-01-01"}
{"resourceType":"Observation","id":"t","status":"final","subject":{"reference":"Patient/p"},"effectiveDateTime":"2026-01-01","code":{"coding":[{"system":"http://loinc.org","code":"8310-5"}]},"valueQuantity":{"value":39.1,"unit":"C","system":"http://unitsofmeasure.org","code":"Cel"}}
"#;

/// A folder with the rule, a record and these tests.
fn folder(tests: &str) -> Folder {
    let tests = format!("rule: fever\ntoday: 2026-01-15\npatient: patients/feverish.ndjson\ntests:\n{tests}");
    Folder::with(&[("rules/a/fever.yaml", RULE), ("rules/a/patients/feverish.ndjson", RECORD), ("rules/a/fever.test.yaml", &tests)])
}

/// What `engine test` printed, and its exit code.
fn test(folder: &Folder, arguments: &[&str]) -> (String, i32) {
    let (out, err, code) = printed(&run_in(folder.path(), &[&["test"], arguments].concat()));
    (out + &err, code)
}

const PASSES: &str = "  - { name: a fever, expect: { cards: [ { id: fever, summary: Fever of 39.1 °C, indicator: warning } ] } }\n";

#[test]
fn what_is_expected_passes() {
    let folder = folder(
        "  - name: a fever
    expect:
      status: 200
      cards: [ { id: fever, summary: { contains: '39.1' }, source: { label: Clinic } } ]
      values: { age: 56, temperature: 39.1 °C }
      missing: []
  - { name: a child, each: [ { set: { age: 17 }, expect: { cards: [] } }, { set: { age: 18 }, expect: { cards: [ {} ] } } ] }
  - { name: units convert, each: [ { set: { temperature: '100.3 [degF]' }, expect: { cards: [] } } ] }
  - { name: not measured, prefetch: { temperatures: null }, expect: { cards: [], missing: [ temperature ] } }
  - { name: a server that is down, prefetch: { temperatures: { resourceType: OperationOutcome } }, expect: { status: 412 } }
  - { name: too small a scope, scope: patient/Patient.r, expect: { status: 403, diagnostics: { matches: '^the token.*Observation\\.s' } } }
  - { name: a token of another, fhirAuthorization: { patient: q }, expect: { status: 403 } }
  - { name: no token, fhirAuthorization: null, expect: { status: 412 } }
",
    );
    assert_eq!(test(&folder, &[]), ("9 tests: 9 passed\n".to_owned(), 0));
    assert_eq!(test(&folder, &["rules/a/fever.yaml", "--filter", "child"]), ("2 tests: 2 passed\n".to_owned(), 0));
}

#[test]
fn a_wrong_expectation_is_told_with_its_line_and_what_the_rule_saw() {
    let folder = folder(
        "  - name: a fever
    expect:
      cards: [ { id: fever, indicator: critical, summary: Fever } ]
      values: { age: 55 }
  - { name: a child, each: [ { name: nearly grown, set: { age: 17 }, expect: { cards: [ { id: fever } ] } } ] }
  - { name: not measured, prefetch: { temperatures: null }, expect: { cards: [ { id: fever } ] } }
  - { name: too small a scope, scope: patient/Patient.r, expect: { cards: [] } }
",
    );
    let (output, code) = test(&folder, &[]);
    insta::assert_snapshot!(output);
    assert_eq!(code, 1);
}

#[test]
fn a_typing_slip_in_a_test_is_found_before_it_is_run() {
    let folder = folder(
        "  - { name: a fever, expct: { cards: [] } }
  - { name: a fever, expect: { cards: [ { id: fevr, sumary: x } ] } }
  - { name: a child, each: [ { set: { aeg: 17, temperature: hot }, expect: { values: { ag: 17 } } } ] }
  - { name: nothing, expect: {} }
  - { name: a slip in a resource, patient: [ { resourceType: Patient, id: p, birthdate: 1970-01-01 } ], expect: { cards: [] } }
  - { name: more slips, patient: [ { resourceType: Pacient }, { resourceType: Observation, subject: Patient/p, effectiveDateTime: 1.1.2026 } ], expect: { cards: [] } }
  - { name: a refusal with cards, context: { patientID: q }, fhirAuthorization: { pateint: q }, expect: { status: 403, cards: [] } }
  - { name: an answer with reasons, today: 2026-02-30, expect: { cards: [], diagnostics: x } }
",
    );
    let (output, code) = test(&folder, &[]);
    insta::assert_snapshot!(output);
    assert_eq!(code, 2);
}

#[test]
fn what_cannot_be_run_is_told_by_its_place() {
    let folder = folder(
        "  - { name: no such file, patient: patients/nobody.json, expect: { cards: [] } }
  - { name: outside, patient: ../../secret.json, expect: { cards: [] } }
  - { name: a folder, patient: patients, expect: { cards: [] } }
  - { name: cut off, patient: patients/cut.ndjson, expect: { cards: [] } }
  - { name: a Bundle in a Bundle, patient: patients/inner.json, expect: { cards: [] } }
  - { name: broken, patient: patients/broken.json, expect: { cards: [] } }
  - { name: two patients, patient: patients/two.ndjson, expect: { cards: [] } }
  - { name: nobody, patient: patients/condition.json, expect: { cards: [] } }
",
    );
    folder.write("secret.json", "{}");
    folder.write("rules/a/patients/cut.ndjson", "{\"resourceType\":\"Patient\",\"id\":\"a\"}\n{\"resourceType\":\"Obs");
    folder.write(
        "rules/a/patients/inner.json",
        "{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":{\"resourceType\":\"Bundle\",\"type\":\"collection\"}}]}",
    );
    folder.write("rules/a/patients/broken.json", "{\"resourceType\":\"Bundle\",\n\"entry\":[}");
    folder
        .write("rules/a/patients/two.ndjson", "{\"resourceType\":\"Patient\",\"id\":\"a\"}\n{\"resourceType\":\"Patient\",\"id\":\"b\"}\n");
    folder.write("rules/a/patients/condition.json", "{\"resourceType\":\"Condition\",\"id\":\"a\"}");
    let (output, code) = test(&folder, &[]);
    insta::assert_snapshot!(output);
    assert_eq!(code, 2);
}

#[test]
fn a_query_that_a_record_cannot_answer_is_an_error_and_no_empty_answer() {
    let folder = folder(PASSES);
    folder.write("rules/a/fever.yaml", &RULE.replace("&code=", "&combo-code-value-quantity=x$y&code="));
    let (output, code) = test(&folder, &[]);
    assert!(output.contains("COULD NOT RUN") && output.contains("combo-code-value-quantity"), "{output}");
    assert_eq!(code, 2);
}

#[test]
fn a_search_by_value_set_knows_the_rules_own() {
    let folder = folder(PASSES);
    folder.write(
        "rules/valuesets/temperature.yaml",
        "source: 'http://example.org/ValueSet/temperature'\ncodes: { 'http://loinc.org': [ 8310-5 ] }\n",
    );
    folder.write("rules/a/fever.yaml", &RULE.replace("code=http://loinc.org|8310-5", "code:in=http://example.org/ValueSet/temperature"));
    assert_eq!(test(&folder, &[]), ("1 test: 1 passed\n".to_owned(), 0));
    folder.write("rules/valuesets/temperature.yaml", "codes: { 'http://loinc.org': [ 8310-5 ] }\n");
    let (output, code) = test(&folder, &[]);
    assert!(output.contains("COULD NOT RUN") && output.contains("http://example.org/ValueSet/temperature") && code == 2, "{output}");
}

#[test]
fn coverage_names_what_was_never_seen() {
    let folder = folder(PASSES);
    let (output, code) = test(&folder, &["--coverage", "--min-coverage", "100"]);
    insta::assert_snapshot!(output);
    assert_eq!(code, 1);
    assert_eq!(test(&folder, &["--min-coverage", "50"]).1, 0);
}

#[test]
fn results_are_for_machines_too() {
    let folder =
        folder(&format!("{PASSES}  - {{ name: 'a <child>', each: [ {{ set: {{ age: 17 }}, expect: {{ cards: [ {{}} ] }} }} ] }}\n"));
    insta::assert_snapshot!("json", test(&folder, &["--format", "json", "--coverage"]).0);
    insta::assert_snapshot!("junit", test(&folder, &["--format", "junit"]).0);
}

#[test]
fn what_came_out_can_be_filled_in() {
    let folder = folder(
        "  # A comment that stays.
  - { name: a fever, expect: { cards: [ { id: fever, summary: '?', indicator: info } ], values: { age: 1 } } }
  - { name: a child, each: [ { set: { age: 17 }, expect: { cards: [ {} ] } } ] }
  - { name: a scope, scope: patient/Patient.r, expect: { status: 200 } }
",
    );
    let (output, code) = test(&folder, &["--update"]);
    assert!(output.contains("3 tests: 3 passed\n") && code == 0, "{output}");
    let updated = std::fs::read_to_string(folder.path().join("rules/a/fever.test.yaml")).unwrap();
    insta::assert_snapshot!(updated);
}

#[test]
fn without_tests_it_says_so() {
    let folder = Folder::with(&[("rules/a/fever.yaml", RULE)]);
    let (output, code) = test(&folder, &[]);
    assert!(output.starts_with("error: rules: no tests here") && output.contains("engine new"), "{output}");
    assert_eq!(code, 2);
    let (output, _) =
        test(&Folder::with(&[("rules/a/fever.yaml", RULE), ("rules/a/x.test.yaml", "rule: fevr\ntoday: 2026-01-15\ntests: []\n")]), &[]);
    assert!(output.contains("there is no rule `fevr`") && output.contains("did you mean `fever`?"), "{output}");
}

/// The block of a manual page that begins with `first`, without its indentation.
fn block(page: &str, first: &str) -> String {
    let page = std::fs::read_to_string(engine_tests::root().join(page)).unwrap();
    let lines: Vec<&str> =
        page.lines().skip_while(|line| line.trim_start() != first).take_while(|line| !line.trim().starts_with("```")).collect();
    let indent = lines[0].len() - lines[0].trim_start().len();
    lines.iter().map(|line| format!("{}\n", line.get(indent..).unwrap_or_default())).collect()
}

#[test]
fn the_tests_of_the_manual_pass_as_they_stand() {
    let folder = Folder::with_shipped_rules();
    folder.write("rules/records/no-allergies.yaml", &block("README.md", "# yaml-language-server: $schema=../../schemas/rule.schema.json"));
    folder.write("rules/records/no-allergies.test.yaml", &block("README.md", "rule: no-allergies"));
    folder.write(
        "rules/diabetes/manual.test.yaml",
        &block("rules/README.md", "# yaml-language-server: $schema=../../schemas/test.schema.json"),
    );
    assert_eq!(
        test(&folder, &["rules/records/no-allergies.test.yaml", "rules/diabetes/manual.test.yaml"]),
        ("7 tests: 7 passed\n".to_owned(), 0)
    );
}

#[test]
fn what_comes_out_otherwise_each_time_is_not_updated_for_ever() {
    let folder = folder(
        "  - { name: a, expect: &e { cards: [ { id: fever, summary: x } ] } }\n  - { name: b, each: [ { set: { temperature: 40 }, expect: *e } ] }\n",
    );
    let (output, code) = test(&folder, &["--update"]);
    assert!(output.contains("2 tests: 0 passed, 2 failed") && code == 1, "{output}");
}

#[test]
fn a_rule_without_tests_is_not_covered() {
    let folder = folder(PASSES);
    folder.write("rules/a/other.yaml", &RULE.replace("id: fever\nhook", "id: other\nhook"));
    let (output, code) = test(&folder, &["--min-coverage", "10"]);
    assert!(output.contains("other: 0 % covered, and 10 % are asked for") && code == 1, "{output}");
}

#[test]
fn machines_get_a_report_or_none() {
    let folder = folder("  - { name: a fever, expct: {} }\n");
    let (out, err, code) = printed(&run_in(folder.path(), &["test", "--format", "junit"]));
    assert!(out.is_empty() && err.contains("unknown-key") && code == 2, "{out}{err}");
}

#[test]
fn all_shipped_rules_are_covered_both_ways() {
    let (out, err, code) = printed(&run_in(engine_tests::root(), &["test", "rules", "--min-coverage", "100"]));
    assert!(code == 0, "{out}{err}");
}
