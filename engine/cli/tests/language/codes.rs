//! Value sets, tables and shared definitions.

use super::{LOINC, observation, quantity};
use engine_tests::{TestRule, bundle};
use serde_json::json;

const RXNORM: &str = "http://www.nlm.nih.gov/research/umls/rxnorm";

#[test]
fn a_value_set_stands_in_a_file_or_in_the_rule_or_in_fhir() {
    let rule = TestRule::with_keys(
        "
        prefetch: { labs: 'Observation?patient={{context.patientId}}' }
        valueSets:
          inline: { codes: { 'http://loinc.org': { 1-1: One } } }
        values:
          inline: { find: labs, codes: inline, as: code }
          listed: { find: labs, codes: listed, as: code }
          composed: { find: labs, codes: composed, as: code }
          expanded: { find: labs, codes: expanded, as: code }
          what: { from: labs, path: '$.entry[*].resource.code', as: code }
        ",
    )
    .file("valuesets/listed.yaml", "title: Listed\nsource: A test\ncodes: { 'http://loinc.org': [ 2-2, 08-1 ] }")
    .file("valuesets/composed.yaml", "title: Composed\nsource: A test\nfhir: composed.valueset.json")
    .file("valuesets/expanded.yaml", "title: Expanded\nsource: A test\nfhir: expanded.valueset.json")
    .file(
        "valuesets/composed.valueset.json",
        r#"{ "resourceType": "ValueSet", "status": "active", "compose": { "include": [ { "system": "http://loinc.org", "concept": [ { "code": "3-3" } ] } ] } }"#,
    )
    .file(
        "valuesets/expanded.valueset.json",
        r#"{ "resourceType": "ValueSet", "status": "active", "expansion": { "timestamp": "2026-01-01", "contains": [ { "system": "http://loinc.org", "code": "4-4" } ] } }"#,
    );
    let labs = bundle(&["1-1", "2-2", "08-1", "3-3", "4-4"].map(|code| observation(code, code, "2026-01-01", json!({}))));
    assert_eq!(
        rule.shows(
            &[
                "inline",
                "listed",
                "composed",
                "expanded",
                "any_in(what, 'inline')",
                "all_in(what, 'inline')",
                "code_in(first(what), 'inline')"
            ],
            json!({ "labs": labs })
        ),
        ["1-1", "2-2, 08-1", "3-3", "4-4", "true", "false", "true"]
    );
}

const OPIOIDS: &str = "
    title: Opioids
    source: A test
    columns: { factor: number, strength: quantity mg, name: text, partial: boolean, partners: valueset }
    rows:
      http://www.nlm.nih.gov/research/umls/rxnorm:
        1049502: { factor: 1.5, strength: 10, name: Oxycodone, partial: false, partners: benzodiazepines }
        08: { factor: 0.1, strength: 50, name: Tramadol, partial: true, partners: alcohol }
";
const BENZODIAZEPINES: &str =
    "title: Benzodiazepines\nsource: A test\ncodes: { 'http://www.nlm.nih.gov/research/umls/rxnorm': [ 197591 ] }";
const ALCOHOL: &str = "title: Alcohol\nsource: A test\ncodes: { 'http://snomed.info/sct': [ 15167005 ] }";

fn order(id: &str, codes: &[(&str, &str)]) -> serde_json::Value {
    let coding: Vec<_> = codes.iter().map(|(system, code)| json!({ "system": system, "code": code })).collect();
    json!({ "resourceType": "MedicationRequest", "id": id, "status": "active", "intent": "order", "subject": { "reference": "Patient/p1" },
        "medicationCodeableConcept": { "coding": coding } })
}

fn with_tables(values: &str) -> TestRule {
    TestRule::with_keys(&format!("prefetch: {{ orders: 'MedicationRequest?patient={{{{context.patientId}}}}' }}\nvalues:\n{values}"))
        .file("tables/opioids.yaml", OPIOIDS)
        .file("valuesets/benzodiazepines.yaml", BENZODIAZEPINES)
        .file("valuesets/alcohol.yaml", ALCOHOL)
}

#[test]
fn a_table_is_looked_up_by_the_first_coding_that_it_has() {
    let rule = with_tables(
        "
  opioids: { find: orders, codes: opioids }
  codes: { find: orders, as: code }
  drug: first(codes)
",
    );
    let orders = bundle(&[order("m1", &[("urn:local", "1"), (RXNORM, "08"), (RXNORM, "1049502")]), order("m2", &[(RXNORM, "8")])]);
    assert_eq!(
        rule.shows(
            &[
                "count(opioids)",
                "lookup('opioids', drug, 'factor')",
                "lookup('opioids', drug, 'strength')",
                "lookup('opioids', drug, 'name')",
                "lookup('opioids', drug, 'partial')",
                "lookup('opioids', last(codes), 'name')",
            ],
            json!({ "orders": orders })
        ),
        ["1", "0.1", "50 mg", "Tramadol", "true", "absent"]
    );
}

#[test]
fn a_loop_over_a_table_has_its_columns_and_may_find_by_one() {
    let rule = with_tables(
        "
  found:
    for: { row: opioids }
    values:
      partners: { find: orders, codes: row.partners }
    when: count(partners) > 0
    yield: row.name
",
    );
    assert_eq!(rule.shows(&["found"], json!({ "orders": bundle(&[order("m1", &[(RXNORM, "197591")])]) })), ["Oxycodone"]);
}

#[test]
fn a_concept_has_all_its_codings() {
    let rule = TestRule::with_keys(
        "
        prefetch: { labs: 'Observation?patient={{context.patientId}}' }
        values:
          what: { find: labs, pick: first, as: code }
        ",
    );
    let mut lab = observation("o1", "1", "2026-01-01", json!({}));
    lab["code"] =
        json!({ "coding": [ { "system": "urn:local", "code": "x" }, { "system": LOINC, "code": "4548-4", "display": "HbA1c" } ] });
    assert_eq!(
        rule.shows(
            &["has_code(what, 'http://loinc.org', '4548-4')", "has_code(what, 'urn:local', '4548-4')", "what"],
            json!({ "labs": bundle(&[lab]) })
        ),
        ["true", "false", "HbA1c"]
    );
}

#[test]
fn shared_definitions_are_included_under_their_own_names() {
    let rule = TestRule::with_keys(
        "
        include: [common/kidney.yaml]
        values:
          is_low: egfr < 60
        ",
    )
    .file(
        "common/kidney.yaml",
        "
        prefetch: { labs: 'Observation?patient={{context.patientId}}&code={{codes.egfr}}' }
        valueSets: { egfr: { codes: { 'http://loinc.org': [ 33914-3 ] } } }
        values:
          egfr: { find: labs, codes: egfr, pick: latest, path: $.valueQuantity, as: quantity, unit: 'mL/min/{1.73_m2}' }
        ",
    );
    let labs = bundle(&[observation("o1", "33914-3", "2026-01-01", quantity(json!(48), "mL/min/{1.73_m2}"))]);
    assert_eq!(rule.shows(&["egfr", "is_low"], json!({ "labs": labs })), ["48 mL/min/1.73 m2", "true"]);
}
