//! The patient compartment (FHIR R4, CompartmentDefinition/patient).

/// The parameters by which a type lies in the patient compartment; none: it doesn't.
pub fn patient_parameters(resource_type: &str) -> &'static [&'static str] {
    let _ = resource_type;
    todo!()
}

/// The parameters that name whose record a resource is, where the type has them: `patient`, `subject`, `beneficiary`, `individual`, `actor`.
pub const SUBJECT_PARAMETERS: [&str; 5] = ["patient", "subject", "beneficiary", "individual", "actor"];
