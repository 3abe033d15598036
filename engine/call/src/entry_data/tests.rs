//! Which data can be those of an entry, and which can't.

use super::*;
use crate::testing::entry;
use engine_fhir::Document;

const LABS: &str = "Observation?patient={{context.patientId}}";
const PATIENT: &str = "Patient/{{context.patientId}}";

fn types(template: &str, came: &str) -> Result<Completeness, EntryDataError> {
    check_types(&entry(template), Document::parse(came).unwrap().root())
}

fn patient(template: &str, came: &str) -> Result<(), EntryDataError> {
    check_patient(&entry(template), Document::parse(came).unwrap().root(), Some("123"))
}

/// A Bundle with one entry.
fn found(resource: &str) -> String {
    format!(r#"{{"resourceType":"Bundle","entry":[{{"resource":{resource}}}]}}"#)
}

fn describe(result: Result<impl std::fmt::Debug, EntryDataError>) -> String {
    let error = result.unwrap_err();
    format!("{}: {}", error.path, error.kind)
}

#[test]
fn a_read_gives_its_type() {
    assert_eq!(types(PATIENT, r#"{"resourceType":"Patient"}"#), Ok(Completeness::Whole));
    assert_eq!(
        describe(types(PATIENT, r#"{"resourceType":"Group"}"#)),
        ": a resource of another type than the query gives; expected Patient"
    );
    assert!(describe(types(PATIENT, &found(r#"{"resourceType":"Patient"}"#))).contains("expected Patient"));
}

#[test]
fn a_search_gives_a_bundle_of_its_types() {
    assert_eq!(types(LABS, r#"{"resourceType":"Bundle"}"#), Ok(Completeness::Whole));
    assert_eq!(types(LABS, &found(r#"{"resourceType":"Observation"}"#)), Ok(Completeness::Whole));
    assert!(describe(types(LABS, &found(r#"{"resourceType":"Condition"}"#))).starts_with(".entry[0].resource: a resource of another type"));
    assert!(describe(types(LABS, r#"{"resourceType":"Observation"}"#)).contains("expected Bundle"));
}

#[test]
fn what_cannot_be_read_is_not_an_empty_result() {
    for came in ["{}", "[]", "7", r#""text""#, r#"{"resourceType":5}"#] {
        assert!(describe(types(LABS, came)).contains("not a FHIR resource"), "{came}");
    }
    assert!(describe(types(LABS, r#"{"resourceType":"Bundle","entry":{}}"#)).contains("no array"));
    assert!(describe(types(LABS, r#"{"resourceType":"Bundle","entry":[{}]}"#)).starts_with(".entry[0].resource: not a FHIR resource"));
}

#[test]
fn an_outcome_with_an_error_says_that_something_failed() {
    assert_eq!(types(LABS, r#"{"resourceType":"OperationOutcome"}"#), Ok(Completeness::Failed));
    let outcome = |severity: &str| found(&format!(r#"{{"resourceType":"OperationOutcome","issue":[{{"severity":"{severity}"}}]}}"#));
    assert_eq!(types(LABS, &outcome("error")), Ok(Completeness::Failed));
    assert_eq!(types(LABS, &outcome("fatal")), Ok(Completeness::Failed));
    assert_eq!(types(LABS, &outcome("warning")), Ok(Completeness::Whole));
}

#[test]
fn a_resource_of_another_patient_is_found() {
    assert!(patient(PATIENT, r#"{"resourceType":"Patient","id":"123"}"#).is_ok());
    assert!(describe(patient(PATIENT, r#"{"resourceType":"Patient","id":"456"}"#)).contains("another patient's"));
    for member in ["subject", "patient", "beneficiary"] {
        for reference in ["Patient/456", "https://ehr.example.org/fhir/Patient/456", "Patient/456/_history/2"] {
            let resource = format!(r#"{{"resourceType":"Observation","{member}":{{"reference":"{reference}"}}}}"#);
            assert_eq!(describe(patient(LABS, &found(&resource))), ".entry[0].resource: another patient's than `context.patientId`");
        }
    }
}

#[test]
fn a_reference_that_names_no_patient_proves_nothing() {
    for subject in [
        r#"{"reference":"Patient/123"}"#,
        r#"{"reference":"456"}"#,
        r#"{"reference":"urn:uuid:2f2c4b4e-0000-4000-8000-000000000000"}"#,
        r##"{"reference":"#contained"}"##,
        r#"{"reference":"Group/456"}"#,
        r#"{"display":"Somebody"}"#,
        "7",
    ] {
        assert!(patient(LABS, &found(&format!(r#"{{"resourceType":"Observation","subject":{subject}}}"#))).is_ok(), "{subject}");
    }
}

#[test]
fn where_the_query_is_not_confined_any_patient_may_come() {
    assert!(patient("Observation?code=4548-4", &found(r#"{"resourceType":"Observation","subject":{"reference":"Patient/456"}}"#)).is_ok());
}

#[test]
fn what_is_included_may_be_of_another() {
    let bundle = r#"{"resourceType":"Bundle","entry":[{"search":{"mode":"include"},"resource":{"resourceType":"Patient","id":"456"}}]}"#;
    assert!(patient(LABS, bundle).is_ok());
}
