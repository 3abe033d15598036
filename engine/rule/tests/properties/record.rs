//! Data as servers send it, and as they should not: elements of any type, missing, doubled, or of another type than FHIR says.

use crate::choices::Choices;
use engine_fhir::{
    query::Query,
    types::{ElementDefinition, ElementType, TypeDefinition, all},
};
use engine_hooks::catalogue::{ContextField, FieldKind, Hook};
use engine_rule::plan::PlannedEntry;
use serde_json::{Map, Value, json};

/// Deeper elements are left out.
const DEPTH: usize = 4;

/// Elements that rules ask for most, which a record has more often than not.
const USUAL: [&str; 26] = [
    "code",
    "status",
    "coding",
    "system",
    "value",
    "unit",
    "valueQuantity",
    "effectiveDateTime",
    "issued",
    "authoredOn",
    "birthDate",
    "gender",
    "medicationCodeableConcept",
    "vaccineCode",
    "occurrenceDateTime",
    "dosageInstruction",
    "timing",
    "repeat",
    "doseAndRate",
    "doseQuantity",
    "frequency",
    "period",
    "periodUnit",
    "clinicalStatus",
    "onsetDateTime",
    "display",
];
const DATES: [&str; 12] = [
    "2026-01-14",
    "2025-07",
    "2019",
    "1961-02-29",
    "2026-01-15T10:00:00+01:00",
    "2025-12-31T23:59:60Z",
    "0001-01-01",
    "9999-12-31",
    "2027-03-01",
    "",
    "yesterday",
    "2024-02-29T00:00:00.000000000001-12:00",
];
const NUMBERS: [&str; 9] =
    ["7.1", "0", "-3", "65.0", "0.000000000000000000000000001", "79228162514264337593543950335", "1e400", "1E-7", "12"];
const UNITS: [&str; 8] = ["mg/dL", "%", "mg", "kg", "umol/L", "{tablet}", "furlong", ""];
const TEXTS: [&str; 8] = [
    "active",
    "final",
    "Ann <b>&amp;",
    "",
    "{{ x }}",
    "d",
    "\u{202e}\n\t\"",
    "a text that is so long that a summary in which it is printed has to be cut, as it has more than the 139 characters that CDS Hooks gives to a summary",
];
const COMPARATORS: [&str; 5] = ["<", "<=", ">=", ">", "~"];

/// Makes resources by the choices of one case.
pub(crate) struct Record<'c, 't> {
    choices: &'c mut Choices<'t>,
    codings: &'c [(String, String)],
}

impl<'c, 't> Record<'c, 't> {
    pub(crate) fn new(choices: &'c mut Choices<'t>, codings: &'c [(String, String)]) -> Record<'c, 't> {
        Record { choices, codings }
    }

    /// What became of an entry; `None`: it could not be had.
    pub(crate) fn entry(&mut self, entry: &PlannedEntry) -> Option<Value> {
        match self.choices.below(12) {
            10 => Some(Value::Null),
            11 => None,
            9 => Some(self.anything()),
            _ if matches!(entry.template.query(), Query::Search(_)) => Some(self.bundle(&entry.gives)),
            _ => Some(entry.gives.first().map_or(Value::Null, |definition| self.resource(definition, 0))),
        }
    }

    /// The context of one of these hooks.
    pub(crate) fn context(&mut self, hooks: &[Hook]) -> Value {
        let hook = &hooks[self.choices.below(hooks.len())];
        hook.context.iter().filter_map(|field| Some((field.name.clone(), self.field(field)?))).collect::<Map<_, _>>().into()
    }

    fn field(&mut self, field: &ContextField) -> Option<Value> {
        let drafts = ["MedicationRequest", "ServiceRequest", "Appointment", "Condition"].map(definition);
        Some(match field.kind {
            _ if self.choices.once_in(12) => return None,
            _ if self.choices.once_in(20) => self.anything(),
            FieldKind::Text => json!("p1"),
            FieldKind::Array => json!(["MedicationRequest/1", self.anything()]),
            FieldKind::Object => self.bundle(&drafts),
            _ => self.anything(),
        })
    }

