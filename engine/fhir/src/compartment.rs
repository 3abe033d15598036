//! The patient compartment (FHIR R4, CompartmentDefinition/patient).
//!
//! Knows which resource types lie in it, and by which search parameters. Must never know whether anyone may see what lies there.

include!(concat!(env!("OUT_DIR"), "/patient_compartment.rs"));

/// The parameters that name the patient whose record a resource is part of. A type has some of them.
pub const SUBJECT_PARAMETERS: [&str; 5] = ["patient", "subject", "beneficiary", "individual", "actor"];

/// The parameters by which a type lies in the patient compartment; empty if it doesn't lie in it.
pub fn patient_parameters(resource_type: &str) -> &'static [&'static str] {
    match PATIENT_COMPARTMENT.binary_search_by_key(&resource_type, |(name, _)| name) {
        Ok(index) => PATIENT_COMPARTMENT[index].1,
        Err(_) => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clinical_types_lie_in_it() {
        assert_eq!(patient_parameters("Condition"), ["patient", "asserter"]);
        assert_eq!(patient_parameters("Patient"), ["link"]);
    }

    #[test]
    fn types_that_are_no_ones_record_do_not() {
        for name in ["Practitioner", "Medication", "Organization", "Device", "Nonsense", ""] {
            assert!(patient_parameters(name).is_empty(), "{name}");
        }
    }
}
