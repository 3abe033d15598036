//! How each refusal is answered.

use super::*;
use engine_fhir::Document;

/// Status and OperationOutcome of a refusal, each issue as `code place: diagnostics`.
fn describe(refusal: &Refusal) -> String {
    let body = outcome::to_json(&refusal.issues());
    let outcome: serde_json::Value = serde_json::from_str(&body).unwrap();
    let issues = outcome["issue"].as_array().unwrap().iter().map(|issue| {
        format!(
            "{} {}: {}",
            issue["code"].as_str().unwrap(),
            issue["expression"][0].as_str().unwrap_or("-"),
            issue["diagnostics"].as_str().unwrap()
        )
    });
    std::iter::once(refusal.status().as_u16().to_string()).chain(issues).collect::<Vec<_>>().join("\n")
}

#[test]
fn malformed_json_is_named_by_its_place_without_its_content() {
    let error = Document::parse("{\"patient\":\n \"Jane\" secret}").unwrap_err();
    let answer = describe(&Refusal::NotJson(error));
    assert!(answer.starts_with("400\nstructure -: the body is not JSON: line 2, column 9: "), "{answer}");
    assert!(!answer.contains("secret") && !answer.contains("Jane"));
}

#[test]
fn each_reason_has_its_status() {
    let statuses = [
        (Refusal::ContentType, 415),
        (Refusal::ContentEncoding, 415),
        (Refusal::TooLarge { limit: 1 }, 413),
        (Refusal::Unauthenticated { has_token: true }, 401),
        (Refusal::CannotAuthenticate, 503),
        (Refusal::Overloaded, 503),
        (Refusal::TooSlow, 408),
        (Refusal::UnknownService { id: "x".to_owned() }, 404),
        (Refusal::Path, 404),
        (Refusal::Method { allowed: "POST" }, 405),
        (Refusal::Host, 421),
        (Refusal::Call(engine_call::Refusal::Internal), 500),
    ];
    for (refusal, status) in statuses {
        assert_eq!(refusal.status().as_u16(), status, "{refusal:?}");
    }
}
