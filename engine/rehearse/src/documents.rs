//! Reads the text of a record: one JSON document, or NDJSON, which has a document a line. Must never know where the text came from.

use engine_fhir::{
    Document,
    document::ParseError,
    record::{Record, RecordError, Resource},
};
use std::{borrow::Cow, error::Error, fmt};

/// The parsed documents of a record.
#[derive(Debug)]
pub struct Documents {
    documents: Vec<Document>,
    /// The line of each document of NDJSON; `None` where the text is one document.
    lines: Option<Vec<usize>>,
}

/// Why a text isn't a record.
#[derive(Debug, PartialEq, Eq)]
pub enum LoadError {
    /// The text is empty.
    Empty,
    /// It isn't JSON.
    Json {
        /// The line of the text.
        line: usize,
        /// What is wrong.
        error: ParseError,
    },
    /// It is JSON, but not a record's.
    Record {
        /// The line of NDJSON that holds the document; `None` where the text is one document.
        line: Option<usize>,
        /// What is wrong.
        error: RecordError,
    },
}

/// Why a record is not one patient's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PatientError {
    /// It has no Patient.
    None,
    /// It has no Patient, but Bundles within its Bundle, which are not looked into.
    InnerBundle,
    /// It has several Patients.
    Several(usize),
    /// Its Patient has no id.
    NoId,
}

impl Documents {
    /// Reads a Bundle or a resource, or NDJSON: a Bundle or a resource a line.
    pub fn parse(text: &str) -> Result<Documents, LoadError> {
        if text.trim().is_empty() {
            return Err(LoadError::Empty);
        }
        // An editor's mark of UTF-8, which JSON doesn't have.
        let text = text.trim_start_matches('\u{feff}');
        match Document::parse(text) {
            Ok(document) => Ok(Documents { documents: vec![document], lines: None }),
            Err(error) => Documents::of_lines(text).unwrap_or(Err(LoadError::Json { line: error.line, error })),
        }
    }

    /// Reads NDJSON; `None` where the text isn't: where it has a single line, or the first line isn't a document of its own.
    fn of_lines(text: &str) -> Option<Result<Documents, LoadError>> {
        let lines: Vec<(usize, &str)> = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).collect();
        let [(_, first), _, ..] = lines.as_slice() else { return None };
        Document::parse(first).ok()?;
        let parse = |(index, line): &(usize, &str)| {
            let document = Document::parse(line).map_err(|error| LoadError::Json { line: index + error.line, error })?;
            Ok((document, index + 1))
        };
        let read: Result<Vec<(Document, usize)>, LoadError> = lines.iter().map(parse).collect();
        Some(read.map(|read| {
            let (documents, lines) = read.into_iter().unzip();
            Documents { documents, lines: Some(lines) }
        }))
    }

    /// The type of the one resource that they hold, where they hold just one and it isn't a Bundle.
    pub(crate) fn lone_resource(&self) -> Option<String> {
        let [document] = self.documents.as_slice() else { return None };
        document.root().resource_type().filter(|resource_type| resource_type != "Bundle").map(Cow::into_owned)
    }

    /// The record that they hold.
    pub fn record(&self) -> Result<Record<'_>, LoadError> {
        Record::load(&self.documents).map_err(|error| {
            let line = self.lines.as_ref().and_then(|lines| lines.get(error.document).copied());
            LoadError::Record { line, error }
        })
    }
}

/// The patient of a record, which must be one patient's.
pub fn patient<'r, 'd>(record: &'r Record<'d>) -> Result<(&'r Resource<'d>, &'r str), PatientError> {
    match record.patients().as_slice() {
        [] if record.of_type("Bundle").next().is_some() => Err(PatientError::InnerBundle),
        [] => Err(PatientError::None),
        [patient] => patient.id.as_deref().map(|id| (*patient, id)).ok_or(PatientError::NoId),
        several => Err(PatientError::Several(several.len())),
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LoadError::Empty => formatter.write_str("is empty; expected a patient's record, a FHIR Bundle or NDJSON"),
            LoadError::Json { line, error } => write!(formatter, "is no JSON: line {line}, column {}: {}", error.column, error.reason),
            LoadError::Record { line: Some(line), error } => write!(formatter, "is no patient's record: line {line}: {error}"),
            LoadError::Record { line: None, error } => write!(formatter, "is no patient's record: {error}"),
        }
    }
}

impl Error for LoadError {}

impl fmt::Display for PatientError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PatientError::None => formatter.write_str("has no Patient; a record is one patient's, with the Patient in it"),
            PatientError::InnerBundle => {
                formatter.write_str("has no Patient, but a Bundle within a Bundle; put the inner one's entries into the outer one")
            }
            PatientError::Several(count) => {
                write!(formatter, "has {count} Patients; a record is one patient's: put each into a file of its own")
            }
            PatientError::NoId => formatter.write_str("has a Patient without `id`, whom nothing can refer to; give it one"),
        }
    }
}

impl Error for PatientError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn patient_or_error(text: &str) -> String {
        let id = |documents: &Documents| {
            let record = documents.record().map_err(|error| error.to_string())?;
            patient(&record).map(|(_, id)| id.to_owned()).map_err(|error| error.to_string())
        };
        Documents::parse(text).map_err(|error| error.to_string()).and_then(|documents| id(&documents)).unwrap_or_else(|error| error)
    }

    const PATIENT: &str = r#"{"resourceType":"Patient","id":"p"}"#;
    const CONDITION: &str = r#"{"resourceType":"Condition","id":"c","subject":{"reference":"Patient/p"}}"#;

    #[test]
    fn a_record_is_a_bundle_a_resource_or_lines_of_them() {
        assert_eq!(patient_or_error(PATIENT), "p");
        assert_eq!(
            patient_or_error(&format!(r#"{{"resourceType":"Bundle","entry":[{{"resource":{PATIENT}}},{{"resource":{CONDITION}}}]}}"#)),
            "p"
        );
        assert_eq!(patient_or_error(&format!("{CONDITION}\n\n{PATIENT}\n")), "p");
    }

    #[test]
    fn an_error_names_the_place_of_what_is_not_a_record() {
        insta::assert_snapshot!(
            ["", " \n", "{", "[]", "{}", CONDITION, &format!("{PATIENT}\n{{\"resourceType\":\"Patient\",\"id\":\"q\"}}"), &format!("{PATIENT}\n{{\"a\":}}"),
                &format!("{CONDITION}\n{{\"resourceType\":\"Pacient\"}}"), r#"{"resourceType":"Patient"}"#, r#"{"resourceType":"Bundle","entry":[{"resource":{}}]}"#]
            .map(patient_or_error).join("\n"), @r"
        is empty; expected a patient's record, a FHIR Bundle or NDJSON
        is empty; expected a patient's record, a FHIR Bundle or NDJSON
        is no JSON: line 1, column 2: the JSON ends before it is complete; send the whole of it
        is no patient's record: a resource is expected here, and this is no JSON object
        is no patient's record: a resource says what it is by `resourceType`, and this has none
        has no Patient; a record is one patient's, with the Patient in it
        has 2 Patients; a record is one patient's: put each into a file of its own
        is no JSON: line 2, column 6: a value is expected here: an object, an array, a string in double quotes, a number, true, false or null
        is no patient's record: line 2: `Pacient` is no FHIR R4 resource type
        has a Patient without `id`, whom nothing can refer to; give it one
        is no patient's record: Bundle.entry[0]: a resource says what it is by `resourceType`, and this has none
        ");
    }
}
