//! Requests as clients send them, whole and broken.

use super::*;
use crate::catalogue::{Catalogue, ContextField, FieldKind};
use serde_json::{Value, json};

/// A request that meets the specification.
fn whole() -> Value {
    json!({
        "hook": "patient-view",
        "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
        "fhirServer": "https://ehr.example.org/fhir",
        "fhirAuthorization": { "access_token": "secret-token", "token_type": "bearer", "expires_in": 300, "scope": "user/*.rs", "subject": "cds" },
        "context": { "userId": "Practitioner/example", "patientId": "1288992", "encounterId": "89284" },
        "prefetch": { "patient": { "resourceType": "Patient", "id": "1288992" }, "problems": null },
        "unheard-of": "ignored"
    })
}

/// The whole request with `change` laid over it, as a JSON merge patch.
fn broken(change: Value) -> String {
    let mut request = whole();
    merge(&mut request, change);
    problems(&request.to_string())
}

fn merge(target: &mut Value, change: Value) {
    match (target, change) {
        (Value::Object(target), Value::Object(change)) => {
            for (name, value) in change {
                merge(target.entry(name).or_insert(Value::Null), value);
            }
        }
        (target, change) => *target = change,
    }
}

fn problems(body: &str) -> String {
    let catalogue = Catalogue::hl7();
    let hooks = [catalogue.find("patient-view", None).unwrap(), catalogue.find("order-select", None).unwrap()];
    let document = Document::parse(body).unwrap();
    match Request::read(&document, &hooks) {
        Ok(_) => "no problem".to_owned(),
        Err(problems) => problems.iter().map(|problem| format!("{problem}\n")).collect(),
    }
}

#[test]
fn a_whole_request_is_read() {
    let catalogue = Catalogue::hl7();
    let document = Document::parse(whole().to_string()).unwrap();
    let request = Request::read(&document, &[catalogue.find("patient-view", None).unwrap()]).unwrap();
    assert_eq!(request.patient_id.as_deref(), Some("1288992"));
    assert_eq!(request.fhir_server.as_deref(), Some("https://ehr.example.org/fhir"));
    assert_eq!(request.authorization.as_ref().unwrap().expires_in, 300);
    assert_eq!(request.prefetch.unwrap().len(), 2);
    assert_eq!(
        format!("{request:?} {:?}", request.authorization),
        "Request(patient-view d1577c69-dfbe-44ad-ba6d-3e05e953b2ea) Some(FhirAuthorization { .. })"
    );
}

