//! A FHIR server for tests: one resource for every path, and the heads of all requests.

use std::{
    io::{Read, Write},
    net::TcpListener,
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

/// Answers every request with one resource. Its thread ends with the test process.
pub(crate) struct FhirServer {
    pub(crate) base: String,
    heads: Arc<Mutex<Vec<String>>>,
}

impl FhirServer {
    /// Answers after `delay`.
    pub(crate) fn start(resource: String, delay: Duration) -> FhirServer {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let base = format!("http://{}/fhir", listener.local_addr().expect("an address"));
        let heads = Arc::new(Mutex::new(Vec::new()));
        let seen = heads.clone();
        thread::spawn(move || {
            for mut stream in listener.incoming().map_while(Result::ok) {
                let (seen, resource) = (seen.clone(), resource.clone());
                thread::spawn(move || {
                    let mut head = [0; 4096];
                    let length = stream.read(&mut head).unwrap_or_default();
                    seen.lock().expect("no panic").push(String::from_utf8_lossy(&head[..length]).into_owned());
                    thread::sleep(delay);
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

    pub(crate) fn heads(&self) -> Vec<String> {
        self.heads.lock().expect("no panic").clone()
    }
}
