//! A pattern that isn't a regular expression.
//!
//! Reported while a call of a function is compiled: engine/rule/src/expression/function/matches.rs

use crate::{
    check::{Check, Example, Severity},
    diagnostic::{Diagnostic, Diagnostics},
    model::{
        Json, JsonKind,
        test_file::{Expect, TestFile},
    },
};
use regex::Regex;

/// See the module.
pub static CHECK: Check = Check {
    name: "bad-pattern",
    severity: Severity::Error,
    summary: "the pattern of `matches` is no regular expression",
    explanation: "The pattern is read as a regular expression. Look-ahead and back-references don't exist: a pattern must be decided in bounded time.",
    wrong: Example::Keys(
        r##"values:
  gender: { from: patient, path: $.gender, as: text }
when: matches(gender, '[a-z')"##,
    ),
    right: Example::Keys(
        r##"values:
  gender: { from: patient, path: $.gender, as: text }
when: matches(gender, '[a-z]')"##,
    ),
};

/// Looks at the patterns that tests expect values to match.
pub(super) fn check(file: &TestFile, diagnostics: &mut Diagnostics) {
    for Expect { cards, system_actions, diagnostics: refusal, values, .. } in file.expectations() {
        let whole = [cards, system_actions, refusal];
        whole.into_iter().flatten().chain(values.iter().map(|(_, json)| json)).for_each(|json| check_pattern(json, diagnostics));
    }
}

fn check_pattern(json: &Json, diagnostics: &mut Diagnostics) {
    match &json.kind {
        JsonKind::Array(elements) => elements.iter().for_each(|element| check_pattern(element, diagnostics)),
        JsonKind::Object(members) => match members.as_slice() {
            [(name, Json { kind: JsonKind::Text(pattern), .. })] if name.as_str() == "matches" => {
                if Regex::new(pattern.as_str()).is_err() {
                    let message = format!("`{}` is no regular expression", pattern.as_str());
                    diagnostics.push(Diagnostic::new(&CHECK, pattern.span(), message));
                }
            }
            _ => members.iter().for_each(|(_, member)| check_pattern(member, diagnostics)),
        },
        _ => {}
    }
}
