use super::*;
use crate::Document;

fn documents(texts: &[&str]) -> Vec<Document> {
    texts.iter().map(|text| Document::parse(text).unwrap()).collect()
}

fn ids(record: &Record<'_>) -> Vec<String> {
    record.resources().iter().map(|resource| format!("{:?}/{}", resource.resource_type, resource.id.as_deref().unwrap_or("-"))).collect()
}

fn error(texts: &[&str]) -> String {
    let error = Record::load(&documents(texts)).unwrap_err();
    format!("{} {error}", error.document)
}

#[test]
fn bundles_resources_and_lines_are_one_record() {
    let all = documents(&[
        r#"{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Patient","id":"p"}}, {"request":{"method":"DELETE","url":"Patient/1"}}]}"#,
        r#"{"resourceType":"Observation","id":"o"}"#,
        r#"{"resourceType":"Bundle","type":"batch-response","entry":[{"resource":{"resourceType":"Bundle","type":"searchset","entry":[
            {"resource":{"resourceType":"Condition","id":"c"}, "search":{"mode":"match"}},
            {"resource":{"resourceType":"OperationOutcome"}, "search":{"mode":"outcome"}}]}}]}"#,
    ]);
    let record = Record::load(&all).unwrap();
    assert_eq!(ids(&record), ["Patient/p", "Observation/o", "Condition/c"]);
    assert_eq!(record.patients().len(), 1);
    assert_eq!(record.read("Observation", "o").unwrap().raw(), all[1].text());
    assert!(record.read("Observation", "p").is_none() && record.read("Nonsense", "o").is_none());
}

#[test]
fn an_id_is_the_resources_own_or_else_the_one_in_its_address() {
    let all = documents(&[r#"{"resourceType":"Bundle","entry":[
        {"fullUrl":"urn:uuid:aa-1","resource":{"resourceType":"Patient"}},
        {"fullUrl":"https://ehr.example.org/Patient/b","resource":{"resourceType":"Patient"}},
        {"fullUrl":"urn:uuid:cc-3","resource":{"resourceType":"Patient","id":"c"}},
        {"fullUrl":"urn:oid:1.2","resource":{"resourceType":"Patient"}},
        {"resource":{"resourceType":"Patient"}}]}"#]);
    let record = Record::load(&all).unwrap();
    assert_eq!(ids(&record), ["Patient/aa-1", "Patient/b", "Patient/c", "Patient/1.2", "Patient/-"]);
    assert_eq!(record.locate("urn:uuid:cc-3"), record.locate("Patient/c"));
}

