//! A token is used once, however many try; and what can't be checked passes no one.

use super::{
    ehr::{Engine, call},
    keys,
    token::{LABS, Token},
};
use engine_tests::{FhirServer, Folder, TestStore, printed, run_in};
use std::{
    sync::Barrier,
    thread,
    time::{Duration, Instant},
};

#[test]
fn a_token_is_used_once() {
    let engine = Engine::start();
    let token = Token::new().text();
    assert_eq!(engine.post(LABS, &token, &call()).status, 200);
    let place = engine.server.log().len();
    assert_eq!(engine.post(LABS, &token, &call()).status, 401);
    engine.log_from(place, &["caller refused", "check=\"replayed\"", "client=\"st-elsewhere\""]);
    // The same id in another token of the same client is the same use.
    let id = |id: &str| Token::new().claim("jti", id).text();
    assert_eq!(engine.post(LABS, &id("one"), &call()).status, 200);
    assert_eq!(engine.post(LABS, &id("one"), &call()).status, 401);
    engine.check_log();
}

#[test]
fn a_forged_token_uses_up_no_id() {
    let engine = Engine::start();
    let token = Token::new();
    let forged = token.tampered(|[header, claims, _]| [header, claims, keys::encode([7; 96])]);
    assert_eq!(engine.post(LABS, &forged, &call()).status, 401);
    assert_eq!(engine.post(LABS, &token.text(), &call()).status, 200);
}

/// Sends one token over a hundred connections at the same instant, to each of the engines as often; checks that exactly one call passes.
fn check_one_of_a_hundred_passes(engines: &[&Engine]) {
    const CONNECTIONS: usize = 100;
    let token = format!("Bearer {}", Token::new().text());
    let barrier = &Barrier::new(CONNECTIONS);
    let ask = |engine: &Engine| {
        let client = reqwest::blocking::Client::builder().pool_max_idle_per_host(1).build().expect("a client");
        let request = client.post(format!("{}{LABS}", engine.server.url)).header("content-type", "application/json");
        let request = request.header("authorization", &token).body(call().to_string());
        barrier.wait();
        request.send().expect("an answer").status().as_u16()
    };
    let statuses: Vec<u16> = thread::scope(|scope| {
        let asked = engines.iter().cycle().take(CONNECTIONS);
        let threads: Vec<_> = asked.map(|engine| scope.spawn(|| ask(engine))).collect();
        threads.into_iter().map(|thread| thread.join().expect("no panic")).collect()
    });
    let count = |status: u16| statuses.iter().filter(|found| **found == status).count();
    assert_eq!((count(200), count(401)), (1, CONNECTIONS - 1), "{statuses:?}");
}

#[test]
fn of_a_hundred_connections_at_the_same_instant_exactly_one_passes() {
    check_one_of_a_hundred_passes(&[&Engine::start()]);
}

#[test]
fn engines_that_share_a_store_share_what_was_used() {
    for store in TestStore::each() {
        let folder = Folder::with(&[]);
        let address = store.address.replace("sqlite:", &format!("sqlite:{}/", folder.path().display()));
        check_one_of_a_hundred_passes(&[&Engine::with_store(&address), &Engine::with_store(&address)]);
    }
}

#[test]
fn where_the_store_cannot_tell_nobody_passes() {
    let engine = Engine::with_store("sqlite:/no/such/folder/engine.db");
    let answer = engine.call(&call());
    assert_eq!(answer.status, 503, "{}", answer.body);
    engine.server.wait_until("it isn't ready", |server| server.get("/health/ready").0 == 503);
    let (_, ready) = engine.server.get("/health/ready");
    assert!(ready["store"] == "fails" && ready.get("storeProblem").is_none(), "{ready}");
}

#[test]
fn a_record_names_the_client() {
    let engine = Engine::start();
    let token = Token::new().claim("tenant", "west").text();
    assert_eq!(engine.post(LABS, &token, &call()).status, 200);
    assert_eq!(engine.post(LABS, &token, &call()).status, 401);
    let records = || {
        let (out, ..) = printed(&run_in(engine.folder.path(), &["audit", "--format", "json", "--config", "engine.yaml"]));
        out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect::<Vec<serde_json::Value>>()
    };
    engine.server.wait_until("both are recorded", |_| records().len() == 2);
    let records = records();
    assert_eq!((&records[0]["client"], &records[0]["tenant"]), (&"st-elsewhere".into(), &"west".into()));
    assert!(records[1]["outcome"] != "answered" && records[1].get("client").is_none(), "{}", records[1]);
}

#[test]
fn keys_that_cannot_be_had_let_nobody_pass_and_nobody_is_told_that_they_are_wrong() {
    let million = format!(r#"{{"keys":[{}{{}}]}}"#, r#"{"kty":"RSA","kid":"es384"},"#.repeat(1_000_000));
    let key_server = FhirServer::answering(move |_| million.clone());
    for jwks in [format!("{}/jwks.json", key_server.base), "http://127.0.0.1:1/jwks.json".to_owned(), "keys/none.json".to_owned()] {
        let engine = Engine::with_keys(&jwks);
        let answer = engine.call(&call());
        assert_eq!(answer.status, 503, "{jwks}: {answer:?}");
        assert!(answer.challenge.is_none() && answer.body.contains("OperationOutcome"), "{answer:?}");
        engine.log_from(0, &["the JWK set of", "can't be had", "client=\"st-elsewhere\""]);
        // The other client is not touched, nor is a token without a chance.
        assert_eq!(engine.post(LABS, &Token::new().claim("exp", 1).text(), &call()).status, 401);
        engine.check_log();
    }
    assert!(key_server.heads().len() <= 2, "{}", key_server.heads().len());
}

#[test]
fn keys_from_a_server_are_fetched_once_for_many_calls_and_unknown_keys() {
    let set = keys::of_st_elsewhere().to_string();
    let key_server = FhirServer::answering(move |_| set.clone());
    let engine = Engine::with_keys(&format!("{}/jwks.json", key_server.base));
    for _ in 0..5 {
        assert_eq!(engine.call(&call()).status, 200);
    }
    for number in 0..50 {
        assert_eq!(engine.post(LABS, &Token::new().header("kid", format!("x{number}")).text(), &call()).status, 401);
    }
    assert_eq!(key_server.heads().len(), 1);
}

#[test]
fn a_key_that_is_put_into_the_file_or_taken_out_is_followed() {
    let engine = Engine::start();
    assert_eq!(engine.call(&call()).status, 200);
    let soon = |keys: serde_json::Value, status: u16| {
        engine.folder.write("keys/st-elsewhere.json", &keys.to_string());
        let begun = Instant::now();
        while engine.call(&call()).status != status {
            assert!(begun.elapsed() < Duration::from_secs(10), "waited in vain for {status}");
            thread::sleep(Duration::from_millis(100));
        }
    };
    soon(keys::of_general(), 401);
    soon(keys::of_st_elsewhere(), 200);
}
