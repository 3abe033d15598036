//! Whether a test speaks of what its rule has: a typing slip in a test must not pass for a rule that behaves.

use crate::{
    plan::{
        Plan,
        overrides::{OverrideError, Overrides},
    },
    rule_set::RuleSet,
};
use engine_fhir::Document;
use engine_syntax::{
    check::catalogue::{
        bad_pattern, duplicate_name, expects_nothing, impossible_expectation, unknown_in_test, unknown_rule, wrong_form, wrong_kind,
    },
    diagnostic::{Diagnostic, Diagnostics, closest},
    language,
    model::{
        Json, JsonKind,
        test_file::{Case, Expect, Test, TestFile},
    },
    source::{Span, Text},
};
use jiff::civil::Date;
use regex::Regex;

/// Reports what a test file says that can't be meant.
pub(crate) fn check(file: &TestFile, rules: &RuleSet, diagnostics: &mut Diagnostics) {
    report_no_tests(file, diagnostics);
    report_same_names(file, diagnostics);
    check_day(&file.today, diagnostics);
    for test in &file.tests {
        report_no_expectation(test, diagnostics);
        test.today.iter().for_each(|today| check_day(today, diagnostics));
        check_authorization(test, diagnostics);
        for Case { expect, .. } in &test.cases {
            report_impossible(expect, diagnostics);
            check_patterns(expect, diagnostics);
        }
    }
    if file.rule.is_missing() {
        return;
    }
    match rules.find_any(file.rule.as_str()) {
        Some(plan) => file.tests.iter().for_each(|test| check_test(test, plan, diagnostics)),
        None if rules.has_mistakes(file.rule.as_str()) => {}
        None => report_unknown_rule(&file.rule, rules, diagnostics),
    }
}

fn report_unknown_rule(rule: &Text, rules: &RuleSet, diagnostics: &mut Diagnostics) {
    let message = format!("there is no rule `{}`", rule.as_str());
    let mut diagnostic = Diagnostic::new(&unknown_rule::CHECK, rule.span(), message);
    if let Some(meant) = closest(rule.as_str(), rules.all().map(|plan| plan.id.as_str())) {
        diagnostic = diagnostic.did_you_mean(meant);
    }
    diagnostics.push(diagnostic);
}

fn report_no_tests(file: &TestFile, diagnostics: &mut Diagnostics) {
    if file.tests.is_empty() && !diagnostics.has_errors_in(file.span.file) {
        let diagnostic = Diagnostic::new(&expects_nothing::CHECK, file.rule.span(), "no tests stand in this file");
        diagnostics.push(diagnostic.help("write the first under `tests:`, `- name: …` with what it is to `expect`"));
    }
}

/// Two tests of one name can't be told apart in a report.
fn report_same_names(file: &TestFile, diagnostics: &mut Diagnostics) {
    for (index, test) in file.tests.iter().enumerate() {
        let name = test.name.as_str();
        if let Some(first) = file.tests[..index].iter().find(|other| !name.is_empty() && other.name.as_str() == name) {
            let diagnostic = Diagnostic::new(&duplicate_name::CHECK, test.name.span(), format!("two tests are named `{name}`"));
            diagnostics.push(diagnostic.related(first.name.span(), "the first").help("name each by what it shows"));
        }
    }
}

/// A day that has the form of one, but that no calendar has.
fn check_day(today: &Text, diagnostics: &mut Diagnostics) {
    if !today.is_missing() && language::is_date(today.as_str()) && today.as_str().parse::<Date>().is_err() {
        let message = format!("the calendar has no `{}`", today.as_str());
        diagnostics.push(Diagnostic::new(&wrong_form::CHECK, today.span(), message).help("write a day that exists, as 2026-01-15"));
    }
}

