//! Parsing a path: the library reads the text, `lower` makes segments of its tree, and an error says what is wrong and where.
//!
//! Knows RFC 9535 and the mistakes that people make in it. Must never know FHIR.

use super::{
    Path,
    error::{Fault, PathError},
    lower::Lowering,
};
use jsonpath_rust::parser::{errors::JsonPathError, model::Segment, parse_json_path};
use pest::error::InputLocation;

impl Path {
    /// Parses and lowers a text.
    pub(crate) fn parse(text: &str) -> Result<Path, PathError> {
        if !text.starts_with('$') {
            return Err(PathError { place: 0..text.len(), fault: Fault::NoRoot });
        }
        let segments = match names(text) {
            Some(segments) => segments,
            None => parse_json_path(text).map_err(|error| explain(text, &error))?.segments,
        };
        Lowering::new(text).path(&segments)
    }
}

/// The segments of a path that has nothing but names, `$.valueQuantity.unit`: so are most, and they need no grammar, which takes a hundred times as long.
fn names(text: &str) -> Option<Vec<Segment>> {
    let is_name =
        |name: &str| name.starts_with(|first: char| first.is_ascii_alphabetic()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let names = text.strip_prefix("$.")?.split('.');
    names.map(|name| is_name(name).then(|| Segment::name(name))).collect()
}

/// Finds the place of a syntax error, and the slip behind it.
fn explain(text: &str, error: &JsonPathError) -> PathError {
    if let Some(opened) = unclosed(text) {
        return PathError { place: opened..opened + 1, fault: Fault::Unclosed };
    }
    let Some(start) = location(error) else { return PathError { place: 0..text.len(), fault: Fault::Unexpected } };
    let Some(first) = text.get(start..).and_then(|rest| rest.chars().next()) else {
        return PathError { place: text.len()..text.len(), fault: Fault::Unfinished };
    };
    let fault = slip(text, start);
    PathError { place: start..start + first.len_utf8(), fault }
}

fn location(error: &JsonPathError) -> Option<usize> {
    match error {
        JsonPathError::PestError(error) => match error.location {
            InputLocation::Pos(start) | InputLocation::Span((start, _)) => Some(start),
        },
        _ => None,
    }
}

/// Where the first bracket or quote stands that nothing closes.
fn unclosed(text: &str) -> Option<usize> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut is_escaped = false;
    for (position, character) in text.char_indices() {
        let quote = open.last().map(|(_, opener)| *opener).filter(|opener| matches!(opener, '"' | '\''));
        match (quote, character) {
            (Some(_), _) if is_escaped => is_escaped = false,
            (Some(_), '\\') => is_escaped = true,
            (Some(quote), _) if quote == character => drop(open.pop()),
            (Some(_), _) => {}
            (None, '[' | '(' | '"' | '\'') => open.push((position, character)),
            (None, ']' | ')') => drop(open.pop()),
            _ => {}
        }
    }
    open.first().map(|(position, _)| *position)
}

const COMPARISONS: &[&str] = &["==", "!=", "<", ">"];

/// The slip that people make at such a place.
fn slip(text: &str, start: usize) -> Fault {
    let (before, after) = text.split_at(start);
    let is_word = |character: char| character.is_alphanumeric() || character == '_';
    let called = before.trim_end_matches(is_word);
    if after.starts_with('(') && called.ends_with('.') {
        Fault::FhirPath
    } else if after.starts_with('=') && !after.starts_with("==") && !before.ends_with(['=', '!', '<', '>']) {
        Fault::SingleEquals
    } else if COMPARISONS.iter().any(|symbol| after.starts_with(symbol))
        && before.trim_end().ends_with(|last| is_word(last) || matches!(last, ']' | '*'))
    {
        Fault::SeveralCompared
    } else if before.ends_with('[') && after.starts_with(char::is_alphabetic) {
        Fault::Unquoted
    } else {
        Fault::Unexpected
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> (Fault, &str) {
        let error = Path::parse(text).unwrap_err();
        (error.fault, &text[error.place])
    }

    #[test]
    fn names_are_what_the_grammar_makes_of_them() {
        for text in ["$.birthDate", "$.valueQuantity.unit", "$.a1.b2.c3"] {
            assert_eq!(names(text), parse_json_path(text).ok().map(|tree| tree.segments), "{text}");
        }
        for text in ["$", "$.", "$.a.", "$..a", "$.a[0]", "$.*", "$.1a", "$.a b", "$.a\n", "$.é"] {
            assert_eq!(names(text), None, "{text}");
        }
    }

    #[test]
    fn a_slip_is_found_where_it_is() {
        assert_eq!(error("birthDate"), (Fault::NoRoot, "birthDate"));
        assert_eq!(error("$.name."), (Fault::Unfinished, ""));
        assert_eq!(error("$.name[given]"), (Fault::Unquoted, "g"));
        assert_eq!(error("$.name.where(use='official')"), (Fault::FhirPath, "("));
        assert_eq!(error("$.name[?@.use='official']"), (Fault::SingleEquals, "="));
        assert_eq!(error("$.name[0"), (Fault::Unclosed, "["));
        assert_eq!(error("$.name[?@.use == 'home]"), (Fault::Unclosed, "["));
        assert_eq!(error("$.name[?@.given[*] == 'Ada']"), (Fault::SeveralCompared, "="));
        assert_eq!(error("$birthDate"), (Fault::Unexpected, "b"));
        assert_eq!(error(""), (Fault::NoRoot, ""));
    }

    #[test]
    fn functions_are_those_of_rfc_9535_used_as_it_says() {
        assert_eq!(error("$[?in(@.a, $.b)]"), (Fault::UnknownFunction("in".into()), "in"));
        assert_eq!(error("$[?length(@.a)]"), (Fault::NotATest("length".into()), "length"));
        assert_eq!(error("$[?length(@.*) > 1]").0, Fault::Several);
        assert_eq!(error("$[?match(@.a, '[')]").0, Fault::Pattern);
        assert_eq!(error("$[?match(@.a, @.b)]").0, Fault::Pattern);
    }

    #[test]
    fn a_path_that_could_run_for_long_is_refused() {
        assert_eq!(error("$..a..b..c").0, Fault::TooBroad);
        assert_eq!(error(&format!("${}", ".a".repeat(100))).0, Fault::TooBroad);
        assert_eq!(error(&format!("${}", "[*,*]".repeat(10))).0, Fault::TooBroad);
        assert_eq!(error("$.a[?count($.a[*]) > 1]").0, Fault::TooBroad);
        assert_eq!(error("$[?@[?@[?@[?@.a]]]]").0, Fault::TooBroad);
        assert_eq!(error(&"[?(".repeat(1000)).0, Fault::NoRoot);
        assert_eq!(error(&format!("${}1{}", "[?(".repeat(1000), ")]".repeat(1000))).0, Fault::Unexpected);
    }
}
