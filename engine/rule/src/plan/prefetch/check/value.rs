//! Values: each must be written as its parameter's kind asks (FHIR R4, 3.1.1.4), and a code must be one that data bear.

use super::{
    binding,
    written::{Written, literal},
};
use crate::{
    plan::context::RuleContext,
    scope::queried_codes::search_parameter,
    terminology::{
        self,
        binding::{self as required_binding, RequiredBinding},
    },
};
use engine_fhir::{
    date::DateTime,
    decimal,
    search_parameter::{ParameterKind, SearchParameter},
};
use engine_hooks::prefetch::{TemplatePart, Token};
use engine_spelling::closest;
use engine_syntax::{
    catalogue::{token_without_system, wrong_search_value},
    diagnostic::Diagnostic,
    source::Span,
};

/// What may stand before a number or a date.
const PREFIXES: [&str; 9] = ["eq", "ne", "gt", "lt", "ge", "le", "sa", "eb", "ap"];

/// Reports values that fit no data.
pub(super) fn check(written: &Written<'_>, context: &mut RuleContext<'_>) {
    let Some(definition) = written.parameter.definition else { return };
    for (index, value) in written.parameter.values.iter().enumerate() {
        let place = written.value(index);
        let problem = match (written.parameter.modifier.as_deref(), literal(value)) {
            (Some("missing"), Some(value)) => problem_of_missing(value),
            (None, Some(value)) => problem_of(definition.kind, value),
            (None, None) => problem_of_parts(definition.kind, value),
            _ => None,
        };
        if let Some(Problem { message, help }) = problem {
            let message = format!("`{}` {message}", definition.name);
            context.report(Diagnostic::new(&wrong_search_value::CHECK, place, message).help(help));
        } else if definition.kind == ParameterKind::Token {
            check_code(written, definition, index, place, context);
        }
    }
}

struct Problem {
    message: String,
    help: String,
}

fn problem(message: impl Into<String>, help: impl Into<String>) -> Option<Problem> {
    Some(Problem { message: message.into(), help: help.into() })
}

fn problem_of_missing(value: &str) -> Option<Problem> {
    let fits = matches!(value, "true" | "false");
    if fits { None } else { problem(format!("is missing or isn't, and `{value}` is neither"), "write `:missing=true` or `:missing=false`") }
}

fn problem_of(kind: ParameterKind, value: &str) -> Option<Problem> {
    match kind {
        ParameterKind::Date => problem_of_date(value),
        ParameterKind::Number => problem_of_number(value),
        ParameterKind::Quantity => problem_of_quantity(value),
        ParameterKind::Token if value.matches('|').count() > 1 => {
            problem(format!("takes a system and a code, and `{value}` has more"), "write `system|code`")
        }
        _ => None,
    }
}

/// A value with tokens: what stands before the first must be a prefix, and a value set stands for codes.
fn problem_of_parts(kind: ParameterKind, value: &[TemplatePart]) -> Option<Problem> {
    let has_codes = value.iter().any(|part| matches!(part, TemplatePart::Token(Token::Codes { .. })));
    if has_codes && !matches!(kind, ParameterKind::Token | ParameterKind::Composite) {
        return problem("takes no codes", "a value set stands where a code does, as in `code={{codes.name}}`");
    }
    match (kind, value) {
        (ParameterKind::Date, [TemplatePart::Literal(before), TemplatePart::Token(_), ..]) if !PREFIXES.contains(&before.as_str()) => {
            problem(format!("takes no `{before}` before a date"), prefix_help(before))
        }
        _ => None,
    }
}

fn problem_of_date(value: &str) -> Option<Problem> {
    let (prefix, rest) = split_prefix(value);
    if is_date(rest) && (prefix.is_empty() || PREFIXES.contains(&prefix)) {
        return None;
    }
    if is_date(rest) {
        return problem(format!("takes no `{prefix}` before a date"), prefix_help(prefix));
    }
    if let Some((moment, zone)) = rest.rsplit_once(' ')
        && is_date(&format!("{moment}+{zone}"))
    {
        return problem("has a `+` in its time zone, and in a query `+` means a space", "write `%2B` for `+`");
    }
    problem(
        format!("takes a date, and `{value}` is none"),
        "write `2024-01-31`, `2024-01-31T08:00:00Z`, or with a prefix `ge2024-01-31`; for days back from today `ge{{today() - 30 days}}`",
    )
}

/// A FHIR date or time; in a search its seconds may be left out (FHIR R4, 3.1.1.4.6).
fn is_date(text: &str) -> bool {
    let with_seconds = || {
        let minutes = text.find('T').map(|at| at + "Thh:mm".len()).filter(|at| text.is_char_boundary(*at))?;
        Some(format!("{}:00{}", text.get(..minutes)?, text.get(minutes..)?))
    };
    DateTime::parse(text).is_ok() || with_seconds().is_some_and(|text| DateTime::parse(&text).is_ok())
}

fn problem_of_number(value: &str) -> Option<Problem> {
    let (prefix, rest) = split_prefix(value);
    if is_number(rest) && (prefix.is_empty() || PREFIXES.contains(&prefix)) {
        return None;
    }
    problem(format!("takes a number, and `{value}` is none"), "write `100`, or with a prefix `ge100`")
}

