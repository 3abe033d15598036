//! The built program, run to its end.

use std::{
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::OnceLock,
};

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
