//! The report for programs. Its shape is stable: members may be added, none changes its meaning.
//!
//! ```text
//! { "version": 1,
//!   "findings": [ { "check", "severity": "error|warning|note", "message", "label", "path", "start": { "line", "column" }, "end": { … },
//!                   "related": [ { "path", "start", "end", "message" } ], "help": [ … ], "fix": [ { "path", "start", "end", "replacement" } ] } ],
//!   "summary": { "files", "errors", "warnings", "notes" } }
//! ```

use super::Report;
use crate::{check::Severity, diagnostic::Diagnostic, source::Span};
use serde_json::{Value, json};

/// The whole report as one object.
pub(super) fn value(report: &Report<'_>) -> Value {
    json!({
        "version": 1,
        "findings": report.findings.iter().map(|finding| one(report, finding)).collect::<Vec<_>>(),
        "summary": {
            "files": report.files,
            "errors": report.count(Severity::Error),
            "warnings": report.count(Severity::Warning),
            "notes": report.count(Severity::Note),
        },
    })
}

fn one(report: &Report<'_>, finding: &Diagnostic) -> Value {
    let mut value = place(report, finding.span);
    value["check"] = json!(finding.check.name);
    value["severity"] = json!(finding.check.severity.name());
    value["message"] = json!(finding.message);
    value["label"] = json!(finding.label);
    value["related"] = finding.related.iter().map(|(span, message)| with(place(report, *span), "message", message)).collect();
    value["help"] = json!(finding.help);
    value["fix"] = finding.fix.iter().map(|(span, replacement)| with(place(report, *span), "replacement", replacement)).collect();
    value
}

fn place(report: &Report<'_>, span: Span) -> Value {
    let (start, end) = report.positions(span);
    json!({
        "path": report.path(span.file),
        "start": { "line": start.line, "column": start.column },
        "end": { "line": end.line, "column": end.column },
    })
}

fn with(mut value: Value, name: &str, text: &str) -> Value {
    value[name] = json!(text);
    value
}
