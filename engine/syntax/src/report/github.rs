//! The report as workflow commands, which GitHub shows beside the lines of a change.

use super::Report;
use crate::{check::Severity, diagnostic::Diagnostic};

/// One command a finding, then the summary.
pub(super) fn render(report: &Report<'_>) -> String {
    let commands: String = report.findings.iter().map(|finding| command(report, finding)).collect();
    commands + &report.summary() + "\n"
}

fn command(report: &Report<'_>, finding: &Diagnostic) -> String {
    let word = match finding.check.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let (start, end) = report.positions(finding.span);
    let message: Vec<&str> = std::iter::once(finding.message.as_str()).chain(finding.help.iter().map(String::as_str)).collect();
    format!(
        "::{word} file={},line={},col={},endLine={},endColumn={},title={}::{}\n",
        property(&report.path(finding.span.file)),
        start.line,
        start.column,
        end.line,
        end.column,
        property(finding.check.name),
        data(&message.join("\n"))
    )
}

/// As GitHub escapes a command's message.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// As GitHub escapes a command's properties.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
