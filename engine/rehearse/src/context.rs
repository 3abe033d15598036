//! The contexts in which a hook fires for a patient, made from the record: whom it is about, the encounter, and what is being ordered, booked or added.
//!
//! A hook that is about orders fires once for each active order, which stands in its context as the draft that it once was. One that is about nothing in
//! particular fires once.

use crate::{
    documents::PatientError,
    hook_request::{FhirAuthorization, HookRequest, json_text},
    patient,
};
use engine_fhir::{
    date::DateTime,
    record::{Record, Resource},
    writer::JsonWriter,
};
use engine_hooks::catalogue::Hook;
use std::{error::Error, fmt};

/// The user whom every context names.
const USER: &str = "Practitioner/1";

/// The context of a hook: its fields, each with its JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HookContext {
    /// Fields and their JSON.
    pub fields: Vec<(String, String)>,
    /// What the hook is about, as `Type/id`, where it is about one thing.
    pub about: Option<String>,
}

impl HookContext {
    /// The request of the hook when it fires in this context, with this access.
    pub(crate) fn request(self, hook: &Hook, authorization: FhirAuthorization) -> HookRequest {
        HookRequest { hook: hook.name.clone(), context: self.fields, prefetch: Vec::new(), authorization: Some(authorization) }
    }
}

/// Why a record gives no contexts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ContextError {
    /// The record is not one patient's.
    Patient(PatientError),
    /// The hook requires a field that no record has.
    Field {
        /// The hook.
        hook: String,
        /// The field.
        field: String,
    },
}

/// What a hook is about.
pub(crate) struct Subject {
    /// The fields that hold it.
    fields: &'static [&'static str],
    /// The resource types that it may be of, each with an element and the codes of which that element must have one.
    types: &'static [(&'static str, &'static str, &'static [&'static str])],
    /// The status that it has in the context, where that differs from the record's.
    status: Option<&'static str>,
    /// One of the patient `p`, as a test writes it.
    pub(crate) example: &'static str,
}

const SUBJECTS: [Subject; 4] = [
    Subject {
        fields: &["draftOrders", "orders", "medications", "medication", "dispatchedOrders", "order"],
        types: &[("MedicationRequest", "status", &["active"]), ("ServiceRequest", "status", &["active"])],
        status: Some("draft"),
        example: "{ resourceType: MedicationRequest, id: m, status: active, intent: order, subject: { reference: Patient/p }, \
                  medicationCodeableConcept: { text: Ibuprofen } }",
    },
    Subject {
        fields: &["appointments"],
        types: &[("Appointment", "status", &["proposed", "pending", "booked"])],
        status: Some("proposed"),
        example: "{ resourceType: Appointment, id: a, status: booked, participant: [ { status: accepted } ] }",
    },
    Subject {
        fields: &["conditions"],
        types: &[("Condition", "clinicalStatus", &["active", "recurrence", "relapse"])],
        status: None,
        example: "{ resourceType: Condition, id: c, subject: { reference: Patient/p }, clinicalStatus: { coding: [ { code: active } ] }, code: { text: \
                  Asthma } }",
    },
    Subject {
        fields: &["allergyIntolerance"],
        types: &[("AllergyIntolerance", "clinicalStatus", &["active"])],
        status: None,
        example: "{ resourceType: AllergyIntolerance, id: i, patient: { reference: Patient/p }, clinicalStatus: { coding: [ { code: active } ] }, code: \
                  { text: Nuts } }",
    },
];

/// The contexts in which `hook` fires for the patient of a record. There are none where the record has nothing that the hook could be about.
pub fn contexts(hook: &Hook, record: &Record<'_>) -> Result<Vec<HookContext>, ContextError> {
    let (_, patient_id) = patient(record).map_err(ContextError::Patient)?;
    let subject = Subject::of_hook(hook);
    let encounter = latest_encounter(record);
    if requires(hook, "encounterId") && encounter.is_none() {
        return Ok(Vec::new());
    }
    let drafts: Vec<Option<&Resource<'_>>> = match subject {
        Some(subject) => subject.of(record).into_iter().map(Some).collect(),
        None => vec![None],
    };
    drafts.into_iter().map(|about| check_complete(hook, context(hook, patient_id, encounter, about, subject))).collect()
}

pub(crate) fn requires(hook: &Hook, name: &str) -> bool {
    hook.context.iter().any(|field| field.is_required && field.name == name)
}

