//! A small world in which expressions are tried: names of every type, present, absent and unknown, on 15 January 2026.

mod evaluation;
mod messages;
mod syntax;

use super::Expression;
use crate::{
    frame::{Frame, data::Data},
    scope::names::{Name, NameSort, Names},
    terminology::{Library, table::Table, value_set::ValueSet},
    value::{
        Cause, List, Missing, Number, Value, print,
        slot::Slot,
        types::{Elements, Type, Typed},
    },
};
use engine_fhir::{
    Decimal, Document, Node,
    concept::Concept,
    date::{Clock, DateTime},
    quantity::{Comparator, Quantity},
    types::ElementType,
    unit::Unit,
};
use engine_syntax::{
    diagnostic::{Diagnostic, Diagnostics},
    model::{Json, JsonKind, TableFile, ValueSetFile},
    source::{FileId, Span, Text},
};
use jiff::{civil, tz::TimeZone};
use std::{rc::Rc, sync::Arc};

const NOWHERE: Span = Span { file: FileId(0), start: 0, end: 0 };

/// A name of the world: its type, and what it holds.
struct Known {
    name: &'static str,
    typed: Typed,
    value: Value<'static>,
}

/// All names of the world.
pub(crate) struct World {
    known: Vec<Known>,
}

impl Names for World {
    fn lookup(&self, name: &str) -> Option<Name> {
        let index = self.known.iter().position(|known| known.name == name)?;
        Some(Name { slot: Slot(index as u32), typed: self.known[index].typed.clone(), sort: NameSort::Value })
    }
    fn all(&self) -> Vec<String> {
        self.known.iter().map(|known| known.name.to_owned()).collect()
    }
}

fn json(text: &str) -> Node<'static> {
    Box::leak(Box::new(Document::parse(text).unwrap())).root()
}
fn code(text: &str) -> Value<'static> {
    Value::Code(Concept::read(json(text)).unwrap())
}
fn quantity(value: &str, unit: &'static str) -> Value<'static> {
    Value::Quantity(Quantity { value: value.parse().unwrap(), comparator: None, unit: unit.into() })
}
fn in_unit(unit: &str) -> Type {
    Type::Quantity(Some(Arc::new(Unit::parse(unit).unwrap())))
}
fn element(name: &str) -> Type {
    Type::Element(Elements::one(ElementType::named(name).unwrap()))
}
fn date(text: &str) -> Value<'static> {
    Value::Date(DateTime::parse(text).unwrap())
}
fn open(items: Vec<Value<'static>>) -> Value<'static> {
    Value::List(Rc::new(List { items, open: Some(Missing::unknown(Cause::Undecided)) }))
}
fn numbers(values: &[i64]) -> Vec<Value<'static>> {
    values.iter().map(|value| Value::number(*value)).collect()
}

const DIABETES: &str =
    r#"{"coding":[{"system":"http://snomed.info/sct","code":"44054006","display":"Type 2 diabetes"}],"text":"Diabetes"}"#;
const ASTHMA: &str = r#"{"coding":[{"system":"http://snomed.info/sct","code":"195967001","display":"Asthma"}]}"#;
const DOSAGE: &str = r#"{"timing":{"repeat":{"frequency":2,"period":1,"periodUnit":"d"}},
    "doseAndRate":[{"doseQuantity":{"value":10,"system":"http://unitsofmeasure.org","code":"mg"}}]}"#;
const TEXT_ONLY: &str = r#"{"text":"sugar trouble"}"#;
const DRUG: &str =
    r#"{"coding":[{"system":"urn:local","code":"x"},{"system":"http://www.nlm.nih.gov/research/umls/rxnorm","code":"1049502"}]}"#;

