//! Prints a report for programs: `{ tests: [ { file, line, rule, name, outcome, mismatches, problem } ], coverage: [ … ], passed, failed, couldNotRun }`.

use super::TestReport;
use crate::test::{CaseRun, Counts, Mismatch, Verdict, coverage::Coverage};
use serde_json::{Value, json};

pub(super) fn render(report: &TestReport<'_>) -> String {
    let Counts { passed, failed, could_not_run } = report.run.counts();
    let tests: Vec<Value> = report.run.cases.iter().map(|case| test(report, case)).collect();
    let mut whole = json!({ "tests": tests, "passed": passed, "failed": failed, "couldNotRun": could_not_run });
    if !report.coverage.is_empty() {
        whole["coverage"] = report.coverage.iter().map(|of_rule| coverage(report, of_rule)).collect();
    }
    format!("{whole:#}\n")
}

fn test(report: &TestReport<'_>, case: &CaseRun) -> Value {
    let mut test = json!({
        "file": report.path(case.file), "line": report.line(case.span), "rule": case.rule, "name": case.name, "cards": case.cards,
    });
    match &case.verdict {
        Verdict::Passed => test["outcome"] = json!("passed"),
        Verdict::Failed(mismatches) => {
            test["outcome"] = json!("failed");
            test["mismatches"] = mismatches.iter().map(|found| mismatch(report, found)).collect();
        }
        Verdict::CouldNotRun(error) => {
            test["outcome"] = json!("could-not-run");
            test["problem"] = json!({ "line": report.line(error.span), "reason": error.reason });
        }
    }
    test
}

fn mismatch(report: &TestReport<'_>, Mismatch { span, place, expected, found, .. }: &Mismatch) -> Value {
    json!({ "line": report.line(*span), "place": place, "expected": expected, "found": found })
}

fn coverage(report: &TestReport<'_>, coverage: &Coverage) -> Value {
    let conditions: Vec<Value> = coverage
        .conditions
        .iter()
        .map(|seen| {
            json!({
                "file": report.path(seen.span.file), "line": report.line(seen.span), "expression": seen.text,
                "true": seen.times_true, "false": seen.times_false, "missing": seen.times_missing,
            })
        })
        .collect();
    json!({ "rule": coverage.rule, "percent": coverage.percent(), "conditions": conditions, "unseenCards": coverage.unseen_cards })
}