#[test]
fn of_the_same_resource_the_newer_counts_and_then_the_later() {
    let versions = |first: &str, second: &str| {
        let all = documents(&[
            &format!(r#"{{"resourceType":"Patient","id":"p","active":false{first}}}"#),
            r#"{"resourceType":"Observation","id":"o"}"#,
            &format!(r#"{{"resourceType":"Patient","id":"p","active":true{second}}}"#),
        ]);
        let record = Record::load(&all).unwrap();
        assert_eq!(ids(&record), ["Patient/p", "Observation/o"]);
        record.read("Patient", "p").unwrap().get("active").unwrap().as_boolean().unwrap()
    };
    let (old, new) = (r#","meta":{"lastUpdated":"2024-01-01T00:00:00Z"}"#, r#","meta":{"lastUpdated":"2024-01-01T00:00:00.5Z"}"#);
    assert!(versions("", ""));
    assert!(versions(old, new) && versions(new, ""));
    assert!(!versions(new, old));
}

#[test]
fn a_reference_leads_to_the_same_place_however_it_is_written() {
    let all = documents(&[r##"{"resourceType":"Bundle","entry":[
        {"fullUrl":"https://ehr.example.org/fhir/Patient/p","resource":{"resourceType":"Patient","id":"p"}},
        {"fullUrl":"urn:uuid:11","resource":{"resourceType":"Practitioner","id":"d"}},
        {"resource":{"resourceType":"Observation","id":"o","contained":[{"resourceType":"Device","id":"x"}]}}]}"##]);
    let record = Record::load(&all).unwrap();
    let patient = Some(ResolvedReference::InRecord(0));
    for reference in ["Patient/p", "Patient/p/_history/3", "https://ehr.example.org/fhir/Patient/p"] {
        assert_eq!(record.locate(reference), patient, "{reference}");
    }
    assert_eq!(
        record.locate("https://ehr.example.org/fhir/Observation/o"),
        Some(ResolvedReference::InRecord(2)),
        "the record's own server"
    );
    let foreign = ResolvedReference::OtherServer { base: "https://other.example.org", resource_type: "Patient", id: "p" };
    assert_eq!(record.locate("https://other.example.org/Patient/p"), Some(foreign));
    assert_eq!(record.locate("Patient/q"), Some(ResolvedReference::SameServer { resource_type: "Patient", id: "q" }));
    assert_eq!(record.locate("urn:uuid:22"), Some(ResolvedReference::Urn("urn:uuid:22")));
    assert_eq!(record.locate("p"), None);
    let observation = record.read("Observation", "o").unwrap();
    assert!(
        matches!(record.resolve("urn:uuid:11", observation), Some(ReferencedResource::InRecord(held)) if held.id.as_deref() == Some("d"))
    );
    assert!(
        matches!(record.resolve("#x", observation), Some(ReferencedResource::Contained(node)) if node.resource_type().as_deref() == Some("Device"))
    );
    assert!(matches!(record.resolve("#", observation), Some(ReferencedResource::Contained(node)) if node.is_same(observation)));
    assert!(record.resolve("#y", observation).is_none() && record.resolve("Patient/q", observation).is_none());
}

#[test]
fn a_record_that_names_no_server_may_be_of_any() {
    let all = documents(&[r#"{"resourceType":"Patient","id":"p"}"#]);
    let record = Record::load(&all).unwrap();
    assert_eq!(record.locate("https://ehr.example.org/fhir/Patient/p"), Some(ResolvedReference::InRecord(0)));
    let foreign = ResolvedReference::OtherServer { base: "https://ehr.example.org/fhir", resource_type: "Patient", id: "q" };
    assert_eq!(record.locate("https://ehr.example.org/fhir/Patient/q"), Some(foreign));
}

#[test]
fn a_conditional_reference_leads_to_the_one_that_fits() {
    let all = documents(&[r#"{"resourceType":"Bundle","entry":[
        {"resource":{"resourceType":"Practitioner","id":"a","identifier":[{"system":"s","value":"1"},{"value":"3"}]}},
        {"resource":{"resourceType":"Practitioner","id":"b","identifier":[{"system":"s","value":"2"},{"system":"t","value":"1"}]}}]}"#]);
    let record = Record::load(&all).unwrap();
    assert_eq!(record.locate("Practitioner?identifier=s|1"), Some(ResolvedReference::InRecord(0)));
    assert_eq!(record.locate("Practitioner?identifier=t%7C1"), Some(ResolvedReference::InRecord(1)));
    assert_eq!(record.locate("Practitioner?identifier=2"), Some(ResolvedReference::InRecord(1)));
    assert_eq!(record.locate("Practitioner?identifier=|3"), Some(ResolvedReference::InRecord(0)));
    for reference in [
        "Practitioner?identifier=1",
        "Practitioner?identifier=|1",
        "Practitioner?identifier=s|1,s|2",
        "Practitioner?identifier=s|1&active=true",
        "Practitioner?identifier:not=s|1",
        "Organization?identifier=s|1",
        "Practitioner?name=a",
        "Nonsense?identifier=s|1",
    ] {
        assert_eq!(record.locate(reference), None, "{reference}");
    }
}

#[test]
fn what_is_no_record_says_where_and_why() {
    let patient = r#"{"resourceType":"Patient"}"#;
    insta::assert_snapshot!(error(&[patient, "[]"]), @"1 a resource is expected here, and this is no JSON object");
    insta::assert_snapshot!(error(&[r#"{"id":"1"}"#]), @"0 a resource says what it is by `resourceType`, and this has none");
    insta::assert_snapshot!(error(&[r#"{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient"}},{"resource":{"resourceType":"Patiens"}}]}"#]), @"0 Bundle.entry[1]: `Patiens` is no FHIR R4 resource type");
    insta::assert_snapshot!(error(&[r#"{"resourceType":"Bundle","entry":[1]}"#]), @"0 Bundle.entry[0]: a resource is expected here, and this is no JSON object");
    insta::assert_snapshot!(error(&[r#"{"resourceType":"Bundle","entry":{}}"#]), @"0 a Bundle's `entry` is a list, and this is none");
    assert!(Record::load(&documents(&[r#"{"resourceType":"Bundle"}"#])).unwrap().resources().is_empty());
}

#[test]
fn debug_output_holds_no_id() {
    let all = documents(&[r#"{"resourceType":"Patient","id":"secret"}"#]);
    let record = Record::load(&all).unwrap();
    assert_eq!(format!("{record:?} {:?}", record.patients()), "Record(1 resources of 1 types) [Resource(Patient)]");
}