/// The world.
pub(crate) fn world() -> World {
    let mut known = Vec::new();
    let mut present = |name, kind, value| known.push(Known { name, typed: Typed::present(kind), value });
    present("age", Type::Number, Value::number(45));
    present("status", Type::Text, Value::text("final"));
    present("is_smoker", Type::Boolean, Value::Boolean(true));
    present("weight", in_unit("kg"), quantity("80", "kg"));
    present("glucose", in_unit("mg/dL"), quantity("126", "mg/dL"));
    present("dose", Type::Quantity(None), quantity("500", "mg"));
    present(
        "egfr",
        in_unit("mL/min"),
        Value::Quantity(Quantity { value: 60.into(), comparator: Some(Comparator::Greater), unit: "mL/min".into() }),
    );
    present("at_least_two", Type::Number, Value::Number(Number { value: 2.into(), comparator: Some(Comparator::GreaterOrEqual) }));
    present("born", Type::Date, date("1980-02-01"));
    present("onset", Type::DateTime, date("2019"));
    present("seen", Type::DateTime, date("2026-01-10T08:30:00Z"));
    present("scores", Type::Number.list(), Value::list(numbers(&[1, 3, 5])));
    present("names", Type::Text.list(), Value::list(["Ada", "Bo", "Ada"].map(Value::text).to_vec()));
    present("weights", in_unit("kg").list(), Value::list(vec![quantity("80", "kg"), quantity("79.5", "kg")]));
    present("empty", Type::Number.list(), Value::list(Vec::new()));
    present("open_empty", Type::Number.list(), open(Vec::new()));
    present("open_scores", Type::Number.list(), open(numbers(&[1, 3, 5])));
    present("holed_scores", Type::Number.list(), Value::list(vec![Value::number(1), Value::unknown(Cause::Unreadable), Value::number(5)]));
    present("dates", Type::Date.list(), Value::list(vec![date("2024-05-01"), date("2025-01-01")]));
    present("problem", Type::Code, code(DIABETES));
    present("wording", Type::Code, code(TEXT_ONLY));
    present("drug", Type::Code, code(DRUG));
    present("problems", Type::Code.list(), Value::list(vec![code(DIABETES), code(ASTHMA), code(DIABETES)]));
    present("open_problems", Type::Code.list(), open(vec![code(ASTHMA)]));
    present("no_problems", Type::Code.list(), Value::list(Vec::new()));
    present("patient", element("Patient"), Value::Json(json(r#"{"resourceType":"Patient","id":"123"}"#)));
    present("patients", element("Patient").list(), Value::list(vec![Value::Json(json(r#"{"resourceType":"Patient","id":"123"}"#))]));
    present("gender", element("code"), Value::Json(json(r#""female""#)));
    present("raw_problem", element("CodeableConcept"), Value::Json(json(ASTHMA)));
    present("raw_dose", element("Quantity"), Value::Json(json(r#"{"value":2.50,"unit":"mg"}"#)));
    present("period", element("Period"), Value::Json(json(r#"{"start":"2024-05-01"}"#)));
    present("dosage", element("Dosage"), Value::Json(json(DOSAGE)));
    present("dosages", element("Dosage").list(), Value::list(vec![Value::Json(json(DOSAGE))]));
    present("open_dosages", element("Dosage").list(), open(vec![Value::Json(json(DOSAGE))]));
    present("untyped", Type::Any, Value::Json(json("7.50")));
    present("untyped_list", Type::Any, Value::Json(json("[1,2,3]")));
    present("context.patientId", Type::Text, Value::text("123"));
    let mut maybe = |name, kind, value| known.push(Known { name, typed: Typed::maybe(kind), value });
    maybe("height", in_unit("cm"), Value::ABSENT);
    maybe("a1c", in_unit("%"), Value::unknown(Cause::Unavailable));
    maybe("a1c_date", Type::Date, Value::ABSENT);
    maybe("pulse", Type::Number, Value::unknown(Cause::Unreadable));
    maybe("spo2", Type::Number, Value::number(97));
    maybe("consent", Type::Boolean, Value::unknown(Cause::Unavailable));
    maybe("nickname", Type::Text, Value::ABSENT);
    maybe("orders", Type::Number.list(), Value::ABSENT);
    maybe("no_dosages", element("Dosage").list(), Value::ABSENT);
    maybe("labs", Type::Number.list(), Value::unknown(Cause::Unavailable));
    World { known }
}

fn words(text: &str) -> Text {
    Text::verbatim(text, NOWHERE, 0)
}

fn library() -> Library {
    let mut diagnostics = Diagnostics::default();
    let diabetes = ValueSetFile {
        title: None,
        source: None,
        codes: vec![(words("http://snomed.info/sct"), vec![(words("44054006"), None)])],
        fhir: None,
        span: NOWHERE,
    };
    let factor = Json { kind: JsonKind::Number("1.5".to_owned()), span: NOWHERE };
    let mme = TableFile {
        title: None,
        source: None,
        columns: vec![(words("factor"), words("number"))],
        rows: vec![(words("http://www.nlm.nih.gov/research/umls/rxnorm"), vec![(words("1049502"), vec![(words("factor"), factor)])])],
        span: NOWHERE,
    };
    let mut library = Library::default();
    library.value_sets.insert("diabetes".to_owned(), Arc::new(ValueSet::compile("diabetes", &diabetes, None, &mut diagnostics)));
    library.add_table(Table::compile("mme", &mme, &mut diagnostics));
    assert!(diagnostics.is_empty());
    library
}

/// Compiles an expression of the world.
pub(crate) fn compile(written: &str) -> Result<Expression, Vec<Diagnostic>> {
    let mut diagnostics = Diagnostics::default();
    let text = words(written);
    let compiled = Expression::compile(&text, 0..written.len(), &world(), &library(), &mut diagnostics);
    compiled.ok_or_else(|| diagnostics.iter().cloned().collect())
}

/// The value of an expression in the world as it prints; `absent` and `unknown` where it has none.
pub(crate) fn evaluate(written: &str) -> String {
    let expression = match compile(written) {
        Ok(expression) => expression,
        Err(found) => panic!("{written}: {}", found.iter().map(|one| one.message.as_str()).collect::<Vec<_>>().join("; ")),
    };
    with_frame(|frame| show(&expression.evaluate(frame)))
}

fn with_frame<R>(see: impl FnOnce(&Frame<'_>) -> R) -> R {
    let clock = Clock::fixed(civil::date(2026, 1, 15), TimeZone::UTC);
    let data = Data::new(None, None, Vec::new());
    let world = world();
    let mut frame = Frame::new(world.known.len(), &clock, &data);
    for (index, known) in world.known.into_iter().enumerate() {
        frame.set(Slot(index as u32), known.value);
    }
    see(&frame)
}

fn show(value: &Value<'_>) -> String {
    match value.missing() {
        Some(missing) if missing.is_absent() => "absent".to_owned(),
        Some(_) => "unknown".to_owned(),
        None => print::print(value).unwrap_or("unprintable".into()).into_owned(),
    }
}

fn name_of(slot: Slot) -> &'static str {
    world().known[slot.0 as usize].name
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}
