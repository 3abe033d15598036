//! Whether a test speaks of what its rule has: a typing slip in a test must not pass for a rule that behaves.

use crate::{
    plan::{
        Plan,
        overrides::{OverrideError, Overrides},
    },
    rule_set::RuleSet,
};
use engine_fhir::Document;
use engine_spelling::closest;
use engine_syntax::{
    catalogue::{inspect_tests, unknown_in_test, unknown_rule, wrong_form, wrong_kind},
    diagnostic::{Diagnostic, Diagnostics},
    language,
    model::{
        Json, JsonKind,
        test_file::{Case, Test, TestFile},
    },
    source::Text,
};
use jiff::civil::Date;

/// Reports what a test file says that can't be meant.
pub(crate) fn check(file: &TestFile, rules: &RuleSet, diagnostics: &mut Diagnostics) {
    inspect_tests(file, diagnostics);
    check_day(&file.today, diagnostics);
    for test in &file.tests {
        test.today.iter().for_each(|today| check_day(today, diagnostics));
        check_authorization(test, diagnostics);
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

fn elements(json: &Json) -> &[Json] {
    match &json.kind {
        JsonKind::Array(elements) => elements,
        _ => &[],
    }
}
