//! How answers and errors are written. What searches find is tested beside the crate, in `tests/search`.

use crate::{
    Document,
    date::Clock,
    query::{Query, Search},
    record::Record,
};
use jiff::{civil::date, tz::TimeZone};

const RECORD: &str = r#"{"resourceType":"Bundle","type":"collection","entry":[
    {"fullUrl":"urn:uuid:1","resource":{"resourceType":"Patient","id":"1","meta":{"versionId":"3","tag":[{"code":"a"}]},"text":{"status":"empty"},"gender":"male", "birthDate":"1980","_birthDate":{"id":"x"}}},
    {"resource":{"resourceType":"Observation","id":"2","status":"final","code":{"text":"n"},"text":{"status":"empty"},"subject":{"reference":"urn:uuid:1"},"valueQuantity":{"value":1.50}}}]}"#;

fn search(query: &str) -> Search<String> {
    match Query::parse(query) {
        Ok(Query::Search(search)) => search,
        other => panic!("{query}: {other:?}"),
    }
}

fn answer(query: &str) -> String {
    let document = Document::parse(RECORD).unwrap();
    let record = Record::load([&document]).unwrap();
    let found = record.search(&search(query), &Clock::fixed(date(2024, 6, 1), TimeZone::UTC), &());
    found.map_or_else(|error| error.to_string(), |found| found.to_bundle().unwrap().text().to_owned())
}

fn entries(query: &str) -> String {
    let bundle = Document::parse(answer(query)).unwrap();
    bundle
        .root()
        .get("entry")
        .map_or(String::new(), |entry| entry.elements().map(|entry| entry.get("resource").unwrap().raw()).collect::<Vec<_>>().join("\n"))
}

