//! The main elements of resources: what a clinician means by the code, the date and "doesn't count" of one, lowered from `engine_fhir::main_element`.
//!
//! A choice becomes the names that JSON writes, and a reference is followed. A type without such elements has none. Must never know which resources a rule
//! asks for, or why.

use super::path::element_place::concrete;
use crate::{
    frame::{bundle::is_of_type, data::Data},
    value::{Cause, Missing},
};
use engine_fhir::{
    Kind, Node,
    concept::Concept,
    date::DateTime,
    main_element,
    types::{ElementDefinition, ElementType},
};

/// The main elements of some resource types.
#[derive(Debug)]
pub(crate) struct MainElements {
    types: Vec<TypeMainElements>,
}

/// The main elements of one type.
#[derive(Debug)]
pub(crate) struct TypeMainElements {
    name: &'static str,
    codes: Vec<ElementPath<CodeDatatype>>,
    dates: Vec<ElementPath<DateDatatype>>,
    elements: &'static main_element::MainElements,
}

/// The path to an element: its names, through lists where there are some.
#[derive(Debug)]
struct ElementPath<F> {
    names: Vec<String>,
    is_list: bool,
    datatype: F,
}

#[derive(Clone, Copy, Debug)]
enum CodeDatatype {
    Concept,
    /// A Reference to a Medication, a Device … of which the code counts.
    Reference,
}

#[derive(Clone, Copy, Debug)]
enum DateDatatype {
    Moment,
    /// A Period, of which the start counts.
    Period,
    /// A Timing, of which the first event counts.
    Timing,
}

impl MainElements {
    /// Finds those of these types; of all types where any resource is meant.
    pub(crate) fn of(elements: &[ElementType]) -> MainElements {
        let mut types: Vec<TypeMainElements> = Vec::new();
        for element in elements.iter().flat_map(|element| concrete(*element)) {
            if !types.iter().any(|known| known.name == element.definition().name) {
                types.extend(TypeMainElements::of(element));
            }
        }
        MainElements { types }
    }

    /// Whether any of the types has a main code.
    pub(crate) fn has_code(&self) -> bool {
        self.types.iter().any(|known| !known.codes.is_empty())
    }

    /// Whether a main code may be several.
    pub(crate) fn has_several_codes(&self) -> bool {
        self.types.iter().flat_map(|known| &known.codes).any(|path| path.is_list)
    }

    /// Whether any of the types has a main date.
    pub(crate) fn has_date(&self) -> bool {
        self.types.iter().any(|known| !known.dates.is_empty())
    }

    /// Finds those of a resource's type.
    pub(crate) fn find(&self, resource: Node<'_>) -> Option<&TypeMainElements> {
        match self.types.as_slice() {
            [only] => Some(only).filter(|known| is_of_type(resource, known.name)),
            several => {
                let name = resource.resource_type()?;
                several.iter().find(|known| known.name == name)
            }
        }
    }

    /// Gives the main codes as [`TypeMainElements::each_code`] does; false where its type has no main elements.
    pub(crate) fn each_code<'d>(&self, resource: Node<'d>, data: &Data<'d>, give: &mut dyn FnMut(Result<Concept<'d>, Missing>)) -> bool {
        self.find(resource).is_some_and(|known| known.each_code(resource, data, give))
    }

    /// Reads the main date as [`TypeMainElements::date`] does; absent where its type has no main elements.
    pub(crate) fn date(&self, resource: Node<'_>) -> Result<DateTime, Missing> {
        self.find(resource).map_or(Err(Missing::ABSENT), |known| known.date(resource))
    }
}

/// Reads a date where one is written.
pub(crate) fn read_date(node: Node<'_>) -> Result<DateTime, Missing> {
    node.as_text().and_then(|text| DateTime::parse(&text).ok()).ok_or(Missing::unknown(Cause::Unreadable))
}

fn has_one(concept: Concept<'_>, codes: &[&str]) -> bool {
    concept.codings().any(|coding| coding.code.is_some_and(|code| codes.contains(&&*code)))
}