/// The fields of a hook's context that the record of a patient has: those of the first context in which it fires.
pub(crate) fn known_fields(hook: &Hook, record: &Record<'_>) -> Vec<(String, String)> {
    let Ok((_, patient_id)) = patient(record) else { return Vec::new() };
    let subject = Subject::of_hook(hook);
    let about = subject.and_then(|subject| subject.of(record).into_iter().next());
    context(hook, patient_id, latest_encounter(record), about, subject).fields
}

/// The fields that any context has, where there is no record.
pub(crate) fn fields_without_record(patient_id: Option<&str>) -> Vec<(String, String)> {
    let patient_id = patient_id.map(|id| ("patientId".to_owned(), json_text(id)));
    [("userId".to_owned(), json_text(USER))].into_iter().chain(patient_id).collect()
}

fn context(hook: &Hook, patient_id: &str, encounter: Option<&str>, about: Option<&Resource<'_>>, subject: Option<&Subject>) -> HookContext {
    let reference = about.and_then(|about| Some(format!("{}/{}", about.resource_type.name, about.id.as_deref()?)));
    let mut fields = Vec::new();
    for field in &hook.context {
        let status = subject.and_then(|subject| subject.status);
        let json = match (field.name.as_str(), about, reference.as_deref()) {
            ("patientId", _, _) => Some(json_text(patient_id)),
            ("userId", _, _) => Some(json_text(USER)),
            ("encounterId", _, _) => encounter.map(json_text),
            ("selections" | "dispatchedOrders", _, Some(reference)) => Some(format!("[{}]", json_text(reference))),
            ("order", _, Some(reference)) => Some(json_text(reference)),
            ("performer", Some(about), _) => Some(json_text(&performer(about))),
            ("draftOrders" | "orders" | "medications" | "appointments" | "conditions", Some(about), _) => Some(bundle(about, status)),
            ("medication" | "allergyIntolerance", Some(about), _) => Some(with_status(about, status)),
            _ => None,
        };
        fields.extend(json.map(|json| (field.name.clone(), json)));
    }
    HookContext { fields, about: reference }
}

/// The context, where it has every field that the hook requires.
fn check_complete(hook: &Hook, context: HookContext) -> Result<HookContext, ContextError> {
    let lacks = |name: &str| context.fields.iter().all(|(field, _)| field != name);
    match hook.context.iter().find(|field| field.is_required && lacks(&field.name)) {
        Some(field) => Err(ContextError::Field { hook: hook.name.clone(), field: field.name.clone() }),
        None => Ok(context),
    }
}

impl Subject {
    /// What a hook is about, by a field that it requires.
    pub(crate) fn of_hook(hook: &Hook) -> Option<&'static Subject> {
        SUBJECTS.iter().find(|subject| subject.fields.iter().any(|field| requires(hook, field)))
    }

    /// The resources of a record that it may be.
    fn of<'r, 'd>(&self, record: &'r Record<'d>) -> Vec<&'r Resource<'d>> {
        let is_meant = |resource: &&Resource<'_>, element: &str, codes: &[&str]| {
            let status = resource.node.get(element);
            status.is_some_and(|status| codes.iter().any(|code| status.is_text(code) || has_code(status, code)))
        };
        let of_type = |(name, element, codes): &(&str, &'static str, &'static [&'static str])| {
            let (element, codes) = (*element, *codes);
            record.of_type(name).filter(move |resource| is_meant(resource, element, codes)).collect::<Vec<_>>()
        };
        self.types.iter().flat_map(of_type).collect()
    }
}

fn has_code(concept: engine_fhir::Node<'_>, code: &str) -> bool {
    let codings = concept.get("coding").into_iter().flat_map(engine_fhir::Node::elements);
    codings.filter_map(|coding| coding.get("code")).any(|written| written.is_text(code))
}

/// The id of the Encounter that began last.
fn latest_encounter<'r>(record: &'r Record<'_>) -> Option<&'r str> {
    let began = |resource: &Resource<'_>| {
        let start = resource.node.get("period")?.get("start")?.as_text()?;
        DateTime::parse(&start).ok().map(DateTime::first_day)
    };
    record
        .of_type("Encounter")
        .filter_map(|resource| Some((began(resource), resource.id.as_deref()?)))
        .max_by_key(|(began, _)| *began)
        .map(|(_, id)| id)
}

/// A reference to whoever is to carry out an order.
fn performer(order: &Resource<'_>) -> String {
    let reference = order.node.get("performer").and_then(|performers| performers.at(0)?.get("reference")?.as_text());
    reference
        .filter(|reference| !reference.starts_with("urn:"))
        .map_or_else(|| "Organization/1".to_owned(), |reference| reference.into_owned())
}