fn problem_of_quantity(value: &str) -> Option<Problem> {
    const HELP: &str = "write `gt9||%`, or with its system `gt9|http://unitsofmeasure.org|%`";
    let (prefix, rest) = split_prefix(value);
    let parts: Vec<&str> = rest.split('|').collect();
    match parts.as_slice() {
        [number, ..] if !is_number(number) || !(prefix.is_empty() || PREFIXES.contains(&prefix)) => {
            problem(format!("takes a number and its unit, and `{value}` is none"), HELP)
        }
        [_] | [_, _, _] => None,
        _ => problem("has the unit in the place of its system", HELP),
    }
}

fn is_number(text: &str) -> bool {
    decimal::parse(text).is_some()
}

/// What stands before the first digit or sign.
fn split_prefix(value: &str) -> (&str, &str) {
    let start = value.find(|first: char| first.is_ascii_digit() || first == '-').unwrap_or(value.len());
    value.split_at(start)
}

fn prefix_help(written: &str) -> String {
    let meant = match written.trim() {
        ">=" | "=>" => Some("ge"),
        "<=" | "=<" => Some("le"),
        ">" | "after" => Some("gt"),
        "<" | "before" => Some("lt"),
        "=" | "==" => Some("eq"),
        other => closest(other, PREFIXES),
    };
    match meant {
        Some(meant) => format!("did you mean `{meant}`? The prefixes are {}", PREFIXES.join(", ")),
        None => format!("the prefixes are {}", PREFIXES.join(", ")),
    }
}

/// A code must be one that its element may have; a clinical one says of which system it is.
fn check_code(written: &Written<'_>, definition: &SearchParameter, index: usize, place: Span, context: &mut RuleContext<'_>) {
    if !matches!(written.parameter.modifier.as_deref(), None | Some("not")) {
        return;
    }
    if let Some([TemplatePart::Token(Token::Codes { name })]) = written.parameter.values.get(index).map(Vec::as_slice) {
        check_set(written, definition, name, place, context);
    }
    let Some(text) = written.literal(index) else { return };
    let (system, code) = text.as_str().split_once('|').map_or((None, text.as_str()), |(system, code)| (Some(system), code));
    if let Some((element, allowed)) = binding::codes(written.resource_type, definition).filter(|_| !code.is_empty()) {
        if !allowed.contains(&code) {
            context.report(required_binding::no_code_of(code, &element, allowed, place));
        }
        return;
    }
    match system {
        Some("") => {}
        Some(system) => {
            let written = text.part(system.len() + 1..text.as_str().len());
            terminology::check_coding(&text.part(0..system.len()), &written, context.diagnostics);
            context.library.check_known(system, code, written.span()).into_iter().for_each(|found| context.report(found));
        }
        None if is_clinical(written, definition) => {
            let message = format!("`{code}` may be another thing in another code system");
            let diagnostic = Diagnostic::new(&token_without_system::CHECK, place, message);
            context.report(diagnostic.help(format!("write its system before it: `{}=http://loinc.org|{code}`", definition.name)));
        }
        None => {}
    }
}

/// A value set must have a code that its element may have.
fn check_set(written: &Written<'_>, definition: &SearchParameter, name: &str, place: Span, context: &mut RuleContext<'_>) {
    let Some(set) = context.library.value_sets.get(name) else { return };
    let Some(required_binding) = RequiredBinding::of(std::iter::once(binding::of(written.resource_type, definition))) else { return };
    required_binding.check_set(set, place).into_iter().for_each(|found| context.report(found));
}

/// Whether a parameter asks for codes that come from large code systems, and not for one of few words.
fn is_clinical(written: &Written<'_>, definition: &SearchParameter) -> bool {
    let name = definition.name;
    name == "code" || name.ends_with("-code") || name != "type" && search_parameter(written.resource_type) == Some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(kind: ParameterKind, values: &[&str]) -> bool {
        values.iter().all(|value| problem_of(kind, value).is_none())
    }

    fn help(kind: ParameterKind, value: &str) -> String {
        problem_of(kind, value).map(|problem| problem.help).unwrap_or_default()
    }

    #[test]
    fn dates_may_have_a_prefix_and_be_as_precise_as_one_likes() {
        assert!(fits(ParameterKind::Date, &["2024", "ge2024-01", "lt2024-01-31", "2024-01-31T08:00:00Z", "sa2024-01-31T08:00Z"]));
        for value in ["2024-13", "yesterday", "ge2024-1-1", "2024-01-31T08:00:00+5:00", "31.01.2024", "ge"] {
            assert!(help(ParameterKind::Date, value).starts_with("write `2024"), "{value}");
        }
        assert_eq!(help(ParameterKind::Date, "2024-01-31T08:00:00 05:00"), "write `%2B` for `+`");
        assert!(help(ParameterKind::Date, ">=2024-01-31").starts_with("did you mean `ge`?"));
        assert!(help(ParameterKind::Date, "gt=2024-01-31").starts_with("did you mean `gt`?"));
    }

    #[test]
    fn quantities_have_a_number_and_then_system_and_unit() {
        assert!(fits(ParameterKind::Quantity, &["9", "gt9||%", "le5.4|http://unitsofmeasure.org|mg", "-1e2||mg"]));
        assert!(!fits(ParameterKind::Quantity, &["9|%"]) && !fits(ParameterKind::Quantity, &["9 mg"]));
        assert!(fits(ParameterKind::Number, &["9", "ge0.5"]) && !fits(ParameterKind::Number, &["nine"]));
    }

    #[test]
    fn a_token_has_one_system_at_most() {
        assert!(fits(ParameterKind::Token, &["a", "s|a", "|a", "s|"]) && !fits(ParameterKind::Token, &["a|b|c"]));
    }
}