impl TypeMainElements {
    /// Gives every concept of the main code: one, or several (`Encounter.type`); a reference that leads nowhere gives what is missing.
    /// False where resources of this type have no main code.
    pub(crate) fn each_code<'d>(&self, resource: Node<'d>, data: &Data<'d>, give: &mut dyn FnMut(Result<Concept<'d>, Missing>)) -> bool {
        for path in &self.codes {
            path.visit(resource, &mut |node| give(path.datatype.read(node, data)));
        }
        !self.codes.is_empty()
    }

    /// The main date: the first of its elements that is there and is a date. What is there but isn't a date is unknown.
    pub(crate) fn date(&self, resource: Node<'_>) -> Result<DateTime, Missing> {
        let mut failure = Missing::ABSENT;
        for path in &self.dates {
            let mut written = None;
            path.visit(resource, &mut |node| written = written.or(path.datatype.moment(node)));
            match written.map(read_date) {
                Some(Ok(date)) => return Ok(date),
                Some(Err(unreadable)) if failure.is_absent() => failure = unreadable,
                _ => {}
            }
        }
        Err(failure)
    }

    /// Whether it was entered in error, refuted, cancelled, not done or forbidden.
    pub(crate) fn is_withdrawn(&self, resource: Node<'_>) -> bool {
        let says =
            |(name, codes): &(&str, &[&str])| resource.get(name).and_then(Concept::read).is_some_and(|concept| has_one(concept, codes));
        let is_true = |name: &&str| resource.get(name).and_then(Node::as_boolean) == Some(true);
        self.elements.withdrawn.iter().any(says) || self.elements.withdrawn_if_true.iter().any(is_true)
    }

    fn of(element: ElementType) -> Option<TypeMainElements> {
        let definition = element.definition();
        let elements = main_element::find(definition.name)?;
        let defined = |path: &&'static str| definition.elements.iter().find(|element| element.path == *path);
        let codes = elements.code.iter().filter_map(defined).flat_map(|element| element_paths(element, code_datatype)).collect();
        let dates = elements.dates.iter().filter_map(defined).flat_map(|element| element_paths(element, date_datatype)).collect();
        Some(TypeMainElements { name: definition.name, codes, dates, elements })
    }
}

/// The paths of an element; a choice has one for each of its types that can be read.
fn element_paths<F: Copy>(element: &'static ElementDefinition, datatype: fn(&str) -> Option<F>) -> impl Iterator<Item = ElementPath<F>> {
    element.types.iter().filter_map(move |name| {
        let datatype = datatype(name)?;
        let path = match element.path.strip_suffix("[x]") {
            Some(stem) => format!("{stem}{}{}", name[..1].to_ascii_uppercase(), &name[1..]),
            None => element.path.to_owned(),
        };
        Some(ElementPath { names: path.split('.').map(str::to_owned).collect(), is_list: element.is_list, datatype })
    })
}

fn code_datatype(name: &str) -> Option<CodeDatatype> {
    match name {
        "CodeableConcept" | "Coding" | "code" => Some(CodeDatatype::Concept),
        "Reference" => Some(CodeDatatype::Reference),
        _ => None,
    }
}

fn date_datatype(name: &str) -> Option<DateDatatype> {
    match name {
        "date" | "dateTime" | "instant" => Some(DateDatatype::Moment),
        "Period" => Some(DateDatatype::Period),
        "Timing" => Some(DateDatatype::Timing),
        _ => None,
    }
}

impl<F> ElementPath<F> {
    fn visit<'d>(&self, resource: Node<'d>, visit: &mut dyn FnMut(Node<'d>)) {
        visit_path(&self.names, resource, visit);
    }
}

fn visit_path<'d>(names: &[String], node: Node<'d>, visit: &mut dyn FnMut(Node<'d>)) {
    match (node.kind(), names) {
        (Kind::Array, _) => node.elements().for_each(|element| visit_path(names, element, visit)),
        (Kind::Null, []) => {}
        (_, []) => visit(node),
        (_, [name, rest @ ..]) => {
            if let Some(child) = node.get(name) {
                visit_path(rest, child, visit);
            }
        }
    }
}

impl CodeDatatype {
    fn read<'d>(self, node: Node<'d>, data: &Data<'d>) -> Result<Concept<'d>, Missing> {
        match self {
            CodeDatatype::Concept => Concept::read(node).ok_or(Missing::unknown(Cause::Unreadable)),
            CodeDatatype::Reference => code_of(data.follow(node)?).ok_or(Missing::unknown(Cause::Operand)),
        }
    }
}

