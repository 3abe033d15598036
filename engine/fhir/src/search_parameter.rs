//! FHIR R4's search parameters, built into the program from HL7's definitions.

/// A search parameter of one resource type.
#[derive(Debug, PartialEq, Eq)]
pub struct SearchParameter {
    /// `code`, `patient`, `_lastUpdated` …
    pub name: &'static str,
    /// What its values are.
    pub kind: ParameterKind,
    /// Where a reference parameter may point; empty for any other kind.
    pub targets: &'static [&'static str],
    /// FHIRPath of what it looks at, narrowed to its type.
    pub expression: &'static str,
}

/// What a parameter's values are (FHIR R4, 3.1.1.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum ParameterKind {
    Token,
    String,
    Reference,
    Date,
    Quantity,
    Number,
    Uri,
    Composite,
    Special,
}

/// The parameter `name` of a resource type, those of all resources (`_id` …) included.
pub fn find(resource_type: &str, name: &str) -> Option<&'static SearchParameter> {
    let _ = (resource_type, name);
    todo!()
}

/// All parameters of a resource type, those of all resources included.
pub fn of(resource_type: &str) -> impl Iterator<Item = &'static SearchParameter> {
    let _ = resource_type;
    todo!();
    #[allow(unreachable_code)]
    std::iter::empty()
}
