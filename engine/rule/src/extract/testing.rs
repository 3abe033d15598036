//! Helpers of this room's tests: a small scope, a call's data as JSON, and values as text.

use super::{extraction::Extraction, find::Find};
use crate::{
    frame::{
        Frame,
        bundle::{context_field_value, read_type, read_value, search_type, search_value},
        data::{Data, EntryData},
    },
    scope::names::{Name, NameSort, Names},
    terminology::{Library, value_set::ValueSet},
    value::{
        Missing, MissingKind, Value,
        slot::Slot,
        types::{Elements, Type, Typed},
    },
};
use engine_fhir::{
    Document, Kind,
    date::Clock,
    types::{self, ElementType},
};
use engine_syntax::{
    diagnostic::Diagnostics,
    model::{self, As, Pick, Reading, Spanned, ValueSetFile},
    source::{FileId, Span, Text},
};
use jiff::{civil, tz::TimeZone};
use std::sync::Arc;

/// A span of no meaning.
pub(crate) const SPAN: Span = Span { file: FileId(0), start: 0, end: 0 };

/// Text whose bytes stand at the start of a file.
pub(crate) fn text(value: &str) -> Text {
    Text::verbatim(value, Span { file: FileId(0), start: 0, end: value.len() as u32 }, 0)
}

/// `as` and `unit` of a reading.
pub(crate) fn reading(kind: Option<As>, unit: Option<&str>) -> Reading {
    Reading { kind: kind.map(|value| Spanned { value, span: SPAN }), unit: unit.map(text), molar_mass: None }
}

/// `{ from, path, as, pick }`
pub(crate) fn from(source: &str, path: &str, kind: Option<As>, pick: Option<Pick>) -> model::Extraction {
    let path = (!path.is_empty()).then(|| text(path));
    model::Extraction { from: text(source), path, reading: reading(kind, None), pick: pick.map(|value| Spanned { value, span: SPAN }) }
}

/// `{ find }`
pub(crate) fn find(sources: &[&str]) -> model::Find {
    model::Find {
        find: sources.iter().map(|source| text(source)).collect(),
        resource_type: None,
        codes: None,
        within: None,
        having: None,
        any_status: false,
        pick: None,
        path: None,
        reading: Reading::default(),
    }
}

/// `pick` of a find.
pub(crate) fn picking(pick: Pick) -> Option<Spanned<Pick>> {
    Some(Spanned { value: pick, span: SPAN })
}

