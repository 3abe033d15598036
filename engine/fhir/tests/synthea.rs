//! Whole records as Synthea makes them (`rules/patients`, at the root): transaction Bundles whose references are `urn:uuid:…`, searched as on a server that has
//! loaded them.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use engine_fhir::{Document, date::Clock, query::Query, record::Record, search::Searchset};
use jiff::{civil::date, tz::TimeZone};
use std::{fs, path::PathBuf};

const AGUSTIN: &str = "27de96c6-6910-4f0f-8f10-00ce6090f447";

fn patient(name: &str) -> Document {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../rules/patients").join(name);
    Document::parse(fs::read(path).unwrap()).unwrap()
}

fn search<'r, 'd>(record: &'r Record<'d>, query: &str) -> Searchset<'r, 'd> {
    let Ok(Query::Search(search)) = Query::parse(query) else { panic!("{query}") };
    record.search(&search, &Clock::fixed(date(2024, 6, 1), TimeZone::UTC), &()).unwrap_or_else(|error| panic!("{query}: {error}"))
}

/// How many of each type a query finds: what is found and what is included.
fn counts(record: &Record<'_>, query: &str) -> String {
    let mut names: Vec<&str> = search(record, query).entries().iter().map(|entry| entry.resource.resource_type.name).collect();
    names.sort_unstable();
    let groups = names.chunk_by(|one, other| one == other).map(|group| format!("{} {}", group.len(), group[0]));
    groups.collect::<Vec<_>>().join(", ")
}

#[test]
fn each_patient_has_all_that_refers_to_them_however_it_is_asked_for() {
    let documents = ["luigi-wiegand.json", "agust-n-fonseca.json", "enda-schaefer.json"].map(patient);
    let record = Record::load(&documents).unwrap();
    assert_eq!(record.patients().len(), 3);
    for (patient, observations) in record.patients().into_iter().zip([31, 41, 41]) {
        let id = patient.id.as_deref().unwrap();
        assert!(record.read("Patient", id).is_some());
        for query in
            ["patient=", "patient=Patient/", "subject=", "subject=Patient/", "subject:Patient=", "subject=urn:uuid:", "patient._id="]
        {
            assert_eq!(counts(&record, &format!("Observation?{query}{id}")), format!("{observations} Observation"), "{query}");
        }
    }
}

#[test]
fn a_rules_queries_find_what_they_mean() {
    let document = patient("agust-n-fonseca.json");
    let record = Record::load([&document]).unwrap();
    let count = |query: &str| counts(&record, &query.replace("PATIENT", AGUSTIN));
    assert_eq!(count("Condition?patient=PATIENT"), "2 Condition");
    assert_eq!(count("Condition?patient=PATIENT&clinical-status=active"), "");
    assert_eq!(count("Condition?patient=PATIENT&onset-date=ge2019&code=http://snomed.info/sct|44465007"), "1 Condition");
    assert_eq!(count("MedicationRequest?patient=PATIENT&status=stopped&authoredon=2016"), "1 MedicationRequest");
    assert_eq!(count("Observation?patient=PATIENT&component-value-quantity=gt60|http://unitsofmeasure.org|mm[Hg]"), "5 Observation");
    assert_eq!(count("Observation?patient:Patient.family=fonseca&code=8302-2"), "5 Observation");
    assert_eq!(count("Patient?_id=PATIENT&_has:Condition:patient:code=70704007"), "1 Patient");
    assert_eq!(
        count("Patient?_id=PATIENT&_revinclude=CarePlan:subject&_revinclude=Encounter:patient"),
        "2 CarePlan, 7 Encounter, 1 Patient"
    );
    assert_eq!(
        count("MedicationRequest?patient=PATIENT&_include=MedicationRequest:requester&_include=MedicationRequest:encounter"),
        "2 Encounter, 2 MedicationRequest, 1 Practitioner"
    );
}

#[test]
fn the_latest_is_the_first_page_of_the_newest_first() {
    let document = patient("agust-n-fonseca.json");
    let record = Record::load([&document]).unwrap();
    let mut query = format!("Observation?patient={AGUSTIN}&code=http://loinc.org|8302-2&_sort=-date&_count=2");
    let mut days = Vec::new();
    loop {
        let found = search(&record, &query);
        assert_eq!(found.total(), 5);
        days.extend(found.matches().map(|node| node.get("effectiveDateTime").unwrap().as_text().unwrap()[..10].to_owned()));
        let Some(next) = found.next() else { break };
        query = next.to_owned();
    }
    assert_eq!(days.len(), 5);
    assert!(days.is_sorted_by(|one, other| one >= other), "{days:?}");
}