/// `fhirAuthorization`: members that a request may have, or `null`.
fn check_authorization(test: &Test, diagnostics: &mut Diagnostics) {
    const MEMBERS: [&str; 6] = ["access_token", "token_type", "expires_in", "scope", "subject", "patient"];
    match test.authorization.as_ref().map(|json| (&json.kind, json.span)) {
        None | Some((JsonKind::Null, _)) => {}
        Some((JsonKind::Object(members), _)) => {
            for (name, _) in members.iter().filter(|(name, _)| !MEMBERS.contains(&name.as_str())) {
                let message = format!("`fhirAuthorization` has no member `{}`", name.as_str());
                diagnostics.push(with_known(Diagnostic::new(&unknown_in_test::CHECK, name.span(), message), name, &MEMBERS));
            }
        }
        Some((_, span)) => {
            let diagnostic = Diagnostic::new(&wrong_kind::CHECK, span, "`fhirAuthorization` takes members such as `expires_in`, or `null`");
            diagnostics.push(diagnostic.help("`fhirAuthorization: null` lends no token, `{ expires_in: 0 }` one that has expired"));
        }
    }
}

fn report_impossible(expect: &Expect, diagnostics: &mut Diagnostics) {
    let of_an_answer = [
        ("cards", expect.cards.as_ref().map(|json| json.span)),
        ("systemActions", expect.system_actions.as_ref().map(|json| json.span)),
        ("values", expect.values.first().map(|(name, _)| name.span())),
        ("missing", expect.missing.as_ref().map(|missing| missing.span)),
    ];
    let (impossible, why, help) = if expect.is_of_an_answer() {
        let diagnostics = expect.diagnostics.as_ref().map(|json| ("diagnostics", json.span));
        (diagnostics, "only a refusal has", "add the refusal's `status`, or leave it out")
    } else {
        let first = of_an_answer.into_iter().find_map(|(name, span)| Some((name, span?)));
        (first, "a refusal does not have", "leave it out, or expect `status: 200`; what a refusal says is compared under `diagnostics`")
    };
    if let Some((name, span)) = impossible {
        let message = format!("`{name}` is what {why}");
        diagnostics.push(Diagnostic::new(&impossible_expectation::CHECK, span, message).help(help));
    }
}

fn report_no_expectation(test: &Test, diagnostics: &mut Diagnostics) {
    const HELP: &str = "say what is to come: `expect: { cards: [] }` for no card, `expect: { status: 412 }` for a refusal";
    let is_within = |span: Span| span.file == test.span.file && test.span.start <= span.start && span.end <= test.span.end;
    if diagnostics.iter().any(|found| is_within(found.span)) {
        // What is meant may be what has a slip.
        return;
    }
    let empty = test.cases.iter().map(|case| &case.expect).find(|expect| expect.is_empty()).map(|expect| expect.span);
    if let Some(span) = if test.cases.is_empty() { Some(test.name.span()) } else { empty } {
        let message = "this test expects nothing, so it passes whatever the rule does";
        diagnostics.push(Diagnostic::new(&expects_nothing::CHECK, span, message).help(HELP));
    }
}

fn check_test(test: &Test, plan: &Plan, diagnostics: &mut Diagnostics) {
    let entries = || plan.entries.iter().map(|entry| entry.name.as_str()).collect();
    if let Some(hook) = &test.hook {
        let hooks = plan.hooks.iter().map(|hook| hook.name.as_str()).collect();
        known(hook, "hook", hooks, diagnostics);
    }
    let hook = plan.hooks.iter().find(|hook| test.hook.as_ref().is_none_or(|asked| asked.as_str() == hook.name));
    let fields = || hook.into_iter().flat_map(|hook| &hook.context).map(|field| field.name.as_str()).collect();
    test.context.iter().for_each(|(name, _)| known(name, "context field", fields(), diagnostics));
    test.prefetch.iter().for_each(|(name, _)| known(name, "prefetch entry", entries(), diagnostics));
    for case in &test.cases {
        case.set.iter().for_each(|(name, json)| check_set(name, json, plan, diagnostics));
        check_expect(case, plan, diagnostics);
    }
}

