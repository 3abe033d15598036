//! A case as a call: its record, its hook's context, what is sent with it and what access it grants.

use crate::{
    context,
    documents::{Documents, LoadError, patient},
    hook_request::{FhirAuthorization, HookRequest},
};
use engine_fhir::{Document, record::Record};
use engine_hooks::catalogue::Hook;
use engine_rule::plan::Plan;
use engine_syntax::{
    model::{
        Json, JsonKind,
        test_file::{Patient, Test},
    },
    source::{Span, Text},
};
use std::{error::Error, fmt};

/// Files that tests name.
pub trait Files {
    /// The text of the file at `path`, relative to the folder of the test file at `from`; else why it can't be read.
    fn read(&self, from: &str, path: &str) -> Result<String, String>;
}

/// Why a case can't be run, and where in the test file the reason lies.
#[derive(Clone, Debug)]
pub struct CaseError {
    /// Where the reason lies.
    pub span: Span,
    /// Why.
    pub reason: String,
}

impl fmt::Display for CaseError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.reason)
    }
}

impl Error for CaseError {}

/// The record of a test, read but not yet loaded.
pub(super) struct CaseRecord {
    /// None: the test has none.
    documents: Option<Documents>,
    span: Span,
    name: String,
}

impl CaseRecord {
    /// Reads a test's record.
    pub(super) fn read(written: Option<&Patient>, whole: Span, from: &str, files: &dyn Files) -> Result<CaseRecord, CaseError> {
        let (text, span, name) = match written {
            None => return Ok(CaseRecord { documents: None, span: whole, name: "the record".to_owned() }),
            Some(Patient::File(path)) => (read(path, from, files)?, path.span(), path.as_str().to_owned()),
            Some(Patient::Resources(json)) => (bundle(json), json.span, "the list of resources".to_owned()),
        };
        let case_error = |error: LoadError| CaseError { span, reason: format!("{name} {error}") };
        Ok(CaseRecord { documents: Some(Documents::parse(&text).map_err(case_error)?), span, name })
    }

    /// The record and its patient; without one an empty record.
    pub(super) fn load(&self) -> Result<(Record<'_>, Option<String>), CaseError> {
        let case_error = |error: &dyn fmt::Display| CaseError { span: self.span, reason: format!("{} {error}", self.name) };
        let Some(documents) = &self.documents else {
            return Record::load([]).map(|record| (record, None)).map_err(|error| case_error(&error));
        };
        let record = documents.record().map_err(|error| case_error(&error))?;
        let (_, id) = patient(&record).map_err(|error| case_error(&error))?;
        let id = id.to_owned();
        Ok((record, Some(id)))
    }
}

/// The call of a test.
pub(super) fn hook_request(
    test: &Test,
    plan: &Plan,
    record: &Record<'_>,
    patient: Option<&str>,
    from: &str,
    files: &dyn Files,
) -> Result<HookRequest, CaseError> {
    let hook = hook(test, plan).ok_or_else(|| CaseError { span: test.span, reason: "the rule answers no hook".to_owned() })?;
    let prefetch = prefetch(test, from, files)?;
    let mut context = if patient.is_some() { context::known_fields(hook, record) } else { context_of_prefetch(&prefetch) };
    context.retain(|(name, _)| test.context.iter().all(|(given, _)| given.as_str() != name));
    let given = test.context.iter().filter(|(_, json)| !matches!(json.kind, JsonKind::Null));
    context.extend(given.map(|(name, json)| (name.as_str().to_owned(), json.to_text())));
    Ok(HookRequest { hook: hook.name.clone(), context, prefetch, authorization: authorization(test, plan, patient) })
}

fn hook<'p>(test: &Test, plan: &'p Plan) -> Option<&'p Hook> {
    match &test.hook {
        Some(name) => plan.hooks.iter().find(|hook| hook.name == name.as_str()),
        None => plan.hooks.first(),
    }
}

/// Without a record, what the hook's context must have is taken from what is sent.
fn context_of_prefetch(prefetch: &[(String, String)]) -> Vec<(String, String)> {
    let patient = prefetch.iter().find_map(|(_, json)| {
        let document = Document::parse(json).ok()?;
        let root = document.root();
        (root.resource_type()? == "Patient").then(|| root.id().map(|id| id.into_owned()))?
    });
    context::fields_without_record(patient.as_deref())
}

fn prefetch(test: &Test, from: &str, files: &dyn Files) -> Result<Vec<(String, String)>, CaseError> {
    let entry = |(name, json): &(Text, Json)| {
        let json = match &json.kind {
            JsonKind::Text(path) => json_file(path, from, files)?,
            _ => json.to_text(),
        };
        Ok((name.as_str().to_owned(), json))
    };
    test.prefetch.iter().map(entry).collect()
}

fn json_file(path: &Text, from: &str, files: &dyn Files) -> Result<String, CaseError> {
    let text = read(path, from, files)?;
    match Document::parse(&text) {
        Ok(_) => Ok(text),
        Err(error) => Err(CaseError { span: path.span(), reason: format!("{} is no JSON: {error}", path.as_str()) }),
    }
}

fn read(path: &Text, from: &str, files: &dyn Files) -> Result<String, CaseError> {
    files.read(from, path.as_str()).map_err(|reason| CaseError { span: path.span(), reason })
}

/// With a record comes access to it; without one only where the test says so.
fn authorization(test: &Test, plan: &Plan, patient: Option<&str>) -> Option<FhirAuthorization> {
    let is_refused = matches!(&test.authorization, Some(Json { kind: JsonKind::Null, .. }));
    let is_written = test.scope.is_some() || test.authorization.is_some();
    if is_refused || (patient.is_none() && !is_written) {
        return None;
    }
    let others = match &test.authorization {
        Some(Json { kind: JsonKind::Object(members), .. }) => {
            members.iter().map(|(name, json)| (name.as_str().to_owned(), json.to_text())).collect()
        }
        _ => Vec::new(),
    };
    let scope = test.scope.as_ref().map_or_else(|| plan.required_scopes().join(" "), |scope| scope.as_str().to_owned());
    Some(FhirAuthorization { scope, patient: patient.map(str::to_owned), others })
}

/// A list of resources as a Bundle.
fn bundle(json: &Json) -> String {
    let JsonKind::Array(resources) = &json.kind else { return json.to_text() };
    let entries: Vec<String> = resources.iter().map(|resource| format!(r#"{{"resource":{}}}"#, resource.to_text())).collect();
    format!(r#"{{"resourceType":"Bundle","type":"collection","entry":[{}]}}"#, entries.join(","))
}
