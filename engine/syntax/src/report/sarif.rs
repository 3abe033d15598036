//! The report as SARIF 2.1.0 (OASIS), which code hosts and editors read.

use super::Report;
use crate::{
    check::{Check, Severity},
    diagnostic::Diagnostic,
    source::Span,
};
use serde_json::{Value, json};

/// A log with one run. The run's rules are the checks that found something, in the order of their names.
pub(super) fn value(report: &Report<'_>) -> Value {
    let checks = checks(report);
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "engine lint",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": checks.iter().map(|check| rule(check)).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": report.findings.iter().map(|finding| result(report, finding, &checks)).collect::<Vec<_>>(),
        }],
    })
}

fn checks(report: &Report<'_>) -> Vec<&'static Check> {
    let mut checks: Vec<&'static Check> = report.findings.iter().map(|finding| finding.check).collect();
    checks.sort_by_key(|check| check.name);
    checks.dedup_by_key(|check| check.name);
    checks
}

fn rule(check: &Check) -> Value {
    json!({
        "id": check.name,
        "shortDescription": { "text": check.summary },
        "fullDescription": { "text": check.explanation },
        "defaultConfiguration": { "level": check.severity.name() },
    })
}

fn result(report: &Report<'_>, finding: &Diagnostic, checks: &[&'static Check]) -> Value {
    let text: Vec<&str> = std::iter::once(finding.message.as_str()).chain(finding.help.iter().map(String::as_str)).collect();
    let mut result = json!({
        "ruleId": finding.check.name,
        "ruleIndex": checks.iter().position(|check| check.name == finding.check.name),
        "level": level(finding.check.severity),
        "message": { "text": text.join("\n") },
        "locations": [{ "physicalLocation": location(report, finding.span) }],
    });
    if !finding.related.is_empty() {
        let related = finding
            .related
            .iter()
            .map(|(span, label)| json!({ "physicalLocation": location(report, *span), "message": { "text": label } }));
        result["relatedLocations"] = related.collect();
    }
    if !finding.fix.is_empty() {
        result["fixes"] = json!([{ "artifactChanges": changes(report, finding) }]);
    }
    result
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn location(report: &Report<'_>, span: Span) -> Value {
    json!({ "artifactLocation": { "uri": uri(&report.path(span.file)) }, "region": region(report, span) })
}

fn region(report: &Report<'_>, span: Span) -> Value {
    let (start, end) = report.positions(span);
    json!({ "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column })
}

fn changes(report: &Report<'_>, finding: &Diagnostic) -> Vec<Value> {
    let change = |(span, replacement): &(Span, String)| {
        json!({
            "artifactLocation": { "uri": uri(&report.path(span.file)) },
            "replacements": [{ "deletedRegion": region(report, *span), "insertedContent": { "text": replacement } }],
        })
    };
    finding.fix.iter().map(change).collect()
}

/// A path as a relative URI reference (RFC 3986).
fn uri(path: &str) -> String {
    path.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
        out
    })
}
