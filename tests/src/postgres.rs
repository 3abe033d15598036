//! A PostgreSQL server for tests, where PostgreSQL is installed: its data in a folder of its own, on a free port of this machine.

use std::{
    net::{TcpListener, TcpStream},
    os::unix::{fs::chown, process::CommandExt},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        Arc, Mutex, PoisonError, Weak,
        atomic::{AtomicUsize, Ordering},
    },
    thread::sleep,
    time::{Duration, Instant},
};

/// A PostgreSQL server; stopped at the end of the test, or before.
#[derive(Debug)]
pub struct Postgres {
    programs: PathBuf,
    folder: tempfile::TempDir,
    user: Option<User>,
    port: u16,
    process: Mutex<Option<Child>>,
    databases: AtomicUsize,
}

/// Whom it runs as: PostgreSQL refuses to be root.
#[derive(Clone, Copy, Debug)]
struct User {
    id: u32,
    group: u32,
}

impl Postgres {
    /// Starts one; none where PostgreSQL isn't installed, which is said.
    pub fn start() -> Option<Postgres> {
        let Some(programs) = programs() else {
            eprintln!("PostgreSQL is not installed (Debian: apt-get install postgresql), so nothing is tested with it");
            return None;
        };
        let folder = tempfile::tempdir().expect("a temporary folder");
        let user = (id("-u", None) == 0).then(|| User { id: id("-u", Some("postgres")), group: id("-g", Some("postgres")) });
        if let Some(user) = user {
            chown(folder.path(), Some(user.id), Some(user.group)).expect("the folder is given away");
        }
        let port = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port").port();
        let postgres = Postgres { programs, folder, user, port, process: Mutex::new(None), databases: AtomicUsize::new(0) };
        postgres.run("initdb", &["--pgdata", postgres.data(), "--username", "engine", "--auth", "trust", "--no-sync"]);
        postgres.begin();
        Some(postgres)
    }

    /// One that the tests of a file share: started by the first, stopped with the last.
    pub fn shared() -> Option<Arc<Postgres>> {
        static SHARED: Mutex<Weak<Postgres>> = Mutex::new(Weak::new());
        let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
        shared.upgrade().or_else(|| {
            let started = Arc::new(Postgres::start()?);
            *shared = Arc::downgrade(&started);
            Some(started)
        })
    }

    /// The URL of a new, empty database.
    pub fn database(&self) -> String {
        let name = format!("test{}", self.databases.fetch_add(1, Ordering::Relaxed));
        self.run("createdb", &["--host", "127.0.0.1", "--port", &self.port.to_string(), "--username", "engine", &name]);
        format!("postgres://engine@127.0.0.1:{}/{name}", self.port)
    }

    /// All that a database holds, as text.
    pub fn dump(&self, url: &str) -> String {
        let output = self.command("pg_dump").arg(url).output().expect("pg_dump runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// Starts it again on the same data.
    pub fn begin(&self) {
        let mut server = self.command("postgres");
        server.args([
            "-D",
            self.data(),
            "-h",
            "127.0.0.1",
            "-p",
            &self.port.to_string(),
            "-c",
            "fsync=off",
            "-c",
            "unix_socket_directories=",
        ]);
        let server = server.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("postgres runs");
        *self.process.lock().unwrap_or_else(PoisonError::into_inner) = Some(server);
        let begun = Instant::now();
        while !self.is_ready() {
            assert!(begun.elapsed() < Duration::from_secs(60), "PostgreSQL does not come up");
            sleep(Duration::from_millis(50));
        }
    }

    /// Stops it at once, as a crash of its machine would.
    pub fn end(&self) {
        let Some(mut server) = self.process.lock().unwrap_or_else(PoisonError::into_inner).take() else { return };
        // An immediate shutdown, which takes its helpers along.
        let _ = Command::new("kill").args(["-QUIT", &server.id().to_string()]).status();
        let _ = server.wait();
    }

    fn is_ready(&self) -> bool {
        let asked = || self.command("pg_isready").args(["-q", "-h", "127.0.0.1", "-p", &self.port.to_string()]).status();
        TcpStream::connect(("127.0.0.1", self.port)).is_ok() && asked().is_ok_and(|status| status.success())
    }

    fn data(&self) -> &str {
        self.folder.path().to_str().expect("a path of text")
    }

    fn run(&self, program: &str, arguments: &[&str]) {
        let output = self.command(program).args(arguments).output().expect("it runs");
        assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(self.programs.join(program));
        command.current_dir(self.folder.path());
        if let Some(user) = self.user {
            command.uid(user.id).gid(user.group);
        }
        command
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        self.end();
    }
}

/// The folder of PostgreSQL's programs: where Debian has them, the newest version first, else on the path.
fn programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> = versions.map(|version| version.path().join("bin")).collect();
    folders.sort_by_key(|folder| std::cmp::Reverse(version(folder)));
    let path = std::env::var_os("PATH").unwrap_or_default();
    folders.extend(std::env::split_paths(&path));
    folders.into_iter().find(|folder| folder.join("initdb").is_file() && folder.join("postgres").is_file())
}

fn version(folder: &Path) -> u32 {
    let name = folder.parent().and_then(Path::file_name).and_then(|name| name.to_str());
    name.and_then(|name| name.parse().ok()).unwrap_or_default()
}

fn id(flag: &str, user: Option<&str>) -> u32 {
    let output = Command::new("id").arg(flag).args(user).output().expect("id runs");
    let printed = String::from_utf8_lossy(&output.stdout);
    printed.trim().parse().unwrap_or_else(|_| panic!("there is no user {user:?} for PostgreSQL to run as"))
}
