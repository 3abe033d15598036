//! OperationOutcome (FHIR R4): how errors are told.

/// One issue of an OperationOutcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// A code of FHIR's IssueType: `invalid`, `required`, `not-found`, `forbidden`, `login`, `timeout` …
    pub code: &'static str,
    /// What, where and how to mend it, for a person. Never a token or a patient's data.
    pub diagnostics: String,
    /// JSON path or header that it speaks of.
    pub expression: Option<String>,
}

/// An OperationOutcome of severity `error` as JSON.
pub fn to_json(issues: &[Issue]) -> String {
    let _ = issues;
    todo!()
}
