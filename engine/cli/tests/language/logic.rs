//! Present, absent and unknown, and Kleene's logic over them.

use super::{observation, quantity};
use engine_tests::{TestRule, bundle};
use serde_json::{Value, json};

/// `there`, `absent` (asked for, and none) and `unknown` (its entry failed), each a quantity.
fn three() -> TestRule {
    TestRule::with_keys(
        "
        prefetch:
          labs: Observation?patient={{context.patientId}}
          empty: Observation?patient={{context.patientId}}&category=vital-signs
          failed: { query: 'Observation?patient={{context.patientId}}&category=survey', required: false }
        values:
          there: { find: labs, pick: first, path: $.valueQuantity, as: quantity, unit: mg }
          absent: { find: empty, pick: first, path: $.valueQuantity, as: quantity, unit: mg }
          unknown: { find: failed, pick: first, path: $.valueQuantity, as: quantity, unit: mg }
          none: { find: empty }
          open: { find: failed }
        ",
    )
}

fn data() -> Value {
    let failure = json!({ "resourceType": "OperationOutcome", "issue": [ { "severity": "error", "code": "exception" } ] });
    json!({ "labs": bundle(&[observation("o1", "1-1", "2026-01-01", quantity(json!(5), "mg"))]), "empty": null, "failed": failure })
}

fn hold(cases: &[(&str, &str)]) {
    let (expressions, expected): (Vec<&str>, Vec<&str>) = cases.iter().copied().unzip();
    let shown = three().shows(&expressions, data());
    let shown: Vec<(&str, &str)> = expressions.iter().copied().zip(shown.iter().map(String::as_str)).collect();
    assert_eq!(shown, expressions.into_iter().zip(expected).collect::<Vec<_>>());
}

#[test]
fn a_missing_value_makes_a_comparison_and_arithmetic_unknown() {
    hold(&[
        ("there > 1", "true"),
        ("absent > 1", "unknown"),
        ("unknown > 1", "unknown"),
        ("absent + there", "unknown"),
        ("absent == absent", "unknown"),
        ("not(absent > 1)", "unknown"),
    ]);
}

#[test]
fn and_and_or_are_kleenes() {
    hold(&[
        ("there > 1 && absent > 1", "unknown"),
        ("there < 1 && absent > 1", "false"),
        ("absent > 1 && there < 1", "false"),
        ("there > 1 || absent > 1", "true"),
        ("unknown > 1 || there > 1", "true"),
        ("there < 1 || unknown > 1", "unknown"),
    ]);
}

#[test]
fn missing_is_true_of_the_absent_and_unknown_of_the_unknown() {
    hold(&[
        ("present(there)", "true"),
        ("present(absent)", "false"),
        ("present(unknown)", "unknown"),
        ("missing(there)", "false"),
        ("missing(absent)", "true"),
        ("missing(unknown)", "unknown"),
        ("known(there)", "true"),
        ("known(absent)", "true"),
        ("known(unknown)", "false"),
        ("known(failed)", "false"),
        ("known(empty)", "true"),
        ("known(absent > 1)", "false"),
    ]);
}

#[test]
fn an_empty_list_counts_as_none_and_a_failed_one_as_unknown() {
    hold(&[
        ("count(none)", "0"),
        ("count(open)", "unknown"),
        ("count(open) == 0", "unknown"),
        ("missing(first(none))", "true"),
        ("missing(first(open))", "unknown"),
        ("default(absent, there)", "5 mg"),
        ("if(there > 1, 'high')", "high"),
        ("if(there < 1, 'high')", "absent"),
        ("if(absent > 1, 'high', 'low')", "unknown"),
    ]);
}

#[test]
fn when_fires_on_true_alone() {
    let mut keys = String::from(
        "
prefetch:
  labs: Observation?patient={{context.patientId}}
  failed: { query: 'Observation?patient={{context.patientId}}&category=survey', required: false }
values:
  there: { find: labs, pick: first, path: $.valueQuantity, as: quantity, unit: mg }
  unknown: { find: failed, pick: first, path: $.valueQuantity, as: quantity, unit: mg }
cards:
",
    );
    for (id, when) in [
        ("true", "{ all: [ there > 1, { any: [ unknown > 1, there > 2 ] } ] }"),
        ("unknown", "{ all: [ there > 1, unknown > 1 ] }"),
        ("none-false", "{ none: [ there < 1, there > 9 ] }"),
        ("none-unknown", "{ none: [ there < 1, unknown > 9 ] }"),
        ("false", "there < 1"),
        ("negated-unknown", "not(unknown > 1)"),
    ] {
        keys += &format!("  - {{ id: {id}, when: {when}, summary: {id}, indicator: info }}\n");
    }
    let mut data = data();
    data.as_object_mut().expect("an object").remove("empty");
    assert_eq!(TestRule::with_keys(&keys).summaries(data), ["true", "none-false"]);
}

#[test]
fn an_entry_that_is_required_and_failed_is_refused() {
    let rule = TestRule::with_keys(
        "prefetch: { labs: 'Observation?patient={{context.patientId}}' }\nvalues: { found: { find: labs } }\ncards: [ { id: a, summary: A, indicator: info } ]",
    );
    let (status, outcome) = rule.call(json!({ "labs": data()["failed"] }));
    assert_eq!(status, 412, "{outcome}");
    assert!(outcome.to_string().contains("`labs`"), "{outcome}");
}

#[test]
fn lists_sum_and_compare() {
    let rule = TestRule::with_keys(
        "
        prefetch: { patient: 'Patient/{{context.patientId}}' }
        values:
          names: { from: patient, path: '$.name[*].given[*]', as: text }
          orders: { from: patient, path: '$.telecom[*].rank', as: number }
          ranks: { from: patient, path: '$.contact[*].telecom[*].rank', as: number }
          none: { from: patient, path: '$.contact[*].name.family', as: text }
        ",
    );
    let patient = json!({ "resourceType": "Patient", "id": "p1", "name": [ { "given": ["B", "A", "B"] } ],
        "telecom": [ { "rank": 3 }, { "rank": 1 }, { "rank": 2 } ] });
    let expressions = [
        "sum(orders)",
        "avg(orders)",
        "min(orders)",
        "max(orders)",
        "first(orders)",
        "last(orders)",
        "distinct(names)",
        "contains(names, 'A')",
        "contains(names, 'C')",
        "join(names, '-')",
        "count(none)",
        "contains(none, 'A')",
        "max(ranks)",
        "first(none)",
        "join(none, ', ')",
    ];
    assert_eq!(
        rule.shows(&expressions, json!({ "patient": patient })),
        ["6", "2", "1", "3", "3", "2", "B, A", "true", "false", "B-A-B", "0", "false", "absent", "absent", ""]
    );
}

#[test]
fn texts_are_compared_and_taken_apart() {
    let cases = [
        ("lower('AbC')", "abc"),
        ("upper(\"abc\")", "ABC"),
        ("trim('  a b ')", "a b"),
        ("starts_with('abc', 'ab')", "true"),
        ("ends_with('abc', 'ab')", "false"),
        ("contains_text('abc', 'b')", "true"),
        ("matches('A1c 7.5', '[0-9]+\\.[0-9]')", "true"),
        ("'a' + 'b'", "ab"),
        ("'a' == 'b'", "false"),
        ("'a' != 'b'", "true"),
    ];
    let (expressions, expected): (Vec<&str>, Vec<&str>) = cases.into_iter().unzip();
    assert_eq!(TestRule::with_keys("").shows(&expressions, json!({})), expected);
}