fn check_expect(case: &Case, plan: &Plan, diagnostics: &mut Diagnostics) {
    let names = || plan.logic.names.iter().map(String::as_str).collect();
    case.expect.values.iter().for_each(|(name, _)| known(name, "value", values(plan), diagnostics));
    if let Some(missing) = &case.expect.missing {
        missing.value.iter().for_each(|name| known(name, "name", names(), diagnostics));
    }
    for card in case.expect.cards.iter().flat_map(elements) {
        if let Some(JsonKind::Text(id)) = card.member("id").map(|id| &id.kind) {
            known(id, "card", plan.logic.cards.iter().map(|card| card.id()).collect(), diagnostics);
        }
    }
}

fn check_set(name: &Text, json: &Json, plan: &Plan, diagnostics: &mut Diagnostics) {
    let Ok(document) = Document::parse(json.to_text()) else { return };
    match Overrides::default().set(plan, name.as_str(), document.root()) {
        Ok(()) => {}
        Err(OverrideError::UnknownValue) => known(name, "value", values(plan), diagnostics),
        Err(OverrideError::WrongType { expected }) => {
            let message = format!("`{}` is a {expected}, and this can't be read as one", name.as_str());
            let help = "a quantity is written as `7.2 %`, a date as 2026-01-15, a code as { system: …, code: … }, `null` is absent";
            diagnostics.push(Diagnostic::new(&wrong_kind::CHECK, json.span, message).help(help));
        }
    }
}

fn values(plan: &Plan) -> Vec<&str> {
    plan.logic.values.iter().map(|value| plan.logic.names[value.slot.0 as usize].as_str()).collect()
}

fn known(name: &Text, what: &str, known: Vec<&str>, diagnostics: &mut Diagnostics) {
    if known.contains(&name.as_str()) {
        return;
    }
    let diagnostic = Diagnostic::new(&unknown_in_test::CHECK, name.span(), format!("there is no {what} `{}`", name.as_str()));
    diagnostics.push(match known.is_empty() {
        true => diagnostic.help(format!("the rule has no {what} at all")),
        false => with_known(diagnostic, name, &known),
    });
}

/// With the name that was probably meant, else with all that there are.
fn with_known(diagnostic: Diagnostic, name: &Text, known: &[&str]) -> Diagnostic {
    match closest(name.as_str(), known.iter().copied()) {
        Some(meant) => diagnostic.did_you_mean(meant),
        None => diagnostic.help(format!("known are {}", known.join(", "))),
    }
}

/// Reports patterns that are none.
fn check_patterns(expect: &Expect, diagnostics: &mut Diagnostics) {
    let whole = [&expect.cards, &expect.system_actions, &expect.diagnostics];
    whole.into_iter().flatten().chain(expect.values.iter().map(|(_, json)| json)).for_each(|json| check_pattern(json, diagnostics));
}

fn check_pattern(json: &Json, diagnostics: &mut Diagnostics) {
    match &json.kind {
        JsonKind::Array(elements) => elements.iter().for_each(|element| check_pattern(element, diagnostics)),
        JsonKind::Object(members) => match members.as_slice() {
            [(name, Json { kind: JsonKind::Text(pattern), .. })] if name.as_str() == "matches" => {
                if Regex::new(pattern.as_str()).is_err() {
                    let message = format!("`{}` is no regular expression", pattern.as_str());
                    diagnostics.push(Diagnostic::new(&bad_pattern::CHECK, pattern.span(), message));
                }
            }
            _ => members.iter().for_each(|(_, member)| check_pattern(member, diagnostics)),
        },
        _ => {}
    }
}

fn elements(json: &Json) -> &[Json] {
    match &json.kind {
        JsonKind::Array(elements) => elements,
        _ => &[],
    }
}
