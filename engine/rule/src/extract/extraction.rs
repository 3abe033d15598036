//! `{ from, path, as, pick }`: values extracted from one source.
//!
//! Knows what becomes of the values that an extractor gives. Must never know how a path is followed, or an element read.

use super::{
    extractor::{Extracted, Extractor},
    main_elements::MainElements,
    source::{ExtractionSource, Start},
};
use crate::{
    frame::Frame,
    scope::names::{NameSort, Names},
    terminology::binding::RequiredBinding,
    value::{
        Cause, List, Value,
        slot::Slot,
        types::{Presence, Typed},
    },
};
use engine_fhir::Node;
use engine_syntax::{
    diagnostic::Diagnostics,
    model::{self, Pick},
};
use std::{rc::Rc, sync::Arc};

/// A compiled extraction.
#[derive(Debug)]
pub struct Extraction {
    source: ExtractionSource,
    extractor: Extractor,
    gives: Gives,
}

/// What becomes of the values extracted.
#[derive(Clone, Copy, Debug)]
enum Gives {
    /// There is one at most; but JSON that FHIR doesn't type may turn out to be a list.
    One,
    All,
    First,
    Last,
}

impl Extraction {
    /// Compiles an extraction; `None` where it has a mistake, which goes to `diagnostics`.
    pub fn compile(written: &model::Extraction, names: &dyn Names, diagnostics: &mut Diagnostics) -> Option<(Extraction, Typed)> {
        let (source, start) = ExtractionSource::compile(&written.from, names, diagnostics)?;
        let elements = start.place.elements().map(|elements| elements.alternatives).unwrap_or_default();
        let main_elements = Arc::new(MainElements::of(&elements));
        let (extractor, extracted) =
            Extractor::compile(written.path.as_ref(), &written.reading, &start.place, &main_elements, diagnostics)?;
        let gives = match written.pick.as_ref().map(|pick| pick.value) {
            Some(Pick::First) => Gives::First,
            Some(Pick::Last) => Gives::Last,
            // Words of a find: the reader has reported them.
            Some(Pick::Latest | Pick::Earliest) => return None,
            None if extracted.is_list || start.is_list => Gives::All,
            None => Gives::One,
        };
        let typed = typed(gives, extracted, &start);
        check_order(written, names, diagnostics);
        Some((Extraction { source, extractor, gives }, typed))
    }

    /// The required binding of what it extracts.
    pub(crate) fn required_binding(&self) -> Option<&RequiredBinding> {
        self.extractor.required_binding()
    }

    /// The prefetch entry of which it reads nothing but the first that comes: `$.entry[0]…` of a search.
    pub(crate) fn reads_one(written: &model::Extraction, names: &dyn Names) -> Option<Slot> {
        written.path.as_ref().filter(|path| path.as_str().starts_with("$.entry[0]"))?;
        let name = names.lookup(written.from.as_str()).filter(|name| matches!(name.sort, NameSort::Entry(_)))?;
        names.search_guarantees(name.slot)?.brings_first(Pick::First, true).then_some(name.slot)
    }

    /// Computes its value in a call.
    pub fn run<'d>(&self, frame: &Frame<'d>) -> Value<'d> {
        match (self.gives, self.source.read(frame)) {
            (Gives::One, Value::Json(root)) => self.extractor.one(root, frame),
            (Gives::All, Value::Missing(missing)) if missing.is_absent() => Value::list(Vec::new()),
            (_, Value::Missing(missing)) => Value::Missing(missing),
            (gives, value) => gives.of(self.all(value, frame)),
        }
    }

    /// The places that its value is extracted from.
    pub(crate) fn places<'d>(&self, frame: &Frame<'d>) -> Vec<Node<'d>> {
        let mut places = Vec::new();
        self.gather_places(&self.source.read(frame), &mut places);
        match self.gives {
            Gives::One | Gives::All => {}
            Gives::First => places.truncate(1),
            Gives::Last => places = places.pop().into_iter().collect(),
        }
        places
    }

    fn gather_places<'d>(&self, value: &Value<'d>, places: &mut Vec<Node<'d>>) {
        match value {
            Value::Json(root) => self.extractor.places(*root, &mut |node| places.push(node)),
            Value::List(list) => list.items.iter().for_each(|item| self.gather_places(item, places)),
            _ => {}
        }
    }

    /// All values extracted from what the source holds; a list is extracted from element by element.
    fn all<'d>(&self, value: Value<'d>, frame: &Frame<'d>) -> List<'d> {
        let mut found = List::default();
        self.gather(&value, frame, &mut found);
        found
    }

    fn gather<'d>(&self, value: &Value<'d>, frame: &Frame<'d>, found: &mut List<'d>) {
        match value {
            Value::Json(root) => self.extractor.each(*root, frame, &mut |value| found.items.push(value)),
            Value::List(list) => {
                found.open = found.open.or(list.open);
                list.items.iter().for_each(|item| self.gather(item, frame, found));
            }
            Value::Missing(missing) if missing.is_absent() => {}
            Value::Missing(_) => found.items.push(value.clone()),
            _ => found.items.push(Value::unknown(Cause::Unreadable)),
        }
    }
}

