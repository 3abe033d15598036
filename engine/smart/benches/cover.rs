//! What the scope check of a call takes, reading the scopes included: it runs on every call, so it must take microseconds.

use criterion::Criterion;
use engine_fhir::query::{Query, QueryError};
use engine_smart::{cover::check, scope::Scopes};
use std::hint::black_box;

const QUERIES: [&str; 4] = [
    "Patient/123",
    "Condition?patient=123&clinical-status=active",
    "Observation?patient=123&category=laboratory&code=http://loinc.org|4548-4,http://loinc.org|17856-6&_sort=-date",
    "MedicationRequest?patient=123&status=active&_include=MedicationRequest:medication",
];

const WHOLE: &str = "launch openid fhirUser patient/Patient.rs patient/Condition.rs patient/Observation.rs patient/MedicationRequest.rs patient/Medication.rs";

const NARROWED: &str = "launch patient/Patient.rs patient/Condition.rs patient/Observation.rs?category=vital-signs \
                        patient/Observation.rs?category=laboratory patient/MedicationRequest.rs patient/Medication.rs";

fn queries() -> Result<Vec<Query<Option<String>>>, QueryError> {
    let parsed = QUERIES.iter().map(|text| Query::parse(text));
    parsed.map(|query| Ok(query?.map_values(|id| Some(id.clone()), |value| [Some(value.clone())]))).collect()
}

fn main() -> Result<(), QueryError> {
    let mut criterion = Criterion::default().configure_from_args();
    let queries = queries()?;
    for (name, granted) in [("four queries, whole scopes", WHOLE), ("four queries, narrowed scopes", NARROWED)] {
        criterion.bench_function(name, |bencher| {
            bencher.iter(|| {
                let scopes = Scopes::parse(black_box(granted));
                queries.iter().filter(|query| check(query, &scopes, Some("123"), &[]).is_ok()).count()
            });
        });
    }
    criterion.final_summary();
    Ok(())
}
