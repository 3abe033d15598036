//! Exact decimals, quantities and their units, comparators.

use super::{observation, quantity};
use engine_tests::{TestRule, bundle};
use serde_json::{Value, json};

#[test]
fn numbers_are_exact_decimals() {
    let expressions = [
        "0.1 + 0.2 == 0.3",
        "5.6 * 18 >= 100.8",
        "55 == 55.0",
        "1 / 3 * 150 >= 50",
        "7 / 2",
        "1 / 2 + 1 / 2",
        "0.1 + 0.2",
        "2 ^ 10",
        "2 + 3 * 4",
        "-3 + 1",
        "abs(-1.5)",
        "round(2.675, 2)",
        "floor(-1.5)",
        "ceil(1.2)",
        "sqrt(16)",
        "round(ln(exp(1)), 6)",
        "1 / 0",
        "100.50",
    ];
    let shown = TestRule::with_keys("").shows(&expressions, json!({}));
    assert_eq!(
        shown,
        ["true", "true", "true", "true", "3.5", "1", "0.3", "1024", "14", "-2", "1.5", "2.68", "-2", "2", "4", "1", "unknown", "100.5"]
    );
}

fn measured(unit: &str, value: Value) -> TestRule {
    let _ = value;
    TestRule::with_keys(&format!(
        "
        prefetch: {{ labs: 'Observation?patient={{{{context.patientId}}}}' }}
        values:
          result: {{ find: labs, pick: first, path: $.valueQuantity, as: quantity, unit: '{unit}' }}
        "
    ))
}

fn data(value: Value) -> Value {
    json!({ "labs": bundle(&[observation("o1", "1-1", "2026-01-01", json!({ "valueQuantity": value }))]) })
}

#[test]
fn a_quantity_compares_across_units_and_with_a_bare_number_in_its_own() {
    let rule = TestRule::with_keys(
        "
        prefetch: { labs: 'Observation?patient={{context.patientId}}' }
        values:
          grams: { find: labs, pick: first, path: $.valueQuantity, as: quantity, unit: g }
          kilograms: { find: labs, pick: last, path: $.valueQuantity, as: quantity, unit: kg }
        ",
    );
    let labs = bundle(&[
        observation("o1", "1-1", "2026-01-01", quantity(json!(70_500), "g")),
        observation("o2", "1-1", "2026-01-01", quantity(json!(70.5), "kg")),
    ]);
    let expressions = [
        "grams == kilograms",
        "grams > 70000",
        "kilograms > 70",
        "kilograms + grams",
        "in_unit(grams, 'kg')",
        "value(kilograms) * 2",
        "unit(grams)",
        "kilograms * 2",
        "round(kilograms, 0)",
    ];
    assert_eq!(
        rule.shows(&expressions, json!({ "labs": labs })),
        ["true", "true", "true", "141 kg", "70.5 kg", "141", "g", "141 kg", "71 kg"]
    );
}

#[test]
fn a_comparator_decides_what_it_decides_and_leaves_the_rest_unknown() {
    let value = json!({ "value": 60, "comparator": ">", "unit": "mL/min", "system": "http://unitsofmeasure.org", "code": "mL/min" });
    let expressions =
        ["result > 60", "result > 50", "result < 60", "result > 90", "result == 60", "result", "value(result)", "result * 2 > 119"];
    assert_eq!(
        measured("mL/min", Value::Null).shows(&expressions, data(value)),
        ["true", "true", "false", "unknown", "false", ">60 mL/min", "unknown", "true"]
    );
}

#[test]
fn dimensionless_units_convert_only_into_themselves() {
    let value = json!({ "value": 53, "unit": "mmol/mol", "system": "http://unitsofmeasure.org", "code": "mmol/mol" });
    assert_eq!(measured("%", Value::Null).shows(&["result", "result > 7"], data(value)), ["unknown", "unknown"]);
}

#[test]
fn a_number_keeps_the_digits_it_came_with() {
    let rule = TestRule::with_keys(
        "
        prefetch: { labs: 'Observation?patient={{context.patientId}}' }
        values:
          result: { find: labs, pick: first, path: $.valueQuantity.value, as: number }
        ",
    );
    let body = serde_json::from_str::<Value>("0.1234567890123456").expect("a number");
    assert_eq!(rule.shows(&["result", "result * 10"], data(json!({ "value": body }))), ["0.1234567890123456", "1.234567890123456"]);
}

#[test]
fn daily_doses_are_read_from_a_dosage() {
    let rule = TestRule::with_keys(
        "
        prefetch: { orders: 'MedicationRequest?patient={{context.patientId}}' }
        values:
          orders_found: { find: orders }
          doses:
            for: { order: orders_found }
            values: { dosages: { from: order, path: '$.dosageInstruction[*]' }, dose: daily_dose(dosages) }
            yield: dose
        ",
    );
    let order = |id: &str, dosages: Value| {
        json!({ "resourceType": "MedicationRequest", "id": id, "status": "active", "intent": "order", "subject": { "reference": "Patient/p1" },
            "medicationCodeableConcept": { "text": "Drug" }, "dosageInstruction": dosages })
    };
    let dose =
        |value: f64| json!([ { "doseQuantity": { "value": value, "unit": "mg", "system": "http://unitsofmeasure.org", "code": "mg" } } ]);
    let every = |hours: u32| json!({ "repeat": { "frequency": 1, "period": hours, "periodUnit": "h" } });
    let orders = bundle(&[
        order(
            "m1",
            json!([ { "timing": { "code": { "coding": [ { "system": "http://terminology.hl7.org/CodeSystem/v3-GTSAbbreviation", "code": "BID" } ] } }, "doseAndRate": dose(10.0) } ]),
        ),
        order("m2", json!([ { "timing": every(8), "doseAndRate": dose(5.0), "asNeededBoolean": true } ])),
        order(
            "m3",
            json!([ { "sequence": 1, "timing": every(24), "doseAndRate": dose(5.0) }, { "sequence": 2, "timing": every(12), "doseAndRate": dose(5.0) } ]),
        ),
        order("m4", json!([ { "timing": every(24), "doseAndRate": dose(5.0) }, { "timing": every(24), "doseAndRate": dose(2.5) } ])),
        order(
            "m5",
            json!([ { "timing": every(12), "doseAndRate": [ { "doseRange": { "low": { "value": 1, "unit": "mg", "code": "mg" }, "high": { "value": 2, "unit": "mg", "code": "mg" } } } ] } ]),
        ),
    ]);
    assert_eq!(rule.shows(&["doses"], json!({ "orders": orders })), ["20 mg, 15 mg, 10 mg, 7.5 mg, 4 mg"]);
}