    fn bundle(&mut self, gives: &[&'static TypeDefinition]) -> Value {
        let entries: Vec<Value> = (0..self.choices.below(4))
            .map(|_| match self.choices.below(10) {
                9 => self.anything(),
                8 => json!({ "resource": { "resourceType": "OperationOutcome", "issue": [] } }),
                _ => {
                    let of = gives[self.choices.below(gives.len())];
                    json!({ "fullUrl": "https://ehr.example.org/fhir/x/1", "resource": self.resource(of, 0) })
                }
            })
            .collect();
        json!({ "resourceType": "Bundle", "type": "searchset", "entry": entries })
    }

    fn resource(&mut self, of: &'static TypeDefinition, depth: usize) -> Value {
        let mut members = self.members(ElementType::of(of), depth);
        members.insert("resourceType".to_owned(), json!(of.name));
        members.insert("id".to_owned(), json!(self.choices.one(&["p1", "1", "2"])));
        members.into()
    }

    fn members(&mut self, of: ElementType, depth: usize) -> Map<String, Value> {
        let mut members = Map::new();
        for name in of.child_names() {
            let times = if USUAL.contains(&name.as_str()) { 4 } else { 12 };
            let is_there = if times == 4 { !self.choices.once_in(times) } else { self.choices.once_in(times) };
            if let Some(child) = of.child(&name).filter(|_| is_there) {
                members.insert(name, self.element(child.element, child.element_type, depth));
            }
        }
        members
    }

    fn element(&mut self, element: &'static ElementDefinition, of: ElementType, depth: usize) -> Value {
        let is_wrong = self.choices.once_in(20);
        match element.is_list != is_wrong {
            true => (0..=self.choices.below(2)).map(|_| self.value(element, of, depth)).collect::<Vec<_>>().into(),
            false => self.value(element, of, depth),
        }
    }

    fn value(&mut self, element: &'static ElementDefinition, of: ElementType, depth: usize) -> Value {
        if depth > DEPTH || self.choices.once_in(24) {
            return self.anything();
        }
        match of.definition().name {
            "date" | "dateTime" | "instant" => json!(self.choices.one(&DATES)),
            "decimal" => self.number(),
            "integer" | "positiveInt" | "unsignedInt" => json!(self.choices.below(5)),
            "boolean" => json!(self.choices.below(2) == 0),
            "code" if !element.codes.is_empty() => json!(self.choices.one(element.codes)),
            _ if of.is_primitive() => json!(self.choices.one(&TEXTS)),
            "Quantity" | "SimpleQuantity" | "Age" | "Duration" => self.quantity(),
            "Coding" => self.coding(),
            "Reference" => json!({ "reference": self.choices.one(&["Medication/1", "#1", "Patient/p1", "urn:uuid:1", ""]) }),
            "Resource" => {
                let types = all();
                let of = &types[self.choices.below(types.len())];
                self.resource(of, depth + 2)
            }
            _ => self.members(of, depth + 1).into(),
        }
    }

    fn quantity(&mut self) -> Value {
        let mut quantity = json!({ "value": self.number(), "unit": self.choices.one(&UNITS) });
        if self.choices.once_in(2) {
            quantity["system"] = json!("http://unitsofmeasure.org");
            quantity["code"] = json!(self.choices.one(&UNITS));
        }
        if self.choices.once_in(6) {
            quantity["comparator"] = json!(self.choices.one(&COMPARATORS));
        }
        quantity
    }

    fn coding(&mut self) -> Value {
        match self.codings.get(self.choices.below(self.codings.len() + 1)) {
            Some((system, code)) => json!({ "system": system, "code": code }),
            None => json!({ "code": "x", "display": self.choices.one(&TEXTS) }),
        }
    }

    fn number(&mut self) -> Value {
        serde_json::from_str(self.choices.one(&NUMBERS)).unwrap_or(Value::Null)
    }

    /// JSON that has nothing to do with what belongs there.
    fn anything(&mut self) -> Value {
        let number = self.number();
        let shapes = [Value::Null, json!(true), number, json!("x"), json!([]), json!({}), json!([null, [1], {}]), json!({ "a": [] })];
        shapes[self.choices.below(shapes.len())].clone()
    }
}

fn definition(name: &'static str) -> &'static TypeDefinition {
    engine_fhir::types::resource(name).expect("a resource type")
}