impl Gives {
    fn of(self, mut found: List<'_>) -> Value<'_> {
        let nothing = found.open.map_or(Value::ABSENT, Value::Missing);
        match self {
            Gives::All => Value::List(Rc::new(found)),
            Gives::One if found.items.len() > 1 => Value::List(Rc::new(found)),
            Gives::One | Gives::First if !found.items.is_empty() => found.items.swap_remove(0),
            Gives::One | Gives::First => nothing,
            Gives::Last => found.items.pop().unwrap_or(nothing),
        }
    }
}

/// Reports an element that is taken by its place out of a search in no order.
fn check_order(written: &model::Extraction, names: &dyn Names, diagnostics: &mut Diagnostics) {
    let Some(guarantees) = names.lookup(written.from.as_str()).and_then(|name| names.search_guarantees(name.slot)) else { return };
    let index = written.path.as_ref().and_then(|path| {
        let number = path.as_str().strip_prefix("$.entry[")?.split(']').next().filter(|index| index.parse::<i64>().is_ok())?;
        Some(path.span_of("$.entry".len()..number.len() + "$.entry[]".len()))
    });
    if let Some(place) = index.or(written.pick.as_ref().map(|pick| pick.span)) {
        guarantees.check_place(place, diagnostics);
    }
}

fn typed(gives: Gives, extracted: Extracted, start: &Start) -> Typed {
    match gives {
        Gives::All => Typed { kind: extracted.kind.list(), presence: start.presence },
        Gives::One if extracted.is_root => Typed { kind: extracted.kind, presence: start.presence },
        Gives::One | Gives::First | Gives::Last => Typed { kind: extracted.kind, presence: Presence::MayBeMissing },
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::testing::{bundle, extract, extraction_type, from};
    use engine_syntax::model::{As, Pick};

    const PATIENT: &str = r##"{"patient":{"resourceType":"Patient","id":"p","birthDate":"1980-01-16","gender":"female",
        "name":[{"family":"Sorge","given":["Ada","Eva"]},{"family":"Braun"}],"deceasedBoolean":false,
        "generalPractitioner":[{"reference":"#dr"}],"contained":[{"resourceType":"Practitioner","id":"dr"}]}}"##;

    fn patient(path: &str, kind: Option<As>) -> String {
        extract(&from("patient", path, kind, None), PATIENT)
    }

    #[test]
    fn an_element_is_read_as_asked() {
        assert_eq!(patient("$.birthDate", Some(As::Age)), "45");
        assert_eq!(patient("$.birthDate", Some(As::Date)), "1980-01-16");
        assert_eq!(patient("$.gender", Some(As::Code)), "female");
        assert_eq!(patient("$.name[0].family", Some(As::Text)), "\"Sorge\"");
        assert_eq!(patient("$.deceasedBoolean", None), "false", "a primitive is what it plainly is");
        assert_eq!(patient("$.maritalStatus", None), "absent");
    }

    #[test]
    fn several_matches_are_a_list_of_which_one_may_be_picked() {
        assert_eq!(patient("$.name[*].family", None), "[\"Sorge\", \"Braun\"]");
        assert_eq!(patient("$.name[*].given", None), "[\"Ada\", \"Eva\"]", "a list at the end is its elements");
        assert_eq!(extract(&from("patient", "$.name[*].family", None, Some(Pick::Last)), PATIENT), "\"Braun\"");
        assert_eq!(extract(&from("patient", "$.telecom[*].value", None, Some(Pick::First)), PATIENT), "absent");
        assert_eq!(patient("$.telecom", None), "[]");
    }

