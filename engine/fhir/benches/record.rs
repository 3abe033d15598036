//! How long a whole record takes to read and to search: one of Synthea's, as `engine simulate` reads hundreds of.

use criterion::{Criterion, Throughput};
use engine_fhir::{
    Document,
    date::Clock,
    query::{Query, Search},
    record::Record,
};
use jiff::{civil::date, tz::TimeZone};
use std::{error::Error, hint::black_box};

const RECORD: &str = include_str!("../../../rules/patients/agust-n-fonseca.json");
const PATIENT: &str = "27de96c6-6910-4f0f-8f10-00ce6090f447";

const QUERIES: [(&str, &str); 8] = [
    ("by patient", "Observation?patient=PATIENT"),
    ("by code", "Observation?patient=PATIENT&code=http://loinc.org|8302-2,http://loinc.org|29463-7"),
    ("by date, latest", "Observation?patient=PATIENT&date=ge2015&_sort=-date&_count=1"),
    ("by quantity", "Observation?patient=PATIENT&component-value-quantity=gt120|http://unitsofmeasure.org|mm[Hg]"),
    ("by name", "Patient?name=fonseca"),
    ("chain", "MedicationRequest?patient.birthdate=lt2000&status=active,stopped"),
    ("_has", "Patient?_has:Condition:patient:code=70704007"),
    ("_revinclude", "Patient?_id=PATIENT&_revinclude=Encounter:patient&_revinclude=Condition:patient"),
];

fn main() -> Result<(), Box<dyn Error>> {
    let mut criterion = Criterion::default().configure_from_args();
    let document = Document::parse(RECORD)?;
    let mut reading = criterion.benchmark_group("record");
    reading.throughput(Throughput::Bytes(RECORD.len() as u64));
    reading.bench_function("document", |bencher| bencher.iter(|| Document::parse(black_box(RECORD))));
    reading.bench_function("record of the document", |bencher| bencher.iter(|| Record::load([black_box(&document)])));
    reading.finish();
    let record = Record::load([&document])?;
    let clock = Clock::fixed(date(2024, 6, 1), TimeZone::UTC);
    let mut searching = criterion.benchmark_group("search");
    for (name, query) in QUERIES {
        let search = search(&query.replace("PATIENT", PATIENT))?;
        record.search(&search, &clock, &())?;
        searching.bench_function(name, |bencher| bencher.iter(|| record.search(black_box(&search), &clock, &())));
    }
    let observations = search(&format!("Observation?patient={PATIENT}"))?;
    let found = record.search(&observations, &clock, &())?;
    searching.bench_function("Bundle of all observations", |bencher| bencher.iter(|| black_box(&found).to_bundle()));
    searching.finish();
    criterion.final_summary();
    Ok(())
}

fn search(query: &str) -> Result<Search, Box<dyn Error>> {
    match Query::parse(query)? {
        Query::Search(search) => Ok(search),
        Query::Read { .. } => Err("a read is no search".into()),
    }
}
