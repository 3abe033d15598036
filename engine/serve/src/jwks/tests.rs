//! How often a client's keys are asked for, and what serves meanwhile.

use super::*;
use crate::outbound::{self, Names};
use std::{
    io::{Read, Write},
    net::TcpListener,
    path::PathBuf,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

const ONE_KEY: &str = r#"{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"a","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}"#;
const OTHER_KEY: &str = r#"{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"b","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}"#;

/// A server of a JWK set that counts how often it is asked.
struct KeyServer {
    jwks: Arc<Jwks>,
    asked: Arc<AtomicUsize>,
    client: Client,
}

impl KeyServer {
    /// Answers with what `answer` gives for the how-manieth question: a status line and a body. No status line: it is down.
    fn answering(answer: impl Fn(usize) -> (&'static str, String) + Send + 'static) -> KeyServer {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/jwks.json", listener.local_addr().unwrap()).parse().unwrap();
        let asked = Arc::new(AtomicUsize::new(0));
        let counted = asked.clone();
        thread::spawn(move || {
            for mut stream in listener.incoming().map_while(Result::ok) {
                let _ = stream.read(&mut [0; 4096]);
                let (status, body) = answer(counted.fetch_add(1, Ordering::SeqCst));
                if !status.is_empty() {
                    let _ = write!(stream, "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len());
                }
            }
        });
        KeyServer { jwks: Arc::new(Jwks::new("ehr", KeySource::Url(url))), asked, client: outbound::client(&Names::default()).unwrap() }
    }

    async fn has(&self, key_id: &str) -> Option<bool> {
        self.jwks.for_key(key_id, &self.client).await.map(|keys| keys.has(key_id))
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

/// Lets time pass for the keys that are cached.
async fn pass(jwks: &Jwks, time: Duration) {
    let earlier = |at: Instant| at.checked_sub(time).unwrap();
    if let Some(cached) = jwks.cached.load_full() {
        jwks.cached.store(Some(Arc::new(CachedKeys {
            keys: cached.keys.clone(),
            since: earlier(cached.since),
            lifetime: cached.lifetime,
        })));
    }
    jwks.requests.pass(time).await;
}

#[actix_web::test]
async fn keys_are_fetched_once_in_their_lifetime() {
    let server = KeyServer::answering(|_| ("200 OK", ONE_KEY.to_owned()));
    for _ in 0..10 {
        assert_eq!(server.has("a").await, Some(true));
    }
    assert_eq!(server.asked(), 1);
    pass(&server.jwks, Duration::from_secs(700)).await;
    assert_eq!(server.has("a").await, Some(true));
    assert_eq!(server.asked(), 2);
}

#[actix_web::test]
async fn an_unknown_key_is_asked_for_and_a_flood_of_them_is_not() {
    let server = KeyServer::answering(|count| ("200 OK", if count == 0 { ONE_KEY } else { OTHER_KEY }.to_owned()));
    assert_eq!(server.has("a").await, Some(true));
    pass(&server.jwks, Duration::from_secs(11)).await;
    assert_eq!(server.has("b").await, Some(true));
    let names: Vec<String> = (0..100).map(|number| format!("x{number}")).collect();
    let found = futures_util::future::join_all(names.iter().map(|name| server.has(name))).await;
    assert!(found.iter().all(|found| *found == Some(false)));
    assert_eq!(server.asked(), 2);
}

#[actix_web::test]
async fn many_that_come_at_once_make_one_request() {
    let server = KeyServer::answering(|_| {
        thread::sleep(Duration::from_millis(50));
        ("200 OK", ONE_KEY.to_owned())
    });
    let found = futures_util::future::join_all((0..50).map(|_| server.has("a"))).await;
    assert!(found.iter().all(|found| *found == Some(true)));
    assert_eq!(server.asked(), 1);
}

#[actix_web::test]
async fn old_keys_serve_while_the_source_is_down_but_not_for_ever() {
    let server = KeyServer::answering(|count| if count == 0 { ("200 OK", ONE_KEY.to_owned()) } else { ("", String::new()) });
    assert_eq!(server.has("a").await, Some(true));
    pass(&server.jwks, Duration::from_secs(4000)).await;
    for _ in 0..5 {
        assert_eq!(server.has("a").await, Some(true));
    }
    assert_eq!(server.asked(), 2);
    pass(&server.jwks, Duration::from_secs(24 * 3600)).await;
    assert_eq!(server.has("a").await, None);
}

#[actix_web::test]
async fn a_key_that_was_taken_back_is_gone_with_the_next_set() {
    let server = KeyServer::answering(|count| ("200 OK", if count == 0 { ONE_KEY } else { OTHER_KEY }.to_owned()));
    assert_eq!(server.has("a").await, Some(true));
    pass(&server.jwks, Duration::from_secs(700)).await;
    assert_eq!(server.has("a").await, Some(false));
}

#[actix_web::test]
async fn what_is_no_set_is_not_taken() {
    let million = || format!(r#"{{"keys":[{}{{}}]}}"#, r#"{"kty":"RSA","kid":"a"},"#.repeat(1_000_000));
    for (status, body) in [
        ("200 OK", million()),
        ("200 OK", "<html>".to_owned()),
        ("302 Found\r\nLocation: http://127.0.0.1:1/", ONE_KEY.to_owned()),
        ("404 Not Found", ONE_KEY.to_owned()),
        ("500 Internal Server Error", ONE_KEY.to_owned()),
    ] {
        let server = KeyServer::answering(move |_| (status, body.clone()));
        assert_eq!(server.has("a").await, None, "{status}");
        assert_eq!(server.has("a").await, None, "{status}");
        assert_eq!(server.asked(), 1, "{status}");
    }
}

#[actix_web::test]
async fn the_source_is_asked_to_the_end_though_the_caller_goes_away() {
    let server = KeyServer::answering(|_| {
        thread::sleep(Duration::from_millis(100));
        ("200 OK", ONE_KEY.to_owned())
    });
    assert!(tokio::time::timeout(Duration::from_millis(20), server.has("a")).await.is_err());
    assert_eq!(server.has("a").await, Some(true));
    assert_eq!(server.asked(), 1);
}

#[actix_web::test]
async fn a_file_is_read_again_when_it_changes_and_the_old_keys_serve_while_it_is_broken() {
    let folder = tempfile::tempdir().unwrap();
    let path: PathBuf = folder.path().join("keys.json");
    let (jwks, client) = (Arc::new(Jwks::new("ehr", KeySource::File(path.clone()))), outbound::client(&Names::default()).unwrap());
    let has = async |key_id: &str| jwks.for_key(key_id, &client).await.map(|keys| keys.has(key_id));
    assert_eq!(has("a").await, None);
    for (text, a, b) in [(ONE_KEY, true, false), ("{", true, false), (OTHER_KEY, false, true)] {
        std::fs::write(&path, text).unwrap();
        pass(&jwks, Duration::from_secs(2)).await;
        assert_eq!((has("a").await, has("b").await), (Some(a), Some(b)), "{text}");
    }
}
