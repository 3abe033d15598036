//! A record as a FHIR R4 AuditEvent, for whatever collects those (IHE BALP, a national audit repository).

use super::record::{QueryRecord, Record, RecordedPatient};
use base64::{Engine, prelude::BASE64_STANDARD};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value, json};

const AUDIT_EVENT_TYPE: &str = "http://terminology.hl7.org/CodeSystem/audit-event-type";
const SOURCE_TYPE: &str = "http://terminology.hl7.org/CodeSystem/security-source-type";
const ENTITY_TYPE: &str = "http://terminology.hl7.org/CodeSystem/audit-entity-type";
const ENTITY_ROLE: &str = "http://terminology.hl7.org/CodeSystem/object-role";
const DICOM: &str = "http://dicom.nema.org/resources/ontology/DCM";

/// The AuditEvent of a record. A query's template stands in `entity.query`, never the query with its values.
pub fn audit_event(record: &Record) -> Value {
    let mut event = json!({
        "resourceType": "AuditEvent",
        "id": record.id,
        "type": coding(AUDIT_EVENT_TYPE, "rest", "RESTful Operation"),
        "action": "E",
        "period": { "start": instant(record.time), "end": instant(end(record)) },
        "recorded": instant(end(record)),
        "outcome": outcome(record),
        "agent": agents(record),
        "source": { "observer": { "display": "CDS Service" }, "type": [coding(SOURCE_TYPE, "4", "Application Server")] },
        "entity": entities(record),
    });
    if !record.reasons.is_empty() {
        event["outcomeDesc"] = record.reasons.join("\n").into();
    }
    event
}

/// `0`: it succeeded; `4`: it was refused; `8`: the engine failed.
fn outcome(record: &Record) -> &'static str {
    match record.outcome.as_str() {
        Record::ANSWERED => "0",
        "internal" => "8",
        _ => "4",
    }
}

/// Who called, and who was called.
fn agents(record: &Record) -> Value {
    let mut client = json!({
        "type": { "coding": [coding(DICOM, "110153", "Source Role ID")] },
        "who": { "display": record.client.as_deref().unwrap_or("a client that was not asked who it is") },
        "requestor": true,
    });
    if let Some(subject) = &record.subject {
        client["altId"] = subject.as_str().into();
    }
    json!([
        client,
        { "type": { "coding": [coding(DICOM, "110152", "Destination Role ID")] }, "who": { "display": "CDS Service" }, "requestor": false },
    ])
}

fn entities(record: &Record) -> Value {
    let patient = record.patient.as_ref().map(patient);
    let queries = record.queries.iter().map(query);
    patient.into_iter().chain([service(record)]).chain(queries).collect()
}

/// A hashed patient is an identifier, since no reference leads there.
fn patient(patient: &RecordedPatient) -> Value {
    let what = match patient {
        RecordedPatient::Id(id) => json!({ "reference": format!("Patient/{id}") }),
        RecordedPatient::Hash(hash) => json!({ "type": "Patient", "identifier": { "system": "urn:ietf:rfc:2104", "value": hash } }),
    };
    json!({ "what": what, "type": coding(ENTITY_TYPE, "1", "Person"), "role": coding(ENTITY_ROLE, "1", "Patient") })
}

/// The service, and what became of the call.
fn service(record: &Record) -> Value {
    let mut details = Details::default();
    details.add("version", record.version.as_deref());
    details.add("ruleSet", Some(&record.rule_set));
    details.add("hook", record.hook.as_deref());
    details.add("hookInstance", record.hook_instance.as_deref());
    details.add("tenant", record.tenant.as_deref());
    details.add("outcome", Some(&record.outcome));
    details.add("scopesNeeded", (!record.scopes_needed.is_empty()).then(|| record.scopes_needed.join(" ")).as_deref());
    details.add("scopeGranted", record.scope_granted.as_deref());
    details.add("silent", record.is_silent.then_some("true"));
    for card in &record.cards {
        details.add("card", Some(&format!("{} {}", card.id, card.uuid)));
    }
    details.add("systemActions", (record.system_actions > 0).then(|| record.system_actions.to_string()).as_deref());
    let name = record.service.as_deref().unwrap_or("no such service");
    json!({
        "type": coding(ENTITY_TYPE, "2", "System Object"), "role": coding(ENTITY_ROLE, "20", "Job"), "name": name, "detail": details.0
    })
}

fn query(query: &QueryRecord) -> Value {
    let mut details = Details::default();
    details.add("entry", Some(&query.entry));
    details.add("had", Some(query.availability.as_str()));
    details.add("reason", query.reason.as_deref());
    details.add("status", query.status.map(|status| status.to_string()).as_deref());
    details.add("milliseconds", query.milliseconds.map(|milliseconds| milliseconds.to_string()).as_deref());
    json!({
        "type": coding(ENTITY_TYPE, "2", "System Object"),
        "role": coding(ENTITY_ROLE, "24", "Query"),
        "query": BASE64_STANDARD.encode(&query.template),
        "detail": details.0,
    })
}

/// `AuditEvent.entity.detail`
#[derive(Default)]
struct Details(Vec<Value>);

impl Details {
    /// FHIR allows no empty strings.
    fn add(&mut self, name: &str, value: Option<&str>) {
        let value = value.filter(|value| !value.trim().is_empty());
        self.0.extend(value.map(|value| json!({ "type": name, "valueString": value })));
    }
}

fn coding(system: &str, code: &str, display: &str) -> Value {
    Value::Object(Map::from_iter([
        ("system".to_owned(), system.into()),
        ("code".to_owned(), code.into()),
        ("display".to_owned(), display.into()),
    ]))
}

fn end(record: &Record) -> Timestamp {
    record.time.saturating_add(SignedDuration::from_micros((record.milliseconds * 1000.0) as i64)).unwrap_or(record.time)
}

/// To a millisecond, as `instant` is written by most.
fn instant(time: Timestamp) -> String {
    format!("{time:.3}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refused_call_is_an_event_with_its_reason() {
        let record: Record = serde_json::from_value(json!({
            "id": "0198c7a0-0000-7000-8000-000000000001", "time": "2026-01-15T10:05:31.0005Z", "service": "labs", "version": "1.0.0",
            "ruleSet": "ab12", "client": "st-elsewhere", "subject": "cds-labs", "hook": "patient-view",
            "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea", "patient": { "hash": "cd34" },
            "queries": [{
                "entry": "labs", "template": "Observation?patient={{context.patientId}}", "had": "not-had", "reason": "the FHIR server answered 503",
                "status": 503, "milliseconds": 12.5
            }],
            "scopesNeeded": ["patient/Observation.s"], "scopeGranted": "", "outcome": "cannot-be-had", "reasons": ["it can't be had"],
            "milliseconds": 13.25
        }))
        .unwrap();
        insta::assert_snapshot!(format!("{:#}", audit_event(&record)));
    }
}