fn bundle(resource: &Resource<'_>, status: Option<&str>) -> String {
    format!(r#"{{"resourceType":"Bundle","type":"collection","entry":[{{"resource":{}}}]}}"#, with_status(resource, status))
}

/// The resource as it stands in the record, except for its status.
fn with_status(resource: &Resource<'_>, status: Option<&str>) -> String {
    let Some(status) = status else { return resource.node.raw().to_owned() };
    let mut writer = JsonWriter::new();
    writer.begin_object();
    for (name, member) in resource.node.members() {
        match &*name {
            "status" => writer.member("status", status),
            _ => {
                writer.name(&name);
                writer.node(member);
            }
        }
    }
    writer.end_object();
    writer.finish()
}

impl fmt::Display for ContextError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ContextError::Patient(error) => error.fmt(formatter),
            ContextError::Field { hook, field } => {
                write!(formatter, "`{hook}` needs `context.{field}`, which no record has; give it in a request")
            }
        }
    }
}

impl Error for ContextError {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Documents;
    use engine_hooks::catalogue::Catalogue;

    const RECORD: &str = r#"{"resourceType":"Bundle","entry":[
        {"resource":{"resourceType":"Patient","id":"p"}},
        {"resource":{"resourceType":"Encounter","id":"old","period":{"start":"2019-01-01"}}},
        {"resource":{"resourceType":"Encounter","id":"new","period":{"start":"2020-01-01T10:00:00Z"}}},
        {"resource":{"resourceType":"MedicationRequest","id":"m","status":"active","note":1.50}},
        {"resource":{"resourceType":"MedicationRequest","id":"done","status":"stopped"}},
        {"resource":{"resourceType":"ServiceRequest","id":"s","status":"active","performer":[{"reference":"Practitioner/7"}]}},
        {"resource":{"resourceType":"Condition","id":"c","clinicalStatus":{"coding":[{"code":"active"}]}}}]}"#;

    fn described(hook: &str, record: &str) -> String {
        let documents = Documents::parse(record).unwrap();
        match contexts(Catalogue::hl7().find(hook, None).unwrap(), &documents.record().unwrap()) {
            Ok(contexts) => contexts
                .iter()
                .map(|context| context.fields.iter().map(|(name, json)| format!("{name}={json}")).collect::<Vec<_>>().join(" "))
                .collect::<Vec<_>>()
                .join("\n"),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn a_view_of_a_patient_is_one_context_with_the_latest_visit() {
        assert_eq!(described("patient-view", RECORD), r#"userId="Practitioner/1" patientId="p" encounterId="new""#);
    }

    #[test]
    fn each_active_order_is_signed_as_a_draft() {
        insta::assert_snapshot!(described("order-select", RECORD), @r#"
        userId="Practitioner/1" patientId="p" encounterId="new" selections=["MedicationRequest/m"] draftOrders={"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"MedicationRequest","id":"m","status":"draft","note":1.50}}]}
        userId="Practitioner/1" patientId="p" encounterId="new" selections=["ServiceRequest/s"] draftOrders={"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"ServiceRequest","id":"s","status":"draft","performer":[{"reference":"Practitioner/7"}]}}]}
        "#);
        insta::assert_snapshot!(described("order-dispatch", RECORD), @r#"
        patientId="p" dispatchedOrders=["MedicationRequest/m"] performer="Organization/1"
        patientId="p" dispatchedOrders=["ServiceRequest/s"] performer="Practitioner/7"
        "#);
    }

    #[test]
    fn a_hook_about_what_the_record_lacks_gives_no_context() {
        assert_eq!(described("appointment-book", RECORD), "");
        assert_eq!(described("encounter-start", r#"{"resourceType":"Patient","id":"p"}"#), "");
        assert!(described("problem-list-item-create", RECORD).contains(r#""id":"c""#));
    }

    #[test]
    fn a_field_that_no_record_has_is_named() {
        let mut hook = Catalogue::hl7().find("patient-view", None).unwrap().clone();
        hook.context[0].name = "structure".to_owned();
        let documents = Documents::parse(RECORD).unwrap();
        let error = contexts(&hook, &documents.record().unwrap()).unwrap_err();
        assert_eq!(error.to_string(), "`patient-view` needs `context.structure`, which no record has; give it in a request");
    }
}
