//! Whether a query is confined to one patient, as a `patient/` scope asks.
//!
//! Knows the patient compartment and the parameters that name whose record a resource is. Must never know of scopes.

use crate::need::ANY_TYPE;
use engine_fhir::{
    compartment::{SUBJECT_PARAMETERS, patient_parameters},
    query::{Parameter, Query, Search},
    reference::{Reference, id_of_type},
    search_parameter::{self, ParameterKind, SearchParameter},
};

/// What one parameter says about whose record is searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Says {
    /// It is the patient's.
    Own,
    /// It says nothing about that.
    Nothing,
    /// It may be another's.
    Another,
}

/// Whether a query is confined to `patient`, or is of a type that isn't anyone's record.
pub(super) fn is_confined<V: AsRef<str>>(query: &Query<Option<V>>, patient: &str) -> bool {
    match query {
        Query::Read { resource_type, id } => is_read_confined(resource_type.name, id.as_ref().map(AsRef::as_ref), patient),
        Query::Search(search) => is_search_confined(search, patient),
    }
}

/// Whether a read is confined. The server confines a read by id, except where the id itself is another patient's. A resource of a type outside the
/// compartment that has a `patient` all the same may be anyone's.
pub(super) fn is_read_confined(resource_type: &str, id: Option<&str>, patient: &str) -> bool {
    match resource_type {
        ANY_TYPE => false,
        "Patient" => id == Some(patient),
        other => is_in_compartment(other) || !has_patient(other),
    }
}

fn is_search_confined<V: AsRef<str>>(search: &Search<Option<V>>, patient: &str) -> bool {
    let resource_type = search.resource_type.name;
    if !is_in_compartment(resource_type) && !has_patient(resource_type) {
        return true;
    }
    let mut is_own = false;
    for parameter in &search.parameters {
        match says(resource_type, parameter, patient) {
            Says::Own => is_own = true,
            Says::Nothing => {}
            Says::Another => return false,
        }
    }
    is_own
}

fn is_in_compartment(resource_type: &str) -> bool {
    !patient_parameters(resource_type).is_empty()
}

fn has_patient(resource_type: &str) -> bool {
    search_parameter::find(resource_type, "patient").is_some()
}

fn says<V: AsRef<str>>(resource_type: &str, parameter: &Parameter<Option<V>>, patient: &str) -> Says {
    let Some(owner) = Owner::of(resource_type, parameter.definition) else { return Says::Nothing };
    let Some(is_bare_id) = owner.is_bare_id(parameter.modifier.as_deref()) else { return Says::Another };
    let all = |holds: &dyn Fn(&str) -> bool| parameter.values.iter().all(|value| value.as_ref().is_some_and(|value| holds(value.as_ref())));
    let is_own = |value: &str| match id_of_type(value, "Patient") {
        Some(id) => owner.is_reference() && id == patient,
        None => is_bare_id && value == patient,
    };
    if !parameter.values.is_empty() && all(&is_own) {
        Says::Own
    } else if all(&|value| is_own(value) || owner.is_one_of_several() && is_of_other_type(value)) {
        Says::Nothing
    } else {
        Says::Another
    }
}

