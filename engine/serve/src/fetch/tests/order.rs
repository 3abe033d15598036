//! Entries whose queries need the results of others.

use super::{
    fake_server::{Answer, FakeServer, response},
    testing::{Call, LABS, bundle},
};

const ENCOUNTERS: (&str, &str) = ("encounters", "Encounter?patient={{context.patientId}}");
const LABS_OF_ENCOUNTERS: (&str, &str) = ("labs", "Observation?patient={{context.patientId}}&encounter={{%encounters.entry.resource.id}}");

fn encounters() -> Answer {
    Answer::Resource(
        r#"{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Encounter","id":"e1"}},{"resource":{"resourceType":"Encounter","id":"e2"}}]}"#.to_owned(),
    )
}

#[tokio::test]
async fn a_query_waits_for_what_it_needs() {
    let fake =
        FakeServer::start(|path| if path.starts_with("/fhir/Encounter") { encounters() } else { Answer::Resource(bundle(&["a"], None)) });
    assert_eq!(Call::to(&fake.base).outcomes(&[ENCOUNTERS, LABS_OF_ENCOUNTERS]).await, ["had 2", "had 1"]);
    let asked = fake.heads().remove(1);
    assert!(asked.contains("encounter=e1,e2") || asked.contains("encounter=e1%2Ce2"), "{asked}");
}

#[tokio::test]
async fn what_is_asked_of_nothing_is_empty() {
    let fake = FakeServer::start(|_| Answer::Resource(r#"{"resourceType":"Bundle"}"#.to_owned()));
    assert_eq!(Call::to(&fake.base).outcomes(&[ENCOUNTERS, LABS_OF_ENCOUNTERS]).await, ["had Bundle", "empty"]);
    assert_eq!(fake.heads().len(), 1);
}

#[tokio::test]
async fn what_needs_an_entry_that_cannot_be_had_cannot_be_had() {
    let fake = FakeServer::start(|path| match path.starts_with("/fhir/Encounter") {
        true => Answer::Raw(response("503 Busy", "Content-Type: application/json", b"{}")),
        false => Answer::Resource(bundle(&["a"], None)),
    });
    let outcomes = Call::to(&fake.base).outcomes(&[ENCOUNTERS, LABS_OF_ENCOUNTERS, ("others", LABS)]).await;
    assert_eq!(outcomes, ["answered-otherwise", "depends-on", "had 1"]);
}

#[tokio::test]
async fn a_token_of_the_context_without_a_value_cannot_be_asked_for() {
    let fake = FakeServer::start(|_| Answer::Hang);
    assert_eq!(Call::to(&fake.base).one("Encounter/{{context.encounterId}}").await, "no-value");
    assert!(fake.heads().is_empty());
}

#[tokio::test]
async fn a_prefetched_entry_serves_those_that_need_it() {
    let fake = FakeServer::start(|_| Answer::Resource(bundle(&["a"], None)));
    let prefetch = r#"{"encounters":{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Encounter","id":"e9"}}]}}"#;
    let call = Call { prefetch: prefetch.to_owned(), ..Call::to(&fake.base) };
    assert_eq!(call.outcomes(&[ENCOUNTERS, LABS_OF_ENCOUNTERS]).await, ["had 1", "had 1"]);
    assert!(fake.heads()[0].contains("encounter=e9"));
}
