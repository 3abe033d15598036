//! Prefetch tokens, as the FHIR server sees them when they are filled.

use crate::language::fhir::Fhir;
use engine_tests::Asked;
use serde_json::{Value, json};

/// What is asked of the FHIR server by a rule of these entries.
fn asks(prefetch: &str, context: &[(&str, Value)], sent: Value) -> Vec<String> {
    let fhir = Fhir::start();
    let mut rule = Asked::rule(&format!("prefetch:\n{prefetch}\ncards: [ {{ id: a, summary: A, indicator: info }} ]")).lending(&fhir.base);
    for (field, value) in context {
        rule = rule.context(field, value.clone());
    }
    rule.answers(sent);
    fhir.asked()
}

#[test]
fn context_tokens_are_ids() {
    assert_eq!(
        asks("  a: Patient/{{context.patientId}}\n  b: 'Encounter/{{context.encounterId}}'", &[("encounterId", json!("Encounter/e1"))], json!({})),
        ["Encounter/e1", "Patient/p1"]
    );
}
