//! The program as a server: started, asked over HTTP, and ended.

use crate::program;
use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

/// `engine serve` on a free port; stopped at the end of the test.
#[derive(Debug)]
pub struct Server {
    process: Child,
    /// `http://127.0.0.1:PORT`
    pub url: String,
    client: reqwest::blocking::Client,
    log: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Serves in `folder` with further arguments, and waits until it answers.
    pub fn start(folder: &Path, arguments: &[&str]) -> Server {
        Server::start_with(folder, arguments, &[])
    }

    /// The same, with variables of the environment.
    pub fn start_with(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Server {
        let mut command = Command::new(program());
        command.envs(variables.iter().copied());
        Server::start_by(command, folder, arguments)
    }

    /// The same, by a command that becomes the program.
    pub fn start_by(command: Command, folder: &Path, arguments: &[&str]) -> Server {
        Server::launch(command, folder, arguments, "http", reqwest::blocking::Client::new())
    }

    /// The same over TLS, asked by a client that trusts its certificate.
    pub fn start_encrypted(folder: &Path, arguments: &[&str], client: reqwest::blocking::Client) -> Server {
        Server::launch(Command::new(program()), folder, arguments, "https", client)
    }

    fn launch(mut command: Command, folder: &Path, arguments: &[&str], scheme: &str, client: reqwest::blocking::Client) -> Server {
        let port = std::net::TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port").port();
        let mut process = command
            .args(["serve", "--listen", &format!("127.0.0.1:{port}")])
            .args(arguments)
            .current_dir(folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let log = Arc::new(Mutex::new(Vec::new()));
        for pipe in [
            process.stdout.take().map(|pipe| Box::new(pipe) as Box<dyn std::io::Read + Send>),
            process.stderr.take().map(|pipe| Box::new(pipe) as _),
        ]
        .into_iter()
        .flatten()
        {
            let log = log.clone();
            std::thread::spawn(move || BufReader::new(pipe).lines().map_while(Result::ok).for_each(|line| keep(&log, line)));
        }
        let mut server = Server { process, url: format!("{scheme}://127.0.0.1:{port}"), client, log };
        while server.try_get("/health/live").is_none() {
            assert!(server.process.try_wait().expect("a process").is_none(), "the server gave up; it says why above");
            std::thread::sleep(Duration::from_millis(20));
        }
        server
    }

    /// Waits until `happened`, ten seconds at most.
    pub fn wait_until(&self, what: &str, happened: impl Fn(&Server) -> bool) {
        let start = Instant::now();
        while !happened(self) {
            assert!(start.elapsed() < Duration::from_secs(10), "waited in vain until {what}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// All lines that it has printed so far, on standard output and standard error.
    pub fn log(&self) -> Vec<String> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Tells it to end, waits until it has, and gives all that it printed.
    pub fn stop(mut self) -> String {
        let _ = Command::new("kill").args(["-TERM", &self.process.id().to_string()]).status();
        let _ = self.process.wait();
        // What it printed last is still being read.
        std::thread::sleep(Duration::from_millis(100));
        self.log().join("\n")
    }

    /// The status and JSON of a GET.
    pub fn get(&self, path: &str) -> (u16, serde_json::Value) {
        self.try_get(path).expect("an answer")
    }

    /// The status and JSON of a POST.
    pub fn post(&self, path: &str, body: &serde_json::Value) -> (u16, serde_json::Value) {
        self.post_text(path, "application/json", &body.to_string())
    }

    /// The status and JSON of a POST of any text.
    pub fn post_text(&self, path: &str, content_type: &str, body: &str) -> (u16, serde_json::Value) {
        let request = self.client.post(format!("{}{path}", self.url)).header("content-type", content_type).body(body.to_owned());
        read(request.send().expect("an answer"))
    }

    /// The id of its process.
    pub fn process(&self) -> u32 {
        self.process.id()
    }

    /// Asks it to end, as a container's host does, and waits until it has; gives its exit code.
    pub fn end(&mut self) -> Option<i32> {
        let sent = Command::new("kill").args(["-TERM", &self.process.id().to_string()]).status().expect("kill runs");
        assert!(sent.success(), "the signal is sent");
        self.process.wait().expect("a process").code()
    }

    /// For anything else.
    pub fn client(&self) -> &reqwest::blocking::Client {
        &self.client
    }

    fn try_get(&self, path: &str) -> Option<(u16, serde_json::Value)> {
        self.client.get(format!("{}{path}", self.url)).send().ok().map(read)
    }
}

fn keep(log: &Mutex<Vec<String>>, line: String) {
    eprintln!("engine: {line}");
    log.lock().unwrap_or_else(PoisonError::into_inner).push(line);
}

fn read(response: reqwest::blocking::Response) -> (u16, serde_json::Value) {
    let status = response.status().as_u16();
    let text = response.text().expect("a body");
    (status, serde_json::from_str(&text).unwrap_or(serde_json::Value::String(text)))
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
