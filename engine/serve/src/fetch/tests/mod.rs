//! What is fetched and how; also in which order, and from servers that misbehave.

mod fake_server;
mod hostile;
mod order;
mod testing;

use engine_call::CallLimits;
use fake_server::{Answer, FakeServer, response};
use std::time::{Duration, Instant};
use testing::{Call, LABS, bundle};

#[tokio::test]
async fn what_is_absent_is_asked_for_with_the_token() {
    let fake = FakeServer::start(|_| Answer::Resource(r#"{"resourceType":"Patient","id":"123"}"#.to_owned()));
    assert_eq!(Call::to(&fake.base).one("Patient/{{context.patientId}}").await, "had Patient");
    let head = fake.heads().remove(0).to_ascii_lowercase();
    assert!(head.starts_with("get /fhir/patient/123 "), "{head}");
    for header in ["authorization: bearer secret-token", "accept: application/fhir+json", "prefer: handling=strict"] {
        assert!(head.contains(&format!("{header}\r\n")), "{header}: {head}");
    }
}

#[tokio::test]
async fn a_read_that_finds_nothing_is_empty_and_a_search_that_is_not_found_is_not() {
    for status in ["404 Not Found", "410 Gone"] {
        let fake = FakeServer::start(move |_| Answer::Raw(response(status, "Content-Type: application/fhir+json", b"{}")));
        assert_eq!(Call::to(&fake.base).one("Patient/{{context.patientId}}").await, "empty");
        assert_eq!(Call::to(&fake.base).one(LABS).await, "answered-otherwise");
    }
}

#[tokio::test]
async fn all_entries_are_asked_for_at_once() {
    let fake = FakeServer::start(|_| {
        std::thread::sleep(Duration::from_millis(300));
        Answer::Resource(bundle(&["a"], None))
    });
    let begun = Instant::now();
    let outcomes = Call::to(&fake.base).outcomes(&[("a", LABS), ("b", LABS), ("c", LABS), ("d", LABS)]).await;
    assert_eq!(outcomes, ["had 1"; 4]);
    assert!(begun.elapsed() < Duration::from_millis(900), "{:?}", begun.elapsed());
}

#[tokio::test]
async fn without_a_token_nothing_is_asked() {
    let fake = FakeServer::start(|_| Answer::Resource(bundle(&["a"], None)));
    let call = Call { has_token: false, ..Call::to(&fake.base) };
    assert_eq!(call.one(LABS).await, "no-token");
    assert!(fake.heads().is_empty());
}

#[tokio::test]
async fn a_server_elsewhere_is_never_asked() {
    assert_eq!(Call::to("http://192.0.2.1/fhir").one(LABS).await, "server-not-allowed");
}

#[tokio::test]
async fn pages_are_joined() {
    let fake = FakeServer::start(|path| match path {
        "/fhir/Observation?patient=123" => Answer::Resource(bundle(&["a", "b"], Some("?page=2"))),
        "/fhir/?page=2" => Answer::Resource(bundle(&["c"], None)),
        _ => Answer::Hang,
    });
    assert_eq!(Call::to(&fake.base).one(LABS).await, "had 3");
}

#[tokio::test]
async fn a_count_bounds_the_pages() {
    let fake = FakeServer::start(|_| Answer::Resource(bundle(&["a", "b"], Some("?more"))));
    assert_eq!(Call::to(&fake.base).one("Observation?patient={{context.patientId}}&_count=2").await, "had 2");
    assert_eq!(fake.heads().len(), 1);
}

#[tokio::test]
async fn an_entry_has_so_many_resources_at_most() {
    let fake = FakeServer::start(|path| match path {
        "/fhir/Observation?patient=123" => Answer::Resource(bundle(&["a", "b"], Some("?page=2"))),
        _ => Answer::Resource(bundle(&["c"], None)),
    });
    let call = |resources| Call { limits: CallLimits { resources, ..CallLimits::default() }, ..Call::to(&fake.base) };
    assert_eq!(call(3).one(LABS).await, "had 3");
    assert_eq!(call(2).one(LABS).await, "too-many-resources");
    assert_eq!(call(1).one(LABS).await, "too-many-resources");
}

#[tokio::test]
async fn the_rest_of_a_prefetched_search_is_fetched_or_it_cannot_be_had() {
    let fake = FakeServer::start(|_| Answer::Resource(bundle(&["c"], None)));
    let prefetch = format!(r#"{{"entry":{}}}"#, bundle(&["a", "b"], Some("?page=2")));
    let call = Call { prefetch: prefetch.clone(), ..Call::to(&fake.base) };
    assert_eq!(call.one(LABS).await, "had 3");
    let call = Call { prefetch, has_token: false, ..Call::to(&fake.base) };
    assert_eq!(call.one(LABS).await, "no-token");
}