    #[test]
    fn an_entry_that_could_not_be_had_is_unknown_and_an_empty_one_absent() {
        let age = from("patient", "$.birthDate", Some(As::Age), None);
        assert_eq!(extract(&age, r#"{"patient":"down"}"#), "unknown: Unavailable");
        assert_eq!(extract(&age, "{}"), "absent");
        let names = from("patient", "$.name[*].family", None, None);
        assert_eq!(extract(&names, r#"{"patient":"down"}"#), "unknown: Unavailable");
        assert_eq!(extract(&names, "{}"), "[]");
    }

    #[test]
    fn what_is_there_but_cant_be_read_is_unknown() {
        let born =
            |date: &str| extract(&from("patient", "$.birthDate", Some(As::Age), None), &format!(r#"{{"patient":{{"birthDate":{date}}}}}"#));
        assert_eq!(born("\"in spring\""), "unknown: Unreadable");
        assert_eq!(born("\"1980\""), "unknown: Precision");
        assert_eq!(born("\"1980-03\""), "45", "every day of March 1980 gives the same age");
        assert_eq!(born("null"), "absent");
        assert_eq!(born("[\"1980-03-01\",\"1981-03-01\"]"), "unknown: Several");
    }

    #[test]
    fn a_search_is_its_bundle() {
        let labs = bundle(&[r#"{"resourceType":"Observation","valueQuantity":{"value":7.5,"code":"%","unit":"%"}}"#]);
        let data = format!(r#"{{"labs":{labs}}}"#);
        assert_eq!(extract(&from("labs", "$.entry[0].resource.valueQuantity", Some(As::Quantity), None), &data), "7.5 %");
        assert_eq!(extract(&from("labs", "$.entry[*].resource.valueQuantity.value", None, None), &data), "[7.5]");
    }

    #[test]
    fn a_reference_is_followed_within_the_data() {
        assert_eq!(patient("$.generalPractitioner[0]", Some(As::Resource)), "<dr>");
        let nowhere = r#"{"patient":{"resourceType":"Patient","managingOrganization":{"reference":"Organization/1"}}}"#;
        assert_eq!(extract(&from("patient", "$.managingOrganization", Some(As::Resource), None), nowhere), "unknown: Reference");
    }

    #[test]
    fn json_that_fhir_doesnt_type_is_what_it_plainly_is() {
        let data = r#"{"context":{"thing":{"a":[1,"x",true],"b":{"c":"2020-01-01"}}}}"#;
        assert_eq!(extract(&from("context.thing", "$.a", None, None), data), "[1, \"x\", true]");
        assert_eq!(extract(&from("context", "$.thing.b.c", Some(As::Date), None), data), "2020-01-01");
    }

    #[test]
    fn types_come_from_fhir() {
        let typed = |path, kind| extraction_type(&from("patient", path, kind, None));
        assert_eq!(typed("$.birthDate", None), "date");
        assert_eq!(typed("$.name", None), "list of HumanName");
        assert_eq!(typed("$.name[0].period", None), "Period");
        assert_eq!(typed("$.generalPractitioner[*]", Some(As::Resource)), "list of Organization or Practitioner or PractitionerRole");
        assert_eq!(typed("", None), "Patient");
        assert_eq!(typed("$..extension[*].valueCode", None), "list of text");
        assert_eq!(typed("$.contained[?@.resourceType == 'Medication'].code", None), "list of CodeableConcept");
        assert_eq!(extraction_type(&from("labs", "$.entry[*].resource", None, None)), "list of Observation");
        assert_eq!(extraction_type(&from("labs", "$.entry[0].resource.valueQuantity", None, None)), "Quantity");
        assert_eq!(extraction_type(&from("orders", "$.entry[*].resource.code", None, None)), "list of CodeableConcept");
        assert_eq!(
            extraction_type(&from("orders", "$.entry[?@.resource.resourceType == 'Medication'].resource.code", Some(As::Code), None)),
            "list of code"
        );
        assert_eq!(extraction_type(&from("context", "$.anything[0].at.all", None, None)), "JSON of any type");
    }

    #[test]
    fn mistakes_point_at_the_word() {
        let typed = |path, kind| extraction_type(&from("patient", path, kind, None));
        let said = [
            typed("$.name[0].famly", None),
            typed("$.deceased", None),
            typed("$.name.family", None),
            typed("$.birthDate[0]", None),
            typed("birthDate", None),
            typed("$.name.where(use='official')", None),
            typed("Patient.birthDate", None),
            typed("$.Patient.birthDate", None),
            typed("$.managingOrganization.name", None),
            typed("$.name[0", None),
            typed("$.birthDate.year", None),
            extraction_type(&from("labs", "$.valueQuantity", None, None)),
            typed("$.telecom[?@.rank == '1'].value", None),
            typed("$.contact[?@.relationship.coding.code == 'N'].name", None),
            typed("$.contact[?@.relationship[*].coding == 'N'].name", None),
            typed("$.telecom[?@.sytem == 'phone'].value", None),
            typed("$.telecom[?@.period != null].value", None),
            typed("$.maritalStatus", Some(As::Date)),
            typed("$.name[0]", Some(As::Text)),
            typed("", Some(As::Date)),
            extraction_type(&from("labs", "$.entry[0].resource.valuQuantity", Some(As::Quantity), None)),
            extraction_type(&from("labs", "$.entry[0].resource.value", Some(As::Quantity), None)),
            extraction_type(&from("labs", "$.entry[0].resource.code.coding.code", None, None)),
            extraction_type(&from("labs", "$.entry[0].resource.valueQuantity", Some(As::Date), None)),
            extraction_type(&from("labs", "$.entry[0].resource.effectivePeriod", Some(As::Date), None)),
            extraction_type(&from("birthday", "$.year", None, None)),
            extraction_type(&from("pateint", "$.birthDate", None, None)),
        ];
        insta::assert_snapshot!(said.join("\n"));
    }
}