/// The names of the tests: reads, searches, context fields and a list.
pub(crate) struct Scope {
    names: Vec<(&'static str, Name)>,
}

impl Scope {
    /// `patient` (a read), `labs` (Observation), `orders` (MedicationRequest and Medication), `visits` (Encounter), `context`, `context.draftOrders`,
    /// `context.thing` (JSON of any type), `birthday` (a date), `row.set` (text).
    pub(crate) fn new() -> Scope {
        let definition = |name: &str| types::resource(name).unwrap();
        let search =
            |name: &str, gives: &[&str]| search_type(definition(name), &gives.iter().map(|name| definition(name)).collect::<Vec<_>>());
        let any = ElementType::named("Resource").unwrap();
        let drafts = Type::Element(Elements { alternatives: vec![any], bundle_of: vec![any] }).list();
        let names = [
            ("patient", read_type(definition("Patient")), NameSort::Entry(0)),
            ("labs", search("Observation", &["Observation"]), NameSort::Entry(1)),
            ("orders", search("MedicationRequest", &["MedicationRequest", "Medication"]), NameSort::Entry(2)),
            ("visits", search("Encounter", &["Encounter"]), NameSort::Entry(3)),
            ("context", Type::Any, NameSort::Context),
            ("context.draftOrders", drafts, NameSort::Value),
            ("context.thing", Type::Any, NameSort::Value),
            ("birthday", Type::Date, NameSort::Value),
            ("row.set", Type::Text, NameSort::Value),
        ];
        let name = |(index, (text, kind, sort)): (usize, (&'static str, Type, NameSort))| {
            (text, Name { slot: Slot(index as u32), typed: Typed::maybe(kind), sort })
        };
        Scope { names: names.into_iter().enumerate().map(name).collect() }
    }
}

impl Names for Scope {
    fn lookup(&self, name: &str) -> Option<Name> {
        self.names.iter().find(|(text, _)| *text == name).map(|(_, name)| name.clone())
    }
    fn all(&self) -> Vec<String> {
        self.names.iter().map(|(text, _)| (*text).to_owned()).collect()
    }
}

/// A library with the set `hba1c` (4548-4 of LOINC) and the set `opioids` (1049502 of RxNorm).
pub(crate) fn library() -> Library {
    let mut library = Library::default();
    for (name, system, code) in
        [("hba1c", "http://loinc.org", "4548-4"), ("opioids", "http://www.nlm.nih.gov/research/umls/rxnorm", "1049502")]
    {
        let codes = vec![(text(system), vec![(text(code), None)])];
        let file = ValueSetFile { title: None, source: None, codes, fhir: None, span: SPAN };
        library.value_sets.insert(name.to_owned(), Arc::new(ValueSet::compile(name, &file, None, &mut Diagnostics::default())));
    }
    library
}

/// The diagnostics of a mistake as text: check, place in the text, message, help.
pub(crate) fn said(diagnostics: &Diagnostics) -> String {
    let line = |diagnostic: &engine_syntax::diagnostic::Diagnostic| {
        let beside = Some(&diagnostic.label).filter(|label| !label.is_empty());
        let help: String = beside.into_iter().chain(&diagnostic.help).map(|help| format!("\n  {help}")).collect();
        format!("{} at {}..{}: {}{help}", diagnostic.check.name, diagnostic.span.start, diagnostic.span.end, diagnostic.message)
    };
    diagnostics.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The type of an extraction, or what is wrong with it.
pub(crate) fn extraction_type(written: &model::Extraction) -> String {
    let mut diagnostics = Diagnostics::default();
    match Extraction::compile(written, &Scope::new(), &mut diagnostics) {
        Some((_, typed)) if diagnostics.is_empty() => typed.kind.to_string(),
        _ => said(&diagnostics),
    }
}

/// The type of a find, or what is wrong with it.
pub(crate) fn find_type(written: &model::Find) -> String {
    let mut diagnostics = Diagnostics::default();
    match Find::compile(written, &Scope::new(), &library(), &mut diagnostics) {
        Some((_, typed)) if diagnostics.is_empty() => typed.kind.to_string(),
        _ => said(&diagnostics),
    }
}

/// What an extraction gives on 15 January 2026 of `{"patient": …, "labs": …, "orders": …, "visits": …, "context": …}`; what isn't there is empty, and
/// the text "down" could not be had.
pub(crate) fn extract(written: &model::Extraction, json: &str) -> String {
    let (extraction, _) = Extraction::compile(written, &Scope::new(), &mut Diagnostics::default()).unwrap();
    with_frame(json, |frame| show(&extraction.run(frame)))
}

/// The same of a find; `row.set` holds `hba1c`.
pub(crate) fn found(written: &model::Find, json: &str) -> String {
    let mut diagnostics = Diagnostics::default();
    let compiled = Find::compile(written, &Scope::new(), &library(), &mut diagnostics);
    let Some((find, _)) = compiled else { panic!("{}", said(&diagnostics)) };
    with_frame(json, |frame| show(&find.run(frame)))
}

fn with_frame(json: &str, then: impl FnOnce(&Frame<'_>) -> String) -> String {
    let document = Document::parse(json).unwrap();
    let root = document.root();
    let entry = |name| match root.get(name) {
        None => EntryData::Empty,
        Some(node) if node.kind() == Kind::Text => EntryData::Unavailable,
        Some(node) => EntryData::Available(node),
    };
    let context = root.get("context");
    let data = Data::new(Some(root), context, ["patient", "labs", "orders", "visits"].map(entry).to_vec());
    let clock = Clock::fixed(civil::date(2026, 1, 15), TimeZone::UTC);
    let mut frame = Frame::new(9, &clock, &data);
    frame.set(Slot(0), read_value(&data.entries[0]));
    for (index, name) in [(1, "Observation"), (2, "MedicationRequest"), (3, "Encounter")] {
        frame.set(Slot(index), search_value(&data.entries[index as usize], types::resource(name).unwrap()));
    }
    frame.set(Slot(5), context_field_value(context.and_then(|context| context.get("draftOrders"))));
    frame.set(Slot(6), context_field_value(context.and_then(|context| context.get("thing"))));
    frame.set(Slot(8), Value::text("hba1c"));
    then(&frame)
}

/// A value as text; a resource by its id.
fn show(value: &Value<'_>) -> String {
    match value {
        Value::Missing(Missing { kind: MissingKind::Absent, .. }) => "absent".to_owned(),
        Value::Missing(Missing { kind: MissingKind::Unknown(cause), .. }) => format!("unknown: {cause:?}"),
        Value::Boolean(value) => value.to_string(),
        Value::Number(number) => number.value.to_string(),
        Value::Text(text) => format!("{text:?}"),
        Value::Date(date) => date.to_string(),
        Value::Quantity(quantity) => quantity.to_string(),
        Value::Code(concept) => concept.print().unwrap_or_default().into_owned(),
        Value::List(list) => {
            let items: Vec<String> = list.items.iter().map(show).collect();
            format!("[{}]{}", items.join(", "), if list.open.is_some() { " open" } else { "" })
        }
        Value::Json(node) => node.id().map_or_else(|| node.raw().to_owned(), |id| format!("<{id}>")),
    }
}

/// A searchset Bundle of these resources.
pub(crate) fn bundle(resources: &[&str]) -> String {
    let entries: Vec<String> = resources.iter().map(|resource| format!(r#"{{"resource":{resource}}}"#)).collect();
    format!(r#"{{"resourceType":"Bundle","type":"searchset","entry":[{}]}}"#, entries.join(","))
}
