//! OperationOutcome (FHIR R4), the resource that reports errors. Knows its JSON, and nothing of what went wrong.

use crate::writer::JsonWriter;
use std::fmt;

/// One issue of an OperationOutcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// A code of FHIR's IssueType: `invalid`, `required`, `not-found`, `forbidden`, `login`, `timeout` …
    pub code: &'static str,
    /// What is wrong and how to fix it, for a person; `expression` says where. Never a token or a patient's data.
    pub diagnostics: String,
    /// JSON path or header that it speaks of.
    pub expression: Option<String>,
}

/// For a person: where it is, and what is wrong there.
impl fmt::Display for Issue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.expression {
            Some(place) => write!(formatter, "{place}: {}", self.diagnostics),
            None => formatter.write_str(&self.diagnostics),
        }
    }
}

/// An OperationOutcome of severity `error` as JSON.
pub fn to_json(issues: &[Issue]) -> String {
    let mut writer = JsonWriter::new();
    writer.begin_object();
    writer.member("resourceType", "OperationOutcome");
    writer.name("issue");
    writer.begin_array();
    issues.iter().for_each(|issue| write(&mut writer, issue));
    writer.end_array();
    writer.end_object();
    writer.finish()
}

fn write(writer: &mut JsonWriter, issue: &Issue) {
    writer.begin_object();
    writer.member("severity", "error");
    writer.member("code", issue.code);
    writer.member("diagnostics", &issue.diagnostics);
    if let Some(expression) = &issue.expression {
        writer.name("expression");
        writer.begin_array();
        writer.text(expression);
        writer.end_array();
    }
    writer.end_object();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_issue_has_its_place_where_there_is_one() {
        let issues = [
            Issue { code: "required", diagnostics: "\"hook\" is missing".to_owned(), expression: Some("$.hook".to_owned()) },
            Issue { code: "timeout", diagnostics: "no answer within 500 ms".to_owned(), expression: None },
        ];
        insta::assert_snapshot!(to_json(&issues), @r#"{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"required","diagnostics":"\"hook\" is missing","expression":["$.hook"]},{"severity":"error","code":"timeout","diagnostics":"no answer within 500 ms"}]}"#);
        assert_eq!(issues.map(|issue| issue.to_string()), ["$.hook: \"hook\" is missing", "no answer within 500 ms"]);
    }
}
