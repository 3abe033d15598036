//! What is printed into a card, and how it is made safe for its place.

use super::{observation, quantity};
use engine_tests::{TestRule, bundle};
use serde_json::{Value, json};

fn patient(family: &str) -> Value {
    json!({ "patient": { "resourceType": "Patient", "id": "p1", "name": [ { "family": family } ] } })
}

fn card(card: &str) -> TestRule {
    TestRule::with_keys(&format!(
        "
prefetch: {{ patient: 'Patient/{{{{context.patientId}}}}' }}
values:
  family: {{ from: patient, path: '$.name[0].family', as: text }}
when: present(family)
cards:
  - {card}
"
    ))
}

#[test]
fn no_text_out_of_a_record_becomes_markup() {
    let rule = card("{ id: a, summary: '{{ family }}', indicator: info, detail: '**{{ family }}**' }");
    let answer = rule.answers(patient("<b>[x](http://evil.example)</b> *y* `z` | # 1. ![i](u) &amp;"));
    let detail = answer["cards"][0]["detail"].as_str().expect("a detail");
    assert_eq!(detail, r"**\<b>\[x\](http\://evil.example)\</b> \*y\* \`z\` \| # 1. !\[i\](u) \&amp;**");
    assert_eq!(answer["cards"][0]["summary"], "<b>[x](http://evil.example)</b> *y* `z` | # 1. ![i](u) &amp;");
}

#[test]
fn a_text_of_lines_does_not_break_out_of_its_line() {
    let rule = card("{ id: a, summary: '{{ family }}', indicator: info, detail: 'Name: {{ family }}' }");
    let answer = rule.answers(patient("Roe\n\n# Heading\n- item"));
    assert_eq!(answer["cards"][0]["summary"], "Roe # Heading - item");
    assert!(!answer["cards"][0]["detail"].as_str().expect("a detail").contains("\n#"), "{answer}");
}

#[test]
fn what_is_printed_into_a_url_is_percent_encoded() {
    let rule = card(
        "{ id: a, summary: S, indicator: info, links: [ { label: '{{ family }}', url: 'https://example.org/?q={{ family }}', type: absolute } ] }",
    );
    let answer = rule.answers(patient("a b&c=d/é#?"));
    assert_eq!(answer["cards"][0]["links"][0]["url"], "https://example.org/?q=a%20b%26c%3Dd%2F%C3%A9%23%3F");
    assert_eq!(answer["cards"][0]["links"][0]["label"], "a b&c=d/é#?");
}

#[test]
fn a_summary_past_139_characters_is_cut_and_counted() {
    let rule = card("{ id: a, summary: '{{ family }}', indicator: info }");
    let answer = rule.answers(patient(&"é".repeat(150)));
    assert_eq!(answer["cards"][0]["summary"], format!("{}…", "é".repeat(138)));
    let rule = card("{ id: a, summary: '{{ family }}', indicator: info }");
    assert_eq!(rule.answers(patient(&"é".repeat(139)))["cards"][0]["summary"], "é".repeat(139));
}

#[test]
fn values_print_as_a_clinician_would_write_them() {
    let rule = TestRule::with_keys(
        "
        prefetch: { labs: 'Observation?patient={{context.patientId}}' }
        values:
          result: { find: labs, pick: latest }
          level: { from: result, path: $.valueQuantity, as: quantity }
          measured: { from: result, as: date }
          what: { from: result, as: code }
        when: { all: [ present(level), present(measured), present(what) ] }
        cards:
          - id: a
            summary: \"{{ what }} {{ level }} on {{ measured }} ({{ format_date(measured, '%d %B %Y') }}), {{ 7.50 }}\"
            indicator: \"{{ if(value(level) > 5, 'critical', 'info') }}\"
            detail:
              - one
              - { when: value(level) > 100, text: two }
              - three
            overrideReasons: [ { system: 'urn:reasons', code: done, display: 'Done on {{ measured }}' } ]
            source: { label: 'Lab {{ context.patientId }}', url: 'https://example.org', topic: { system: 'urn:topics', code: t } }
        ",
    );
    let mut lab = observation("o1", "4548-4", "2026-01-05", quantity(json!(7.50), "%"));
    lab["code"]["coding"][0]["display"] = json!("HbA1c");
    let mut card = rule.answers(json!({ "labs": bundle(&[lab]) }))["cards"][0].take();
    assert!(card.as_object_mut().expect("a card").remove("uuid").is_some());
    assert_eq!(
        card,
        json!({
            "summary": "HbA1c 7.5 % on 2026-01-05 (05 January 2026), 7.5", "indicator": "critical", "detail": "one\n\nthree",
            "source": { "label": "Lab p1", "url": "https://example.org", "topic": { "system": "urn:topics", "code": "t" } },
            "overrideReasons": [ { "system": "urn:reasons", "code": "done", "display": "Done on 2026-01-05" } ]
        })
    );
}

#[test]
fn suggestions_and_links_are_those_of_cds_hooks() {
    let rule = TestRule::with_keys(
        "
        cards:
          - id: a
            summary: S
            indicator: info
            selectionBehavior: at-most-one
            suggestions:
              - label: One
                isRecommended: true
                actions: [ { type: delete, description: Gone, resourceId: ServiceRequest/1 } ]
              - { label: Two, when: 1 > 2 }
            links:
              - { label: App, url: 'https://example.org/launch', type: smart, appContext: 'p={{ context.patientId }}', autolaunchable: true }
        ",
    );
    let answer = rule.answers(json!({}));
    let card = &answer["cards"][0];
    assert_eq!(card["selectionBehavior"], "at-most-one");
    assert_eq!(
        card["links"],
        json!([ { "label": "App", "url": "https://example.org/launch", "type": "smart", "appContext": "p=p1", "autolaunchable": true } ])
    );
    let suggestions = card["suggestions"].as_array().expect("suggestions");
    assert_eq!(suggestions.len(), 1);
    assert_eq!((&suggestions[0]["label"], &suggestions[0]["isRecommended"]), (&json!("One"), &json!(true)));
    assert!(suggestions[0]["uuid"].is_string() && card["uuid"].is_string());
}
