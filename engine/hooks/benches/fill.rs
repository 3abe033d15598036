//! What a call pays for its templates and for reading its request. Filling is done for each query of each call, parsing never.

use criterion::Criterion;
use engine_fhir::{Document, date::Clock};
use engine_hooks::{
    catalogue::Catalogue,
    prefetch::{Template, Values},
    request::Request,
};
use std::{error::Error, hint::black_box};

const ORDER_SIGN: &str = include_str!("../../../tests/requests/inferno-order_sign.json");
const PATIENT_VIEW: &str = include_str!("../../../tests/requests/cds-connect-Cher186_Crooks415.json");

const TEMPLATES: [(&str, &str); 4] = [
    ("read", "Patient/{{context.patientId}}"),
    ("search", "Observation?patient={{context.patientId}}&code=http://loinc.org|4548-4,http://loinc.org|17856-6&_sort=-date"),
    ("days", "Observation?patient={{context.patientId}}&date=gt{{today() - 90 days}}"),
    ("path", "Medication?_id={{context.draftOrders.entry.resource.ofType(MedicationRequest).medication.resolve().id}}"),
];

fn main() -> Result<(), Box<dyn Error>> {
    let mut criterion = Criterion::default().configure_from_args();
    fill(&mut criterion)?;
    read(&mut criterion)?;
    criterion.final_summary();
    Ok(())
}

fn fill(criterion: &mut Criterion) -> Result<(), Box<dyn Error>> {
    let document = Document::parse(ORDER_SIGN)?;
    let context = document.root().get("context").ok_or("no context")?;
    let clock = Clock::fixed(jiff::civil::date(2026, 1, 15), jiff::tz::TimeZone::UTC);
    let values = Values { context, entry: &|_| None, resources: &[], clock: &clock };
    for (name, text) in TEMPLATES {
        let template = Template::parse(text).map_err(|_| name)?;
        criterion.bench_function(&format!("fill/{name}"), |bencher| bencher.iter(|| template.fill(black_box(values))));
    }
    Ok(())
}

fn read(criterion: &mut Criterion) -> Result<(), Box<dyn Error>> {
    let document = Document::parse(PATIENT_VIEW)?;
    let catalogue = Catalogue::hl7();
    let hook = catalogue.find("patient-view", None).ok_or("no hook")?;
    criterion.bench_function("read a request", |bencher| bencher.iter(|| Request::read(black_box(&document), &[hook])));
    Ok(())
}
