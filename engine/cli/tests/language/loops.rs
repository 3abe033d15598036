//! `for`: in values, cards, suggestions, actions and paragraphs.

use super::{observation, quantity};
use engine_tests::{TestRule, bundle};
use serde_json::{Value, json};

const PREFETCH: &str = "prefetch: { labs: 'Observation?patient={{context.patientId}}', others: 'Observation?patient={{context.patientId}}&category=vital-signs' }\n";

fn labs(values: &[(&str, i64)]) -> Value {
    bundle(&values.iter().map(|(id, value)| observation(id, id, "2026-01-01", quantity(json!(value), "mg"))).collect::<Vec<_>>())
}

fn rule(keys: &str) -> TestRule {
    TestRule::with_keys(&format!("{PREFETCH}{keys}"))
}

#[test]
fn a_loop_gives_a_value_for_each_element_for_which_its_condition_holds() {
    let rule = rule(
        "values:
  doses:
    for: { lab: labs }
    values: { dose: { from: lab, path: $.valueQuantity, as: quantity, unit: mg } }
    when: dose > 10
    yield: dose * 2
",
    );
    assert_eq!(
        rule.shows(
            &["doses", "count(doses)", "sum(doses)", "max(doses)"],
            json!({ "labs": labs(&[("a", 5), ("b", 20), ("c", 30)]) , "others": null})
        ),
        ["40 mg, 60 mg", "2", "100 mg", "60 mg"]
    );
}

#[test]
fn several_variables_give_every_pair_the_first_outermost() {
    let rule = rule(
        "values:
  pairs:
    for: { left: labs, right: others }
    values: { one: { from: left, path: $.id, as: text }, two: { from: right, path: $.id, as: text } }
    when: present(one) && present(two)
    yield: one + two
",
    );
    assert_eq!(
        rule.shows(&["join(pairs, ' ')"], json!({ "labs": labs(&[("a", 1), ("b", 2)]), "others": labs(&[("x", 1), ("y", 2)]) })),
        ["ax ay bx by"]
    );
}

#[test]
fn an_element_whose_condition_is_unknown_leaves_the_list_open() {
    let rule = rule(
        "values:
  high:
    for: { lab: labs }
    values: { dose: { from: lab, path: $.valueQuantity, as: quantity, unit: mg } }
    when: dose > 10
    yield: dose
",
    );
    let mut data = labs(&[("a", 20), ("b", 5)]);
    data["entry"][1]["resource"].as_object_mut().expect("an object").remove("valueQuantity");
    assert_eq!(
        rule.shows(&["count(high) >= 1", "count(high) >= 2", "count(high) == 0"], json!({ "labs": data, "others": null })),
        ["true", "unknown", "false"]
    );
}

#[test]
fn cards_paragraphs_suggestions_and_actions_repeat_in_order() {
    let rule = rule(
        "cards:
  - id: each
    for: { lab: labs }
    values: { dose: { from: lab, path: $.valueQuantity, as: quantity } }
    when: value(dose) > 1
    summary: \"Dose {{ dose }}\"
    indicator: info
    detail:
      - Others
      - { for: { other: others }, values: { id: { from: other, path: $.id, as: text } }, text: \"- {{ default(id, '?') }} of {{ dose }}\" }
      - { when: count(others) > 5, text: Many }
    selectionBehavior: any
    suggestions:
      - for: { other: others }
        label: \"Stop {{ default(reference(other), 'it') }}\"
        actions:
          - { for: { again: labs }, type: delete, description: Stop, resourceId: \"{{ reference(again) }}\" }
",
    );
    let answer = rule.answers(json!({ "labs": labs(&[("a", 1), ("b", 2), ("c", 3)]), "others": labs(&[("x", 1), ("y", 2)]) }));
    let cards = answer["cards"].as_array().expect("cards");
    assert_eq!(cards.iter().map(|card| &card["summary"]).collect::<Vec<_>>(), ["Dose 2 mg", "Dose 3 mg"]);
    assert_eq!(cards[0]["detail"], "Others\n\n- x of 2 mg\n- y of 2 mg");
    let suggestions = cards[1]["suggestions"].as_array().expect("suggestions");
    assert_eq!(suggestions.iter().map(|suggestion| &suggestion["label"]).collect::<Vec<_>>(), ["Stop Observation/x", "Stop Observation/y"]);
    let ids: Vec<&Value> = suggestions[0]["actions"].as_array().expect("actions").iter().map(|action| &action["resourceId"]).collect();
    assert_eq!(ids, ["Observation/a", "Observation/b", "Observation/c"]);
    assert_ne!(cards[0]["uuid"], cards[1]["uuid"]);
}