#[test]
fn an_answer_is_a_searchset_of_what_came_as_it_came() {
    insta::assert_snapshot!(answer("Observation?subject=Patient/1&_include=Observation:subject"), @r#"{"resourceType":"Bundle","type":"searchset","total":1,"link":[{"relation":"self","url":"Observation?subject=Patient/1&_include=Observation:subject"}],"entry":[{"resource":{"resourceType":"Observation","id":"2","status":"final","code":{"text":"n"},"text":{"status":"empty"},"subject":{"reference":"urn:uuid:1"},"valueQuantity":{"value":1.50}},"search":{"mode":"match"}},{"fullUrl":"urn:uuid:1","resource":{"resourceType":"Patient","id":"1","meta":{"versionId":"3","tag":[{"code":"a"}]},"text":{"status":"empty"},"gender":"male", "birthDate":"1980","_birthDate":{"id":"x"}},"search":{"mode":"include"}}]}"#);
    insta::assert_snapshot!(answer("Observation?code=other"), @r#"{"resourceType":"Bundle","type":"searchset","total":0,"link":[{"relation":"self","url":"Observation?code=other"}]}"#);
    insta::assert_snapshot!(answer("Patient?_count=0"), @r#"{"resourceType":"Bundle","type":"searchset","total":1,"link":[{"relation":"self","url":"Patient?_count=0"}]}"#);
}

#[test]
fn the_next_page_is_the_same_query_further_on() {
    let document = Document::parse(r#"{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Group"}},{"resource":{"resourceType":"Group"}},{"resource":{"resourceType":"Group"}}]}"#).unwrap();
    let record = Record::load([&document]).unwrap();
    let next =
        |query: &str| record.search(&search(query), &Clock::fixed(date(2024, 6, 1), TimeZone::UTC), &()).unwrap().next().map(str::to_owned);
    assert_eq!(next("Group?_count=1").as_deref(), Some("Group?_count=1&_offset=1"));
    assert_eq!(next("Group?_count=1&_offset=1").as_deref(), Some("Group?_count=1&_offset=2"));
    assert_eq!(next("Group?_count=1&_offset=2"), None);
    assert_eq!(next("Group?_count=1&_offset=200"), None);
    assert_eq!(next("Group"), None);
}

#[test]
fn elements_leave_what_is_asked_for_and_what_is_mandatory() {
    insta::assert_snapshot!(entries("Patient?_elements=birthDate"), @r#"{"resourceType":"Patient","id":"1","birthDate":"1980","_birthDate":{"id":"x"},"meta":{"versionId":"3","tag":[{"code":"a"},{"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationValue","code":"SUBSETTED"}]}}"#);
    insta::assert_snapshot!(entries("Observation?_elements=value"), @r#"{"resourceType":"Observation","id":"2","status":"final","code":{"text":"n"},"valueQuantity":{"value":1.50},"meta":{"tag":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationValue","code":"SUBSETTED"}]}}"#);
    insta::assert_snapshot!(entries("Observation?_elements=subject&_include=Observation:subject"), @r#"
    {"resourceType":"Observation","id":"2","status":"final","code":{"text":"n"},"subject":{"reference":"urn:uuid:1"},"meta":{"tag":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationValue","code":"SUBSETTED"}]}}
    {"resourceType":"Patient","id":"1","meta":{"versionId":"3","tag":[{"code":"a"}]},"text":{"status":"empty"},"gender":"male", "birthDate":"1980","_birthDate":{"id":"x"}}
    "#);
}

#[test]
fn summaries_leave_the_narrative_or_all_but_it() {
    insta::assert_snapshot!(entries("Observation?_summary=text"), @r#"{"resourceType":"Observation","id":"2","status":"final","code":{"text":"n"},"text":{"status":"empty"},"meta":{"tag":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationValue","code":"SUBSETTED"}]}}"#);
    insta::assert_snapshot!(entries("Observation?_summary=data"), @r#"{"resourceType":"Observation","id":"2","status":"final","code":{"text":"n"},"subject":{"reference":"urn:uuid:1"},"valueQuantity":{"value":1.50},"meta":{"tag":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationValue","code":"SUBSETTED"}]}}"#);
    assert_eq!(entries("Observation?_summary=false"), entries("Observation"));
}

#[test]
fn an_error_names_the_parameter_what_is_wrong_and_what_is_not() {
    let errors = [
        "Patient?colour=red",
        "Patient?birthDate=1980",
        "Observation?_text=bone",
        "Patient?name:near=a",
        "Patient?birthdate:exact=1980",
        "Patient?birthdate=80",
        "Observation?subject:Nonsense.name=a",
        "Observation?code.text=a",
        "Observation?subject.name=a",
        "Observation?subject.colour=a",
        "Observation?code:in=http://example.org/a",
        "Observation?_sort=date&_sort=code",
        "Patient?_count=few",
    ];
    insta::assert_snapshot!(errors.map(answer).join("\n"), @r#"
    `colour`: Patient has no search parameter `colour`
    `birthDate`: Patient has no search parameter `birthDate`; did you mean `birthdate`?
    `_text`: `_text` can't be searched by here: it searches free text, which needs an index of its own
    `name:near`: it takes no `:near` here, only `:contains`, `:exact`, `:missing`
    `birthdate:exact`: it takes no `:exact` here, only `:missing`
    `birthdate`: a value is of the wrong form; expected a date, with at most a prefix: `2024`, `ge2024-05`, `lt2024-05-01T08:30:00Z`, with `+` in a zone written as `%2B`
    `subject:Nonsense.name`: `Nonsense` is no FHIR R4 resource type
    `code.text`: `code` is no reference parameter, so it leads to no resource
    `subject.name`: several of the types that `subject` leads to have this parameter; say which: `subject:Patient.…`, `subject:Location.…`
    `subject.colour`: none of the types that `subject` leads to has this parameter
    `code:in`: the value set `http://example.org/a` isn't known
    `_sort`: it is given twice, and one must be it
    `_count`: a value is of the wrong form; expected a whole number, 0 or more
    "#);
}
