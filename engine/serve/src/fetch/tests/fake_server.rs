//! A FHIR server of a few lines that answers whatever a test says, bytes and all.

use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

/// A fake FHIR server. Its thread ends with the test process.
#[derive(Debug)]
pub(super) struct FakeServer {
    pub(super) base: String,
    heads: Arc<Mutex<Vec<String>>>,
}

/// What it answers to a path.
pub(super) enum Answer {
    /// 200 with a FHIR resource.
    Resource(String),
    /// These bytes, head and all.
    Raw(Vec<u8>),
    /// Nothing, for ever.
    Hang,
    /// A good head, then a byte of body a second.
    Drip,
    /// A good head, then a body without end.
    Endless,
}

impl FakeServer {
    /// Answers each request by its path and query.
    pub(super) fn start(answer: impl Fn(&str) -> Answer + Send + Sync + 'static) -> FakeServer {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}/fhir", listener.local_addr().unwrap());
        let (heads, answer) = (Arc::new(Mutex::new(Vec::new())), Arc::new(answer));
        let seen = heads.clone();
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (seen, answer) = (seen.clone(), answer.clone());
                thread::spawn(move || serve(stream, &seen, &*answer));
            }
        });
        FakeServer { base, heads }
    }

    /// The heads of all requests so far.
    pub(super) fn heads(&self) -> Vec<String> {
        self.heads.lock().unwrap().clone()
    }
}

fn serve(mut stream: TcpStream, seen: &Mutex<Vec<String>>, answer: &dyn Fn(&str) -> Answer) {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|read| read == 1) {
        head.push(byte[0]);
    }
    let head = String::from_utf8(head).unwrap();
    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
    seen.lock().unwrap().push(head);
    // The client may hang up at any time; what is then left to say is of no interest.
    let _ = reply(&mut stream, answer(&path));
}

fn reply(stream: &mut TcpStream, answer: Answer) -> std::io::Result<()> {
    const OPEN: &str = "HTTP/1.1 200 OK\r\nContent-Type: application/fhir+json\r\nConnection: close\r\n\r\n";
    match answer {
        Answer::Resource(body) => {
            stream.write_all(response("200 OK", "Content-Type: application/fhir+json; charset=utf-8", body.as_bytes()).as_slice())
        }
        Answer::Raw(bytes) => stream.write_all(&bytes),
        Answer::Hang => {
            thread::sleep(Duration::from_secs(60));
            Ok(())
        }
        Answer::Drip => {
            stream.write_all(OPEN.as_bytes())?;
            loop {
                stream.write_all(b" ")?;
                thread::sleep(Duration::from_secs(1));
            }
        }
        Answer::Endless => {
            stream.write_all(OPEN.as_bytes())?;
            loop {
                stream.write_all(&[b' '; 65536])?;
            }
        }
    }
}

/// A whole response.
pub(super) fn response(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 {status}\r\n{headers}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}
