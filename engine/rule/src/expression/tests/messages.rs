//! What authors read when an expression is wrong. The snapshots are to be read as they would read them.

use super::*;

/// Holds what is said of each expression to the snapshot.
fn hold(name: &str, expressions: &[&str]) {
    let said = expressions.iter().map(|written| said(written)).collect::<Vec<_>>().join("\n");
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, { insta::assert_snapshot!(name, said) });
}

fn said(written: &str) -> String {
    let found = compile(written).map(|_| Vec::new()).unwrap_or_else(|found| found);
    assert!(!found.is_empty(), "nothing is said of {written}");
    found.iter().map(|diagnostic| shown(written, diagnostic)).collect()
}

fn shown(written: &str, diagnostic: &Diagnostic) -> String {
    let Diagnostic { check, message, span, label, related, help, fix } = diagnostic;
    let mut text = format!("{}: {message}\n    {written}\n    {}\n", check.name, underlined(written, *span, label));
    for (span, label) in related {
        text += &format!("    {}\n", underlined(written, *span, label));
    }
    for help in help {
        text += &format!("  help: {help}\n");
    }
    for (span, replacement) in fix {
        let mended = format!("{}{replacement}{}", &written[..span.start as usize], &written[span.end as usize..]);
        text += &format!("  mended: {mended}\n");
        assert!(count(&mended, check.name) < count(written, check.name), "{mended} is no better");
    }
    text
}

fn count(written: &str, check: &str) -> usize {
    compile(written).err().map_or(0, |found| found.iter().filter(|one| one.check.name == check).count())
}

fn underlined(written: &str, span: Span, label: &str) -> String {
    let before = written[..span.start as usize].chars().count();
    let width = written[span.start as usize..span.end as usize].chars().count().max(1);
    format!("{}{} {label}", " ".repeat(before), "^".repeat(width)).trim_end().to_owned()
}

#[test]
fn operators_of_other_languages() {
    hold(
        "operators_of_other_languages",
        &[
            "age = 45",
            "age === 45",
            "age <> 45",
            "age => 45 AND age =< 60",
            "age ≥ 45",
            "age > 18 & age < 65 | is_smoker",
            "not is_smoker or age > 65",
            "status is 'final'",
            "problem in 'diabetes'",
            "age between 1 and 2",
            "age > 18 ? 'a' : 'b'",
            "age += 1",
            "age > 1; age < 5",
            "scores[0] > 1",
            "{{ age }} > 18",
            "$.birthDate > '2000-01-01'",
            "age > 18 // adults",
            "age > 18 # adults",
        ],
    );
}

#[test]
fn texts_numbers_and_dates_written_otherwise() {
    hold(
        "texts_numbers_and_dates_written_otherwise",
        &[
            "status == ‘final’",
            "status == “final",
            "status == `final`",
            "status == 'final",
            "status == 'it''s'",
            "age > .5",
            "age > 5.",
            "glucose > 150mg",
            "glucose > 150 mg",
            "a1c > 7%",
            "age > 1,000",
            "age > 1,500",
            "age > 018",
            "age > 99999999999999999999999999999999",
            "born > 2000-01-31",
            "seen < @2026-01-01",
            "born > '31.01.2000'",
            "born > '2000-13-01'",
        ],
    );
}

#[test]
fn what_is_missing_or_too_much() {
    hold(
        "what_is_missing_or_too_much",
        &[
            "",
            "   ",
            "age >",
            "> 18",
            "age > && is_smoker",
            "(age > 18",
            "age > 18)",
            "()",
            "(age > 18) (age < 65)",
            "age is_smoker",
            "count scores > 1",
            "round(5, )",
            "round(, 5)",
            "+5 > 1",
            "age ! 5",
            "age, 5",
            "2 ^ 3 ^ 2",
            "18 <= age < 65",
            "1 == age == true",
            "context.",
            "age > 18 €",
        ],
    );
}