/// The code of what an order or a record refers to: `Medication.code`, `Substance.code`, `Device.type`.
fn code_of(resource: Node<'_>) -> Option<Concept<'_>> {
    ["code", "type"].iter().find_map(|name| resource.get(name).and_then(Concept::read))
}

impl DateDatatype {
    /// Where the date is written.
    fn moment(self, node: Node<'_>) -> Option<Node<'_>> {
        let moment = match self {
            DateDatatype::Moment => Some(node),
            DateDatatype::Period => node.get("start"),
            DateDatatype::Timing => node.get("event").and_then(|events| events.at(0)),
        };
        moment.filter(|moment| !moment.is_null())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine_fhir::Document;

    fn main_elements(name: &str) -> MainElements {
        MainElements::of(&[ElementType::named(name).unwrap()])
    }

    fn date(json: &str) -> String {
        let document = Document::parse(json).unwrap();
        match main_elements("Resource").date(document.root()) {
            Ok(date) => date.to_string(),
            Err(missing) => format!("{:?}", missing.kind),
        }
    }

    fn codes(json: &str) -> Vec<String> {
        let document = Document::parse(json).unwrap();
        let data = Data::new(None, None, Vec::new());
        let mut found = Vec::new();
        let print = |code: Result<Concept<'_>, Missing>| match code {
            Ok(concept) => concept.print().unwrap_or_default().into_owned(),
            Err(missing) => format!("{:?}", missing.kind),
        };
        main_elements("Resource").each_code(document.root(), &data, &mut |code| found.push(print(code)));
        found
    }

    #[test]
    fn the_main_date_is_the_first_that_is_there_and_is_a_date() {
        assert_eq!(date(r#"{"resourceType":"Observation","effectiveDateTime":"2024-05","issued":"2025-01-01T00:00:00Z"}"#), "2024-05");
        assert_eq!(date(r#"{"resourceType":"Observation","effectivePeriod":{"start":"2024-05-01"}}"#), "2024-05-01");
        assert_eq!(date(r#"{"resourceType":"Observation","effectiveTiming":{"event":["2024-05-02","2024-05-03"]}}"#), "2024-05-02");
        assert_eq!(date(r#"{"resourceType":"Condition","onsetAge":{"value":40},"recordedDate":"2024"}"#), "2024", "an age is no date");
        assert_eq!(date(r#"{"resourceType":"Condition","onsetDateTime":"soon","recordedDate":"2024"}"#), "2024");
        assert_eq!(date(r#"{"resourceType":"Specimen","collection":{"collectedDateTime":"2024-01-01"}}"#), "2024-01-01");
        assert_eq!(date(r#"{"resourceType":"Condition","onsetDateTime":"soon"}"#), "Unknown(Unreadable)");
        assert_eq!(date(r#"{"resourceType":"Condition"}"#), "Absent");
        assert_eq!(date(r#"{"resourceType":"Patient","birthDate":"1980-01-01"}"#), "Absent");
    }

    #[test]
    fn the_main_code_may_be_a_choice_or_several() {
        assert_eq!(codes(r#"{"resourceType":"MedicationRequest","medicationCodeableConcept":{"text":"Codeine"}}"#), ["Codeine"]);
        assert_eq!(
            codes(r#"{"resourceType":"MedicationRequest","medicationReference":{"reference":"Medication/1"}}"#),
            ["Unknown(Reference)"]
        );
        assert_eq!(codes(r#"{"resourceType":"Encounter","type":[{"text":"Check-up"},{"text":"Emergency"}]}"#), ["Check-up", "Emergency"]);
        assert!(codes(r#"{"resourceType":"Patient"}"#).is_empty());
        assert!(main_elements("Encounter").has_several_codes() && !main_elements("Observation").has_several_codes());
        assert!(!main_elements("Patient").has_code() && !main_elements("Patient").has_date());
    }

    #[test]
    fn what_was_withdrawn_says_so_by_status_or_by_being_forbidden() {
        let is_withdrawn = |json: &str| {
            let (main_elements, document) = (main_elements("Resource"), Document::parse(json).unwrap());
            main_elements.find(document.root()).is_some_and(|known| known.is_withdrawn(document.root()))
        };
        assert!(is_withdrawn(r#"{"resourceType":"Immunization","status":"not-done"}"#));
        assert!(is_withdrawn(r#"{"resourceType":"Condition","verificationStatus":{"coding":[{"code":"refuted"}]}}"#));
        assert!(is_withdrawn(r#"{"resourceType":"ServiceRequest","status":"active","doNotPerform":true}"#));
        assert!(!is_withdrawn(r#"{"resourceType":"ServiceRequest","status":"active","doNotPerform":false}"#));
        assert!(!is_withdrawn(r#"{"resourceType":"Condition"}"#));
    }
}
