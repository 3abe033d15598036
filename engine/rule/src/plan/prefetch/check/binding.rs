//! The codes that FHIR R4 allows where a token parameter looks.

use engine_fhir::{
    binding::Binding,
    search_parameter::SearchParameter,
    types::{ElementDefinition, TypeDefinition},
};

/// The required binding of its element, where that has one.
pub(super) fn of(resource_type: &'static TypeDefinition, parameter: &SearchParameter) -> Option<Binding> {
    Binding::of(resource_type, element(resource_type, parameter)?)
}

/// The codes that its element may have, and that element as messages name it; `None` where FHIR doesn't fix them.
pub(super) fn codes(resource_type: &'static TypeDefinition, parameter: &SearchParameter) -> Option<(String, &'static [&'static str])> {
    let element = element(resource_type, parameter)?;
    match element.types {
        ["boolean"] => Some((format!("`{}.{}`", resource_type.name, element.path), &["true", "false"])),
        _ => Binding::of(resource_type, element).map(|binding| (format!("`{binding}`"), binding.codes)),
    }
}

/// The one element that a parameter looks at.
fn element(resource_type: &'static TypeDefinition, parameter: &SearchParameter) -> Option<&'static ElementDefinition> {
    let path = parameter.expression.strip_prefix(resource_type.name)?.strip_prefix('.')?;
    resource_type.elements.iter().find(|element| element.path == path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine_fhir::{search_parameter, types};

    fn of(resource_type: &str, name: &str) -> Option<usize> {
        let definition = types::resource(resource_type).unwrap();
        codes(definition, search_parameter::find(resource_type, name).unwrap()).map(|(_, codes)| codes.len())
    }

    #[test]
    fn codes_come_from_the_element_that_a_parameter_looks_at() {
        assert_eq!(of("MedicationRequest", "status"), Some(8));
        assert_eq!(of("Patient", "active"), Some(2));
        assert_eq!(of("Condition", "clinical-status"), Some(6));
        assert_eq!(of("Observation", "code"), None);
        assert_eq!(of("Observation", "category"), None);
        assert_eq!(of("Patient", "deceased"), None, "it is put together of several elements");
    }
}
