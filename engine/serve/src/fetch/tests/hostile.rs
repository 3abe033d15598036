//! FHIR servers that refuse, hang, mislead or flood: the entry can't be had, within the deadline, and the token goes nowhere else.

use super::{
    fake_server::{Answer, FakeServer, response},
    testing::{Call, LABS, bundle},
};
use crate::outbound::Gates;
use std::time::{Duration, Instant};

/// The outcome of a search on a server that answers so.
async fn search_on(answer: impl Fn(&str) -> Answer + Send + Sync + 'static) -> String {
    let fake = FakeServer::start(answer);
    let mut call = Call::to(&fake.base);
    call.deadline = Duration::from_millis(400);
    let begun = Instant::now();
    let outcome = call.one(LABS).await;
    assert!(begun.elapsed() < Duration::from_millis(1500), "{outcome} after {:?}", begun.elapsed());
    outcome
}

fn raw(status: &'static str, headers: &'static str, body: &'static str) -> impl Fn(&str) -> Answer + Send + Sync {
    move |_| Answer::Raw(response(status, headers, body.as_bytes()))
}

#[tokio::test]
async fn one_that_hangs_or_drips_ends_at_the_deadline() {
    assert_eq!(search_on(|_| Answer::Hang).await, "timed-out");
    assert_eq!(search_on(|_| Answer::Drip).await, "timed-out");
}

#[tokio::test]
async fn one_that_is_not_there_or_hangs_up() {
    assert_eq!(Call::to("http://127.0.0.1:1/fhir").one(LABS).await, "no-answer");
    assert_eq!(search_on(|_| Answer::Raw(Vec::new())).await, "no-answer");
    assert_eq!(
        search_on(|_| Answer::Raw(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{".to_vec())).await,
        "no-answer"
    );
}

#[tokio::test]
async fn one_that_refuses() {
    for status in ["401 Unauthorized", "403 Forbidden", "500 Oops", "206 Partial", "204 No Content"] {
        assert_eq!(search_on(raw(status, "Content-Type: application/fhir+json", "{}")).await, "answered-otherwise", "{status}");
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let other = FakeServer::start(|_| Answer::Resource(bundle(&["a"], None)));
    let headers = format!("Location: {}/Observation", other.base);
    assert_eq!(search_on(move |_| Answer::Raw(response("302 Found", &headers, b""))).await, "redirected");
    assert!(other.heads().is_empty());
}

#[tokio::test]
async fn a_redirect_into_the_network_is_not_followed_either() {
    for location in ["http://169.254.169.254/latest/meta-data/", "//169.254.169.254/", "/fhir/Patient/1", "file:///etc/passwd"] {
        let headers = format!("Location: {location}");
        for status in ["301 Moved", "302 Found", "303 See", "307 Again", "308 Always"] {
            let headers = headers.clone();
            assert_eq!(search_on(move |_| Answer::Raw(response(status, &headers, b""))).await, "redirected", "{status} {location}");
        }
    }
}

#[tokio::test]
async fn one_that_fails_again_and_again_is_left_alone() {
    let fake = FakeServer::start(|_| Answer::Raw(response("503 Busy", "Content-Type: application/json", b"{}")));
    let gates = Gates::new(16);
    for _ in 0..10 {
        assert_eq!(Call::to(&fake.base).through(&gates).await, "answered-otherwise");
    }
    assert_eq!(Call::to(&fake.base).through(&gates).await, "server-failing");
    assert_eq!(fake.heads().len(), 10);
    let well = FakeServer::start(|_| Answer::Resource(bundle(&["a"], None)));
    assert_eq!(Call::to(&well.base).through(&gates).await, "had 1");
}

#[tokio::test]
async fn what_is_no_json_is_no_answer() {
    assert_eq!(search_on(raw("200 OK", "Content-Type: text/html", "<html>")).await, "not-json");
    assert_eq!(search_on(raw("200 OK", "X-None: 1", "{}")).await, "not-json");
    assert_eq!(search_on(raw("200 OK", "Content-Type: application/fhir+json", "<html>")).await, "not-json");
    assert_eq!(
        search_on(|_| Answer::Raw(response("200 OK", "Content-Type: application/json", "[".repeat(10_000).as_bytes()))).await,
        "not-json"
    );
}

#[tokio::test]
async fn a_flood_is_cut_off() {
    assert_eq!(search_on(|_| Answer::Endless).await, "too-large");
}

#[tokio::test]
async fn a_bomb_of_gzip_is_counted_as_it_unfolds() {
    let bomb = gzip_of_spaces();
    assert!(bomb.len() < 100_000, "{}", bomb.len());
    assert_eq!(
        search_on(move |_| Answer::Raw(response("200 OK", "Content-Type: application/json\r\nContent-Encoding: gzip", &bomb))).await,
        "too-large"
    );
}

#[tokio::test]
async fn what_was_not_asked_for_is_no_answer() {
    let found = |resource: &str| format!(r#"{{"resourceType":"Bundle","entry":[{{"resource":{resource}}}]}}"#);
    let (other_type, other_patient) =
        (found(r#"{"resourceType":"Condition"}"#), found(r#"{"resourceType":"Observation","subject":{"reference":"Patient/456"}}"#));
    assert_eq!(search_on(move |_| Answer::Resource(other_type.clone())).await, "misfit");
    assert_eq!(search_on(move |_| Answer::Resource(other_patient.clone())).await, "misfit");
    assert_eq!(search_on(|_| Answer::Resource(r#"{"resourceType":"Observation"}"#.to_owned())).await, "misfit");
    assert_eq!(search_on(|_| Answer::Resource("{}".to_owned())).await, "misfit");
    assert_eq!(search_on(|_| Answer::Resource(r#"{"resourceType":"OperationOutcome"}"#.to_owned())).await, "server-failed");
}

#[tokio::test]
async fn a_page_elsewhere_is_not_fetched() {
    let other = FakeServer::start(|_| Answer::Resource(bundle(&["b"], None)));
    let link = format!("{}/Observation?page=2", other.base);
    assert_eq!(search_on(move |_| Answer::Resource(bundle(&["a"], Some(&link)))).await, "page-elsewhere");
    assert!(other.heads().is_empty());
    assert_eq!(search_on(|_| Answer::Resource(bundle(&["a"], Some("../admin")))).await, "page-elsewhere");
}

#[tokio::test]
async fn pages_in_a_ring_or_without_end_are_left() {
    assert_eq!(search_on(|_| Answer::Resource(bundle(&["a"], Some("Observation?patient=123")))).await, "page-repeated");
    let counter = std::sync::atomic::AtomicUsize::new(0);
    let endless = move |_: &str| {
        let page = counter.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        Answer::Resource(bundle(&["a"], Some(&format!("?page={page}"))))
    };
    assert_eq!(search_on(endless).await, "too-many-pages");
}

/// What unfolds to 64 MB of spaces.
fn gzip_of_spaces() -> Vec<u8> {
    use std::io::Write;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    (0..1024).for_each(|_| encoder.write_all(&[b' '; 65536]).unwrap());
    encoder.finish().unwrap()
}
