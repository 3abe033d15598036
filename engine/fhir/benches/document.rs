//! How long a request's JSON takes to index, against a `serde_json::Value` of the same bytes. Both copy what they keep.

use criterion::{Criterion, Throughput};
use engine_fhir::document::ParseError;
use engine_fhir::writer::JsonWriter;
use engine_fhir::{Document, Kind, Node};
use serde_json::Value;
use std::hint::black_box;

const REQUEST: &str = include_str!("data/cds-connect-Cher186_Crooks415.json");

fn main() -> Result<(), ParseError> {
    let mut criterion = Criterion::default().configure_from_args();
    compare(&mut criterion, "indented", REQUEST);
    compare(&mut criterion, "compact", &compact(REQUEST)?);
    criterion.final_summary();
    Ok(())
}

fn compare(criterion: &mut Criterion, layout: &str, text: &str) {
    let mut group = criterion.benchmark_group(layout);
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("document", |bencher| bencher.iter(|| Document::parse(black_box(text))));
    group.bench_function("serde_json", |bencher| bencher.iter(|| serde_json::from_slice::<Value>(black_box(text.as_bytes()))));
    group.finish();
}

/// The same JSON without white space between its signs, in the same order.
fn compact(text: &str) -> Result<String, ParseError> {
    let document = Document::parse(text)?;
    let mut writer = JsonWriter::new();
    write(&mut writer, document.root());
    Ok(writer.finish())
}

fn write(writer: &mut JsonWriter, node: Node<'_>) {
    match node.kind() {
        Kind::Object => {
            writer.begin_object();
            for (name, value) in node.members() {
                writer.name(&name);
                write(writer, value);
            }
            writer.end_object();
        }
        Kind::Array => {
            writer.begin_array();
            node.elements().for_each(|element| write(writer, element));
            writer.end_array();
        }
        _ => writer.node(node),
    }
}
