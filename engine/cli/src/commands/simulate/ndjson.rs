//! NDJSON lines of a simulation: written as records are read, and read again for a report of them all.

use engine_rehearse::simulate::{SimulationLine, Tally};
use std::{
    fs::File,
    io::{self, BufRead, BufReader, Write},
    path::{Path, PathBuf},
};

/// Writes a line.
pub(super) fn write(line: &SimulationLine, output: &mut impl Write) -> io::Result<()> {
    writeln!(output, "{}", line.to_json()?)
}

/// Checks that standard output took what was written. A reader that has stopped reading isn't a failure.
pub(super) fn check_written(written: io::Result<()>) -> Result<(), String> {
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(format!("standard output can't be written to: {error}")),
        _ => Ok(()),
    }
}

/// The tally of the lines of these files; `-` is standard input. A line that can't be read is an error, since a report without it would be wrong.
pub(super) fn tally(files: &[PathBuf]) -> Result<Tally, String> {
    let mut tally = Tally::default();
    for file in files {
        let reader: Box<dyn BufRead> = match file.to_str() {
            Some("-") => Box::new(io::stdin().lock()),
            _ => Box::new(BufReader::new(File::open(file).map_err(|error| format!("{}: can't be read: {error}", file.display()))?)),
        };
        add(reader, file, &mut tally)?;
    }
    if tally.is_empty() { Err("there is no line to make a report of".to_owned()) } else { Ok(tally) }
}

fn add(reader: impl BufRead, file: &Path, tally: &mut Tally) -> Result<(), String> {
    for (index, line) in reader.lines().enumerate() {
        let place = || format!("{}:{}", file.display(), index + 1);
        let line = line.map_err(|error| format!("{}: can't be read: {error}", place()))?;
        if !line.trim().is_empty() {
            let line = SimulationLine::parse(&line).map_err(|error| format!("{}: is no line of `--format ndjson`: {error}", place()))?;
            tally.add(&line);
        }
    }
    Ok(())
}
