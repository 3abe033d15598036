//! The parser of queries. Percent-encoding is undone before values are split, as FHIR servers do it (FHIR R4, 3.1.1.4.0.1): only `\,` keeps a comma.

use super::{Parameter, ParameterName, Query, QueryError, QueryErrorReason, Search, escape::unescaped, name::split_modifier, url::decode};
use crate::{
    search_parameter,
    types::{self, TypeDefinition},
};

/// Whether a character is of private use: such characters are placeholders for what isn't known yet.
fn is_placeholder(character: char) -> bool {
    matches!(character, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{FFFFD}' | '\u{100000}'..='\u{10FFFD}')
}

pub(super) fn query(text: &str) -> Result<Query, QueryError> {
    let (before, parameters) = match text.split_once('?') {
        Some((before, parameters)) => (before, Some(parameters)),
        None => (text, None),
    };
    let start = before.len() - before.trim_start().len();
    let path = before.trim();
    let fail = |length, reason| Err(QueryError { span: (start, start + length), reason });
    if let Some(reason) = unsupported(path) {
        return fail(path.len(), if text.trim().is_empty() { QueryErrorReason::Empty } else { reason });
    }
    let (name, rest) = path.split_once('/').unwrap_or((path, ""));
    let Some(resource_type) = types::resource(name) else {
        return fail(name.len(), QueryErrorReason::UnknownResourceType(name.to_owned()));
    };
    match (path.contains('/'), parameters) {
        (false, None) => Ok(Query::Search(Search { resource_type, parameters: Vec::new() })),
        (false, Some(after)) => {
            Ok(Query::Search(Search { resource_type, parameters: self::parameters(after, text.len() - after.len(), Some(resource_type))? }))
        }
        (true, _) if rest.contains('/') => fail(path.len(), QueryErrorReason::CompartmentPath),
        (true, None) => Ok(Query::Read { resource_type, id: id(rest, start + path.len() - rest.len())? }),
        (true, Some(_)) => fail(path.len(), QueryErrorReason::ParametersOfRead),
    }
}

/// Why a path is neither a read nor a search, if it has another form that FHIR knows.
fn unsupported(path: &str) -> Option<QueryErrorReason> {
    let has_segment = |is_it: fn(&str) -> bool| path.split('/').any(is_it);
    if path.is_empty() {
        Some(QueryErrorReason::Malformed)
    } else if path.starts_with('/') || path.contains("://") {
        Some(QueryErrorReason::Absolute)
    } else if has_segment(|segment| segment.starts_with('$') || segment == "_search") {
        Some(QueryErrorReason::Operation)
    } else if has_segment(|segment| segment == "_history") {
        Some(QueryErrorReason::History)
    } else {
        None
    }
}

/// An id as FHIR's grammar has it (FHIR R4, 2.24.0.1), or one with placeholders.
fn id(text: &str, start: usize) -> Result<String, QueryError> {
    let id = decode(text, start)?;
    let fits = id.chars().all(|character| character.is_ascii_alphanumeric() || "-.".contains(character) || is_placeholder(character));
    let stays_in_place = !matches!(&*id, "." | ".."); // URLs read these as steps
    if fits && stays_in_place && (1..=64).contains(&id.chars().count()) {
        Ok(id.into_owned())
    } else {
        Err(QueryError { span: (start, start + text.len()), reason: QueryErrorReason::BadId })
    }
}

/// The parameters of a search; `start` is where `text` begins in the whole query.
pub(super) fn parameters(text: &str, start: usize, resource_type: Option<&TypeDefinition>) -> Result<Vec<Parameter>, QueryError> {
    if text.trim().is_empty() {
        return Ok(Vec::new());
    }
    let mut at = start;
    text.split('&')
        .map(|part| {
            let begins = at + part.len() - part.trim_start().len();
            at += part.len() + '&'.len_utf8();
            parameter(part.trim(), begins, resource_type)
        })
        .collect()
}

fn parameter(text: &str, start: usize, resource_type: Option<&TypeDefinition>) -> Result<Parameter, QueryError> {
    let span = (start, start + text.len());
    let fail = |reason| Err(QueryError { span, reason });
    if text.is_empty() {
        return fail(QueryErrorReason::Malformed);
    }
    let (key, value) = text.split_once('=').unwrap_or((text, ""));
    let key = decode(key, start)?;
    let (name, modifier) = split_modifier(&key);
    if !ParameterName::parse(name).is_well_formed() || modifier.is_some_and(|modifier| modifier.is_empty() || modifier.contains(':')) {
        return fail(QueryErrorReason::BadParameterName(key.into_owned()));
    }
    let value = decode(value, span.1 - value.len())?;
    let values: Vec<String> = value.split(unescaped(',')).map(str::to_owned).collect();
    if values.iter().any(String::is_empty) {
        return fail(QueryErrorReason::MissingValue { parameter: key.into_owned() });
    }
    let definition = resource_type.and_then(|resource_type| search_parameter::find(resource_type.name, name));
    Ok(Parameter { name: name.to_owned(), modifier: modifier.map(str::to_owned), values, span, definition })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn search(text: &str) -> Vec<Parameter> {
        match query(text) {
            Ok(Query::Search(search)) => search.parameters,
            other => panic!("{text}: {other:?}"),
        }
    }

    /// The mistake, and the text it points at.
    fn mistake(text: &str) -> (QueryErrorReason, &str) {
        let QueryError { span, reason } = query(text).unwrap_err();
        (reason, &text[span.0..span.1])
    }

    #[test]
    fn a_read_is_a_type_and_an_id() {
        let read = query("Patient/a-1.B").unwrap();
        assert_eq!(read, Query::Read { resource_type: types::resource("Patient").unwrap(), id: "a-1.B".to_owned() });
        assert_eq!(mistake("Patient/a_1"), (QueryErrorReason::BadId, "a_1"));
        assert_eq!(mistake("Patient/"), (QueryErrorReason::BadId, ""));
        assert_eq!(mistake("Patient/%2E."), (QueryErrorReason::BadId, "%2E."));
    }

    #[test]
    fn a_search_keeps_order_and_repeats() {
        let parameters = search("Observation?patient=1&date=ge2020&date=lt2021&code:in=x,y");
        let names: Vec<&str> = parameters.iter().map(|parameter| parameter.name.as_str()).collect();
        assert_eq!(names, ["patient", "date", "date", "code"]);
        assert_eq!(parameters[3].modifier.as_deref(), Some("in"));
        assert_eq!(parameters[3].values, ["x", "y"]);
        assert_eq!(parameters[1].span, (22, 33));
        assert_eq!(parameters[1].definition, search_parameter::find("Observation", "date"));
    }

    #[test]
    fn a_type_alone_is_a_search_of_all_of_it() {
        assert!(search("Observation").is_empty());
        assert!(search("Observation?").is_empty());
    }

    #[test]
    fn encoding_is_undone_before_values_are_split() {
        assert_eq!(search("Observation?code=a%7Cb%2Cc+d")[0].values, ["a|b", "c d"]);
        assert_eq!(search("Observation?code=a%5C,b,c")[0].values, [r"a\,b", "c"]);
        assert_eq!(search(r"Observation?code=a\,b,c\\,d")[0].values, [r"a\,b", r"c\\", "d"]);
        assert_eq!(search("Observation?c%6Fde=1")[0].name, "code");
        assert_eq!(search("Observation?_filter=code eq x")[0].values, ["code eq x"]);
        assert_eq!(search("Observation?code=a=b")[0].values, ["a=b"]);
    }

    #[test]
    fn a_query_may_be_folded_over_lines() {
        let parameters = search("Observation\n  ?patient=1\n  &code=2\n");
        assert_eq!(parameters[0].values, ["1"]);
        assert_eq!(parameters[1].values, ["2"]);
        assert_eq!(parameters[1].span, (28, 34));
    }

    #[test]
    fn holes_stand_anywhere_in_a_value() {
        assert_eq!(search("Observation?patient=\u{E000}&date=ge\u{E001}")[1].values, ["ge\u{E001}"]);
        assert!(query("Patient/\u{E000}").is_ok());
    }

    #[test]
    fn what_is_no_query_says_why_and_where() {
        assert_eq!(mistake(""), (QueryErrorReason::Empty, ""));
        assert_eq!(mistake("Observations?x=1"), (QueryErrorReason::UnknownResourceType("Observations".into()), "Observations"));
        assert_eq!(mistake("DomainResource/1").0, QueryErrorReason::UnknownResourceType("DomainResource".into()));
        assert_eq!(mistake("Patient/123/Observation").0, QueryErrorReason::CompartmentPath);
        assert_eq!(mistake("Patient/123/Observation?code=x").0, QueryErrorReason::CompartmentPath);
        assert_eq!(mistake("Patient/123/*").0, QueryErrorReason::CompartmentPath);
        assert_eq!(mistake("Patient/123/$everything").0, QueryErrorReason::Operation);
        assert_eq!(mistake("Patient/$match").0, QueryErrorReason::Operation);
        assert_eq!(mistake("Patient/_search?name=x").0, QueryErrorReason::Operation);
        assert_eq!(mistake("Patient/123/_history/2").0, QueryErrorReason::History);
        assert_eq!(mistake("https://ehr.example.org/Patient/1").0, QueryErrorReason::Absolute);
        assert_eq!(mistake("/Patient/1").0, QueryErrorReason::Absolute);
        assert_eq!(mistake("Patient/1?name=x").0, QueryErrorReason::ParametersOfRead);
        assert_eq!(mistake("?code=x").0, QueryErrorReason::Malformed);
        assert_eq!(mistake("Observation?code=x&").0, QueryErrorReason::Malformed);
        assert_eq!(mistake("Observation?=x").0, QueryErrorReason::BadParameterName(String::new()));
        assert_eq!(mistake("Observation?a=1&_has:A:b=x"), (QueryErrorReason::BadParameterName("_has:A:b".into()), "_has:A:b=x"));
        assert_eq!(mistake("Observation?code:=x").0, QueryErrorReason::BadParameterName("code:".into()));
        assert_eq!(mistake("Observation?a=1&code=100%"), (QueryErrorReason::BadPercentEncoding, "%"));
        assert_eq!(mistake("Observation?code=%FF"), (QueryErrorReason::BadPercentEncoding, "%FF"));
    }

    #[test]
    fn a_parameter_without_a_value_is_a_mistake() {
        for text in ["code", "code=", "code=a,", "code=,a", "code=a,,b"] {
            let whole = format!("Observation?patient=1&{text}");
            assert_eq!(mistake(&whole), (QueryErrorReason::MissingValue { parameter: "code".into() }, text));
        }
    }
}
