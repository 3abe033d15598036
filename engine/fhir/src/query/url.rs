//! Percent-encoding (RFC 3986, 2.1), and `+` for a space as HTML forms write it and FHIR servers read it.

use super::{Parameter, Query, QueryError, QueryErrorReason};
use std::{borrow::Cow, fmt::Write};

/// The query as a relative URL.
pub(super) fn of(query: &Query) -> String {
    let mut url = query.resource_type().name.to_owned();
    match query {
        Query::Read { id, .. } => {
            url.push('/');
            encode_id(id, &mut url);
        }
        Query::Search(search) => {
            for (index, parameter) in search.parameters.iter().enumerate() {
                url.push(if index == 0 { '?' } else { '&' });
                push_parameter(parameter, &mut url);
            }
        }
    }
    url
}

fn push_parameter(parameter: &Parameter, url: &mut String) {
    encode(&parameter.name, url);
    if let Some(modifier) = &parameter.modifier {
        url.push(':');
        encode(modifier, url);
    }
    for (index, value) in parameter.values.iter().enumerate() {
        url.push(if index == 0 { '=' } else { ',' });
        encode(value, url);
    }
}

/// Encodes all that would end a path segment: an id is one.
fn encode_id(id: &str, url: &mut String) {
    for (index, part) in id.split('/').enumerate() {
        url.push_str(if index == 0 { "" } else { "%2F" });
        encode(part, url);
    }
}

/// Encodes all but what RFC 3986 lets stand in a query and no parser of queries reads as its own. An escaped comma may stand: its backslash,
/// encoded, keeps it.
fn encode(text: &str, url: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~:/@!$'()*,;".contains(&byte) {
            url.push(char::from(byte));
        } else {
            let _ = write!(url, "%{byte:02X}"); // writing to a String can't fail
        }
    }
}

/// Undoes [`encode`]; `start` is where `text` begins in the whole query.
pub(super) fn decode(text: &str, start: usize) -> Result<Cow<'_, str>, QueryError> {
    if !text.contains(['%', '+']) {
        return Ok(Cow::Borrowed(text));
    }
    let fail = |span| QueryError { span, reason: QueryErrorReason::BadPercentEncoding };
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes().enumerate();
    while let Some((at, byte)) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let byte = text.get(at + 1..at + 3).and_then(hexadecimal).ok_or(fail((start + at, start + at + 1)))?;
                rest.nth(1);
                byte
            }
            other => other,
        });
    }
    String::from_utf8(bytes).map(Cow::Owned).map_err(|_| fail((start, start + text.len())))
}

/// `u8::from_str_radix` would take `+1`.
fn hexadecimal(digits: &str) -> Option<u8> {
    digits.bytes().all(|digit| digit.is_ascii_hexdigit()).then(|| u8::from_str_radix(digits, 16).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Spans tell where a parameter stood in one text, so they differ in another.
    fn without_spans(query: Query) -> Query {
        match query {
            Query::Search(mut search) => {
                search.parameters.iter_mut().for_each(|parameter| parameter.span = (0, 0));
                Query::Search(search)
            }
            read => read,
        }
    }

    fn value() -> impl Strategy<Value = String> {
        let character = prop_oneof![
            any::<char>().prop_filter("a separator or an escape", |character| !matches!(character, ',' | '\\')).prop_map(String::from),
            Just(r"\,".to_owned()),
            Just(r"\\".to_owned()),
            Just(r"\|".to_owned()),
            "[|$%&+=# ?/]",
        ];
        proptest::collection::vec(character, 1..8).prop_map(|characters| characters.concat())
    }

    fn name() -> impl Strategy<Value = (String, Option<String>)> {
        let name = prop_oneof!["[a-z_-]{1,8}", "[a-z]{1,5}(:[A-Z][a-z]{1,5})?\\.[a-z]{1,5}", "_has:[A-Z][a-z]{1,5}:[a-z]{1,5}:[a-z]{1,5}"];
        (name, proptest::option::of("[a-z]{1,5}"))
    }

    fn any_query() -> impl Strategy<Value = Query> {
        let parameter = (name(), proptest::collection::vec(value(), 1..4));
        let parameter = parameter.prop_map(|((name, modifier), values)| Parameter {
            definition: crate::search_parameter::find("Observation", &name),
            name,
            modifier,
            values,
            span: (0, 0),
        });
        let resource_type = crate::types::resource("Observation").unwrap();
        prop_oneof![
            "[A-Za-z0-9.-]{3,64}".prop_map(move |id| Query::Read { resource_type, id }),
            proptest::collection::vec(parameter, 0..5)
                .prop_map(move |parameters| Query::Search(super::super::Search { resource_type, parameters })),
        ]
    }

    proptest! {
        #[test]
        fn a_url_parses_back_into_its_query(query in any_query()) {
            prop_assert_eq!(without_spans(Query::parse(&query.to_url()).unwrap()), query);
        }

        #[test]
        fn a_url_has_only_characters_that_urls_have(query in any_query()) {
            let is_allowed = |byte: u8| byte.is_ascii_graphic() && !b"\"<>\\^`{|}#".contains(&byte);
            prop_assert!(query.to_url().bytes().all(is_allowed));
        }

        #[test]
        fn no_text_breaks_the_parser(text in "\\PC{0,40}") {
            if let Err(error) = Query::parse(&text) {
                prop_assert!(text.get(error.span.0..error.span.1).is_some());
            }
        }

        #[test]
        fn no_parameters_break_the_parser(text in "Observation\\?[a-z:._%,=&+ é0-9A-F\\\\]{0,30}") {
            if let Err(error) = Query::parse(&text) {
                prop_assert!(text.get(error.span.0..error.span.1).is_some());
            }
        }
    }

    #[test]
    fn urls_stay_readable() {
        let url = |text: &str| Query::parse(text).unwrap().to_url();
        assert_eq!(url("Observation?patient=1&code=http://loinc.org|4548-4,b"), "Observation?patient=1&code=http://loinc.org%7C4548-4,b");
        assert_eq!(url("Condition?code:in=http://example.org/a b&_sort=-date"), "Condition?code:in=http://example.org/a%20b&_sort=-date");
        assert_eq!(url("Patient/1"), "Patient/1");
    }

    #[test]
    fn an_id_stays_one_segment() {
        let read = Query::Read { resource_type: crate::types::resource("Patient").unwrap(), id: "1/_history?x".to_owned() };
        assert_eq!(read.to_url(), "Patient/1%2F_history%3Fx");
    }
}
