//! Prints a report for people: what failed, with what was expected and found, and what the rule saw; then the counts.

use super::TestReport;
use crate::{
    explain::ConditionLine,
    test::{CaseRun, Counts, Mismatch, Verdict, coverage::Coverage},
};
use engine_rule::frame::trace::RulePart;
use std::fmt::Write;

pub(super) fn render(report: &TestReport<'_>, is_coloured: bool) -> String {
    let mut text = String::new();
    for case in &report.run.cases {
        match &case.verdict {
            Verdict::Passed => {}
            Verdict::Failed(mismatches) => write_failed(report, case, mismatches, is_coloured, &mut text),
            Verdict::CouldNotRun(error) => {
                write_head(report, case, "COULD NOT RUN", is_coloured, &mut text);
                let _ = writeln!(text, "  line {}: {}\n", report.line(error.span), error.reason);
            }
        }
    }
    report.coverage.iter().for_each(|coverage| write_coverage(report, coverage, &mut text));
    let _ = writeln!(text, "{}", summary(report.run.counts()));
    text
}

fn write_head(report: &TestReport<'_>, case: &CaseRun, word: &str, is_coloured: bool, text: &mut String) {
    let word = if is_coloured { format!("\x1b[1;31m{word}\x1b[0m") } else { word.to_owned() };
    let _ = writeln!(text, "{word}  {}:{}  {}", report.path(case.file), report.line(case.span), case.name);
}

fn write_failed(report: &TestReport<'_>, case: &CaseRun, mismatches: &[Mismatch], is_coloured: bool, text: &mut String) {
    write_head(report, case, "FAILED", is_coloured, text);
    for Mismatch { span, place, expected, found, .. } in mismatches {
        let _ = writeln!(text, "  line {}: {place}\n    expected  {expected}\n    found     {found}", report.line(*span));
    }
    if mismatches.iter().any(|mismatch| ["cards", "values", "missing"].iter().any(|part| mismatch.place.starts_with(part))) {
        write_seen(case, text);
    }
    text.push('\n');
}

/// What the rule saw: why a card came, or didn't.
fn write_seen(case: &CaseRun, text: &mut String) {
    let Some(trace) = &case.trace else { return };
    if trace.conditions.is_empty() {
        return;
    }
    text.push_str("  what the rule saw\n");
    for asked in &trace.conditions {
        let _ = writeln!(text, "    {}", whose(&asked.part));
        for ConditionLine { truth, text: written, note } in ConditionLine::of(&asked.condition) {
            let line = format!("      {truth:7}  {written}   {note}");
            let _ = writeln!(text, "{}", line.trim_end());
        }
    }
}

/// Whose condition it is.
fn whose(part: &RulePart) -> String {
    match part {
        RulePart::Rule => "when of the rule".to_owned(),
        RulePart::Loop => "when of a loop".to_owned(),
        RulePart::Card(id) => format!("when of the card {id}"),
        RulePart::Paragraph => "when of a paragraph".to_owned(),
        RulePart::Suggestion => "when of a suggestion".to_owned(),
        RulePart::Action | RulePart::SystemAction => "when of an action".to_owned(),
    }
}

fn write_coverage(report: &TestReport<'_>, coverage: &Coverage, text: &mut String) {
    let _ = writeln!(text, "{}: {} % covered", coverage.rule, coverage.percent());
    for seen in coverage.conditions.iter().filter(|seen| !seen.never().is_empty()) {
        let never = seen.never();
        // That a condition was never undecided is worth a line only where it lacks more than that.
        if seen.is_covered() {
            continue;
        }
        let written = seen.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let place = format!("{}:{}", report.path(seen.span.file), report.line(seen.span));
        let _ = writeln!(text, "  {place}  {written}  never {}", never.join(", never "));
    }
    coverage.unseen_cards.iter().for_each(|card| {
        let _ = writeln!(text, "  card {card}  never shown");
    });
    let never_missing = coverage.conditions.iter().filter(|seen| seen.is_covered() && seen.times_missing == 0).count();
    if never_missing > 0 {
        let _ = writeln!(text, "  {never_missing} of {} conditions were never missing", coverage.conditions.len());
    }
    text.push('\n');
}

fn summary(Counts { passed, failed, could_not_run }: Counts) -> String {
    let all = passed + failed + could_not_run;
    let tests = if all == 1 { "test" } else { "tests" };
    let mut parts = vec![format!("{passed} passed")];
    parts.extend((failed > 0).then(|| format!("{failed} failed")));
    parts.extend((could_not_run > 0).then(|| format!("{could_not_run} could not be run")));
    format!("{all} {tests}: {}", parts.join(", "))
}
