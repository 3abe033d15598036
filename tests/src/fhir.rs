//! A FHIR server for tests: a function of the query says what it answers, and it keeps the heads of all requests.

use std::{
    io::{Read, Write},
    net::TcpListener,
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

/// Its thread ends with the test process.
#[derive(Debug)]
pub struct FhirServer {
    /// `http://127.0.0.1:PORT/fhir`
    pub base: String,
    heads: Arc<Mutex<Vec<String>>>,
}

impl FhirServer {
    /// Answers every request with one resource, after `delay`.
    pub fn start(resource: String, delay: Duration) -> FhirServer {
        FhirServer::answering(move |_| {
            thread::sleep(delay);
            resource.clone()
        })
    }

    /// Answers every search with an empty Bundle, and every read with a resource of which only the id is known.
    pub fn empty() -> FhirServer {
        FhirServer::answering(|query| match query.split_once('/') {
            Some((kind, id)) if !query.contains('?') => format!(r#"{{ "resourceType": "{kind}", "id": "{id}" }}"#),
            _ => r#"{ "resourceType": "Bundle", "type": "searchset" }"#.to_owned(),
        })
    }

    /// Answers with what `answer` gives for the query: what follows the base and a slash.
    pub fn answering(answer: impl Fn(&str) -> String + Send + Sync + 'static) -> FhirServer {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let base = format!("http://{}/fhir", listener.local_addr().expect("an address"));
        let heads = Arc::new(Mutex::new(Vec::new()));
        let (seen, answer) = (heads.clone(), Arc::new(answer));
        thread::spawn(move || {
            for mut stream in listener.incoming().map_while(Result::ok) {
                let (seen, answer) = (seen.clone(), answer.clone());
                thread::spawn(move || {
                    let mut head = [0; 4096];
                    let length = stream.read(&mut head).unwrap_or_default();
                    let head = String::from_utf8_lossy(&head[..length]).into_owned();
                    let resource = answer(query(&head));
                    seen.lock().expect("no panic").push(head);
                    let _ = write!(
                        stream,
                        "HTTP/1.1 200 OK\r\nContent-Type: application/fhir+json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{resource}",
                        resource.len()
                    );
                });
            }
        });
        FhirServer { base, heads }
    }

    /// The heads of all requests so far.
    pub fn heads(&self) -> Vec<String> {
        self.heads.lock().expect("no panic").clone()
    }

    /// What was asked so far, in alphabetical order.
    pub fn queries(&self) -> Vec<String> {
        let mut queries: Vec<String> = self.heads().iter().map(|head| query(head).to_owned()).collect();
        queries.sort_unstable();
        queries
    }
}

fn query(head: &str) -> &str {
    head.split(' ').nth(1).and_then(|path| path.strip_prefix("/fhir/")).unwrap_or_default()
}