#[test]
fn names_and_functions_that_are_not_there() {
    hold(
        "names_and_functions_that_are_not_there",
        &[
            "agee > 18",
            "status == final",
            "patient.birthDate > '2000-01-01'",
            "a1c != null",
            "is_smoker == True",
            "today > '2026-01-01'",
            "ages(age)",
            "age(born) > 18",
            "exists(a1c)",
            "cont(scores) > 1",
            "frobnicate(scores)",
            "code_in(problem, 'diabetis')",
            "code_in(problem, 'asthma')",
            "lookup('opioids', drug, 'factor')",
            "lookup('mme', drug, 'faktor')",
            "lookup('mme', drug, 'strength')",
            "code_in(problem, status)",
            "matches(status, '[a-z')",
            "matches(status, '(?=a)')",
            "matches(status, '((a{1000}){1000}){1000}')",
            "in_unit(weight, 'KG')",
            "in_unit(weight, 'furlongs')",
            "in_unit(weight, 'm')",
            "format_date(born, '%!')",
            "format_date(born, '%H:%M')",
        ],
    );
}

#[test]
fn types_that_do_not_fit() {
    hold(
        "types_that_do_not_fit",
        &[
            "age > 'forty'",
            "age > '40'",
            "status > 'draft'",
            "problem == 'diabetes'",
            "problem > problem",
            "born > 5",
            "born > status",
            "born - 5 > '2000-01-01'",
            "today() - born > 30",
            "scores > 3",
            "problems == problem",
            "patient == 'x'",
            "period > '2024-01-01'",
            "weight > glucose",
            "weight + glucose",
            "dose > 500",
            "weight * weight",
            "weight + 1",
            "1 / weight",
            "status + age",
            "status - status",
            "age && is_smoker",
            "!age",
            "!scores",
            "problem || is_smoker",
            "-status",
            "is_smoker > false",
            "is_smoker == 1",
        ],
    );
}

#[test]
fn arguments_that_do_not_fit() {
    hold(
        "arguments_that_do_not_fit",
        &[
            "count(scores, names)",
            "today(1)",
            "round()",
            "days_since(age)",
            "days_since(status)",
            "days_since('yesterday')",
            "days_since(dates)",
            "count(patient)",
            "count(age)",
            "count(patients) > 0 && days_since(patient) > 1",
            "sum(names)",
            "max(problems)",
            "join(patients, ', ')",
            "code_in(status, 'diabetes')",
            "code_in(problems, 'diabetes')",
            "any_in(names, 'diabetes')",
            "code_in(patient, 'diabetes')",
            "sqrt(weight)",
            "value(age)",
            "lower(problem)",
            "not(age)",
            "reference(status)",
            "if(age, 1, 2)",
            "if(is_smoker, patient, 'x')",
            "default(period, 'none')",
            "default(scores, 5)",
            "if(is_smoker, born, 5)",
            "contains(scores, 'x')",
            "contains(age, 5)",
            "min(1, 2)",
        ],
    );
}

#[test]
fn all_mistakes_are_found_in_one_run() {
    let found = compile("agee > 18 and status = 5 or cnt(scores) > 'x'").unwrap_err();
    let names: Vec<&str> = found.iter().map(|one| one.check.name).collect();
    assert_eq!(names, ["single-equals", "word-operator", "word-operator", "unknown-name", "incompatible-types", "unknown-function"]);
}

#[test]
fn a_mistake_is_reported_once() {
    for written in ["agee + 1 > 2 && agee2 > 'x' + 1 && true", "round(agee) * 2 > days_since(agee)", "if(agee, 1, 2) > 3"] {
        let found = compile(written).unwrap_err();
        assert!(found.iter().all(|one| matches!(one.check.name, "unknown-name" | "incompatible-types")), "{written}");
    }
    for written in ["round(agee) + 1 > 2", "default(agee, 'x') > 5", "today > '2026-01-01'", "sum(agee) * weight > 5"] {
        assert_eq!(compile(written).unwrap_err().len(), 1, "{written}");
    }
}