#[test]
fn members_that_are_required_must_be_there_and_of_their_kind() {
    insta::assert_snapshot!(problems("[]"), @"$: an array; expected an object, the CDS Hooks request");
    insta::assert_snapshot!(problems("{}"), @r"
    $.hook: missing; expected the name of the hook that fired
    $.hookInstance: missing; expected a UUID, fresh for each firing of the hook
    $.context: missing; expected an object with the fields that the hook defines
    ");
    insta::assert_snapshot!(broken(json!({ "hook": 5, "hookInstance": true, "fhirServer": {}, "fhirAuthorization": "token", "context": [], "prefetch": [] })), @r"
    $.hook: a number; expected the name of the hook that fired
    $.hookInstance: a boolean; expected a UUID, fresh for each firing of the hook
    $.fhirServer: an object; expected the base URL of the FHIR server, as https://ehr.example.org/fhir: `fhirAuthorization` is for that server
    $.fhirAuthorization: text; expected an object with the access token
    $.context: an array; expected an object with the fields that the hook defines
    $.prefetch: an array; expected an object: a name and a FHIR resource for each entry
    ");
    insta::assert_snapshot!(broken(json!({ "hook": "", "hookInstance": null })), @r"
    $.hook: empty text; expected the name of the hook that fired
    $.hookInstance: null; expected a UUID, fresh for each firing of the hook
    ");
}

#[test]
fn a_hook_that_the_service_does_not_answer_is_reported_with_those_that_it_does() {
    insta::assert_snapshot!(broken(json!({ "hook": "order-sign" })), @"$.hook: not a hook of this service; it answers patient-view, order-select");
}

#[test]
fn a_hook_instance_is_a_plain_uuid_of_any_version() {
    for good in ["d1577c69-dfbe-14ad-ba6d-3e05e953b2ea", "D1577C69-DFBE-74AD-BA6D-3E05E953B2EA"] {
        assert_eq!(broken(json!({ "hookInstance": good })), "no problem");
    }
    for bad in
        ["{d1577c69-dfbe-44ad-ba6d-3e05e953b2ea}", "urn:uuid:d1577c69-dfbe-44ad-ba6d-3e05e953b2ea", "d1577c69dfbe44adba6d3e05e953b2ea", "1"]
    {
        insta::allow_duplicates! {
            insta::assert_snapshot!(broken(json!({ "hookInstance": bad })), @"$.hookInstance: text that is no UUID; expected one in plain form: 36 characters, without braces and without `urn:uuid:`");
        }
    }
}

#[test]
fn a_fhir_server_is_a_base_url() {
    for good in [
        "http://localhost:8080/fhir",
        "HTTPS://ehr.example.org",
        "https://ehr.example.org/a%20b/",
        "http://[::1]:8080/fhir",
        "https://example/r4",
    ] {
        assert_eq!(broken(json!({ "fhirServer": good })), "no problem", "{good}");
    }
    let bad = [
        "ehr.example.org/fhir",
        "ftp://ehr.example.org",
        "https://",
        "https:///fhir",
        "https://user:word@ehr.example.org",
        "https://ehr.example.org/#a",
        "https://ehr.example.org/?a=b",
        "https://ehr.example.org/a b",
        "https://:80/fhir",
        "//ehr.example.org",
        "https:\\\\ehr.example.org",
    ];
    for url in bad {
        insta::allow_duplicates! {
            insta::assert_snapshot!(broken(json!({ "fhirServer": url })), @"$.fhirServer: not a base URL; expected the base URL of the FHIR server, as https://ehr.example.org/fhir: http or https, no user name, no `?` and no `#`");
        }
    }
}

#[test]
fn an_authorization_needs_its_server_and_all_its_members() {
    insta::assert_snapshot!(broken(json!({ "fhirServer": null, "fhirAuthorization": { "access_token": null, "token_type": "mac", "expires_in": "300", "scope": null, "subject": "" } })), @r"
    $.fhirServer: null; expected the base URL of the FHIR server, as https://ehr.example.org/fhir: `fhirAuthorization` is for that server
    $.fhirAuthorization.access_token: null; expected the OAuth 2.0 access token
    $.fhirAuthorization.token_type: another type of token; expected `Bearer`
    $.fhirAuthorization.expires_in: text; expected the token's lifetime in whole seconds, as 300
    $.fhirAuthorization.scope: null; expected the scopes that the token grants, as text
    $.fhirAuthorization.subject: empty text; expected this service's client id at the EHR's authorization server
    ");
    insta::assert_snapshot!(broken(json!({ "fhirAuthorization": { "access_token": "a\nb", "expires_in": 300.5, "patient": "a b" } })), @r"
    $.fhirAuthorization.access_token: not an access token; expected visible ASCII characters without spaces
    $.fhirAuthorization.expires_in: not a whole number; expected the token's lifetime in whole seconds, as 300
    $.fhirAuthorization.patient: not a FHIR id; expected the Patient's id: letters, digits, `-` and `.`, at most 64
    ");
    assert_eq!(broken(json!({ "fhirAuthorization": null, "fhirServer": null, "prefetch": null })), "no problem");
}

#[test]
fn a_context_has_what_its_hook_requires() {
    insta::assert_snapshot!(broken(json!({ "hook": "order-select", "context": { "userId": null, "patientId": 7, "selections": "a", "draftOrders": { "resourceType": "Bundel" } } })), @r"
    $.context.userId: null; expected the user, as Practitioner/123 (`userId` of the hook order-select)
    $.context.patientId: a number; expected the patient's id, as text (`patientId` of the hook order-select)
    $.context.selections: text; expected an array (`selections` of the hook order-select)
    $.context.draftOrders.resourceType: not a resource type of FHIR R4; expected one, as Patient or Bundle
    ");
    insta::assert_snapshot!(broken(json!({ "context": { "userId": "Practitioner/a b", "patientId": "../secret", "encounterId": "Patient/1" } })), @r"
    $.context.userId: not a user; expected a reference as Practitioner/123 or PractitionerRole/123
    $.context.patientId: not a FHIR id; expected the Patient's id: letters, digits, `-` and `.`, at most 64
    $.context.encounterId: not a FHIR id; expected the Encounter's id: letters, digits, `-` and `.`, at most 64
    ");
    assert_eq!(broken(json!({ "context": { "encounterId": null, "userId": "Device/1" } })), "no problem");
}

#[test]
fn prefetch_holds_resources_and_nulls() {
    insta::assert_snapshot!(broken(json!({ "prefetch": { "patient": [], "hemoglobin-a1c": "x", "a": {}, "b": { "resourceType": "Person" }, "c": { "resourceType": "Resource" } } })), @r"
    $.prefetch.a: an object without `resourceType`; expected a FHIR resource, or null where there is nothing
    $.prefetch.c.resourceType: not a resource type of FHIR R4; expected one, as Patient or Bundle
    $.prefetch['hemoglobin-a1c']: text; expected a FHIR resource, or null where there is nothing
    $.prefetch.patient: an array; expected a FHIR resource, or null where there is nothing
    ");
}

#[test]
fn ids_with_their_type_are_read_without_it() {
    let mut request = whole();
    merge(
        &mut request,
        json!({ "context": { "patientId": "Patient/7", "encounterId": "Encounter/8" }, "fhirAuthorization": { "patient": "Patient/7" } }),
    );
    let catalogue = Catalogue::hl7();
    let document = Document::parse(request.to_string()).unwrap();
    let request = Request::read(&document, &[catalogue.find("patient-view", None).unwrap()]).unwrap();
    assert_eq!(request.patient_id.as_deref(), Some("7"));
    assert_eq!(request.authorization.unwrap().patient.as_deref(), Some("7"));
}

#[test]
fn no_message_quotes_what_a_request_holds() {
    let secret = "Jane Doe";
    let all = json!({ "hook": secret, "hookInstance": secret, "fhirServer": secret, "prefetch": { "a": secret },
        "fhirAuthorization": { "access_token": secret, "token_type": secret, "expires_in": secret, "patient": secret } });
    let context = json!({ "context": { "userId": secret, "patientId": secret, "encounterId": secret } });
    for problems in [broken(all), broken(context)] {
        assert!(!problems.contains("Jane") && problems != "no problem", "{problems}");
    }
}

/// A hook of one's own, as `engine.yaml` declares it.
fn fancy_structure() -> Hook {
    let field = |name: &str, kind| ContextField { name: name.to_owned(), is_required: true, is_prefetch_token: true, kind };
    let context = vec![field("userId", FieldKind::Text), field("patientId", FieldKind::Text), field("list", FieldKind::Any)];
    Hook { name: "fancy-structure".to_owned(), version: None, context }
}

#[test]
fn what_hl7_defines_is_text_in_a_hook_of_ones_own_too() {
    let field = ContextField { name: "patientId".to_owned(), is_required: true, is_prefetch_token: true, kind: FieldKind::Any };
    let hook = Hook { name: "patient-view".to_owned(), version: None, context: vec![field] };
    let mut request = whole();
    merge(&mut request, json!({ "context": { "patientId": 7 } }));
    let document = Document::parse(request.to_string()).unwrap();
    let problems = Request::read(&document, &[&hook]).unwrap_err();
    insta::assert_snapshot!(problems[0], @"$.context.patientId: a number; expected the patient's id, as text (`patientId` of the hook patient-view)");
}

#[test]
fn every_request_that_others_wrote_is_read_as_its_hook() {
    let mut catalogue = Catalogue::hl7();
    catalogue.add(fancy_structure());
    let requests = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/requests");
    let mut read = Vec::new();
    for file in std::fs::read_dir(requests).unwrap() {
        let document = Document::parse(std::fs::read(file.unwrap().path()).unwrap_or_default());
        let Ok(document) = document else { continue };
        let Some(name) = document.root().get("hook").and_then(Node::as_text) else { continue };
        let version = document.root().get("context").and_then(|context| context.get("order")).map(|_| "1.0");
        let request = Request::read(&document, &[catalogue.find(&name, version).unwrap()]).unwrap();
        assert!(!request.patient_id.unwrap().contains('/'));
        read.push(name.into_owned());
    }
    assert!(read.len() >= 15, "{read:?}");
}
