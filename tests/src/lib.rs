//! Runs the built program from outside: what the tests in `tests/` share.
//!
//! Knows the program by its command line, its files and HTTP alone; must never know a crate of it.

mod fhir;
mod postgres;
mod shared;
mod store;
mod test_rule;

pub use fhir::FhirServer;
pub use postgres::Postgres;
pub use shared::{Running, Shared};
pub use store::TestStore;
pub use test_rule::{TestRule, bundle};

use std::{
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    sync::{Arc, Mutex, OnceLock, PoisonError},
    time::{Duration, Instant},
};

/// A rule that counts observations.
pub const LABS: &str = "id: labs
hook: patient-view
version: 1.0.0
title: Labs
description: Counts observations.
source: { label: Laboratory }
prefetch:
  labs: Observation?patient={{context.patientId}}
values:
  found: { find: labs }
cards:
  - id: count
    summary: \"Labs: {{ count(found) }}\"
    indicator: info
";

/// The root of the checkout.
pub fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// The program, which cargo builds before the tests of its package, beside them: `target/PROFILE/engine` for `target/PROFILE/deps/TEST`.
pub fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let test = std::env::current_exe().expect("the test's own path");
        let program = test.ancestors().nth(2).expect("target/PROFILE/deps/TEST").join("engine");
        assert!(program.is_file(), "{}: cargo builds it for tests of engine-cli only", program.display());
        program
    })
}

/// Runs `engine` with these arguments in `folder`, and waits for its end. It remembers nothing of other runs.
pub fn run_in(folder: &Path, arguments: &[&str]) -> Output {
    run_with_cache(Path::new("/dev/null"), folder, arguments)
}

/// The same, with a cache folder of the user.
pub fn run_with_cache(cache: &Path, folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(program());
    command.env("XDG_CACHE_HOME", cache).args(arguments).current_dir(folder).output().expect("the program runs")
}

/// What a run printed on standard output and standard error, and its exit code.
pub fn printed(output: &Output) -> (String, String, i32) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr), output.status.code().unwrap_or(-1))
}

/// A folder of files of one's own, gone at the end of the test.
#[derive(Debug)]
pub struct Folder {
    folder: tempfile::TempDir,
}

impl Folder {
    /// With these files, by path and text.
    pub fn with(files: &[(&str, &str)]) -> Folder {
        let folder = Folder { folder: tempfile::tempdir().expect("a temporary folder") };
        files.iter().for_each(|(path, text)| folder.write(path, text));
        folder
    }

    /// With a copy of the rules that ship, under `rules`.
    pub fn with_shipped_rules() -> Folder {
        let folder = Folder::with(&[]);
        copy(&root().join("rules"), &folder.path().join("rules"));
        folder
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file, its folders too.
    pub fn write(&self, path: &str, text: &str) {
        let path = self.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("its folder");
        std::fs::write(path, text).expect("the file");
    }
}

/// Copies a folder with all that is in it.
pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("the folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() { copy(&entry.path(), &target) } else { std::fs::copy(entry.path(), target).map(drop).expect("a copy") }
    }
}

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

/// A request that others wrote, from `tests/requests`.
pub fn request(name: &str) -> serde_json::Value {
    let path = root().join("tests/requests").join(name);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).expect("JSON")
}
