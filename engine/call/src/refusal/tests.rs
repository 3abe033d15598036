//! What a caller is answered for each refusal.

use super::*;
use engine_fhir::outcome;
use engine_smart::{cover, scope::Scopes};

/// Status and OperationOutcome of a refusal, each issue as `code place: diagnostics`.
fn answered(refusal: &Refusal) -> String {
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
    std::iter::once(refusal.status().to_string()).chain(issues).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_problem_of_a_request_is_an_issue_with_its_path() {
    let problem = |path: &str| Problem { path: path.to_owned(), message: "missing; expected text".to_owned() };
    insta::assert_snapshot!(answered(&Refusal::Request(vec![problem("$.hook"), problem("$.context.patientId")])), @r"
    400
    invalid $.hook: missing; expected text
    invalid $.context.patientId: missing; expected text
    ");
}

#[test]
fn a_query_that_is_not_covered_is_shown_as_the_rule_has_it() {
    let asked =
        engine_fhir::query::Query::parse("Condition?patient=123").unwrap().map_values(|id| Some(id.clone()), |value| [Some(value.clone())]);
    let uncovered = cover::check(&asked, &Scopes::parse("user/Patient.r"), Some("123"), &[]).unwrap_err();
    let query = UncoveredQuery {
        entry: "problems".to_owned(),
        template: "Condition?patient={{context.patientId}}".to_owned(),
        uncovered,
        required: vec!["patient/Condition.s".to_owned()],
    };
    insta::assert_snapshot!(answered(&Refusal::Scope { queries: vec![query], granted: "user/Patient.r".to_owned() }), @r"
    403
    forbidden $.fhirAuthorization.scope: the token's scope does not cover the query `problems` (Condition?patient={{context.patientId}}): the query itself needs `s` (search) on Condition: no scope is granted for that. Granted is `user/Patient.r`; the least that would do is `patient/Condition.s`
    ");
}

#[test]
fn every_unavailable_entry_is_an_issue_that_says_why() {
    let missing = |entry: &str, reason| UnavailableEntry {
        entry: entry.to_owned(),
        template: "Observation?patient={{context.patientId}}".to_owned(),
        reason,
    };
    let entries = vec![missing("labs", FetchError::TimedOut), missing("problems", FetchError::Answered { status: 403 })];
    insta::assert_snapshot!(answered(&Refusal::Unavailable(entries)), @r"
    412
    timeout $.prefetch.labs: the rule cannot do without `labs` (Observation?patient={{context.patientId}}), and it can't be had: the FHIR server did not answer within the deadline (`limits.deadline` in engine.yaml)
    forbidden $.prefetch.problems: the rule cannot do without `problems` (Observation?patient={{context.patientId}}), and it can't be had: the FHIR server answered 403
    ");
}

#[test]
fn each_reason_has_its_status() {
    let statuses = [
        (Refusal::Authorization(AuthorizationError::WrongPatient), 403),
        (Refusal::Authorization(AuthorizationError::Expired), 403),
        (Refusal::Internal, 500),
    ];
    for (refusal, status) in statuses {
        assert_eq!(refusal.status(), status, "{refusal:?}");
    }
}