/// A parameter that names whose record a resource is.
struct Owner(&'static SearchParameter);

impl Owner {
    fn of(resource_type: &str, definition: Option<&'static SearchParameter>) -> Option<Owner> {
        let is_owner = |name| if resource_type == "Patient" { name == "_id" } else { SUBJECT_PARAMETERS.contains(&name) };
        definition.filter(|definition| is_owner(definition.name)).map(Owner)
    }

    /// Whether the parameter is a reference. All owners are, except `Patient?_id`.
    fn is_reference(&self) -> bool {
        self.0.kind == ParameterKind::Reference
    }

    /// Whether an id without a type is a patient's; `None` where the modifier changes what the parameter names.
    fn is_bare_id(&self, modifier: Option<&str>) -> Option<bool> {
        match modifier {
            None => Some(!self.is_reference() || self.0.targets == ["Patient"]),
            Some("Patient") if self.is_reference() => Some(true),
            Some(_) => None,
        }
    }

    /// An appointment has several actors: a practitioner beside the patient makes it no one else's record.
    fn is_one_of_several(&self) -> bool {
        self.0.name == "actor"
    }
}

/// Whether it is `Type/id` of another type than Patient.
fn is_of_other_type(value: &str) -> bool {
    matches!(Reference::parse(value), Some(Reference::Relative { resource_type, .. }) if resource_type != "Patient")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn confined(text: &str) -> bool {
        let query = Query::parse(text).unwrap().map_values(|id| Some(id.clone()), |value| [Some(value.clone())]);
        is_confined(&query, "123")
    }

    #[test]
    fn a_patient_only_by_id() {
        for text in ["Patient/123", "Patient?_id=123", "Patient?_id=123&name=a", "Patient?_id=123,123"] {
            assert!(confined(text), "{text}");
        }
        for text in [
            "Patient/124",
            "Patient?_id=124",
            "Patient?_id=123&_id=124",
            "Patient?_id:not=123",
            "Patient?_id=Patient/123",
            "Patient?link=Patient/123",
        ] {
            assert!(!confined(text), "{text}");
        }
    }

    #[test]
    fn a_search_by_the_parameters_that_name_whose_record_it_is() {
        for text in [
            "Observation?patient=123",
            "Observation?patient=Patient/123",
            "Observation?subject=Patient/123",
            "Observation?subject:Patient=123",
            "Observation?patient:Patient=Patient/123",
            "Observation?patient=123&patient=Patient/123&subject=Patient/123",
            "Coverage?beneficiary=123",
            "ResearchSubject?individual=123",
            "Appointment?actor=Patient/123",
            "Schedule?actor=Patient/123",
            "Device?patient=123",
        ] {
            assert!(confined(text), "{text}");
        }
        for text in [
            "Observation",
            "Observation?subject=123",
            "Observation?subject=Group/123",
            "Observation?subject=Patient/123,Group/5",
            "Observation?patient:missing=false",
            "Observation?patient:identifier=123",
            "Observation?patient=http://ehr.example.org/Patient/123",
            "Observation?performer=Patient/123",
            "Observation?patient.name=123",
            "Observation?_id=9",
            "Appointment?actor=123",
            "Group?member=Patient/123",
            "Device?_id=5",
        ] {
            assert!(!confined(text), "{text}");
        }
    }

    #[test]
    fn none_may_name_another() {
        for other in ["patient=124", "patient=123,124", "subject=Patient/124", "subject=Group/5", "subject:Group=5", "patient:missing=true"]
        {
            assert!(!confined(&format!("Observation?patient=123&{other}")), "{other}");
        }
        assert!(confined("Appointment?patient=123&actor=Practitioner/5"));
        assert!(confined("Appointment?patient=123&actor=Practitioner/5,Patient/123"));
        assert!(!confined("Appointment?patient=123&actor=Patient/124"));
        assert!(!confined("Appointment?patient=123&actor=5"));
        assert!(!confined("Appointment?actor=Practitioner/5"));
    }

    #[test]
    fn a_value_that_is_not_known_confines_nothing() {
        let unknown = Query::parse("Observation?patient=1").unwrap().map_values(|_| None::<String>, |_| [None]);
        assert!(!is_confined(&unknown, "123"));
        let unknown = Query::parse("Patient/1").unwrap().map_values(|_| None::<String>, |_| [None]);
        assert!(!is_confined(&unknown, "123"));
    }

    #[test]
    fn reads_by_id_and_types_that_are_no_ones_record_stand_as_they_are() {
        for text in ["Observation/9", "Practitioner/5", "Practitioner?name=a", "Medication?code=1", "Organization/1"] {
            assert!(confined(text), "{text}");
        }
        assert!(!confined("Device/5"), "outside the compartment, yet it may be a patient's");
    }
}
