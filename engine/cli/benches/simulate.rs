//! How fast `engine simulate` is, files and all: 600 records, copies of the synthetic patients beside the rules with ids of their own, and then the originals.
//!
//! ```text
//! cargo bench -p engine-cli --bench simulate [FOLDER]
//! ```
//!
//! FOLDER has other records to copy. Where GNU time is installed, peak memory is printed too.

use engine_tests::{program, root};
use std::{
    ffi::OsStr,
    fs, io,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Instant,
};

const COPIES: usize = 600;
const RUNS: usize = 3;
const TIME: &str = "/usr/bin/time";

fn main() -> io::Result<()> {
    let folder = std::env::args_os().skip(1).find(|argument| argument != "--bench");
    let originals = folder.map_or_else(|| root().join("rules/patients"), PathBuf::from);
    let copies = tempfile::tempdir()?;
    let bytes = copy(&records(&originals)?, copies.path())?;
    println!("{COPIES} records of {:.1} MB", bytes as f64 / 1e6);
    for format in ["text", "ndjson"] {
        measure(copies.path(), COPIES, format)?;
    }
    measure(&originals, records(&originals)?.len(), "text")
}

fn records(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let paths: io::Result<Vec<PathBuf>> = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect();
    let mut records: Vec<PathBuf> = paths?.into_iter().filter(|path| path.extension() == Some(OsStr::new("json"))).collect();
    records.sort();
    Ok(records)
}

/// Writes the copies; how many bytes they are.
fn copy(originals: &[PathBuf], folder: &Path) -> io::Result<usize> {
    let mut bytes = 0;
    for (number, original) in originals.iter().cycle().take(COPIES).enumerate() {
        let text = fs::read_to_string(original)?;
        let record: serde_json::Value = serde_json::from_str(&text)?;
        let entries = record["entry"].as_array().into_iter().flatten().map(|entry| &entry["resource"]);
        let id = entries.filter(|resource| resource["resourceType"] == "Patient").find_map(|patient| patient["id"].as_str());
        let id = id.ok_or_else(|| io::Error::other(format!("{}: no Patient with an id", original.display())))?;
        let copy = text.replace(id, &format!("{number:08}{}", id.get(8..).unwrap_or_default()));
        bytes += copy.len();
        fs::write(folder.join(format!("{number}.json")), copy)?;
    }
    Ok(bytes)
}

/// Simulates the rules that ship; the best of some runs.
fn measure(patients: &Path, count: usize, format: &str) -> io::Result<()> {
    let mut best: Option<(f64, String)> = None;
    for _ in 0..RUNS {
        let (mut command, has_time) = (Command::new(TIME), Path::new(TIME).exists());
        if has_time {
            command.args(["-f", "%M"]).arg(program());
        } else {
            command = Command::new(program());
        }
        command.arg("simulate").arg("--patients").arg(patients).args(["--format", format]).current_dir(root());
        let start = Instant::now();
        let output = command.stdout(Stdio::null()).stderr(Stdio::piped()).output()?;
        let seconds = start.elapsed().as_secs_f64();
        let printed = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        if !output.status.success() {
            return Err(io::Error::other(printed));
        }
        if best.as_ref().is_none_or(|(least, _)| seconds < *least) {
            best = Some((seconds, if has_time { format!(", {printed} KB at most in memory") } else { String::new() }));
        }
    }
    let (seconds, memory) = best.unwrap_or_default();
    println!("{count} records as {format}: {seconds:.2} s, {:.0} records a second{memory}", count as f64 / seconds);
    Ok(())
}
